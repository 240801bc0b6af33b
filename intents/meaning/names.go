package meaning

import "oldhand/intents/meaning/rules"

// Named is an item as the catalogue names it.
type Named struct {
	ID     int64 // 0: several distributors have the SKU
	SKU    string
	Unit   string
	Carton int // pieces in a carton; 0: none, or not the same of all
}

// Couriers are the names of couriers that have no other meaning, each with what the courier is called in the village.
type Couriers = rules.Couriers

// NewCouriers makes them of names, folded as text.Fold does it. It takes a while, so keep what it makes.
func NewCouriers(names map[string]string) *Couriers { return rules.NewCouriers(names) }

// Names is what a village's own tables and the map know about words. All of it is answered from memory, so that
// understanding waits for nothing; an implementation must not read, ask or wait.
type Names interface {
	// SKU gives the item of a SKU, case and outer spaces aside.
	SKU(s string) (Named, bool)
	// Item gives the item that words mean beyond doubt.
	Item(words string) (Named, bool)
	// Goods says that words are those of goods: the title of some item has them all.
	Goods(words string) bool
	// Category gives the catalogue's spelling of a category.
	Category(words string) (string, bool)
	// Distributor gives the name of the only distributor that a sentence names.
	Distributor(sentence string) (string, bool)
	// Courier gives the village's spelling of a courier that a sentence names, by whatever name.
	Courier(sentence string) (string, bool)
	// Couriers gives the names by which couriers are known wherever they are said.
	Couriers() *Couriers
	// FindPlace finds the part of a sentence that names a place in China.
	FindPlace(sentence string) (words string, ok bool)
	// PlaceCode gives the code of a place; ok is false when unknown or ambiguous.
	PlaceCode(words string) (code string, ok bool)
	// Paste takes apart an address as shops and buyers copy it, with a telephone number: the address with the contact in
	// it, and what is said of the parcel beside it. ok is false for any other text, and where it names no known place.
	Paste(text string) (address, parcel string, ok bool)
	// Receiver reads whom a pasted address names.
	Receiver(text string) (Receiver, bool)
	// ParcelList says that a text of several lines is a list of parcels.
	ParcelList(text string) bool
	// Acts reads what is done in a message: its text, and who wrote it and what stood on the screen in plain words. It gives
	// nothing where there is no reader.
	Acts(screen, text string) []Act
}
