package bot

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"oldhand/bot/phrases"
)

// Limits is what a channel can carry. 0 means that it carries any.
//
// What a skill can say in another way (fewer lines, no picture) it fits to them by itself. The runtime fits what can only
// be cut: labels and rows of buttons. A transport still takes every card, and parts what is too long.
type Limits struct {
	// Message is how many characters of a text, as shown, one message holds; Caption how many stand under a picture or a
	// document.
	Message, Caption int
	// Label is how wide the label of a button can be, in letters; a Chinese character is as wide as five thirds of one.
	Label int
	// ButtonsInRow is how many buttons stand side by side; more go into another row.
	ButtonsInRow int
	// ButtonData is how many bytes OutgoingButton.Data can have. Below MaxButtonData a runtime does not run.
	ButtonData int
	// Download is how many bytes a file can have that the channel hands out.
	Download int64
}

// FitsMessage says that a text without a picture stays one message.
func (l Limits) FitsMessage(t phrases.Text) bool { return fits(t, l.Message) }

// FitsCaption says that a text can stand under a picture or a document.
func (l Limits) FitsCaption(t phrases.Text) bool { return fits(t, l.Caption) }

// FitsDownload says that the channel hands out a file of that many bytes.
func (l Limits) FitsDownload(bytes int64) bool { return l.Download == 0 || bytes <= l.Download }

func fits(t phrases.Text, limit int) bool {
	return limit == 0 || utf8.RuneCountInString(phrases.Strip(t)) <= limit
}

// widthHan and widthOther are in thirds of a letter's width.
const (
	widthHan   = 5
	widthOther = 3
)

// FitLabel is a button's label as the channel shows it: cut, with an ellipsis, where it is too wide.
func (l Limits) FitLabel(label string) string {
	used, kept := 0, 0 // kept: bytes that still leave room for the character cut
	for i, r := range label {
		if unicode.Is(unicode.Han, r) {
			used += widthHan
		} else {
			used += widthOther
		}
		if l.Label > 0 && used > l.Label*widthOther {
			return label[:kept] + "…"
		}
		kept = i
	}
	return label
}

// fitRows parts rows of buttons that are too long.
func fitRows[B any](l Limits, rows [][]B) [][]B {
	if l.ButtonsInRow == 0 {
		return rows
	}
	var fitted [][]B
	for _, row := range rows {
		fitted = slices.AppendSeq(fitted, slices.Chunk(row, l.ButtonsInRow))
	}
	return fitted
}
