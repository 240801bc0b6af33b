package measure_test

import (
	"fmt"
	"strings"
	"testing"

	"oldhand/integrations/measure"
	"oldhand/integrations/measure/measuretest"
)

// notations are the ways in which a number is written.
func notations(n int) []string {
	chinese, english := measuretest.SpellChinese(n), spellEnglish(n)
	all := []string{
		fmt.Sprint(n), chinese, inTraditional(chinese), colloquial(chinese), inTraditional(colloquial(chinese)), inBills(chinese), inTraditional(inBills(chinese)),
		english, strings.ReplaceAll(english, "-", " "), strings.ReplaceAll(english, " and ", " "),
	}
	if short, ok := shortened(n, chinese); ok {
		all = append(all, short)
	}
	return all
}

// weightWords are units of weight, with their nanograms.
var weightWords = []struct {
	words string
	ng    int
}{
	{"g gram 克", 1e9}, {"kg kilo 公斤 千克", 1e12}, {"jin 斤 市斤", 500e9}, {"liang 两 兩", 50e9}, {"公两", 100e9}, {"钱 錢", 5e9}, {"lb pound 磅", 453_592_370_000},
	{"oz ounce 盎司", 28_349_523_125}, {"ton 吨 噸", 1e15},
}

// TestEveryWeightIsRead: from 1 to 99,999, in every way to write the number, with the units in turn.
func TestEveryWeightIsRead(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 99_999; n++ {
		for i, number := range notations(n) {
			unit := weightWords[(n+i)%len(weightWords)]
			words := strings.Fields(unit.words)
			weighs(t, spaced(number, words[(n/len(weightWords))%len(words)]), n, unit.ng)
		}
	}
}

// spaced puts a space between words in letters.
func spaced(number, unit string) string {
	if number[0] >= 'a' && number[0] <= 'z' && unit[0] >= 'a' && unit[0] <= 'z' {
		return number + " " + unit
	}
	return number + unit
}

// weighs checks what so many units weigh.
func weighs(t *testing.T, text string, n, ng int) {
	t.Helper()
	want := measure.Grams((n*(ng/1000) + 999_999) / 1_000_000) // to the thousandth of a nanogram, which rounds up alike
	if ng%1000 != 0 {
		want = measure.Grams((n*ng + 999_999_999) / 1_000_000_000)
	}
	if want > measure.MaxWeight {
		want = 0
	}
	if got, err := measure.ParseWeight(text); got != want || (err == nil) != (want > 0) {
		t.Fatalf("%s weighs %d g, want %d (%v)", text, got, want, err)
	}
}

// TestWeightsAreFoundAsTheyAreRead: what FindWeights finds in a line of an address is what ParseWeight reads.
func TestWeightsAreFoundAsTheyAreRead(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 99_999; n += 31 {
		for i, number := range notations(n) {
			unit := []string{"公斤", "斤", "市斤", "克", "kg", "lb"}[(n+i)%6]
			weight := spaced(number, unit)
			if _, err := measure.ParseWeight(weight); err != nil {
				continue
			}
			line := "浙江省杭州市西湖区文三路1号 张三 13800138000 " + weight
			at := measure.FindWeights(line)
			if len(at) != 1 || line[at[0][0]:at[0][1]] != weight {
				t.Fatalf("%q holds the weights %v", line, at)
			}
		}
	}
}

