package bounds

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

const (
	// maxUnfolded is how many bytes all parts of an archive may come to, and how many may be read of them, however often.
	maxUnfolded = 64 << 20
	// maxRatio is how many times its own size an archive may unfold to. Sheets of cells come to 10, seldom to 40.
	maxRatio = 100
	// anyRatio is how many bytes an archive may unfold to however small it is.
	anyRatio = 1 << 20
	maxParts = 10_000
)

// Archive is a zip archive whose parts are read one by one, without regard to the case of their names.
type Archive struct {
	ctx   context.Context
	parts map[string]*zip.File
	left  int64 // bytes that may still be unfolded
}

// OpenArchive looks at what the parts of an archive say they come to, before anything is unfolded. What is read of them
// ends with ctx. Error: an [Error], or zip's own.
func OpenArchive(ctx context.Context, r io.ReaderAt, size int64) (*Archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, err
	}
	if len(z.File) > maxParts {
		return nil, Error{"bounds.parts", maxParts}
	}
	a := &Archive{ctx: ctx, parts: make(map[string]*zip.File, len(z.File)), left: maxUnfolded}
	var unfolded uint64
	for _, f := range z.File {
		// A part that comes to more than it says fails as damaged when it is read.
		if unfolded += min(f.UncompressedSize64, maxUnfolded+1); unfolded > maxUnfolded {
			return nil, Error{"bounds.unfolded", maxUnfolded >> 20}
		}
		a.parts[partName(f.Name)] = f
	}
	if unfolded > max(anyRatio, maxRatio*uint64(size)) {
		return nil, Error{"bounds.ratio", maxRatio}
	}
	return a, nil
}

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// Unfolded is how many bytes have been read of all parts.
func (a *Archive) Unfolded() int64 { return maxUnfolded - a.left }

// Part opens a part. Error: one that is fs.ErrNotExist, or zip's own.
func (a *Archive) Part(name string) (*Part, error) {
	f, ok := a.parts[partName(name)]
	if !ok {
		return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &Part{ReadCloser: r, archive: a, size: int64(f.UncompressedSize64)}, nil
}

// Part is a part of an archive, unfolded as it is read.
type Part struct {
	io.ReadCloser
	archive    *Archive
	read, size int64
}

// Size is how many bytes the part comes to, as the archive says.
func (p *Part) Size() int64 { return p.size }

// Done is how much of the part has been read: 0 to 1.
func (p *Part) Done() float64 { return min(1, float64(p.read)/float64(max(p.size, 1))) }

// Read fails with an [Error] where more was read of the archive than it may come to.
func (p *Part) Read(b []byte) (int, error) {
	if err := p.archive.ctx.Err(); err != nil {
		return 0, err
	}
	if p.archive.left <= 0 {
		return 0, Error{"bounds.unfolded", maxUnfolded >> 20}
	}
	n, err := p.ReadCloser.Read(b[:min(int64(len(b)), p.archive.left)])
	p.read += int64(n)
	p.archive.left -= int64(n)
	return n, err
}

// Each gives every token of a part that is XML, with what reads on from there. Errors: those of Part, of the XML, and of take, which end it.
func (a *Archive) Each(part string, take func(*XML, xml.Token) error) error {
	p, err := a.Part(part)
	if err != nil {
		return err
	}
	defer p.Close()
	for x := NewXML(p); ; {
		t, err := x.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := take(x, t); err != nil {
			return err
		}
	}
}
