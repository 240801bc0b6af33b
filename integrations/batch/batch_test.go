package batch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/rates"
	"oldhand/integrations/rates/ratestest"
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
		"北京 一斤二 王五":                                    {Address: "北京   王五", Weight: "一斤二"},
		"3市斤 上海":                                       {Address: "上海", Weight: "3市斤"},
		"a kilo and a half to Harbin":                  {Address: "to Harbin", Weight: "a kilo and a half"},
		"武汉 1吨 120x100x90":                             {Address: "武汉", Weight: "1吨", Size: "120x100x90"},
		"1001 成都 1.2kg x2":                             {Order: "1001", Address: "成都", Weight: "1.2kg", Count: "2"}, "成都 1.2kg×2": {Address: "成都", Weight: "1.2kg", Count: "2"},
		"1001 成都 2x1.2kg": {Order: "1001", Address: "成都", Weight: "1.2kg", Count: "2"}, "成都 1.2kg*3件": {Address: "成都", Weight: "1.2kg", Count: "3"},
		"成都 2箱×1.2kg": {Address: "成都", Weight: "1.2kg", Count: "2"}, "成都 1.2kg ＊ ３": {Address: "成都", Weight: "1.2kg", Count: "3"}, "成都 800g x 10 30x20x10": {Address: "成都", Weight: "800g", Size: "30x20x10", Count: "10"},
		"1.2kg×2 成都": {Address: "成都", Weight: "1.2kg", Count: "2"}, "2*1.2kg 成都": {Address: "成都", Weight: "1.2kg", Count: "2"}, "成都 1.2公斤/件 x4": {Address: "成都", Weight: "1.2公斤", Count: "4"},
		"成都 1.2kg x0": {Address: "成都", Weight: "1.2kg", Count: "0"}, "成都 1.2kg -2件": {Address: "成都", Weight: "1.2kg", Count: "-2"}, "成都 -1.2kg": {Address: "成都 -1.2kg"},
		"成都 1.2kg*2个": {Address: "成都", Weight: "1.2kg", Count: "2"}, "成都 2包x1.2kg": {Address: "成都", Weight: "1.2kg", Count: "2"}, "成都 x2 1.2kg": {Address: "成都", Weight: "1.2kg", Count: "2"},
		"成都 1.2kg 两件": {Address: "成都", Weight: "1.2kg", Count: "2"}, "十二箱 每箱1.2kg 成都": {Address: "成都", Weight: "1.2kg", Count: "12"}, "成都 1.2kg，共3件": {Address: "成都  ，共", Weight: "1.2kg", Count: "3"},
		"1001 成都 ½kg x2": {Order: "1001", Address: "成都", Weight: "½kg", Count: "2"}, "成都 毛重1.2kg 净重1kg": {Address: "成都 毛重 净重1kg", Weight: "1.2kg"},
		"1001 成都市武侯区科华路2号 1,200g": {Order: "1001", Address: "成都市武侯区科华路2号", Weight: "1,200g"}, "139-0013-9000 王五 成都 1kg": {Address: "139-0013-9000 王五 成都", Weight: "1kg"},
		"139 0013 9000 王五 成都 1kg": {Address: "139 0013 9000 王五 成都", Weight: "1kg"}, "139****9000 王五 成都 1kg": {Address: "139****9000 王五 成都", Weight: "1kg"},
		"成都 3个1.5kg": {Address: "成都", Weight: "1.5kg", Count: "3"}, "成都 1.5kg×3 合计4.5kg": {Address: "成都", Weight: "1.5kg", Count: "3"},
		"成都 总重4.5kg 3件": {Address: "成都 总重", Weight: "1.5 kg", Count: "3"}, "3 boxes, total 4.5kg, Chengdu": {Address: "total , Chengdu", Weight: "1.5 kg", Count: "3"},
		"成都 一共4.5kg":         {Address: "成都 一共", Weight: "4.5kg"},
		"王一克 13800138000 西安": {Address: "王一克 13800138000 西安"},
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

