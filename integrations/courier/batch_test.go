package courier

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"oldhand/integrations/amount"
)

func TestOneLineOfABatch(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Wanted{
		"Beijing 1.2kg": {Address: "Beijing", Weight: "1.2kg"},
		"1001\t浙江省杭州市西湖区文三路1号\t0.8kg\t30x20x10": {Order: "1001", Address: "浙江省杭州市西湖区文三路1号", Weight: "0.8kg", Size: "30x20x10"},
		"#A-1002, 500g, Urumqi":                        {Order: "A-1002", Address: "Urumqi", Weight: "500g"},
		"订单号：88123 成都 3件 每件1.2公斤":                      {Order: "88123", Address: "成都", Weight: "1.2公斤", Count: "3"},
		"1. 张三，13800138000，上海市徐汇区漕溪北路18号，2斤":           {Address: "张三，13800138000，上海市徐汇区漕溪北路18号", Weight: "2斤"},
		"13800138000 李四 广州天河 两斤半":                      {Address: "13800138000 李四 广州天河", Weight: "两斤半"},
		"新疆克拉玛依市2号 1斤2两":                               {Address: "新疆克拉玛依市2号", Weight: "1斤2两"},
		"two boxes 40x30x20 2kg each to Shenzhen":      {Address: "two boxes     to Shenzhen", Weight: "2kg", Size: "40x30x20"},
		"2 boxes 40 x 30 x 20 cm 2kg each to Shenzhen": {Address: "to Shenzhen", Weight: "2kg", Size: "40 x 30 x 20 cm", Count: "2"},
		"新疆乌鲁木齐5克拉玛依路 1.5千克":                           {Address: "新疆乌鲁木齐5克拉玛依路", Weight: "1.5千克"},
		"322000 金华 800克":                               {Order: "322000", Address: "金华", Weight: "800克"},
		"0579-85551234 金华 800克":                        {Address: "0579-85551234 金华", Weight: "800克"},
		"5 grand road, Xiamen":                         {Address: "5 grand road, Xiamen"},
	} {
		got := readLine(text)
		if strings.Join(strings.Fields(got.Address), " ") == strings.Join(strings.Fields(want.Address), " ") {
			got.Address = want.Address
		}
		if got != want {
			t.Errorf("%q:\ngot  %+v\nwant %+v", text, got, want)
		}
	}
}

func TestWhichMessagesAreBatches(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"Beijing 1.2kg\nUrumqi 800g": 2,
		"地址 重量\n北京 1kg\n成都 2kg\n那里":  3,
		"北京 1kg\n成都":                 0,
		"北京 1kg":                     0,
		"20 A1023\n5 T-7":            0,
		"收货人: 王一\n手机: 13800138000\n地址: 杭州\n1.2kg":                 0,
		"王一\n13800138000\n杭州\n1.2kg\n\n李二\n13900139000\n成都\n800g": 2,
		"":                           0,
		"北京 1kg\n\n成都 2kg\n\n上海 3kg": 3,
		"how much is 1kg to Beijing\nand 2kg to Chengdu?": 2,
	} {
		lines, ok := BatchLines(text)
		if ok != (want > 0) || ok && len(lines) != want {
			t.Errorf("%q: %t, %+v", text, ok, lines)
		}
	}
}

// three is a deck of couriers whose prices are easy to add up.
func three(t testing.TB) *Cards {
	return deck(t,
		rate{Courier: "A", Provinces: "*", FirstG: grams(1000), FirstPrice: fen(300), StepG: grams(1000), StepPrice: fen(100), Divisor: 6000},
		rate{Courier: "A", Provinces: "*", FirstG: grams(1000), FirstPrice: fen(250), StepG: grams(1000), StepPrice: fen(100), MinDailyParcels: 100},
		rate{Courier: "B", Provinces: "浙江;江苏", FirstG: grams(3000), FirstPrice: fen(260), MaxG: grams(3000)},
		rate{Courier: "C", Provinces: "*", FirstG: grams(1000), FirstPrice: fen(900), StepG: grams(1000), StepPrice: fen(50)},
	)
}

