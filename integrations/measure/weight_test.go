package measure_test

import (
	"errors"
	"testing"

	"oldhand/integrations/measure"
)

func TestParseWeight(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]measure.Grams{
		"1.2kg": 1200, "1.2 KG": 1200, "１．２ｋｇ": 1200, "800g": 800, "800克": 800, "0.5公斤": 500, ".5kg": 500, "2千克": 2000, "两千克": 2000,
		"半斤": 250, "一斤": 500, "2斤": 1000, "两斤半": 1250, "2斤3两": 1150, "三两": 150, "二两": 100, "两两": 100, "一公斤": 1000, "一公斤半": 1500,
		"半公斤": 500, "三千五百克": 3500, "十二斤": 6000, "二十公斤": 20000, "一百零五克": 105, "一点二公斤": 1200, "兩公斤": 2000,
		"1lb": 454, "3 lb": 1361, "2 lbs 4 oz": 1021, "1 oz": 29, "half a kilo": 500, "a kilo": 1000, "two kilos": 2000, "one and a half kg": 1500,
		"125 lb": 56700, "125磅": 56700, "一斤二": 600, "一斤二两": 600, "1.2斤": 600, "1斤2两": 600, "3市斤": 1500, "三市斤": 1500, "二两五": 125, "一公斤二": 1200, "5公两": 500, "500公克": 500, "一两二钱": 60,
		"五钱": 25, "十两": 500, "二十两": 1000, "一百两": 5000, "a kilo and a half": 1500, "two and a half kilos": 2500, "2 and a half kg": 2500, "half kilo": 500, "half an ounce": 15,
		"1吨": 1_000_000, "0.5吨": 500_000, "半吨": 500_000, "2 tonnes": 2_000_000, "一公斤半斤": 0, "半个公斤": 500, "一个半公斤": 1500, "2kg3两": 2150, "3 jin": 1500, "2 liang": 100, "1/2 kg": 500, "3/4 lb": 341,
		"2 1/2 kg": 2500, "twenty-five kilos": 25000, "one hundred and five grams": 105, "one point five kg": 1500, "a couple of kilos": 2000, "3 pounds and 4 ounces": 1475, "㎏": 0, "2㎏": 2000,
		"一点二五公斤": 1250, "零点五公斤": 500, "3百克": 300, "三斤二两半": 1625, "廿五公斤": 25000, "卅斤": 15000, "贰拾伍公斤": 25000, "貳拾伍公斤": 25000, "一盎司": 29, "三磅二": 0, "1.0000001kg": 1001,
		"1,200g": 1200, "1，200克": 1200, "12,000g": 12000, "1,200,000g": 1_200_000, "1,200.5g": 1201, "1,200 grams": 1200, "１，２００ｇ": 1200,
		"1,2kg": 1200, "2,5kg": 2500, "12,5公斤": 12500, "0,8kg": 800, "0,500kg": 500, "1,25 kg": 1250, "2,5斤": 1250, "1，2公斤": 1200,
		"½kg": 500, "1½kg": 1500, "1½ kg": 1500, "¼公斤": 250, "2¾ lb": 1248, "½斤": 250, "500㌘": 500, "２㎏": 2000, "1.5㎏": 1500, "１．２公斤": 1200,
		"3斤多": 1501, "3kg+": 3001, "3kg多": 3001, "3kg多一点": 3001, "3公斤多一点点": 3001, "三公斤多点": 3001, "3公斤出头": 3001, "3 kg and a bit": 3001,
		"1.0001kg": 1001, "0.3g": 1, "100000kg": 100_000_000, "1 kg 200 g": 1200,
	} {
		if got, err := measure.ParseWeight(text); got != want || (err == nil) != (want > 0) {
			t.Errorf("%q weighs %d g, want %d (%v)", text, got, want, err)
		}
	}
	for _, text := range []string{"", "kg", "1.2", "0kg", "-1kg", "1.2.3kg", "1.kg", "100001kg", "一二斤", "kg1", "1kgs2", "1kgx", "半", "1e3kg", "NaN", "两三斤", "二十来斤", "二十多斤", "20多kg", "1,,2kg", "1,2,3kg", "12,34,567g", "0½kg½", "负1kg", "零公斤", "5克拉", "一斤装", "五两个", "1kg 5kg", "1kg and 200g", "钱", "a ton of", "99999999999999999999kg"} {
		if got, err := measure.ParseWeight(text); !errors.Is(err, measure.ErrWeight) {
			t.Errorf("%q weighs %d g, want an error", text, got)
		}
	}
}

func TestParseSize(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"30x20x10": "30x20x10", "30X20X10": "30x20x10", "30×20×10": "30x20x10", "30*20*10": "30x20x10", "30 x 20 x 10 cm": "30x20x10",
		"30.5x20.25x.5": "30.5x20.25x0.5", "300x200x100mm": "30x20x10", "30cmx20cmx10cm": "30x20x10", "０．３m*20cm*100mm": "30x20x10",
		"长30宽20高10": "30x20x10", "长30cm,宽20cm,高10cm": "30x20x10", "30 by 20 by 10": "30x20x10", "30x20x10.123456": "30x20x10.123456",
		"1000x1000x1000": "1000x1000x1000",
	} {
		if got, err := measure.ParseSize(text); got.String() != want || err != nil {
			t.Errorf("%q is %s, want %s (%v)", text, got, want, err)
		}
	}
	for _, text := range []string{"", "30", "30x20", "30x20x0", "30x20x10x5", "-30x20x10", "30x20x1001", "30x20x1.1234567", "axbxc", "9999999x1x1"} {
		if got, err := measure.ParseSize(text); !errors.Is(err, measure.ErrSize) {
			t.Errorf("%q is %s, want an error", text, got)
		}
	}
	if got, _ := measure.ParseSize("30.01x20x10"); got.Millimetres() != [3]int{301, 200, 100} {
		t.Errorf("in millimetres: %v", got.Millimetres())
	}
}

func FuzzParseWeight(f *testing.F) {
	for _, text := range []string{"1.2kg", "两斤半", "一点二公斤", "2 lb 3 oz", "oneandahalfkg", "千千克"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := measure.ParseWeight(text)
		if err == nil && (got <= 0 || got > 100_000_000) || err != nil && !errors.Is(err, measure.ErrWeight) {
			t.Errorf("%q weighs %d, %v", text, got, err)
		}
	})
}

func FuzzParseSize(f *testing.F) {
	for _, text := range []string{"30x20x10", "30.5×.5*10mm", "长30宽20高10", "1mx1mx1m"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		size, err := measure.ParseSize(text)
		if err != nil {
			return
		}
		if again, err := measure.ParseSize(size.String()); again != size || err != nil {
			t.Errorf("%q is %s, and that is %s (%v)", text, size, again, err)
		}
	})
}
