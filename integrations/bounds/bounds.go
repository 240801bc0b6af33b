// Package bounds opens files that others made so that none takes more memory or time than it may: archives by their parts
// and XML by its tokens, until the context ends.
package bounds

import (
	"context"
	"fmt"
	"io"
)

// Error says which bound a file goes beyond; whoever knows the languages says it.
type Error struct {
	Code string
	Most int // the bound, in the unit that the code's sentence names
}

// Error writes the code and the bound, for logs.
func (e Error) Error() string { return fmt.Sprintf("%s most=%d", e.Code, e.Most) }

// Coded gives what says it.
func (e Error) Coded() (key string, data any) { return e.Code, map[string]any{"Most": e.Most} }

// Reader reads r until ctx ends, and then fails with its error.
func Reader(ctx context.Context, r io.Reader) io.Reader { return reader{ctx, r} }

type reader struct {
	ctx context.Context
	io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
