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

	"github.com/fogleman/gg"
	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
)

// A print shows pictures three in a row, on squares of printCell pixels.
const (
	printCell    = 300
	printColumns = 3
	maxPrint     = 200_000 // bytes: it is to be there at once on a phone
)

// ContactPrint puts pictures side by side, numbered from 1, as a JPEG that is small enough for a phone. An empty picture
// leaves its square blank.
func ContactPrint(pictures [][]byte) ([]byte, error) {
	face, err := printFace()
	if err != nil {
		return nil, fmt.Errorf("draw a contact print: %w", err)
	}
	columns := min(len(pictures), printColumns)
	rows := (len(pictures) + printColumns - 1) / printColumns
	canvas := image.NewRGBA(image.Rect(0, 0, columns*printCell, rows*printCell))
	draw.Draw(canvas, canvas.Bounds(), image.NewUniform(color.Gray{Y: 0xF2}), image.Point{}, draw.Src)
	drawn := gg.NewContextForRGBA(canvas)
	drawn.SetFontFace(face)
	for n, picture := range pictures {
		corner := image.Pt(n%printColumns*printCell, n/printColumns*printCell)
		if len(picture) > 0 {
			img, _, err := image.Decode(bytes.NewReader(picture))
			if err != nil {
				return nil, fmt.Errorf("draw a contact print: %w", err)
			}
			draw.ApproxBiLinear.Scale(canvas, fit(img.Bounds(), corner), img, img.Bounds(), draw.Over, nil)
		}
		drawNumber(drawn, corner, n+1)
	}
	return encodePrint(canvas)
}

// fit gives the largest place of a picture's own shape in the middle of a cell.
func fit(picture image.Rectangle, corner image.Point) image.Rectangle {
	const room = printCell - 8
	w, h := room, room*picture.Dy()/picture.Dx()
	if picture.Dy() > picture.Dx() {
		w, h = room*picture.Dx()/picture.Dy(), room
	}
	at := corner.Add(image.Pt((printCell-w)/2, (printCell-h)/2))
	return image.Rectangle{Min: at, Max: at.Add(image.Pt(max(w, 1), max(h, 1)))}
}

func drawNumber(drawn *gg.Context, corner image.Point, number int) {
	x, y := float64(corner.X)+34, float64(corner.Y)+34
	drawn.DrawCircle(x, y, 26)
	drawn.SetRGBA(0, 0, 0, 0.7)
	drawn.Fill()
	drawn.SetRGB(1, 1, 1)
	drawn.DrawStringAnchored(strconv.Itoa(number), x, y, 0.5, 0.36)
}

// printFont is parsed once; a face keeps state while it draws, so every print has its own.
var printFont = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(gobold.TTF) })

func printFace() (font.Face, error) {
	parsed, err := printFont()
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(parsed, &opentype.FaceOptions{Size: 36, DPI: 72, Hinting: font.HintingFull})
}

// encodePrint lowers the quality until the print is small enough.
func encodePrint(canvas image.Image) ([]byte, error) {
	for quality := 82; quality >= 30; quality -= 13 {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, canvas, &jpeg.Options{Quality: quality}); err != nil {
			return nil, fmt.Errorf("draw a contact print: %w", err)
		}
		if b.Len() <= maxPrint {
			return b.Bytes(), nil
		}
	}
	return nil, errors.New("draw a contact print: too large in any quality")
}
