package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"oldhand/integrations/measure"
)

// A shop's copied address is a parcel to be priced: its numbers are no quantities and its names no goods.
func TestPastedAddresses(t *testing.T) {
	t.Parallel()
	kilo := measure.Grams(1200)
	for text, want := range map[string]Slots{
		"收货人: 王小明 手机: 13800000000 杭州西湖区文三路100号":                          {To: "杭州", Code: "3301"},
		"王小明 13800000000 杭州西湖区文三路100号 3幢2单元502":                          {To: "杭州", Code: "3301"},
		"杭州 文三路100号 王小明 13800000000 1.2kg":                               {To: "杭州", Code: "3301", Weight: &kilo},
		"Wang Xiaoming 13800000000\nRoom 502, 100 Wensan Road, Hangzhou": {To: "Hangzhou", Code: "3301"},
		"收货人: 发圈\n手机: 13800000000\n地址: 成都 20号":                           {To: "成都", Code: "5101"},
	} {
		got := New(village{}).Understand(text, Context{Now: wednesday}).Commands
		if diff := cmp.Diff([]Command{{Quote, want}}, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestPastesThatNameNoKnownPlace(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"收货人: 王小明 手机: 13800000000 地址: 文三路100号": Unknown, "receiver: Wang, phone 13800000000, 5 boxes": Unknown,
		"A1023 20个，杭州 王小明 13800000000": Order, "A1023要20个 手机 13800000000": Order, "棉袜20双": Order,
	} {
		got := New(village{}).Understand(text, Context{Now: wednesday}).Commands
		if len(got) != 1 || got[0].Name != want {
			t.Errorf("%q is %+v", text, got)
		}
	}
}
