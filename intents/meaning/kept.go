package meaning

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// Kept is a command as it is kept until a tap says that it was meant.
type Kept struct {
	Type    string          `json:"type"`
	Command json.RawMessage `json:"command"`
}

// KeepCommand writes a command down. What else its words may mean (Otherwise) is not kept: the tap says what they do.
func KeepCommand(c Command) (Kept, error) {
	written, err := json.Marshal(c)
	return Kept{reflect.TypeOf(c).Name(), written}, err
}

// Again gives the command.
func (k Kept) Again() (Command, error) {
	for _, c := range Every() {
		if t := reflect.TypeOf(c); t.Name() == k.Type {
			again := reflect.New(t)
			if err := json.Unmarshal(k.Command, again.Interface()); err != nil {
				return nil, fmt.Errorf("a kept command: %w", err)
			}
			return again.Elem().Interface().(Command), nil
		}
	}
	return nil, fmt.Errorf("a kept command of an unknown type %q", k.Type)
}
