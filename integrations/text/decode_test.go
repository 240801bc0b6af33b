package text

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	utf "golang.org/x/text/encoding/unicode"
)

func TestTextsOfChineseWindowsAreDecoded(t *testing.T) {
	t.Parallel()
	const simple, traditional = "陈姐：灯笼要装硬箱，每箱不超过六个。\r\nOK 3kg\n退货的运费由买家出", "陳姐：燈籠要裝硬箱，每箱不超過六個。\r\nOK 3kg\n退貨的運費由買家出"
	for name, c := range map[string]struct {
		in encoding.Encoding
		of string
	}{
		"GB18030": {simplifiedchinese.GB18030, simple}, "GBK": {simplifiedchinese.GBK, simple + "镕"}, "Big5": {traditionalchinese.Big5, traditional},
		"GBK of traditional": {simplifiedchinese.GBK, traditional}, "short": {simplifiedchinese.GBK, "运费"}, "short Big5": {traditionalchinese.Big5, "運費"},
		"UTF-16": {utf.UTF16(utf.LittleEndian, utf.UseBOM), simple}, "UTF-16BE": {utf.UTF16(utf.BigEndian, utf.UseBOM), simple},
		"UTF-16 without a mark": {utf.UTF16(utf.LittleEndian, utf.IgnoreBOM), simple}, "UTF-16BE without a mark": {utf.UTF16(utf.BigEndian, utf.IgnoreBOM), simple},
		"UTF-16 of English": {utf.UTF16(utf.LittleEndian, utf.IgnoreBOM), "the buyer pays"}, "UTF-8": {encoding.Nop, simple},
	} {
		data, err := c.in.NewEncoder().Bytes([]byte(c.of))
		if err != nil {
			t.Fatal(name, err)
		}
		if got, ok := Decode(data); !ok || string(got) != c.of {
			t.Errorf("%s: %q, %v", name, got, ok)
		}
	}
	western, err := charmap.Windows1252.NewEncoder().String("café à la crème, Müller")
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{western, "\xff\xfe\xff", "a\x00bc\xff", "\xff\xff\xff\xff", "one\n\x00\n", "two words\x00\n"} {
		if got, ok := Decode([]byte(data)); ok {
			t.Errorf("%q: %q", data, got)
		}
	}
}
