package telegram

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"oldhand/bot"
)

const (
	anna    = `"from":{"id":7,"is_bot":false,"first_name":"Anna","last_name":"Li","language_code":"zh-hans"},"chat":{"id":7,"type":"private"}`
	inGroup = `"from":{"id":7,"first_name":"Anna"},"chat":{"id":-5,"type":"group"}`
)

var (
	now  = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	sent = time.Unix(1700000000, 0).UTC()
)

// base is a message of Anna's.
func base(change func(m *bot.Message)) bot.Message {
	m := bot.Message{Channel: Channel, UpdateID: 5, Kind: bot.Words, Chat: 7, ID: 9, At: sent,
		Sender: bot.Sender{UserID: 7, Name: "Anna Li", Language: "zh-hans"}}
	change(&m)
	return m
}

func TestUpdatesBecomeMessages(t *testing.T) {
	t.Parallel()
	other := func(what string) bot.Message {
		return base(func(m *bot.Message) { m.Kind, m.What = bot.Other, what })
	}
	message := func(rest string) string {
		return `{"update_id":5,"message":{"message_id":9,` + anna + `,"date":1700000000,` + rest + `}}`
	}
	for name, c := range map[string]struct {
		update string
		want   bot.Message
	}{
		"text": {message(`"text":" 20 A1023\r\nplease "`), base(func(m *bot.Message) { m.Text = "20 A1023\nplease" })},
		"a reply": {message(`"text":"x","reply_to_message":{"message_id":4,"paid_media":{"paid_media":[{"type":"new"}]}}`),
			base(func(m *bot.Message) { m.Text, m.ReplyTo = "x", 4 })},
		"in a topic":           {message(`"text":"x","message_thread_id":77,"is_topic_message":true`), base(func(m *bot.Message) { m.Text, m.Topic = "x", 77 })},
		"start with a payload": {message(`"text":"/start TOKEN_1"`), base(func(m *bot.Message) { m.Text = "/start TOKEN_1" })},
		"command with our name": {message(`"text":"/help@Old_hand_bot me@example.com"`),
			base(func(m *bot.Message) { m.Text = "/help me@example.com" })},
		"invisible signs": {message(`"text":"\u0000A\u200b1\u202e0\ufeff2\u00ad3\u0007\u3164 \u2060"`),
			base(func(m *bot.Message) { m.Text = "A1023" })},
		"nothing visible": {message(`"text":"\u200b\u200d"`), base(func(*bot.Message) {})},
		"edited": {`{"update_id":5,"edited_message":{"message_id":9,` + anna + `,"date":1,"edit_date":1700000000,"text":"30"}}`,
			base(func(m *bot.Message) { m.Text, m.Edited = "30", true })},
		"picture": {message(`"caption":"this one","photo":[{"file_id":"s","width":90,"height":90},
			{"file_id":"l","width":900,"height":900,"file_size":77},{"file_id":"m","width":300,"height":300}]`),
			base(func(m *bot.Message) {
				m.Kind, m.Text, m.File = bot.Picture, "this one", &bot.Attachment{ID: "l", MIME: "image/jpeg", Size: 77}
			})},
		"picture of an album": {message(`"media_group_id":"77","photo":[{"file_id":"s","width":90,"height":90}]`),
			base(func(m *bot.Message) {
				m.Kind, m.Album, m.File = bot.Picture, "77", &bot.Attachment{ID: "s", MIME: "image/jpeg"}
			})},
		"file": {message(`"document":{"file_id":"d","file_name":"items\u0000\n.csv","mime_type":"text/csv","file_size":12}`),
			base(func(m *bot.Message) {
				m.Kind, m.File = bot.File, &bot.Attachment{ID: "d", Name: "items .csv", MIME: "text/csv", Size: 12}
			})},
		"animation": {message(`"animation":{"file_id":"a"},"document":{"file_id":"a"},"caption":"look"`),
			base(func(m *bot.Message) { m.Kind, m.What, m.Text = bot.Other, "animation", "look" })},
		"sticker":       {message(`"sticker":{"file_id":"s","emoji":"x"}`), other("sticker")},
		"video":         {message(`"video":{"file_id":"v"}`), other("video")},
		"voice":         {message(`"voice":{"file_id":"v","duration":3}`), other("voice")},
		"location":      {message(`"location":{"latitude":29.3,"longitude":120.1}`), other("location")},
		"venue":         {message(`"location":{"latitude":29.3},"venue":{"title":"Market"}`), other("venue")},
		"contact":       {message(`"contact":{"phone_number":"1","first_name":"B"}`), other("contact")},
		"of a new kind": {message(`"paid_media":{"star_count":1,"paid_media":[{"type":"live_photo"}]}`), other("paid_media")},
		"press": {`{"update_id":5,"callback_query":{"id":"q1",` + anna + `,"chat_instance":"c","data":"abc|d",
			"message":{"message_id":9,"date":1,"chat":{"id":7,"type":"private"},"text":"card","photo":[]}}}`,
			base(func(m *bot.Message) {
				m.Kind, m.At, m.Press = bot.Pressed, now, &bot.Press{QueryID: "q1", Data: "abc|d"}
			})},
		"press under a picture": {`{"update_id":5,"callback_query":{"id":"q1",` + anna + `,"data":"x",
			"message":{"message_id":9,"date":1,"chat":{"id":7,"type":"private"},"photo":[{"file_id":"p"}]}}}`,
			base(func(m *bot.Message) {
				m.Kind, m.At, m.Press = bot.Pressed, now, &bot.Press{QueryID: "q1", Data: "x", Photo: true}
			})},
		"press on a card too old to show": {`{"update_id":5,"callback_query":{"id":"q1",` + anna + `,"data":"x",
			"message":{"message_id":9,"date":0,"chat":{"id":7,"type":"private"}}}}`,
			base(func(m *bot.Message) {
				m.Kind, m.At, m.Press = bot.Pressed, now, &bot.Press{QueryID: "q1", Data: "x"}
			})},
		"blocked": {`{"update_id":5,"my_chat_member":{` + anna + `,"date":1700000000,"old_chat_member":{"status":"member"},
			"new_chat_member":{"status":"kicked","until_date":0}}}`,
			base(func(m *bot.Message) { m.Kind, m.ID = bot.Blocked, 0 })},
		"unblocked": {`{"update_id":5,"my_chat_member":{` + anna + `,"date":1700000000,"new_chat_member":{"status":"member"}}}`,
			base(func(m *bot.Message) { m.Kind, m.ID = bot.Unblocked, 0 })},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok, err := convert(json.RawMessage(c.update), now)
			if err != nil || !ok {
				t.Fatalf("not taken: %v, %v", ok, err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("want (-), got (+):\n%s", diff)
			}
		})
	}
}

