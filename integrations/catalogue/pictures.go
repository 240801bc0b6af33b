package catalogue

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // the two kinds of pictures
	_ "image/png"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/table"
)

// What a picture may be: messengers take no bigger ones.
const (
	maxPictureBytes = 10 << 20
	maxPictureSides = 10_000 // width and height together
	maxPictureRatio = 20
	maxImages       = 10 // of one item
)

// itemPicture begins the keys of items' pictures.
const itemPicture = "item:"

// ErrNoPicture says that no picture has this key.
var ErrNoPicture = errors.New("no such picture")

// images stores the pictures that a row names and gives their keys. A picture that is not there, or broken, rejects
// the row: the distributor learns of it while the file is still at hand.
func (s *sink) images(ctx context.Context, r table.Row) ([]string, error) {
	keys := []string{}
	for _, name := range table.Values(r.Get("images"), ";") {
		path := filepath.Join(filepath.Dir(r.File), name)
		if known, ok := s.pictures[path]; ok {
			keys = append(keys, known)
			continue
		}
		picture, err := readPicture(filepath.Dir(r.File), name)
		if err != nil {
			return nil, rejectImage(r, name, err)
		}
		key, err := s.store(ctx, picture)
		if _, broken := errors.AsType[table.Reason](err); broken {
			return nil, rejectImage(r, name, err)
		}
		if err != nil {
			return nil, err
		}
		s.pictures[path] = key
		keys = append(keys, key)
	}
	if len(keys) > maxImages {
		return nil, r.Reject("images", table.Because("items.images.many", table.Data{"Most": maxImages}))
	}
	return keys, nil
}

func rejectImage(r table.Row, name string, why error) error {
	return r.Reject("images", table.Because("items.image", table.Data{"Name": name, "Why": why}))
}

// readPicture reads a file beside the imported one, and none elsewhere, whatever its name says.
func readPicture(folder, name string) ([]byte, error) {
	f, err := os.OpenInRoot(folder, name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, table.Because("items.image.gone", nil)
	}
	if err != nil {
		return nil, table.Because("items.image.closed", nil)
	}
	defer f.Close()
	picture, err := io.ReadAll(io.LimitReader(f, maxPictureBytes+1))
	if err != nil {
		return nil, table.Because("items.image.unread", nil)
	}
	if len(picture) > maxPictureBytes {
		return nil, table.Because("items.image.large", table.Data{"MB": maxPictureBytes >> 20})
	}
	return picture, nil
}

// store keeps a picture, once. A picture that is there already has been looked at before.
func (s *sink) store(ctx context.Context, picture []byte) (string, error) {
	sum := sha256.Sum256(picture)
	key := hex.EncodeToString(sum[:])
	var known bool
	if err := s.tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pictures WHERE key = $1)`, key).Scan(&known); err != nil {
		return "", fmt.Errorf("look for a picture: %w", err)
	}
	if known {
		return key, nil
	}
	if err := checkPicture(picture); err != nil {
		return "", err
	}
	if _, err := s.tx.Exec(ctx, `INSERT INTO pictures (key, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING`, key, picture); err != nil {
		return "", fmt.Errorf("keep a picture: %w", err)
	}
	return key, nil
}

// checkPicture looks at the size before it unfolds the picture, which a few bytes can make enormous.
func checkPicture(picture []byte) error {
	config, _, err := image.DecodeConfig(bytes.NewReader(picture))
	if err != nil {
		return table.Because("items.image.kind", nil)
	}
	w, h := config.Width, config.Height
	if w < 1 || h < 1 || w+h > maxPictureSides || w > h*maxPictureRatio || h > w*maxPictureRatio {
		return table.Because("items.image.size", table.Data{"Width": w, "Height": h})
	}
	if _, _, err := image.Decode(bytes.NewReader(picture)); err != nil {
		return table.Because("items.image.damaged", nil)
	}
	return nil
}

// Picture gives the bytes of a picture by a key of Item.Images or of [ContactPrintKey], or ErrNoPicture.
func (c *Catalogue) Picture(ctx context.Context, key string) ([]byte, error) {
	if prefixes, ok := strings.CutPrefix(key, printPicture); ok {
		return c.contactPrint(ctx, strings.Split(prefixes, ","))
	}
	var picture []byte
	err := c.pool.QueryRow(ctx, `SELECT bytes FROM pictures WHERE key = $1`, strings.TrimPrefix(key, itemPicture)).Scan(&picture)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, ErrNoPicture
	}
	if err != nil {
		return nil, fmt.Errorf("read picture %s: %w", key, err)
	}
	return picture, nil
}
