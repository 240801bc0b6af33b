package meaning

import (
	"cmp"
	"regexp"
	"strings"
	"time"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
	"oldhand/intents/meaning/rules"
)

// statement asks for an account, or says that money changed hands.
func statement(c *composer, s stretch) {
	if p, ok := payment(c, s); ok {
		c.add(p)
		return
	}
	st := Statement{Distributor: nameIn(s, "distributor"), Person: nameIn(s, "person"), Words: Said(s.said()), Sheet: asSheet.MatchString(text.Fold(s.said()))}
	if p, ok := periodIn(c, s); ok && (s.has("date") || !paidWords.MatchString(text.Fold(s.said()))) { // not the day of what was paid
		st.From, st.To = daysOf(p)
	}
	c.add(further(c, st))
}

// further completes a statement by the one that was just shown, where a few words say only what is to be different: "and October?",
// 只看美雅的.
func further(c *composer, st Statement) Statement {
	shown := c.Focus.Statement
	if shown == nil || statementWords.MatchString(text.Fold(st.Words.Value)) {
		return st
	}
	if !st.To.Given() {
		st.From, st.To = carriedIf(shown.From), carriedIf(shown.To)
	}
	if !st.Distributor.Given() && !st.Person.Given() {
		st.Distributor, st.Person = carriedIf(shown.Distributor), carriedIf(shown.Person)
	}
	return st
}

// pronouns name nobody.
var pronouns = regexp.MustCompile(`(?i)^(?:i|he|him|she|her|they|them|it|you|we|us|me|everybody|everyone|all|each|[他她它你您咱我]们?|大家|人家|全部|所有人?|各家)$`)

// possessive ends a name whose account is meant: Li's.
var possessive = regexp.MustCompile(`['’]s?$`)

// nameIn is whom an act names in a role.
func nameIn(s stretch, role string) Slot[string] {
	words := possessive.ReplaceAllString(s.words(role), "")
	if pronouns.MatchString(words) {
		return Slot[string]{}
	}
	return saidIf(words)
}

var (
	// statementWords are words that ask for a whole statement.
	statementWords = regexp.MustCompile(`(?i)\b(?:statement|bill|invoice|accounts?|balance|total|owe[sd]?)\b|[账帐欠该]|单子|一共|总共`)
	// asSheet are words that want a table to keep.
	asSheet = regexp.MustCompile(`(?i)\b(?:xlsx?|excel|spreadsheet|workbook|export|download)\b|表格|导出|导一份|导成|导个`)
	// exports are words that ask for the orders as a file.
	exports = regexp.MustCompile(`(?i)\b(?:export|download)\b.*\borders?\b|\borders?\b.*\b(?:xlsx?|excel|spreadsheet|workbook)\b|` +
		`(?:导出|导一份|导个|导成|下载).*(?:订单|单子)|(?:订单|单子).*(?:导出|导一份|导成|导到|下载|表格|excel|xlsx)`)
	// exported are words that ask how that is done, or that tell of such a file.
	exported = regexp.MustCompile(`(?i)\bhow\b|怎么|怎样|如何|咋|[?？]|导出来?的`)
	// statementOf is whose statement, or of which days, and nothing else.
	statementOf = regexp.MustCompile(`(?i)^(?:我?[跟和与])?(.{2,24}?)(?:['’]s |的)(?:statement|account|bill|对?[账帳]单?|对?[账帳]單?|总[账帳])$`)
	// bareSheet is nothing but the name of a table, and bareStatement that of a statement.
	bareSheet     = regexp.MustCompile(`(?i)^(?:as |in |an? |的|用)?(?:xlsx?|excel|spreadsheet|表格)(?: file)?$`)
	bareStatement = regexp.MustCompile(`(?i)^(?:my |our |the |account )?(?:statement|accounts?|bill|balance)$|^(?:看?一?下?我?的?)(?:对[账帐]单?|[账帐]单|总[账帐])$`)
)

// privacy asks for what is kept of the person; the orders there are as a workbook.
func privacy(c *composer, s stretch) {
	if exportsOrders(s.said()) {
		c.add(Export{})
		return
	}
	p, _ := privacyOf(s.said())
	c.add(p)
}

// periodIn is the one that an act names: the one that its date stands in, else what the words of the date are by themselves, else
// the first.
func periodIn(c *composer, s stretch) (rules.Period, bool) {
	all := c.parser.Periods(s.text[s.From:s.To], c.context)
	for _, r := range s.Roles {
		for _, p := range all {
			if r.Name == "date" && s.From+p.Start < r.To && r.From < s.From+p.End {
				return p, true
			}
		}
	}
	if dated := c.parser.Periods(s.joined("date"), c.context); len(dated) > 0 {
		return dated[0], true
	}
	if len(all) > 0 && !s.has("not") {
		return all[0], true
	}
	return rules.Period{}, false
}

