// Package address knows the places of China and reads them, and the people beside them, out of pasted addresses.
package address

import "errors"

// ErrUnknownPlace says that a text names no place in China.
var ErrUnknownPlace = errors.New("unknown place")

// AmbiguousError says that a text names several places, the likelier first.
type AmbiguousError struct {
	Candidates []Place
	Words      string // the part of the text that names them
}

func (e *AmbiguousError) Error() string { return "ambiguous place" }

// Place is a province, city or county by its code in china_divisions (2, 4 or 6 digits).
type Place struct {
	Code string `json:"code"`
	Name string `json:"name"` // full Chinese name from the province down: 新疆维吾尔自治区乌鲁木齐市
}

// Contact is what a pasted address names besides the place; it never leaves for a model or a log.
type Contact struct {
	Name      string `json:"name"`
	Phone     string `json:"phone"`
	Extension string `json:"extension"`
}

// Address is a pasted address, read.
type Address struct {
	Place   Place
	Contact Contact
}

// Party is somebody at either end of a parcel's way. It goes to the carrier and is forgotten.
type Party struct{ Name, Phone, Address string }
