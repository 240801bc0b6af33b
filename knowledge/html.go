package knowledge

import (
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"oldhand/integrations/bounds"
	"oldhand/integrations/table"
	"oldhand/integrations/text"
	"oldhand/knowledge/hidden"
)

const (
	// maxTags is how many tags and attributes a page can have. The parser itself refuses what is deeper than 512 elements.
	maxTags = 100_000
	// maxTag is how many bytes one of them, or one stretch of text, may have: pictures stand in attributes.
	maxTag = 4 << 20
)

// atoms makes a set of elements.
func atoms(all ...atom.Atom) map[atom.Atom]bool {
	set := make(map[atom.Atom]bool, len(all))
	for _, a := range all {
		set[a] = true
	}
	return set
}

var (
	// htmlBlock are the elements whose text is a block when no other such element is inside.
	htmlBlock = atoms(atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.P, atom.Li, atom.Blockquote, atom.Pre, atom.Td,
		atom.Th, atom.Dt, atom.Dd, atom.Div, atom.Section, atom.Article, atom.Figcaption)
	// htmlLook only say how a text looks. The parser repeats those that were left open in every paragraph that follows.
	htmlLook = atoms(atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike,
		atom.Strong, atom.Tt, atom.U)
)

// readHTML reads a page: what is not shown and what only leads elsewhere is left out.
func readHTML(ctx context.Context, data []byte) (note, error) {
	page, err := decodedPage(ctx, data)
	if err != nil {
		return note{}, err
	}
	if page, err = plainHTML(page); err != nil {
		return note{}, fault(ctx, err, "notes.html")
	}
	document, err := goquery.NewDocumentFromReader(bounds.Reader(ctx, bytes.NewReader(page)))
	if err != nil {
		return note{}, fault(ctx, err, "notes.html")
	}
	n := note{head: head{Title: squeeze(document.Find("title").First().Text()), Language: languageOf(document.Find("html").AttrOr("lang", ""))}}
	unseen, err := hidden.Elements(document)
	if err != nil {
		return note{}, fault(ctx, err, "notes.html")
	}
	document.FindNodes(unseen...).Remove()
	document.Find("head,script,style,noscript,template,nav,header,footer,svg,iframe,input,select,textarea,button,rt,rp,del,[hidden],dialog:not([open]),form:not(:has(p))").Remove()
	for _, root := range document.Nodes {
		holds := map[*html.Node]bool{}
		markBlocks(holds, root)
		n.blocks = appendHTML(n.blocks, holds, root)
	}
	return n, nil
}

// namedCharset is where a page names its encoding, also far behind the first kilobyte, in which browsers look for it.
var namedCharset = regexp.MustCompile(`(?i)<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})`)

// decodedPage gives a page in UTF-8. What is Chinese in UTF-8 is so whatever the page says; else it is what the page names, and what
// its bytes can only be where it names nothing or what it is not.
func decodedPage(ctx context.Context, data []byte) ([]byte, error) {
	if decoded, ok := text.Decode(data); ok && utf8.Valid(data) {
		return decoded, nil
	}
	if named := namedCharset.FindSubmatch(data); named != nil {
		if page, fits, err := inCharset(ctx, data, string(named[1])); fits || err != nil {
			return page, err
		}
	}
	page, ok := text.Decode(data)
	switch {
	case len(page) > maxFile:
		return nil, reject("notes.large", table.Data{"MB": maxFile >> 20})
	case !ok:
		return nil, checkText(data)
	}
	return page, checkText(page)
}

