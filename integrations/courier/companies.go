package courier

import "strings"

// companies are the names under which people and cards know one courier: the Chinese one first.
var companies = [][]string{
	{"中通", "ZTO"}, {"圆通", "YTO"}, {"申通", "STO"}, {"韵达", "Yunda"}, {"顺丰", "SF"}, {"极兔", "J&T", "JT"}, {"京东", "JD"},
	{"邮政", "中国邮政", "China Post"}, {"EMS"}, {"德邦", "Deppon"}, {"百世", "Best"}, {"宅急送", "ZJS"}, {"丹鸟", "Danniao"}, {"跨越", "KYE"},
}

// Company gives the Chinese name of the courier that a card's or a person's name is of: 中通 for 中通快递, ZTO and "ZTO Express".
func Company(name string) (string, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	for _, names := range companies {
		for _, known := range names {
			known = strings.ToLower(known)
			rest, begins := strings.CutPrefix(name, known)
			if begins && (rest == "" || rest[0] == ' ' || known[0] > 0x7f) {
				return names[0], true
			}
		}
	}
	return "", false
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
