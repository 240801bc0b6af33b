package meaning

// Origin says where a slot's value comes from.
type Origin string

// Where a value can come from. A slot without an origin holds nothing.
const (
	// IsSaid: the message says it.
	IsSaid Origin = "said"
	// IsCarried: the message leaves it out, and the focus has it: the parcel priced last, the item whose card was shown.
	IsCarried Origin = "carried"
	// IsAssumed: nobody said it; it follows from what was said beyond doubt, as a SKU from the name of its goods.
	IsAssumed Origin = "assumed"
)

// Slot is a part of a command, with where it comes from.
type Slot[T any] struct {
	Value  T
	Origin Origin
}

// Said is a slot that the message fills.
func Said[T any](v T) Slot[T] { return Slot[T]{v, IsSaid} }

// Carried is a slot that the focus fills.
func Carried[T any](v T) Slot[T] { return Slot[T]{v, IsCarried} }

// Assumed is a slot that follows from others.
func Assumed[T any](v T) Slot[T] { return Slot[T]{v, IsAssumed} }

// Given says that the slot holds something.
func (s Slot[T]) Given() bool { return s.Origin != "" }

// Said says that the message fills the slot.
func (s Slot[T]) Said() bool { return s.Origin == IsSaid }

// Pointer is the value, or nil where there is none.
func (s Slot[T]) Pointer() *T {
	if !s.Given() {
		return nil
	}
	return &s.Value
}

// saidIf is a slot that the message fills unless the value is the zero value.
func saidIf[T comparable](v T) Slot[T] { return slotIf(v, IsSaid) }

// carriedIf is a slot that the focus fills unless the value is the zero value.
func carriedIf[T comparable](v T) Slot[T] { return slotIf(v, IsCarried) }

// slotIf is a slot that holds a value unless it is the zero value.
func slotIf[T comparable](v T, from Origin) Slot[T] {
	var zero T
	if v == zero {
		return Slot[T]{}
	}
	return Slot[T]{v, from}
}

// saidAt is a slot of what a pointer points to, if it points anywhere.
func saidAt[T any](v *T) Slot[T] {
	if v == nil {
		return Slot[T]{}
	}
	return Said(*v)
}
