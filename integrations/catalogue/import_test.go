package catalogue_test

import (
	"errors"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/table"
)

const head = "distributor,sku,title_en,title_zh,category,unit,price,tiers,min_qty,multiple,stock,images,description_en,description_zh,carton,weight_g,stall\n"

func TestImportReadsEveryColumn(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.write("red.png", asPNG(t, painted(40, 30, color.RGBA{R: 200, A: 255})))
	v.write("side.jpg", asJPEG(t, painted(40, 30, color.White)))
	v.want(table.Report{Read: 2, New: 2}, v.load("items.csv", head+
		"Yihua, A1023 ,Red hair clip,红色发夹,Hair,条,1.20,200:0.90;50:1.05,10,5,100,red.png; side.jpg,Holds well,夹得牢,144,12,B3\n"+
		"义华,B1,,袜子,,,3,,,,,,,,,,\n", table.Options{}))
	got := v.item("a1023")
	if len(got.Images) != 2 || !strings.HasPrefix(got.Images[0], "item:") {
		t.Error("images:", got.Images)
	}
	want := catalogue.Item{Distributor: "Yihua", SKU: "A1023", TitleEN: "Red hair clip", TitleZH: "红色发夹", Category: "Hair", Unit: "条", Price: 120,
		Tiers: []catalogue.Tier{{From: 50, Price: 105}, {From: 200, Price: 90}}, MinQty: 10, Multiple: 5, Stock: 100,
		DescriptionEN: "Holds well", DescriptionZH: "夹得牢", Carton: 144, Weight: 12, Stall: "B3"}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(catalogue.Item{}, "ID", "Images")); diff != "" {
		t.Error(diff)
	}
	plain := catalogue.Item{Distributor: "义华", SKU: "B1", TitleZH: "袜子", Unit: "个", Price: 300, Tiers: []catalogue.Tier{}, MinQty: 1, Multiple: 1, Images: []string{}}
	if diff := cmp.Diff(plain, v.item("B1"), cmpopts.IgnoreFields(catalogue.Item{}, "ID")); diff != "" {
		t.Error(diff)
	}
}

func TestItemsUnderChineseHeaders(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.want(table.Report{Read: 2, New: 1, Rejected: 1}, v.load("报价单.csv",
		"美雅报价单,,,,,,,\n供应商,货号,品名,单价（元）,单位,起订量,库存,阶梯价\n美雅,A1,红发夹,1.20,条,10,860,50:1.05\n美雅,1.38E+10,蓝发夹,1.20,条,10,1,\n", table.Options{}))
	want := catalogue.Item{Distributor: "美雅", SKU: "A1", TitleZH: "红发夹", Unit: "条", Price: 120, Tiers: []catalogue.Tier{{From: 50, Price: 105}},
		MinQty: 10, Multiple: 1, Stock: 860, Images: []string{}}
	if diff := cmp.Diff(want, v.item("A1"), cmpopts.IgnoreFields(catalogue.Item{}, "ID")); diff != "" {
		t.Error(diff)
	}
	v.load("两个价.csv", "供应商,货号,品名,价格,单价,拿货价\n美雅,A2,红发夹,3.90,2.50,1.20\n", table.Options{})
	if got := v.item("A2").Price; got != 120 {
		t.Errorf("of several prices %s, not what sellers pay", got)
	}
}

