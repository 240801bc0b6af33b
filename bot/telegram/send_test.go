package telegram

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/postgres/pgtest"
)

func buttons(n int) [][]bot.OutgoingButton {
	var row []bot.OutgoingButton
	for range n {
		row = append(row, bot.OutgoingButton{Label: "x", Data: "d"})
	}
	return [][]bot.OutgoingButton{row}
}

func TestACardIsSentAsHTMLWithItsButtons(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	card := bot.Outgoing{Text: "<b>20 &lt;A&gt;</b>", Buttons: append(buttons(5), []bot.OutgoingButton{{Label: "no.", Copy: "A1023"}})}
	sent, err := newBot(t, s, nil).Show(t.Context(), 7, card, nil)
	if err != nil || sent != (bot.Sent{Message: 1, Parts: 1}) {
		t.Fatalf("%+v, %v", sent, err)
	}
	p := s.made()[0].params
	want := map[string]string{"chat_id": "7", "text": "<b>20 &lt;A&gt;</b>", "parse_mode": "HTML",
		"link_preview_options": `{"is_disabled":true}`,
		"reply_markup": `{"inline_keyboard":[[{"text":"x","callback_data":"d"},{"text":"x","callback_data":"d"},{"text":"x","callback_data":"d"},{"text":"x","callback_data":"d"},{"text":"x","callback_data":"d"}],` +
			`[{"text":"no.","copy_text":{"text":"A1023"}}]]}`}
	for name, value := range want {
		if p[name] != value {
			t.Errorf("%s is %s, want %s", name, p[name], value)
		}
	}
	if len(p) != len(want) {
		t.Errorf("parameters: %v", p)
	}
}

