package catalogue_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"strings"
	"testing"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/table"
)

// pictured imports n items, each with a picture of noise (the hardest to compress) in another shape, and gives them.
func pictured(v *village, n int) []catalogue.Item {
	v.Helper()
	var csv strings.Builder
	csv.WriteString("distributor,sku,title_en,price,images\n")
	random := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		img := image.NewRGBA(image.Rect(0, 0, 100+400*(i%2), 500-400*(i%2)))
		for at := range img.Pix {
			img.Pix[at] = byte(random.Uint32())
		}
		v.write(fmt.Sprintf("%d.jpg", i), asJPEG(v, img))
		fmt.Fprintf(&csv, "D,P%d,Picture,1,%d.jpg\n", i, i)
	}
	v.load("items.csv", csv.String(), table.Options{})
	items := make([]catalogue.Item, n)
	for i := range n {
		items[i] = v.item(fmt.Sprintf("P%d", i))
	}
	return items
}

func TestPictureGivesWhatWasImported(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	red := asPNG(t, painted(40, 30, color.RGBA{R: 200, A: 255}))
	v.write("red.png", red)
	v.load("items.csv", "distributor,sku,title_en,price,images\nD,A,A,1,red.png\nD,B,B,1,red.png;red.png\n", table.Options{})
	key := v.item("A").Images[0]
	got, err := v.Picture(t.Context(), key)
	if err != nil || !bytes.Equal(got, red) {
		t.Error("not the picture that was imported:", err)
	}
	if v.item("B").Images[0] != key {
		t.Error("the same picture has two keys")
	}
	v.write("red.png", asPNG(t, painted(40, 30, color.Black)))
	v.want(table.Report{Read: 1, Changed: 1}, v.load("items.csv", "distributor,sku,title_en,price,images\nD,A,A,1,red.png\n", table.Options{}))
	if got, err := v.Picture(t.Context(), key); err != nil || !bytes.Equal(got, red) || v.item("A").Images[0] == key {
		t.Error("another picture under the same key:", err)
	}
	for _, key := range []string{"", "item:", "item:xyz", "item:" + strings.Repeat("0", 64), "sheet:1,2,3,4,5,6,7"} {
		if _, err := v.Picture(t.Context(), key); !errors.Is(err, catalogue.ErrNoPicture) {
			t.Errorf("%q: %v", key, err)
		}
	}
}

func TestSheet(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	items := pictured(v, 7)
	for n, size := range map[int]image.Point{1: {X: 300, Y: 300}, 3: {X: 900, Y: 300}, 4: {X: 900, Y: 600}, 7: {X: 900, Y: 600}} {
		sheet, err := v.Picture(t.Context(), catalogue.ContactPrintKey(items[:n]))
		if err != nil {
			t.Fatal(err)
		}
		config, kind, err := image.DecodeConfig(bytes.NewReader(sheet))
		if err != nil || kind != "jpeg" || image.Pt(config.Width, config.Height) != size || len(sheet) > 200_000 {
			t.Errorf("sheet of %d: %s of %d bytes, %d by %d, %v", n, kind, len(sheet), config.Width, config.Height, err)
		}
	}
	items[1].Images = nil
	key := catalogue.ContactPrintKey(items[:3])
	if _, err := v.Picture(t.Context(), key); err != nil {
		t.Errorf("%s: %v", key, err)
	}
	if key == catalogue.ContactPrintKey(items[2:5]) || catalogue.ContactPrintKey(items[1:2]) != "" || catalogue.ContactPrintKey(nil) != "" {
		t.Error("keys of sheets")
	}
}

func BenchmarkSheet(b *testing.B) {
	v := newVillage(b)
	key := catalogue.ContactPrintKey(pictured(v, 6))
	for b.Loop() {
		if _, err := v.Picture(b.Context(), key); err != nil {
			b.Fatal(err)
		}
	}
}
