package phrases

import "testing"

func TestNameIsTheHalfThatIsRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, en, zh string }{
		{"Hongfu Festive 红福节庆", "Hongfu Festive", "红福节庆"},
		{"红福节庆 Hongfu Festive", "Hongfu Festive", "红福节庆"},
		{"Mianmian Socks & Bags 绵绵袜包", "Mianmian Socks & Bags", "绵绵袜包"},
		{"Meiya", "Meiya", "Meiya"},
		{"美雅饰品", "美雅饰品", "美雅饰品"},
		{"Lily 饰品", "Lily 饰品", "Lily 饰品"},
		{"A to Z 礼品 Trading 公司", "A to Z 礼品 Trading 公司", "A to Z 礼品 Trading 公司"},
		{"三毛 Toys and Games B座", "三毛 Toys and Games B座", "三毛 Toys and Games B座"},
		{"", "", ""},
	} {
		if en, zh := Name(English, c.name), Name(Chinese, c.name); en != c.en || zh != c.zh {
			t.Errorf("%q: %q, %q; want %q, %q", c.name, en, zh, c.en, c.zh)
		}
	}
}
