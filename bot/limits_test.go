package bot_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/postgres/pgtest"
)

func TestLabelsFit(t *testing.T) {
	t.Parallel()
	limits := bot.Limits{Label: 20}
	rapid.Check(t, func(t *rapid.T) {
		label := limits.FitLabel(rapid.String().Draw(t, "label"))
		if limits.FitLabel(label) != label {
			t.Fatalf("%q does not fit itself", label)
		}
	})
	for label, want := range map[string]string{
		"红色蝴蝶结发夹大号加厚款":          "红色蝴蝶结发夹大号加厚款",
		"红色蝴蝶结发夹大号加厚款式":         "红色蝴蝶结发夹大号加厚…",
		"twenty letters, all!":  "twenty letters, all!",
		"twenty letters, all!!": "twenty letters, all…",
	} {
		if got := limits.FitLabel(label); got != want {
			t.Errorf("%q became %q, want %q", label, got, want)
		}
		if got := (bot.Limits{}).FitLabel(label); got != label {
			t.Errorf("without a limit %q became %q", label, got)
		}
	}
}

func TestTextsFit(t *testing.T) {
	t.Parallel()
	limits := bot.Limits{Message: 4, Caption: 2, Download: 10}
	for text, want := range map[phrases.Text][2]bool{
		"字字": {true, true}, "<b>a&lt;</b>": {true, true}, "abc": {true, false}, "abcde": {false, false},
	} {
		if got := [2]bool{limits.FitsMessage(text), limits.FitsCaption(text)}; got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	if !limits.FitsDownload(10) || limits.FitsDownload(11) || !(bot.Limits{}).FitsDownload(1<<40) {
		t.Error("files do not fit as they should")
	}
}

// What the channel shows is fitted to it by the runtime, and what it can carry is told to the handler.
func TestButtonsAreFittedToTheChannel(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	phone.limits = bot.Limits{Label: 5, ButtonsInRow: 2, ButtonData: bot.MaxButtonData}
	told := make(chan bot.Limits, 1)
	var row []bot.Button
	for _, label := range []string{"one", "two", "a longer one"} {
		row = append(row, bot.Button{Label: label, Choice: bot.Choice{Verb: "x"}})
	}
	r := start(t, pool, phone, shop(func(turn bot.Turn) bot.Card {
		told <- turn.Limits
		return bot.Card{Text: "card", Buttons: [][]bot.Button{row}}
	}), bot.Options{})
	accept(t, r, words(1, 1, "card"))
	waitUntilIdle(t, pool)
	var labels []string
	for _, row := range phone.seen(1)[0].Buttons {
		for _, b := range row {
			labels = append(labels, b.Label)
		}
		labels = append(labels, "/")
	}
	if got := strings.Join(labels, " "); got != "one two / a lo… /" {
		t.Errorf("the buttons are %s", got)
	}
	if got := <-told; got != phone.limits {
		t.Errorf("the handler was told %+v", got)
	}
}

func TestAChannelWhoseButtonsCarryTooLittleIsNotServed(t *testing.T) {
	t.Parallel()
	phone := newPhone()
	phone.limits.ButtonData = bot.MaxButtonData - 1
	r := bot.New(pgtest.New(t), channel, phone, echo, bot.Options{})
	if err := r.Run(t.Context()); err == nil {
		t.Error("it ran")
	}
}

// Whatever an allowed choice is, its data is no longer than the runtime promises.
func TestNoButtonIsLongerThanPromised(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	longest := bot.Choice{Verb: strings.Repeat("v", 23), Args: slices.Repeat([]string{"1"}, 7)}
	r := start(t, pool, phone, shop(func(bot.Turn) bot.Card {
		return bot.Card{Text: "card", Buttons: oneButton(bot.Button{Label: "x", Choice: longest})}
	}), bot.Options{})
	accept(t, r, words(1, 1, "card"))
	waitUntilIdle(t, pool)
	shown := phone.seen(1)[0]
	if len(shown.Buttons) != 1 || len(shown.Buttons[0][0].Data) > bot.MaxButtonData {
		t.Errorf("the card: %+v", shown)
	}
}
