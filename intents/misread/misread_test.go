package misread_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/postgres/pgtest"
	"oldhand/intents/meaning"
	"oldhand/intents/misread"
)

var monday = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

// seller is who wrote, with nothing on the screen.
func seller() meaning.Context { return meaning.Context{Role: "seller", Now: monday} }

// marked reads a marked message as a reader would that is sure of it.
func marked(t *testing.T, message string, commands ...meaning.Command) (string, meaning.Reading) {
	t.Helper()
	words, acts, err := meaning.Unmarked(message)
	if err != nil {
		t.Fatal(err)
	}
	return words, meaning.Reading{Commands: commands, Acts: acts}
}

func find(words string) meaning.Command { return meaning.Find{Text: meaning.Said(words)} }

func TestNothingIsKeptOfWhomItNames(t *testing.T) {
	t.Parallel()
	for name, message := range map[string]string{
		"a pasted receiver":       "王小芳 13800001234 广东省深圳市南山区科技南路2号",
		"a number":                "打 139 0013 9000 问一下",
		"a street":                "寄到人民路12号",
		"an order of a shop":      "单号240315123456789 到哪了",
		"a receiver's name":       "⟦quote|⟨contact:王小芳⟩ ⟨place:深圳⟩⟧",
		"somebody of the village": "⟦people|邀请⟨person:小芳⟩⟧",
		"marks":                   "⟦find|发夹⟧ 〈⟩",
		"more than people write":  strings.Repeat("发夹 ", 300),
	} {
		words, reading := message, meaning.Reading{Commands: []meaning.Command{meaning.Unknown{}}}
		if !strings.HasSuffix(message, "⟩") {
			words, reading = marked(t, message, meaning.Unknown{})
		}
		if m, ok := misread.Of(words, seller(), reading); ok {
			t.Errorf("%s: %+v", name, m)
		}
	}
	if m, ok := misread.Of("发夹", meaning.Context{Now: monday}, meaning.Reading{}); ok {
		t.Errorf("a stranger's: %+v", m)
	}
	list := meaning.Reading{Commands: []meaning.Command{meaning.ParcelList{Text: meaning.Said("王芳 深圳 1kg")}}}
	if m, ok := misread.Of("王芳 深圳 1kg", seller(), list); ok {
		t.Errorf("a list of parcels: %+v", m)
	}
	carried := meaning.Quote{To: meaning.Carried("王小芳 13800001234 广东省深圳市南山区科技南路2号")}
	if m, ok := misread.Of("2kg呢", seller(), meaning.Reading{Commands: []meaning.Command{carried}}); ok {
		t.Errorf("a receiver named before: %+v", m)
	}
	for _, c := range []meaning.Command{meaning.Statement{Person: meaning.Carried("小林")}, meaning.Payment{Distributor: meaning.Said("美雅")}} {
		if m, ok := misread.Of("十月的呢", seller(), meaning.Reading{Commands: []meaning.Command{c}}); ok {
			t.Errorf("whose account is meant: %+v", m)
		}
	}
}

func TestAMessageIsKeptAsItWasUnderstood(t *testing.T) {
	t.Parallel()
	screen := seller()
	screen.Quote = &meaning.Priced{To: "王小芳 13800001234 深圳"}
	screen.Order = &meaning.Placed{Number: 1038}
	words, reading := marked(t, "⟦cancel|#⟨order_no:1038⟩号单取消⟧ 发货包裹P10077", meaning.VoidOrder{Number: meaning.Said[int64](1038)})
	got, ok := misread.Of(words, screen, reading)
	want := misread.Message{
		Marked: "⟦cancel|#⟨order_no:1234⟩号单取消⟧ 发货包裹P12345", Lang: "zh", Screen: "placed order #1234", Who: "seller",
		Understood: json.RawMessage(`[{"name":"cancel","slots":{"number":1234}}]`), At: monday,
	}
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Errorf("%t (-want +got)\n%s", ok, diff)
	}
	for words, lang := range map[string]string{"20 A1023 tomorrow": "en", "A1023来20个": "zh", "mugs 杯子 有吗": "mix", "L码有吗": "zh", "20": "en"} {
		if m, ok := misread.Of(words, seller(), meaning.Reading{}); !ok || m.Lang != lang {
			t.Errorf("%s: %+v, %t", words, m, ok)
		}
	}
}

