package meaning

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"oldhand/integrations/measure"
	"oldhand/intents/meaning/rules"
)

var (
	// creditAsked are words that ask how much one may hold.
	creditAsked = regexp.MustCompile(`(?i)^(?:so |and )?(?:what(?:'s| is| are)|show(?: me)?|check|see|how (?:much|high|big) is) ?(?:my|our|the) (?:pick-?up |order(?:ing)? |credit )?(?:credit|limits?|allowance)(?: now| left| today| rule)?$|` +
		`^(?:my |our |the )?(?:credit|pick-?up|order(?:ing)?) (?:limits?|allowance|left)$|^(?:my )?(?:credit|limit|allowance)(?: left)?$|` +
		`^how much (?:more )?(?:(?:goods|stuff) )?(?:can|may|could|am) i (?:still |allowed to |now )*(?:hold|take|order|fetch|pick up|get|buy)(?: in (?:all|total))?(?: now| on credit| before paying| without paying)?$|` +
		`^how much credit (?:do i have|have i got|is left|have i)(?: left)?$|` +
		`^(?:查一?下|看一?下|看看|查查?)?(?:我的?|新人的?|现在的?)?(?:拿货|信用|赊账|记账)?额度(?:还?[有剩是]?(?:多少|几多|好多|多大)|还?有吗|是多少|呢|规则|规定)?$|` +
		`^(?:我)?(?:现在|今天|还|一共|总共|最多)*(?:可以|能)(?:再)?(?:拿|订|下|欠|赊)(?:多少|几多|好多)(?:钱)?(?:的)?(?:货|单|账)?(?:呢|呀|啊)?$|` +
		`^我?(?:还)?(?:有|剩)(?:多少|几多|好多)额度$`)
	// paysAtPickup are what a distributor's people say of being paid at the counter, and paysLater of its being owed.
	paysAtPickup = regexp.MustCompile(`(?i)^(?:we(?:'re| are)? |sellers |everybody |everyone |they |you |all )*(?:get |have to |must |are to |want to be |(?:always )?(?:paid|pays?|cash)(?: us)?)+(?: in)?(?: cash)? ?(?:at|on|upon|when) (?:the )?(?:pick-?up|collection|counter|hand-?over|(?:they |you )?(?:fetch|collect|pick(?: it)? up))(?: only)?$|` +
		`^(?:no credit|cash only|payment (?:at|on) pick-?up)$|^(?:我们?|我家|本店|以后|大家|卖家|都|要|只)*(?:拿货|取货|提货|交货|当场|现场|当面)(?:时|的时候)?(?:就|都|要|得|当场|现场)*(?:付|给|结|收)(?:钱|款|现|现金|清|账)*(?:了|的)?$|` +
		`^(?:我们?|我家|以后|都|一律|只收)*(?:现结|现付|现款现货|现金现货|钱货两清|(?:概|一律)?不(?:赊账?|记账|挂账|欠账))(?:了|的)?$`)
	paysLater = regexp.MustCompile(`(?i)^(?:we |sellers |everybody |everyone |they |you |all )*(?:may |can |could )(?:also )?(?:pay later|buy on (?:credit|account)|fetch on (?:credit|account))$|^(?:we )?(?:give|sell on|take it on) (?:credit|account)$|^(?:pay(?:ment)? later(?: is fine)?|on account)$|` +
		`^(?:我们?|我家|本店|以后|大家|卖家|都|也)*(?:可以|能)(?:先拿后付|赊账?|记账|挂账|欠账|欠着|月结)(?:了|的)?$|^(?:我们?|我家|以后|都)*(?:先拿后付|月结|记账|挂账)(?:了|的)?$`)
	// ofCredit are words about what sellers may hold, and creditOff that it has no limit.
	ofCredit  = regexp.MustCompile(`(?i)额度|(?:新人|新卖家|卖家).{0,4}(?:最多|只能|可以|能)(?:拿|欠|赊|压)|\b(?:credit|pick-?up)? ?limit\b|\b(?:new(?:comers?| sellers?)|sellers?)\b.{0,16}\b(?:may|can|could)\b.{0,12}\bhold\b`)
	creditOff = regexp.MustCompile(`(?i)^(?:取消|去掉|不要|不设|不限|撤掉|关掉)(?:新人|卖家|拿货|的|了)*额度(?:限制)?了?$|^(?:新人|卖家|拿货|的)*额度(?:限制)?(?:取消|去掉|不限|不要了?|撤掉|关掉)了?$|` +
		`^(?:please )?(?:no (?:more )?|remove the |drop the |lift the |cancel the |end the )(?:credit |pick-?up )?limits?(?: for (?:all |new )?(?:sellers|newcomers|anybody|everybody))?$`)
	// perOrder marks what comes on top for each order, and atMost where it ends.
	perOrder = regexp.MustCompile(`(?i)每|加[^到至成]|\b(?:each|every|per|more)\b`)
	atMost   = regexp.MustCompile(`(?i)最多|最高|封顶|上限|不超过|\bat most\b|\bmax(?:imum)?\b|\bup to\b|\bno more than\b`)
	// creditParts part a rule.
	creditParts = regexp.MustCompile(`(?i)[,，;；。、\n]|\band\b|\bplus\b`)
)

