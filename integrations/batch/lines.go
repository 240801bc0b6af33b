package batch

import (
	"context"
	_ "embed"
	"errors"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"oldhand/integrations/address"
	"oldhand/integrations/measure"
	"oldhand/integrations/text"
)

//go:embed data/words.tsv
var wordFile string

// words are how people write what a parcel measures, by kind.
var words = text.Lists(wordFile)

// oneOf is a pattern for a word of a kind.
func oneOf(kind string) string { return `(?:` + strings.Join(words[kind], "|") + `)` }

var (
	countInLine = regexp.MustCompile(`(?i)(?:^|[^\d.a-z])(\d{1,6}|` + oneOf("numeral") + `{1,5})\s*` + oneOf("count"))
	belowZero   = regexp.MustCompile(`(?i)(?:^|[\s,，;；|:：])([-−－]\s*\d{1,6})\s*` + oneOf("count"))
	// How many like parcels stands before the weight of one, 2x1.2kg or 3个1.2kg, behind it, 1.2kg*3, or with its sign alone. A number that
	// goes on is another.
	timesBefore = regexp.MustCompile(`(?i)(?:^|[^\d０-９.a-z])([\d０-９]{1,6})\s*(?:` + counted + `?\s*` + product + `|` + counted + `)\s*$`)
	timesBehind = regexp.MustCompile(`(?i)^(\s*(?:/\s*` + counted + `)?\s*` + product + `\s*([\d０-９]{1,6})(?:\s*` + counted + `)?)(?:[^\d０-９.．a-z×*＊]|$)`)
	timesAlone  = regexp.MustCompile(`(?i)(?:^|[\s,，;；|])(` + product + `\s*([\d０-９]{1,6}))(?:[\s,，;；|]|$)`)
	ofAll       = regexp.MustCompile(`(?i)` + oneOf("total") + `[\s:：]*$`)
	listNumber  = regexp.MustCompile(`^\s*\d{1,3}[.、)）]\s*`)
	orderInLine = regexp.MustCompile(`(?i)^[\s,，;；|]*` + oneOf("order") + `?[\s:：]*#?((?:[a-z]{1,6}[-_]?)?\d[\da-z_-]{2,24})(?:[\s,，;；|]|$)`)
	blankLine   = regexp.MustCompile(`\n[ \t]*\n`)
)

// product is a sign of multiplication.
const product = `[x×*✕✖╳＊ｘ]`

// counted is a word for the parcels that a number counts.
var counted = `(?:` + oneOf("count") + `|[` + strings.Join(words["counter"], "") + `])`

// counters may stand behind a number of parcels.
var counters = strings.Join(words["counter"], "") + " "

// each takes out what stands before a measure and says only that it is that of one parcel.
var each = func() *strings.Replacer {
	dropped := []string{" each", " ", " Each", " "}
	for _, word := range words["each"] {
		dropped = append(dropped, word, " ")
	}
	return strings.NewReplacer(dropped...)
}()

// Lines reads a message of several parcels: one a line, or one a block with empty lines between. ok is false for
// anything else, such as one address of several lines or a list of goods: at least two parcels must name a place and a
// weight, and more than half of all. It stops at one line more than a batch can have.
func Lines(text string) (lines []Wanted, ok bool) { return linesOf(context.Background(), text) }

// linesOf is Lines until ctx ends.
func linesOf(ctx context.Context, text string) (lines []Wanted, ok bool) {
	// What is left behind the last cut is no block.
	if blocks := blankLine.Split(strings.TrimSpace(text), MaxLines+2); len(blocks) > 1 {
		blocks = blocks[:min(len(blocks), MaxLines+1)]
		for i := range blocks {
			blocks[i] = strings.ReplaceAll(blocks[i], "\n", " ")
		}
		if lines, ok := batchOf(ctx, slices.Values(blocks)); ok {
			return lines, true
		}
	}
	return batchOf(ctx, strings.SplitSeq(text, "\n"))
}

func batchOf(ctx context.Context, texts iter.Seq[string]) (lines []Wanted, ok bool) {
	complete, number := 0, 0
	for text := range texts {
		if ctx.Err() != nil {
			return nil, false
		}
		number++
		if !strings.ContainsFunc(text, unicode.IsDigit) && !strings.ContainsFunc(text, unicode.IsLetter) {
			continue
		}
		w := Wanted{Address: text}
		if len(text) <= maxAddress {
			w = readLine(text)
		}
		w.Line = number
		if w.complete() {
			complete++
		} else if len(lines) == 0 && !strings.ContainsFunc(text, unicode.IsDigit) {
			continue // a headline
		}
		if lines = append(lines, w); len(lines) > MaxLines {
			break
		}
	}
	return lines, complete >= 2 && 2*complete > len(lines)
}

