package knowledge

import (
	"bufio"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"oldhand/integrations/models/encoder"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/table"
)

var update = flag.Bool("update", false, "fit the weights of gate.go anew and write what came of it into testdata/risk.txt")

const riskFile = "testdata/risk.txt"

// weightsNow says in a line what gate.go has.
func weightsNow() string {
	return fmt.Sprintf("likeness %.2f, words %.2f, own language %.2f, next to the judge %.1f, other language %.1f; answered from %.2f and %.2f in common, or %.2f in common and %.2f, "+
		"shown from %.2f, or %.2f in common, %.2f in the other language; judge %s",
		likenessWorth, wordsWorth, ownLanguage, rankWorth, otherLanguage, surely, barely, plainly, denied, nearly, nearby, nearbyInOther, encoder.BuiltInJudge().Model())
}

// The table of risks stands beside the thresholds, so it must have been made with the weights that are used. Without -update
// nothing is fitted: that takes the questions of six hands.
func TestFit(t *testing.T) {
	t.Parallel()
	if !*update {
		text, err := os.ReadFile(riskFile)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), weightsNow()) {
			t.Errorf("%s was made with other weights than %s: run go test ./knowledge -run TestFit -update", riskFile, weightsNow())
		}
		return
	}
	var ranking []*shown
	for _, hand := range []string{"a", "b", "c", "d", "e"} {
		ranking = append(ranking, askHand(t, hand, false)...)
	}
	judging := askHand(t, "f", true) // the judge was not trained on it; m and n are not looked at here
	var b strings.Builder
	fmt.Fprintf(&b, "Made by go test ./knowledge -run TestFit -update: what ranks from hands a to e of evals/corpus, thresholds from hand f.\n\n")
	fmt.Fprintf(&b, "In use: %s\n\nWhat words are worth next to similarity, by the mean reciprocal rank of the right passage:\n", weightsNow())
	for worth := range 9 {
		fmt.Fprintf(&b, "  %.1f  %.4f\n", float64(worth)/10, meanReciprocalRank(ranking, float64(worth)/10))
	}
	similar := similarityByWords(ranking)
	fmt.Fprintf(&b, "Similarity where there is no vector: %.2f + %.2f likeness + %.2f words\n\n", similar[0], similar[1], similar[2])
	b.WriteString("What ranks next to the judge's score: how often the right passage is first, and among the first three:\n")
	for worth := 0.0; worth <= 20; worth += 2 {
		fmt.Fprintf(&b, "  %4.1f  %.4f  %.4f\n", worth, rightWithin(judging, 1, worth), rightWithin(judging, mostVoices, worth))
	}
	b.WriteString("\n" + risks(judging))
	if err := os.WriteFile(riskFile, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// shown is a question and what was found for it.
type shown struct {
	kind       string
	answerable bool
	barred     bool // it is for the tables
	ranked     []candidate
	right      func(candidate) bool
}

// askHand ranks what a hand's notes have for each of its questions, and has the best of it judged if so wanted.
func askHand(t *testing.T, hand string, judged bool) []*shown {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "evals", "corpus", hand+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	type line struct {
		PID, Title, Date, Kind, Speaker, Lang, Text, Q, Prev string
		PIDs                                                 []string
	}
	dir := t.TempDir()
	var asked []line
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var l line
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		if l.PID == "" {
			asked = append(asked, l)
			continue
		}
		note := fmt.Sprintf("---\ntitle: %q\ndate: %q\nkind: %q\nspeaker: %q\nlanguage: %q\n---\n\n%s\n", l.Title, l.Date, l.Kind, l.Speaker, l.Lang, l.Text)
		if err := os.WriteFile(filepath.Join(dir, l.PID+".md"), []byte(note), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b := New(pgtest.New(t), encoder.Lazy{})
	if _, err := b.Import(t.Context(), []string{dir}, table.Options{}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Reembed(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	all := make([]*shown, len(asked))
	for i, l := range asked {
		r := read(Question{Text: l.Q, Previous: []string{l.Prev}})
		ranked, err := b.rank(t.Context(), r, day(evalNow))
		if err != nil {
			t.Fatal(err)
		}
		if judged {
			if ranked, err = b.judge(t.Context(), ranked, r.forms()...); err != nil {
				t.Fatal(err)
			}
		}
		all[i] = &shown{l.Kind, len(l.PIDs) > 0, tablesKnow(l.Q, unitsOf(l.Q, 1)), ranked,
			func(c candidate) bool { return slices.Contains(l.PIDs, strings.TrimSuffix(c.Source, ".md")) }}
	}
	return all
}

// meanReciprocalRank says how early the right passage comes if words are worth so much.
func meanReciprocalRank(all []*shown, worth float64) float64 {
	var sum float64
	count := 0
	for _, s := range all {
		if !s.answerable {
			continue
		}
		count++
		ranked := slices.Clone(s.ranked)
		for i := range ranked {
			ranked[i].score += (worth - wordsWorth) * ranked[i].coverage
		}
		slices.SortFunc(ranked, byScore)
		if at := slices.IndexFunc(ranked, s.right); at >= 0 {
			sum += 1 / float64(at+1)
		}
	}
	return sum / float64(count)
}

// best is the score of the passage that answers most surely.
func (s *shown) best() float64 {
	if s.barred {
		return math.Inf(-1)
	}
	return sureness(s.ranked)
}

// similarityByWords fits how similar those passages are that words alone would put first: a bias, and what likeness and the
// words that are there are worth.
func similarityByWords(all []*shown) [3]float64 {
	const rounds, step = 20_000, 0.5
	var rows [][4]float64
	for _, s := range all {
		byWords := slices.MaxFunc(append([]candidate{{}}, s.ranked...), func(x, y candidate) int {
			return cmp.Compare(x.likeness+x.coverage/2, y.likeness+y.coverage/2)
		})
		if byWords.Similarity != nil {
			rows = append(rows, [4]float64{1, byWords.likeness, byWords.coverage, *byWords.Similarity})
		}
	}
	var w [3]float64
	for range rounds {
		var slope [3]float64
		for _, r := range rows {
			missed := r[3] - w[0]*r[0] - w[1]*r[1] - w[2]*r[2]
			for i := range slope {
				slope[i] += missed * r[i]
			}
		}
		for i := range w {
			w[i] += step * slope[i] / float64(len(rows))
		}
	}
	return w
}

// rightWithin says how often a right passage is among the first n if what ranked is worth so much next to the judge.
func rightWithin(all []*shown, n int, worth float64) float64 {
	within, count := 0.0, 0.0
	for _, s := range all {
		if !s.answerable {
			continue
		}
		count++
		ranked := slices.Clone(s.ranked)
		slices.SortFunc(ranked, func(x, y candidate) int {
			return cmp.Compare(y.verdict.Score+worth*y.score, x.verdict.Score+worth*x.score)
		})
		if slices.ContainsFunc(ranked[:min(n, len(ranked))], s.right) {
			within++
		}
	}
	return within / count
}

// risks tells, for thresholds that might be chosen, what part of the questions is answered and what of that wrongly. Three
// quarters of what is asked without an answer counts as of other subjects, one quarter as tempting.
func risks(all []*shown) string {
	share := func(of func(*shown) bool, counted func(*shown) bool) float64 {
		var some, whole float64
		for _, s := range all {
			if of(s) {
				whole++
				if counted(s) {
					some++
				}
			}
		}
		return some / whole
	}
	answerable := func(s *shown) bool { return s.answerable }
	gap, tempting := func(s *shown) bool { return s.kind == "gap" }, func(s *shown) bool { return s.kind == "near" }
	var b strings.Builder
	b.WriteString("What share of the questions is given an answer from a score on, and what share is shown nothing:\n\n" +
		"score  answered and right  a wrong passage  unanswerable, answered  tempting  of other subjects  answerable below\n")
	for score := -6.0; score <= 4; score += 0.25 {
		above := func(s *shown) bool { return s.best() >= score }
		right := func(s *shown) bool {
			return above(s) && slices.ContainsFunc(first(s.ranked, mostVoices, s.ranked[0].worth()-worthApart), s.right)
		}
		wrong := func(s *shown) bool { return above(s) && !right(s) }
		fmt.Fprintf(&b, "%5.2f  %18.3f  %15.3f  %22.3f  %8.3f  %17.3f  %16.3f\n", score, share(answerable, right), share(answerable, wrong),
			0.75*share(gap, above)+0.25*share(tempting, above), share(tempting, above), share(gap, above), 1-share(answerable, above))
	}
	return b.String()
}
