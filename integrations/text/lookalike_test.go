package text

import "testing"

// Letters that look Latin are Latin, in every case and width; what means something of its own stays.
func TestLookalikes(t *testing.T) {
	t.Parallel()
	for from, want := range map[string]string{
		"А1023": "a1023", "Т10": "t10", "ΑΒΕΧ": "abex", "Ａ１０２３": "a1023", "сlips": "clips", "⻄红柿": "西红柿", "⻢克杯": "马克杯", "⼀⽉": "一月",
		"ⓐ": "a", "5 μm": "5 μm", "№": "no", "中文 mixed": "中文 mixed",
	} {
		if got := Fold(from); got != want || Fold(got) != got {
			t.Errorf("Fold(%q) = %q, want %q", from, got, want)
		}
	}
	for from, want := range map[string]string{"Т10": "T10", "а-Ｂ2，": "a-B2，", "A1023": "A1023", "⻢克杯": "马克杯", "红夹": "红夹", "μ5": "μ5", "#١٠٠١ १२ 𝟎𝟗①": "#1001 12 09①"} {
		if got := Latin(from); got != want {
			t.Errorf("Latin(%q) = %q, want %q", from, got, want)
		}
	}
}
