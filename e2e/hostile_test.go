package e2e

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"oldhand/bot/botapi"
	"oldhand/bot/phrases"
	"oldhand/integrations/table"
	"oldhand/integrations/text"
)

// converse begins a conversation in a village of its own.
func converse(t *testing.T) *dialogue {
	t.Helper()
	d := &dialogue{t: t, file: t.Name(), served: serveTestVillage(t)}
	d.people = meet(d.api)
	return d
}

// does has a person do things in any way a messenger allows, waits for what follows, and gives what they are then shown.
func (d *dialogue) does(person string, acts int, do func(p *player)) []string {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), patient)
	defer cancel()
	p := d.person(person)
	d.now = p
	p.remember()
	do(p)
	d.acts += acts
	if err := d.settled(ctx); err != nil {
		d.fail("%v", err)
	}
	return p.news()
}

// writes has a person write.
func (d *dialogue) writes(person, text string) []string {
	d.t.Helper()
	return d.does(person, 1, func(p *player) { p.said = p.Say(text) })
}

// taps has a person tap the newest button whose label holds a text.
func (d *dialogue) taps(person, label string) []string {
	d.t.Helper()
	return d.does(person, 1, func(p *player) {
		if err := p.tap(label); err != nil {
			d.fail("[%s]: %v", label, err)
		}
	})
}

// wants ends the conversation unless some message holds the text.
func (d *dialogue) wants(news []string, text string) {
	d.t.Helper()
	if !slices.ContainsFunc(news, func(shown string) bool { return strings.Contains(shown, text) }) {
		d.fail("want %q, have:\n%s", text, strings.Join(news, "\n---\n"))
	}
}

// number asks the database for one.
func (d *dialogue) number(query string, args ...any) (n int) {
	d.t.Helper()
	if err := d.services.Pool.QueryRow(d.t.Context(), query, args...).Scan(&n); err != nil {
		d.t.Fatal(err)
	}
	return n
}

// untouched ends the conversation if anything has been ordered, reserved or set.
func (d *dialogue) untouched() {
	d.t.Helper()
	if n := d.number(`SELECT (SELECT count(*) FROM orders) + (SELECT sum(reserved) FROM stock) + (SELECT count(*) FROM reminders)`); n != 0 {
		d.fail("orders, reserved pieces and reminders: %d", n)
	}
}

func sorry(lang phrases.Lang) string {
	first, _, _ := strings.Cut(phrases.Strip(phrases.Say(lang, "bot.sorry", map[string]any{"Turn": 1})), "\n")
	return first
}

