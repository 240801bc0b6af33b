package app

import (
	"context"
	"strings"

	"oldhand/bot"
	"oldhand/integrations/courier"
)

// pictures has each picture drawn or read by the subject it belongs to.
type pictures struct {
	catalogue bot.Pictures
	couriers  bot.Pictures
}

// Picture gives the bytes of a picture by its key.
func (p pictures) Picture(ctx context.Context, key string) ([]byte, error) {
	if strings.HasPrefix(key, courier.ChartPrefix) {
		return p.couriers.Picture(ctx, key)
	}
	return p.catalogue.Picture(ctx, key)
}
