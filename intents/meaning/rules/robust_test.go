package rules

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// sound checks what holds of every understanding, whatever the message was.
func sound(t interface{ Errorf(string, ...any) }, text string, u Understanding) {
	if len(u.Commands) == 0 || u.Confidence < 0 || u.Confidence > 1 || u.Language != "en" && u.Language != "zh" {
		t.Errorf("%q: %+v", text, u)
	}
	for _, c := range u.Commands {
		if !slices.Contains(Names(), c.Name) {
			t.Errorf("%q gives the command %q", text, c.Name)
		}
		soundSlots(t, text, c)
	}
}

func soundSlots(t interface{ Errorf(string, ...any) }, text string, c Command) {
	for _, l := range append(c.Slots.Lines, Line{Quantity: c.Slots.Quantity}) {
		if l.Quantity < 0 {
			t.Errorf("%q orders %d", text, l.Quantity)
		}
	}
	for _, when := range []string{c.Slots.When, c.Slots.Until, c.Slots.By} {
		_, date := time.Parse(dateLayout, when)
		_, clock := time.Parse(time.RFC3339, when)
		if when != "" && date != nil && clock != nil {
			t.Errorf("%q gives the time %q", text, when)
		}
	}
	if w := c.Slots.Weight; w != nil && *w < 0 {
		t.Errorf("%q weighs %d", text, *w)
	}
	if b, err := json.Marshal(c); err != nil || utf8.ValidString(text) && !utf8.Valid(b) {
		t.Errorf("%q gives %q, %v", text, b, err)
	}
}

// contexts are the situations a message can come in.
func contexts() []Context {
	draft := []Line{{Item: "red hair clips", SKU: "HC-001", Quantity: 5}}
	return []Context{
		{Now: wednesday},
		{Now: wednesday, Draft: draft},
		{Now: wednesday, Quote: &ShownQuote{"Urumqi", 1200}},
		{Now: wednesday, Reminder: true, Role: "distributor", Language: "zh"},
	}
}

func FuzzUnderstand(f *testing.F) {
	for _, text := range []string{
		"3 of A1023, 2 of B7, and how much to Xinjiang?", "红色发夹来20个，A1023要5个，明早拿", "\x00\xff\u200b", "1,000,000,000,000", "9:99", "2块5毛5分5",
		"x20x20x20x", "一二三四五六七八九十百千万", "half a", "1/0 kg", "长宽高", "tip:", "下下下下周", "寄到", "2026-02-31", "A1023-", "半",
	} {
		f.Add(text)
	}
	p := New(village{})
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range contexts() {
			sound(t, text, p.Understand(text, c))
		}
	})
}

// Any mixture of the words that people use is read without a fault, and twice the same way.
func TestMixtures(t *testing.T) {
	t.Parallel()
	p := New(village{})
	words := strings.Fields(`20 A1023 B7 个 pcs 打 half dozen 红色发夹 hair clips , ， 。 ? 和 and 要 want 寄 to 北京 Urumqi 2kg 半 斤 一 十 万 明天 tomorrow at 9 点 : 30 am
		改成 make it 不要 drop 确认 cancel 提醒 remind me 库存 stock price 2块 5 毛 under 以下 how 怎么 退货 hi 谢谢 the of x * 30x20x10 sku # @ ¥ / - 11/25 next 周 五 each 各 🙏 tip : 中通`)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 24).Draw(t, "words"), rapid.SampledFrom([]string{"", " ", "\n"}).Draw(t, "gap"))
		for _, c := range contexts() {
			u := p.Understand(text, c)
			sound(t, text, u)
			first, _ := json.Marshal(u)
			second, _ := json.Marshal(p.Understand(text, c))
			if string(first) != string(second) {
				t.Fatalf("%q is once %s and once %s", text, first, second)
			}
		}
	})
}

// counting is a lexicon that counts the questions put to it.
type counting struct {
	village
	asked *int
}

func (c counting) Item(s string) (string, string, int, bool) { *c.asked++; return c.village.Item(s) }
func (c counting) FindPlace(s string) (string, bool)         { *c.asked++; return c.village.FindPlace(s) }
func (c counting) Courier(s string) (string, bool)           { *c.asked++; return c.village.Courier(s) }
func (c counting) Category(s string) (string, bool)          { *c.asked++; return c.village.Category(s) }

// longest are messages of the greatest length, made to be slow.
func longest() map[string]string {
	fill := func(s string) string { return strings.Repeat(s, maxRunes)[:0] + repeatTo(s) }
	return map[string]string{
		"commas": fill(","), "ands": fill("and "), "digits": fill("1"), "spaced digits": fill("1 "), "sizes": fill("2x"), "Chinese digits": fill("十"),
		"halves": fill("半"), "words": fill("clip "), "one word": fill("a"), "cues": fill("要不要"), "lines": fill("A1023 20\n"), "places": fill("寄到北京 "),
		"orders": fill("red hair clips 20, "), "names": fill("glass bead, "), "and names": fill("pens and "), "questions": fill("how do i "), "letters": fill("发"),
	}
}

func repeatTo(s string) string {
	r := []rune(strings.Repeat(s, maxRunes/utf8.RuneCountInString(s)+1))
	return string(r[:maxRunes])
}

func TestLongestMessages(t *testing.T) {
	t.Parallel()
	for name, text := range longest() {
		asked := 0
		u := New(counting{asked: &asked}).Understand(text, Context{Now: wednesday})
		sound(t, name, u)
		if asked > 3*maxAsked {
			t.Errorf("%s: %d questions to the lexicon", name, asked)
		}
	}
}

func BenchmarkUnderstand(b *testing.B) {
	for name, text := range map[string]string{
		"greeting": "hi", "order": "红色发夹来20个，A1023要5个，明早拿", "order and quote": "3 of A1023, 2 of B7, and how much to Xinjiang?",
		"question": "my buyer says the parcel never arrived. what should I do?",
	} {
		b.Run(name, func(b *testing.B) {
			p := New(village{})
			b.ReportAllocs()
			for b.Loop() {
				p.Understand(text, Context{Now: wednesday})
			}
		})
	}
}

func BenchmarkLongest(b *testing.B) {
	for name, text := range longest() {
		b.Run(name, func(b *testing.B) {
			p := New(village{})
			for b.Loop() {
				p.Understand(text, Context{Now: wednesday})
			}
		})
	}
}
