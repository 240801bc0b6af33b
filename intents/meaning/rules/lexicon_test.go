package rules

import (
	"regexp"
	"strings"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"oldhand/integrations/rates"
)

// toldApart leaves out what the cases do not write: whether a slot was said or carried, and dozens beside what they are of single goods.
var toldApart = cmp.Options{cmpopts.IgnoreFields(Slots{}, "CarriedTo", "CarriedWeight", "Dozens", "WhenOnly"), cmpopts.IgnoreFields(Line{}, "Dozens")}

// village is a small lexicon for tests: a few items, places and couriers.
type village struct{}

type villageItem struct {
	sku, unit string
	carton    int
	names     string
}

var villageItems = []villageItem{
	{"A1023", "个", 48, "ceramic mug|陶瓷杯"},
	{"B7", "包", 0, "hair ties|发圈"},
	{"HC-001", "个", 200, "red hair clips|red hair clip|红色发夹"},
	{"SK20", "双", 0, "cotton socks|棉袜"},
	{"22423", "pcs", 0, "cake stand"},
	{"85123A", "pcs", 0, "heart light holder"},
	{"C300", "个", 100, "打火机|lighter|lighters"},
}

var villageCategories = map[string]string{"socks": "socks", "袜子": "socks", "杯子": "cups", "mugs": "cups", "stationery": "stationery", "文具": "stationery"}

var keyMarks = strings.NewReplacer(" ", "", "-", "", "_", "")

func key(s string) string { return strings.ToLower(keyMarks.Replace(s)) }

func (village) SKU(s string) (string, string, int, bool) {
	for _, i := range villageItems {
		if key(i.sku) == key(s) {
			return i.sku, i.unit, i.carton, true
		}
	}
	return "", "", 0, false
}

func (village) Item(words string) (string, string, int, bool) {
	for _, i := range villageItems {
		for _, n := range strings.Split(i.names, "|") {
			if n == strings.ToLower(words) {
				return i.sku, i.unit, i.carton, true
			}
		}
	}
	return "", "", 0, false
}

func (village) Category(words string) (string, bool) {
	c, ok := villageCategories[strings.ToLower(words)]
	return c, ok
}

var villagePlaces = map[string]string{
	"北京": "11", "beijing": "11", "上海": "31", "shanghai": "31", "新疆": "65", "xinjiang": "65", "乌鲁木齐": "6501", "urumqi": "6501",
	"烏魯木齊": "6501", "深圳": "4403", "shenzhen": "4403", "广州": "4401", "guangzhou": "4401", "广东": "44", "guangdong": "44",
	"广东省深圳市南山区": "440305", "广东深圳": "4403", "西藏": "54", "tibet": "54", "lhasa": "5401", "拉萨": "5401", "内蒙古": "15",
	"成都": "5101", "chengdu": "5101", "四川": "51", "sichuan": "51", "杭州": "3301", "hangzhou": "3301", "哈尔滨": "2301", "harbin": "2301",
	"香港": "81", "hong kong": "81", "台湾": "71", "taiwan": "71", "武汉": "4201", "wuhan": "4201", "西安": "6101", "xi'an": "6101",
	"云南": "53", "yunnan": "53", "昆明": "5301", "海南": "46", "hainan": "46", "东北": "", "重庆": "50", "chongqing": "50", "青岛": "3702", "qingdao": "3702",
	"浙江": "33", "zhejiang": "33", "江苏": "32", "南京": "3201", "nanjing": "3201", "苏州": "3205", "suzhou": "3205", "天津": "12", "tianjin": "12",
	"新疆乌鲁木齐": "6501", "四川成都": "5101", "xiamen": "3502", "厦门": "3502", "长沙": "4301", "changsha": "4301",
}

func (village) FindPlace(sentence string) (string, bool) {
	lower := strings.ToLower(sentence)
	best, at := "", len(lower)
	for p := range villagePlaces {
		i := strings.Index(lower, p)
		if i >= 0 && (i < at || i == at && len(p) > len(best)) && (p[0] > 'z' || !within(lower, i, len(p))) {
			best, at = p, i
		}
	}
	if best == "" || len(lower) != len(sentence) {
		return "", false
	}
	return sentence[at : at+len(best)], true
}

// within says that Latin letters go on around a match.
func within(s string, at, n int) bool {
	letter := func(i int) bool { return i >= 0 && i < len(s) && 'a' <= s[i] && s[i] <= 'z' }
	return letter(at-1) || letter(at+n)
}

func (village) PlaceCode(words string) (string, bool) {
	c, ok := villagePlaces[strings.ToLower(words)]
	return c, ok && c != ""
}

var (
	phoned  = regexp.MustCompile(`\b1\d{10}\b`)
	weighed = regexp.MustCompile(`\d+(?:\.\d+)?(?:kg|公斤|克)`)
)

func (v village) Paste(text string) (address, parcel string, ok bool) {
	_, place := v.FindPlace(text)
	return weighed.ReplaceAllString(text, ""), weighed.FindString(text), place && phoned.MatchString(text)
}

var villageCouriers = map[string]string{
	"zto": "中通", "中通": "中通", "sf": "顺丰", "顺丰": "顺丰", "順豐": "顺丰", "yto": "圆通", "圆通": "圆通", "yunda": "韵达", "韵达": "韵达",
	"sto": "申通", "申通": "申通", "ems": "EMS", "jd": "京东", "京东": "京东", "邮政": "邮政", "极兔": "极兔", "j&t": "极兔", "sf express": "顺丰", "jitu": "极兔", "德邦": "德邦",
}

// knownCouriers are those of a village without any rate card.
var knownCouriers = NewCouriers(rates.NewCourierNames(nil).Established())

func (village) Couriers() *Couriers { return knownCouriers }

func (village) Courier(sentence string) (string, bool) {
	lower := strings.ToLower(sentence)
	for word, name := range villageCouriers {
		if i := strings.Index(lower, word); i >= 0 && (word[0] > 'z' || !within(lower, i, len(word))) {
			return name, true
		}
	}
	return "", false
}
