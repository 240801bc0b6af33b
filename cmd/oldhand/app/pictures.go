package app

import (
	"context"
	"strings"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/paper"
)

// pictures has charts and QR codes drawn by their keys, and every other picture read by the catalogue.
type pictures struct{ catalogue bot.Pictures }

// Picture gives the bytes of a picture by its key.
func (p pictures) Picture(ctx context.Context, key string) ([]byte, error) {
	if strings.HasPrefix(key, paper.ChartPrefix) {
		return paper.Picture(key, func(lang, code string) string { return phrases.Label(phrases.Lang(lang), code, nil) })
	}
	if strings.HasPrefix(key, paper.QRPrefix) {
		return paper.QR(key)
	}
	return p.catalogue.Picture(ctx, key)
}
