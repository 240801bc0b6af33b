package text_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"oldhand/integrations/text"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Hair Clip":             "hair clip",
		"ＡＢＣ１２３":                "abc123",
		"運費多少錢":                 "运费多少钱",
		"退\u200b货\x00\u202e":    "退货",
		"a\r\nb\tc":             "a  b c",
		"5㎏":                    "5kg",
		"bad\xff\xfeutf8":       "badutf8",
		"ÉCOLE":                 "école",
		"\ufeffprice\u00a0list": "price list",
		"著名":                    "著名",
	} {
		if got := text.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTerms(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][]string{
		"":                         nil,
		"  ?!。，":                   nil,
		"Refunds and shipping fee": {"refund", "and", "ship", "fee"},
		"退货运费":                     {"退货", "货运", "运费"},
		"鞋":                        {"鞋"},
		"20个A1023，红色发夹":            {"20", "个", "a1023", "红色", "色发", "发夹"},
		"1.2kg to 乌鲁木齐":            {"1.2", "kg", "to", "乌鲁", "鲁木", "木齐"},
		"the seller's boxes":       {"the", "seller", "box"},
		"don’t":                    {"dont"},
		"退貨的快遞費":                   {"退货", "货的", "的快", "快递", "递费"},
	} {
		if got := text.Terms(in); !slices.Equal(got, want) {
			t.Errorf("Terms(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestContent(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][]string{
		"How do I get my first order?": {"first", "order"},
		"退货的快递费谁出？":                    {"退货", "快递", "递费", "出"},
		"请问怎么退款":                       {"退款"},
		"那运费呢？":                        {"运费"},
		"目的地在哪里":                       {"目的", "的地"},
		"what is it":                   {"what", "is", "it"},
		"socks socks SOCKS":            {"sock"},
		"有没有便宜的发夹":                     {"便宜", "发夹"},
	} {
		if got := text.Content(in); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("Content(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                                   "",
		"12 ... 👍":                           "",
		"how much":                           "en",
		"多少钱":                                "zh",
		"A1023来20个":                          "zh",
		"T恤怎么卖":                              "zh",
		"please send 20 发夹 to my home today": "en",
	} {
		if got := text.Language(in); got != want {
			t.Errorf("Language(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRunsCoverEveryLetter(t *testing.T) {
	t.Parallel()
	got := map[text.Script][]string{}
	for script, run := range text.Runs("abc12 3.5. 运费1个 it's 30x20") {
		got[script] = append(got[script], run)
	}
	want := map[text.Script][]string{
		text.Letters:    {"abc12", "it's", "x20"},
		text.Digits:     {"3.5", "1", "30"},
		text.Ideographs: {"运费", "个"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestFoldingTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := text.Fold(s)
		if twice := text.Fold(once); twice != once {
			t.Fatalf("Fold(%q) = %q, again %q", s, once, twice)
		}
		if clean := text.Clean(text.Clean(s)); clean != text.Clean(s) {
			t.Fatalf("Clean(%q) is not settled", s)
		}
	})
}

func FuzzTerms(f *testing.F) {
	for _, s := range []string{"", "退货的快递费谁出？", "it's 1,000.50 yuan", "\x00\xff", "ａ’ｂ'", strings.Repeat("运", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, term := range append(text.Terms(s), text.Content(s)...) {
			if term == "" || len(term) > 100 || !utf8.ValidString(term) || strings.ContainsRune(term, 0) {
				t.Fatalf("%q gives the term %q", s, term)
			}
			if text.Fold(term) != term {
				t.Fatalf("%q gives the term %q, which is not folded", s, term)
			}
		}
		text.Language(s)
	})
}

func BenchmarkTerms(b *testing.B) {
	for b.Loop() {
		text.Terms("How do I pay the return shipping? 退货的快递费谁出，运费险怎么买")
	}
}