// daysOf are a period's slots.
func daysOf(p rules.Period) (from, to Slot[string]) {
	if !p.From.IsZero() {
		from = Said(p.From.Format(time.DateOnly))
	}
	return from, Said(p.To.Format(time.DateOnly))
}

// statementOf reads whose statement, or of which days, a few words ask for.
func (m shape) statementOf(whose string) (Command, bool) {
	st := Statement{Words: Said(m.bareText())}
	days := parserOf(m.names).Periods(whose, m.context())
	switch {
	case len(days) == 1 && days[0].End-days[0].Start == len(whose):
		st.From, st.To = daysOf(days[0])
	case len(days) > 0 || pronouns.MatchString(whose):
		return nil, false
	case m.Role == "distributor":
		st.Person = Said(whose)
	default:
		st.Distributor = Said(whose)
	}
	return st, true
}

// exportsOrders says that words ask for the orders as a file.
func exportsOrders(words string) bool {
	words = text.Fold(words)
	return exports.MatchString(words) && !exported.MatchString(words)
}

// mostOfExport is how many characters a wish for the orders as a file has at most; what is longer is rather such a file itself.
const mostOfExport = 48

// money reads the few words by which people call for a statement, for the workbook of the one shown, or for that of all orders.
func (m shape) money() (Command, bool) {
	words := m.bareText()
	switch shown := m.Focus.Statement; {
	case shown != nil && bareSheet.MatchString(words):
		return Statement{
			From: carriedIf(shown.From), To: carriedIf(shown.To), Distributor: carriedIf(shown.Distributor), Person: carriedIf(shown.Person), Sheet: true,
		}, true
	case bareStatement.MatchString(text.Fold(words)):
		return Statement{Words: Said(words)}, true
	case statementOf.MatchString(words):
		return m.statementOf(statementOf.FindStringSubmatch(words)[1])
	case len([]rune(words)) <= mostOfExport && exportsOrders(words):
		return Export{}, true
	}
	return nil, false
}

var (
	// paidWords say that money went over, and unpaidWords that it did not, or ask; both are looked for in folded words.
	paidWords = regexp.MustCompile(`\b(?:paid|pay(?:ed)?|transfer(?:red)?|wired|sent|gave|give|settled|cleared|remitted|handed|received|got)\b|` +
		`[付转汇]|给了|打了|打给|打过|还了|收到|收了|结了|清了`)
	unpaidWords = regexp.MustCompile(`\b(?:owe[sd]?|still|not|how much|when|what|why|which|will|would|should|can you|could you|send me)\b|n't\b|[?？欠差该没退]|吗|多少|几多|好多|减掉|是不是|要付|先付|怎么|哪天|什么|为啥`)
)

// paid says that folded words are of money that went over within these books.
func paid(words string) bool {
	return paidWords.MatchString(words) && !unpaidWords.MatchString(words) && !outside.MatchString(words)
}

// payment reads an act as money that changed hands: an amount, and a word that it went over.
func payment(c *composer, s stretch) (Payment, bool) {
	words := text.Fold(s.said())
	if !paid(words) || s.has("item", "sku", "qty") {
		return Payment{}, false
	}
	amount, ok := amountIn(c, s)
	if !ok {
		return Payment{}, false
	}
	p := Payment{Amount: Said(amount), Distributor: nameIn(s, "distributor"), Person: nameIn(s, "person"), Words: Said(s.said())}
	if when, ok := periodIn(c, s); ok && when.From.Equal(when.To) {
		p.On = Said(when.To.Format(time.DateOnly))
	}
	return paidShown(c.message, p), true
}

// paidShown is a payment to whom the statement shown was of, where nobody is named.
func paidShown(m *message, p Payment) Payment {
	if shown := m.Focus.Statement; shown != nil && !p.Distributor.Given() && !p.Person.Given() {
		p.Distributor, p.Person = carriedIf(shown.Distributor), carriedIf(shown.Person)
	}
	return p
}

// amountIn is the amount that an act names.
func amountIn(c *composer, s stretch) (fen measure.Fen, ok bool) {
	words := s.words("amount")
	for _, p := range c.pieces() {
		if p.Kind == rules.MoneyPiece && s.From <= p.From && p.To <= s.To {
			words = cmp.Or(words, s.text[p.From:p.To])
		}
	}
	if words == "" {
		return 0, false
	}
	fen, ok = c.parser.Money(words, c.context)
	return fen, ok && fen > 0
}

// sold takes a line of what was sold; what was paid besides is no goods.
func sold(c *composer, s stretch) {
	if p, ok := payment(c, s); ok {
		c.close()
		c.add(p)
		return
	}
	if onlyTold.MatchString(c.text) {
		c.add(Chat{})
		return
	}
	c.order(s)
}

