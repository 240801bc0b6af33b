package dialogue

import (
	"encoding/json"
	"fmt"
	"reflect"

	"oldhand/intents/meaning"
)

// What the cards of a turn are about is kept with its reply, and comes back with a message that replies to one of them. It
// is written as a focus that holds nothing else.

// About is what a pushed card is about, for those who reply to it.
func About(f meaning.Focus) json.RawMessage {
	raw, err := json.Marshal(f)
	if err != nil {
		panic(fmt.Sprintf("the focus of a card cannot be written: %v", err)) // it holds nothing that JSON does not
	}
	return raw
}

// Tell notes what the turn's cards are about besides what the turn puts into the focus: what is shown once more, or was not
// what the person did last.
func (t *Turn) Tell(f meaning.Focus) { t.told = append(t.told, f) }

// about is what the turn's cards are about; nil: nothing that words could mean.
func (t *Turn) about() (json.RawMessage, error) {
	before, _ := recall(t.in.Dialogue)
	f := put(before.Focus, *t.Focus)
	for _, told := range t.told {
		var err error
		if f, err = refocused(f, About(told)); err != nil {
			return nil, err
		}
	}
	if reflect.ValueOf(f).IsZero() {
		return nil, nil
	}
	return About(f), nil
}

// put is what a turn has put into the focus: the parts that are not as they were. An order stays the same whatever becomes
// of it.
func put(before, after meaning.Focus) meaning.Focus {
	f := meaning.Focus{
		Draft: changed(before.Draft, after.Draft), Quote: changed(before.Quote, after.Quote), Item: changed(before.Item, after.Item),
		Parcel: changed(before.Parcel, after.Parcel), Asked: changed(before.Asked, after.Asked),
		Reminder: changed(before.Reminder, after.Reminder), Changes: changed(before.Changes, after.Changes),
		Statement: changed(before.Statement, after.Statement), Pool: changed(before.Pool, after.Pool),
	}
	if before.ListFrom != after.ListFrom || !reflect.DeepEqual(before.List, after.List) {
		f.List, f.ListFrom, f.ListOf = after.List, after.ListFrom, after.ListOf
	}
	if o := before.Order; after.Order != nil && (o == nil || o.Number != after.Order.Number) {
		f.Order = after.Order
	}
	return f
}

// changed is a part as it is now, unless it is as it was.
func changed[T any](before, after T) (part T) {
	if reflect.DeepEqual(before, after) {
		return part
	}
	return after
}

// repliedTo is what the message replies to, as far as it is known.
func (t *Turn) repliedTo() *meaning.Focus {
	var f meaning.Focus
	if t.in.About == nil || json.Unmarshal(t.in.About, &f) != nil || reflect.ValueOf(f).IsZero() {
		return nil
	}
	return &f
}
