package intents

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"oldhand/bot"
	"oldhand/integrations/pickup"
	"oldhand/integrations/table"
	"oldhand/intents/dialogue/dialoguetest"
)

// rightConversations is how many of a file's conversations, in a hundred, must come out as their writers say, who had not
// seen what is answered.
const rightConversations = 30

// conversation is what somebody writes and taps without seeing the answers, and what must be true at the end.
type conversation struct {
	title string
	steps []string // as in e2e/testdata/README.md
	want  []string
}

// TestConversations plays whole conversations of sellers, each twice: as it is, and with every button tapped twice, the
// program started anew before every message, and the buttons of all cards tapped once more at the end. The second must place no
// more orders than the first; of the first, so many must leave the database as their writers expect.
func TestConversations(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("..", "evals", "conversations", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files of conversations: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			h := sampleHamlet(t)
			right, all := 0, readConversations(t, file)
			for n, c := range all {
				plain := h.hold(c, fmt.Sprintf("%d", n), false)
				if troubled := h.hold(c, fmt.Sprintf("%d troubled", n), true); strings.Count(troubled, "order ") > strings.Count(plain, "order ") {
					t.Errorf("%s: with second taps and restarts it comes to\n%s\nand without to\n%s", c.title, troubled, plain)
				}
				if plain == strings.Join(c.want, "\n") {
					right++
				} else {
					t.Logf("%s: it comes to\n%s\nnot to\n%s", c.title, plain, strings.Join(c.want, "\n"))
				}
			}
			t.Logf("%d of %d conversations are right", right, len(all))
			if right*100 < rightConversations*len(all) {
				t.Errorf("%d of %d conversations are right, of a hundred %d are wanted", right, len(all), rightConversations)
			}
		})
	}
}

