package address

import (
	"strings"
	"testing"
)

// Every division is found by its own full name, and by its English one.
func TestEveryDivisionIsFound(t *testing.T) {
	t.Parallel()
	g := places()
	for i, n := range g.nodes {
		if n.nominal {
			continue
		}
		want := g.place(nodeID(i))
		for _, text := range []string{want.Name, want.Name + "解放路12号", "王小明 13800138000 " + want.Name} {
			if a, err := Parse(text); a.Place != want {
				t.Errorf("%s: %v, %v", text, a.Place, err)
			}
		}
		// 云安区 and 郁南县 of one city have the same letters.
		if a, err := Parse(EnglishName(want)); a.Place != want && n.code != "445303" && n.code != "445322" {
			t.Errorf("%s (%s): %v, %v", EnglishName(want), want.Name, a.Place, err)
		}
	}
}

func TestTablesNameRealDivisions(t *testing.T) {
	t.Parallel()
	g := places()
	known := func(code string) {
		if _, ok := g.byCode[code]; !ok {
			t.Errorf("no division has the code %s", code)
		}
	}
	for code := range nicknames {
		known(code)
	}
	for code := range english {
		known(code)
	}
	for code := range readings {
		known(code)
	}
	for _, codes := range regions {
		for code := range strings.FieldsSeq(codes) {
			known(code)
		}
	}
	for code := range former {
		known(code)
	}
	if len(g.nodes) != 34+342+3056 {
		t.Errorf("%d divisions", len(g.nodes))
	}
}

func TestShortName(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		level level
		want  string
	}{
		{"新疆维吾尔自治区", province, "新疆"}, {"内蒙古自治区", province, "内蒙古"}, {"北京市", province, "北京"}, {"香港特别行政区", province, "香港"},
		{"巴音郭楞蒙古自治州", city, "巴音郭楞"}, {"黔东南苗族侗族自治州", city, "黔东南"}, {"大兴安岭地区", city, "大兴安岭"}, {"锡林郭勒盟", city, "锡林郭勒"},
		{"东乡族自治县", county, "东乡"}, {"鄂温克族自治旗", county, "鄂温克"}, {"双江拉祜族佤族布朗族傣族自治县", county, "双江"},
		{"浦东新区", county, "浦东"}, {"津市市", county, "津市"}, {"道县", county, "道"}, {"松山湖", county, "松山湖"},
	} {
		if got := shortName(test.name, test.level); got != test.want {
			t.Errorf("%s is %s, want %s", test.name, got, test.want)
		}
	}
}
