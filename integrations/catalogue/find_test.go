package catalogue_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tmc/langchaingo/embeddings"
	"pgregory.net/rapid"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/table"
)

const shop = `distributor,sku,title_en,title_zh,category,price,tiers,min_qty,stock,description_en,description_zh
Yihua,A1023,Red hair clip,红色发夹,Hair,1.20,50:1.05,1,100,,
Yihua,A1024,Blue hair clip,,Hair,1.30,,1,100,,
Yihua,A1025,,珍珠发夹 大号,Hair,2.50,,1,100,,适合送礼
Yihua,S1,,纯棉袜子 5双装,Socks,4.00,10:3.50,10,100,,
Yihua,S2,Wool winter socks,,Socks,6.00,,1,100,Warm socks for the cold,
Yihua,U1,Folding umbrella,折叠雨伞,Umbrellas,12.00,,1,100,,
Yihua,U2,Golf umbrella,,Umbrellas,25.00,,1,0,,
Bags,A1023,Canvas tote bag,帆布袋,Bags,5.00,,1,100,Printed with a red flower,
Bags,K7,,毛绒小熊钥匙扣,Keychains,1.80,,1,100,,
Bags,M1,Stainless steel thermos,不锈钢保温杯,Cups,19.90,,1,100,,
`

func newShop(t testing.TB) *village {
	v := newVillage(t)
	v.want(table.Report{Read: 10, New: 10}, v.load("shop.csv", shop, table.Options{}))
	return v
}

// found gives the SKUs found, best first.
func (v *village) found(q catalogue.Query) []string {
	v.Helper()
	r, err := v.Find(v.Context(), q)
	if err != nil {
		v.Fatal(err)
	}
	return skus(r.Hits)
}

func skus(hits []catalogue.Hit) []string {
	var skus []string
	for _, h := range hits {
		skus = append(skus, h.SKU)
	}
	return skus
}

func yuan(f measure.Fen) *measure.Fen { return &f }

func TestFind(t *testing.T) {
	t.Parallel()
	v := newShop(t)
	for name, c := range map[string]struct {
		query catalogue.Query
		want  []string // the first ones
	}{
		"words":                        {catalogue.Query{Text: "red hair clips"}, []string{"A1023"}},
		"any order and case":           {catalogue.Query{Text: "CLIP hair Red"}, []string{"A1023"}},
		"small words":                  {catalogue.Query{Text: "do you have any red hair clips please"}, []string{"A1023"}},
		"Chinese":                      {catalogue.Query{Text: "红色发夹"}, []string{"A1023"}},
		"Chinese with small words":     {catalogue.Query{Text: "有没有红色的发夹"}, []string{"A1023"}},
		"traditional characters":       {catalogue.Query{Text: "紅色髮夾"}, []string{"A1023"}},
		"both languages":               {catalogue.Query{Text: "red 发夹"}, []string{"A1023"}},
		"another word for it":          {catalogue.Query{Text: "红色发卡"}, []string{"A1023"}},
		"English for a Chinese title":  {catalogue.Query{Text: "pearl hair clip"}, []string{"A1025"}},
		"English for Chinese, one":     {catalogue.Query{Text: "bear keychain"}, []string{"K7"}},
		"Chinese for an English title": {catalogue.Query{Text: "羊毛袜子"}, []string{"S2"}},
		"cotton socks":                 {catalogue.Query{Text: "cotton socks"}, []string{"S1"}},
		"letter missing":               {catalogue.Query{Text: "umbrela folding"}, []string{"U1"}},
		"letter missing in a plural":   {catalogue.Query{Text: "umbrelas folding"}, []string{"U1"}},
		"letters exchanged":            {catalogue.Query{Text: "foldign umbrella"}, []string{"U1"}},
		"letter wrong":                 {catalogue.Query{Text: "thermos steal stainles"}, []string{"M1"}},
		"written as one":               {catalogue.Query{Text: "totebag"}, []string{"A1023"}},
		"description":                  {catalogue.Query{Text: "flower"}, []string{"A1023"}},
		"Chinese description":          {catalogue.Query{Text: "送礼"}, []string{"A1025"}},
		"category":                     {catalogue.Query{Text: "keychains"}, []string{"K7"}},
		"sold out last":                {catalogue.Query{Text: "golf umbrella"}, []string{"U1", "U2"}},
		"SKU":                          {catalogue.Query{Text: " k7 "}, []string{"K7"}},
		"SKU in wide letters":          {catalogue.Query{Text: "Ｋ７"}, []string{"K7"}},
		"SKU in a sentence":            {catalogue.Query{Text: "umbrella like A1024"}, []string{"A1024", "U1", "U2"}},
		"SKU beside Chinese":           {catalogue.Query{Text: "我要A1024发夹"}, []string{"A1024"}},
		"SKU by itself":                {catalogue.Query{SKU: "s2", Text: "socks"}, []string{"S2"}},
		"unknown SKU":                  {catalogue.Query{SKU: "S9", Text: "wool socks"}, []string{"S2"}},
		"category alone":               {catalogue.Query{Category: " umbrellas "}, []string{"U1", "U2"}},
		"pinyin":                       {catalogue.Query{Text: "hongse fajia"}, []string{"A1023"}},
		"pinyin by syllables":          {catalogue.Query{Text: "zhen zhu fa jia"}, []string{"A1025"}},
		"pinyin beside English":        {catalogue.Query{Text: "blue fa jia"}, []string{"A1024"}},
		"pinyin of a title":            {catalogue.Query{Text: "xiaoxiong"}, []string{"K7"}},
		"at most":                      {catalogue.Query{Text: "hair clip", MaxPrice: yuan(120)}, []string{"A1023"}},
		"less than":                    {catalogue.Query{Text: "hair clip", MaxPrice: yuan(119)}, nil},
		"at least":                     {catalogue.Query{Text: "hair clip", MinPrice: yuan(250)}, []string{"A1025"}},
		"price at the minimum":         {catalogue.Query{Category: "socks", MaxPrice: yuan(350)}, []string{"S1"}},
		"SKU within the price":         {catalogue.Query{Text: "A1023", MinPrice: yuan(500)}, []string{"A1023"}},
		"words within a category":      {catalogue.Query{Text: "red", Category: "bags"}, []string{"A1023"}},
		"nothing there":                {catalogue.Query{Text: "航天飞机发动机"}, nil},
		"no words":                     {catalogue.Query{Text: "?! ……"}, nil},
	} {
		got := v.found(c.query)
		if len(c.want) == 0 && len(got) > 0 || len(got) < len(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
			continue
		}
		if diff := cmp.Diff(c.want, got[:len(c.want)]); diff != "" {
			t.Errorf("%s: %v, want %v first", name, got, c.want)
		}
	}
}

