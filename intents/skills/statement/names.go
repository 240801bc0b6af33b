package statement

import (
	"context"
	"errors"
	"slices"
	"strings"

	"oldhand/bot"
	"oldhand/integrations/pickup"
	"oldhand/integrations/text"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// other is somebody on the other side of the person's books, with all that they may be called.
type other struct {
	id    int64 // a DistributorID or a SellerID
	name  string
	forms []string
}

// others are all with whom the person has, or can have, something to settle: to a seller the distributors, which are also called as
// their people are; to a distributor's people the sellers who ordered there.
func (sk *skill) others(ctx context.Context, t *dialogue.Turn, whose string) ([]other, error) {
	if whose == mine {
		return sk.distributors(ctx)
	}
	shop, err := sk.Orders.DistributorNamed(ctx, t.Person.Distributor)
	if errors.Is(err, pickup.ErrNoDistributor) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	sellers, err := sk.Orders.Customers(ctx, shop)
	if err != nil {
		return nil, err
	}
	ids := make([]bot.PersonID, len(sellers))
	for i, s := range sellers {
		ids[i] = bot.PersonID(s)
	}
	names, err := sk.People.Called(ctx, ids)
	if err != nil {
		return nil, err
	}
	all := make([]other, len(ids))
	for i, id := range ids {
		all[i] = other{int64(id), names[id], text.NameForms(names[id])}
	}
	return all, nil
}

func (sk *skill) distributors(ctx context.Context) ([]other, error) {
	known, err := sk.Orders.Distributors(ctx)
	if err != nil {
		return nil, err
	}
	staff, err := sk.People.WithRole(ctx, bot.Distributor)
	if err != nil {
		return nil, err
	}
	all := make([]other, len(known))
	for i, d := range known {
		all[i] = other{int64(d.ID), d.Name, text.NameForms(d.Name)}
		for _, p := range staff {
			if strings.EqualFold(p.Distributor, d.Name) {
				all[i].forms = append(all[i].forms, text.NameForms(p.Name)...)
			}
		}
	}
	return all, nil
}

// meant finds whom words name: the other side by the words used for it, else whoever is named in the whole sentence. Somebody whom
// nobody named, but the statement shown was of, is meant where nobody else is named.
func meant(distributor, person, sentence meaning.Slot[string], all []other) (words string, found []other) {
	for _, slot := range []meaning.Slot[string]{distributor, person} {
		if slot.Said() {
			return slot.Value, called(slot.Value, all)
		}
	}
	if found = namedIn(sentence.Value, all); len(found) > 0 {
		return "", found
	}
	words = distributor.Value + person.Value
	return words, called(words, all)
}

// staff are the people of a distributor whose chats are open.
func (sk *skill) staff(ctx context.Context, distributor string) ([]bot.Person, error) {
	all, err := sk.People.WithRole(ctx, bot.Distributor)
	return slices.DeleteFunc(all, func(p bot.Person) bool { return !strings.EqualFold(p.Distributor, distributor) }), err
}

// called finds who is called by some words.
func called(words string, all []other) []other {
	return text.Called(words, all, func(o other) []string { return o.forms })
}

// namedIn finds who is named in a sentence.
func namedIn(sentence string, all []other) []other {
	return chosen(all, func(form string) bool { return text.HoldsName(sentence, form) })
}

// chosen are those with a form that fits.
func chosen(all []other, fits func(form string) bool) (found []other) {
	for _, o := range all {
		if slices.ContainsFunc(o.forms, fits) {
			found = append(found, o)
		}
	}
	return found
}

// nameOf is what the only other side of a statement is called, if it has but one. ok is false where there is no such side.
func (sk *skill) nameOf(ctx context.Context, t *dialogue.Turn, a asked) (name string, ok bool, err error) {
	if a.with == 0 {
		return "", true, nil
	}
	all, err := sk.others(ctx, t, a.whose)
	for _, o := range all {
		if o.id == a.with {
			return o.name, true, nil
		}
	}
	return "", false, err
}
