// Command compare reads texts with the ids and vectors that the original gives them, one JSON object a line, and says how
// far a file of weights, read by integrations/models/encoder, gives the same. tools/encoder/check.py runs it.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"slices"
	"time"

	"oldhand/integrations/models/encoder"
)

// line is a text as the original reads it. The vector is left out where only ids are compared.
type line struct {
	Text   string       `json:"text"`
	Kind   encoder.Kind `json:"kind"`
	IDs    []int        `json:"ids"`
	Vector []float32    `json:"vector"`
}

func main() {
	log.SetFlags(0)
	weights := flag.String("weights", "", "the file of weights")
	show := flag.Int("show", 10, "most differing texts to print")
	flag.Parse()
	if err := compare(*weights, *show); err != nil {
		log.Fatal(err)
	}
}

func compare(weights string, show int) error {
	file, err := os.ReadFile(weights)
	if err != nil {
		return err
	}
	start := time.Now()
	e, err := encoder.Open(file)
	if err != nil {
		return fmt.Errorf("%s: %w", weights, err)
	}
	fmt.Printf("%s opened in %v\n", e.Model(), time.Since(start).Round(time.Millisecond))
	texts, differing := 0, 0
	var cosines []float32
	in := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20))
	for in.More() {
		var l line
		if err := in.Decode(&l); err != nil {
			return err
		}
		texts++
		if got := e.Tokens(l.Text); !slices.Equal(got, l.IDs) {
			if differing++; differing <= show {
				fmt.Printf("%q\n\toriginal %v\n\there     %v\n", l.Text, l.IDs, got)
			}
		}
		if l.Vector != nil {
			v, err := e.Encode(context.Background(), l.Kind, []string{l.Text})
			if err != nil {
				return err
			}
			c := dot(v[0], l.Vector)
			if cosines = append(cosines, c); c < 0.99 {
				fmt.Printf("%.4f %q\n", c, l.Text)
			}
		}
	}
	fmt.Printf("%d texts, %d with other ids\n", texts, differing)
	if len(cosines) > 0 {
		slices.Sort(cosines)
		fmt.Printf("%d vectors, cosine with the original's: least %.5f, median %.5f\n", len(cosines), cosines[0], cosines[len(cosines)/2])
	}
	return nil
}

func dot(a, b []float32) (sum float32) {
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}
