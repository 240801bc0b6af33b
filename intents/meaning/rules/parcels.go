package rules

import (
	"regexp"
	"strings"
)

// What a Ship command asks about, where it sends nothing: one's own parcels, or what an organiser wants of all.
const (
	AboutMine      = "mine"
	AboutToday     = "today"
	AboutYesterday = "yesterday"
	AboutTiers     = "tiers"
	AboutOverpaid  = "overpaid"
	AboutBrief     = "brief"
	AboutHandover  = "handover"
	AboutDays      = "days"
)

// maxVillageWords is how long words about the village's parcels are, in characters: longer ones say something else.
const maxVillageWords = 40

// villageSays are the set phrases in which organisers ask about the parcels of all.
var villageSays = []struct {
	about string
	words *regexp.Regexp
}{
	{AboutYesterday, regexp.MustCompile(`^(?:show\s+)?(?:the\s+)?yesterday'?s\s+parcels$|^how\s+many\s+parcels\s+yesterday$|^昨天的?(?:包裹|发了多少(?:件|包裹)?)$`)},
	{AboutTiers, regexp.MustCompile(`\bnext\s+tiers?\b|\bhow\s+(?:far|many\s+more)\b.*\btiers?\b|离?(?:到)?下一?(?:个)?档(?:还)?(?:差|有|要)?(?:多少|多远|几件)?|还差(?:多少|几)件?(?:到|上)?(?:下)?一?档`)},
	{AboutToday, regexp.MustCompile(`^(?:show\s+)?(?:the\s+)?(?:today'?s|village'?s?|all)\s+parcels(?:\s+today)?$|^how\s+many\s+parcels(?:\s+today)?$|` +
		`^(?:今天|全村|村里)(?:今天)?(?:一共)?的?(?:包裹|发了多少(?:件|包裹)?)$`)},
	{AboutOverpaid, regexp.MustCompile(`\boverp(?:aid|ay)\b|\bpa(?:id|y)\s+too\s+much\b|多付|付多了|多花了`)},
	{AboutBrief, regexp.MustCompile(`^(?:the\s+|make\s+(?:a|the)\s+)?(?:negotiation\s+)?brief$|^(?:谈判|议价|谈价)?(?:简报|材料)$`)},
	{AboutHandover, regexp.MustCompile(`^(?:the\s+)?hand-?\s?over(?:\s+lists?)?$|^(?:快递)?(?:交接|交接单|交件单)$`)},
	{AboutDays, regexp.MustCompile(`^(?:the\s+)?(?:real\s+)?delivery\s+days$|^(?:各家)?(?:实际)?时效$`)},
}

// ownParcels are the set phrases in which sellers ask for their own.
var ownParcels = regexp.MustCompile(`^(?:(?:show|list)\s+)?(?:me\s+)?(?:all\s+)?(?:my\s+)?parcels$|^(?:看看?|查看?|列出)?我(?:寄|发)?的?(?:包裹|快递)(?:列表|记录)?$|` +
	`^(?:看看?|查看?|列出)?包裹(?:列表|记录)?$`)

// parcels reads words about parcels that were recorded: anybody's own, and for an organiser those of the village.
func (m *message) parcels() (Command, bool) {
	text := strings.Trim(string(m.folded), " \t\n.!?。！？")
	if len([]rune(text)) > maxVillageWords {
		return Command{}, false
	}
	for _, says := range villageSays {
		if m.context.Role == "organiser" && says.words.MatchString(text) {
			return Command{Ship, Slots{About: says.about}}, true
		}
	}
	return Command{Ship, Slots{About: AboutMine}}, ownParcels.MatchString(text)
}

// moreParcels says that so many of "those" are parcels such as the one quoted last, where no goods were shown since.
func (m *message) moreParcels(c Command) (n int, ok bool) {
	if m.context.Quote == nil || len(m.context.Draft) > 0 || m.context.Found != "" || c.Name != Order || len(c.Slots.Lines) != 1 || c.Slots.When != "" {
		return 0, false
	}
	l := c.Slots.Lines[0]
	pointed := m.segment(0, len(m.pieces)).phraseAt(func(i int) bool { return pronouns[m.token(i).s] })
	return l.Quantity, pointed && l.Item == "" && l.SKU == "" && l.Quantity > 0
}