// Without a unit a weight is in kilograms; nothing and less than nothing are refused, of parcels as of weights.
func TestMeasuresOfALine(t *testing.T) {
	t.Parallel()
	for w, want := range map[Wanted]measure.Grams{
		{Weight: "1.2"}: 1200, {Weight: "1,2"}: 1200, {Weight: "0,8"}: 800, {Weight: "1,200g"}: 1200, {Weight: "½kg", Count: "2"}: 500, {Weight: "3kg多一点"}: 3001,
		{Weight: "0"}: 0, {Weight: "-1"}: 0, {Weight: "-1kg"}: 0, {Weight: "0kg"}: 0, {Weight: "二十多斤"}: 0, {Weight: "1", Count: "0"}: 0, {Weight: "1", Count: "-2"}: 0,
	} {
		r, _, err := w.request(rates.Request{})
		if (err == nil) != (want > 0) || err == nil && r.Weight != want {
			t.Errorf("%+v weighs %d, %v; want %d", w, r.Weight, err, want)
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
		"1001 成都 2x1.2kg\n1002 北京 0.8kg":                  2, "成都 1,2kg\n北京 0,8kg": 2, "成都 1，200克\n北京 800克": 2, "成都 毛重1.2kg 净重1.0kg\n北京 毛重0.8kg 净重0.7kg": 2,
		"Chengdu gross 1.2kg net 1.0kg\nBeijing gross 0.8kg net 0.7kg": 2,
	} {
		lines, ok := Lines(text)
		if ok != (want > 0) || ok && len(lines) != want {
			t.Errorf("%q: %t, %+v", text, ok, lines)
		}
	}
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
	b, err := Price(t.Context(), ratestest.ThreeCouriers(t), someLines[:8], rates.Request{Volume: new(100)}, func(done int) { told = append(told, done) })
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
	var refused []string
	for _, r := range b.Refused {
		refused = append(refused, fmt.Sprint(r.Line, " ", r.Order, " ", phrases.Tell(phrases.English, r.Why)))
	}
	if diff := cmp.Diff([]string{
		"6 1005 no place found in the address", "7 1006 the weight is missing or cannot be read",
		"8 1007 the size cannot be read: 30x20x10", "9 1008 the number of parcels cannot be read",
	}, refused); diff != "" {
		t.Error(diff)
	}
	// A alone: 3.50 + 7.50 + 5.50 + 2.50. At no volume: B 2.60, A 9.00 + 6.00 + 3.00.
	want := Batch{Parcels: 6, Total: 1810, List: Comparison{Parcels: 6, Sum: 2060, Best: 1810}, Single: Comparison{"A", "", 6, 1900, 1810}}
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
	cards := ratestest.Cards(t,
		ratestest.National(func(r *rates.Row) {
			r.FirstPrice, r.Surcharges = ratestest.Fen(350), "fuel:0.20|村协议优惠 village discount:-0.30"
		}),
		ratestest.National(func(r *rates.Row) {
			r.FirstPrice, r.Surcharges, r.MinDailyParcels = ratestest.Fen(300), "gift:-2.00", 50
		}),
		ratestest.National(func(r *rates.Row) {
			r.Courier, r.Provinces, r.FirstPrice, r.MinDailyParcels = "圆通", "上海", ratestest.Fen(0), 50
		}),
	)
	lines := []Wanted{{Line: 1, Address: "北京", Weight: "1kg"}, {Line: 2, Address: "上海", Weight: "1kg"}}
	for volume, want := range map[int]Comparison{
		0:  {Parcels: 2, Sum: 740, Best: 680},
		50: {Parcels: 1, Sum: 370, Best: 100}, // 圆通 to Shanghai has a card for a large village alone
	} {
		b, err := Price(t.Context(), cards, lines, rates.Request{Volume: new(volume)}, nil)
		if err != nil || b.List != want {
			t.Errorf("at %d a day: %+v, %v", volume, b.List, err)
		}
	}
}

func TestABatchThatIsCalledOff(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Price(ctx, ratestest.ThreeCouriers(t), someLines, rates.Request{}, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestRefusalsNameReasonsButNoPeople(t *testing.T) {
	t.Parallel()
	cards := ratestest.Cards(t, ratestest.National(func(r *rates.Row) { r.Provinces = "浙江" }), ratestest.National(func(r *rates.Row) { r.Courier, r.Provinces, r.MaxG = "圆通", "北京", ratestest.Grams(1000) }))
	b, err := Price(t.Context(), cards, []Wanted{
		{Line: 1, Address: "王大锤 13812345678 朝阳区幸福路1号", Weight: "2kg"},
		{Line: 2, Address: "王大锤 13812345678 北京市幸福路1号", Weight: "2kg"},
	}, rates.Request{}, nil)
	if err != nil || len(b.Refused) != 2 {
		t.Fatalf("%+v, %v", b, err)
	}
	var said []string
	for _, r := range b.Refused {
		said = append(said, phrases.Tell(phrases.Chinese, r.Why))
	}
	if !strings.HasPrefix(said[0], "没有一家有报价") && !strings.HasPrefix(said[0], "不止一个地方") {
		t.Error(said[0])
	}
	if want := "没有一家有报价：不到北京（1）、超过1公斤（1）"; said[1] != want {
		t.Errorf("%s, want %s", said[1], want)
	}
	for _, r := range append(said, fmt.Sprint(b.Refused)) {
		if strings.Contains(r, "138") || strings.Contains(r, "王") {
			t.Error(r)
		}
	}
}

// A line of a batch costs what the same parcel costs alone, and the totals are those of the lines.
func TestABatchIsItsLines(t *testing.T) {
	t.Parallel()
	cards := ratestest.ThreeCouriers(t)
	rapid.Check(t, func(rt *rapid.T) {
		var lines []Wanted
		for i := range rapid.IntRange(0, 12).Draw(rt, "lines") {
			lines = append(lines, Wanted{
				Line: i + 1, Address: rapid.SampledFrom([]string{"北京", "杭州", "南京", "拉萨", "?"}).Draw(rt, "to"),
				Weight: fmt.Sprint(rapid.IntRange(0, 6000).Draw(rt, "weight"), "g"), Count: fmt.Sprint(rapid.IntRange(1, 5).Draw(rt, "count")),
			})
		}
		request := rates.Request{Volume: new(rapid.SampledFrom([]int{0, 100}).Draw(rt, "volume"))}
		b, err := Price(context.Background(), cards, lines, request, nil)
		if err != nil || len(b.Priced)+len(b.Refused) != len(lines) {
			rt.Fatalf("%d priced, %d refused of %d: %v", len(b.Priced), len(b.Refused), len(lines), err)
		}
		parcels, total := 0, measure.Fen(0)
		for _, p := range b.Priced {
			r := request
			r.Weight = p.Weight
			alone, _, err := cards.QuoteTo(lines[p.Line-1].Address, r)
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

// An order number that comes again is pointed out at the later line. Both are priced: an order may go in two parcels.
func TestAnOrderNumberThatComesAgain(t *testing.T) {
	t.Parallel()
	b, err := Price(t.Context(), ratestest.ThreeCouriers(t), []Wanted{
		{Line: 2, Order: "A1001", Address: "北京", Weight: "1kg"},
		{Line: 3, Order: " a１001", Address: "北京", Weight: "1kg"},
		{Line: 4, Order: "#A1001", Address: "北京", Weight: "2kg"},
		{Line: 5, Address: "北京", Weight: "1kg"},
		{Line: 6, Address: "北京", Weight: "1kg"},
		{Line: 7, Order: "6.92E+18", Address: "北京", Weight: "1kg"},
		{Line: 8, Order: "6923521234567890000", Address: "北京", Weight: "1kg"},
		{Line: 9, Order: "A1002", Address: "?", Weight: "1kg"},
		{Line: 10, Order: "A1002", Address: "北京", Weight: "1kg"},
	}, rates.Request{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	lines, sum := b.Doubted()
	for _, p := range lines {
		got = append(got, fmt.Sprint(p.Line, " ", phrases.Label(phrases.Chinese, "batch.doubts", p.Doubts)))
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
	b.Add(File{Refused: []Refused{{Line: 3}, {Line: 9}}})
	if diff := cmp.Diff([]Refused{{Line: 2}, {Line: 3}, {Line: 4}, {Line: 9}}, b.Refused); diff != "" {
		t.Error(diff)
	}
}

func FuzzBatchLines(f *testing.F) {
	f.Add("北京 1kg\n成都 2斤 3件 30x20x10\n#1001 x")
	f.Add("王一\n13800138000\n杭州\n1.2kg\n\n李二 800g")
	cards := ratestest.ThreeCouriers(f)
	f.Fuzz(func(t *testing.T, text string) {
		lines, ok := Lines(text)
		if ok && len(lines) < 2 {
			t.Errorf("%d lines", len(lines))
		}
		b, err := Price(t.Context(), cards, lines, rates.Request{}, nil)
		if err != nil || len(b.Priced)+len(b.Refused) != len(lines) {
			t.Errorf("%d of %d lines: %v", len(b.Priced)+len(b.Refused), len(lines), err)
		}
	})
}

// BenchmarkBatch prices 10,000 lines with whole addresses at 30 couriers and writes the workbook.
func BenchmarkBatch(b *testing.B) {
	var rows []rates.Row
	for n := range 30 {
		rows = append(rows, ratestest.National(func(r *rates.Row) { r.Courier, r.FirstPrice = fmt.Sprint("courier ", n), ratestest.Fen(300+n) }))
	}
	cards := ratestest.Cards(b, rows...)
	places := strings.Fields("浙江省杭州市西湖区 新疆维吾尔自治区乌鲁木齐市天山区 广东省深圳市南山区 四川省成都市锦江区 Urumqi 北京市朝阳区 山东临沂兰山区")
	lines := make([]Wanted, 10_000)
	for i := range lines {
		lines[i] = Wanted{Line: i + 2, Order: fmt.Sprint(i), Address: "王一 13800130001 " + places[i%len(places)] + "人民路1号", Weight: "1.2kg"}
	}
	for b.Loop() {
		batch, err := Price(b.Context(), cards, lines, rates.Request{}, nil)
		if err != nil || len(batch.Priced) < 9_000 {
			b.Fatal(len(batch.Priced), err)
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
