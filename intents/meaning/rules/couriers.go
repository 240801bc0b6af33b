package rules

import (
	"slices"
	"strings"
)

// courierAliases gives what people call the big couriers, by the short name that begins their full ones.
var courierAliases = map[string]string{
	"顺丰": "顺丰|sf|sf express|shunfeng|顺丰快递|顺丰速运", "中通": "中通|zto|zto express|zhongtong|中通快递",
	"圆通": "圆通|yto|yto express|yuantong|圆通快递|圆通速递", "申通": "申通|sto|sto express|shentong|申通快递",
	"韵达": "韵达|yunda|yunda express|韵达快递", "极兔": "极兔|j&t|j & t|jt express|jitu|极兔快递|极兔速递",
	"百世": "百世|best express|baishi|百世快递|百世汇通", "邮政": "邮政|china post|youzheng|邮政快递|邮政小包|中国邮政",
	"EMS": "ems|邮政特快|特快专递", "京东": "jd express|jd logistics|jingdong|京东快递|京东物流",
	"德邦": "德邦|deppon|debang|德邦快递|德邦物流", "优速": "优速|优速快递|uc express", "天天": "天天快递", "宅急送": "宅急送",
	"安能": "安能|安能物流", "丰网": "丰网|丰网速运", "跨越": "跨越|跨越速运|kye", "联邦": "fedex|联邦快递", "DHL": "dhl|敦豪", "UPS": "ups",
	"苏宁": "苏宁物流|苏宁快递", "嘉里": "嘉里物流|kerry|kerry express", "递四方": "递四方|4px", "丹鸟": "丹鸟|丹鸟快递|菜鸟直送",
	"中通快运": "中通快运", "韵达快运": "韵达快运", "百世快运": "百世快运", "壹米滴答": "壹米滴答", "顺心捷达": "顺心捷达", "加运美": "加运美",
}

// courierEndings are what people leave out of a courier's name.
var courierEndings = []string{"快递", "速递", "速运", "物流", "快运", " express", " logistics"}

// courierCodes are further names of couriers, which mean one only where a courier is asked for: JD is first of all a shop.
var courierCodes = map[string]string{"京东": "jd|京东", "极兔": "jt|jnt|jtexpress", "百世": "best|best express", "联邦": "联邦", "嘉里": "嘉里", "苏宁": "苏宁"}

// CourierWords gives what people call the couriers of a village, folded, each with the village's spelling. A name that
// two couriers could go by is that of the one it is an established name of.
func CourierWords(names []string) map[string]string {
	words := map[string]string{}
	for _, name := range names {
		words[foldText(name)] = name
	}
	for _, name := range names {
		for _, called := range calledLike(foldText(name)) {
			if words[called] == "" {
				words[called] = name
			}
		}
	}
	for _, name := range names {
		if short := shortCourier(foldText(name)); words[short] == "" {
			words[short] = name
		}
	}
	return words
}

// calledLike gives all the names of the courier that goes by one of them.
func calledLike(folded string) []string {
	for short, aliases := range courierAliases {
		all := append(splitPhrases(aliases), splitPhrases(courierCodes[short])...)
		if slices.Contains(all, folded) {
			return append(all, foldText(short))
		}
	}
	return nil
}

func shortCourier(name string) string {
	for _, ending := range courierEndings {
		if short := strings.TrimSuffix(name, ending); short != name && len([]rune(short)) > 1 {
			return short
		}
	}
	return name
}

func foldText(s string) string {
	_, folded := fold(strings.TrimSpace(s))
	return string(folded)
}

// courierNames finds those names.
var courierNames = func() phraseIndex[string] {
	byWords := map[string]string{}
	for name, words := range courierAliases {
		byWords[words] = name
	}
	return phrases(byWords)
}()

// courierCues are those names as cues.
func courierCues() []cue {
	var list []cue
	for _, words := range courierAliases {
		list = append(list, cue{courier, words})
	}
	return list
}

// courierName gives the courier that a segment names, as the village spells it where it has a card of that courier.
func (s segment) courierName() string {
	if name, ok := s.askCourier(s.all()); ok {
		return name
	}
	for _, p := range s.list() {
		short, n := courierNames.longest(s.message, p.from)
		if n == 0 {
			continue
		}
		for _, full := range []string{short, short + "快递", short + "速运", short + "速递", short + "物流"} {
			if name, ok := s.askCourier(full); ok {
				return name
			}
		}
		return short
	}
	return ""
}

func (s segment) askCourier(words string) (string, bool) {
	if s.asked >= maxAsked {
		return "", false
	}
	s.message.asked++
	name, ok := s.lexicon.Courier(words)
	return strings.TrimSpace(name), ok
}