func TestImportRejects(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.write("broken.jpg", []byte("\xff\xd8\xff broken"))
	v.write("cut.png", asPNG(t, painted(300, 200, color.White))[:200])
	v.write("thin.png", asPNG(t, painted(210, 10, color.White)))
	v.write("text.png", []byte("hello"))
	v.load("before.csv", "distributor,sku,title_en,price,stock\nD,HELD,Held,1,10\n", table.Options{})
	v.reserve("HELD", 7)
	for _, c := range []struct{ row, want string }{
		{",S,T,,,,1,,,,,,,,,,", "distributor: is empty"},
		{"D, ,T,,,,1,,,,,,,,,,", "sku: is empty"},
		{"D,A\u200bB,T,,,,1,,,,,,,,,,", `sku: "A\u200bB" holds characters that cannot be seen`},
		{"D," + strings.Repeat("x", 201) + ",T,,,,1,,,,,,,,,,", "sku: is longer than 200 bytes"},
		{"D,S,,,,,1,,,,,,,,,,", "title_en: a title in at least one language is needed"},
		{"D,S," + strings.Repeat("x", 1001) + ",,,,1,,,,,,,,,,", "title_en: is longer than 1000 bytes"},
		{"D,S,T,,,,,,,,,,,,,,", `price: "" is not a price in yuan with at most two decimals, like 1200 or 3.50`},
		{"D,S,T,,,,1.234,,,,,,,,,,", `price: "1.234" is not a price in yuan with at most two decimals, like 1200 or 3.50`},
		{`D,S,T,,,,"1,200",,,,,,,,,,`, `price: "1,200" is not a price in yuan with at most two decimals, like 1200 or 3.50`},
		{"D,S,T,,,,¥3,,,,,,,,,,", `price: "¥3" is not a price in yuan with at most two decimals, like 1200 or 3.50`},
		{"D,S,T,,,,-1,,,,,,,,,,", `price: "-1" is not a price in yuan with at most two decimals, like 1200 or 3.50`},
		{"D,S,T,,,,2,50:1.05;50:1.00,,,,,,,,,", "tiers: two prices from 50 on"},
		{"D,S,T,,,,2,50:1.05;200:1.06,,,,,,,,,", "tiers: from 200 on dearer than a smaller quantity (1.06, 1.05)"},
		{"D,S,T,,,,2,50:2.01,,,,,,,,,", "tiers: from 50 on dearer than a smaller quantity (2.01, 2.00)"},
		{"D,S,T,,,,2,50=1,,,,,,,,,", `tiers: "50=1" is not a quantity and a price, like 50:1.05`},
		{"D,S,T,,,,2,0:1,,,,,,,,,", `tiers: "0:1" is not a quantity and a price, like 50:1.05`},
		{"D,S,T,,,,2,5:1.005,,,,,,,,,", `tiers: "5:1.005" is not a quantity and a price, like 50:1.05`},
		{"D,S,T,,,,2,5:-1,,,,,,,,,", `tiers: "5:-1" is not a quantity and a price, like 50:1.05`},
		{"D,S,T,,,,1,,0,,,,,,,,", `min_qty: "0" is not a whole number from 1 on`},
		{"D,S,T,,,,1,,,1.5,,,,,,,", `multiple: "1.5" is not a whole number from 1 on`},
		{"D,S,T,,,,1,,,,-1,,,,,,", `stock: "-1" is not a whole number from 0 on`},
		{"D,S,T,,,,1,,,,99999999999,,,,,,", `stock: "99999999999" is not a whole number from 0 on`},
		{"D,held,T,,,,1,,,,6,,,,,,", "stock: 6 is less than the 7 that open orders have reserved"},
		{"D,S,T,,,,1,,,,,,,,x,,", `carton: "x" is not a whole number from 0 on`},
		{"D,S,T,,,,1,,,,,,,,,2.5,", `weight_g: "2.5" is not a whole number from 0 on`},
		{"D,S,T,,,,1,,,,,gone.png,,,,,", "images: gone.png: there is no such file beside this one"},
		{"D,S,T,,,,1,,,,,../../etc/passwd,,,,,", "images: ../../etc/passwd: cannot be opened"},
		{"D,S,T,,,,1,,,,,/etc/passwd,,,,,", "images: /etc/passwd: cannot be opened"},
		{"D,S,T,,,,1,,,,,text.png,,,,,", "images: text.png: not a picture that can be used: neither JPEG nor PNG"},
		{"D,S,T,,,,1,,,,,broken.jpg,,,,,", "images: broken.jpg: not a picture that can be used: neither JPEG nor PNG"},
		{"D,S,T,,,,1,,,,,cut.png,,,,,", "images: cut.png: not a picture that can be used: damaged"},
		{"D,S,T,,,,1,,,,,thin.png,,,,,", "images: thin.png: not a picture that can be used: 210 by 10 pixels"},
	} {
		v.want(table.Report{Read: 2, New: 1, Rejected: 1}, v.load("items.csv", head+c.row+"\nD,GOOD,T,,,,1,,,,,,,,,,\n", table.Options{}))
		if v.told[0] != "items.csv:2: "+c.want {
			t.Errorf("%s\n got %s\nwant items.csv:2: %s", c.row, v.told[0], c.want)
		}
		if _, err := v.pool.Exec(t.Context(), forgotten+`DELETE FROM item_embeddings; DELETE FROM item_terms; DELETE FROM stock WHERE reserved = 0; DELETE FROM items WHERE sku = 'GOOD'`); err != nil {
			t.Fatal(err)
		}
	}
}

func TestImportTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.write("a.png", asPNG(t, painted(10, 10, color.White)))
	csv := head + "Yihua,A1,Clip,发夹,Hair,条,1.20,50:1.05,10,5,100,a.png,x,y,144,12,B3\nYihua,A2,Sock,,,,2,,,,7,,,,,,\n"
	v.want(table.Report{Read: 2, New: 2}, v.load("items.csv", csv, table.Options{}))
	v.reserve("A1", 30)
	v.want(table.Report{Read: 2, Unchanged: 2}, v.load("items.csv", csv, table.Options{}))
	// Other spellings of the same names are the same item, and it keeps its first ones.
	v.want(table.Report{Read: 2, Unchanged: 2}, v.load("items.csv", strings.ReplaceAll(strings.ReplaceAll(csv, "Yihua,A", " YIHUA , a"), ".20", ".2"), table.Options{}))
	if got := v.item("A1"); got.Stock != 70 || got.SKU != "A1" || got.Distributor != "Yihua" {
		t.Errorf("%+v", got)
	}
	v.want(table.Report{Read: 2, Changed: 1, Unchanged: 1}, v.load("items.csv", strings.Replace(csv, ",5,100,", ",5,31,", 1), table.Options{}))
	if got := v.item("A1"); got.Stock != 1 {
		t.Errorf("%d left of 31 with 30 reserved", got.Stock)
	}
}

func TestTheLastRowOfAnItemHolds(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	csv := "distributor,sku,title_en,price\nD,A,First,1\nD,B,Other,1\nd ,a,Second,2\n"
	for _, want := range []table.Report{{Read: 3, New: 2, Unchanged: 1}, {Read: 3, Unchanged: 3}} {
		v.want(want, v.load("items.csv", csv, table.Options{}))
		if got := v.item("A"); got.TitleEN != "Second" || got.Price != 200 {
			t.Errorf("%+v", got)
		}
	}
}

func TestOneSKUOfTwoDistributors(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.want(table.Report{Read: 2, New: 2}, v.load("items.csv", "distributor,sku,title_en,price\nD,A,First,1\nE,A,Other,1\n", table.Options{}))
	items, err := v.BySKU(t.Context(), " a ")
	if err != nil || len(items) != 2 {
		t.Error(items, err)
	}
	none, err := v.BySKU(t.Context(), "Z")
	if err != nil || len(none) != 0 {
		t.Error(none, err)
	}
}

func TestColumnsThatAFileLacksStay(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", head+"D,A,Clip,发夹,Hair,条,1.20,50:1.05;100:0.80,10,5,100,,x,y,144,12,B3\n", table.Options{})
	want := v.item("A")
	v.want(table.Report{Read: 1, Changed: 1}, v.load("prices.csv", "sku,price,distributor\nA,0.90,D\n", table.Options{}))
	want.Price, want.Tiers = 90, []catalogue.Tier{{From: 100, Price: 80}} // a tier dearer than the new price is no tier
	if diff := cmp.Diff(want, v.item("A")); diff != "" {
		t.Error(diff)
	}
}

func TestTiersWithChineseMarks(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.want(table.Report{Read: 1, New: 1}, v.load("items.csv", "distributor,sku,title_en,price,tiers\nD,A,Clip,1.20,50：1.05；100：0.80\n", table.Options{}))
	if diff := cmp.Diff([]catalogue.Tier{{From: 50, Price: 105}, {From: 100, Price: 80}}, v.item("A").Tiers); diff != "" {
		t.Error(diff)
	}
}