// useless are things that nobody can do anything with. None of them shows a language.
var useless = map[string]botapi.Post{
	"sticker":        {Kind: "sticker", Name: "s.webp", MIME: "image/webp", Data: []byte("RIFF"), Text: "👍"},
	"video":          {Kind: "video", Name: "v.mp4", MIME: "video/mp4", Data: []byte("x"), Duration: 3},
	"voice":          {Kind: "voice", Name: "v.ogg", MIME: "audio/ogg", Data: []byte("OggS"), Duration: 3},
	"picture":        {Kind: "photo", Name: "p.jpg", MIME: "image/jpeg", Data: []byte("no picture")},
	"archive":        {Kind: "document", Name: "bomb.zip", MIME: "application/zip", Data: []byte("PK")},
	"place":          {Location: &botapi.Location{Latitude: 29.3, Longitude: 120.1}},
	"contact":        {Contact: &botapi.Contact{Phone: "1", FirstName: "{{.}}"}},
	"emoji":          {Text: "😀😀😀"},
	"invisible":      {Text: "\u200b\u2060\u200d.\u200b"},
	"right to left":  {Text: "\u202e!?\u202c"},
	"nul":            {Text: "\x00.\x00"},
	"dots":           {Text: "..."},
	"longest":        {Text: strings.Repeat("%", 4096)},
	"longest emoji":  {Text: strings.Repeat("👍", 2048)},
	"a number":       {Text: "77777777777777777777777777"},
	"braces":         {Text: "{{}} {{{ }}}"},
	"a slash":        {Text: "/"},
	"a wild command": {Text: "/____" + strings.Repeat("_", 4000)},
	"marks":          {Text: "<><!--&&;>"},
	"quotes":         {Text: `'"; -- \`},
}

// TestWhatNobodyCanUse: each useless thing gets one short answer in the person's language and changes nothing. The order
// that was open before is still what a tap on Confirm orders.
func TestWhatNobodyCanUse(t *testing.T) {
	t.Parallel()
	for person, lang := range map[string]phrases.Lang{"li": phrases.English, "wang": phrases.Chinese} {
		t.Run(person, func(t *testing.T) {
			t.Parallel()
			d := converse(t)
			d.writes(person, map[phrases.Lang]string{phrases.English: "5 T-7 tomorrow", phrases.Chinese: "要5条T-7，明天拿"}[lang])
			for name, post := range useless {
				news := d.does(person, 1, func(p *player) {
					if id, err := p.Send(post); err != nil || id == 0 {
						t.Fatalf("%s cannot be sent: %v", name, err)
					}
				})
				answer := strings.Join(news, "\n---\n")
				isChinese := text.HasHan(answer)
				if len(news) != 1 || len(answer) > 600 || isChinese != (lang == phrases.Chinese) || strings.Contains(answer, sorry(lang)) {
					t.Errorf("%s was answered with:\n%s", name, answer)
				}
				d.untouched()
			}
			d.taps(person, map[phrases.Lang]string{phrases.English: "Confirm", phrases.Chinese: "确认"}[lang])
			if n := d.number(`SELECT sum(quantity) FROM order_lines WHERE sku = 'T-7'`); n != 5 {
				d.fail("ordered %d", n)
			}
		})
	}
}

// TestOddNumbers: quantities, prices, weights, sizes and days that cannot be are asked about or refused, and no apology.
func TestOddNumbers(t *testing.T) {
	t.Parallel()
	d := converse(t)
	for _, text := range []string{
		"0 A1023 tomorrow", "-5 A1023", "999999999 A1023", "999999999 A1023", "99999999999999999999 A1023", "1.5 A1023", "cancel",
		"来0个A1023", "来999999999个A1023", "半个A1023", "取消",
		"0g to Beijing", "1000000000kg to Beijing", "-1kg to Beijing", "1kg to Beijing 0x0x0", "99999999999999999999kg to Beijing",
		"1kg to Beijing 99999x1x1", "2kg to Urumqi", "1kg to Beijing 99999999x99999999x99999999", "寄1公斤到北京，0x0x0", "1kg to Atlantis",
		"orders #99999999999999999999", "cancel #0", "cancel #-1", "撤销#99999999999999999999", "5 T-7 on 2026-99-99", "cancel",
		"'; DROP TABLE orders; --", "find %_'\"\\", "find {{.}} <b>&nbsp;", "/find <b>", "/quote <b>", "/ask ' OR 1=1 --", "price A1023 0.01",
		"stock A1023 5", "invite organiser", "/invite organiser",
	} {
		answer := strings.Join(d.writes("li", text), "\n---\n")
		if answer == "" || strings.Contains(answer, sorry(phrases.English)) || strings.Contains(answer, sorry(phrases.Chinese)) {
			t.Errorf("%q was answered with %q", text, answer)
		}
	}
	d.untouched()
	d.wants(d.writes("li", "2kg to Urumqi"), "Urumqi")
	for _, text := range []string{
		"price A1023 1,05", "price A1023 -1", "price A1023 1.005", "price A1023 99999999999999999", "A1023 改价 1,05", "price A1023 1,050",
		"stock A1023 -5", "stock A1023 1,5", "stock A1023 99999999999999999999", "price T-7 0.01",
	} {
		answer := strings.Join(d.writes("meiya", text), "\n")
		if answer == "" || strings.Contains(answer, sorry(phrases.English)) || strings.Contains(answer, "[Set it]") {
			t.Errorf("%q was answered with %q", text, answer)
		}
	}
	d.wants(d.writes("meiya", "price A1023 1.05"), "[Set it]")
	if n := d.number(`SELECT count(*) FROM items JOIN stock ON id = item_id WHERE sku = 'A1023' AND price = 120 AND on_hand = 120`); n != 1 {
		t.Error("a price or stock was changed without a tap")
	}
}

// TestPressesThatCountForNothing: data made up, cut short, or of somebody else's button.
func TestPressesThatCountForNothing(t *testing.T) {
	t.Parallel()
	d := converse(t)
	d.writes("li", "5 T-7 tomorrow")
	d.writes("wang", "要5条T-7，明天拿")
	card := d.people["li"].History().Last()
	button, has := card.Button(confirmButton)
	if !has {
		d.fail("no Confirm")
	}
	genuine := button.Data
	theirs, _ := d.people["wang"].History().Last().Button("✅ 确认下单")
	forged := []string{"x", "confirm", genuine[:len(genuine)-1], genuine[1:], genuine + "1", "A" + genuine[1:], strings.ToUpper(genuine),
		theirs.Data, strings.Repeat("A", 64), strings.Repeat("字", 21), "\x00", genuine[:12]}
	for _, data := range forged {
		news := d.does("li", 1, func(p *player) { p.tapped = p.Forge(card.ID, data) })
		d.wants(news, "out of date")
		d.untouched()
	}
	news := d.does("nobody", 1, func(p *player) {
		p.Say("hello")
		d.acts++
		p.tapped = p.Forge(card.ID, genuine) // a card that was forwarded
	})
	d.wants(news, "by invitation")
	d.untouched()
	d.wants(d.taps("li", "Confirm"), "#1001")
	d.wants(d.does("wang", 1, func(p *player) { p.tapped = p.Forge(card.ID, genuine) }), "过期")
	if n := d.number(`SELECT count(*) FROM orders`); n != 1 {
		d.fail("%d orders", n)
	}
}

// TestTwoTabs: the same card open twice, Confirm tapped in both at once.
func TestTwoTabs(t *testing.T) {
	t.Parallel()
	d := converse(t)
	d.writes("li", "5 T-7 tomorrow")
	news := d.does("li", 2, func(p *player) {
		card := p.History().Last().ID
		for range 2 {
			if _, err := p.Tap(card, confirmButton); err != nil {
				d.fail("%v", err)
			}
		}
	})
	d.wants(news, "#1001")
	d.wants(news, "ordered already")
	if n := d.number(`SELECT sum(reserved) FROM stock`); n != 5 {
		d.fail("%d reserved", n)
	}
}

// TestEditedIntoNonsense: the order that a message made goes when the message becomes something else; what has been
// ordered stays.
func TestEditedIntoNonsense(t *testing.T) {
	t.Parallel()
	d := converse(t)
	d.writes("li", "5 T-7 tomorrow")
	first := d.people["li"].History().Last()
	edit := func(text string) []string {
		return d.does("li", 1, func(p *player) {
			if err := p.Edit(p.said, text); err != nil {
				d.fail("%v", err)
			}
		})
	}
	edit("%%%% 😀")
	button, _ := first.Button(confirmButton)
	d.wants(d.does("li", 1, func(p *player) { p.tapped = p.Forge(first.ID, button.Data) }), "out of date")
	d.untouched()
	d.writes("li", "3 T-7 tomorrow")
	d.taps("li", "Confirm")
	d.wants(edit("%%%%"), "#1001")
	d.wants(edit("30 T-7 tomorrow"), "#1001")
	d.wants(edit("/cancel"), "")
	if n := d.number(`SELECT sum(reserved) FROM stock`); n != 3 {
		d.fail("%d reserved", n)
	}
}

// TestBlockedAndBack: nothing is lost to somebody who blocks the bot with an order open, nor to others meanwhile.
func TestBlockedAndBack(t *testing.T) {
	t.Parallel()
	d := converse(t)
	d.writes("li", "20 A1023 tomorrow")
	d.does("li", 1, func(p *player) { p.Block() })
	d.does("meiya", 1, func(p *player) { p.Block() })
	d.writes("wang", "要20个A1023，明天拿")
	d.wants(d.taps("wang", "确认"), "#1001") // and meiya cannot be told
	d.does("li", 1, func(p *player) { p.Unblock() })
	d.wants(d.taps("li", "Confirm"), "#1002")
	d.does("meiya", 1, func(p *player) { p.Unblock() })
	d.writes("meiya", "orders")
	d.wants(d.taps("meiya", "tomorrow"), "#1001")
}

// TestNamesThatLookLikeMarkup: what items are called is shown as it is, to everybody, and what people are called without marks.
func TestNamesThatLookLikeMarkup(t *testing.T) {
	t.Parallel()
	d := converse(t)
	const title = `<b>{{.Name}}</b> & "it's" %s`
	file := filepath.Join(t.TempDir(), "items.csv")
	rows := "distributor,sku,title_en,title_zh,category,unit,price,stock\n" +
		`Meiya,X-1,"<b>{{.Name}}</b> & ""it's"" %s",<i>夹子,<u>,个,1.00,9` + "\n"
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.services.Catalogue.Import(t.Context(), []string{file}, table.Options{}); err != nil {
		t.Fatal(err)
	}
	const name, plain = `</b><a href="tg://user?id=1">{{.Lang}}`, "b a href tg user id 1 ·Lang" // marks of names are left out
	d.api.AddUser(botapi.Profile{ID: 108, FirstName: name, Language: "en"})
	d.people["nobody"] = &player{User: d.api.User(108)}
	d.writes("zhao", "invite seller")
	link := linkOf.FindStringSubmatch(strings.Join(d.people["zhao"].news(), "\n"))
	d.wants(d.does("nobody", 1, func(p *player) { p.Start(link[1]) }), "seller")
	d.wants(d.writes("nobody", "hello"), plain)
	d.wants(d.writes("nobody", "X-1"), title)
	d.wants(d.writes("nobody", "2 X-1 tomorrow"), title)
	d.wants(d.taps("nobody", "Confirm"), "#1001")
	d.wants([]string{d.people["meiya"].History().Last().Words()}, "New order from "+plain)
}