// Goods that are called by the very word come before those that another word for it finds, and goods that both titles call
// so before those of which one only mentions it.
// TestNotWanted: what is not wanted is not found, by which words soever its title says it; words of the description alone do
// not leave an item out.
func TestNotWanted(t *testing.T) {
	t.Parallel()
	v := newShop(t)
	for _, c := range []struct {
		query catalogue.Query
		want  string
	}{
		{catalogue.Query{Text: "hair clips", Not: "red"}, "A1024 A1025"},
		{catalogue.Query{Text: "发夹", Not: "红色"}, "A1025 A1024"},
		{catalogue.Query{Text: "hair clips", Not: "红"}, "A1024 A1025"},
		{catalogue.Query{Not: "red hair clips"}, "A1024 A1025"},
		{catalogue.Query{Not: "红色的发夹"}, "A1025 A1024"},
		{catalogue.Query{Text: "canvas tote bag", Not: "red"}, "A1023"},
		{catalogue.Query{Text: "umbrella", Not: "golf"}, "U1"},
		{catalogue.Query{Category: "Umbrellas", Not: "golf"}, "U1"},
		{catalogue.Query{Text: "A1023", Not: "bag"}, "A1023"},
		{catalogue.Query{Text: "thermos", Not: "stainless steel"}, ""},
	} {
		if got := strings.Join(v.found(c.query), " "); got != c.want {
			t.Errorf("%+v: %s, want %s", c.query, got, c.want)
		}
	}
}

// TestCheapestFirst: the order of prices is that of the goods searched for alone; what is sold out stays last.
func TestCheapestFirst(t *testing.T) {
	t.Parallel()
	v := newShop(t)
	for _, c := range []struct {
		query catalogue.Query
		want  string
	}{
		{catalogue.Query{Text: "hair clip", Order: catalogue.Cheapest}, "A1023 A1024 A1025"},
		{catalogue.Query{Text: "发夹", Order: catalogue.Dearest}, "A1025 A1024 A1023"},
		{catalogue.Query{Text: "umbrella", Order: catalogue.Dearest}, "U1 U2"},
		{catalogue.Query{Text: "socks", Order: catalogue.Dearest}, "S2 S1"},
		{catalogue.Query{Text: "winter socks", Order: catalogue.Cheapest}, "S2"},
		{catalogue.Query{Category: "Hair", Order: catalogue.Dearest}, "A1025 A1024 A1023"},
	} {
		if got := strings.Join(v.found(c.query), " "); got != c.want {
			t.Errorf("%+v: %s, want %s", c.query, got, c.want)
		}
	}
}

