package meaning

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"oldhand/integrations/measure"
)

// chengdu is a parcel that was priced.
var chengdu = Context{Focus: Focus{Quote: &Priced{To: "成都", Code: "5101", Weight: 1000}}}

const (
	kilo, twoKilos measure.Grams = 1000, 2000
	friday                       = "2026-11-27"
)

func TestParcels(t *testing.T) {
	t.Parallel()
	means(t, Context{}, map[string][]Command{
		"how much is 1kg to Shenzhen": is(Quote{To: Said("Shenzhen"), Code: Assumed("4403"), Weight: Said(kilo)}),
		"1公斤到深圳":                      is(Quote{To: Said("深圳"), Code: Assumed("4403"), Weight: Said(kilo)}),
		"1kg to Chaoyang":             is(Quote{To: Said("Chaoyang"), Weight: Said(kilo)}), // there are two
		"寄朝阳1公斤":                      is(Quote{To: Said("朝阳"), Weight: Said(kilo)}),
		"2kg to Beijing by Friday":    is(Quote{To: Said("Beijing"), Code: Assumed("11"), Weight: Said(twoKilos), By: Said(friday)}),
		"2公斤寄北京，周五前到":                 is(Quote{To: Said("北京"), Code: Assumed("11"), Weight: Said(twoKilos), By: Said(friday)}),
		"3 parcels of 1kg to Beijing, 30x20x10cm": is(Quote{
			To: Said("Beijing"), Code: Assumed("11"), Weight: Said(kilo), Size: Said([]int{300, 200, 100}), Count: Said(3),
		}),
		"1公斤寄北京，3件，30x20x10":  is(Quote{To: Said("北京"), Code: Assumed("11"), Weight: Said(kilo), Size: Said([]int{300, 200, 100}), Count: Said(3)}),
		"cheapest to Chengdu": is(Quote{To: Said("Chengdu"), Code: Assumed("5101")}), "寄成都最便宜的": is(Quote{To: Said("成都"), Code: Assumed("5101")}),
		"send with ZTO": is(Ship{Courier: Said("ZTO")}), "发中通": is(Ship{Courier: Said("ZTO")}), "my parcels": is(Parcels{}), "我的包裹": is(Parcels{}),
	})
}

// What a follow-up leaves out the parcel priced before has.
func TestFollowUpsOfAQuote(t *testing.T) {
	t.Parallel()
	carried := Quote{To: Carried("成都"), Code: Assumed("5101"), Weight: Carried(kilo)}
	with := func(change func(*Quote)) []Command {
		q := carried
		change(&q)
		return is(q)
	}
	heavier := with(func(q *Quote) { q.Weight = Said(twoKilos) })
	zto := with(func(q *Quote) { q.Courier = Said("ZTO") })
	three := with(func(q *Quote) { q.Count = Said(3) })
	large := with(func(q *Quote) { q.Size = Said([]int{300, 200, 100}) })
	beijing := func(to string) []Command { return is(Quote{To: Said(to), Code: Assumed("11"), Weight: Carried(kilo)}) }
	means(t, chengdu, map[string][]Command{
		"2kg": heavier, "and 2kg?": heavier, "2公斤": heavier, "2公斤呢": heavier,
		"what about ZTO": zto, "中通呢": zto, "3 parcels": three, "3件": three, "30x20x10": large, "30×20×10厘米": large,
		"to Beijing": beijing("Beijing"), "寄北京": beijing("北京"), "北京呢": beijing("北京"),
	})
}

// The day by which a parcel has to be there, said of the one just priced; alone it could be when an order is fetched.
func TestDeadlines(t *testing.T) {
	t.Parallel()
	by := func(day string) []Command { return is(Quote{By: Said(day)}) }
	cases := map[string][]Command{
		"within 3 days": by("2026-11-26"), "and within two days?": by("2026-11-25"), "三天内到": by("2026-11-26"),
		"by Friday": by(friday), "周五前到": by(friday), "it must arrive by Friday": by(friday), "周五之前要到": by(friday),
	}
	means(t, chengdu, cases)
	means(t, chengdu, map[string][]Command{
		"by Friday to Beijing": is(Quote{To: Said("Beijing"), Code: Assumed("11"), Weight: Carried(kilo), By: Said(friday)}),
		"周五前到北京":               is(Quote{To: Said("北京"), Code: Assumed("11"), Weight: Carried(kilo), By: Said(friday)}),
	})
	means(t, Context{}, map[string][]Command{
		"within 3 days": is(Order{Lines: []Line{}, When: Said("2026-11-26")}),
	})
	ordering := chengdu
	ordering.Draft = []Item{{ID: 1, SKU: "A1023", Quantity: 20}}
	means(t, ordering, map[string][]Command{
		"within 3 days": is(Order{Lines: []Line{}, When: Said("2026-11-26")}),
	})
}