// inCharset reads a page in the encoding that it names. It does not fit where that is unknown, where the bytes are no text in it, and
// where they are Chinese in another and no more than accents in it.
func inCharset(ctx context.Context, data []byte, name string) (page []byte, fits bool, err error) {
	decoded, err := charset.NewReaderLabel(name, bounds.Reader(ctx, bytes.NewReader(data)))
	if err != nil {
		return nil, false, ctx.Err()
	}
	page, err = io.ReadAll(io.LimitReader(decoded, maxFile+1))
	switch {
	case err != nil:
		return nil, false, fault(ctx, err, "notes.html.damaged")
	case len(page) > maxFile:
		return nil, false, reject("notes.large", table.Data{"MB": maxFile >> 20})
	case bytes.ContainsRune(page, utf8.RuneError):
		return nil, false, nil
	}
	if _, chinese := text.Decode(data); chinese && garbled(string(page)) {
		return nil, false, nil
	}
	return page, true, checkText(page)
}

// plainHTML leaves out the tags that only say how a text looks, so that the tree of a page is no larger than the page. Of those
// by which it may be hidden a plain one is left.
func plainHTML(page []byte) ([]byte, error) {
	plain := make([]byte, 0, len(page))
	left := map[atom.Atom][]bool{} // of the tags that are open, whether a plain one is left
	tags := 0
	z := html.NewTokenizer(bytes.NewReader(page))
	z.SetMaxBuf(maxTag)
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if errors.Is(z.Err(), html.ErrBufferExceeded) {
				return nil, bounds.Error{Code: "bounds.token", Most: maxTag >> 10}
			}
			return plain, nil
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			raw := z.Raw()
			name, more := z.TagName()
			tag, length, styled := atom.Lookup(name), len(name), false
			for tags++; more && tags <= maxTags; tags++ {
				var key []byte
				key, _, more = z.TagAttr()
				styled = styled || slices.Contains(stylable, string(key))
			}
			switch open := left[tag]; {
			case !htmlLook[tag]:
				plain = append(plain, raw...)
			case kind == html.StartTagToken:
				if left[tag] = append(open, styled); styled {
					plain = append(append(plain, "<span"...), raw[1+length:]...)
				}
			case kind == html.EndTagToken && len(open) > 0:
				if left[tag] = open[:len(open)-1]; open[len(open)-1] {
					plain = append(plain, "</span>"...)
				}
			}
			if tags > maxTags {
				return nil, bounds.Error{Code: "bounds.tags", Most: maxTags}
			}
		default:
			plain = append(plain, z.Raw()...)
		}
	}
}

// stylable are the attributes by which an element may be hidden.
var stylable = []string{"style", "class", "id", "hidden"}

// markBlocks marks the elements under a node that are blocks, or have some inside, and says whether there are any.
func markBlocks(holds map[*html.Node]bool, n *html.Node) bool {
	found := n.Type == html.ElementNode && htmlBlock[n.DataAtom]
	for child := range n.ChildNodes() {
		found = markBlocks(holds, child) || found
	}
	if found {
		holds[n] = true
	}
	return found
}

// appendHTML appends the blocks under a node. Text that stands between blocks is a paragraph of its own.
func appendHTML(blocks []block, holds map[*html.Node]bool, parent *html.Node) []block {
	var loose strings.Builder
	flush := func() {
		if s := squeeze(loose.String()); s != "" {
			blocks = append(blocks, htmlText(parent, s))
		}
		loose.Reset()
	}
	for child := range parent.ChildNodes() {
		if holds[child] {
			flush()
			blocks = appendHTML(blocks, holds, child)
			continue
		}
		writeText(&loose, child)
	}
	flush()
	return blocks
}

// writeText writes the text under a node, with its breaks.
func writeText(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
	case n.DataAtom == atom.Br:
		b.WriteByte('\n')
	}
	for child := range n.ChildNodes() {
		writeText(b, child)
	}
}

func htmlText(parent *html.Node, s string) block {
	tag := parent.Data
	switch {
	case len(tag) == 2 && tag[0] == 'h' && '1' <= tag[1] && tag[1] <= '6':
		return block{kind: heading, level: int(tag[1] - '0'), text: s}
	case tag == "li":
		return block{kind: item, text: s}
	}
	return block{kind: paragraph, text: s}
}
