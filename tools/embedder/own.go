package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"oldhand/bot/phrases"
	"oldhand/integrations/text"
	"oldhand/knowledge/trade"
	"oldhand/sample"
)

// own takes oldhand's own texts: the trade's glossary, what it says of itself, and the sample's catalogue and notes.
func (r *reading) own() error {
	for _, m := range trade.Glossary() {
		r.meaning(m)
	}
	r.help()
	if err := eachSample("items/*.csv", r.items); err != nil {
		return err
	}
	return eachSample("notes/*/*.md", r.note)
}

// meaning takes a meaning of the trade: all its English forms with all its Chinese ones.
func (r *reading) meaning(m trade.Entry) {
	for _, zh := range m.Chinese {
		r.word(zh)
		for _, en := range m.English {
			r.add(ownTimes, pair{en, zh, mixed})
		}
	}
	for _, forms := range [][]string{m.English, m.Chinese} {
		for _, other := range forms[1:] {
			r.add(ownTimes, pair{forms[0], other, mixed})
		}
	}
}

// help takes what oldhand can do, as the menu and the help say it.
func (r *reading) help() {
	for _, key := range []string{"menu.find", "menu.orders", "menu.quote", "menu.ask", "menu.remind", "help.order", "help.chat", "help.unknown",
		"help.button.find", "help.button.order", "help.button.quote", "help.button.ask", "help.button.orders", "help.button.remind"} {
		r.add(ownTimes, pair{phrases.Label(phrases.English, key, nil), phrases.Label(phrases.Chinese, key, nil), mixed})
	}
}

// eachSample calls do with every file of the sample that has such a name.
func eachSample(pattern string, do func(fs.File) error) error {
	names, err := fs.Glob(sample.Files(), pattern)
	if err != nil {
		return err
	}
	for _, name := range names {
		f, err := sample.Files().Open(name)
		if err != nil {
			return err
		}
		if err := do(f); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// items takes the titles and descriptions of a catalogue.
func (r *reading) items(f fs.File) error {
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return err
	}
	for _, columns := range [][2]string{{"title_en", "title_zh"}, {"description_en", "description_zh"}} {
		en, zh := slices.Index(rows[0], columns[0]), slices.Index(rows[0], columns[1])
		for _, row := range rows[1:] {
			r.add(ownTimes, pair{row[en], row[zh], mixed})
		}
	}
	return nil
}

// note takes the paragraphs of a note, each with what it stands under.
func (r *reading) note(f fs.File) error {
	data, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	var front struct{ Title string }
	body, err := text.FrontMatter(data, &front)
	if err != nil {
		return err
	}
	about := front.Title
	for _, paragraph := range strings.Split(string(body), "\n\n") {
		paragraph = strings.TrimSpace(paragraph)
		if heading, is := strings.CutPrefix(paragraph, "## "); is {
			about = heading
			continue
		}
		if paragraph != "" && !strings.HasPrefix(paragraph, "#") {
			r.add(ownTimes, pair{about, paragraph, mixed})
		}
	}
	return nil
}
