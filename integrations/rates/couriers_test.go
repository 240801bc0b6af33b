package rates_test

import (
	"strings"
	"testing"

	"oldhand/integrations/rates"
)

func TestCouriersAreKnownByTheirNamesInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"中通", "ZTO", true}, {"中通快递", "zto express", true}, {"圆通速递", "YTO", true}, {"顺丰速运", "sf", true}, {"Speedy", "speedy", true},
		{"中通", "圆通", false}, {"SF", "SFX", false}, {"", "", true}, {"中通快运", "ZTO", false}, {"", "ZTO", false}, {"Best", "Bestway", false},
	} {
		if got := rates.SameCompany(test.a, test.b); got != test.same {
			t.Errorf("%q and %q: %v", test.a, test.b, got)
		}
	}
}

func TestCouriersAndServicesAreNamedAsTheirReaderWould(t *testing.T) {
	t.Parallel()
	for card, want := range map[[2]string][2]string{
		{"中通快递", "标准快递"}: {"ZTO 中通 Standard", "中通 标准快递"}, {"ZTO", "Standard"}: {"ZTO Standard", "中通 标准"},
		{"极兔速递", ""}: {"J&T 极兔 ", "极兔 "}, {"zto express", "Express"}: {"zto express Express", "中通 特快"},
		{"顺丰速运", "顺丰特快"}: {"SF 顺丰 Express", "顺丰 特快"}, {"EMS", "电商标快"}: {"EMS Shop standard", "EMS 电商标快"},
		{"中通快运", "小件快运"}: {"ZTO Freight 中通快运 Small", "中通快运 小件快运"}, {"中国邮政", "快递包裹"}: {"China Post 邮政 Parcel", "邮政 快递包裹"},
		{"中通冷链", "冷链"}: {"中通冷链 冷链", "中通冷链 冷链"}, {"村里专车", "Van"}: {"村里专车 Van", "村里专车 Van"},
	} {
		for i, lang := range []string{"en", "zh"} {
			if got := rates.CourierName(card[0], lang) + " " + rates.ServiceName(card[0], card[1], lang); got != want[i] {
				t.Errorf("%q in %s: %q, want %q", card, lang, got, want[i])
			}
		}
	}
}

// everyName are names that cards and people have for couriers, by their short Chinese names.
var everyName = map[string]string{
	"顺丰":   "顺丰|sf|sf express|shunfeng|顺丰快递|顺丰速运|SF",
	"中通":   "中通|zto|zto express|zhongtong|中通快递|ZTO",
	"圆通":   "圆通|yto|yto express|yuantong|圆通快递|圆通速递|YTO",
	"申通":   "申通|sto|sto express|shentong|申通快递|STO",
	"韵达":   "韵达|yunda|yunda express|韵达快递|Yunda",
	"极兔":   "极兔|j&t|j & t|jt express|jitu|极兔快递|极兔速递|jt|jnt|jtexpress|J&T|JT",
	"百世":   "百世|best express|baishi|百世快递|百世汇通|best|Best",
	"邮政":   "邮政|china post|youzheng|邮政快递|邮政小包|中国邮政|China Post",
	"EMS":  "EMS|ems|邮政特快|特快专递",
	"京东":   "京东|jd express|jd logistics|jingdong|京东快递|京东物流|jd|JD",
	"德邦":   "德邦|deppon|debang|德邦快递|德邦物流|Deppon",
	"优速":   "优速|优速快递|uc express|UCE",
	"天天":   "天天|天天快递",
	"宅急送":  "宅急送|ZJS",
	"安能":   "安能|安能物流|Ane",
	"丰网":   "丰网|丰网速运",
	"跨越":   "跨越|跨越速运|kye|KYE",
	"联邦快递": "联邦|fedex|联邦快递|FedEx",
	"DHL":  "DHL|dhl|敦豪",
	"UPS":  "UPS|ups",
	"苏宁":   "苏宁|苏宁物流|苏宁快递|Suning",
	"嘉里":   "嘉里|嘉里物流|kerry|kerry express|Kerry",
	"递四方":  "递四方|4px|4PX",
	"丹鸟":   "丹鸟|丹鸟快递|菜鸟直送|Danniao",
	"中通快运": "中通快运|ZTO Freight",
	"韵达快运": "韵达快运|Yunda Freight",
	"百世快运": "百世快运|Best Freight",
	"壹米滴答": "壹米滴答|Yimidida",
	"顺心捷达": "顺心捷达|Shunxin",
	"加运美":  "加运美|Jiayunmei",
	"中铁快运": "中铁快运|CRE",
	"中铁物流": "中铁物流|CRL",
	"信丰":   "信丰|Xinfeng",
	"天地华宇": "天地华宇|Hoau",
	"日日顺":  "日日顺|RRS",
}

