package knowledge

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// markdownBlocks cuts Markdown into blocks. The text of a block is as the author wrote it, links and all: only emphasis
// marks are taken out, so that a quotation can be found again in the file.
func markdownBlocks(source []byte) []block {
	var blocks []block
	document := goldmark.DefaultParser().Parse(text.NewReader(source))
	// The walker returns no error of its own.
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() != ast.TypeBlock {
			return ast.WalkContinue, nil
		}
		b, ok := markdownBlock(n, source)
		if ok && b.text != "" {
			blocks = append(blocks, b)
		}
		return ast.WalkContinue, nil
	})
	return blocks
}

func markdownBlock(n ast.Node, source []byte) (block, bool) {
	switch n := n.(type) {
	case *ast.Heading:
		return block{kind: heading, level: n.Level, text: lines(n, source)}, true
	case *ast.Paragraph, *ast.TextBlock:
		if n.Parent() != nil && n.Parent().Kind() == ast.KindListItem {
			return block{kind: item, text: lines(n, source)}, true
		}
		return block{kind: paragraph, text: lines(n, source)}, true
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return block{kind: paragraph, text: lines(n, source)}, true
	}
	return block{}, false // what only holds other blocks, and HTML, which in notes is comments
}

func lines(n ast.Node, source []byte) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		b.Write(segment.Value(source))
		b.WriteByte('\n')
	}
	return squeeze(withoutEmphasis(b.String()))
}

// What Markdown shows as emphasis: marks next to the words they enclose. Underscores inside words are no marks.
var (
	stars       = regexp.MustCompile(`\*{1,3}([^\s*](?:[^*\n]*[^\s*])?)\*{1,3}`)
	underscores = regexp.MustCompile(`(^|[^\pL\pN_])_{1,3}([^\s_](?:[^_\n]*[^\s_])?)_{1,3}($|[^\pL\pN_])`)
)

func withoutEmphasis(s string) string {
	if strings.Contains(s, "*") {
		s = stars.ReplaceAllString(s, "$1")
	}
	if strings.Contains(s, "_") {
		s = underscores.ReplaceAllString(s, "$1$2$3")
	}
	return s
}
