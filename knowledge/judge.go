package knowledge

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/models/encoder"
	"oldhand/integrations/text"
)

// mostJudged is how many of the passages that rank first are judged: in one of twenty questions the right one comes later.
const mostJudged = 8

// reader is an embedder that reads passages for the judge while it embeds them.
type reader interface {
	Read(ctx context.Context, kind encoder.Kind, texts []string) ([][]float32, []encoder.Reading, error)
}

// read embeds passages and reads them for the judge: at once, if the embedder is the one that the judge was built on.
func (e *embedder) read(ctx context.Context, texts []string) ([][]float32, []encoder.Reading, error) {
	if r, ok := e.Embedder.(reader); ok {
		return r.Read(ctx, encoder.Passage, texts)
	}
	vectors, err := e.EmbedDocuments(ctx, texts)
	if err != nil {
		return nil, nil, err
	}
	_, readings, err := encoder.BuiltIn().Read(ctx, encoder.Passage, texts)
	return vectors, readings, err
}

// judge lets the judge read the question with each of the passages that rank first, and gives those with their verdicts, those
// worth most first. Of several forms of the question the one counts that a passage answers more surely.
func (b *Base) judge(ctx context.Context, ranked []candidate, questions ...string) ([]candidate, error) {
	judged := slices.Clone(ranked[:min(mostJudged, len(ranked))])
	if len(judged) == 0 {
		return nil, nil
	}
	readings, err := b.readings(ctx, judged)
	if err != nil {
		return nil, err
	}
	spoken := text.Language(questions[0]) // which need not be the asker's own
	for i := range judged {
		judged[i].foreign = judged[i].Language != spoken
	}
	for n, question := range questions {
		_, asked, err := encoder.BuiltIn().Read(ctx, encoder.Query, []string{text.Simplified(question)})
		if err != nil {
			return nil, err
		}
		verdicts, err := encoder.BuiltInJudge().Judge(ctx, asked[0], readings)
		if err != nil {
			return nil, err
		}
		for i, v := range verdicts {
			if judged[i].foreign {
				v.Score += otherLanguage
			}
			if n == 0 || v.Score > judged[i].verdict.Score {
				judged[i].verdict = v
			}
		}
	}
	slices.SortFunc(judged, byWorth)
	return judged, nil
}

// readings gives the judge's readings of passages. Those that are not kept yet, such as of a note that has just come in, are
// made.
func (b *Base) readings(ctx context.Context, passages []candidate) ([]encoder.Reading, error) {
	ids := make([]int64, len(passages))
	for i, p := range passages {
		ids[i] = p.ID
	}
	rows, err := b.pool.Query(ctx, `SELECT passage_id, reading FROM passage_readings WHERE passage_id = ANY($1) AND model = $2`,
		ids, encoder.BuiltInJudge().Model())
	if err != nil {
		return nil, fmt.Errorf("judge passages: %w", err)
	}
	readings := make([]encoder.Reading, len(passages))
	var id int64
	var kept []byte
	if _, err := pgx.ForEachRow(rows, []any{&id, &kept}, func() error {
		return readings[slices.Index(ids, id)].UnmarshalBinary(kept)
	}); err != nil {
		return nil, fmt.Errorf("judge passages: %w", err)
	}
	var missing []int
	var texts []string
	for i, p := range passages {
		if readings[i].Tokens() == 0 {
			missing, texts = append(missing, i), append(texts, p.whole())
		}
	}
	_, made, err := encoder.BuiltIn().Read(ctx, encoder.Passage, texts)
	if err != nil {
		return nil, fmt.Errorf("judge passages: %w", err)
	}
	for n, i := range missing {
		readings[i] = made[n]
	}
	return readings, nil
}

// whole is the passage as the judge reads it.
func (c *candidate) whole() string {
	return embedded(passage{Quote: c.Quote, Heading: c.Heading, Question: c.Question}, c.Title)
}

// telling gives the sentence of the quote in which most of the evidence lies, nothing if there is but one.
func (c *candidate) telling() string {
	if c.verdict.Evidence == nil {
		return "" // it was not judged
	}
	whole := c.whole()
	begin := len(whole) - len(c.Quote)
	ends := []int{begin}
	for _, end := range sentenceEnd.FindAllStringIndex(c.Quote, -1) {
		ends = append(ends, begin+end[1])
	}
	if last := ends[len(ends)-1]; last < len(whole) {
		ends = append(ends, len(whole))
	}
	if len(ends) <= 2 {
		return ""
	}
	shares := encoder.BuiltInJudge().Shares(c.verdict, encoder.Passage, whole, ends)[1:]
	best := slices.Index(shares, slices.Max(shares))
	return strings.TrimSpace(c.Quote[ends[best]-begin : ends[best+1]-begin])
}