func TestWhatIsMeantComesBeforeWhatMentionsIt(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("more.csv", `distributor,sku,title_en,title_zh,price,stock
D,SCRUNCHIE,Scrunchie,大肠发圈,1,9
D,TIES,"Seamless hair ties, pack of 10, assorted",无缝发圈 基础款皮筋 十根装 混色,1,9
D,BAUBLE,Baubles,圣诞球 圣诞树挂件,1,9
D,TREE,"Christmas tree, 60 cm, for the table, green",绿色圣诞树 六十厘米 桌面摆设,1,9
D,SOCKS,Business socks,商务袜 棉袜,1,9
D,ANKLE,"Ankle socks, thin, for summer",夏季薄款 浅口船袜 隐形,1,9
`, table.Options{})
	for words, want := range map[string]string{
		"hair ties": "TIES", "皮筋": "TIES", "scrunchies": "SCRUNCHIE", "圣诞树": "TREE", "christmas tree": "TREE", "船袜": "ANKLE", "棉袜": "SOCKS",
	} {
		if got := v.found(catalogue.Query{Text: words}); len(got) == 0 || got[0] != want {
			t.Errorf("%s: %v, want %s first", words, got, want)
		}
	}
}

func TestFindOnlyWhatMatches(t *testing.T) {
	t.Parallel()
	v := newShop(t)
	r, err := v.Find(t.Context(), catalogue.Query{Text: "hair clip"})
	if err != nil || r.Near || r.Total != 3 || len(r.Hits) != 3 {
		t.Errorf("%v, %+v", err, r)
	}
	if !slices.IsSortedFunc(r.Hits, func(a, b catalogue.Hit) int { return int(b.Score*1e6 - a.Score*1e6) }) {
		t.Error("scores do not fall")
	}
	both := v.found(catalogue.Query{Text: "A1023"})
	if diff := cmp.Diff([]string{"A1023", "A1023"}, both); diff != "" {
		t.Error("one SKU of two distributors:", diff)
	}
}

func TestNear(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Catalogue = catalogue.New(v.pool, rainOrShine{})
	v.load("shop.csv", shop, table.Options{})
	r, err := v.Find(t.Context(), catalogue.Query{Text: "brolly"})
	if diff := cmp.Diff([]string{"U1", "U2"}, skus(r.Hits)); err != nil || !r.Near || r.Total != 2 || diff != "" {
		t.Errorf("%v, %+v", err, r)
	}
	r, err = v.Find(t.Context(), catalogue.Query{Text: "brolly", MaxPrice: yuan(1199)})
	if err != nil || r.Near || len(r.Hits) != 0 {
		t.Errorf("near, but too dear: %v, %+v", err, r)
	}
	r, err = v.Find(t.Context(), catalogue.Query{Text: "xyzzyq"})
	if err != nil || r.Near || len(r.Hits) != 0 || r.Total != 0 {
		t.Errorf("%v, %+v", err, r)
	}
}

// rainOrShine is an embedder that knows one meaning: what keeps the rain off.
type rainOrShine struct{}

func (rainOrShine) EmbedQuery(_ context.Context, s string) ([]float32, error) {
	switch s = strings.ToLower(s); {
	case strings.Contains(s, "umbrella"), s == "brolly":
		return []float32{1, 0, 0}, nil
	case s == "xyzzyq":
		return []float32{0, 0, 1}, nil
	}
	return []float32{0, 1, 0}, nil
}

func (e rainOrShine) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for n, s := range texts {
		vectors[n], _ = e.EmbedQuery(ctx, s)
	}
	return vectors, nil
}

func TestPagesHoldEveryMatchOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", manyItems(300), table.Options{})
	seen := map[catalogue.ItemID]bool{}
	for offset := 0; ; offset += 7 {
		r, err := v.Find(t.Context(), catalogue.Query{Text: "red socks", Limit: 7, Offset: offset})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Hits) == 0 {
			if offset < r.Total || len(seen) != r.Total || r.Total < 8 {
				t.Errorf("%d seen of %d, at %d", len(seen), r.Total, offset)
			}
			break
		}
		for _, h := range r.Hits {
			if seen[h.ID] {
				t.Errorf("%s twice", h.SKU)
			}
			seen[h.ID] = true
		}
	}
	far, err := v.Find(t.Context(), catalogue.Query{Text: "red socks", Limit: -1, Offset: 1 << 40})
	if err != nil || len(far.Hits) != 0 {
		t.Error(far, err)
	}
}

