package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Document names a file to be sent; its bytes are fetched from Documents when it is first sent.
type Document struct {
	Name string `json:"name"` // as the person sees it: prices.xlsx
	Key  string `json:"key"`  // the same key always means the same bytes
}

// MaxDocument is how many bytes a document can have.
const MaxDocument = 20 << 20

const (
	// documentsKept is how many documents of one person stay; those before are sent long since.
	documentsKept = 20
	// documentDays is for how many days one stays.
	documentDays   = 30
	documentPrefix = "document:"
)

// ErrNoDocument says that a document is gone, or never was.
var ErrNoDocument = errors.New("no such document")

// ErrDocumentSize says that a document is empty or larger than MaxDocument.
var ErrDocumentSize = errors.New("document empty or too large")

// ErrDocumentKept says that a turn has its document already.
var ErrDocumentKept = errors.New("the turn's document is kept already")

// Documents are the files made for people lately. They are safe for concurrent use.
type Documents struct{ pool *pgxpool.Pool }

// NewDocuments gives the documents in pool's village.
func NewDocuments(pool *pgxpool.Pool) *Documents { return &Documents{pool} }

// Keep writes a document for its owner in the caller's transaction, and clears away the owner's older ones and all that
// are out of date. Error: ErrDocumentSize.
func (d *Documents) Keep(ctx context.Context, tx pgx.Tx, owner PersonID, name string, data []byte) (Document, error) {
	return keep(ctx, tx, owner, nil, name, data)
}

// KeepFor is Keep for work that a turn asked for and that may be done twice: it happens once for each turn. Errors:
// ErrDocumentKept, ErrDocumentSize.
func (d *Documents) KeepFor(ctx context.Context, tx pgx.Tx, turn TurnID, owner PersonID, name string, data []byte) (Document, error) {
	return keep(ctx, tx, owner, &turn, name, data)
}

func keep(ctx context.Context, tx pgx.Tx, owner PersonID, turn *TurnID, name string, data []byte) (Document, error) {
	if len(data) == 0 || len(data) > MaxDocument {
		return Document{}, fmt.Errorf("keep a document of %d bytes: %w", len(data), ErrDocumentSize)
	}
	var id int64
	err := tx.QueryRow(ctx, `
		WITH old AS (DELETE FROM documents WHERE made_at < now() - make_interval(days => $5)
			OR id IN (SELECT id FROM documents WHERE owner = $1 ORDER BY id DESC OFFSET $4))
		INSERT INTO documents (owner, turn, bytes) VALUES ($1, $2, $3) ON CONFLICT (turn) DO NOTHING RETURNING id`,
		owner, turn, data, documentsKept-1, documentDays).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return Document{}, ErrDocumentKept
	}
	if err != nil {
		return Document{}, fmt.Errorf("keep a document: %w", err)
	}
	return Document{Name: name, Key: documentPrefix + strconv.FormatInt(id, 10)}, nil
}

// Forget forgets documents made before a moment.
func (d *Documents) Forget(ctx context.Context, before time.Time) error {
	if _, err := d.pool.Exec(ctx, `DELETE FROM documents WHERE made_at < $1`, before); err != nil {
		return fmt.Errorf("forget documents: %w", err)
	}
	return nil
}

// Document gives the bytes of a document by its key. Error: ErrNoDocument.
func (d *Documents) Document(ctx context.Context, key string) ([]byte, error) {
	number, ok := strings.CutPrefix(key, documentPrefix)
	id, err := strconv.ParseInt(number, 10, 64)
	if !ok || err != nil {
		return nil, fmt.Errorf("%q: %w", key, ErrNoDocument)
	}
	var data []byte
	err = d.pool.QueryRow(ctx, `SELECT bytes FROM documents WHERE id = $1`, id).Scan(&data)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, fmt.Errorf("%q: %w", key, ErrNoDocument)
	}
	if err != nil {
		return nil, fmt.Errorf("read a document: %w", err)
	}
	return data, nil
}
