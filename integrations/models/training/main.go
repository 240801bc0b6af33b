// Training makes the weights of the built-in embedder from pairs of texts that belong together:
//
//	go run ./integrations/models/training -data FOLDER -out integrations/models/weights.bin
//
// FOLDER holds pairs_enzh.tsv.gz, pairs_en.tsv.gz and pairs_zh.tsv.gz: a header and, separated by tabs, two texts and where
// they are from. To them come the trade's glossary and the titles of the sample's catalogue. The same texts give the same
// weights, to the byte, on machines of one kind. It takes some minutes on two cores and 400 MB of memory.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"oldhand/integrations/models"
)

// name is stored with every vector, so it must change whenever the weights do.
const name = "oldhand-1024-1"

// credits say whose texts the weights were learned from.
var credits = []string{
	"CC-CEDICT, CC BY-SA 4.0, https://www.mdbg.net/chinese/dictionary?page=cc-cedict",
	"Tatoeba, CC BY 2.0 FR, https://tatoeba.org",
	"SQuAD 2.0, CC BY-SA 4.0; CMRC 2018 and DRCD, CC BY-SA",
	"texts of the shop software Bagisto, Spree, Sylius, Saleor, django-oscar, Grocy and OpenBoxes, under MIT, BSD and EPL licences",
}

func main() {
	data := flag.String("data", "", "folder of the pairs")
	out := flag.String("out", "", "file of weights to write")
	epochs := flag.Int("epochs", 3, "how often to go through all pairs")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := train(ctx, *data, *out, *epochs); err != nil {
		fmt.Fprintln(os.Stderr, "training:", err)
		os.Exit(1)
	}
}

// train reads, learns and writes the weights.
func train(ctx context.Context, data, out string, epochs int) error {
	r, err := read(data)
	if err != nil {
		return err
	}
	w, err := learn(ctx, r, epochs)
	if err != nil {
		return err
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	if err := w.Write(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// learn learns weights from what was read.
func learn(ctx context.Context, r *reading, epochs int) (*models.Weights, error) {
	v := newVocabulary(r)
	l := newLearner(v, r)
	fmt.Printf("%d pairs, %d rows\n", len(l.examples), v.size())
	err := l.learn(ctx, epochs, func(epoch int, loss float64) { fmt.Printf("epoch %d of %d: loss %.4f\n", epoch, epochs, loss) })
	if err != nil {
		return nil, err
	}
	l.takeOutCommon(v, r)
	return l.weights(v), nil
}

// weights gives every word the sum of its parts, so that nothing is left to be taken apart when texts are embedded.
func (l *learner) weights(v *vocabulary) *models.Weights {
	w := &models.Weights{Name: name, Credits: credits, Words: make(map[uint64][]float32), Stems: v.stems()}
	for _, p := range v.words() {
		w.Words[models.Hash(p.word)] = l.sum(p.parts)
	}
	for row := len(v.rows); row < v.size(); row++ {
		w.Shared = append(w.Shared, l.sum([]part{{int32(row), gramWeight}}))
	}
	return w
}

func (l *learner) sum(parts []part) []float32 {
	sum := make([]float32, dimension)
	for _, p := range parts {
		axpy(p.weight, l.row(p.row), sum)
	}
	return sum
}
