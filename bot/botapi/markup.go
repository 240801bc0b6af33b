package botapi

import (
	"encoding/json"
	"unicode/utf8"

	"oldhand/bot/botapi/parse"
)

const (
	maxRow     = 12  // buttons in a row; more are dropped
	maxButtons = 300 // buttons under a message; more are dropped
	maxData    = 64  // bytes of callback_data
	maxCopy    = 256 // code points of copy_text
)

// markup is what reply_markup holds: an inline keyboard, or another kind, which Telegram never sends back.
type markup struct {
	inline *Keyboard
	other  bool
	reply  *ReplyKeyboard // of the other kinds
}

// ReplyKeyboard is the buttons that an app shows in place of its keyboard; each sends its label. With no rows it takes an
// older one away.
type ReplyKeyboard struct {
	Rows    [][]string `json:"rows"`
	OneTime bool       `json:"one_time,omitempty"` // it goes with the next message
}

// markup reads reply_markup; what is wrong inside a button that has an action is left to check.
func (c *call) markup() (markup, error) {
	if !c.has("reply_markup") {
		return markup{}, nil
	}
	var any json.RawMessage
	if err := json.Unmarshal([]byte(c.str("reply_markup")), &any); err != nil {
		return markup{}, bad("can't parse reply keyboard markup JSON object")
	}
	var fields map[string]json.RawMessage
	if string(any) == "null" {
		return markup{}, nil
	}
	if json.Unmarshal(any, &fields) != nil {
		return markup{}, bad("object expected as reply markup")
	}
	if rows, ok := fields["keyboard"]; ok {
		kb, err := readReplyKeyboard(rows)
		kb.OneTime = string(fields["one_time_keyboard"]) == "true"
		return markup{other: true, reply: &kb}, err
	}
	if rows, ok := fields["inline_keyboard"]; ok {
		kb, err := readKeyboard(rows)
		return markup{inline: kb}, err
	}
	_, remove := fields["remove_keyboard"]
	_, force := fields["force_reply"]
	m := markup{other: remove || force}
	if remove {
		m.reply = &ReplyKeyboard{}
	}
	return m, nil
}

func readReplyKeyboard(raw json.RawMessage) (kb ReplyKeyboard, err error) {
	var rows [][]json.RawMessage
	if json.Unmarshal(raw, &rows) != nil {
		return kb, bad("field \"keyboard\" must be an Array of Arrays")
	}
	for _, in := range rows {
		row := make([]string, len(in))
		for i, raw := range in {
			if row[i], err = replyLabel(raw); err != nil {
				return kb, err
			}
		}
		kb.Rows = append(kb.Rows, row)
	}
	return kb, nil
}

// replyLabel reads a button of a reply keyboard: its label, or an object with it.
func replyLabel(raw json.RawMessage) (string, error) {
	var label string
	if json.Unmarshal(raw, &label) == nil {
		return label, nil
	}
	var b struct{ Text *string }
	if json.Unmarshal(raw, &b) != nil {
		return "", bad("can't parse keyboard button: KeyboardButton must be an Object")
	}
	if b.Text == nil {
		return "", bad("can't parse keyboard button: Can't find field \"text\"")
	}
	return *b.Text, nil
}

// readKeyboard reads the rows of an inline keyboard. Buttons without a label are dropped, as are those beyond the
// limits; a keyboard that has none left is nil.
func readKeyboard(raw json.RawMessage) (*Keyboard, error) {
	var rows [][]json.RawMessage
	if json.Unmarshal(raw, &rows) != nil {
		return nil, bad("field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays")
	}
	kb, total := &Keyboard{}, 0
	for _, in := range rows {
		var row []Button
		for _, raw := range in {
			b, err := readButton(raw)
			if err != nil {
				return nil, bad("can't parse inline keyboard button: %s", err)
			}
			if b.Text != "" && len(row) < maxRow && total < maxButtons {
				row = append(row, b)
				total++
			}
		}
		if row != nil {
			kb.Rows = append(kb.Rows, row)
		}
	}
	if kb.Rows == nil {
		return nil, nil
	}
	return kb, nil
}

// buttonFields is an inline button with all that bots send along; the first action in Telegram's order counts.
type buttonFields struct {
	Text    *string
	Style   string
	URL     string
	Data    string `json:"callback_data"`
	Game    any    `json:"callback_game"`
	Pay     bool
	Switch  *string `json:"switch_inline_query"`
	Chosen  any     `json:"switch_inline_query_chosen_chat"`
	Current *string `json:"switch_inline_query_current_chat"`
	Login   any     `json:"login_url"`
	WebApp  any     `json:"web_app"`
	Copy    *Copy   `json:"copy_text"`
}

func readButton(raw json.RawMessage) (Button, error) {
	var f buttonFields
	if err := json.Unmarshal(raw, &f); err != nil {
		return Button{}, wording("InlineKeyboardButton must be an Object")
	}
	if f.Text == nil {
		return Button{}, wording(`Can't find field "text"`)
	}
	b := Button{Text: *f.Text, Style: f.Style}
	switch {
	case f.URL != "":
		b.URL = f.URL
	case f.Data != "":
		b.Data = f.Data
	case f.Game != nil:
		return b, wording("games are not served")
	case f.Pay:
		b.Pay = true
	case f.Switch != nil:
		b.Switch = *f.Switch
	case f.Chosen != nil:
	case f.Current != nil:
		b.Switch = *f.Current
	case f.Login != nil:
	case f.WebApp != nil:
		b.WebApp = f.WebApp
	case f.Copy != nil:
		b.Copy = f.Copy
	default:
		return b, wording("Text buttons are unallowed in the inline keyboard")
	}
	return b, nil
}

// check finds what the server refuses about the keyboard, and completes its links.
func (m markup) check() error {
	if m.inline == nil {
		return nil
	}
	for _, row := range m.inline.Rows {
		for i := range row {
			if err := row[i].check(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *Button) check() error {
	switch {
	case b.URL != "":
		link, err := parse.Link(b.URL)
		if err != nil {
			return bad("inline keyboard button URL '%s' is invalid: %s", b.URL, err)
		}
		b.URL = link
	case len(b.Data) > maxData:
		return bad("BUTTON_DATA_INVALID")
	case b.Copy != nil && (b.Copy.Text == "" || utf8.RuneCountInString(b.Copy.Text) > maxCopy):
		return bad("BUTTON_COPY_TEXT_INVALID")
	}
	return nil
}