// onlyTold is how a seller says that what she sold is not to be fetched.
var onlyTold = regexp.MustCompile(`(?i)不用(?:再)?(?:补|拿|进|订)|不补货|不拿货|(?:只是|就是|就)(?:跟你|和你|给你)?[报说讲](?:一?[下声]|个)|\bfor (?:my|the) records?\b|\bnot an order\b|\bno need to (?:order|restock)\b|\bjust (?:reporting|telling you|so you know|fyi)\b`)

// chat is small talk, unless somebody is said to have been paid.
func chat(c *composer, s stretch) {
	if p, ok := payment(c, s); ok && (p.Distributor.Given() || p.Person.Given()) {
		c.add(p)
		return
	}
	one(Chat{})(c, s)
}

var (
	// payer is who paid, as a distributor's people say it.
	payer = regexp.MustCompile(`(?i)^([a-z][\w'’]*(?: [a-z][\w'’]*){0,2}?)\s+(?:has\s+|have\s+|just\s+|already\s+)*(?:paid|gave|sent|transferred|settled)\b|` +
		`\b(?:got|received)\b.*\bfrom\s+([a-z][\w'’]*(?: [a-z][\w'’]*)?)\s*(?:today|yesterday|just now|in cash|cash)?$|` +
		`收到了?(\p{Han}{2,4}?)(?:今天|昨天|刚刚?)?(?:转|付|给|打|还|的)|` +
		`^(\p{Han}{1,3}?\p{Han})(?:今天|昨天|刚刚?|刚才|已经|都|也|那边|那|的)*[\d.一二两三四五六七八九十百千万块元钱]*(?:付|给|转|还|打|清|结)`)
	// outside are people and things outside of these books.
	outside = regexp.MustCompile(`\b(?:buyers?|customers?|clients?|rent|courier|shipping|postage|deposit|platform|salary|taobao)\b|客户|买家|顾客|客人|房租|快递|运费|邮费|押金|平台|工资|淘宝|拼多多|红包`)
	// goodsFor leads what was paid for.
	goodsFor = regexp.MustCompile(`\bfor\b`)
	// barely is a number that counts nothing, and afterAmount what may stand behind an amount.
	barely      = regexp.MustCompile(`^[\d.,，]+$|^[零一二两三四五六七八九十百千万半]+$`)
	afterAmount = regexp.MustCompile(`^\s*(?:$|[,.!;，。！；（(]|(?:yuan|rmb|cash|in cash|today|yesterday|just now|now|to|from|by|via|please|and|on)\b|现金|微信|支付宝|元|块|记|过去|了|帮|麻烦|给|的|今天|昨天)`)
)

// mostOfPayment is how many characters words have at most that say but that somebody paid.
const mostOfPayment = 48

// paidPlainly reads words that say but that somebody paid so much: a seller a distributor of the village, or whoever the statement shown
// is of; a seller whom a distributor's person names.
func paidPlainly(m *message) (Reading, bool) {
	words := text.Fold(m.text)
	if len([]rune(words)) > mostOfPayment || strings.Contains(m.text, "\n") || !paid(words) || goodsFor.MatchString(words) {
		return Reading{}, false
	}
	p, ok := paidTo(m)
	if !ok {
		return Reading{}, false
	}
	amount, ok := onlyAmount(m)
	if !ok {
		return Reading{}, false
	}
	p.Amount, p.Words = Said(amount), Said(m.text)
	if days := parserOf(m.names).Periods(m.text, m.context()); len(days) == 1 && days[0].From.Equal(days[0].To) {
		p.On = Said(days[0].To.Format(time.DateOnly))
	}
	return m.reading(p)
}

// paidTo is who was paid, or by whom a distributor was.
func paidTo(m *message) (Payment, bool) {
	if m.Role != "distributor" {
		if name, ok := m.names.Distributor(m.text); ok {
			return Payment{Distributor: Said(name)}, true
		}
	} else if match := payer.FindStringSubmatch(m.text); match != nil {
		if name := cmp.Or(match[1:]...); !pronouns.MatchString(name) {
			return Payment{Person: Said(name)}, true
		}
	}
	p := paidShown(m, Payment{})
	return p, p.Distributor.Given() || p.Person.Given()
}

// onlyAmount is the one amount of a message that holds no other number and no SKU.
func onlyAmount(m *message) (fen measure.Fen, ok bool) {
	words := ""
	for _, p := range m.pieces() {
		switch said := strings.TrimSpace(m.text[p.From:p.To]); p.Kind {
		case rules.SKUPiece, rules.WeightPiece, rules.SizePiece:
			return 0, false
		case rules.NumberPiece, rules.MoneyPiece:
			counts := p.Kind == rules.NumberPiece && (!barely.MatchString(said) || !afterAmount.MatchString(text.Fold(m.text[p.To:])))
			if words != "" || counts {
				return 0, false
			}
			words = said
		}
	}
	if words == "" {
		return 0, false
	}
	fen, ok = parserOf(m.names).Money(words, m.context())
	return fen, ok && fen > 0
}
