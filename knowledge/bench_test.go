package knowledge

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/models/encoder"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/text"
)

// BenchmarkAskOfManyPassages asks in a village of 50,000 passages, far more than any has, put together from typical ones.
func BenchmarkAskOfManyPassages(b *testing.B) {
	base := New(pgtest.New(b), encoder.Lazy{})
	fillWithPassages(b, base, 25, 100, 20)
	questions := slices.Concat(typical(b, "questions.en"), typical(b, "questions.zh"))
	var took []time.Duration
	i := 0
	for b.Loop() {
		began := time.Now()
		if _, err := base.Ask(b.Context(), Question{Text: questions[i%len(questions)], Now: evalNow}); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
		i++
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Milliseconds()), "p95-ms")
}

// fillWithPassages stores notes of so many passages each, every one of them sentences of several typical ones, so many times.
func fillWithPassages(b *testing.B, base *Base, notes, each, times int) {
	b.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	var sentences []string
	for _, p := range slices.Concat(typical(b, "passages.en"), typical(b, "passages.zh")) {
		sentences = append(sentences, strings.FieldsFunc(p, func(r rune) bool { return strings.ContainsRune("。；.;", r) })...)
	}
	for n := range notes {
		passages := make([]passage, each)
		for i := range passages {
			at := random.IntN(len(sentences) - 1)
			quote := fmt.Sprintf("%s. %s. %s. %d", sentences[at], sentences[at+1], sentences[random.IntN(len(sentences))], n*each+i)
			passages[i] = passage{Quote: quote, Language: text.Language(quote)}
		}
		senses := base.sensesOf(b.Context(), passages, "")
		err := pgx.BeginFunc(b.Context(), base.pool, func(tx pgx.Tx) error {
			var id int64
			err := tx.QueryRow(b.Context(), `INSERT INTO notes (title, kind) VALUES ('Saturday meeting', 'tip') RETURNING id`).Scan(&id)
			if err != nil {
				return err
			}
			return base.insertPassages(b.Context(), tx, id, "", passages, senses)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	for _, statement := range []string{
		`DROP INDEX passages_terms`, // made anew afterwards, which is quicker
		fmt.Sprintf(`INSERT INTO passages (note_id, position, quote, speaker, language, heading, question, terms, terms_version)
			SELECT note_id, position + n * %d, quote || n, speaker, language, heading, question, terms, terms_version
			FROM passages, generate_series(1, %d) n`, each, times-1),
		fmt.Sprintf(`INSERT INTO passage_vectors SELECT other.id, model, v.language, embedding
			FROM passage_vectors v JOIN passages p ON p.id = v.passage_id
			JOIN passages other ON other.note_id = p.note_id AND other.position %% %d = p.position AND other.id <> p.id`, each),
		fmt.Sprintf(`INSERT INTO passage_readings SELECT other.id, model, reading
			FROM passage_readings r JOIN passages p ON p.id = r.passage_id
			JOIN passages other ON other.note_id = p.note_id AND other.position %% %d = p.position AND other.id <> p.id`, each),
		`CREATE INDEX passages_terms ON passages USING gin (terms) WITH (fastupdate = off)`, `VACUUM ANALYZE`,
	} {
		if _, err := base.pool.Exec(b.Context(), statement); err != nil {
			b.Fatal(err)
		}
	}
}

// typical gives the lines of a file of typical texts.
func typical(b *testing.B, name string) []string {
	b.Helper()
	file, err := typicalFiles.ReadFile("typical/" + name + ".txt")
	if err != nil {
		b.Fatal(err)
	}
	return text.List(string(file))
}