func TestUpdatesThatAreNothingToUs(t *testing.T) {
	t.Parallel()
	for name, update := range map[string]string{
		"group":            `{"update_id":5,"message":{"message_id":9,` + inGroup + `,"date":1,"text":"hi"}}`,
		"channel post":     `{"update_id":5,"channel_post":{"message_id":9,"chat":{"id":-1005,"type":"channel"},"date":1,"text":"hi"}}`,
		"bot":              `{"update_id":5,"message":{"message_id":9,"from":{"id":1,"is_bot":true},"chat":{"id":1,"type":"private"},"text":"x"}}`,
		"nobody":           `{"update_id":5,"message":{"message_id":9,"chat":{"id":1,"type":"private"},"text":"x"}}`,
		"service message":  `{"update_id":5,"message":{"message_id":9,` + anna + `,"date":1,"pinned_message":{"message_id":3}}}`,
		"moving location":  `{"update_id":5,"edited_message":{"message_id":9,` + anna + `,"date":1,"edit_date":2,"location":{}}}`,
		"press in a group": `{"update_id":5,"callback_query":{"id":"q",` + anna + `,"data":"x","message":{"message_id":1,"chat":{"id":-5,"type":"group"}}}}`,
		"press on nothing": `{"update_id":5,"callback_query":{"id":"q",` + anna + `,"data":"x","inline_message_id":"i"}}`,
		"group membership": `{"update_id":5,"my_chat_member":{` + inGroup + `,"date":1,"new_chat_member":{"status":"member"}}}`,
		"new kind":         `{"update_id":5,"something_new":{"a":[1,{"b":null}]}}`,
	} {
		if m, ok, err := convert(json.RawMessage(update), now); ok || err != nil || m.UpdateID != 5 {
			t.Errorf("%s: %v, %v, %+v", name, ok, err, m)
		}
	}
	for _, update := range []string{`{"update_id":5,"message":[]}`, `{"update_id":"x"}`, `[]`, `{`} {
		if _, ok, err := convert(json.RawMessage(update), now); ok || err == nil {
			t.Errorf("%s: %v, %v", update, ok, err)
		}
	}
}

func FuzzConvert(f *testing.F) {
	f.Add([]byte(`{"update_id":5,"message":{"message_id":9,` + anna + `,"date":1700000000,"text":"20 A1023"}}`))
	f.Add([]byte(`{"update_id":5,"callback_query":{"id":"q",` + anna + `,"message":null}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, ok, err := convert(raw, now)
		if err != nil || !ok {
			return
		}
		if strings.ContainsAny(m.Text, "\x00\x1b\u200b") || utf8.RuneCountInString(m.Text) > maxText || m.Kind == "" {
			t.Errorf("%+v", m)
		}
	})
}
