package evals

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"

	"oldhand/integrations/models"
)

// Files of public data that the embedder is scored on.
const (
	translations   = "pairs_enzh.tsv.gz"
	crossQuestions = "qa_crosslingual_xquad.jsonl.gz"
	intentsCLINC   = "intents_clinc150.jsonl.gz"
	intentsBanking = "intents_banking77.jsonl.gz"
)

func passagesFile(lang string) string  { return "qa_retrieval_" + lang + "_passages.jsonl.gz" }
func questionsFile(lang string) string { return "qa_retrieval_" + lang + "_questions.jsonl.gz" }
func answersFile(lang string) string   { return "pairs_" + lang + ".tsv.gz" }

var embedderNeeds = []string{translations, crossQuestions, intentsCLINC, intentsBanking, passagesFile("en"), passagesFile("zh"),
	questionsFile("en"), questionsFile("zh"), answersFile("en"), answersFile("zh")}

// tolerance is how much worse than the words alone the words with the embedder may be.
const tolerance = 0.01

// scoreEmbedderPublic scores the embedder on what it has not learned from.
func scoreEmbedderPublic(_ context.Context, v *Village, t *tally) error {
	sets := []func(string, *tally) error{scoreTranslations, scoreCross, scoreAnswers, scoreIntents}
	for i, score := range sets {
		if err := score(v.Data, t); err != nil {
			return err
		}
		v.Progress(i+1, len(sets))
	}
	return nil
}

// scoreTranslations looks for the translation of each sentence that was kept out of training among all of those.
func scoreTranslations(dir string, t *tally) error {
	var kept [][]string
	learned := map[string]bool{}
	err := eachRow(filepath.Join(dir, translations), func(row []string) {
		if row[2] == "tatoeba" && models.KeptOut(row[0], models.KeptSentences) {
			kept = append(kept, row)
			return
		}
		learned[row[1]] = true
	})
	if err != nil {
		return err
	}
	var en, zh []string
	for _, row := range kept { // of several translations, one; and none that was learned from with other words
		if !learned[row[1]] && !slices.Contains(en, row[0]) && !slices.Contains(zh, row[1]) {
			en, zh = append(en, row[0]), append(zh, row[1])
		}
	}
	for _, r := range rankers(zh)[:2] {
		for i, query := range en {
			t.count("Tatoeba hit@1"+r.suffix, place(r.rank(query), i) == 1)
		}
	}
	return nil
}

// question asks for a passage.
type question struct {
	text    string
	passage string // its id
}

// scoreCross looks for passages by questions in the other language.
func scoreCross(dir string, t *tally) error {
	asked := map[string][]question{} // by the language of the passages
	type crossQuestion struct {
		EN        string `json:"question_en"`
		ZH        string `json:"question_zh"`
		PassageEN string `json:"pid_en"`
		PassageZH string `json:"pid_zh"`
	}
	err := eachObject(filepath.Join(dir, crossQuestions), func(row crossQuestion) {
		asked["zh"] = append(asked["zh"], question{row.EN, row.PassageZH})
		asked["en"] = append(asked["en"], question{row.ZH, row.PassageEN})
	})
	if err != nil {
		return err
	}
	for lang, name := range map[string]string{"zh": "XQuAD en to zh", "en": "XQuAD zh to en"} {
		passages, err := readPassages(dir, lang, "xquad")
		if err != nil {
			return err
		}
		scoreRetrieval(t, name, passages, asked[lang])
	}
	return nil
}

// scoreAnswers looks for passages by questions in their own language: those whose answers were kept out of training.
func scoreAnswers(dir string, t *tally) error {
	for _, lang := range []string{"en", "zh"} {
		passages, err := readPassages(dir, lang, "")
		if err != nil {
			return err
		}
		asked, err := keptQuestions(dir, lang)
		if err != nil {
			return err
		}
		scoreRetrieval(t, map[string]string{"en": "SQuAD", "zh": "CMRC and DRCD"}[lang], passages, asked)
	}
	return nil
}

// keptQuestions gives the questions of a language that were not learned from.
func keptQuestions(dir, lang string) ([]question, error) {
	kept := map[string]bool{}
	err := eachRow(filepath.Join(dir, answersFile(lang)), func(row []string) {
		kept[row[0]] = models.KeptOut(row[1], models.KeptAnswers)
	})
	if err != nil {
		return nil, err
	}
	type asking struct {
		Question   string
		PID        string
		Answerable bool
	}
	var asked []question
	err = eachObject(filepath.Join(dir, questionsFile(lang)), func(row asking) {
		if row.Answerable && kept[row.Question] {
			asked = append(asked, question{row.Question, row.PID})
		}
	})
	return asked, err
}

