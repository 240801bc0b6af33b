package rules

import "testing"

func TestRestates(t *testing.T) {
	t.Parallel()
	p := New(village{})
	for _, c := range []struct {
		sentence, message string
		want              bool
	}{
		{"order thirty A1023", "I'm thinking thirty of the A1023 would be grand", true},
		{"order 30 A1023", "I'm thinking thirty of the A1023 would be grand", true},
		{"order 35 a1023", "thirty-five, yes, thirty-five of the A1023", true},
		{"要30个A1023", "A1023 卖疯了，帮我囤它三十个", true},
		{"要红夹子三十个", "红夹子卖断货了，再囤三十个在我这儿", true},
		{"order red clips 20, blue clips 5", "them red clips - 20. blue clips: 5!", true},
		{"order 20 red clips and 5 blue clips", "um 20 red clips and 5 blue clips", true},
		{"每天七点半提醒我", "七点半叮我一声", true},
		{"send 1.2kg to Chengdu", "customer up in Chengdu wants hers, it is 1.2 kg on my scale", true},
		{"send 1.2kg to Chengdu.", "Ｃｈｅｎｇｄｕ，１．２kg", true},
		{"order 2000 A1023", "A1023, 2k", true},
		{"find red clip", "no red clips any more", true},
		{"remind me at 7:30", "nudge me 7:30", true},

		{"order 5 red clips, 20 blue clips", "um 20 red clips and 5 blue clips", false},
		{"order 20 blue clips, 5 red clips", "um 20 red clips and 5 blue clips", false},
		{"order 20 blue clips", "um 20 red clips and 5 blue clips", false},
		{"要红夹子5个", "红夹子20个蓝夹子5个", false},
		{"order 30 A1023, 30 A1023", "grand 30 A1023", false},
		{"order 1000 A1023", "I'm thinking thirty of the A1023 would be grand", false},
		{"order 1023 clips", "clips like A1023", false},
		{"order 3 A1023", "A1023 30", false},
		{"order 30 A1024", "A1023 30", false},
		{"order 20 A1023 tomorrow", "A1023 20", false},
		{"order 2 dozen A1023", "A1023 2", false},
		{"order 20 cartons of A1023", "A1023 20", false},
		{"要二十个A1023", "二百个A1023", false},
		{"要1000个A1023", "一百个A1023", false},
		{"send 1.2kg to Chengdu", "1.2kg to Lhasa", false},
		{"寄1.2公斤到上海", "上次那个海运的，1.2公斤", false}, // 上 and 海, but no 上海
		{"寄2公斤到成都", "2个成都", false},
		{"order a hundred A1023", "a few of the A1023", false},
		{"order #1001", "1001 A1023", false},
		{"confirm", "do it", false},
		{"order 20 A1023, confirm", "20 A1023", false},
		{"", "20 A1023", false},
		{"order 20 A1023", "", false},
	} {
		if got := p.Restates(c.sentence, c.message); got != c.want {
			t.Errorf("%q of %q: %v", c.sentence, c.message, got)
		}
	}
}

// A sentence that repeats the message says nothing else, whatever the message is.
func FuzzRestates(f *testing.F) {
	for _, s := range []string{"A1023来20个，明早9点拿", "1.5k of the red ones\x00", "半斤 a hundred", "２０ pcs"} {
		f.Add(s)
	}
	p := New(village{})
	f.Fuzz(func(t *testing.T, message string) {
		said := read(village{}, message, Context{}).values()
		if got := p.Restates(message, message); got != (len(said) > 0) {
			t.Errorf("%q does not repeat itself", message)
		}
	})
}
