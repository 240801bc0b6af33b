package catalogue_test

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/models"
	"oldhand/integrations/table"
)

func (v *village) names() *catalogue.Names {
	v.Helper()
	n, err := v.Names(v.Context())
	if err != nil {
		v.Fatal(err)
	}
	return n
}

func TestNamesKnowSKUs(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", `distributor,sku,title_en,unit,carton,price
Bags,A1,Clip,个,100,1
Yihua,a1,Tote,条,200,1
Bags,Ｂ2,Sock,双,10,1
Yihua,b2,Mug,个,10,1
Bags,C3,Pen,支,,1
`, table.Options{})
	only := v.item("C3").ID
	n := v.names()
	for s, want := range map[string]catalogue.Named{
		"A1":       {SKU: "A1", Unit: "个"}, // their cartons differ
		" a1\t":    {SKU: "A1", Unit: "个"},
		"ａ１":       {SKU: "A1", Unit: "个"},
		"b2":       {SKU: "B2", Unit: "双", Carton: 10}, // in plain letters, as the file's wide ones are read: both
		"ｂ2":       {SKU: "B2", Unit: "双", Carton: 10},
		"c\u200b3": {Item: only, SKU: "C3", Unit: "支"},
		"C":        {}, "": {}, "C3 C3": {},
	} {
		got, ok := n.SKU(s)
		items, err := v.BySKU(t.Context(), s)
		if err != nil || ok != (len(items) > 0) || ok && got.SKU != items[0].SKU {
			t.Errorf("%q: %+v, %v, but BySKU finds %d: %v", s, got, ok, len(items), err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", s, diff)
		}
	}
}

func TestNamesKnowCategories(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", `distributor,sku,title_en,category,price
D,A,A,Hair Clips,1
D,B,B,hair clips,1
D,C,C,hair clip,1
D,E,E,Socks 袜子,1
D,F,F,,1
`, table.Options{})
	all, err := v.Categories(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	n := v.names()
	for words, want := range map[string]string{
		"HAIR CLIPS": all[0], " hair clip ": all[0], "Hair Clips": all[0], "socks 袜子": "Socks 袜子", "socks": "", "": "", "s": "",
	} {
		if got, ok := n.Category(words); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v, want %q", words, got, ok, want)
		}
	}
}

func TestNamesKnowDistributors(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", `distributor,sku,title_en,price
Meiya 美雅,A,A,1
Hongfu Festive 红福节庆,B,B,1
Festive Lights,C,C,1
`, table.Options{})
	n := v.names()
	for sentence, want := range map[string]string{
		"I paid meiya 460": "Meiya 美雅", "刚转给美雅四百六": "Meiya 美雅", "红福节庆那边": "Hongfu Festive 红福节庆", "Hongfu's bill": "Hongfu Festive 红福节庆", "paid Festive 20": "",
		"Meiya and Hongfu": "", "": "", "lights": "Festive Lights",
	} {
		if got, ok := n.Distributor(sentence); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v, want %q", sentence, got, ok, want)
		}
	}
}

func TestNamesKnowWhatWordsMeanBeyondDoubt(t *testing.T) {
	t.Parallel()
	v := newShop(t)
	v.load("more.csv", matchShop, table.Options{})
	n := v.names()
	for words, want := range matchCases {
		named, ok := n.Item(words)
		if ok != want.certain || ok && (named.SKU != want.first || named.Unit != "个") {
			t.Errorf("%q: %+v, %v, want %+v", words, named, ok, want)
			continue
		}
		if !ok {
			continue
		}
		if i, err := v.Catalogue.Item(t.Context(), named.Item); err != nil || i.SKU != named.SKU {
			t.Errorf("%q: %+v is %+v, %v", words, named, i, err)
		}
	}
}

func TestNamesKnowWordsOfGoods(t *testing.T) {
	t.Parallel()
	v := newShop(t)
	v.load("more.csv", matchShop, table.Options{})
	n := v.names()
	for words, want := range map[string]bool{
		"hair clip": true, "clips": true, "发夹": true, "red": true, "": false, "the weather": false, "发夹 明天": false, "confirm": false,
	} {
		if got := n.Goods(words); got != want {
			t.Errorf("%q: %v", words, got)
		}
	}
}

// What a search looks at besides is stock: names do not know it.
func TestNamesDoNotKnowStock(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", `distributor,sku,title_en,price,stock
D,WHITE,"Cake box, white",1,9
D,PINK,"Cake box, pink",1,0
D,TIN,Cake tin,1,9
D,NAVY,"Steel bottle, navy, large",1,0
D,RED,"Steel bottle, red, large",1,9
`, table.Options{})
	n := v.names()
	for words, want := range map[string]struct{ named, matched bool }{
		"cake box":          {false, true}, // one can be had
		"navy steel bottle": {true, false}, // others can be had, and come first
	} {
		_, certain, err := v.Match(t.Context(), words)
		if _, ok := n.Item(words); err != nil || ok != want.named || certain != want.matched {
			t.Errorf("%q: named %v, matched %v, want %+v: %v", words, ok, certain, want, err)
		}
	}
}

// sampleWords are the sample's searches, and its titles, whole and in parts.
func (v *village) sampleWords() (all []string) {
	v.Helper()
	file, err := os.ReadFile("../../evals/find.jsonl")
	if err != nil {
		v.Fatal(err)
	}
	for line := range strings.Lines(string(file)) {
		var c struct{ Query string }
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			v.Fatal(err)
		}
		all = append(all, c.Query)
	}
	for _, i := range v.everything() {
		words := strings.Fields(i.TitleEN)
		characters := []rune(strings.ReplaceAll(i.TitleZH, " ", ""))
		all = append(all, i.TitleEN, i.TitleZH, strings.Join(words[:min(3, len(words))], " "), string(characters[max(0, len(characters)-4):]))
	}
	return append(all, "", "?!", "A1024", "umbrella like A1024", "我要A1024发夹", "A1023 and F6001", "hongse fajia", "xyzzyq plugh")
}

// With everything in stock, names are certain where a search is, and of the same item.
func TestNamesAgreeWithTheSearch(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	if _, err := v.Import(t.Context(), []string{"../../sample/items"}, table.Options{}); err != nil {
		t.Fatal(err)
	}
	if _, err := v.pool.Exec(t.Context(), `WITH counted AS (UPDATE stock SET on_hand = reserved + 1000 RETURNING item_id, on_hand)
		INSERT INTO item_events (item_id, at, actor, what, on_hand) SELECT item_id, now(), 0, 'counted', on_hand FROM counted`); err != nil {
		t.Fatal(err)
	}
	n := v.names()
	all, certain := v.sampleWords(), 0
	for lines := range slices.Chunk(all, 100) {
		matched, err := v.MatchAll(t.Context(), lines)
		if err != nil {
			t.Fatal(err)
		}
		for at, m := range matched {
			named, ok := n.Item(lines[at])
			if ok != m.Certain || ok && named.Item != m.Hits[0].ID {
				t.Errorf("%q: named %+v, %v; matched %v, %v", lines[at], named, ok, skus(m.Hits), m.Certain)
			}
			if ok {
				certain++
			}
		}
	}
	t.Logf("%d of %d are certain", certain, len(all))
}

func TestNewNamesAreKnownAtOnceToOtherProcesses(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", "distributor,sku,title_en,unit,carton,category,price\nD,A1,Clip,个,100,Hair,1\n", table.Options{})
	other := &village{TB: t, Catalogue: catalogue.New(v.pool, nothingMeant{})}
	before := other.names()
	for _, change := range []string{"unit,条", "carton,50", "category,Clips", "title_en,Barrette"} {
		column, value, _ := strings.Cut(change, ",")
		v.load(column+".csv", "distributor,sku,price,"+column+"\nD,A1,1,"+value+"\n", table.Options{})
		now, want := other.names(), v.item("A1")
		named, _ := now.SKU("a1")
		if diff := cmp.Diff(catalogue.Named{Item: want.ID, SKU: want.SKU, Unit: want.Unit, Carton: want.Carton}, named); diff != "" {
			t.Errorf("%s: %s", change, diff)
		}
		_, categoryKnown := now.Category(want.Category)
		if _, titleKnown := now.Item(want.TitleEN); !categoryKnown || !titleKnown {
			t.Errorf("%s: category %v, title %v", change, categoryKnown, titleKnown)
		}
	}
	if was, ok := before.SKU("A1"); !ok || was.Unit != "个" || was.Carton != 100 {
		t.Errorf("the old names changed: %+v", was)
	}
	if _, err := v.pool.Exec(t.Context(), `UPDATE items SET sku = 'B1', sku_key = 'b1'`); err != nil {
		t.Fatal(err)
	}
	if _, ok := other.names().SKU("B1"); !ok {
		t.Error("the new SKU is not known")
	}
	if _, err := v.pool.Exec(t.Context(), forgotten+`DELETE FROM item_terms; DELETE FROM item_embeddings; DELETE FROM stock; DELETE FROM items`); err != nil {
		t.Fatal(err)
	}
	if _, ok := other.names().SKU("B1"); ok {
		t.Error("the deleted SKU is known")
	}
}

// Whatever changes no name makes nobody read all of them again.
func TestNamesAreKeptWhileTheyAreTrue(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	const file = "distributor,sku,title_en,price,stock\nD,A1,Clip,2,9\n"
	v.load("items.csv", file, table.Options{})
	kept := v.names()
	v.load("same.csv", file, table.Options{})
	v.load("prices.csv", strings.Replace(file, "2,9", "3,8", 1), table.Options{})
	v.load("try.csv", strings.Replace(file, "Clip", "Clasp", 1), table.Options{DryRun: true})
	if err := v.in(func(ctx context.Context, tx pgx.Tx) error {
		_, err := v.SetPrice(ctx, tx, catalogue.By{}, "D", "A1", 400)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if v.names() != kept {
		t.Error("read again")
	}
}

// Many ask while the items change: each gets names that are at least as new as what was there when it asked.
func TestNamesWhileItemsChange(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", manyItems(200), table.Options{})
	var carton atomic.Int64
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for done := int64(0); done < 10; {
				done = carton.Load()
				n, err := v.Names(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				if named, ok := n.SKU("S00042"); !ok || int64(named.Carton) < done {
					t.Errorf("carton %d, %v, when it was %d", named.Carton, ok, done)
				}
			}
		})
	}
	for n := range int64(10) {
		if _, err := v.pool.Exec(t.Context(), `UPDATE items SET carton = $1`, n+1); err != nil {
			t.Error(err)
		}
		carton.Store(n + 1)
	}
	wait.Wait()
}

// trips counts round trips.
type trips struct{ atomic.Int32 }

func (r *trips) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	r.Add(1)
	return ctx
}

func (*trips) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

func (r *trips) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	r.Add(1)
	return ctx
}

func (*trips) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}

func (*trips) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData) {}

func TestManyOrderLinesCostNoMoreRoundTripsThanOne(t *testing.T) {
	t.Parallel()
	v := newShop(t)
	counted := &trips{}
	config := v.pool.Config()
	config.ConnConfig.Tracer = counted
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	c := catalogue.New(pool, models.BuiltIn())
	if _, err := c.Names(t.Context()); err != nil {
		t.Fatal(err)
	}
	lines := []string{"red hair clips", "", "A1023", "green hair clips", "xyzzyq", "umbrella like A1024", "红色发夹", "red hair clips"}
	for _, asked := range [][]string{lines, lines[:1], {"K7"}, {"xyzzyq"}} {
		counted.Store(0)
		matched, err := c.MatchAll(t.Context(), asked)
		if err != nil || len(matched) != len(asked) {
			t.Fatal(matched, err)
		}
		if got := counted.Load(); got > 3 {
			t.Errorf("%q: %d round trips", asked, got)
		}
		for n, words := range asked {
			hits, certain, err := v.Match(t.Context(), words)
			if diff := cmp.Diff(hits, matched[n].Hits); err != nil || certain != matched[n].Certain || diff != "" {
				t.Errorf("%q: %v, %s", words, err, diff)
			}
		}
	}
	if matched, err := c.MatchAll(t.Context(), nil); err != nil || len(matched) != 0 {
		t.Error(matched, err)
	}
}

func TestBySKUsInTheOrderAsked(t *testing.T) {
	t.Parallel()
	v := newShop(t)
	items, err := v.BySKUs(t.Context(), []string{" k7", "A1023", "nothing", "", "Ｋ７", "m1"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, i := range items {
		got = append(got, i.Distributor+" "+i.SKU)
	}
	if diff := cmp.Diff([]string{"Bags K7", "Bags A1023", "Yihua A1023", "Bags K7", "Bags M1"}, got); diff != "" {
		t.Error(diff)
	}
	if items, err := v.BySKUs(t.Context(), nil); err != nil || len(items) != 0 {
		t.Error(items, err)
	}
}

// Words that say nothing are no title, even of an item that has none in one language.
func TestNoWordsMeanNoItem(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", "distributor,sku,title_en,price,stock\nD,A1,Clip,2,9\n", table.Options{})
	for _, words := range []string{"", " ", "?!", "\u200b"} {
		if hits, certain, err := v.Match(t.Context(), words); certain || err != nil {
			t.Errorf("%q: %v, %v", words, skus(hits), err)
		}
		if named, ok := v.names().Item(words); ok {
			t.Errorf("%q: %+v", words, named)
		}
	}
}

// TestDescribed: goods are found by what is told of them, where only one fits; what cannot be said of such goods tells nothing, what can be does.
func TestDescribed(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", `distributor,sku,title_en,title_zh,unit,price
Hats,H1,Red Knit Beanie with Pompom,红色毛线帽 毛球针织帽,顶,6
Hats,H2,Black Knit Beanie with Pompom,黑色毛线帽 毛球针织帽,顶,6
Hats,H3,"Red Knit Beanie, Striped",红色毛线帽 条纹针织帽,顶,6
Bags,B1,"Red Canvas Bag, Large",红色帆布袋 大号,个,9
Bags,B2,"Red Canvas Bag, Small",红色帆布袋 小号,个,8
Cake,C1,"Cake Candles, Gold",蛋糕蜡烛 金色,盒,1
`, table.Options{})
	n := v.names()
	for _, c := range []struct {
		name       string
		must, told []string
		sku        string
	}{
		{"毛线帽", []string{"红色"}, []string{"毛球"}, "H1"},
		{"beanie", []string{"black"}, []string{"for my nephew"}, "H2"},
		{"beanie", []string{"red"}, []string{"for my nephew"}, ""}, // there are two
		{"beanie", []string{"blue"}, nil, ""},
		{"canvas bag", []string{"red"}, []string{"large"}, "B1"},
		{"canvas bag", []string{"red"}, []string{"medium"}, ""},
		{"canvs bag", []string{"red"}, []string{"small"}, "B2"}, // a slip
		{"生日蛋糕蜡烛", []string{"金色"}, nil, "C1"},
		{"unicorn", []string{"red"}, nil, ""},
		{"", []string{"gold"}, nil, ""},
	} {
		got, ok := n.Described(c.name, c.must, c.told)
		if got.SKU != c.sku || ok != (c.sku != "") {
			t.Errorf("%q, %q, %q: %q, want %q", c.name, c.must, c.told, got.SKU, c.sku)
		}
	}
}
