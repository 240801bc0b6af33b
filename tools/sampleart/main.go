// Command sampleart makes the pictures of the sample village: for every row of sample/items/*.csv it draws the row's
// "drawing" in the row's "colour" into the file that the row's "images" names. Run it with "go generate ./sample"; what
// it makes is committed, and the same rows give the same pictures.
package main

import (
	"encoding/csv"
	"fmt"
	"image"
	"os"
	"path/filepath"
)

func main() {
	if err := drawAll("items"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// drawAll draws the pictures of all item files in a folder, beside them.
func drawAll(folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*.csv"))
	if err != nil {
		return err
	}
	for _, name := range files {
		wanted, err := read(name)
		if err != nil {
			return err
		}
		for _, p := range wanted {
			if err := p.write(folder); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return nil
}

// picture is one picture to draw.
type picture struct{ file, drawing, colour string }

// read lists the pictures that an item file's rows name.
func read(name string) ([]picture, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	column := map[string]int{}
	for i, title := range rows[0] {
		column[title] = i
	}
	var wanted []picture
	for _, row := range rows[1:] {
		wanted = append(wanted, picture{row[column["images"]], row[column["drawing"]], row[column["colour"]]})
	}
	return wanted, nil
}

// draw makes the picture.
func (p picture) draw() (*image.RGBA, error) {
	draw, ok := drawings[p.drawing]
	if !ok {
		return nil, fmt.Errorf("no drawing %q", p.drawing)
	}
	colour, ok := colours[p.colour]
	if !ok {
		return nil, fmt.Errorf("no colour %q", p.colour)
	}
	c := newCanvas(p.drawing, colour)
	draw(c)
	return c.picture, nil
}

func (p picture) write(folder string) error {
	drawn, err := p.draw()
	if err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(folder, p.file))
	if err != nil {
		return err
	}
	if err := encode(f, drawn); err != nil {
		f.Close()
		return fmt.Errorf("write %s: %w", p.file, err)
	}
	return f.Close()
}
