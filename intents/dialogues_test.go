package intents

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"oldhand/intents/dialogue/dialoguetest"
)

func TestDialogues(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("..", "e2e", "testdata", "dialogues", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d dialogues: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			script, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			h := newHamlet(t)
			if strings.HasPrefix(filepath.Base(file), "collect.") {
				h.account()
			}
			play(h, strings.Split(string(script), "\n"))
		})
	}
}

// play goes through a conversation line by line; e2e/testdata/README.md says what the lines mean.
func play(h *hamlet, script []string) {
	h.t.Helper()
	var p *phone
	for n, text := range script {
		mark, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
		rest = strings.TrimSpace(rest)
		switch mark {
		case "", "#":
		case "@":
			p = h.phones[rest]
		case ":":
			at, err := time.ParseInLocation("2006-01-02 15:04", rest, dialoguetest.Shanghai)
			if err != nil {
				h.t.Fatal(err)
			}
			h.now = at
			h.bring()
		case ">":
			act(h, p, n+1, rest)
		case "<":
			if !strings.Contains(p.seen(), rest) {
				h.t.Errorf("line %d: no %q in:\n%s", n+1, rest, p.seen())
			}
		case "<!":
			if strings.Contains(p.seen(), rest) {
				h.t.Errorf("line %d: there should be no %q in:\n%s", n+1, rest, p.seen())
			}
		default:
			if !strings.HasPrefix(mark, "#") {
				h.t.Fatalf("line %d: %q", n+1, text)
			}
		}
	}
}

var linkOf = regexp.MustCompile(`start=(\S+)`)

// act writes or taps what one line of a script says.
func act(h *hamlet, p *phone, n int, what string) {
	h.t.Helper()
	switch {
	case what == "{again}":
		h.taps(p, p.last, p.pressed)
	case strings.HasPrefix(what, "{file "):
		name, caption, _ := strings.Cut(strings.TrimPrefix(what, "{file "), "}")
		h.sends(p, name, strings.TrimSpace(caption))
	case strings.HasPrefix(what, "{edit} "):
		h.says(p, strings.TrimPrefix(what, "{edit} "), true)
	case strings.HasPrefix(what, "{reply "):
		part, text, _ := strings.Cut(strings.TrimPrefix(what, "{reply "), "} ")
		h.replies(p, part, text)
	case strings.HasPrefix(what, "{link of "):
		from := h.phones[strings.TrimSuffix(strings.TrimPrefix(what, "{link of "), "}")]
		h.says(p, "/start "+linkOf.FindStringSubmatch(from.seen())[1], false)
	case strings.HasPrefix(what, "["):
		label := strings.TrimSuffix(strings.TrimPrefix(what, "["), "]")
		card, b, ok := p.button(label)
		if !ok {
			h.t.Fatalf("line %d: no button %q in:\n%s", n, label, p.seen())
		}
		h.taps(p, card, b)
	default:
		h.says(p, strings.ReplaceAll(what, `\n`, "\n"), false)
	}
}
