package catalogue

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"strconv"
	"strings"
	"sync"

	"github.com/fogleman/gg"
	"github.com/jackc/pgx/v5"
	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
)

// A sheet shows up to six pictures, three in a row, on squares of sheetCell pixels.
const (
	sheetCell    = 300
	sheetColumns = 3
	sheetItems   = 6
	maxSheet     = 200_000 // bytes: it is to be there at once on a phone
)

// sheetPicture begins the keys of sheets; then come the beginnings of the pictures' keys, so that a sheet of other
// pictures has another key. A dash stands for an item without a picture.
const (
	sheetPicture = "sheet:"
	sheetPrefix  = 16
	noPicture    = "-"
)

// SheetKey names the sheet of these items' first pictures, of six at most; it changes when a picture does. Empty if none
// has a picture.
func SheetKey(items []Item) string {
	items = items[:min(len(items), sheetItems)]
	parts := make([]string, len(items))
	any := false
	for n, i := range items {
		parts[n] = noPicture
		if len(i.Images) > 0 {
			key := strings.TrimPrefix(i.Images[0], itemPicture)
			parts[n] = key[:min(len(key), sheetPrefix)]
			any = true
		}
	}
	if !any {
		return ""
	}
	return sheetPicture + strings.Join(parts, ",")
}

// sheet draws the pictures whose keys begin so, numbered from 1, as a JPEG.
func (c *Catalogue) sheet(ctx context.Context, prefixes []string) ([]byte, error) {
	if len(prefixes) > sheetItems {
		return nil, ErrNoPicture
	}
	rows, err := c.pool.Query(ctx, `SELECT coalesce(p.bytes, '') FROM unnest($1::text[]) WITH ORDINALITY AS asked (prefix, n)
		LEFT JOIN LATERAL (SELECT bytes FROM pictures WHERE length(prefix) = $2 AND key >= prefix AND key < prefix || 'g'
			ORDER BY key LIMIT 1) p ON true ORDER BY n`, prefixes, sheetPrefix)
	if err != nil {
		return nil, fmt.Errorf("read the pictures of a sheet: %w", err)
	}
	pictures, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	if err != nil {
		return nil, fmt.Errorf("read the pictures of a sheet: %w", err)
	}
	return drawSheet(pictures)
}

func drawSheet(pictures [][]byte) ([]byte, error) {
	face, err := sheetFace()
	if err != nil {
		return nil, fmt.Errorf("draw a sheet: %w", err)
	}
	columns := min(len(pictures), sheetColumns)
	rows := (len(pictures) + sheetColumns - 1) / sheetColumns
	canvas := image.NewRGBA(image.Rect(0, 0, columns*sheetCell, rows*sheetCell))
	draw.Draw(canvas, canvas.Bounds(), image.NewUniform(color.Gray{Y: 0xF2}), image.Point{}, draw.Src)
	drawn := gg.NewContextForRGBA(canvas)
	drawn.SetFontFace(face)
	for n, picture := range pictures {
		corner := image.Pt(n%sheetColumns*sheetCell, n/sheetColumns*sheetCell)
		if len(picture) > 0 {
			img, _, err := image.Decode(bytes.NewReader(picture))
			if err != nil {
				return nil, fmt.Errorf("draw a sheet: %w", err)
			}
			draw.ApproxBiLinear.Scale(canvas, fit(img.Bounds(), corner), img, img.Bounds(), draw.Over, nil)
		}
		drawNumber(drawn, corner, n+1)
	}
	return encodeSheet(canvas)
}

// fit gives the largest place of a picture's own shape in the middle of a cell.
func fit(picture image.Rectangle, corner image.Point) image.Rectangle {
	const room = sheetCell - 8
	w, h := room, room*picture.Dy()/picture.Dx()
	if picture.Dy() > picture.Dx() {
		w, h = room*picture.Dx()/picture.Dy(), room
	}
	at := corner.Add(image.Pt((sheetCell-w)/2, (sheetCell-h)/2))
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

// sheetFont is parsed once; a face keeps state while it draws, so every sheet has its own.
var sheetFont = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(gobold.TTF) })

func sheetFace() (font.Face, error) {
	parsed, err := sheetFont()
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(parsed, &opentype.FaceOptions{Size: 36, DPI: 72, Hinting: font.HintingFull})
}

// encodeSheet lowers the quality until the sheet is small enough.
func encodeSheet(canvas image.Image) ([]byte, error) {
	for quality := 82; quality >= 30; quality -= 13 {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, canvas, &jpeg.Options{Quality: quality}); err != nil {
			return nil, fmt.Errorf("draw a sheet: %w", err)
		}
		if b.Len() <= maxSheet {
			return b.Bytes(), nil
		}
	}
	return nil, errors.New("draw a sheet: too large in any quality")
}
