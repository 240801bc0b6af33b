package trade

import (
	"strings"
	"testing"

	"oldhand/integrations/text"
)

func TestUnits(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                         "",
		"How do I get a refund?":   "how~ do~ i~ get~ a~ refund=mrefund0",
		"怎么退款":                     "退款=mrefund0",
		"我的第一单":                    "第一单=mfirstorder0",
		"get my money back":        "get my money back=mrefund0",
		"红发夹20个":                   "红=mred0 发夹=mhairclip0 20",
		"天气预报":                     "天气预报",
		"7天无理由退货":                  "7 天无理由=msevendays0 退货=mreturn0",
		"Returns: who pays?":       "returns=mreturn0 who pays=mbear0",
		"negative reviews, 差评":     "negative reviews=mbadreview0 差评=mbadreview0",
		"退貨的運費":                    "退货=mreturn0 运费=mshippingfee0",
		"zzqx widget A1023 1.2 kg": "zzqx widget a1023 1.2 kg=mkilogram0",
	} {
		var got []string
		for _, u := range Units(in) {
			s := u.Words
			if u.Small {
				s += "~"
			}
			if u.Meaning != "" {
				s += "=" + string(u.Meaning)
			}
			got = append(got, s)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("Units(%q) = %q, want %q", in, strings.Join(got, " "), want)
		}
	}
}

func TestGlossaryIsWellFormed(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for line := range strings.Lines(glossaryTable) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			continue
		}
		english, chinese, ok := strings.Cut(strings.TrimSuffix(strings.TrimSuffix(line, "\tgoods"), "\tcommon"), "\t")
		if !ok || strings.Contains(chinese, "\t") {
			t.Errorf("not two or three columns: %q", line)
		}
		for form := range strings.SplitSeq(english+"|"+chinese, "|") {
			var terms []string
			for _, tok := range tokens(form) {
				terms = append(terms, tok.word)
			}
			key := strings.Join(terms, " ")
			if key == "" || form != strings.TrimSpace(form) {
				t.Errorf("form %q in %q", form, line)
			}
			if other, ok := seen[key]; ok && other != line {
				t.Errorf("%q means both %q and %q", form, other, line)
			}
			seen[key] = line
		}
	}
}

func TestMeaningCodesPassForTerms(t *testing.T) {
	t.Parallel()
	for _, u := range Units("first order, hair clips, 7 days, valentine's day, 1688") {
		if u.Meaning == "" {
			continue
		}
		if got := text.Terms(string(u.Meaning)); len(got) != 1 || got[0] != string(u.Meaning) {
			t.Errorf("%q is cut into %q", u.Meaning, got)
		}
	}
}

func TestNamedMeaningsStandInTheGlossary(t *testing.T) {
	t.Parallel()
	listed := map[Meaning]bool{}
	for _, e := range Glossary() {
		listed[e.means()] = true
	}
	for _, m := range []Meaning{ShippingFee, Courier, Shipping, Stock, Price, Parcel, Cost, Payment} {
		if !listed[m] {
			t.Errorf("no line of the glossary means %s", m)
		}
	}
}

func FuzzUnits(f *testing.F) {
	f.Add("退货的快递费谁出？ who pays 7天")
	f.Add("\x00\xff")
	f.Fuzz(func(t *testing.T, s string) {
		for _, u := range Units(s) {
			if u.Words == "" || u.Script == 0 {
				t.Fatalf("%q gives the unit %+v", s, u)
			}
		}
	})
}
