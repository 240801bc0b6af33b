package paper

import (
	_ "embed"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
)

// chartLetters are the letters of a chart; data/README.md says where they are from.
//
//go:embed data/chart.otf
var chartLetters []byte

// chartFont is parsed once; a face keeps state while it draws, so every chart has its own.
var chartFont = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(chartLetters) })

// newFace gives letters of a font, so many pixels high.
func newFace(parse func() (*opentype.Font, error), size float64) (font.Face, error) {
	parsed, err := parse()
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
}

// Drawable says that charts have all the letters of a text.
func Drawable(s string) bool {
	parsed, err := chartFont()
	if err != nil {
		return false
	}
	var buffer sfnt.Buffer
	for _, r := range s {
		if glyph, err := parsed.GlyphIndex(&buffer, r); err != nil || glyph == 0 {
			return false
		}
	}
	return true
}

// fit cuts a text to a width.
func (c *canvas) fit(s string, room float64) string {
	if c.width(s) <= room {
		return s
	}
	letters := []rune(s)
	for len(letters) > 0 {
		letters = letters[:len(letters)-1]
		if short := strings.TrimSpace(string(letters)) + "…"; c.width(short) <= room {
			return short
		}
	}
	return ""
}
