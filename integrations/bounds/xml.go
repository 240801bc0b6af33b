package bounds

import (
	"encoding/xml"
	"io"

	"golang.org/x/net/html/charset"
)

const (
	// maxToken is how many bytes a tag or a stretch of text may have: a cell of a spreadsheet holds 32,767 characters.
	maxToken = 256 << 10
	// maxDepth is how deep elements may stand in each other.
	maxDepth = 256
)

// XML reads the tokens of a document, of which it holds one at a time.
type XML struct {
	decoder *xml.Decoder
	in      *tokenReader
	depth   int
}

// NewXML reads what r holds, in the encoding that it names.
func NewXML(r io.Reader) *XML {
	in := &tokenReader{Reader: r}
	x := &XML{decoder: xml.NewDecoder(in), in: in}
	x.decoder.CharsetReader = charset.NewReaderLabel
	return x
}

// Token gives the next token, which is good until the one after it, or io.EOF. Error: an [Error], or xml's own.
func (x *XML) Token() (xml.Token, error) {
	x.in.left = maxToken
	t, err := x.decoder.Token()
	switch t.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > maxDepth {
			return nil, Error{"bounds.deep", maxDepth}
		}
	case xml.EndElement:
		x.depth--
	}
	return t, err
}

// Attribute gives the value of an attribute without regard to its namespace; one that is missing is empty.
func Attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// tokenReader fails where one token takes too much: the decoder holds the whole of it.
type tokenReader struct {
	io.Reader
	left int
}

func (r *tokenReader) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, Error{"bounds.token", maxToken >> 10}
	}
	n, err := r.Reader.Read(p[:min(len(p), r.left)])
	r.left -= n
	return n, err
}
