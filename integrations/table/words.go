package table

import (
	_ "embed"
	"regexp"
	"strings"
	"time"

	"oldhand/integrations/text"
)

//go:embed data/days.txt
var dayFile string

//go:embed data/marks.txt
var markFile string

//go:embed data/made.txt
var madeFile string

// madeDay is a day or an hour as a spreadsheet shows what it took for one: 12-Mar.
var madeDay = regexp.MustCompile(`^(?:` + strings.Join(text.List(madeFile), "|") + `)$`)

// dayLayouts are the ways in which spreadsheets write a day.
var dayLayouts = text.List(dayFile)

// ParseDay reads a day as spreadsheets write it.
func ParseDay(s string) (day time.Time, ok bool) {
	for _, layout := range dayLayouts {
		if day, err := time.Parse(layout, s); err == nil {
			return day, true
		}
	}
	return time.Time{}, false
}

// unmarked takes off a name what forms add to it, and spaces.
var unmarked = func() *strings.Replacer {
	dropped := []string{" ", "", "\u3000", "", "\u00a0", "", "\n", "", "*", ""}
	for _, mark := range text.List(markFile) {
		dropped = append(dropped, mark, "")
	}
	return strings.NewReplacer(dropped...)
}()
