package catalogue

import (
	"context"
	"fmt"
	"oldhand/integrations/paper"
	"strings"

	"github.com/jackc/pgx/v5"
)

// printItems is how many items a contact print shows.
const printItems = 6

// printPicture begins the keys of contact prints; then come the beginnings of the pictures' keys, so that a print of other
// pictures has another key. A dash stands for an item without a picture.
const (
	printPicture = "sheet:"
	printPrefix  = 16
	noPicture    = "-"
)

// ContactPrintKey names the contact print of these items' first pictures, of six at most; it changes when a picture does. Empty if none
// has a picture.
func ContactPrintKey(items []Item) string {
	items = items[:min(len(items), printItems)]
	parts := make([]string, len(items))
	any := false
	for n, i := range items {
		parts[n] = noPicture
		if len(i.Images) > 0 {
			key := strings.TrimPrefix(i.Images[0], itemPicture)
			parts[n] = key[:min(len(key), printPrefix)]
			any = true
		}
	}
	if !any {
		return ""
	}
	return printPicture + strings.Join(parts, ",")
}

// contactPrint puts together the pictures whose keys begin so, numbered from 1, as a JPEG.
func (c *Catalogue) contactPrint(ctx context.Context, prefixes []string) ([]byte, error) {
	if len(prefixes) > printItems {
		return nil, ErrNoPicture
	}
	rows, err := c.pool.Query(ctx, `SELECT coalesce(p.bytes, '') FROM unnest($1::text[]) WITH ORDINALITY AS asked (prefix, n)
		LEFT JOIN LATERAL (SELECT bytes FROM pictures WHERE length(prefix) = $2 AND key >= prefix AND key < prefix || 'g'
			ORDER BY key LIMIT 1) p ON true ORDER BY n`, prefixes, printPrefix)
	if err != nil {
		return nil, fmt.Errorf("read the pictures of a contact print: %w", err)
	}
	pictures, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	if err != nil {
		return nil, fmt.Errorf("read the pictures of a contact print: %w", err)
	}
	return paper.ContactPrint(pictures)
}
