package rates

import (
	"slices"
	"strings"

	"oldhand/integrations/text"
)

// companies are the names under which people and cards know one courier: the Chinese one first, then, where there is
// one, the English one that sellers use. A name that begins another one's stands behind it.
var companies = [][]string{
	{"中通快运", "ZTO Freight"}, {"韵达快运", "Yunda Freight"}, {"百世快运", "Best Freight"}, {"中铁快运", "CRE"}, {"中铁物流", "CRL"},
	{"中通", "ZTO"}, {"圆通", "YTO"}, {"申通", "STO"}, {"韵达", "Yunda"}, {"顺丰", "SF"}, {"极兔", "J&T", "JT"}, {"京东", "JD"},
	{"邮政", "China Post", "中国邮政"}, {"EMS", "EMS"}, {"德邦", "Deppon"}, {"百世", "Best"}, {"宅急送", "ZJS"}, {"丹鸟", "Danniao"},
	{"跨越", "KYE"}, {"优速", "UCE"}, {"苏宁", "Suning"}, {"信丰", "Xinfeng"}, {"加运美", "Jiayunmei"}, {"嘉里", "Kerry"},
	{"联邦快递", "FedEx"}, {"递四方", "4PX"}, {"顺心捷达", "Shunxin"}, {"壹米滴答", "Yimidida"}, {"安能", "Ane"}, {"天地华宇", "Hoau"},
	{"日日顺", "RRS"},
}

// companyEndings may follow a courier's name without making it another one's.
var companyEndings = []string{"", "快递", "速递", "速运", "物流", "快运", "express"}

// Company gives the Chinese name of the courier that a card's or a person's name is of: 中通 for 中通快递, ZTO and "ZTO Express".
func Company(name string) (string, bool) {
	names, _, ok := company(name)
	if !ok {
		return "", false
	}
	return names[0], true
}

// company finds the names of a courier, and what a name of it adds.
func company(name string) (names []string, rest string, ok bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	for _, names := range companies {
		for _, known := range names {
			known = strings.ToLower(known)
			rest, begins := strings.CutPrefix(name, known)
			if begins && (rest == "" || rest[0] == ' ' || known[0] > 0x7f) {
				return names, strings.TrimSpace(rest), true
			}
		}
	}
	return nil, "", false
}

// SameCompany says that two names are of one courier.
func SameCompany(a, b string) bool {
	if strings.EqualFold(a, b) {
		return true
	}
	first, known := Company(a)
	second, known2 := Company(b)
	return known && known2 && first == second
}

// CourierName is what people who read a language call the courier of a card: 中通快递 is 中通 in Chinese and "ZTO 中通" in
// English, as its parcels say 中通. A name that is not known stays as it is.
func CourierName(name, lang string) string {
	short, zh := ShortName(name, lang), ShortName(name, "zh")
	if short == zh || !text.HasHan(name) {
		return short
	}
	return short + " " + zh
}

// ShortName is CourierName in one language alone: 中通, ZTO.
func ShortName(name, lang string) string {
	names, rest, ok := company(name)
	switch {
	case !ok || !slices.Contains(companyEndings, rest):
		return name
	case lang == "zh":
		return names[0]
	case !text.HasHan(name):
		return name
	}
	return names[1]
}

// FullName is a courier's name with that of its service, as people who read a language call them.
func FullName(courier, service, lang string) string {
	return strings.TrimSpace(CourierName(courier, lang) + " " + ServiceName(courier, service, lang))
}

// services are the names of couriers' services in English; most couriers have the same ones.
var services = map[string]string{
	"标准": "Standard", "标准快递": "Standard", "标快": "Standard", "标准配送": "Standard", "标准快运": "Standard", "快递包裹": "Parcel",
	"小件": "Small", "小件快运": "Small", "特快": "Express", "特快专递": "Express", "特快送": "Express", "特惠送": "Saver", "经济": "Economy",
	"电商标快": "Shop standard", "大客户专享": "Key account", "次日达": "Next day", "国内次日达": "Next day", "隔日达": "Second day",
	"定日达": "Fixed day", "定时达": "Fixed time", "普快": "Ordinary", "大件快递": "Large", "168大件": "168 large",
	"大件送装": "Large, fitted", "零担": "Part load", "港澳快递": "HK & Macau", "港澳专线": "HK & Macau", "港澳经济": "HK & Macau economy",
	"台湾专线": "Taiwan",
}

// ServiceName is what people who read a language call a service of a courier: 顺丰特快 of 顺丰速运 is 特快 in Chinese and
// Express in English. A name that is not known stays as it is.
func ServiceName(courier, service, lang string) string {
	known, _ := Company(courier)
	name := strings.TrimPrefix(service, known)
	if name == "" {
		name = service
	}
	if lang == "zh" {
		for _, zh := range []string{"标准", "特快", "经济"} {
			if strings.EqualFold(name, services[zh]) {
				return zh
			}
		}
		return name
	}
	if en, ok := services[name]; ok {
		return en
	}
	return name
}
