package knowledge

import (
	"bytes"
	"io"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"oldhand/integrations/table"
)

// htmlBlock are the elements whose text is a block when no other such element is inside.
const htmlBlock = "h1,h2,h3,h4,h5,h6,p,li,blockquote,pre,td,th,dt,dd,div,section,article,figcaption"

// readHTML reads a page: what is not shown and what only leads elsewhere is left out. The encoding is the one the page names.
func readHTML(data []byte) (note, error) {
	decoded, err := charset.NewReader(bytes.NewReader(data), "text/html")
	if err != nil {
		return note{}, reject("notes.html.encoding", table.Data{"Why": err})
	}
	page, err := io.ReadAll(decoded)
	if err != nil {
		return note{}, reject("notes.html.damaged", table.Data{"Why": err})
	}
	if err := checkText(page); err != nil {
		return note{}, err
	}
	document, err := goquery.NewDocumentFromReader(bytes.NewReader(page))
	if err != nil {
		return note{}, reject("notes.html", table.Data{"Why": err})
	}
	n := note{head: head{Title: squeeze(document.Find("title").First().Text()), Language: languageOf(document.Find("html").AttrOr("lang", ""))}}
	document.Find("head,script,style,noscript,template,nav,header,footer,svg,iframe,form,[hidden]").Remove()
	document.Find("br").ReplaceWithHtml("\n")
	for _, root := range document.Nodes {
		n.blocks = appendHTML(n.blocks, root)
	}
	return n, nil
}

// appendHTML appends the blocks under a node. Text that stands between blocks is a paragraph of its own.
func appendHTML(blocks []block, parent *html.Node) []block {
	var loose strings.Builder
	flush := func() {
		if s := squeeze(loose.String()); s != "" {
			blocks = append(blocks, htmlText(parent, s))
		}
		loose.Reset()
	}
	for child := range parent.ChildNodes() {
		if holdsBlocks(child) {
			flush()
			blocks = appendHTML(blocks, child)
			continue
		}
		loose.WriteString(goquery.NewDocumentFromNode(child).Text())
	}
	flush()
	return blocks
}

// holdsBlocks says that a node is a block, or that there are some inside.
func holdsBlocks(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	s := goquery.NewDocumentFromNode(n)
	return s.Is(htmlBlock) || s.Find(htmlBlock).Length() > 0
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
