package knowledge

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"log/slog"
	"math"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/pgvector/pgvector-go"

	"oldhand/integrations/models"
	"oldhand/integrations/models/encoder"
	"oldhand/integrations/text"
)

// Vectors are compared after what all texts of one kind and language have in common is taken from them: a question differs
// from a passage, and English from Chinese, more than one subject from another, and none of that tells what answers. What
// questions have in common comes from typical ones; what passages have, from the village's own (table passage_sums),
// counted together with a few typical ones so that a village with one note has something to differ from.

// typicalFiles hold questions and passages, one a line, by language.
//
//go:embed typical/*.txt
var typicalFiles embed.FS

// typicalPassages is how many passages the typical ones count for, beside the village's own.
const typicalPassages = 20

// embedPatience is how long a question waits for the embedder before it is answered by its words alone.
const embedPatience = 3 * time.Second

// common is what texts have in common, of one model and by language: the mean of questions, and the sum of as many typical
// passages as they count for.
type common struct {
	questions map[string][]float32
	typical   map[string][]float32 // the mean of passages
	passages  map[string][]float32
}

// means are the mean vectors of what is typical, by kind and language.
type means struct {
	Model     string
	Questions map[string][]float32
	Passages  map[string][]float32
}

// knownMeans are those of the encoder that comes with the program, for it would take seconds to make them whenever it starts.
// They are written by go test -run TestKnownMeans -update.
//
//go:embed typical/means.json
var knownMeans []byte

// embedder is a model by whose vectors passages are found.
type embedder struct {
	models.Embedder
	common chan *common // holds one: nil until it is learned
}

func newEmbedder(e models.Embedder) *embedder {
	held := make(chan *common, 1)
	held <- nil
	return &embedder{e, held}
}

// direction is a question as passages are compared with it.
type direction struct {
	model    *string
	vector   *pgvector.HalfVector
	passages map[string]*pgvector.Vector // what passages have in common; see common
}

// direction embeds a question and takes away what questions of its language have in common. If the model does not answer in
// time, the words alone must do, and everything in it is nil.
func (e *embedder) direction(ctx context.Context, question, lang string) direction {
	ctx, cancel := context.WithTimeout(ctx, embedPatience)
	defer cancel()
	d, err := e.direct(ctx, question, lang)
	if err != nil {
		slog.WarnContext(ctx, "a question is searched without its vector", "model", e.Model(), "error", err)
		return direction{}
	}
	return d
}

func (e *embedder) direct(ctx context.Context, question, lang string) (direction, error) {
	c, err := e.learned(ctx)
	if err != nil {
		return direction{}, err
	}
	v, err := e.EmbedQuery(ctx, question)
	if err != nil {
		return direction{}, err
	}
	if len(v) != len(c.questions[lang]) {
		return direction{}, fmt.Errorf("model %s: %d numbers instead of %d", e.Model(), len(v), len(c.questions[lang]))
	}
	rest := less(v, c.questions[lang])
	if rest == nil {
		return direction{}, nil // nothing in it that the model knows
	}
	vector, name := pgvector.NewHalfVector(rest), e.Model()
	d := direction{&name, &vector, map[string]*pgvector.Vector{}}
	for lang, sum := range c.passages {
		sum := pgvector.NewVector(sum)
		d.passages[lang] = &sum
	}
	return d, nil
}

// learned embeds what is typical when it is first needed. Whoever has no time to wait for another who does so leaves with ctx.
func (e *embedder) learned(ctx context.Context) (known *common, err error) {
	select {
	case known = <-e.common:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { e.common <- known }()
	if known != nil {
		return known, nil
	}
	m, err := e.means(ctx)
	if err != nil {
		return nil, err
	}
	c := common{m.Questions, m.Passages, map[string][]float32{}}
	c.questions[""] = between(c.questions["en"], c.questions["zh"])
	c.typical[""] = between(c.typical["en"], c.typical["zh"])
	for lang, mean := range c.typical {
		sum := make([]float32, len(mean))
		for i := range mean {
			sum[i] = typicalPassages * mean[i]
		}
		c.passages[lang] = sum
	}
	known = &c
	return known, nil
}

// means gives the means that are known, or makes them if they are another model's.
func (e *embedder) means(ctx context.Context) (means, error) {
	var m means
	if err := json.Unmarshal(knownMeans, &m); err != nil || m.Model == e.Model() {
		return m, err
	}
	return e.makeMeans(ctx)
}

// makeMeans embeds what is typical.
func (e *embedder) makeMeans(ctx context.Context) (m means, err error) {
	m = means{e.Model(), map[string][]float32{}, map[string][]float32{}}
	for _, lang := range []string{"en", "zh"} {
		if m.Questions[lang], err = e.mean(ctx, "questions", lang); err != nil {
			return m, err
		}
		if m.Passages[lang], err = e.mean(ctx, "passages", lang); err != nil {
			return m, err
		}
	}
	return m, nil
}

// between gives the middle of two vectors.
func between(a, b []float32) []float32 {
	middle := make([]float32, len(a))
	for i := range a {
		middle[i] = (a[i] + b[i]) / 2
	}
	return middle
}

// less gives what is left of a vector without what it has in common with others, at unit length; nil if nothing is.
func less(v, common []float32) []float32 {
	rest := make([]float32, len(v))
	var whole, square float64
	for i := range v {
		rest[i] = v[i] - common[i]
		whole += float64(v[i]) * float64(v[i])
		square += float64(rest[i]) * float64(rest[i])
	}
	if whole == 0 || square == 0 {
		return nil
	}
	for i := range rest {
		rest[i] /= float32(math.Sqrt(square))
	}
	return rest
}

// mean gives the mean vector of what is typical of a kind and a language.
func (e *embedder) mean(ctx context.Context, kind, lang string) ([]float32, error) {
	file, err := typicalFiles.ReadFile("typical/" + kind + "." + lang + ".txt")
	if err != nil {
		return nil, err
	}
	vectors, err := e.EmbedDocuments(ctx, text.List(string(file)))
	if err != nil {
		return nil, err
	}
	mean := make([]float32, len(vectors[0]))
	for _, v := range vectors {
		if len(v) != len(mean) {
			return nil, fmt.Errorf("model %s: %d numbers instead of %d", e.Model(), len(v), len(mean))
		}
		for i := range v {
			mean[i] += v[i] / float32(len(vectors))
		}
	}
	return mean, nil
}

// store puts the sense of a passage into a batch in place of those of models that are not asked any more.
func (e *embedder) store(batch *pgx.Batch, passageID int64, s sense) {
	batch.Queue(`DELETE FROM passage_vectors WHERE passage_id = $1 AND model <> $2`, passageID, e.Model())
	batch.Queue(`INSERT INTO passage_vectors (passage_id, model, language, embedding) SELECT id, $2, language, $3 FROM passages WHERE id = $1
		ON CONFLICT (passage_id, model) DO UPDATE SET language = EXCLUDED.language, embedding = EXCLUDED.embedding`, passageID, e.Model(), s.vector)
	batch.Queue(`INSERT INTO passage_readings (passage_id, model, reading) SELECT id, $2, $3 FROM passages WHERE id = $1
		ON CONFLICT (passage_id) DO UPDATE SET model = EXCLUDED.model, reading = EXCLUDED.reading`, passageID, encoder.BuiltInJudge().Model(), s.reading)
}
