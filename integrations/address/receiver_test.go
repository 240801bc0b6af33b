package address_test

import (
	"strings"
	"testing"

	"oldhand/integrations/address"
)

func TestReceiversAsSellersPasteThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]address.Party{
		"王五 13900139000 广东省深圳市南山区科技南路2号":                                                {Name: "王五", Phone: "13900139000", Address: "广东省深圳市南山区科技南路2号"},
		"1.2kg 广东省深圳市南山区科技南路2号 王五 13900139000":                                          {Name: "王五", Phone: "13900139000", Address: "广东省深圳市南山区科技南路2号"},
		"寄2斤到广东省深圳市南山区科技南路2号，王五，13900139000":                                            {Name: "王五", Phone: "13900139000", Address: "广东省深圳市南山区科技南路2号"},
		"王五 13900139000 广东省深圳市南山区科技南路2号3栋501 30x20x10 1.2公斤 2件":                         {Name: "王五", Phone: "13900139000", Address: "广东省深圳市南山区科技南路2号3栋501"},
		"收货人: 王五\n手机号码: 13900139000-2568\n所在地区: 广东省深圳市南山区\n详细地址: 科技南路2号":                {Name: "王五", Phone: "13900139000-2568", Address: "广东省深圳市南山区 科技南路2号"},
		"Wang Wu, 13900139000, Keji South Road 2, Nanshan, Shenzhen":                    {Name: "Wang Wu", Phone: "13900139000", Address: "Keji South Road 2 Nanshan Shenzhen"},
		"Please send 1kg to Wang Wu, 13900139000, Keji South Road 2, Nanshan, Shenzhen": {Name: "Wang Wu", Phone: "13900139000", Address: "Keji South Road 2 Nanshan Shenzhen"},
		"王五 139-0013-9000 广东省深圳市南山区科技南路2号 毛重1,2kg 净重1公斤":                                {Name: "王五", Phone: "13900139000", Address: "广东省深圳市南山区科技南路2号"},
		"1.2kg x2 Amy小姐 13900139000_2568 广东省深圳市南山区科技南路2号3单元":                            {Name: "Amy小姐", Phone: "13900139000-2568", Address: "广东省深圳市南山区科技南路2号3单元"},
		"寄件人：李四 13800138000 浙江省义乌市稠城街道1号\n收件人：王五 (0755)85551234 广东省深圳市南山区科技南路2号":        {Name: "王五", Phone: "0755-85551234", Address: "广东省深圳市南山区科技南路2号"},
		"王五 13900139000/13800138000 广东省深圳市南山区科技南路2号1.5㎏":                                {Name: "王五", Phone: "13900139000", Address: "广东省深圳市南山区科技南路2号"},
		"广东省深圳市南山区科技南路2号12楼张伟13900139000":                                               {Name: "张伟", Phone: "13900139000", Address: "广东省深圳市南山区科技南路2号12楼"},
	} {
		to, place, ok := address.ReadReceiver(text)
		if !ok || to != want || !strings.HasPrefix(place.Code, "4403") {
			t.Errorf("%q is for %+v in %s, %t", text, to, place.Code, ok)
		}
	}
	for _, text := range []string{
		"", "深圳", "王五 13900139000", "王五 13900139000 深圳", "13900139000 广东省深圳市南山区科技南路2号", "王五 广东省深圳市南山区科技南路2号",
		"王五 139****9000 广东省深圳市南山区科技南路2号", "广东省深圳市南山区科技南路2号3单元 13900139000",
		"王五 13900139000 广东省深圳市南山区" + strings.Repeat("科技南路", 30) + "2号",
	} {
		if to, _, ok := address.ReadReceiver(text); ok {
			t.Errorf("%q is for %+v", text, to)
		}
	}
}

func FuzzReadReceiver(f *testing.F) {
	f.Add("收货人: 王五\n手机号码: 13900139000-2568\n所在地区: 广东省深圳市南山区\n详细地址: 科技南路2号")
	f.Add("1.2kg 广东省深圳市南山区科技南路2号 王五 13900139000")
	f.Fuzz(func(t *testing.T, text string) {
		to, place, ok := address.ReadReceiver(text)
		if ok != (to.Name != "" && to.Phone != "" && to.Address != "" && place.Code != "") {
			t.Errorf("%q is for %+v in %+v, %t", text, to, place, ok)
		}
	})
}
