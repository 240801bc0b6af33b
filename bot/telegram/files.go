package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	tg "github.com/go-telegram/bot"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
)

// maxDownload is the largest file that the Bot API hands out.
const maxDownload = 20 << 20

// ErrTooLarge says that a file is larger than the Bot API hands out (20 MiB).
var ErrTooLarge = errors.New("file larger than 20 MiB")

// File fetches what somebody sent. Error: ErrTooLarge.
func (t *Telegram) File(ctx context.Context, a bot.Attachment) ([]byte, error) {
	if a.Size > maxDownload {
		return nil, ErrTooLarge
	}
	file, err := t.api.GetFile(ctx, &tg.GetFileParams{FileID: a.ID})
	if says(err, "file is too big") {
		return nil, ErrTooLarge
	}
	if err != nil {
		return nil, fmt.Errorf("ask for a file: %w", t.redact(err))
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, t.api.FileDownloadLink(file), nil)
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", t.redact(err))
	}
	response, err := t.loader.Do(request)
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", t.redact(err))
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("fetch a file: HTTP %d", response.StatusCode)
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, maxDownload+1))
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", t.redact(err))
	}
	if len(data) > maxDownload {
		return nil, ErrTooLarge
	}
	return data, nil
}

// fileIDs remembers what Telegram calls the pictures that a bot has sent; another bot cannot use them.
type fileIDs struct {
	pool *pgxpool.Pool
	bot  int64
}

// get gives "" for a picture that was not sent yet.
func (f fileIDs) get(ctx context.Context, picture string) (id string, err error) {
	err = f.pool.QueryRow(ctx, `SELECT file_id FROM file_ids WHERE bot = $1 AND picture = $2`, f.bot, picture).Scan(&id)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return "", fmt.Errorf("look up picture %q: %w", picture, err)
	}
	return id, nil
}

func (f fileIDs) put(ctx context.Context, picture, id string) error {
	_, err := f.pool.Exec(ctx, `
		INSERT INTO file_ids (bot, picture, file_id) VALUES ($1, $2, $3)
		ON CONFLICT (bot, picture) DO UPDATE SET file_id = excluded.file_id`, f.bot, picture, id)
	if err != nil {
		return fmt.Errorf("remember picture %q: %w", picture, err)
	}
	return nil
}
