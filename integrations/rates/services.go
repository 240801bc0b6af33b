package rates

import "strings"

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
