package paper

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"strconv"
	"sync"

	"golang.org/x/image/draw"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
)

// A print shows pictures three in a row, on squares of printCell pixels.
const (
	printCell    = 300
	printColumns = 3
	printSize    = 36      // of the numbers
	maxPrint     = 200_000 // bytes: it is to be there at once on a phone
)

// ContactPrint puts pictures side by side, numbered from 1, as a JPEG that is small enough for a phone. An empty picture
// is a number alone.
func ContactPrint(pictures [][]byte) ([]byte, error) {
	face, err := newFace(printFont, printSize)
	if err != nil {
		return nil, fmt.Errorf("draw a contact print: %w", err)
	}
	columns := min(len(pictures), printColumns)
	rows := (len(pictures) + printColumns - 1) / printColumns
	c := newCanvas(columns*printCell, rows*printCell, color.Gray{Y: 0xF2}, face)
	for n, picture := range pictures {
		corner := image.Pt(n%printColumns*printCell, n/printColumns*printCell)
		if len(picture) > 0 {
			img, _, err := image.Decode(bytes.NewReader(picture))
			if err != nil {
				return nil, fmt.Errorf("draw a contact print: %w", err)
			}
			draw.ApproxBiLinear.Scale(c.RGBA, inCell(img.Bounds(), corner), img, img.Bounds(), draw.Over, nil)
		}
		c.number(corner, n+1)
	}
	return c.smallJPEG()
}

// inCell gives the largest place of a picture's own shape in the middle of a cell.
func inCell(picture image.Rectangle, corner image.Point) image.Rectangle {
	const room = printCell - 8
	w, h := room, room*picture.Dy()/picture.Dx()
	if picture.Dy() > picture.Dx() {
		w, h = room*picture.Dx()/picture.Dy(), room
	}
	at := corner.Add(image.Pt((printCell-w)/2, (printCell-h)/2))
	return image.Rectangle{Min: at, Max: at.Add(image.Pt(max(w, 1), max(h, 1)))}
}

func (c *canvas) number(corner image.Point, number int) {
	x, y := float64(corner.X)+34, float64(corner.Y)+34
	c.disc(color.NRGBA{A: 0xB3}, x, y, 26)
	c.write(color.White, strconv.Itoa(number), x, y, 0.5)
}

// printFont is parsed once; see newFace.
var printFont = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(gobold.TTF) })

// smallJPEG lowers the quality until the print is small enough.
func (c *canvas) smallJPEG() ([]byte, error) {
	for quality := 82; quality >= 30; quality -= 13 {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, c.RGBA, &jpeg.Options{Quality: quality}); err != nil {
			return nil, fmt.Errorf("draw a contact print: %w", err)
		}
		if b.Len() <= maxPrint {
			return b.Bytes(), nil
		}
	}
	return nil, errors.New("draw a contact print: too large in any quality")
}
