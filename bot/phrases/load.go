package phrases

import (
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"strconv"
	"time"

	"oldhand/integrations/measure"
)

//go:embed *.html
var files embed.FS

// load parses every file of a language into one set. A key defined in two files is refused, because the later one
// would silently win.
func load(lang Lang) *template.Template {
	set := template.New("").Option("missingkey=error")
	functions := funcs(set, lang)
	set.Funcs(functions)
	names, err := fs.Glob(files, "*."+string(lang)+".html")
	if err != nil {
		panic(fmt.Sprintf("phrases: %v", err))
	}
	for _, name := range names {
		one := template.Must(template.New(name).Funcs(functions).ParseFS(files, name))
		for _, t := range one.Templates() {
			if t.Name() == name {
				continue // the white space between the sentences
			}
			if set.Lookup(t.Name()) != nil {
				panic(fmt.Sprintf("phrases: %s defines %q a second time", name, t.Name()))
			}
			template.Must(set.AddParseTree(t.Name(), t.Tree))
		}
	}
	return set
}

// funcs are what the sentences of a set can call; the package comment lists them.
func funcs(set *template.Template, lang Lang) template.FuncMap {
	return template.FuncMap{
		"yuan":     measure.Fen.String,
		"weight":   func(g measure.Grams) string { return weight(lang, g) },
		"plural":   plural,
		"signed":   signed,
		"date":     func(t time.Time) string { return date(lang, t) },
		"day":      func(t, now time.Time) string { return day(lang, t, now) },
		"span":     func(from, to, now time.Time) string { return span(lang, from, to, now) },
		"weekdays": func(days string) string { return weekdaysNamed(lang, days) },
		"name":     func(s string) string { return Name(lang, s) },
		"clock":    func(t time.Time) string { return t.Format("15:04") },
		"text":     func(t Text) template.HTML { return template.HTML(t) },
		"say":      func(key string, data any) template.HTML { return template.HTML(render(set, lang, key, data)) },
		"tell":     func(why any) any { return told(set, lang, why) },
	}
}

// signed writes a number that is added or taken away.
func signed(n int) template.HTML {
	if n < 0 {
		return template.HTML("−" + strconv.Itoa(-n))
	}
	return template.HTML("+" + strconv.Itoa(n))
}

// plural picks the word that fits a number; Chinese needs no such thing.
func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
