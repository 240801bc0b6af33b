package text

import (
	"strings"
	"testing"
)

func TestTraditionalCharactersAreFolded(t *testing.T) {
	t.Parallel()
	for traditional, want := range map[string]string{
		"運費多少錢": "运费多少钱", "對帳單": "对帐单", "瞭解一下": "了解一下", "祇要一個": "只要一个", "這麼貴": "这么贵", "臺灣樹林": "台湾树林",
		"徑直": "径直", "逕寄": "迳寄", "鉅惠": "巨惠", "番藷": "番薯", "囍字": "喜字", "舖貨": "铺货", "餘額": "余额", "乾濕": "干湿",
		"苧麻": "苎麻", "薴": "苎", "著名": "著名", "麼麽": "么么",
	} {
		if got := Fold(traditional); got != want {
			t.Errorf("%s becomes %s, not %s", traditional, got, want)
		}
	}
}

// TestTheTableIsFoldedWhole: every line of OpenCC's that lies in the block counts, but for those that we fold otherwise.
func TestTheTableIsFoldedWhole(t *testing.T) {
	t.Parallel()
	folded := 0
	for line := range strings.Lines(traditionalTable) {
		from, to, ok := strings.Cut(strings.TrimSpace(line), "\t")
		r, s := []rune(from), []rune(strings.Split(to, " ")[0])
		if !ok || len(r) != 1 || len(s) != 1 {
			t.Fatalf("a line that is no pair: %q", line)
		}
		if !isUnified(r[0]) || !isUnified(s[0]) {
			continue
		}
		folded++
		if got := FoldRune(r[0]); got != FoldRune(s[0]) && !strings.Contains(variantTable, from+string(got)) {
			t.Errorf("%s becomes %c, not %s", from, got, to)
		}
	}
	if folded < 2800 {
		t.Errorf("only %d characters", folded)
	}
}

func TestWideSpacesAndLettersAreNarrow(t *testing.T) {
	t.Parallel()
	for r, want := range map[rune]rune{'　': ' ', 'Ａ': 'a', '～': '~', 'É': 'é', 'Z': 'z', '。': '。'} {
		if got := FoldRune(r); got != want {
			t.Errorf("%q becomes %q, not %q", r, got, want)
		}
	}
}

func TestSimplifiedKeepsPlaces(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{"退貨的運費誰出？": "退货的运费谁出？", "plain, 简体": "plain, 简体", "": ""} {
		if got := Simplified(given); got != want || len(got) != len(given) {
			t.Errorf("%q became %q", given, got)
		}
	}
}

// TestRadicalsAreCharacters: every radical that looks like a character is folded to it, alone and in a text.
func TestRadicalsAreCharacters(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{"⻢鞍⼭": "马鞍山", "⻓沙": "长沙", "⻛⼒": "风力", "⾦⾨": "金门", "⿓岩": "龙岩", "\uf9fe": "茶", "\uf914山": "乐山"} {
		if got := Fold(given); got != want {
			t.Errorf("%s becomes %s, not %s", given, got, want)
		}
		if got := strings.Map(FoldRune, given); got != want {
			t.Errorf("%s becomes %s by characters, not %s", given, got, want)
		}
	}
	folded := 0
	for r := rune(firstRadical); r <= lastRadical; r++ {
		if isUnified(FoldRune(r)) {
			folded++
		}
	}
	if folded < 300 {
		t.Errorf("only %d radicals are characters", folded)
	}
}