var someLines = []Wanted{
	{Line: 2, Order: "1001", Address: "浙江省杭州市 王一 13800138000", Weight: "2"},         // B 2.60, A 3.50
	{Line: 3, Order: "1002", Address: "北京", Weight: "500g", Count: "3"},             // A 2.50, C 9.00
	{Line: 4, Order: "1003", Address: "江苏南京", Weight: "4kg"},                        // A 5.50, C 10.50
	{Line: 5, Order: "1004", Address: "朝阳", Weight: "1kg"},                          // several, but at one price: A 2.50
	{Line: 6, Order: "1005", Address: "nowhere at all", Weight: "1kg"},              // refused
	{Line: 7, Order: "1006", Address: "北京"},                                         // refused
	{Line: 8, Order: "1007", Address: "北京", Weight: "1kg", Size: "big"},             // refused
	{Line: 9, Order: "1008", Address: "北京", Weight: "1kg", Count: "0"},              // refused
	{Line: 10, Order: "1009", Address: "北京", Weight: "1kg", Size: "1000x1000x1000"}, // A 250, C 900 as well
}

func TestABatchByHand(t *testing.T) {
	t.Parallel()
	var told []int
	b, err := three(t).Batch(t.Context(), someLines[:8], Request{Volume: new(100)}, "en", func(done int) { told = append(told, done) })
	if err != nil {
		t.Fatal(err)
	}
	var priced []string
	for _, p := range b.Priced {
		priced = append(priced, fmt.Sprint(p.Line, " ", p.Best.Courier, " ", p.All(), " ", p.Next.Courier, " ", p.Next.Price))
	}
	if diff := cmp.Diff([]string{"2 B 2.60 A 3.50", "3 A 7.50 C 9.00", "4 A 5.50 C 10.50", "5 A 2.50 C 9.00"}, priced); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Refused{
		{6, "1005", "no place found in the address"}, {7, "1006", "the weight is missing or cannot be read"},
		{8, "1007", "the size cannot be read: 30x20x10"}, {9, "1008", "the number of parcels cannot be read"},
	}, b.Refused); diff != "" {
		t.Error(diff)
	}
	// A alone: 3.50 + 7.50 + 5.50 + 2.50. At no volume: B 2.60, A 9.00 + 6.00 + 3.00.
	want := Batch{Parcels: 6, Total: 1810, List: Comparison{Parcels: 6, Sum: 2060, Best: 1810}, Single: Comparison{"A", 6, 1900, 1810}}
	b.Priced, b.Refused = nil, nil
	if diff := cmp.Diff(want, b); diff != "" {
		t.Error(diff)
	}
	if !slices.Equal(told, []int{0}) || want.List.Saved() != 250 || want.Single.Saved() != 90 {
		t.Errorf("told %v", told)
	}
}

// The village gets 0.30 off and reaches the floor of one row: somebody alone would pay 3.50 + 0.20.
func TestListPricesKnowNoVolumeAndNoDiscounts(t *testing.T) {
	t.Parallel()
	cards := deck(t,
		national(func(r *rate) {
			r.FirstPrice, r.Surcharges = fen(350), "fuel:0.20|村协议优惠 village discount:-0.30"
		}),
		national(func(r *rate) { r.FirstPrice, r.Surcharges, r.MinDailyParcels = fen(300), "gift:-2.00", 50 }),
		national(func(r *rate) {
			r.Courier, r.Provinces, r.FirstPrice, r.MinDailyParcels = "圆通", "上海", fen(0), 50
		}),
	)
	lines := []Wanted{{Line: 1, Address: "北京", Weight: "1kg"}, {Line: 2, Address: "上海", Weight: "1kg"}}
	for volume, want := range map[int]Comparison{
		0:  {Parcels: 2, Sum: 740, Best: 680},
		50: {Parcels: 1, Sum: 370, Best: 100}, // 圆通 to Shanghai has a card for a large village alone
	} {
		b, err := cards.Batch(t.Context(), lines, Request{Volume: new(volume)}, "zh", nil)
		if err != nil || b.List != want {
			t.Errorf("at %d a day: %+v, %v", volume, b.List, err)
		}
	}
}

