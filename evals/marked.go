package evals

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/intents/meaning"
)

// markedMessage is a message of evals/corpus: what is done in it is marked, and what stood on the screen is said in words.
type markedMessage struct {
	Marked string `json:"m"`
	Lang   string `json:"lang"`
	Screen string `json:"ctx"`
	Who    string `json:"who"`
}

// role is who writes, as oldhand knows people.
func (m markedMessage) role() string {
	return map[string]string{"seller": "seller", "newcomer": "seller", "distributor": "distributor", "old hand": "oldhand", "organiser": "organiser"}[m.Who]
}

var (
	shownDraft = regexp.MustCompile(`(?i)^(?:order card|draft)[^:]*:\s*(.*)$`)
	shownList  = regexp.MustCompile(`(?i)^(?:list|items|results)[^:]*:\s*(.*)$`)
	shownItem  = regexp.MustCompile(`(?i)^(?:item card|item shown|shown item|item card shown)[^:]*:\s*(.*)$`)
	shownQuote = regexp.MustCompile(`(?i)^quote[^:]*:\s*(\S+)\s+([\d.]+\s*(?:kg|g|公斤|斤))?`)
	shownOrder = regexp.MustCompile(`(?i)^(?:placed order|order placed|order just placed)[^#]*#(\d+)`)
	shownReply = regexp.MustCompile(`(?i)^reply to:\s*(.*)$`)
	countedAt  = regexp.MustCompile(`^(.*\D)\s*(\d{1,5})\s*\p{Han}?\s*$`)
	numberedAt = regexp.MustCompile(`(?:^|[\s,，])(\d{1,2})(?:[ 、)]|\.\s)\s*`)
	priceAt    = regexp.MustCompile(`\s*[¥￥]?\d+\.\d+\s*(?:元|块|yuan)?$`)
	skuLike    = regexp.MustCompile(`^([A-Z]{1,3}-?\d{1,5})\s+(.*)$`)
)

// focus is the screen as oldhand would keep it: what it can tell of goods, parcels and orders, and else its words.
func focusOf(screen string) (f meaning.Focus) {
	group := func(re *regexp.Regexp) string {
		if match := re.FindStringSubmatch(screen); match != nil {
			return match[1]
		}
		return ""
	}
	switch {
	case shownReply.MatchString(screen):
		inner := focusOf(group(shownReply))
		f.Reply = &inner
	case shownDraft.MatchString(screen):
		f.Draft = draftOf(group(shownDraft))
	case shownList.MatchString(screen):
		f.List, f.Fresh = listOf(group(shownList)), true
	case shownItem.MatchString(screen):
		f.Item = &named([]meaning.Item{itemOf(group(shownItem))})[0]
	case shownOrder.MatchString(screen):
		n, _ := strconv.ParseInt(group(shownOrder), 10, 64)
		f.Order = &meaning.Placed{Number: n}
	case shownQuote.MatchString(screen):
		match := shownQuote.FindStringSubmatch(screen)
		f.Quote = &meaning.Priced{To: match[1]}
		if g, err := measure.ParseWeight(match[2]); err == nil {
			f.Quote.Weight = g
		}
	}
	if len(f.Draft)+len(f.List) == 0 && f.Reply == nil {
		f.Said = screen
	}
	return f
}

func draftOf(words string) (items []meaning.Item) {
	for _, part := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(",，;；、", r) }) {
		if match := countedAt.FindStringSubmatch(strings.TrimSpace(part)); match != nil {
			item := itemOf(strings.TrimSpace(match[1]))
			item.Quantity, _ = strconv.Atoi(match[2])
			items = append(items, item)
		}
	}
	return named(items)
}

// listOf reads "1 red clip 2 blue clip": a number counts a line only where it is the next.
func listOf(words string) (items []meaning.Item) {
	begin := -1
	add := func(end int) {
		if begin >= 0 {
			items = append(items, itemOf(strings.TrimSpace(words[begin:end])))
		}
	}
	next := 0
	for _, at := range numberedAt.FindAllStringSubmatchIndex(words, -1) {
		if n, _ := strconv.Atoi(words[at[2]:at[3]]); next == 0 || n == next {
			add(at[0])
			begin, next = at[1], n+1
		}
	}
	add(len(words))
	return named(items)
}

// named gives items without a SKU one, so that commands can tell them apart.
func named(items []meaning.Item) []meaning.Item {
	for i := range items {
		if items[i].SKU == "" {
			items[i].SKU = fmt.Sprintf("ZZ%d", 901+i)
		}
	}
	return items
}

func itemOf(words string) meaning.Item {
	words = strings.TrimSpace(priceAt.ReplaceAllString(words, ""))
	if match := skuLike.FindStringSubmatch(words); match != nil {
		return meaning.Item{SKU: match[1], Item: match[2]}
	}
	return meaning.Item{Item: words}
}

// readMarked reads the messages of a hand.
func readMarked(file []byte) (all []markedMessage, err error) {
	for i, line := range strings.Split(strings.TrimSpace(string(file)), "\n") {
		var m markedMessage
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		all = append(all, m)
	}
	return all, nil
}
