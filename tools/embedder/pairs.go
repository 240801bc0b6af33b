package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"oldhand/integrations/models"
	"oldhand/integrations/text"
)

// pair is two texts that belong together: mostly English and Chinese of one meaning.
type pair struct {
	a, b string
	kind kind
}

// kind says what a pair is learned from together with.
type kind int

const (
	sentences   kind = iota // and their translations
	questionsEN             // and the sentences that answer them, in English
	questionsZH             // the same in Chinese
	mixed                   // of any kind
)

// reading is what there is to learn from.
type reading struct {
	pairs   []pair   // as often as they count
	natural []string // whole sentences, from which the frequency of words is known
	words   []string // Chinese words, from dictionary and glossary
}

// How often a pair of each kind is learned from in one epoch.
const (
	sentenceTimes = 4
	stringTimes   = 2
	questionTimes = 1
	intentTimes   = 1
	ownTimes      = 2
)

// read gathers the pairs of the folder of public data and oldhand's own texts.
func read(dir string) (*reading, error) {
	r := &reading{}
	for _, file := range []struct {
		name string
		take func(*reading, []string)
	}{
		{"pairs_enzh.tsv.gz", (*reading).translation},
		{"pairs_en.tsv.gz", func(r *reading, row []string) { r.question(row, questionsEN) }},
		{"pairs_zh.tsv.gz", func(r *reading, row []string) { r.question(row, questionsZH) }},
	} {
		if err := eachRow(filepath.Join(dir, file.name), func(row []string) { file.take(r, row) }); err != nil {
			return nil, err
		}
	}
	for _, file := range []string{"intents_clinc150.jsonl.gz", "intents_banking77.jsonl.gz", "intents_bitext.jsonl.gz"} {
		if err := r.intents(filepath.Join(dir, file)); err != nil {
			return nil, err
		}
	}
	return r, r.own()
}

// eachRow calls do with the three columns of every row below the header.
func eachRow(file string, do func([]string)) error {
	return eachLine(file, func(n int, line []byte) error {
		if row := strings.Split(string(line), "\t"); n > 0 && len(row) >= 3 {
			do(row)
		}
		return nil
	})
}

// eachLine calls do with every line of a packed file and its number, from 0.
func eachLine(file string, do func(n int, line []byte) error) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for n := 0; lines.Scan(); n++ {
		if err := do(n, lines.Bytes()); err != nil {
			return fmt.Errorf("%s, line %d: %w", file, n+1, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

func (r *reading) add(times int, p pair) {
	for range times {
		r.pairs = append(r.pairs, p)
	}
}

// translation takes a row of English, Chinese and where it is from.
func (r *reading) translation(row []string) {
	en, zh := row[0], row[1]
	switch row[2] {
	case "cc-cedict":
		r.word(zh)
		const most = 3 // further senses are rare ones
		for i, gloss := range strings.Split(en, ";") {
			if gloss = plainGloss(gloss); gloss != "" && i < most {
				r.add(1, pair{gloss, zh, mixed})
			}
		}
	case "tatoeba":
		if !models.KeptOut(en, models.KeptSentences) {
			r.add(sentenceTimes, pair{en, zh, sentences})
			r.natural = append(r.natural, en, zh)
		}
	default:
		r.add(stringTimes, pair{en, zh, mixed})
		r.natural = append(r.natural, en, zh)
	}
}

// question takes a row of a question and the sentence that answers it. Half of them is kept out, by the sentence.
func (r *reading) question(row []string, of kind) {
	if models.KeptOut(row[1], models.KeptAnswers) {
		return
	}
	r.add(questionTimes, pair{row[0], row[1], of})
	r.natural = append(r.natural, row[0], row[1])
}

// intents pairs texts that want the same thing, where they are for learning from and not kept out.
func (r *reading) intents(file string) error {
	var order []string
	texts := map[string][]string{}
	err := eachLine(file, func(_ int, line []byte) error {
		var row struct {
			Text, Intent, Split string
			OOS                 bool
		}
		if err := json.Unmarshal(line, &row); err != nil {
			return err
		}
		if row.OOS || row.Split != "train" || models.KeptOut(row.Text, models.KeptWishes) {
			return nil
		}
		if len(texts[row.Intent]) == 0 {
			order = append(order, row.Intent)
		}
		texts[row.Intent] = append(texts[row.Intent], row.Text)
		return nil
	})
	for _, intent := range order {
		all := texts[intent]
		for i, s := range all { // neighbours in the file are often the same sentence in other words
			r.add(intentTimes, pair{s, all[(i+len(all)/2)%len(all)], mixed})
		}
	}
	return err
}

// word takes a Chinese word of a length that the model looks for.
func (r *reading) word(zh string) {
	folded := text.Fold(zh)
	if n := len([]rune(folded)); n > 1 && n <= models.LongestHan {
		r.words = append(r.words, folded)
	}
}

// plainGloss leaves the dictionary's remarks out.
func plainGloss(gloss string) string {
	for {
		before, rest, found := strings.Cut(gloss, "(")
		_, after, closed := strings.Cut(rest, ")")
		if !found || !closed {
			break
		}
		gloss = before + after
	}
	gloss = strings.TrimSpace(gloss)
	for _, remark := range []string{"lit. ", "fig. ", "to be ", "to ", "a ", "an ", "the "} {
		gloss = strings.TrimPrefix(gloss, remark)
	}
	return strings.TrimSpace(gloss)
}