func TestFindWeights(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"北京市朝阳区建国路1号 张三 13800138000 1.2kg": "1.2kg", "1.2公斤 北京": "1.2公斤", "北京一公斤半": "一公斤半", "北京 一斤二 王五": "一斤二", "一斤二寄北京": "一斤二", "一斤二号楼": "一斤", "北京两斤半 张三": "两斤半",
		"北京 half a kilo": "half a kilo", "a kilo and a half to Beijing": "a kilo and a half", "北京 1吨": "1吨", "3市斤上海": "3市斤", "上海 三两": "三两", "2kg3两": "2kg3两", "125 lb, Beijing": "125 lb",
		"新疆5克拉玛依": "", "3grand avenue": "", "A5kg": "", "王一克 北京": "", "张三两 上海": "", "1203钱多多 138": "", "两三斤 北京": "", "2kg 北京 3kg": "2kg|3kg", "重3.5kg左右": "3.5kg",
		"1,200g 北京": "1,200g", "成都 1，200克": "1，200克", "成都 1,2kg": "1,2kg", "成都1,2kg": "1,2kg", "1,2公斤到成都多少钱": "1,2公斤", "成都 0,8 kg": "0,8 kg", "科华路12,5kg": "5kg",
		"科华路2号,5kg": "5kg", "A座12,5kg": "5kg", "3-501,2kg": "2kg", "30x20x10,5kg": "5kg", "成都,2,5kg": "5kg", "1001,5kg,成都": "5kg", "12, 5kg": "5kg", "成都 ½kg": "½kg", "成都 1½公斤": "1½公斤",
		"成都 毛重1.2kg 净重1.0kg": "1.2kg", "成都 净重1.0kg 毛重1.2kg": "1.2kg", "Chengdu gross 1.2kg net 1.0kg": "1.2kg", "Chengdu 1.2kg gross, 1.0kg net": "1.2kg", "成都 净重:1kg，毛重:1.2kg": "1.2kg",
		"成都 1.2kg（毛重） 1kg（净重）": "1.2kg", "N.W. 1kg G.W. 1.2kg": "1.2kg", "NW:1kg GW:1.2kg": "1.2kg", "成都 1.2kg 净1kg": "1.2kg", "成都 净重1kg": "1kg", "成都 毛重1.2kg 皮重0.2kg": "1.2kg", "G.W.:1.2kg N.W.:1kg": "1.2kg", "毛重:1.2KG/净重:1.0KG": "1.2KG", "net weight 1kg, gross weight 1.2kg": "1.2kg",
		"Chengdu 1kg net 1.2kg gross": "1.2kg", "成都 含包装1.2kg 不含包装1kg": "1.2kg", "成都 1.2kg net 1kg": "1.2kg", "成都 1'200g": "1'200g", "成都 1’200克": "1’200克", "1'20g": "20g",
		"成都 2x1.2kg": "1.2kg", "成都 2×1.2kg": "1.2kg", "成都 2*1.2kg": "1.2kg", "成都 1.2kg x2": "1.2kg", "成都 2x1,2kg": "1,2kg", "A1x2kg": "",
		"成都 -1kg": "", "成都 −1kg": "", "成都 负1kg": "", "-1kg 成都": "", "重量:-2kg": "", "四川-成都-2kg": "2kg", "成都 0kg": "", "成都 3kg多一点": "3kg多一点", "成都 二十多斤": "", "Room 1203,200g": "200g", "北京.5kg": ".5kg", "５００ｇ北京": "５００ｇ", "one g": "", "500克拉萨": "500克",
	} {
		var found []string
		for _, at := range measure.FindWeights(line) {
			found = append(found, line[at[0]:at[1]])
		}
		if got := strings.Join(found, "|"); got != want {
			t.Errorf("%q holds the weights %q, want %q", line, got, want)
		}
	}
}

func TestFindSizes(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"北京 2kg 30x20x10": "30x20x10", "30×20×10cm 北京": "30×20×10cm", "30cmx20cmx10cm": "30cmx20cmx10cm", "30 * 20 * 10 北京": "30 * 20 * 10", "长30宽20高10 北京": "长30宽20高10",
		"1x2x3ft": "", "1x2x3x4": "", "3、5、7号楼": "", "A1x2x3": "", "12x10x8 inches": "12x10x8 inches", "30x20": "",
	} {
		var found []string
		for _, at := range measure.FindSizes(line) {
			found = append(found, line[at[0]:at[1]])
		}
		if got := strings.Join(found, "|"); got != want {
			t.Errorf("%q holds the sizes %q, want %q", line, got, want)
		}
	}
}

func FuzzFindWeights(f *testing.F) {
	for _, s := range []string{"北京 1.2kg 张三", "一斤二 5克拉玛依", "a kilo and a half to Beijing", "30x20x10 2lb", "㎏２", "1/2/3 kg"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, at := range measure.FindWeights(s) {
			if at[0] < 0 || at[0] >= at[1] || at[1] > len(s) {
				t.Fatalf("%q: %v", s, at)
			}
			if part := s[at[0]:at[1]]; len(part) < 100 {
				if g, err := measure.ParseWeight(part); err != nil || g <= 0 {
					t.Fatalf("%q in %q weighs %d, %v", part, s, g, err)
				}
			}
		}
		for _, at := range measure.FindSizes(s) {
			if _, err := measure.ParseSize(s[at[0]:at[1]]); err != nil && at[1]-at[0] < 100 {
				t.Fatalf("%q in %q: %v", s[at[0]:at[1]], s, err)
			}
		}
	})
}
