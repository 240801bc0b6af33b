package main

import (
	"cmp"
	"image"
	"image/color"
	"image/png"
	"io"
	"maps"
	"slices"
)

// paletteSize keeps a picture small: flat drawings need few colours, and the rest are edges between two of them.
const paletteSize = 32

// apart is how much two colours of a palette differ at least, summed over red, green and blue.
const apart = 14

// encode writes a picture as PNG with a palette of its own.
func encode(w io.Writer, picture *image.RGBA) error {
	small := image.NewPaletted(picture.Bounds(), paletteOf(picture))
	nearest := map[color.RGBA]uint8{}
	for y := range side {
		for x := range side {
			col := picture.RGBAAt(x, y)
			index, known := nearest[col]
			if !known {
				index = uint8(small.Palette.Index(col))
				nearest[col] = index
			}
			small.SetColorIndex(x, y, index)
		}
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	return encoder.Encode(w, small)
}

// paletteOf gives the colours that cover most of the picture and can be told apart, in an order that depends on nothing
// but the picture.
func paletteOf(picture *image.RGBA) color.Palette {
	count := map[color.RGBA]int{}
	for y := range side {
		for x := range side {
			count[picture.RGBAAt(x, y)]++
		}
	}
	most := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	var palette color.Palette
	for _, col := range most {
		if len(palette) == paletteSize {
			break
		}
		if !slices.ContainsFunc(palette, func(c color.Color) bool { return difference(c.(color.RGBA), col) < apart }) {
			palette = append(palette, col)
		}
	}
	return palette
}

func difference(a, b color.RGBA) int {
	return abs(int(a.R)-int(b.R)) + abs(int(a.G)-int(b.G)) + abs(int(a.B)-int(b.B))
}

func abs(n int) int { return max(n, -n) }
