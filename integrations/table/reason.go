package table

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Reason is why a row or a file is rejected, or what became of it, as a code; whoever knows the languages says it.
type Reason struct {
	Code string // empty: none
	Data Data
}

// Data is what a reason's sentence is filled in with. A value may be another Reason, or an error that holds one.
type Data map[string]any

// Because makes a reason of a code with its data.
func Because(code string, data Data) Reason { return Reason{code, data} }

// Coded gives what says it.
func (r Reason) Coded() (key string, data any) { return r.Code, map[string]any(r.Data) }

// Error writes the code and its data, for logs.
func (r Reason) Error() string {
	var b strings.Builder
	b.WriteString(r.Code)
	for _, name := range slices.Sorted(maps.Keys(r.Data)) {
		fmt.Fprintf(&b, " %s=%q", name, fmt.Sprint(r.Data[name]))
	}
	return b.String()
}