func TestCouriersAreKnownByEveryName(t *testing.T) {
	t.Parallel()
	for short, names := range everyName {
		village := rates.NewCourierNames([]string{"村里专车", short})
		for name := range strings.SplitSeq(names, "|") {
			if got, _ := rates.Company(name); got != short {
				t.Errorf("on a card %q is %q, want %q", name, got, short)
			}
			if got, _ := village.In(name); got != short {
				t.Errorf("in a message %q is %q, want %q", name, got, short)
			}
			if code, _ := rates.Kuaidi100Code(name); code == "" {
				t.Errorf("%q has no code", name)
			}
		}
	}
}

func TestCouriersAreKnownToKuaidi100(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"中通快递": "zhongtong", "ZTO Express": "zhongtong", "圆通速递": "yuantong", "申通": "shentong", "韵达": "yunda", "SF": "shunfeng", "極兔速遞": "jtexpress",
		"JD": "jd", "德邦": "debangkuaidi", "宅急送": "zhaijisong", "百世汇通": "huitongkuaidi", "中国邮政": "youzhengguonei", "特快专递": "ems", "敦豪": "dhl", "UPS": "ups",
		"FedEx": "lianbangkuaidi", "中铁快运": "zhongtiewuliu", "日日顺物流": "rrs",
	} {
		if got, _ := rates.Kuaidi100Code(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
	if code, ok := rates.Kuaidi100Code("村里专车"); ok {
		t.Errorf("a courier that nobody knows is %q", code)
	}
}

// Couriers go by short names and codes, whatever the village calls them.
func TestCouriersInAMessage(t *testing.T) {
	t.Parallel()
	village := rates.NewCourierNames([]string{"Best", "JT", "中国邮政", "中通快运", "中通快递", "信丰快递", "圆通快运", "圆通速递", "村里专车", "韵达快递", "顺丰速运"})
	for said, want := range map[string]string{
		"发中通": "中通快递", "send with ZTO": "中通快递", "中通快运": "中通快运", "yunda": "韵达快递", "sf!": "顺丰速运", "用順豐發": "顺丰速运", "邮政": "中国邮政",
		"极兔": "JT", "J&T": "JT", "百世": "Best", "best": "Best", "信丰": "信丰快递", "圆通": "圆通速递", "村里专车来": "村里专车",
		"DHL": "", "the best one": "", "sfx": "", "jtt": "", "": "",
	} {
		if got, ok := village.In(said); got != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", said, got, want)
		}
	}
}

// Words with other meanings are no couriers' wherever they are said, and a courier goes by the name on its card.
func TestEstablishedNamesOfCouriers(t *testing.T) {
	t.Parallel()
	names := rates.NewCourierNames([]string{"ZTO", "百世快运"}).Established()
	for name, want := range map[string]string{
		"中通": "ZTO", "zhongtong": "ZTO", "顺丰速运": "顺丰", "dhl": "DHL", "联邦快递": "联邦快递", "baishi": "百世快运",
		"jd": "", "京东": "", "best": "", "天天": "", "联邦": "", "信丰": "",
	} {
		if names[name] != want {
			t.Errorf("%q is %q, want %q", name, names[name], want)
		}
	}
}
