package rules

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"oldhand/integrations/measure"
)

// spoken is a line of testdata/cases.jsonl: a message, what the person was just shown, and what it means.
type spoken struct {
	Text     string    `json:"text"`
	Now      string    `json:"now,omitempty"` // RFC 3339; a Wednesday morning where it is left out
	Role     string    `json:"role,omitempty"`
	Dialogue *dialogue `json:"dialogue,omitempty"`
	Want     wanted    `json:"want"`
}

type dialogue struct {
	Draft    []Line `json:"draft,omitempty"`
	Quote    *shown `json:"quote,omitempty"`
	Reminder bool   `json:"reminder,omitempty"`
}

type shown struct {
	To     string        `json:"to"`
	Weight measure.Grams `json:"weight_g"`
}

type wanted struct {
	Commands []Command `json:"commands"`
	Language string    `json:"language"`
}

// wednesday is when messages come that name no other time.
var wednesday = time.Date(2026, 11, 18, 10, 0, 0, 0, time.FixedZone("CST", 8*3600))

func (s spoken) context(t *testing.T) Context {
	t.Helper()
	c := Context{Now: wednesday, Role: s.Role}
	if s.Now != "" {
		now, err := time.Parse(time.RFC3339, s.Now)
		if err != nil {
			t.Fatal(err)
		}
		c.Now = now
	}
	if d := s.Dialogue; d != nil {
		c.Draft, c.Reminder = d.Draft, d.Reminder
		if d.Quote != nil {
			c.Quote = &ShownQuote{d.Quote.To, d.Quote.Weight}
		}
	}
	return c
}

func cases(t *testing.T) []spoken {
	t.Helper()
	f, err := os.Open("testdata/cases.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []spoken
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var s spoken
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			t.Fatalf("line %d: %v", len(list)+1, err)
		}
		list = append(list, s)
	}
	return list
}

func TestCases(t *testing.T) {
	t.Parallel()
	p := New(village{})
	seen := map[string]int{}
	list := cases(t)
	for _, s := range list {
		u := p.Understand(s.Text, s.context(t))
		if diff := cmp.Diff(s.Want, wanted{u.Commands, u.Language}, toldApart); diff != "" {
			t.Errorf("%q (-want +got):\n%s", s.Text, diff)
		}
		for _, c := range s.Want.Commands {
			seen[c.Name]++
		}
	}
	if len(list) < 500 {
		t.Errorf("%d cases", len(list))
	}
	for _, name := range Names() {
		if seen[name] < 5 {
			t.Errorf("%d cases of %s", seen[name], name)
		}
	}
}

// The same words with polite noise, in capitals, or in wide characters mean the same.
func TestNoiseChangesNothing(t *testing.T) {
	t.Parallel()
	p := New(village{})
	for _, text := range []string{
		"20 A1023 and 5 B7", "any red hair clips under 2 yuan?", "1.2kg to Urumqi", "remind me at 7:30", "我的订单", "A1023要20个",
		"有没有2块以下的发夹", "寄800克到深圳", "提醒我早上8点", "取消",
	} {
		plain := names(p, text)
		for _, noisy := range []string{"  " + text + "  ", text + " 🙏🙏", "请" + text, "老板，" + text, strings.ToUpper(text), text + "。", "hi, " + text + ", thanks"} {
			if got := names(p, noisy); got != plain {
				t.Errorf("%q is %s, but %q is %s", text, plain, noisy, got)
			}
		}
	}
}

func names(p *Parser, text string) string {
	var list []string
	for _, c := range p.Understand(text, Context{Now: wednesday}).Commands {
		list = append(list, c.Name)
	}
	return strings.Join(list, " ")
}

func TestConfidence(t *testing.T) {
	t.Parallel()
	p := New(village{})
	sure := p.Understand("20 A1023 tomorrow 9am", Context{Now: wednesday}).Confidence
	unsure := p.Understand("glass bead curtains", Context{Now: wednesday}).Confidence
	none := p.Understand("dsfgsdfg", Context{Now: wednesday}).Confidence
	if !(sure > unsure && unsure > none) {
		t.Errorf("confidence %v of an order, %v of a bare name, %v of nonsense", sure, unsure, none)
	}
}

// Letters that are no words, and words that both languages have, leave the language as it was.
func TestTheUsualLanguageHoldsWhereAMessageShowsNone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"asdf qwer", "sdkjfh", "xkq wvz", "ok", "hello", "123", "👍", "A1023 20", "fghjk 20"} {
		for _, usual := range []string{"zh", "en"} {
			if got := New(village{}).Understand(text, Context{Now: wednesday, Language: usual}).Language; got != usual {
				t.Errorf("%q from somebody who speaks %s is %s", text, usual, got)
			}
		}
	}
	for text, want := range map[string]string{"ok thanks, that is all": "en", "hello there, show me B7": "en", "red hair clips": "en", "ok的": "zh", "我要 ok 笔": "zh"} {
		if got := New(village{}).Understand(text, Context{Now: wednesday, Language: map[string]string{"en": "zh", "zh": "en"}[want]}).Language; got != want {
			t.Errorf("%q is %s", text, got)
		}
	}
}