// passage is a stretch of text with its id.
type passage struct{ PID, Text string }

func readPassages(dir, lang, prefix string) ([]passage, error) {
	var all []passage
	err := eachObject(filepath.Join(dir, passagesFile(lang)), func(p passage) {
		if strings.HasPrefix(p.PID, prefix) {
			all = append(all, p)
		}
	})
	return all, err
}

// scoreRetrieval gives the mean reciprocal rank among the first ten, and compares.
func scoreRetrieval(t *tally, name string, passages []passage, asked []question) {
	texts := make([]string, len(passages))
	number := map[string]int{}
	for i, p := range passages {
		texts[i], number[p.PID] = p.Text, i
	}
	means := map[string]float64{}
	for _, r := range rankers(texts) {
		for _, q := range asked {
			var worth float64
			const counted = 10
			if at := place(r.rank(q.text), number[q.passage]); at <= counted {
				worth = 1 / float64(at)
			}
			t.credit(name+" MRR@10"+r.suffix, worth)
			means[r.suffix] += worth / float64(len(asked))
		}
	}
	compare(t, name, means[""], means[besideHashed])
	t.count("words lose nothing", means[besideFused] >= means[besideBM25]-tolerance)
	if means[besideFused] < means[besideBM25]-tolerance {
		t.fail("%s: words alone %.3f, with the embedder %.3f", name, means[besideBM25], means[besideFused])
	}
}

// compare holds the embedder against hashing.
func compare(t *tally, name string, trained, hashed float64) {
	t.count("not below hashed n-grams", trained >= hashed)
	if trained < hashed {
		t.fail("%s: %.3f, hashed n-grams %.3f", name, trained, hashed)
	}
}

// labelled is a text and what it is about.
type labelled struct{ text, label string }

// scoreIntents asks for the label whose examples are nearest on the whole.
func scoreIntents(dir string, t *tally) error {
	for _, set := range []struct{ name, file string }{{"CLINC150", intentsCLINC}, {"BANKING77", intentsBanking}} {
		known, asked, err := readIntents(dir, set.file)
		if err != nil {
			return err
		}
		trained, hashed := nearestCentroid(known, asked, builtIn), nearestCentroid(known, asked, hashedGrams)
		for i := range asked {
			t.count(set.name+" accuracy", trained[i])
			t.count(set.name+" accuracy"+besideHashed, hashed[i])
		}
		compare(t, set.name, share(trained), share(hashed))
	}
	return nil
}

// readIntents gives the examples of the intents in scope, and texts to ask with.
func readIntents(dir, file string) (known, asked []labelled, err error) {
	type example struct {
		Text, Intent, Split string
		OOS                 bool
	}
	err = eachObject(filepath.Join(dir, file), func(row example) {
		switch {
		case row.OOS:
		case row.Split == "val" || file == intentsBanking && models.KeptOut(row.Text, models.KeptWishes): // it has no other part to ask with
			asked = append(asked, labelled{row.Text, row.Intent})
		default:
			known = append(known, labelled{row.Text, row.Intent})
		}
	})
	return known, asked, err
}

// nearestCentroid says of which texts the nearest centre is that of their own label.
func nearestCentroid(known, asked []labelled, embed func(string) []float32) []bool {
	number := map[string]int{}
	var centres [][]float32
	for _, k := range known {
		v := embed(k.text)
		at, met := number[k.label]
		if !met {
			number[k.label] = len(centres)
			centres = append(centres, v)
			continue
		}
		for i := range v {
			centres[at][i] += v[i]
		}
	}
	for _, c := range centres {
		unit(c)
	}
	right := make([]bool, len(asked))
	for i, a := range asked {
		v := embed(a.text)
		scores := make([]float64, len(centres))
		for j, c := range centres {
			scores[j] = likeness(v, c)
		}
		right[i] = highest(scores) == number[a.label]
	}
	return right
}

func share(well []bool) float64 {
	n := 0
	for _, w := range well {
		if w {
			n++
		}
	}
	return float64(n) / float64(len(well))
}

// eachRow hands over the columns of a compressed table, without its header.
func eachRow(name string, do func(row []string)) error {
	return eachLine(name, func(number int, line string) error {
		if number > 1 {
			do(strings.Split(line, "\t"))
		}
		return nil
	})
}

// eachObject hands over the objects of a compressed file that has one a line.
func eachObject[T any](name string, do func(T)) error {
	return eachLine(name, func(_ int, line string) error {
		var row T
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			return err
		}
		do(row)
		return nil
	})
}
