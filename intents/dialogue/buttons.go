package dialogue

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"oldhand/bot"
)

// View is what a sentence is filled in with.
type View = map[string]any

// Tap makes a button with a label as it is; the runtime cuts it to what the channel shows.
func Tap(label, verb string, args ...any) bot.Button {
	words := make([]string, len(args))
	for i, a := range args {
		words[i] = fmt.Sprint(a)
	}
	return bot.Button{Label: label, Choice: bot.Choice{Verb: verb, Args: words}}
}

// Once makes a button count one time only.
func Once(b bot.Button) bot.Button {
	b.Once = true
	return b
}

// Row is buttons side by side.
func Row(buttons ...bot.Button) []bot.Button { return buttons }

// Rows lays buttons out three to a row.
func Rows(buttons []bot.Button) [][]bot.Button { return slices.Collect(slices.Chunk(buttons, 3)) }

// Number reads the nth argument of a button.
func Number(args []string, n int) (int, bool) {
	if n >= len(args) {
		return 0, false
	}
	i, err := strconv.Atoi(args[n])
	return i, err == nil
}

// dayLayout is how a button writes a day.
const dayLayout = "060102"

// DayArg writes a day as the argument of a button.
func DayArg(day time.Time) string { return day.Format(dayLayout) }

// Day reads the nth argument of a button as a day in a zone.
func Day(args []string, n int, zone *time.Location) (time.Time, bool) {
	if n >= len(args) {
		return time.Time{}, false
	}
	day, err := time.ParseInLocation(dayLayout, args[n], zone)
	return day, err == nil
}

// Clip keeps at most n characters of a text.
func Clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// Short cuts a title to n characters, with an ellipsis where something is missing.
func Short(s string, n int) string {
	if len([]rune(s)) <= n {
		return s
	}
	return Clip(s, n-1) + "…"
}