func TestABatchThatIsCalledOff(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := three(t).Batch(ctx, someLines, Request{}, "en", nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestRefusalsNameReasonsButNoPeople(t *testing.T) {
	t.Parallel()
	cards := deck(t, national(func(r *rate) { r.Provinces = "浙江" }), national(func(r *rate) { r.Courier, r.Provinces, r.MaxG = "圆通", "北京", grams(1000) }))
	b, err := cards.Batch(t.Context(), []Wanted{
		{Line: 1, Address: "王大锤 13812345678 朝阳区幸福路1号", Weight: "2kg"},
		{Line: 2, Address: "王大锤 13812345678 北京市幸福路1号", Weight: "2kg"},
	}, Request{}, "zh", nil)
	if err != nil || len(b.Refused) != 2 {
		t.Fatalf("%+v, %v", b, err)
	}
	if !strings.HasPrefix(b.Refused[0].Reason, "没有一家有报价") && !strings.HasPrefix(b.Refused[0].Reason, "不止一个地方") {
		t.Error(b.Refused[0].Reason)
	}
	if want := "没有一家有报价：不到北京（1）、超过1公斤（1）"; b.Refused[1].Reason != want {
		t.Errorf("%s, want %s", b.Refused[1].Reason, want)
	}
	for _, r := range b.Refused {
		if strings.Contains(r.Reason, "138") || strings.Contains(r.Reason, "王") {
			t.Error(r.Reason)
		}
	}
}

// A line of a batch costs what the same parcel costs alone, and the totals are those of the lines.
func TestABatchIsItsLines(t *testing.T) {
	t.Parallel()
	cards := three(t)
	rapid.Check(t, func(rt *rapid.T) {
		var lines []Wanted
		for i := range rapid.IntRange(0, 12).Draw(rt, "lines") {
			lines = append(lines, Wanted{
				Line: i + 1, Address: rapid.SampledFrom([]string{"北京", "杭州", "南京", "拉萨", "?"}).Draw(rt, "to"),
				Weight: fmt.Sprint(rapid.IntRange(0, 6000).Draw(rt, "weight"), "g"), Count: fmt.Sprint(rapid.IntRange(1, 5).Draw(rt, "count")),
			})
		}
		request := Request{Volume: new(rapid.SampledFrom([]int{0, 100}).Draw(rt, "volume"))}
		b, err := cards.Batch(context.Background(), lines, request, "en", nil)
		if err != nil || len(b.Priced)+len(b.Refused) != len(lines) {
			rt.Fatalf("%d priced, %d refused of %d: %v", len(b.Priced), len(b.Refused), len(lines), err)
		}
		parcels, total := 0, amount.Fen(0)
		for _, p := range b.Priced {
			r := request
			r.Weight = p.Weight
			alone, _, err := cards.QuoteTo(lines[p.Line-1].Address, r, "en")
			if diff := cmp.Diff(alone.Quotes[0], p.Best); err != nil || diff != "" {
				rt.Fatal(err, diff)
			}
			parcels, total = parcels+p.Count, total+p.All()
		}
		if b.Parcels != parcels || b.Total != total || b.List.Best > b.Total || b.Single.Best > b.Single.Sum {
			rt.Fatalf("%d parcels at %s: %+v", parcels, total, b)
		}
	})
}

func TestReadingAFileOfParcels(t *testing.T) {
	t.Parallel()
	want := []Wanted{{2, "1001", "浙江省杭州市文三路1号", "1.2", "30x20x10", "2"}, {Line: 3, Order: "1002", Address: "北京", Weight: "800g"}}
	text := "订单号,收货地址,重量,尺寸,件数,收货人\n1001,浙江省杭州市文三路1号,1.2,30x20x10,2,王一\n1002,北京,800g,,,\n1003,成都\n"
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"UTF-8": text, "GB18030": gbk, "marked": "\ufeff" + text, "semicolons": strings.ReplaceAll(text, ",", ";")} {
		f, err := ReadBatch([]byte(data), "zh")
		if diff := cmp.Diff(BatchFile{want, []Refused{{Line: 4, Reason: "只有2个值，表头有6列"}}, ""}, f); err != nil || diff != "" {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
	f, err := ReadBatch([]byte("Order ID,Province,City,Address,Weight (g)\n7,浙江省,金华市,义乌 1,1200\n"), "en")
	if diff := cmp.Diff([]Wanted{{Line: 2, Order: "7", Address: "浙江省金华市义乌 1", Weight: "1200g"}}, f.Lines); err != nil || diff != "" {
		t.Error(err, diff)
	}
	f, err = ReadBatch([]byte("订单号,*收件人地址（必填）,重量（公斤）,件数,尺寸\n=\"7001\",北京,１．２,２件,３０×２０×１０\n7002,成都,0.5,3箱,\n"), "zh")
	if diff := cmp.Diff([]Wanted{{2, "7001", "北京", "1.2", "30×20×10", "2"}, {Line: 3, Order: "7002", Address: "成都", Weight: "0.5", Count: "3"}}, f.Lines); err != nil || diff != "" {
		t.Error("as typed with an input method:", err, diff)
	}
	f, err = ReadBatch([]byte("7301 浙江省杭州市文三路478号 王一 13800138000 0.8kg\n7302 成都市武侯区 1.2kg\n"), "zh")
	if err != nil || len(f.Lines) != 2 || f.Lines[1].Order != "7302" {
		t.Errorf("without a row of names: %+v, %v", f, err)
	}
	for name, c := range map[string]struct {
		data string
		want error
	}{
		"empty":      {"", ErrBatchFile},
		"no address": {"a,b\n1,2\n", ErrBatchFile},
		"no weight":  {"address,b\n1,2\n", ErrBatchWeight},
		"no lines":   {"address,weight\n\n", ErrBatchFile},
		"no zip":     {"PK\x03\x04 no zip", ErrBatchFile},
		"long":       {"address,weight\n" + strings.Repeat("北京,1\n", MaxBatch+1), ErrBatchLong},
		"long, bad":  {"address,weight\n" + strings.Repeat("北京,1,2\n", MaxBatch+1), ErrBatchLong},
	} {
		if _, err := ReadBatch([]byte(c.data), "en"); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A text may have millions of lines; nobody wants to know more of them than that they are too many.
func TestLinesBeyondTheMostAreNotRead(t *testing.T) {
	t.Parallel()
	for _, between := range []string{"\n", "\n\n"} {
		text := strings.Repeat("北京 1kg"+between, MaxBatch+10)
		if lines, ok := BatchLines(text); !ok || len(lines) != MaxBatch+1 {
			t.Errorf("%q: %d, %t", between, len(lines), ok)
		}
		if _, err := ReadBatch([]byte(text), "zh"); !errors.Is(err, ErrBatchLong) {
			t.Errorf("%q: %v", between, err)
		}
	}
}

// An order number that comes again is pointed out at the later line. Both are priced: an order may go in two parcels.
func TestAnOrderNumberThatComesAgain(t *testing.T) {
	t.Parallel()
	b, err := three(t).Batch(t.Context(), []Wanted{
		{Line: 2, Order: "A1001", Address: "北京", Weight: "1kg"},
		{Line: 3, Order: " a１001", Address: "北京", Weight: "1kg"},
		{Line: 4, Order: "#A1001", Address: "北京", Weight: "2kg"},
		{Line: 5, Address: "北京", Weight: "1kg"},
		{Line: 6, Address: "北京", Weight: "1kg"},
		{Line: 7, Order: "6.92E+18", Address: "北京", Weight: "1kg"},
		{Line: 8, Order: "6923521234567890000", Address: "北京", Weight: "1kg"},
		{Line: 9, Order: "A1002", Address: "?", Weight: "1kg"},
		{Line: 10, Order: "A1002", Address: "北京", Weight: "1kg"},
	}, Request{}, "zh", nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	lines, sum := b.Doubted()
	for _, p := range lines {
		got = append(got, fmt.Sprint(p.Line, " ", p.Doubt))
	}
	const cut = "订单号被表格当成数字，后几位丢了：把这一列设成文本"
	if diff := cmp.Diff([]string{"3 和第2行一模一样", "4 订单号和第2行一样", "7 " + cut, "8 " + cut}, got); diff != "" {
		t.Error(diff)
	}
	if b.Parcels != 8 || sum != 1300 || b.Total != 2500 {
		t.Errorf("%d parcels at %s, %s of them to be looked at", b.Parcels, b.Total, sum)
	}
}

func TestRefusedLinesStandAsInTheFile(t *testing.T) {
	t.Parallel()
	b := Batch{Refused: []Refused{{Line: 2}, {Line: 4}}}
	b.Add(BatchFile{Refused: []Refused{{Line: 3}, {Line: 9}}})
	if diff := cmp.Diff([]Refused{{Line: 2}, {Line: 3}, {Line: 4}, {Line: 9}}, b.Refused); diff != "" {
		t.Error(diff)
	}
}

func TestTheWorkbookOfABatch(t *testing.T) {
	t.Parallel()
	b, err := three(t).Batch(t.Context(), someLines, Request{Volume: new(100)}, "en", nil)
	if err != nil {
		t.Fatal(err)
	}
	for lang, names := range map[string][]string{"en": {"Parcels", "Not priced", "Totals"}, "zh": {"包裹", "没有报价", "合计"}} {
		data, err := b.Sheet(lang)
		if err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(names, book.GetSheetList()); diff != "" {
			t.Error(diff)
		}
		rows, err := book.GetRows(names[0])
		if err != nil || len(rows) != 1+len(b.Priced) {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		if lang == "en" {
			want := "2|1001||Hangzhou, Zhejiang|2000||1|2000|B||2.60|2.60|2.60 first 3 kg|||" + "|A|3.50"
			if got := strings.Join(rows[1], "|"); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
		refused, err := book.GetRows(names[1])
		if err != nil || len(refused) != 1+len(b.Refused) {
			t.Errorf("%d refused, %v", len(refused), err)
		}
		totals, err := book.GetRows(names[2])
		if err != nil || len(totals) != 4 || totals[1][2] != b.Total.String() && !strings.Contains(totals[1][2], ",") {
			t.Errorf("totals %v, %v", totals, err)
		}
		for _, row := range slices.Concat(rows, refused, totals) {
			if strings.Contains(strings.Join(row, " "), "1380013") {
				t.Errorf("somebody's number in %v", row)
			}
		}
	}
}

// What is to be looked at twice stands in the file too, and so does what was not read.
func TestTheWorkbookNamesDoubts(t *testing.T) {
	t.Parallel()
	line := Wanted{Line: 2, Order: "A1", Address: "北京", Weight: "1kg"}
	again := line
	again.Line = 3
	b, err := three(t).Batch(t.Context(), []Wanted{line, again}, Request{}, "zh", nil)
	if err != nil {
		t.Fatal(err)
	}
	b.Add(BatchFile{Left: "只读了第一张表"})
	data, err := b.Sheet("zh")
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if cell, err := book.GetCellValue("包裹", "C3"); err != nil || cell != "和第2行一模一样" {
		t.Errorf("%q, %v", cell, err)
	}
	totals, err := book.GetRows("合计")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"其中请核对的", "1", "3.00"}, {"只读了第一张表"}}, totals[len(totals)-2:]); diff != "" {
		t.Error(diff)
	}
}

func FuzzBatchLines(f *testing.F) {
	f.Add("北京 1kg\n成都 2斤 3件 30x20x10\n#1001 x")
	f.Add("王一\n13800138000\n杭州\n1.2kg\n\n李二 800g")
	cards := three(f)
	f.Fuzz(func(t *testing.T, text string) {
		lines, ok := BatchLines(text)
		if ok && len(lines) < 2 {
			t.Errorf("%d lines", len(lines))
		}
		b, err := cards.Batch(t.Context(), lines, Request{}, "zh", nil)
		if err != nil || len(b.Priced)+len(b.Refused) != len(lines) {
			t.Errorf("%d of %d lines: %v", len(b.Priced)+len(b.Refused), len(lines), err)
		}
	})
}

func FuzzReadBatch(f *testing.F) {
	f.Add([]byte("订单号,收货地址,重量\n1001,北京,1.2\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		f, err := ReadBatch(data, "en")
		if err != nil && !errors.Is(err, ErrBatchFile) && !errors.Is(err, ErrBatchLong) && !errors.Is(err, ErrBatchWeight) {
			t.Errorf("%d lines, %v", len(f.Lines), err)
		}
	})
}

// BenchmarkBatch prices 10,000 lines with whole addresses at 30 couriers and writes the workbook.
func BenchmarkBatch(b *testing.B) {
	cards, g := thirty(b), places()
	lines := make([]Wanted, 10_000)
	for i := range lines {
		lines[i] = Wanted{Line: i + 2, Order: fmt.Sprint(i), Address: "王一 13800130001 " + g.place(nodeID(i%len(g.nodes))).Name + "人民路1号", Weight: "1.2kg"}
	}
	for b.Loop() {
		batch, err := cards.Batch(b.Context(), lines, Request{}, "en", nil)
		if err != nil || len(batch.Priced) < 9_000 {
			b.Fatal(len(batch.Priced), err)
		}
		if _, err := batch.Sheet("en"); err != nil {
			b.Fatal(err)
		}
	}
}

// What a line begins with may look like its number in a list.
func TestADecimalAtTheBeginningIsNoListNumber(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Wanted{
		"0.5公斤到山东临沂兰山区，收件人赵敏 15066668888": {Weight: "0.5公斤", Address: "到山东临沂兰山区，收件人赵敏 15066668888"},
		"1.2x0.4x0.3m 2kg 杭州": {Size: "1.2x0.4x0.3m", Weight: "2kg", Address: "杭州"},
		"30x20x10 max 2kg 杭州": {Size: "30x20x10", Weight: "2kg", Address: "max   杭州"},
		"30.5x20x10cm 2kg 杭州": {Size: "30.5x20x10cm", Weight: "2kg", Address: "杭州"},
		"2.成都市武侯区 1.5kg":      {Weight: "1.5kg", Address: "成都市武侯区"},
		"3. 1.5kg 成都市武侯区":     {Weight: "1.5kg", Address: "成都市武侯区"},
		"4.1.5kg 成都市武侯区":      {Weight: "1.5kg", Address: "成都市武侯区"},
	} {
		if diff := cmp.Diff(want, readLine(text)); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}
