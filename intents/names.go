package intents

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"

	"oldhand/integrations/address"
	"oldhand/integrations/batch"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/rates"
	"oldhand/intents/meaning"
	"oldhand/intents/meaning/rules"
)

// Names gives what a village's tables and the map know about words; it is safe for concurrent use.
type Names struct {
	catalogue *catalogue.Catalogue
	rates     *rates.Rates
	couriers  atomic.Pointer[couriers]
}

// couriers are what people call the couriers of some rate cards, with the names that these have in the village.
type couriers struct {
	of    *rates.Cards
	words map[string]string
}

// NewNames gives the names of a village.
func NewNames(c *catalogue.Catalogue, r *rates.Rates) *Names { return &Names{catalogue: c, rates: r} }

// Now gives them as they are now, from memory unless the tables have changed.
func (n *Names) Now(ctx context.Context) (meaning.Names, error) {
	items, err := n.catalogue.Names(ctx)
	if err != nil {
		return nil, fmt.Errorf("names of goods: %w", err)
	}
	cards, err := n.rates.Cards(ctx)
	if err != nil {
		return nil, fmt.Errorf("names of couriers: %w", err)
	}
	known := n.couriers.Load()
	if known == nil || known.of != cards {
		known = &couriers{cards, rules.CourierWords(cards.Couriers())}
		n.couriers.Store(known)
	}
	return names{items, known.words}, nil
}

// names are those of one moment.
type names struct {
	items    *catalogue.Names
	couriers map[string]string
}

var _ meaning.Names = names{}

func (n names) SKU(s string) (meaning.Named, bool) { return named(n.items.SKU(s)) }

func (n names) Item(words string) (meaning.Named, bool) { return named(n.items.Item(words)) }

func named(n catalogue.Named, ok bool) (meaning.Named, bool) {
	return meaning.Named{ID: int64(n.Item), SKU: n.SKU, Unit: n.Unit, Carton: n.Carton}, ok
}

func (n names) Category(words string) (string, bool) { return n.items.Category(words) }

func (n names) FindPlace(sentence string) (string, bool) { return address.Find(sentence) }

func (n names) PlaceCode(words string) (string, bool) {
	read, err := address.Parse(words)
	return read.Place.Code, err == nil
}

func (n names) Paste(text string) (address, parcel string, ok bool) {
	w, ok := batch.Paste(text)
	return w.Address, strings.Join([]string{w.Weight, w.Size, w.Count}, " "), ok
}

func (n names) Receiver(text string) (meaning.Receiver, bool) {
	to, place, ok := address.ReadReceiver(text)
	return meaning.Receiver{Name: to.Name, Phone: to.Phone, Address: to.Address, Code: place.Code}, ok
}

func (n names) ParcelList(text string) bool {
	_, ok := batch.Lines(text)
	return ok
}

// Courier gives the village's spelling of the courier that a sentence names, by whatever name: 中通, ZTO, 中通快递.
func (n names) Courier(sentence string) (string, bool) {
	sentence = strings.ToLower(sentence)
	longest := ""
	for words := range n.couriers {
		if len(words) > len(longest) && standsIn(sentence, words) {
			longest = words
		}
	}
	return n.couriers[longest], longest != ""
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
