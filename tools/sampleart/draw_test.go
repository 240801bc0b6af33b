package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

func wanted(t *testing.T) []picture {
	t.Helper()
	files, err := filepath.Glob("../../sample/items/*.csv")
	if err != nil || len(files) == 0 {
		t.Fatalf("item files: %v %v", files, err)
	}
	var all []picture
	for _, name := range files {
		pictures, err := read(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, pictures...)
	}
	return all
}

func TestEveryDrawingAndColourIsUsedAndKnown(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, p := range wanted(t) {
		if drawings[p.drawing] == nil {
			t.Errorf("%s: no drawing %q", p.file, p.drawing)
		}
		if _, ok := colours[p.colour]; !ok {
			t.Errorf("%s: no colour %q", p.file, p.colour)
		}
		used[p.drawing], used[p.colour] = true, true
	}
	for name := range drawings {
		if !used[name] {
			t.Errorf("drawing %q is not used", name)
		}
	}
	for name := range colours {
		if !used[name] {
			t.Errorf("colour %q is not used", name)
		}
	}
}

// Every sixtieth picture is drawn again; its edges have more colours than the file's
// palette, and other processors may round them differently, so a little is forgiven.
func TestCommittedPicturesAreWhatTheProgramDraws(t *testing.T) {
	t.Parallel()
	for i, p := range wanted(t) {
		if i%60 != 0 {
			continue
		}
		t.Run(p.file, func(t *testing.T) {
			t.Parallel()
			drawn, err := p.draw()
			if err != nil {
				t.Fatal(err)
			}
			if far := distance(drawn, committed(t, p.file)); far > 1 {
				t.Errorf("differs by %.1f of 255 on average; run go generate ./sample", far)
			}
		})
	}
}

func committed(t *testing.T, file string) image.Image {
	t.Helper()
	f, err := os.Open(filepath.Join("../../sample/items", file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// distance is how much two pictures differ in a pixel on average, from 0 to 255.
func distance(a, b image.Image) float64 {
	sum := 0
	for y := range side {
		for x := range side {
			left, right := color.GrayModel.Convert(a.At(x, y)).(color.Gray), color.GrayModel.Convert(b.At(x, y)).(color.Gray)
			sum += abs(int(left.Y) - int(right.Y))
		}
	}
	return float64(sum) / (side * side)
}

func TestTheSamePictureIsWrittenTheSameWay(t *testing.T) {
	t.Parallel()
	p := picture{drawing: "teddy", colour: "brown"}
	var files [2]bytes.Buffer
	for i := range files {
		drawn, err := p.draw()
		if err != nil {
			t.Fatal(err)
		}
		if err := encode(&files[i], drawn); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("the same picture was written in two ways")
	}
}
