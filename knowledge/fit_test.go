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

	sentences "oldhand/integrations/models/encoder"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/table"
)

var update = flag.Bool("update", false, "fit the weights of gate.go anew and write what came of it into testdata/risk.txt")

const riskFile = "testdata/risk.txt"

// weightsNow says in a line what gate.go has.
func weightsNow() string {
	return fmt.Sprintf("likeness %.2f, words %.2f, own language %.2f; sure by likeness %.2f, words %.2f; odds %.2f + %.2f sureness; "+
		"answered from %.3f, shown from %.3f", likenessWorth, wordsWorth, ownLanguage, likenessTells, wordsTell, oddsBias, oddsSure, surely, nearly)
}

// The table of risks stands beside the thresholds, so it must have been made with the weights that are used. Without -update
// nothing is fitted: that takes the questions of five hands.
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
	var all []*shown
	for _, hand := range []string{"a", "b", "c", "d", "e"} { // f judges, and is not looked at here
		all = append(all, askHand(t, hand)...)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Made by go test ./knowledge -run TestFit -update from hands a to e of evals/corpus; f is in none of it.\n\n")
	fmt.Fprintf(&b, "In use: %s\n\nWhat words are worth next to similarity, by the mean reciprocal rank of the right passage:\n", weightsNow())
	for worth := range 9 {
		fmt.Fprintf(&b, "  %.1f  %.4f\n", float64(worth)/10, meanReciprocalRank(all, float64(worth)/10))
	}
	weights := logistic(all)
	fmt.Fprintf(&b, "\nOdds as fitted: %.2f + %.2f sureness\n", weights[0], weights[1])
	similar := similarityByWords(all)
	fmt.Fprintf(&b, "Similarity where there is no vector: %.2f + %.2f likeness + %.2f words\n\n", similar[0], similar[1], similar[2])
	b.WriteString(risks(all))
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
	lang       string
}

// askHand ranks what a hand's notes have for each of its questions.
func askHand(t *testing.T, hand string) []*shown {
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
	b := New(pgtest.New(t), sentences.Lazy{})
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
		all[i] = &shown{l.Kind, len(l.PIDs) > 0, tablesKnow(l.Q, unitsOf(l.Q, 1)), ranked,
			func(c candidate) bool { return slices.Contains(l.PIDs, strings.TrimSuffix(c.Source, ".md")) }, r.lang}
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

// sureness is that of the first passage.
func (s *shown) sureness() float64 {
	if len(s.ranked) == 0 {
		return 0
	}
	return s.ranked[0].sureness()
}

// amongFirst says that a right passage is among the first three.
func (s *shown) amongFirst() bool {
	return slices.ContainsFunc(s.ranked[:min(mostVoices, len(s.ranked))], s.right)
}

// logistic fits the odds that a right passage is among the first three: a bias, and what sureness is worth.
func logistic(all []*shown) [2]float64 {
	const rounds, step = 20_000, 1.0
	var w [2]float64
	for range rounds {
		var slope [2]float64
		for _, s := range all {
			missed := -1 / (1 + math.Exp(-(w[0] + w[1]*s.sureness())))
			if s.amongFirst() {
				missed++
			}
			slope[0] += missed
			slope[1] += missed * s.sureness()
		}
		for i := range w {
			w[i] += step * slope[i] / float64(len(all))
		}
	}
	return w
}

// similarityByWords fits how similar those passages are that words alone would put first: a bias, and what likeness and the
// words that are there are worth.
func similarityByWords(all []*shown) [3]float64 {
	const rounds, step = 20_000, 0.5
	var rows [][4]float64
	for _, s := range all {
		byWords := slices.MaxFunc(append([]candidate{{}}, s.ranked...), func(x, y candidate) int {
			return cmp.Compare(likenessTells*x.likeness+wordsTell*x.coverage, likenessTells*y.likeness+wordsTell*y.coverage)
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

// risks tells, for thresholds that might be chosen, what part of the questions is answered, and what of that wrongly.
func risks(all []*shown) string {
	var b strings.Builder
	b.WriteString("What share of the questions is given an answer if it is given from a chance on, and how many of those that a note\n" +
		"answers are below it, with nothing shown:\n\n" +
		"chance  answered and right  a wrong passage  tempting, answered  of other subjects, answered  answerable below\n")
	for percent := 28; percent <= 92; percent += 2 {
		var right, wrong, answerable, tempting, temptingAll, gap, gapAll, below float64
		for _, s := range all {
			chance := 1 / (1 + math.Exp(-(oddsBias + oddsSure*s.sureness())))
			answered := 0.0
			if !s.barred && chance >= float64(percent)/100 {
				answered = 1
			}
			switch {
			case s.answerable && s.amongFirst():
				right += answered
			case s.answerable:
				wrong += answered
			case s.kind == "gap":
				gap, gapAll = gap+answered, gapAll+1
			default:
				tempting, temptingAll = tempting+answered, temptingAll+1
			}
			if s.answerable {
				answerable++
				below += 1 - answered
			}
		}
		fmt.Fprintf(&b, "  %.2f  %18.3f  %15.3f  %18.3f  %27.3f  %16.3f\n", float64(percent)/100, right/answerable, wrong/answerable,
			tempting/temptingAll, gap/gapAll, below/answerable)
	}
	return b.String()
}
