package main

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"oldhand/integrations/models"
	"oldhand/integrations/text"
	"oldhand/sample"
)

// pair is two texts that belong together: mostly English and Chinese of one meaning.
type pair struct{ a, b string }

// reading is what there is to learn from.
type reading struct {
	pairs   []pair   // as often as they count
	natural []string // whole sentences, from which the frequency of words is known
	words   []string // Chinese words, from dictionary and glossary
}

// How often a pair of each kind is learned from in one epoch.
const (
	sentenceTimes = 3
	stringTimes   = 2
	questionTimes = 1
	glossaryTimes = 2
	titleTimes    = 2
)

// read gathers the pairs of the folder of public data, the trade's glossary and the sample's catalogue.
func read(dir string) (*reading, error) {
	r := &reading{}
	for _, file := range []struct {
		name string
		take func(*reading, []string)
	}{
		{"pairs_enzh.tsv.gz", (*reading).translation},
		{"pairs_en.tsv.gz", (*reading).question},
		{"pairs_zh.tsv.gz", (*reading).question},
	} {
		if err := eachRow(filepath.Join(dir, file.name), func(row []string) { file.take(r, row) }); err != nil {
			return nil, err
		}
	}
	for _, m := range models.Glossary() {
		r.meaning(m)
	}
	return r, r.catalogue()
}

// eachRow calls do with the three columns of every row below the header.
func eachRow(file string, do func([]string)) error {
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
	lines.Scan()
	for lines.Scan() {
		if row := strings.Split(lines.Text(), "\t"); len(row) >= 3 {
			do(row)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

func (r *reading) add(times int, a, b string) {
	for range times {
		r.pairs = append(r.pairs, pair{a, b})
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
				r.add(1, gloss, zh)
			}
		}
	case "tatoeba":
		if !models.KeptOut(en, models.KeptSentences) {
			r.add(sentenceTimes, en, zh)
			r.natural = append(r.natural, en, zh)
		}
	default:
		r.add(stringTimes, en, zh)
		r.natural = append(r.natural, en, zh)
	}
}

// question takes a row of a question and the sentence that answers it. Half of them is kept out, by the sentence.
func (r *reading) question(row []string) {
	if models.KeptOut(row[1], models.KeptAnswers) {
		return
	}
	r.add(questionTimes, row[0], row[1])
	r.natural = append(r.natural, row[0], row[1])
}

// meaning takes a meaning of the trade: all its English forms with all its Chinese ones.
func (r *reading) meaning(m models.Meaning) {
	for _, zh := range m.Chinese {
		r.word(zh)
		for _, en := range m.English {
			r.add(glossaryTimes, en, zh)
		}
	}
	for _, forms := range [][]string{m.English, m.Chinese} {
		for _, other := range forms[1:] {
			r.add(glossaryTimes, forms[0], other)
		}
	}
}

// catalogue takes the titles and descriptions of the sample's items.
func (r *reading) catalogue() error {
	files, err := fs.Glob(sample.Files(), "items/*.csv")
	if err != nil {
		return err
	}
	for _, name := range files {
		f, err := sample.Files().Open(name)
		if err != nil {
			return err
		}
		rows, err := csv.NewReader(f).ReadAll()
		if err != nil {
			return fmt.Errorf("%s: %w", path.Base(name), err)
		}
		for _, columns := range [][2]string{{"title_en", "title_zh"}, {"description_en", "description_zh"}} {
			en, zh := slices.Index(rows[0], columns[0]), slices.Index(rows[0], columns[1])
			for _, row := range rows[1:] {
				r.add(titleTimes, row[en], row[zh])
			}
		}
	}
	return nil
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
