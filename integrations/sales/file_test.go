package sales

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"oldhand/integrations/batch"
	"oldhand/integrations/bounds"
)

// sold is what a file says in short: how many pieces of which goods.
func sold(f File) map[string]int {
	all := map[string]int{}
	for _, s := range f.Sold {
		all[f.Goods[s.Goods].Name] += s.Pieces
	}
	return all
}

// shops are files as the shops give them out, with what is to be fetched.
var shops = map[string]struct {
	sold    map[string]int
	orders  int
	out     map[Standing]int
	refused []string
}{
	"taobao.csv": {
		sold: map[string]int{"fj-red": 25, "家用厨房抹布吸水不掉毛 · 颜色分类:蓝色;规格:加厚": 2}, orders: 2,
		out: map[Standing]int{Unpaid: 1, Refunded: 1, Closed: 1, Shipped: 1},
	},
	"taobao-orders.csv": {
		sold: map[string]int{"韩版红色蝴蝶结发夹女甜美发饰": 20, "家用厨房抹布吸水不掉毛 · 颜色分类:灰色": 1}, orders: 2,
		out: map[Standing]int{Closed: 1}, refused: []string{"sales.refused.kinds"},
	},
	"pinduoduo.csv": {sold: map[string]int{"zzfg-w": 4, "t-7": 3}, orders: 2, out: map[Standing]int{Refunded: 2, Shipped: 1}},
	"douyin.csv": {
		sold: map[string]int{"p-2": 6, "小号纸箱 · 规格:10只": 2}, orders: 2, out: map[Standing]int{Refunded: 1, Closed: 1, Unpaid: 1, Shipped: 1},
	},
	"shopify.csv": {
		sold: map[string]int{"a2001": 2, "bottle brush": 4}, orders: 2, out: map[Standing]int{Shipped: 2, Refunded: 1, Unpaid: 5},
	},
	"ali1688.csv": {sold: map[string]int{"a1023-r": 100, "礼品纸袋 牛皮 · 5000002": 50, "w-1": 50}, orders: 2, out: map[Standing]int{Closed: 1, Unpaid: 1}},
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// workbook is a CSV as the workbook that a shop gives out instead.
func workbook(t testing.TB, data []byte) []byte {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.ReplaceAll(data, []byte(`="`), []byte(`"`)))).ReadAll()
	if err != nil {
		// A number that is kept as a text stands as ="1" in a CSV, which is none of encoding/csv's.
		t.Fatal(err)
	}
	book := excelize.NewFile()
	for i, row := range rows {
		if err := book.SetSheetRow("Sheet1", "A"+strconv.Itoa(i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	out, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestFilesOfShops(t *testing.T) {
	t.Parallel()
	for name, want := range shops {
		data := file(t, name)
		gbk, err := simplifiedchinese.GB18030.NewEncoder().Bytes(data)
		if err != nil {
			t.Fatal(err)
		}
		for form, data := range map[string][]byte{"UTF-8": data, "marked": append([]byte("\ufeff"), data...), "GBK": gbk, "XLSX": workbook(t, data)} {
			f, err := Read(t.Context(), data)
			if err != nil {
				t.Fatalf("%s in %s: %v", name, form, err)
			}
			var refused []string
			for _, r := range f.Refused {
				refused = append(refused, r.Why.Code)
			}
			if diff := cmp.Diff(want.sold, sold(f)) + cmp.Diff(want.out, f.Out) + cmp.Diff(want.refused, refused); diff != "" || f.Orders != want.orders || f.Unnumbered != 0 {
				t.Errorf("%s in %s: %d orders, %d without a number %s", name, form, f.Orders, f.Unnumbered, diff)
			}
		}
	}
}

func TestWhatGoodsAreCalled(t *testing.T) {
	t.Parallel()
	f, err := Read(t.Context(), file(t, "taobao.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if g := f.Goods[0]; g.Code != "FJ-RED" || g.Words() != "韩版红色蝴蝶结发夹女甜美发饰 红色" {
		t.Errorf("%+v", g)
	}
	if g := f.Goods[1]; g.Code != "" || g.Kind() != "蓝色 加厚" {
		t.Errorf("%+v are %q", g, g.Kind())
	}
}

func TestPacks(t *testing.T) {
	t.Parallel()
	for _, g := range []Goods{
		{Title: "发夹 10个装"}, {Title: "小号纸箱", Spec: "规格:10只"}, {Title: "抹布", Spec: "蓝色;5条/包"}, {Title: "杯刷 含3支"}, {Title: "Hair clips, pack of 12"}, {Title: "Socks 3-pack"},
		{Title: "Clips", Spec: "10 pcs/bag"},
	} {
		if !g.Packed() {
			t.Errorf("%+v is no pack", g)
		}
	}
	for _, g := range []Goods{
		{Title: "发夹"}, {Title: "发夹 1个装"}, {Title: "2026新款发夹", Spec: "红色;36"}, {Title: "5厘米发夹"}, {Title: "Bag 30 cm"}, {Title: "Clip", Spec: "A4"}, {Title: "封箱胶带", Spec: "宽度:4.5cm"},
	} {
		if g.Packed() {
			t.Errorf("%+v is a pack", g)
		}
	}
}

func TestWhatBecameOfAnOrder(t *testing.T) {
	t.Parallel()
	for said, want := range map[[3]string]Standing{
		{"待发货", "无售后或售后取消"}: Open, {"等待卖家发货", "-"}: Open, {"买家已付款，等待卖家发货", "退款关闭"}: Open, {"备货中", "售后关闭"}: Open, {"待发货", "部分退款成功"}: Open, {"部分发货", ""}: Open,
		{"unfulfilled", "", "paid"}: Open, {"unfulfilled", "", "partially_paid"}: Open, {"Unshipped", "", "partially_refunded"}: Open, {"Pending shipment", ""}: Open,
		{"待发货", "售后处理中"}: Refunded, {"未发货，退款成功", ""}: Refunded, {"待发货", "买家已申请退款，等待卖家同意"}: Refunded, {"unfulfilled", "", "refunded"}: Refunded,
		{"已取消", ""}: Closed, {"交易关闭", "退款成功"}: Closed, {"Cancelled", ""}: Closed,
		{"等待买家付款", ""}: Unpaid, {"待付款", ""}: Unpaid, {"待成团", ""}: Unpaid, {"Awaiting payment", ""}: Unpaid,
		{"unfulfilled", "", "pending"}: Unpaid, {"unfulfilled", "", "voided"}: Unpaid, {"待发货", "", "未付款"}: Unpaid,
		{"已发货，待签收", "无售后或售后取消"}: Shipped, {"卖家已发货，等待买家确认", ""}: Shipped, {"交易成功", "没有申请退款"}: Shipped, {"fulfilled", "", "paid"}: Shipped,
	} {
		if got := standing(said[0], said[1], said[2]); got != want {
			t.Errorf("%q is %q, not %q", said, got, want)
		}
	}
}

// TestListsOfOnesOwn: a list that somebody keeps has no numbers of orders, perhaps, and is known by itself.
func TestListsOfOnesOwn(t *testing.T) {
	t.Parallel()
	list := "今天卖的\n货号,数量\nA1023,20\nA1023,5件\nT-7,0\n,3\n合计,25\n"
	f, err := Read(t.Context(), []byte(list))
	if err != nil || f.Orders != 0 || f.Unnumbered != 2 || len(f.Refused) != 2 || f.Pieces() != 25 || f.Priceable {
		t.Fatalf("%+v, %v", f, err)
	}
	other, err := Read(t.Context(), []byte(list+"T-7,1\n"))
	if err != nil || other.Sold[0].Number == f.Sold[0].Number {
		t.Errorf("rows of another list are the same: %+v, %v", other.Sold, err)
	}
	f, err = Read(t.Context(), []byte("order,product,qty\n1.0212E+18,clip,2\n4021883300112233441,clip,3\n"))
	if err != nil || f.Unnumbered != 1 || f.Orders != 1 {
		t.Errorf("a number that was cut short: %+v, %v", f, err)
	}
}

// TestShortNumbers: a list that numbers its orders from 1 every day has no numbers by which another day's are told from them.
func TestShortNumbers(t *testing.T) {
	t.Parallel()
	f, err := Read(t.Context(), []byte("订单号,商品名称,数量\n1,杯子,2\n#12,杯子,1\n11-30,杯子,1\n１２３４,杯子,1\n12345,杯子,1\n#1041,杯子,1\n"))
	if err != nil || f.Unnumbered != 4 || f.Orders != 2 || f.Pieces() != 7 {
		t.Errorf("%+v, %v", f, err)
	}
}

// TestPartsOfAnOrder: what became of a part of an order goes before what became of the order.
func TestPartsOfAnOrder(t *testing.T) {
	t.Parallel()
	f, err := Read(t.Context(), []byte("主订单编号,子订单编号,订单状态,子订单状态,商品名称,数量\n10001,11,部分发货,已发货,杯子,2\n10001,12,部分发货,待发货,刷子,3\n10001,13,部分发货,交易关闭,抹布,1\n"))
	if diff := cmp.Diff(map[string]int{"刷子": 3}, sold(f)) + cmp.Diff(map[Standing]int{Shipped: 1, Closed: 1}, f.Out); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

// TestKindsInTwoColumns: a colour and a size of its own tell goods apart.
func TestKindsInTwoColumns(t *testing.T) {
	t.Parallel()
	f, err := Read(t.Context(), []byte("订单号,品名,颜色,尺码,数量\n1,拖鞋,红,36,1\n2,拖鞋,红,38,2\n3,拖鞋,,,1\n"))
	if diff := cmp.Diff(map[string]int{"拖鞋 · 红;36": 1, "拖鞋 · 红;38": 2, "拖鞋": 1}, sold(f)); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

// TestRowsOfOneOrder: the same goods of an order add up, and a part of an order that stands there twice counts once.
func TestRowsOfOneOrder(t *testing.T) {
	t.Parallel()
	f, err := Read(t.Context(), []byte("主订单编号,子订单编号,商品名称,数量\n10001,11,杯子,2\n10001,12,杯子,3\n10001,12,杯子,3\n,,刷子,1\n"))
	if err != nil || f.Orders != 1 || cmp.Diff(map[string]int{"杯子": 5, "刷子": 1}, sold(f)) != "" || len(f.Sold) != 2 {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestWhatIsNoFileOfGoods(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		data string
		want error
	}{
		"empty":      {"", ErrNoGoods},
		"parcels":    {"订单号,收货地址,重量\n1,北京,1\n", ErrNoGoods},
		"no goods":   {"订单号,数量\n1,1\n", ErrNoGoods},
		"no numbers": {"订单号,商品名称\n1,杯子\n", ErrNoGoods},
		"no rows":    {"商品名称,数量\n\n", ErrNoGoods},
		"no zip":     {"PK\x03\x04 no zip", ErrNoGoods},
		"long":       {"商品名称,数量\n" + strings.Repeat("杯子,1\n", batch.MaxLines+1), batch.ErrTooLong},
		"long, bad":  {"商品名称,数量\n" + strings.Repeat("杯子,1,2\n", batch.MaxLines+1), batch.ErrTooLong},
		"long, out":  {"商品名称,数量,订单状态\n" + strings.Repeat("杯子,1,已发货\n", batch.MaxLines+1), batch.ErrTooLong},
	} {
		if _, err := Read(t.Context(), []byte(c.data)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := Read(t.Context(), []byte("商品名称,数量"+strings.Repeat(",x", 300)+"\n杯子,1\n"))
	if bound, ok := errors.AsType[bounds.Error](err); !ok || bound.Code != "bounds.columns" {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	for name := range shops {
		f.Add(file(f, name))
		f.Add(workbook(f, file(f, name)))
	}
	f.Add([]byte("货号,数量\nA1023,20\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		f, err := Read(t.Context(), data)
		_, beyond := errors.AsType[bounds.Error](err)
		if err != nil && !beyond && !errors.Is(err, ErrNoGoods) && !errors.Is(err, batch.ErrTooLong) {
			t.Fatal(err)
		}
		seen := map[Sold]bool{}
		for _, s := range f.Sold {
			g := f.Goods[s.Goods]
			if s.Pieces < 1 || s.Number == "" || len([]rune(s.Number)) > 64 || g.Name == "" || len([]rune(g.Name)) > maxName {
				t.Fatalf("%+v of %+v", s, g)
			}
			if s.Pieces = 0; seen[s] {
				t.Fatalf("twice: %+v", s)
			}
			seen[s] = true
		}
	})
}
