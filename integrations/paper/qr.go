package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

// QRPrefix begins the keys of pictures that are QR codes; behind it stands what the code says.
const QRPrefix = "qr:"

// A QR code has modules of qrModule pixels, with qrQuiet white ones around: phones find no code without.
const (
	qrModule = 8
	qrQuiet  = 4 * qrModule
)

// QR draws the code of a key as a PNG.
func QR(key string) ([]byte, error) {
	text := key[len(QRPrefix):]
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("QR code of %q: %w", text, err)
	}
	side := code.Bounds().Dx() * qrModule
	if code, err = barcode.Scale(code, side, side); err != nil {
		return nil, fmt.Errorf("QR code of %q: %w", text, err)
	}
	canvas := image.NewGray(image.Rect(0, 0, side+2*qrQuiet, side+2*qrQuiet))
	draw.Draw(canvas, canvas.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(canvas, code.Bounds().Add(image.Pt(qrQuiet, qrQuiet)), code, image.Point{}, draw.Src)
	var out bytes.Buffer
	if err := png.Encode(&out, canvas); err != nil {
		return nil, fmt.Errorf("QR code of %q: %w", text, err)
	}
	return out.Bytes(), nil
}
