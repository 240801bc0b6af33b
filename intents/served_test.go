package intents

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"oldhand/bot/phrases"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
	"oldhand/intents/meaning"
)

// Every command that words can mean is served, by one skill, and no skill serves any other.
func TestEveryCommandIsServed(t *testing.T) {
	t.Parallel()
	a := New(Services{Zone: dialoguetest.Shanghai})
	for _, c := range meaning.Every() {
		if !a.Serves(c) {
			t.Errorf("no skill serves %T", c)
		}
	}
	served := 0
	for _, s := range skills(Services{}) {
		served += len(s.Serves)
	}
	if want := len(meaning.Every()); served != want {
		t.Errorf("%d commands are served of %d", served, want)
	}
}

// The messenger's menu offers a few words, each with a sentence of its own in both languages.
func TestTheMenu(t *testing.T) {
	t.Parallel()
	want := []string{"find", "orders", "quote", "ask", "remind", "language", "privacy", "help"}
	got := New(Services{Zone: dialoguetest.Shanghai}).Menu()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, word := range got {
		for _, lang := range dialoguetest.Languages {
			if phrases.Label(lang, "menu."+word, nil) == "" {
				t.Errorf("/%s says nothing in %s", word, lang)
			}
		}
	}
}

// The help card has buttons of every skill.
func TestCards(t *testing.T) {
	t.Parallel()
	dialoguetest.Cards(t, map[string]func(*dialogue.Turn){
		"help": func(turn *dialogue.Turn) {
			if err := turn.Do(t.Context(), meaning.Help{}); err != nil {
				panic(err)
			}
		},
	}, skills(Services{})...)
}