func TestDryRunTellsAndWritesNothing(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", "distributor,sku,title_en,price,stock\nD,A,Clip,1,5\n", table.Options{})
	v.want(table.Report{Read: 2, New: 1, Changed: 1}, v.load("items.csv", "distributor,sku,title_en,price,stock\nD,A,Clip,2,6\nD,B,Sock,1,1\n", table.Options{DryRun: true}))
	if diff := cmp.Diff([]string{"items.csv:2: changed: A: price, stock", "items.csv:3: new: B"}, v.told); diff != "" {
		t.Error(diff)
	}
	if got := v.item("A"); got.Price != 100 || got.Stock != 5 {
		t.Errorf("%+v", got)
	}
	if items, err := v.BySKU(t.Context(), "B"); err != nil || len(items) != 0 {
		t.Error(items, err)
	}
}

func TestNothingRead(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	if _, err := v.Import(t.Context(), []string{filepath.Join(v.dir, "none.csv")}, table.Options{}); !errors.Is(err, table.ErrNothingRead) {
		t.Error(err)
	}
}

func TestTenThousandItems(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	csv := manyItems(10_000)
	v.want(table.Report{Read: 10_000, New: 10_000}, v.load("items.csv", csv, table.Options{}))
	v.want(table.Report{Read: 10_000, Unchanged: 10_000}, v.load("items.csv", csv, table.Options{}))
	var missing int
	err := v.pool.QueryRow(t.Context(), `SELECT count(*) FROM items i LEFT JOIN item_terms t ON t.item_id = i.id
		LEFT JOIN item_embeddings e ON e.item_id = i.id WHERE t.item_id IS NULL OR e.item_id IS NULL`).Scan(&missing)
	if err != nil || missing > 0 {
		t.Error(missing, "items cannot be found", err)
	}
}

// manyItems gives a file of n different items of 20 distributors.
func manyItems(n int) string {
	colours := []string{"Red 红色", "Blue 蓝色", "Green 绿色", "Pink 粉色", "Black 黑色"}
	things := []string{"hair clip 发夹", "sock 袜子", "necklace 项链", "umbrella 雨伞", "mug 马克杯", "towel 毛巾", "keychain 钥匙扣"}
	var b strings.Builder
	b.WriteString("distributor,sku,title_en,title_zh,category,price,tiers,stock\n")
	for i := range n {
		ce, cz, _ := strings.Cut(colours[i%len(colours)], " ")
		at := strings.LastIndex(things[i%len(things)], " ")
		te, tz := things[i%len(things)][:at], things[i%len(things)][at+1:]
		fmt.Fprintf(&b, "Distributor %d,S%05d,%s %s model %d,%s%s%d号,%s,%d.50,50:%d.20,1000\n", i%20, i, ce, te, i, cz, tz, i, te, i%40+1, i%40+1)
	}
	return b.String()
}

func TestRejectedRowsCanBeMendedAndImported(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.want(table.Report{Read: 2, New: 1, Rejected: 1}, v.load("items.csv", "distributor,sku,title_zh,price\nD,A,发夹,1元\nD,B,袜子,1\n", table.Options{}))
	rejects, err := os.ReadFile(filepath.Join(v.dir, "items.csv.rejects.csv"))
	if err != nil {
		t.Fatal(err)
	}
	v.want(table.Report{Read: 1, New: 1}, v.load("mended.csv", strings.Replace(string(rejects), "1元", "1", 1), table.Options{}))
}

func TestItemsInTheOrderAsked(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", "distributor,sku,title_en,price,category\nD,A,A,1,hair\nD,B,B,1,Socks\nE,C,C,1,socks\n", table.Options{})
	a, b := v.item("A").ID, v.item("B").ID
	items, err := v.Items(t.Context(), []catalogue.ItemID{b, 999999, a})
	if err != nil || len(items) != 2 || items[0].ID != b || items[1].ID != a {
		t.Error(items, err)
	}
	if _, err := v.Item(t.Context(), 999999); !errors.Is(err, catalogue.ErrNotFound) {
		t.Error(err)
	}
	categories, err := v.Categories(t.Context())
	if diff := cmp.Diff([]string{"Socks", "hair"}, categories); diff != "" || err != nil {
		t.Error(diff, err)
	}
	distributors, err := v.Distributors(t.Context())
	if diff := cmp.Diff([]string{"D", "E"}, distributors); diff != "" || err != nil {
		t.Error(diff, err)
	}
}
