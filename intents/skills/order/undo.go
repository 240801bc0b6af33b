package order

import (
	"context"
	"slices"
	"time"

	"oldhand/bot/phrases"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// edit is the last change of the draft by its person: when it was, and what there was before.
type edit struct {
	At    time.Time `json:"at"`
	Draft *draft    `json:"draft,omitempty"` // nil: none
	Later []draft   `json:"later,omitempty"`
}

// noteEdit notes what a turn changed of the draft, for undo. A draft that was placed or dropped is done with; one that lost its last line is not.
func noteEdit(t *dialogue.Turn) {
	m, had := memory.Of(t), memory.Before(t)
	switch {
	case m.Placed != nil && m.Placed.Turn == t.ID(), note.Of(t).undoes != nil, had.Draft != nil && m.Draft == nil && note.Of(t).emptied == nil:
		m.Edit = nil
	case !m.Draft.alike(had.Draft):
		m.Edit = &edit{t.Now, had.Draft, had.Later}
	}
	t.Focus.Edited = time.Time{}
	if m.undoable(t.Now) {
		t.Focus.Edited = m.Edit.At
	}
}

// undoable says that the last edit can be taken back: that of an open draft always, the one that took its last line off for a while.
func (m *remembered) undoable(now time.Time) bool {
	return m.Edit != nil && (m.Draft != nil || now.Sub(m.Edit.At) < meaning.Recently)
}

// alike says that two drafts are for the same goods at the same time.
func (d *draft) alike(other *draft) bool {
	if d == nil || other == nil {
		return d == other
	}
	return d.When == other.When && d.Unsure == other.Unsure && slices.EqualFunc(d.Lines, other.Lines, func(l, o line) bool {
		return l.Item == o.Item && l.Words == o.Words && l.Quantity == o.Quantity && l.Unit == o.Unit
	})
}

// undo takes back what was done last: the last edit of the draft, else the order just placed; one placed longer ago is chosen from the list.
func (sk *skill) undo(ctx context.Context, t *dialogue.Turn, _ meaning.Undo) error {
	switch m := memory.Of(t); {
	case m.undoable(t.Now):
		return undoEdit(ctx, sk, t)
	case m.Placed.fresh(t.Now) && (m.Draft == nil || m.Placed.At.After(m.Draft.Touched)):
		return sk.void(ctx, t, m.Placed.Orders)
	case m.Draft != nil:
		return sk.showDraft(ctx, t, "order.nothingundone")
	}
	return sk.listOrders(ctx, t)
}

// undoEdit brings the draft back as it was before its last edit.
func undoEdit(ctx context.Context, sk *skill, t *dialogue.Turn) error {
	m := memory.Of(t)
	undoes := m.Draft
	if undoes == nil {
		undoes = &draft{}
	}
	note.Of(t).undoes = undoes
	m.Draft, m.Later = m.Edit.Draft, m.Edit.Later
	if m.Draft == nil {
		dropDraft(t)
		return nil
	}
	touch(t)
	return sk.showDraft(ctx, t)
}

// tellUndone says, once the draft is back as it was, how it is other than it was until now.
func tellUndone(t *dialogue.Turn) []phrases.Text {
	undoes := note.Of(t).undoes
	if undoes == nil {
		return nil
	}
	d := memory.Of(t).Draft
	said := dialogue.View{"Changes": changesOf(undoes, d), "Moved": false}
	had, ok := readWhen(t, undoes.When)
	has, fine := readWhen(t, d.When)
	if undoes.When != d.When && len(undoes.Lines) > 0 {
		said["Moved"], said["WhenBefore"], said["When"] = true, views.When(had, t.Now), views.When(has, t.Now)
		said["SaidBefore"], said["Said"] = ok, fine
	}
	return []phrases.Text{t.Text("order.undone", said)}
}

// changesOf are the lines of which one draft has another number than the other.
func changesOf(from, to *draft) []dialogue.View {
	changes := []dialogue.View{}
	seen := map[string]bool{}
	for _, l := range slices.Concat(to.Lines, from.Lines) {
		name := l.label()
		if had, has := from.count(name), to.count(name); had != has && !seen[name] {
			changes = append(changes, dialogue.View{"Name": name, "Had": had, "Has": has})
		}
		seen[name] = true
	}
	return changes
}

// label is a line's SKU, or what was said where none is known.
func (l line) label() string {
	if l.SKU != "" {
		return l.SKU
	}
	return l.Words
}

// count is how many pieces a draft has on the lines of a label.
func (d *draft) count(label string) (n int) {
	for _, l := range d.Lines {
		if l.label() == label {
			n += l.Quantity
		}
	}
	return n
}
