package dialogue

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/intents/meaning"
)

// version changes whenever a dialogue kept before could be misread; such a one is dropped.
const version = 2

// kept is what a chat's dialogue remembers between turns. Nothing in it costs money by itself: an order is made from it
// only by a tap, and prices and stock are read again then.
type kept struct {
	Version int          `json:"v"`
	Lang    phrases.Lang `json:"lang,omitempty"` // of the last words that showed one
	// LangFixed: the person chose a language by name; what they write no longer changes it.
	LangFixed bool          `json:"lang_fixed,omitempty"`
	Focus     meaning.Focus `json:"focus,omitzero"`
	// Pushed is what a card that came by itself has put into the focus since; see Focused.
	Pushed  json.RawMessage `json:"pushed,omitempty"`
	Offered []bot.Button    `json:"offered,omitempty"` // by the last reply that had buttons
	// Memory is what each skill remembers, by its name.
	Memory map[string]json.RawMessage `json:"memory,omitempty"`
	// Since is the day on which each part of the focus, and what each skill remembers, became what it is; see Aged.
	Since map[string]string `json:"since,omitempty"`
}

// recall reads what the last turn left. What cannot be read any more is dropped, and forgot says so.
func recall(raw json.RawMessage) (k kept, forgot bool) {
	if len(raw) == 0 || string(raw) == "{}" || string(raw) == "null" {
		return kept{Version: version}, false
	}
	err := json.Unmarshal(raw, &k)
	if err == nil && k.Pushed != nil {
		k.Focus, err = refocused(k.Focus, k.Pushed)
		k.Pushed = nil
	}
	if err != nil || k.Version != version {
		return kept{Version: version}, true
	}
	return k, false
}

// refocused is a focus with the parts that a pushed card has brought, each as a whole.
func refocused(f meaning.Focus, pushed json.RawMessage) (meaning.Focus, error) {
	parts := map[string]json.RawMessage{}
	for _, part := range []any{f, pushed} {
		raw, err := json.Marshal(part)
		if err == nil {
			err = json.Unmarshal(raw, &parts)
		}
		if err != nil {
			return f, err
		}
	}
	raw, err := json.Marshal(parts)
	if err != nil {
		return f, err
	}
	var now meaning.Focus
	err = json.Unmarshal(raw, &now)
	return now, err
}

// Focused is what a push leaves in the dialogue of its receiver (see bot.Push.Dialogue): the parts of the focus that its
// card has brought; everything else stays.
func Focused(f meaning.Focus) json.RawMessage {
	left, err := json.Marshal(map[string]any{"v": version, "pushed": f})
	if err != nil {
		panic(fmt.Sprintf("the focus of a pushed card cannot be written: %v", err)) // it holds nothing that JSON does not
	}
	return left
}

// keep writes down what is remembered.
func (t *Turn) keep() (json.RawMessage, error) {
	k := t.kept
	k.Memory = maps.Clone(k.Memory)
	if k.Memory == nil {
		k.Memory = map[string]json.RawMessage{}
	}
	for name, memory := range t.memory {
		raw, err := json.Marshal(memory)
		if err != nil {
			return nil, fmt.Errorf("what %s remembers: %w", name, err)
		}
		if k.Memory[name] = raw; string(raw) == "{}" {
			delete(k.Memory, name)
		}
	}
	before, _ := recall(t.in.Dialogue)
	if err := k.stamp(before, t.Now.Format(time.DateOnly)); err != nil {
		return nil, fmt.Errorf("note since when: %w", err)
	}
	return json.Marshal(k)
}

// clone gives a turn of its own for one run of the effects.
func (t *Turn) clone() (*Turn, error) {
	raw, err := t.keep()
	if err != nil {
		return nil, err
	}
	c := *t
	var forgot bool
	if c.kept, forgot = recall(raw); forgot {
		return nil, errors.New("the dialogue does not read back")
	}
	c.Focus = &c.kept.Focus
	c.memory, c.scratch = map[string]any{}, maps.Clone(t.scratch)
	c.cards, c.pushes = append([]bot.Card(nil), t.cards...), append([]bot.Push(nil), t.pushes...)
	c.told = slices.Clone(t.told)
	return &c, nil
}

// Memory is what one skill remembers between turns: a struct that JSON can hold, kept under the skill's name.
type Memory[T any] string

// Of gives what is remembered in a turn. Changes are kept with the reply, those within an effect only if it settles.
func (m Memory[T]) Of(t *Turn) *T {
	if known, ok := t.memory[string(m)]; ok {
		return known.(*T)
	}
	memory := m.of(t.kept)
	t.memory[string(m)] = memory
	return memory
}

// Before gives what was remembered when the turn began, which is nobody else's to change.
func (m Memory[T]) Before(t *Turn) *T {
	before, _ := recall(t.in.Dialogue)
	return m.of(before)
}

func (m Memory[T]) of(k kept) *T {
	memory := new(T)
	if raw, ok := k.Memory[string(m)]; ok && json.Unmarshal(raw, memory) != nil {
		return new(T) // written by another version: forgotten, as nothing in it is owed
	}
	return memory
}

// Scratch is what one skill notes for the rest of a turn, under the skill's name.
type Scratch[T any] string

// Of gives what was noted in a turn.
func (s Scratch[T]) Of(t *Turn) *T {
	if known, ok := t.scratch[string(s)]; ok {
		return known.(*T)
	}
	noted := new(T)
	t.scratch[string(s)] = noted
	return noted
}
