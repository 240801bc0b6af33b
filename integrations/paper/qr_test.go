package paper

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
)

func black(img image.Image, x, y int) bool { return img.At(x, y).(color.Gray).Y < 128 }

// A phone finds a QR code by three large squares in its corners, with white around.
func TestQRCodesCanBeFound(t *testing.T) {
	t.Parallel()
	picture, err := QR(QRPrefix + "https://t.me/oldhand_bot?start=pick_1007_4821")
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	side := img.Bounds().Dx()
	const square = 7 * qrModule
	for _, corner := range [][2]int{{qrQuiet, qrQuiet}, {side - qrQuiet - square, qrQuiet}, {qrQuiet, side - qrQuiet - square}} {
		for n := range square {
			for _, at := range [][2]int{{corner[0] + n, corner[1]}, {corner[0], corner[1] + n}} {
				if !black(img, at[0], at[1]) {
					t.Fatalf("%v is not dark", at)
				}
			}
		}
	}
	for n := range side {
		if black(img, n, qrQuiet-1) || black(img, qrQuiet-1, n) || black(img, n, side-1) {
			t.Fatalf("something stands beside the code, at %d", n)
		}
	}
	if _, err := QR(QRPrefix + string(make([]byte, 10000))); err == nil {
		t.Error("more than a code holds")
	}
}
