package knowledge

import (
	"context"
	"strings"
	"sync"

	"oldhand/integrations/models"
	"oldhand/integrations/text"
)

// wordEmbedder adds up the vectors of a text's words. It takes microseconds, so that passages are compared by it as they are
// found, with no vectors stored; and it knows the trade's words, which the embedder of passages may not.
var wordEmbedder = sync.OnceValue(func() *embedder { return newEmbedder(models.BuiltIn()) })

// compare finds how like a question the words of passages are.
func compare(ctx context.Context, question string, found []candidate) error {
	e := wordEmbedder()
	c, err := e.learned(ctx)
	if err != nil {
		return err
	}
	asked, err := e.EmbedQuery(ctx, question)
	if err != nil {
		return err
	}
	asked = less(asked, c.questions[text.Language(question)])
	texts := make([]string, len(found))
	for i, p := range found {
		texts[i] = strings.Join([]string{p.Title, p.Quote}, "\n")
	}
	vectors, err := e.EmbedDocuments(ctx, texts)
	if err != nil {
		return err
	}
	for i, v := range vectors {
		found[i].likeness = product(asked, less(v, c.typical[found[i].Language]))
	}
	return nil
}

// product is that of two vectors, 0 where one is nothing.
func product(a, b []float32) (sum float64) {
	if a == nil || b == nil {
		return 0
	}
	for i, x := range a {
		sum += float64(x) * float64(b[i])
	}
	return sum
}