// sampleHamlet has the goods of the sample village, and enough of each.
func sampleHamlet(t *testing.T) *hamlet {
	h := emptyHamlet(t)
	files, err := filepath.Glob(filepath.Join("..", "sample", "items", "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.village.Catalogue.Import(h.ctx, files, table.Options{RejectsDir: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.pool.Exec(h.ctx, `WITH counted AS (UPDATE stock SET on_hand = 1000000 RETURNING item_id, on_hand)
		INSERT INTO item_events (item_id, at, actor, what, on_hand) SELECT item_id, now(), 0, 'counted', on_hand FROM counted`); err != nil {
		t.Fatal(err)
	}
	if _, err := h.village.Rates.Import(h.ctx, []string{filepath.Join("..", "sample", "rates")}, table.Options{RejectsDir: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	return h
}

// readConversations reads a file of them: "## title (language)", "> what is written or tapped", "= what must be true".
func readConversations(t *testing.T, file string) (all []conversation) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		mark, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		rest = strings.TrimSpace(rest)
		switch last := len(all) - 1; mark {
		case "##":
			all = append(all, conversation{title: rest})
		case ">":
			all[last].steps = append(all[last].steps, rest)
		case "=":
			all[last].want = append(all[last].want, tidy(rest))
		case "", "#":
		default:
			t.Fatalf("%s: %q", file, line)
		}
	}
	for i := range all {
		slices.Sort(all[i].want)
	}
	return all
}

// tidy puts the lines of what is ordered in order.
func tidy(want string) string {
	kind, rest, _ := strings.Cut(want, " ")
	lines, when, timed := strings.Cut(rest, " @ ")
	parts := strings.Split(lines, ", ")
	slices.Sort(parts)
	if want = strings.TrimSpace(kind + " " + strings.Join(parts, ", ")); timed {
		want += " @ " + when
	}
	return want
}

// hold plays a conversation as a new seller and says what it leaves.
func (h *hamlet) hold(c conversation, name string, troubled bool) string {
	h.t.Helper()
	lang := "en"
	if strings.Contains(c.title, "(zh)") {
		lang = "zh-hans"
	}
	h.now = dialoguetest.Monday
	h.settle1(name, "Li", lang, bot.Seller, "")
	p := h.phones[name]
	var tapped []func()
	for _, step := range c.steps {
		if troubled {
			h.Assistant = New(h.village)
		}
		if !strings.HasPrefix(step, "[") {
			act(h, p, 0, step)
			continue
		}
		// A button that never came shows in what is left. An order to be fetched at another time asks for its own tap.
		for card, b, ok := p.meant(step); ok; card, b, ok = p.meant(step) {
			h.taps(p, card, b)
			if troubled {
				h.taps(p, card, b)
				tapped = append(tapped, func() { h.taps(p, card, b) })
			}
			if step != "[Confirm]" || len(tapped) > len(c.steps) {
				break
			}
		}
	}
	for _, again := range tapped {
		again()
	}
	return h.left(p, c)
}

// meant finds the button that confirms or cancels, in whichever language it stands there, or another by its label.
func (p *phone) meant(step string) (received, bot.Button, bool) {
	label := strings.Trim(step, "[]")
	if card, b, ok := p.button(label); ok {
		return card, b, true
	}
	chinese, ok := map[string]string{"Confirm": "确认", "Cancel": "取消"}[label]
	if !ok {
		return received{}, bot.Button{}, false
	}
	return p.button(chinese)
}

// left says what stands in the database after a conversation, in the words of its file and of what the file speaks of.
func (h *hamlet) left(p *phone, c conversation) string {
	h.t.Helper()
	found := h.orderedBy(p)
	spoken := func(kind string) bool {
		return slices.ContainsFunc(c.want, func(want string) bool { return strings.HasPrefix(want, kind) })
	}
	if spoken("remind") {
		r, err := pickup.DailyOf(h.village.Orders).Reminder(h.ctx, pickup.SellerID(p.person.ID))
		if err != nil {
			h.t.Fatal(err)
		}
		found = append(found, map[bool]string{true: fmt.Sprintf("remind %02d:%02d", r.Minute/60, r.Minute%60), false: "remind off"}[r.On])
	}
	if spoken("draft") || spoken("nodraft") {
		found = append(found, h.drafted(p))
	}
	timed := slices.ContainsFunc(c.want, func(want string) bool { return strings.Contains(want, " @ ") })
	for i, line := range found {
		if !timed {
			found[i], _, _ = strings.Cut(line, " @ ")
		}
	}
	slices.Sort(found)
	return strings.Join(found, "\n")
}

// orderedBy are the open orders of a seller, a line for each pickup time.
func (h *hamlet) orderedBy(p *phone) (found []string) {
	h.t.Helper()
	lines := map[string][]string{}
	for _, o := range h.open(p) {
		when := o.When.Day.Format(pickup.DayLayout)
		if o.When.HasTime {
			when = o.When.Time.Format(pickup.HourLayout)
		}
		for _, l := range o.Lines {
			lines[when] = append(lines[when], fmt.Sprintf("%s %d", l.SKU, l.Quantity))
		}
	}
	for when, ordered := range lines {
		slices.Sort(ordered)
		found = append(found, "order "+strings.Join(ordered, ", ")+" @ "+when)
	}
	return found
}

// drafted is the open card of a seller.
func (h *hamlet) drafted(p *phone) string {
	h.t.Helper()
	var d struct {
		Memory struct {
			Order struct {
				Draft *struct {
					Lines []struct {
						SKU      string `json:"sku"`
						Words    string `json:"words"`
						Quantity int    `json:"quantity"`
					} `json:"lines"`
				} `json:"draft"`
			} `json:"order"`
		} `json:"memory"`
	}
	if p.dialogue != nil {
		if err := json.Unmarshal(p.dialogue, &d); err != nil {
			h.t.Fatal(err)
		}
	}
	draft := d.Memory.Order.Draft
	if draft == nil {
		return "nodraft"
	}
	var lines []string
	for _, l := range draft.Lines {
		lines = append(lines, fmt.Sprintf("%s %d", cmp.Or(l.SKU, l.Words), l.Quantity))
	}
	slices.Sort(lines)
	return "draft " + strings.Join(lines, ", ")
}