// A card stands in the topic that was written in, or in the chat where the topic is gone.
func TestACardStandsInItsTopic(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	b := newBot(t, s, nil)
	s.answers("sendMessage", refusal(400, "Bad Request: message thread not found"))
	for range 2 {
		if _, err := b.Show(t.Context(), 7, bot.Outgoing{Text: "20", Topic: 77}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Typing(t.Context(), 7, 77); err != nil {
		t.Fatal(err)
	}
	var topics []string
	for _, call := range s.made() {
		topics = append(topics, call.params["message_thread_id"])
	}
	if want := []string{"77", "", "77", "77"}; !slices.Equal(topics, want) {
		t.Errorf("sent to the topics %q, want %q", topics, want)
	}
}

// TestWhatTelegramAnswersToAText plays the answers to sendMessage and editMessageText.
func TestWhatTelegramAnswersToAText(t *testing.T) {
	t.Parallel()
	old := &bot.Sent{Message: 40, Parts: 1}
	edit, send := "editMessageText", "sendMessage"
	for name, c := range map[string]struct {
		old     *bot.Sent
		first   string // scripted answer to the first call
		calls   []string
		message int64
		err     error // nil: fine
	}{
		"sent":            {nil, "", []string{send}, 1, nil},
		"edited":          {old, "", []string{edit}, 40, nil},
		"not modified":    {old, refusal(400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"), []string{edit}, 40, nil},
		"not editable":    {old, refusal(400, "Bad Request: message can't be edited"), []string{edit, send}, 2, nil},
		"gone":            {old, refusal(400, "Bad Request: message to edit not found"), []string{edit, send}, 2, nil},
		"was a picture":   {&bot.Sent{Message: 40, Photo: true, Parts: 1}, "", []string{send}, 1, nil},
		"bad HTML":        {nil, refusal(400, "Bad Request: can't parse entities: Unclosed start tag at byte offset 3"), []string{send, send}, 2, nil},
		"bad HTML edited": {old, refusal(400, "Bad Request: can't parse entities: Unclosed start tag"), []string{edit, edit}, 40, nil},
		"blocked":         {nil, refusal(403, "Forbidden: bot was blocked by the user"), []string{send}, 0, bot.ErrChatClosed},
		"blocked, edited": {old, refusal(403, "Forbidden: bot was blocked by the user"), []string{edit}, 0, bot.ErrChatClosed},
		"refused":         {nil, refusal(400, "Bad Request: BUTTON_DATA_INVALID"), []string{send}, 0, bot.ErrRefused},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t)
			if c.first != "" {
				s.answers(c.calls[0], c.first)
			}
			sent, err := newBot(t, s, nil).Show(t.Context(), 7, bot.Outgoing{Text: "<b>hi</b>"}, c.old)
			if !errors.Is(err, c.err) || err == nil && sent.Message != c.message {
				t.Errorf("%+v, %v", sent, err)
			}
			if got := s.methods(); !slices.Equal(got, c.calls) {
				t.Errorf("calls %v, want %v", got, c.calls)
			}
			if last := s.made()[len(c.calls)-1].params; strings.HasPrefix(name, "bad HTML") && (last["text"] != "hi" || last["parse_mode"] != "") {
				t.Errorf("the second try: %v", last)
			}
		})
	}
}

func TestAPictureIsUploadedOnce(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	b := newBot(t, s, pgtest.New(t))
	card := bot.Outgoing{Text: "clips", Photo: &bot.Photo{Key: "item:1"}, Buttons: buttons(1)}
	show := func(old *bot.Sent) call {
		t.Helper()
		sent, err := b.Show(t.Context(), 7, card, old)
		if err != nil || !sent.Photo || sent.Parts != 1 {
			t.Fatalf("%+v, %v", sent, err)
		}
		calls := s.made()
		return calls[len(calls)-1]
	}
	if c := show(nil); string(c.files["photo"]) != "bytes of item:1" || c.params["caption"] != "clips" || c.params["reply_markup"] == "" {
		t.Errorf("the first time: %+v", c)
	}
	if c := show(nil); c.params["photo"] != "FILE_1" || len(c.files) != 0 {
		t.Errorf("the second time: %+v", c)
	}
	if c := show(&bot.Sent{Message: 2, Photo: true, Parts: 1}); c.method != "editMessageMedia" || !strings.Contains(c.params["media"], "FILE_1") {
		t.Errorf("edited: %+v", c)
	}
	s.answers("sendPhoto", refusal(400, "Bad Request: wrong remote file identifier specified: Wrong padding"))
	if c := show(nil); len(c.files["photo"]) == 0 {
		t.Errorf("with a name that Telegram forgot: %+v", c)
	}
	if c := show(nil); c.params["photo"] != "FILE_5" {
		t.Errorf("after that: %+v", c)
	}
}

func TestACardMattersMoreThanItsPicture(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	long := phrases.Text(strings.Repeat("x", 1025))
	for name, c := range map[string]struct {
		key    string
		text   phrases.Text
		answer string
		calls  []string
		want   bot.Sent
	}{
		"no such picture":           {"none", "x", "", []string{"sendMessage"}, bot.Sent{Message: 1, Parts: 1}},
		"refused":                   {"a", "x", refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"), []string{"sendPhoto", "sendMessage"}, bot.Sent{Message: 2, Parts: 1}},
		"too long for a caption":    {"b", long, "", []string{"sendPhoto", "sendMessage"}, bot.Sent{Message: 2, Parts: 2}},
		"a caption that is no HTML": {"c", "x", refusal(400, "Bad Request: can't parse entities: x"), []string{"sendPhoto", "sendPhoto"}, bot.Sent{Message: 2, Photo: true, Parts: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t)
			if c.answer != "" {
				s.answers("sendPhoto", c.answer)
			}
			sent, err := newBot(t, s, pool).Show(t.Context(), 7, bot.Outgoing{Text: c.text, Photo: &bot.Photo{Key: c.key}, Buttons: buttons(1)}, nil)
			if err != nil || sent != c.want || !slices.Equal(s.methods(), c.calls) {
				t.Errorf("%+v, %v, %v", sent, err, s.methods())
			}
			if last := s.made()[len(c.calls)-1]; last.params["reply_markup"] == "" {
				t.Error("the buttons are missing")
			}
		})
	}
}

func TestTheSmallCalls(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	b := newBot(t, s, nil)
	s.answers("answerCallbackQuery", refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"))
	s.answers("editMessageReplyMarkup", refusal(400, "Bad Request: message is not modified: x"), refusal(400, "Bad Request: message to edit not found"))
	for name, err := range map[string]error{
		"answered too late": b.Acknowledge(t.Context(), "q", ""),
		"answered":          b.Acknowledge(t.Context(), "q", strings.Repeat("字", 300)),
		"no buttons":        b.TakeButtons(t.Context(), 7, 1),
		"gone":              b.TakeButtons(t.Context(), 7, 1),
		"taken":             b.TakeButtons(t.Context(), 7, 1),
		"typing":            b.Typing(t.Context(), 7, 0),
		"webhook":           b.SetWebhook(t.Context(), "https://example.com/hook"),
		"commands": b.SetCommands(t.Context(), map[phrases.Lang][]Command{
			phrases.English: {{"help", "What I can do"}}, phrases.Chinese: {{"help", "我能做什么"}}}),
	} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	languages := map[string]string{}
	for _, c := range s.made() {
		switch c.method {
		case "answerCallbackQuery":
			if n := len([]rune(c.params["text"])); n > 200 {
				t.Errorf("a notice of %d characters", n)
			}
		case "setMyCommands":
			languages[c.params["language_code"]] = c.params["commands"]
		case "setWebhook":
			if c.params["secret_token"] != b.secret || !strings.Contains(c.params["allowed_updates"], "callback_query") {
				t.Errorf("setWebhook: %v", c.params)
			}
		}
	}
	if !strings.Contains(languages[""], "What") || !strings.Contains(languages["zh"], "什么") {
		t.Errorf("menus: %v", languages)
	}
	if name, err := Username(t.Context(), s.url, token); err != nil || name != "old_hand_bot" {
		t.Errorf("username: %q, %v", name, err)
	}
}
