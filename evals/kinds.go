package evals

import (
	"context"

	"oldhand/intents/meaning"
)

// kindCase is a message of a kind that programs like this one misread.
type kindCase struct {
	Kind     string            `json:"kind"`
	Message  string            `json:"m"`
	Lang     string            `json:"lang"`
	Now      string            `json:"now"`
	Role     string            `json:"role"`
	Dialogue meaning.Focus     `json:"dialogue"`
	Expect   [][]wantedCommand `json:"expect"` // as the want of an understandCase
}

// scoreKinds scores each kind by itself: one that is misread as a rule must not hide behind the others.
func scoreKinds(ctx context.Context, v *Village, t *tally) error {
	all, err := cases[kindCase]("kinds")
	if err != nil {
		return err
	}
	names, err := v.Names(ctx)
	if err != nil {
		return err
	}
	for _, k := range all {
		c := understandCase{Text: k.Message, Lang: k.Lang, Now: k.Now, Role: k.Role, Seen: k.Dialogue, Want: k.Expect}
		got, err := c.read(v, names)
		if err != nil {
			return err
		}
		right := c.reads(got)
		t.count("read rightly", right)
		t.count("read rightly "+k.Lang, right)
		t.count(k.Kind, right)
		if !right {
			t.fail("%s: %q\n    want %s\n    got  %s", k.Kind, k.Message, inOneLine(c.Want), inOneLine(got))
		}
	}
	return nil
}
