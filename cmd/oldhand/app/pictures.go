package app

import (
	"context"
	"strings"

	"oldhand/bot"
	"oldhand/integrations/paper"
)

// pictures has charts drawn by their keys, and every other picture read by the catalogue.
type pictures struct{ catalogue bot.Pictures }

// Picture gives the bytes of a picture by its key.
func (p pictures) Picture(ctx context.Context, key string) ([]byte, error) {
	if strings.HasPrefix(key, paper.ChartPrefix) {
		return paper.Picture(key)
	}
	return p.catalogue.Picture(ctx, key)
}