func TestNewWordsAreKnownAtOnceToOtherProcesses(t *testing.T) {
	t.Parallel()
	v := newShop(t)
	other := catalogue.New(v.pool, nothingMeant{})
	for text, want := range map[string]int{"folding": 1, "trampolne": 0} {
		if r, err := other.Find(t.Context(), catalogue.Query{Text: text}); err != nil || len(r.Hits) != want {
			t.Error(text, r, err)
		}
	}
	v.load("more.csv", "distributor,sku,title_en,price\nYihua,T1,Garden trampoline,99\n", table.Options{})
	if r, err := other.Find(t.Context(), catalogue.Query{Text: "trampolne"}); err != nil || len(r.Hits) != 1 || r.Hits[0].SKU != "T1" {
		t.Error(r, err)
	}
	v.load("more.csv", "distributor,sku,title_en,price\nYihua,T1,Garden swing,99\n", table.Options{})
	if r, err := other.Find(t.Context(), catalogue.Query{Text: "trampoline"}); err != nil || len(r.Hits) != 0 {
		t.Error("found by a title it had before:", r, err)
	}
}

// nothingMeant is an embedder that cannot be reached.
type nothingMeant struct{}

var _ embeddings.Embedder = nothingMeant{}

func (nothingMeant) EmbedQuery(context.Context, string) ([]float32, error) {
	return nil, errors.New("cannot be reached")
}

func (nothingMeant) EmbedDocuments(context.Context, []string) ([][]float32, error) {
	return nil, errors.New("cannot be reached")
}

func TestWithoutAnEmbedderWordsStillFind(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Catalogue = catalogue.New(v.pool, nothingMeant{})
	v.want(table.Report{Read: 10, New: 10}, v.load("shop.csv", shop, table.Options{}))
	if len(v.told) != 1 {
		t.Error("told:", v.told)
	}
	if diff := cmp.Diff([]string{"A1023"}, v.found(catalogue.Query{Text: "red hair clip"})[:1]); diff != "" {
		t.Error(diff)
	}
}

// matchShop is what Match is tried on besides the shop.
const matchShop = "distributor,sku,title_en,title_zh,price,stock\nBags,P1,Pencil,铅笔,1,9\nBags,P2,Pencil case,笔袋,1,9\n" +
	"Bags,P3,Pencil case large,,1,9\n" +
	"Bags,H1,\"Black Pins, Pack of 20\",黑色一字夹 小黑夹,1,9\nBags,H2,\"Brown Pins, Pack of 20\",咖啡色一字夹 小黑夹,1,9\nBags,D1,Doll,,1,9\nYihua,D2,Doll,,1,9\n"

var matchCases = map[string]struct {
	first   string
	certain bool
}{
	"red hair clips":    {"A1023", true},
	"红色发夹":              {"A1023", true},
	"红色的发卡":             {"A1023", true},
	"K7":                {"K7", true},
	"a1024":             {"A1024", true},
	"A1023":             {"A1023", false}, // two distributors have it
	"hair clips":        {"", false},
	"发夹":                {"", false},
	"pencils":           {"P1", true}, // the title itself; the cases are something else
	"pencil case":       {"P2", true},
	"large pencil case": {"P3", true},
	"doll":              {"", false},
	"black pins":        {"H1", true}, // though the other's title says black as well
	"pins black":        {"H1", true},
	"20 black pins":     {"H1", true},
	"30 black pins":     {"", false},
	"golf umbrella":     {"U2", true}, // sold out, but meant
	"wool socks":        {"S2", true},
	"woll socks":        {"S2", false},    // taken for a typo
	"hongse fajia":      {"A1023", false}, // much else sounds so
	"green hair clips":  {"", false},
	"xyzzyq":            {"", false},
	"":                  {"", false},
}

func TestMatch(t *testing.T) {
	t.Parallel()
	v := newShop(t)
	v.load("more.csv", matchShop, table.Options{})
	for words, want := range matchCases {
		hits, certain, err := v.Match(t.Context(), words)
		if err != nil || certain != want.certain || len(hits) > 5 {
			t.Errorf("%q: certain %v, want %v: %v, %v", words, certain, want.certain, skus(hits), err)
		}
		if want.first != "" && (len(hits) == 0 || hits[0].SKU != want.first) {
			t.Errorf("%q: %v, want %s", words, skus(hits), want.first)
		}
	}
}

// No text makes a search fail, and limits always hold.
func TestAnySearch(t *testing.T) {
	t.Parallel()
	v := newShop(t)
	rapid.Check(t, func(t *rapid.T) {
		low, high := measure.Fen(rapid.IntRange(0, 3000).Draw(t, "low")), measure.Fen(rapid.IntRange(0, 3000).Draw(t, "high"))
		q := catalogue.Query{Text: rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-z发夹袜子红' &|!()<>:*\\-]{0,12}`)).Draw(t, "text"), MinPrice: &low, MaxPrice: &high}
		r, err := v.Find(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range r.Hits {
			if price := h.PriceAt(h.MinQty); price < low || price > high {
				t.Fatalf("%s at %v is not between %v and %v", h.SKU, price, low, high)
			}
		}
		if _, _, err := v.Match(context.Background(), q.Text); err != nil {
			t.Fatal(err)
		}
	})
}
