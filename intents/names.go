package intents

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"oldhand/integrations/address"
	"oldhand/integrations/batch"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/rates"
	"oldhand/intents/meaning"
)

// Names gives what a village's tables and the map know about words; it is safe for concurrent use.
type Names struct {
	catalogue *catalogue.Catalogue
	rates     *rates.Rates
	acts      func(screen, text string) []meaning.Act
	couriers  atomic.Pointer[couriers]
}

// couriers are the names of the couriers of some rate cards, also as meaning reads them.
type couriers struct {
	*rates.CourierNames
	read  *meaning.Couriers
	known time.Time
}

// couriersKept is how long the couriers' names are used before it is asked whether there are others: long enough that few
// messages ask, short enough that an import is noticed at once.
const couriersKept = 5 * time.Second

// NewNames gives the names of a village, whose messages acts reads; nil: they are read by rules alone.
func NewNames(c *catalogue.Catalogue, r *rates.Rates, acts func(screen, text string) []meaning.Act) *Names {
	return &Names{catalogue: c, rates: r, acts: acts}
}

// Now gives them as they are now, from memory unless the tables have changed.
func (n *Names) Now(ctx context.Context) (meaning.Names, error) {
	items, err := n.catalogue.Names(ctx)
	if err != nil {
		return nil, fmt.Errorf("names of goods: %w", err)
	}
	known, err := n.couriersNow(ctx)
	if err != nil {
		return nil, fmt.Errorf("names of couriers: %w", err)
	}
	return names{items, known, n.acts}, nil
}

func (n *Names) couriersNow(ctx context.Context) (*couriers, error) {
	known := n.couriers.Load()
	if known != nil && time.Since(known.known) < couriersKept {
		return known, nil
	}
	cards, err := n.rates.Cards(ctx)
	if err != nil {
		return nil, err
	}
	called := cards.CourierNames()
	fresh := &couriers{CourierNames: called, known: time.Now()}
	if known != nil && known.CourierNames == called {
		fresh.read = known.read
	} else {
		fresh.read = meaning.NewCouriers(called.Established())
	}
	n.couriers.Store(fresh)
	return fresh, nil
}

// names are those of one moment.
type names struct {
	items    *catalogue.Names
	couriers *couriers
	acts     func(screen, text string) []meaning.Act
}

var _ meaning.Names = names{}

func (n names) SKU(s string) (meaning.Named, bool) { return named(n.items.SKU(s)) }

func (n names) Item(words string) (meaning.Named, bool) { return named(n.items.Item(words)) }

func named(n catalogue.Named, ok bool) (meaning.Named, bool) {
	return meaning.Named{ID: int64(n.Item), SKU: n.SKU, Unit: n.Unit, Carton: n.Carton}, ok
}

func (n names) Goods(words string) bool { return n.items.Goods(words) }

func (n names) Described(name string, must, told []string) (meaning.Named, bool) {
	return named(n.items.Described(name, must, told))
}

func (n names) Category(words string) (string, bool) { return n.items.Category(words) }

func (n names) Distributor(sentence string) (string, bool) { return n.items.Distributor(sentence) }

func (n names) FindPlace(sentence string) (string, bool) { return address.Find(sentence) }

func (n names) PlaceCode(words string) (string, bool) {
	read, err := address.Parse(words)
	return read.Place.Code, err == nil
}

func (n names) Paste(text string) (address, parcel string, ok bool) {
	w, ok := batch.Paste(text)
	parcel = strings.Join([]string{w.Weight, w.Size}, " ")
	if w.Count != "" {
		parcel += " " + w.Count + "件"
	}
	return w.Address, parcel, ok
}

func (n names) Receiver(text string) (meaning.Receiver, bool) {
	to, place, ok := address.ReadReceiver(text)
	return meaning.Receiver{Name: to.Name, Phone: to.Phone, Address: to.Address, Code: place.Code}, ok
}

func (n names) ParcelList(text string) bool {
	_, ok := batch.Lines(text)
	return ok
}

func (n names) Acts(screen, text string) []meaning.Act {
	if n.acts == nil {
		return nil
	}
	return n.acts(screen, text)
}

func (n names) Courier(sentence string) (string, bool) { return n.couriers.In(sentence) }

func (n names) Couriers() *meaning.Couriers { return n.couriers.read }
