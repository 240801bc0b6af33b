package dialogue

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"oldhand/bot"
)

// parts are what a dialogue remembers, each by a name of its own: parts of the focus, what each skill remembers, the buttons
// offered last.
func (k kept) parts() (map[string]json.RawMessage, error) {
	written, err := json.Marshal(k)
	if err != nil {
		return nil, err
	}
	l, err := loosened(written)
	if err != nil {
		return nil, err
	}
	return l.parts(), nil
}

// stamp notes since when each part is what it is; before is what the last turn left.
func (k *kept) stamp(before kept, today string) error {
	was, err := before.parts()
	if err != nil {
		return err
	}
	is, err := k.parts()
	if err != nil {
		return err
	}
	k.Since = map[string]string{}
	for part, raw := range is {
		k.Since[part] = today
		if since, known := before.Since[part]; known && same(was[part], raw) {
			k.Since[part] = since
		}
	}
	return nil
}

// same says that two values are the same in JSON, however they are written.
func same(a, b json.RawMessage) bool {
	if bytes.Equal(a, b) {
		return true
	}
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}

// loose is a dialogue whose parts are not read.
type loose struct {
	top, focus, memory map[string]json.RawMessage
	since              map[string]string
}

func loosened(d json.RawMessage) (l loose, err error) {
	if err := json.Unmarshal(d, &l.top); err != nil {
		return loose{}, fmt.Errorf("a dialogue: %w", err)
	}
	for name, to := range map[string]any{"focus": &l.focus, "memory": &l.memory, "since": &l.since} {
		if raw, ok := l.top[name]; ok {
			if err := json.Unmarshal(raw, to); err != nil {
				return loose{}, fmt.Errorf("the %s of a dialogue: %w", name, err)
			}
		}
	}
	return l, nil
}

// What the names of parts begin with, and those of single ones.
const (
	ofFocus, ofMemory         = "focus.", "memory."
	pushedPart, offeredPart   = "pushed", "offered"
	focusKey, memoryKey, when = "focus", "memory", "since"
)

func (l loose) parts() map[string]json.RawMessage {
	all := map[string]json.RawMessage{}
	for name, raw := range l.focus {
		all[ofFocus+name] = raw
	}
	for name, raw := range l.memory {
		all[ofMemory+name] = raw
	}
	for _, name := range []string{pushedPart, offeredPart} {
		if raw, ok := l.top[name]; ok {
			all[name] = raw
		}
	}
	return all
}

// pruned is a dialogue without some of its parts; today is the day of those whose day nobody noted. One that cannot be read is forgotten.
func pruned(d json.RawMessage, drops func(part string, raw json.RawMessage, since string) bool, today string) (json.RawMessage, error) {
	l, err := loosened(d)
	if err != nil {
		return json.RawMessage(`{}`), nil // it is of another version, and nobody could read it
	}
	changed, since := false, map[string]string{}
	for part, raw := range l.parts() {
		left, known := l.since[part]
		if !known && part != pushedPart {
			left, changed = today, true
		}
		if drops(part, raw, left) {
			l.drop(part)
			changed = true
		} else if part != pushedPart {
			since[part] = left
		}
	}
	if !changed {
		return d, nil
	}
	for name, value := range map[string]any{focusKey: l.focus, memoryKey: l.memory, when: since} {
		if l.top[name], err = json.Marshal(value); err != nil {
			return nil, err
		}
		if reflect.ValueOf(value).Len() == 0 {
			delete(l.top, name)
		}
	}
	return json.Marshal(l.top)
}

func (l loose) drop(part string) {
	switch {
	case len(part) > len(ofFocus) && part[:len(ofFocus)] == ofFocus:
		delete(l.focus, part[len(ofFocus):])
	case len(part) > len(ofMemory) && part[:len(ofMemory)] == ofMemory:
		delete(l.memory, part[len(ofMemory):])
	default:
		delete(l.top, part)
	}
}

// Aged is a dialogue without what was left before a day, and without what came by itself if nothing has come since. Parts of
// which nobody noted when they were left are of today, unless their person has been silent since.
func Aged(d json.RawMessage, since, today time.Time, lately bot.Lately) (json.RawMessage, error) {
	oldest := since.Format(time.DateOnly)
	return pruned(d, func(part string, _ json.RawMessage, left string) bool {
		if part == pushedPart {
			return !lately.Pushed
		}
		return left < oldest || !lately.Wrote
	}, today.Format(time.DateOnly))
}

// Without is a dialogue without the parts in which something is found.
func Without(d json.RawMessage, found func([]byte) bool, today time.Time) (json.RawMessage, error) {
	return pruned(d, func(_ string, raw json.RawMessage, _ string) bool { return found(raw) }, today.Format(time.DateOnly))
}