// complete says that a line names a weight and a place.
func (w Wanted) complete() bool {
	if w.Weight == "" {
		return false
	}
	_, err := address.Parse(w.Address)
	return !errors.Is(err, address.ErrUnknownPlace)
}

// Paste reads an address as shops and buyers copy it, with the telephone number that belongs to it, and what is said of
// the parcel beside it; ok is false for any other text.
func Paste(text string) (w Wanted, ok bool) {
	w = readLine(text)
	read, err := address.Parse(w.Address)
	return w, read.Contact.Phone != "" && !errors.Is(err, address.ErrUnknownPlace)
}

// readLine takes the measures and the order's number out of a line; the rest is the address.
func readLine(text string) Wanted {
	var w Wanted
	rest := unnumbered(each.Replace(text))
	w.Size = cut(&rest, measure.FindSizes)
	var together bool
	if w.Weight, w.Count, together = cutWeight(&rest); w.Count == "" {
		w.Count = cutCount(&rest)
	}
	if together && w.Count != "" {
		w.Weight = share(w.Weight, w.Count)
	}
	if m := orderInLine.FindStringSubmatchIndex(rest); m != nil && !address.Phoned(rest, m[2]) {
		w.Order = rest[m[2]:m[3]]
		rest = rest[m[3]:]
	}
	w.Address = strings.Trim(rest, " \t,，;；|")
	return w
}

// unnumbered takes the number of a list from before a line. The 0. of 0.5kg is none.
func unnumbered(text string) string {
	number := listNumber.FindStringIndex(text)
	if number == nil {
		return text
	}
	for _, find := range []func(string) [][2]int{measure.FindWeights, measure.FindSizes} {
		if at := find(text); len(at) > 0 && at[0][0] < number[1] {
			return text
		}
	}
	return text[number[1]:]
}

// cutWeight takes a weight and how many like parcels weigh so much out of a text; together says that it is what they weigh in all.
// Beside the weight of one that of all is left out.
func cutWeight(text *string) (weight, count string, together bool) {
	all := measure.FindWeights(*text)
	if len(all) == 0 {
		return "", "", false
	}
	at := all[len(all)-1]
	together = ofAll.MatchString((*text)[:at[0]])
	if together && len(all) > 1 { // 1.2kg×3 合计3.6kg
		*text = ofAll.ReplaceAllString((*text)[:at[0]], " ") + (*text)[at[1]:]
		at, together = all[len(all)-2], false
	}
	before, weight, behind := (*text)[:at[0]], (*text)[at[0]:at[1]], (*text)[at[1]:]
	if m := timesBehind.FindStringSubmatchIndex(behind); m != nil {
		count, behind = behind[m[4]:m[5]], behind[m[3]:]
	} else if m := timesBefore.FindStringSubmatchIndex(before); m != nil {
		count, before = before[m[2]:m[3]], before[:m[2]]
	}
	*text = before + " " + behind
	return weight, width.Fold.String(count), together
}

// cut takes the last of what is found out of a text; what is left says nothing of it.
func cut(text *string, find func(string) [][2]int) string {
	all := find(*text)
	if len(all) == 0 {
		return ""
	}
	at := all[len(all)-1]
	found := (*text)[at[0]:at[1]]
	*text = (*text)[:at[0]] + " " + (*text)[at[1]:]
	return found
}

// cutCount takes how many parcels there are out of a text, also less than nothing, which is refused. What goes on behind it
// makes something else of it: 3 boxwoods.
func cutCount(text *string) string {
	if m := belowZero.FindStringSubmatchIndex(*text); m != nil {
		count := (*text)[m[2]:m[3]]
		*text = (*text)[:m[2]] + " " + (*text)[m[1]:]
		return count
	}
	if m := timesAlone.FindStringSubmatchIndex(*text); m != nil {
		count := (*text)[m[4]:m[5]]
		*text = (*text)[:m[2]] + " " + (*text)[m[3]:]
		return width.Fold.String(count)
	}
	for _, m := range slices.Backward(countInLine.FindAllStringSubmatchIndex(*text, -1)) {
		count, after := (*text)[m[2]:m[3]], (*text)[m[1]:]
		if n, ok := measure.ParseIndex(count); ok {
			count = strconv.Itoa(n)
		}
		if after != "" && (after[0]|0x20) >= 'a' && (after[0]|0x20) <= 'z' {
			continue
		}
		*text = (*text)[:m[2]] + " " + after
		return count
	}
	return ""
}