// credit reads how much sellers may hold, which all may ask and organisers say: a first amount, one for each order cleared, and an end. A
// distributor's people say when they are paid.
func credit(m *message) (Reading, bool) {
	words := strings.TrimRight(shape{m}.bareText(), "?？ ")
	switch {
	case creditAsked.MatchString(words):
		return m.reading(Credit{})
	case m.Role == "distributor" && paysAtPickup.MatchString(words):
		return m.reading(Credit{AtPickup: Said(true)})
	case m.Role == "distributor" && paysLater.MatchString(words):
		return m.reading(Credit{AtPickup: Said(false)})
	case m.Role == "organiser" && !creditOff.MatchString(words):
		if c, ok := ownCredit(m, words); ok {
			return m.reading(c)
		}
	}
	switch {
	case m.Role != "organiser" || !ofCredit.MatchString(words) && !creditOff.MatchString(words) || unsettled.MatchString(m.text) || questions.MatchString(m.text):
		return Reading{}, false
	case creditOff.MatchString(words):
		return m.reading(Credit{Off: true})
	}
	var c Credit
	for _, part := range creditParts.Split(words, -1) {
		fen, ok := amountSaid(m, part)
		switch {
		case !ok:
		case atMost.MatchString(part) && c.First.Given():
			c.Most = Said(fen)
		case perOrder.MatchString(part):
			c.Step = Said(fen)
		case c.First.Given():
			return Reading{}, false // two of them
		default:
			c.First = Said(fen)
		}
	}
	if !c.First.Given() {
		return Reading{}, false
	}
	return m.reading(c)
}

var (
	// ownLimit are words of what one seller may hold, which besideLimit are no more than.
	ownLimit    = regexp.MustCompile(`(?i)额度|(?:能|可以|最多|只能)(?:再)?(?:拿|欠|赊)\s*(?:多少|[\d一二两三四五六七八九])|\blimits?\b|\b(?:may|can|could)\b.{0,12}\bhold\b`)
	besideLimit = regexp.MustCompile(`(?i)'s\b|\b(?:please|set|change|make|raise|lower|put|give|let|show|see|check|me|what|is|how|much|the|a|an|own|credit|pick-?up|limits?|of|for|to|at|most|up|be|may|can|could|hold|now|again|back|` +
		`yuan|rmb|only|goods|worth|remove|drop|cancel|lift|end|rule|like|as|everybody|everyone|all|others|else|by|default|normal|same|follows?)\b|` +
		`拿货|信用|赊账|额度|单独|限制|改[成到为]?|调[成到整]?|提高?到?|降低?到?|设[成为定]?|定[成为]?|给|把|最多|只能|可以|能|再|拿|欠|赊|多少|几多|看一?下|看看|查一?下|查查?|现在|恢复|取消|去掉|撤掉?|默认|统一|规[矩则定]|` +
		`按照?|照|跟|和|大家|别人|其他人|一样|来|走|算|原来|货|的|是|成|到|为|了|吧|吗|呢|啊|呀|有|[元块][钱]?`)
	// byRule has what holds for all hold for one seller again, and ofAll are those who are no one seller.
	byRule = regexp.MustCompile(`(?i)恢复|取消|去掉|撤掉?|默认|统一|规[矩则定]|跟大家|和大家|一样|\b(?:remove|drop|cancel|lift|end|rule|like|as (?:for )?(?:all|everybody|everyone|others)|everybody else|default|normal|same)\b`)
	ofAll  = regexp.MustCompile(`(?i)^(?:我|俺|你|新人|新卖家|卖家|大家|所有人|每人|每个人|人人|谁|我们)$|^(?:my|our|i|we|you|new|sellers?|new sellers?|newcomers?|everybody|everyone|all|each|no|any|anybody|who)\b`)
)

// ownCredit reads how much one seller may hold, or asks it: what is neither words of a limit nor an amount is her name.
func ownCredit(m *message, words string) (c Credit, ok bool) {
	if !ownLimit.MatchString(words) || m.pasted() || strings.Contains(words, "\n") {
		return c, false
	}
	rest := []byte(words)
	for _, p := range parserOf(m.names).Pieces(words, besideDraft(m)) {
		fen, amount := parserOf(m.names).Money(words[p.From:p.To], m.context())
		switch {
		case p.Kind == rules.NamePiece, p.Kind == rules.LittlePiece:
			continue
		case !amount || c.First.Given() || p.Kind != rules.MoneyPiece && p.Kind != rules.NumberPiece:
			return c, false
		}
		c.First = Said(fen)
		copy(rest[p.From:p.To], strings.Repeat("\n", p.To-p.From))
	}
	var names []string
	for part := range strings.SplitSeq(besideLimit.ReplaceAllString(string(rest), "\n"), "\n") {
		if part = strings.TrimFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }); part != "" {
			names = append(names, part)
		}
	}
	if len(names) != 1 || ofAll.MatchString(names[0]) || utf8.RuneCountInString(names[0]) > 20 {
		return c, false
	}
	c.Person = Said(names[0])
	c.ByRule = !c.First.Given() && byRule.MatchString(words)
	asked := unsettled.MatchString(m.text) || questions.MatchString(m.text)
	return c, !asked || !c.First.Given() && !c.ByRule
}

// amountSaid is the largest amount that words name: one order more is none.
func amountSaid(m *message, words string) (most measure.Fen, ok bool) {
	parser := parserOf(m.names)
	for _, p := range parser.Pieces(words, m.context()) {
		if p.Kind != rules.MoneyPiece && p.Kind != rules.NumberPiece {
			continue
		}
		if fen, read := parser.Money(words[p.From:p.To], m.context()); read && fen > most {
			most, ok = fen, true
		}
	}
	return most, ok
}
