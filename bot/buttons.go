package bot

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	maxChoiceBytes  = 30 // what the vocabulary promises for verb and arguments together
	maxEncodedBytes = 37 // the same with what parts them
	macBytes        = 9  // twelve characters; a forger has one chance in 2^72 a tap
	macChars        = 12
	turnChars       = 13 // of the highest turn's number, in base 36
)

// MaxButtonData is how many bytes the data of a button has at most.
const MaxButtonData = macChars + 1 + turnChars + 1 + maxEncodedBytes

// onceMark and freelyMark say in a button's data whether it counts once.
const (
	onceMark   = '1'
	freelyMark = '0'
)

// signer makes and reads the data of buttons. The data is
//
//	MAC (12 characters), '1' for once or '0', the turn that made it in base 36, '|', verb, '|', arguments by '|'
//
// and the MAC covers the chat as well, so that a button works in nobody else's. The same button of the same turn
// always has the same data, so a card that is sent again can be pressed in any of its copies.
type signer struct{ key []byte }

// loadSigner reads the village's key, which all processes share.
func loadSigner(ctx context.Context, pool *pgxpool.Pool) (signer, error) {
	var key []byte
	if err := pool.QueryRow(ctx, `SELECT signing_key FROM settings`).Scan(&key); err != nil {
		return signer{}, fmt.Errorf("read the signing key: %w", err)
	}
	return signer{key}, nil
}

func (s signer) mac(channel string, chat ChatID, rest string) string {
	h := hmac.New(sha256.New, s.key)
	fmt.Fprintf(h, "%s\x00%d\x00%s", channel, chat, rest)
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:macBytes])
}

// data is what a button sends back when it is pressed in chat.
func (s signer) data(channel string, chat ChatID, made TurnID, b Button) string {
	mark := freelyMark
	if b.Once {
		mark = onceMark
	}
	rest := string(mark) + strconv.FormatInt(int64(made), 36) + "|" + b.Choice.encode()
	return s.mac(channel, chat, rest) + rest
}

// press is a genuine press on one of our buttons.
type press struct {
	made   TurnID
	once   bool
	choice Choice
}

// read checks the data of a press in chat; ok is false for anything that this village did not make for that chat.
func (s signer) read(channel string, chat ChatID, data string) (p press, ok bool) {
	if len(data) <= macChars || len(data) > MaxButtonData {
		return press{}, false
	}
	mac, rest := data[:macChars], data[macChars:]
	if !hmac.Equal([]byte(mac), []byte(s.mac(channel, chat, rest))) {
		return press{}, false
	}
	turn, choice, _ := strings.Cut(rest[1:], "|")
	made, err := strconv.ParseInt(turn, 36, 64)
	if err != nil {
		return press{}, false
	}
	return press{TurnID(made), rest[0] == onceMark, decodeChoice(choice)}, true
}

func (c Choice) encode() string { return strings.Join(append([]string{c.Verb}, c.Args...), "|") }

func decodeChoice(s string) Choice {
	parts := strings.Split(s, "|")
	if len(parts) == 1 {
		return Choice{Verb: parts[0]}
	}
	return Choice{Verb: parts[0], Args: parts[1:]}
}

// check holds a choice to what the vocabulary promises, so that its data fits whatever the turn's number.
func (c Choice) check() error {
	all := c.Verb + strings.Join(c.Args, "")
	switch {
	case c.Verb == "":
		return fmt.Errorf("choice %q has no verb", c.Args)
	case len(all) > maxChoiceBytes || len(c.encode()) > maxEncodedBytes:
		return fmt.Errorf("choice %q %q is too long for a button", c.Verb, c.Args)
	case strings.ContainsAny(all, "|\x00"):
		return fmt.Errorf("choice %q %q holds a sign that buttons cannot carry", c.Verb, c.Args)
	}
	return nil
}

// checkCards refuses cards whose buttons could not be pressed.
func checkCards(cards []Card) error {
	for _, card := range cards {
		for _, row := range card.Buttons {
			for _, b := range row {
				if b.Copy != "" {
					continue
				}
				if err := b.Choice.check(); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// outgoing is a card of a turn with its buttons fitted to the channel and signed for the chat it goes to.
func (s signer) outgoing(channel string, limits Limits, chat ChatID, turn TurnID, c Card) Outgoing {
	out := Outgoing{Text: c.Text, Photo: c.Photo, Document: c.Document}
	for _, row := range fitRows(limits, c.Buttons) {
		var signed []OutgoingButton
		for _, b := range row {
			o := OutgoingButton{Label: limits.FitLabel(b.Label), Copy: b.Copy, Main: b.Main}
			if b.Copy == "" {
				o.Data = s.data(channel, chat, turn, b)
			}
			signed = append(signed, o)
		}
		out.Buttons = append(out.Buttons, signed)
	}
	return out
}
