package courier_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/courier"
	"oldhand/integrations/table"
)

func TestReceiversAsSellersPasteThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]courier.Party{
		"王五 13900139000 广东省深圳市南山区科技南路2号":                                                {Name: "王五", Phone: "13900139000", Address: "广东省深圳市南山区科技南路2号"},
		"1.2kg 广东省深圳市南山区科技南路2号 王五 13900139000":                                          {Name: "王五", Phone: "13900139000", Address: "广东省深圳市南山区科技南路2号"},
		"寄2斤到广东省深圳市南山区科技南路2号，王五，13900139000":                                            {Name: "王五", Phone: "13900139000", Address: "广东省深圳市南山区科技南路2号"},
		"王五 13900139000 广东省深圳市南山区科技南路2号3栋501 30x20x10 1.2公斤 2件":                         {Name: "王五", Phone: "13900139000", Address: "广东省深圳市南山区科技南路2号3栋501"},
		"收货人: 王五\n手机号码: 13900139000-2568\n所在地区: 广东省深圳市南山区\n详细地址: 科技南路2号":                {Name: "王五", Phone: "13900139000-2568", Address: "广东省深圳市南山区 科技南路2号"},
		"Wang Wu, 13900139000, Keji South Road 2, Nanshan, Shenzhen":                    {Name: "Wang Wu", Phone: "13900139000", Address: "Keji South Road 2 Nanshan Shenzhen"},
		"Please send 1kg to Wang Wu, 13900139000, Keji South Road 2, Nanshan, Shenzhen": {Name: "Wang Wu", Phone: "13900139000", Address: "Keji South Road 2 Nanshan Shenzhen"},
	} {
		to, place, ok := courier.ReadReceiver(text)
		if !ok || to != want || !strings.HasPrefix(place.Code, "4403") {
			t.Errorf("%q is for %+v in %s, %t", text, to, place.Code, ok)
		}
	}
	for _, text := range []string{
		"", "深圳", "王五 13900139000", "王五 13900139000 深圳", "13900139000 广东省深圳市南山区科技南路2号", "王五 广东省深圳市南山区科技南路2号",
		"王五 13900139000 广东省深圳市南山区" + strings.Repeat("科技南路", 30) + "2号",
	} {
		if to, _, ok := courier.ReadReceiver(text); ok {
			t.Errorf("%q is for %+v", text, to)
		}
	}
}

func FuzzReadReceiver(f *testing.F) {
	f.Add("收货人: 王五\n手机号码: 13900139000-2568\n所在地区: 广东省深圳市南山区\n详细地址: 科技南路2号")
	f.Add("1.2kg 广东省深圳市南山区科技南路2号 王五 13900139000")
	f.Fuzz(func(t *testing.T, text string) {
		to, place, ok := courier.ReadReceiver(text)
		if ok != (to.Name != "" && to.Phone != "" && to.Address != "" && place.Code != "") {
			t.Errorf("%q is for %+v in %+v, %t", text, to, place, ok)
		}
	})
}

func TestAReceiverIsKeptUntilItsParcelsAreOrdered(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "*", "2.00"))
	id := v.send(1, "A", "深圳", 800, 2, noon(23))
	wang := courier.Party{Name: "王五", Phone: "139", Address: "南山"}
	keep := func(seller courier.SellerID) error {
		return v.do(func(tx pgx.Tx) error { return v.KeepReceiver(t.Context(), tx, seller, id, wang) })
	}
	known := func(seller courier.SellerID, want bool) {
		t.Helper()
		if err := v.ForgetReceivers(t.Context(), noon(23)); err != nil {
			t.Fatal(err)
		}
		if to, ok, err := v.ReceiverOf(t.Context(), seller, id); err != nil || ok != want || ok && to != wang {
			t.Errorf("%+v, %t, %v", to, ok, err)
		}
	}
	if err := keep(2); !errors.Is(err, courier.ErrNoParcel) {
		t.Errorf("somebody else's parcel: %v", err)
	}
	for range 2 {
		if err := keep(1); err != nil {
			t.Error(err)
		}
	}
	known(1, true)
	known(2, false)
	carrier := &slip{}
	if _, err := v.Book(t.Context(), carrier, id, "o1", courier.Shipment{}, noon(23)); err != nil {
		t.Fatal(err)
	}
	known(1, true)
	if err := keep(1); !errors.Is(err, courier.ErrHandedOver) {
		t.Errorf("after it was ordered: %v", err)
	}
	if _, err := v.Book(t.Context(), carrier, id, "o2", courier.Shipment{}, noon(23)); err != nil {
		t.Fatal(err)
	}
	known(1, false)
}

func TestAReceiverThatNobodyOrderedForIsForgotten(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "*", "2.00"))
	id := v.send(1, "A", "深圳", 800, 1, noon(10))
	err := v.do(func(tx pgx.Tx) error {
		return v.KeepReceiver(t.Context(), tx, 1, id, courier.Party{Name: "王五", Phone: "139", Address: "南山"})
	})
	if err != nil {
		t.Fatal(err)
	}
	for day := 17; day <= 18; day++ {
		if err := v.ForgetReceivers(t.Context(), noon(day)); err != nil {
			t.Fatal(err)
		}
		if _, ok, err := v.ReceiverOf(t.Context(), 1, id); err != nil || ok != (day == 17) {
			t.Errorf("on the %dth: %t, %v", day, ok, err)
		}
	}
}
