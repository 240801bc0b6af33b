// Package measuretest gives tests numbers as people write them.
package measuretest

// SpellChinese writes a number out in full, with the 零 and without shortening.
func SpellChinese(n int) string {
	if n >= 10_000 {
		rest := ""
		if n%10_000 > 0 {
			if n%10_000 < 1000 {
				rest = "零"
			}
			rest += SpellChinese(n % 10_000)
		}
		return SpellChinese(n/10_000) + "万" + rest
	}
	digits := []rune("零一二三四五六七八九")
	out, gap := "", false
	for i, scale := range []int{1000, 100, 10, 1} {
		d := n / scale % 10
		if d == 0 {
			gap = out != ""
			continue
		}
		if gap {
			out, gap = out+"零", false
		}
		out += string(digits[d]) + []string{"千", "百", "十", ""}[i]
	}
	return out
}
