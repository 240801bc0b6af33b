package intents

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"oldhand/integrations/address"
	"oldhand/integrations/batch"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/rates"
	"oldhand/intents/understand"
)

const (
	// lexiconMemory is how long an answer is kept: long enough for one message to ask twice, short enough that an
	// import is noticed at once.
	lexiconMemory = 5 * time.Second
	// lexiconSize bounds the answers kept.
	lexiconSize = 1024
	// lexiconPatience is how long a question may take; a message is understood without what comes later.
	lexiconPatience = 2 * time.Second
)

// known is what the catalogue says of some words.
type known struct {
	sku, unit string
	carton    int
	ok        bool
	at        time.Time
}

// lexicon answers what understanding asks about names, from the catalogue and the places and couriers.
type lexicon struct {
	catalogue *catalogue.Catalogue
	rates     *rates.Rates
	clock     func() time.Time

	mu         sync.Mutex
	items      map[string]known
	categories []string
	couriersAs map[string]string // what people call the couriers, and the names these have in the village
	listed     time.Time
}

// NewLexicon gives the words of a village to a parser; clock is time.Now.
func NewLexicon(c *catalogue.Catalogue, prices *rates.Rates, clock func() time.Time) understand.Lexicon {
	return &lexicon{catalogue: c, rates: prices, clock: clock, items: map[string]known{}}
}

// SKU gives the catalogue's spelling of a SKU. Where several distributors have it, the unit is the first one's.
func (l *lexicon) SKU(s string) (sku, unit string, carton int, ok bool) {
	k := l.ask("sku:"+strings.ToLower(strings.TrimSpace(s)), func(ctx context.Context) (k known) {
		items, err := l.catalogue.BySKU(ctx, s)
		if err != nil || len(items) == 0 {
			return k
		}
		return known{sku: items[0].SKU, unit: items[0].Unit, carton: commonCarton(items), ok: true}
	})
	return k.sku, k.unit, k.carton, k.ok
}

// commonCarton is what a carton holds where all the items agree on it.
func commonCarton(items []catalogue.Item) int {
	for _, i := range items[1:] {
		if i.Carton != items[0].Carton {
			return 0
		}
	}
	return items[0].Carton
}

// Item gives the SKU that words mean beyond doubt.
func (l *lexicon) Item(words string) (sku, unit string, carton int, ok bool) {
	k := l.ask("item:"+strings.ToLower(words), func(ctx context.Context) (k known) {
		hits, certain, err := l.catalogue.Match(ctx, words)
		if err != nil || !certain || len(hits) == 0 {
			return k
		}
		return known{sku: hits[0].SKU, unit: hits[0].Unit, carton: hits[0].Carton, ok: true}
	})
	return k.sku, k.unit, k.carton, k.ok
}

// ask answers from memory or else from the catalogue.
func (l *lexicon) ask(key string, look func(context.Context) known) known {
	now := l.clock()
	l.mu.Lock()
	k, there := l.items[key]
	l.mu.Unlock()
	if there && now.Sub(k.at) < lexiconMemory {
		return k
	}
	ctx, cancel := context.WithTimeout(context.Background(), lexiconPatience)
	defer cancel()
	k = look(ctx)
	k.at = now
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.items) >= lexiconSize {
		clear(l.items)
	}
	l.items[key] = k
	return k
}

// lists gives the categories and the names of the couriers, read again when they are old.
func (l *lexicon) lists() (categories []string, couriers map[string]string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now := l.clock(); now.Sub(l.listed) >= lexiconMemory {
		ctx, cancel := context.WithTimeout(context.Background(), lexiconPatience)
		defer cancel()
		if all, err := l.catalogue.Categories(ctx); err == nil {
			l.categories, l.listed = all, now
		}
		if all, err := courierNames(ctx, l.rates); err == nil {
			l.couriersAs = understand.CourierWords(all)
		}
	}
	return l.categories, l.couriersAs
}

// courierNames are all couriers with a card: each either prices a parcel or says why it does not.
func courierNames(ctx context.Context, prices *rates.Rates) ([]string, error) {
	a, err := prices.Quote(ctx, rates.Request{To: address.Place{Code: "11", Name: "北京市"}, Weight: 1000}, "zh")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, q := range a.Quotes {
		names = append(names, q.Courier)
	}
	for _, m := range a.Missing {
		names = append(names, m.Courier)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// Category gives the catalogue's spelling of a category, plural and case aside.
func (l *lexicon) Category(words string) (string, bool) {
	want := plain(words)
	categories, _ := l.lists()
	for _, c := range categories {
		if plain(c) == want && want != "" {
			return c, true
		}
	}
	return "", false
}

func plain(s string) string {
	return strings.TrimSuffix(strings.ToLower(strings.TrimSpace(s)), "s")
}

// FindPlace finds the part of a sentence that names a place in China.
func (l *lexicon) FindPlace(sentence string) (string, bool) { return address.Find(sentence) }

// PlaceCode gives the code of a place that is known and unambiguous.
func (l *lexicon) PlaceCode(words string) (string, bool) {
	a, err := address.Parse(words)
	return a.Place.Code, err == nil
}

// Paste takes apart an address as it is copied from a shop.
func (l *lexicon) Paste(text string) (address, parcel string, ok bool) {
	w, ok := batch.Paste(text)
	return w.Address, strings.Join([]string{w.Weight, w.Size, w.Count}, " "), ok
}

// Courier gives the village's spelling of the courier that a sentence names, by whatever name: 中通, ZTO, 中通快递.
func (l *lexicon) Courier(sentence string) (string, bool) {
	_, couriers := l.lists()
	sentence = strings.ToLower(sentence)
	longest := ""
	for words := range couriers {
		if len(words) > len(longest) && standsIn(sentence, words) {
			longest = words
		}
	}
	return couriers[longest], longest != ""
}

// vagueCouriers are names that are words of their own; they name a courier only where they are all that is said.
var vagueCouriers = map[string]bool{"best": true}

// standsIn says that a name stands in a sentence, and not as a part of a Latin word.
func standsIn(sentence, name string) bool {
	if name == "" || vagueCouriers[name] {
		return name != "" && strings.TrimSpace(sentence) == name
	}
	for from := 0; ; {
		at := strings.Index(sentence[from:], name)
		if at < 0 {
			return false
		}
		at += from
		if !lettersMeet(sentence, at) && !lettersMeet(sentence, at+len(name)) {
			return true
		}
		from = at + len(name)
	}
}

// lettersMeet says that Latin letters or digits stand on both sides of a place in a text.
func lettersMeet(s string, at int) bool {
	return at > 0 && at < len(s) && latinLetter(s[at-1]) && latinLetter(s[at])
}

func latinLetter(b byte) bool { return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' }