// A place or a weight alone completes the parcel that lacks it; a number is of kilograms.
func TestWhatCompletesAParcel(t *testing.T) {
	t.Parallel()
	weightless := Context{Focus: Focus{Quote: &Priced{To: "成都", Code: "5101"}}}
	means(t, weightless, map[string][]Command{
		"2": is(Quote{Weight: Said(twoKilos)}), "1.5": is(Quote{Weight: Said[measure.Grams](1500)}),
		"2kg": is(Quote{To: Carried("成都"), Code: Assumed("5101"), Weight: Said(twoKilos)}),
		"4斤":  is(Quote{To: Carried("成都"), Code: Assumed("5101"), Weight: Said(twoKilos)}),
	})
	placeless := Context{Focus: Focus{Quote: &Priced{Weight: 1000}}}
	means(t, placeless, map[string][]Command{
		"Beijing":  is(Quote{To: Said("Beijing"), Code: Assumed("11"), Weight: Carried(kilo)}),
		"北京":       is(Quote{To: Said("北京"), Code: Assumed("11"), Weight: Carried(kilo)}),
		"Chaoyang": is(Quote{To: Said("Chaoyang"), Weight: Carried(kilo)}),
		"A1023":    is(Show{Items: []Line{{SKU: Said("A1023"), ID: Assumed[int64](1)}}}),
	})
	means(t, Context{}, map[string][]Command{"2": is(Unknown{})})
}

// What nobody else reads completes the parcel being priced: a weight, a place, a day; or begins one, where somebody asks who
// is cheapest.
func TestWhatIsReadNoOtherWayCompletesAParcel(t *testing.T) {
	t.Parallel()
	weightless, placeless := &Priced{Code: "5101"}, &Priced{Weight: 1000}
	for _, c := range []struct {
		text   string
		priced *Priced
		want   Quote // none: the words complete nothing
	}{
		{"Chengdu, whoever is cheapest", nil, Quote{To: Said("Chengdu")}}, {"成都，谁最便宜", nil, Quote{To: Said("成都")}},
		{"fastest to Chengdu by Friday", nil, Quote{To: Said("Chengdu"), By: Said(friday)}}, {"周五前到成都谁最快", nil, Quote{To: Said("成都"), By: Said(friday)}},
		{"2", weightless, Quote{Weight: Said(twoKilos)}}, {"2公斤", weightless, Quote{Weight: Said(twoKilos)}},
		{"Beijing", placeless, Quote{To: Said("Beijing")}}, {"北京", placeless, Quote{To: Said("北京")}},
		{"it has to be there by Friday", chengdu.Quote, Quote{By: Said(friday)}}, {"周五前要到", chengdu.Quote, Quote{By: Said(friday)}},
		{"Chengdu", nil, Quote{}}, {"2", nil, Quote{}}, {"Friday", chengdu.Quote, Quote{}}, {"周五", chengdu.Quote, Quote{}}, {"A1023", placeless, Quote{}},
	} {
		m := &message{text: c.text, Context: Context{Focus: Focus{Quote: c.priced}, Now: monday}, names: village{}}
		got, ok := m.completesQuote()
		if !ok {
			got = Quote{}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

// A pasted address is a parcel of its own: nothing but the weight of the one before counts for it.
func TestAPastedAddressIsAnotherParcel(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Quote{
		"Wang Wu 13900139000 Keji South Road 2, Shenzhen, 2kg": {To: Said("Shenzhen"), Code: Assumed("4403"), Weight: Said(twoKilos), Another: true},
		"王五 13900139000 深圳科技南路2号 2公斤":                          {To: Said("深圳"), Code: Assumed("4403"), Weight: Said(twoKilos), Another: true},
		"Wang Wu 13900139000 Keji South Road 2, Shenzhen":      {To: Said("Shenzhen"), Code: Assumed("4403"), Weight: Carried(kilo), Another: true},
		"王五 13900139000 深圳科技南路2号":                              {To: Said("深圳"), Code: Assumed("4403"), Weight: Carried(kilo), Another: true},
	} {
		r := Read(text, Context{Focus: chengdu.Focus, Now: monday}, village{})
		if diff := cmp.Diff(is(want), r.Commands); diff != "" || !r.Pasted {
			t.Errorf("%q, pasted %v (-want +got):\n%s", text, r.Pasted, diff)
		}
	}
}