// What is remembered of a card may end within a telephone number, before which there is a name.
func TestACardThatWasCutNamesNobody(t *testing.T) {
	t.Parallel()
	const card = " · For 王小芳, 13800001234: 广东省深圳市南山区科技南路2号"
	for before := range 120 {
		said := []rune(strings.Repeat("a ", before)[:before] + card)
		c := seller()
		c.Said = string(said[:min(len(said), 120)])
		c.Reply = &meaning.Focus{Said: c.Said}
		if m, ok := misread.Of("发夹", c, meaning.Reading{}); !ok || strings.Contains(m.Screen, "王小") {
			t.Errorf("%+v", m)
		}
	}
}

func TestWhatRepeatsAMessage(t *testing.T) {
	t.Parallel()
	of := func(words string) misread.Message {
		m, _ := misread.Of(words, seller(), meaning.Reading{})
		return m
	}
	for pair, want := range map[[2]string]bool{
		{"红色发夹有吗", "有红色发夹吗？"}: true, {"do you have red clips", "Red clips, do you have any?!"}: true,
		{"红色发夹 2块以下", "蓝色发夹 2块以下"}: false, {"A1023 20个", "A1023 30个"}: false, {"red clips under 2", "blue clips under 2"}: false,
		{"😀", "😀"}: false,
	} {
		if got := of(pair[1]).Repeats(of(pair[0])); got != want {
			t.Errorf("%q: %t", pair, got)
		}
	}
}

// log is one of a village of its own, with a member.
func log(t *testing.T) (*misread.Log, *pgxpool.Pool) {
	t.Helper()
	pool := pgtest.New(t)
	_, err := pool.Exec(t.Context(), `WITH c AS (INSERT INTO chats (channel, chat) VALUES ('telegram', 1) RETURNING *)
		INSERT INTO people (channel, user_id, chat, name, role, lang) SELECT channel, 1, chat, '宁姐 Ms Ning', 'seller', 'zh' FROM c`)
	if err != nil {
		t.Fatal(err)
	}
	return misread.New(pool), pool
}

// keep keeps words, as the settling transaction does.
func keep(t *testing.T, l *misread.Log, pool *pgxpool.Pool, words string, c meaning.Context, why misread.Why) {
	t.Helper()
	m, ok := misread.Of(words, c, meaning.Reading{Commands: []meaning.Command{find(words), meaning.Doubt{Command: meaning.Undo{}}}})
	if !ok {
		t.Fatalf("%q may not be kept", words)
	}
	if err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error { return l.Keep(t.Context(), tx, m, why) }); err != nil {
		t.Fatal(err)
	}
}

func all(t *testing.T, l *misread.Log) []misread.Kept {
	t.Helper()
	kept, err := l.All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func TestMembersAreNotNamed(t *testing.T) {
	t.Parallel()
	l, pool := log(t)
	for _, words := range []string{"宁姐那边有发夹吗", "does ms ning have clips"} {
		keep(t, l, pool, words, seller(), misread.Unknown)
	}
	if kept := all(t, l); len(kept) > 0 {
		t.Errorf("%+v", kept)
	}
	shown := seller()
	shown.Said = "To Ms Ning; item card: A1023"
	keep(t, l, pool, "发夹<b>有吗", shown, misread.Declined)
	want := []misread.Kept{{
		Marked: "发夹<b>有吗", Lang: "zh", Screen: "item card: A1023", Who: "seller", Understood: []string{"find", "undo"}, Why: misread.Declined,
		At: monday.Truncate(time.Hour),
	}}
	if diff := cmp.Diff(want, all(t, l)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestOldMessagesAreForgotten(t *testing.T) {
	t.Parallel()
	l, pool := log(t)
	for day := range 3 {
		c := seller()
		c.Now = monday.AddDate(0, 0, day)
		keep(t, l, pool, "发夹", c, misread.Again)
	}
	if err := l.Forget(t.Context(), monday); err != nil {
		t.Fatal(err)
	}
	if kept := all(t, l); len(kept) != 2 || !kept[0].At.Equal(monday.AddDate(0, 0, 1).Truncate(time.Hour)) {
		t.Errorf("%+v", kept)
	}
}

func TestTheNewestMessagesAreKept(t *testing.T) {
	t.Parallel()
	l, pool := log(t)
	keep(t, l, pool, "first", seller(), misread.Unknown)
	_, err := pool.Exec(t.Context(), `INSERT INTO misread (marked, language, screen, who, understood, why, at)
		SELECT 'x', 'en', '', 'seller', '[]', 'again', '2026-11-23T09:00Z' FROM generate_series(1, 4999)`)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, l, pool, "last", seller(), misread.Unknown)
	words := map[string]int{}
	for _, m := range all(t, l) {
		words[m.Marked]++
	}
	if diff := cmp.Diff(map[string]int{"x": 4999, "last": 1}, words); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
