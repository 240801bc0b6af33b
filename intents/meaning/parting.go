package meaning

import "regexp"

// How people take their leave, or say that they have had enough. What is put off so only where something is open is read by what that is.
var (
	partings = regexp.MustCompile(`^(?:那|好的?|行|嗯+|拜拜?|谢谢)*[，,。！ ]*(?:我?们?)(?:[下改回明过][次回天头周日年]?|下个?(?:星期|礼拜|月)|过(?:[一两几]?[天日阵]|会儿?))(?:儿)?(?:再)?(?:聊|见|说|来|约|唠|联系)(?:吧|啊|哈|呀|啦|了)?[。！!~～ ]*$`)
	farewell = regexp.MustCompile(`(?i)^(?:ok(?:ay)?|thanks?|bye|well|right|so|then|[\s,.!])*(?:(?:see|catch|talk to|speak to) (?:you|ya|u)|talk|until|till|speak)(?: (?:later|soon|then|again|around|tomorrow|tonight|next (?:time|week|month)|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day))+[\s.!~]*$`)
	spent    = regexp.MustCompile(`^(?:我|真的?|都|实在|已经|快)*\p{Han}不动了?(?:啊|呀|啦)?[。！!~～ ]*$`)
)

// parting reads nothing but leave that is taken.
func parting(m *message) (Reading, bool) {
	open := len(m.Draft) > 0 || m.Asked != nil || m.Quote != nil || m.reminds(m.Now)
	if open || !partings.MatchString(m.text) && !farewell.MatchString(m.text) && !spent.MatchString(m.text) {
		return Reading{}, false
	}
	return m.reading(Chat{})
}
