package intents

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/intents/meaning"
)

// kept are the messages kept as misread, each as "why: marked -> commands".
func (h *hamlet) kept() (all []string) {
	h.t.Helper()
	messages, err := h.village.Misread.All(h.ctx)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, m := range messages {
		if _, _, err := meaning.Unmarked(m.Marked); err != nil {
			h.t.Errorf("%s: %v", m.Marked, err)
		}
		all = append(all, string(m.Why)+": "+m.Marked+" -> "+strings.Join(m.Understood, " "))
	}
	return all
}

func (h *hamlet) keeps(want ...string) {
	h.t.Helper()
	if diff := cmp.Diff(want, h.kept()); diff != "" {
		h.t.Errorf("(-want +got)\n%s", diff)
	}
}

// reads has messages read as they are marked here, with less certainty than what cannot be undone needs.
func (h *hamlet) reads(marked ...string) {
	h.t.Helper()
	known := map[string][]meaning.Act{}
	for _, m := range marked {
		text, acts, err := meaning.Unmarked(m)
		if err != nil {
			h.t.Fatal(err)
		}
		for i := range acts {
			acts[i].Sure = 0.7
		}
		known[text] = acts
	}
	h.village.Names = NewNames(h.village.Catalogue, h.village.Rates, func(_, text string) []meaning.Act { return known[text] })
	h.Assistant = New(h.village)
}

func TestWhatNothingIsMadeOfIsKept(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, wang := h.phones["li"], h.phones["wang"]
	h.says(li, "A1023", false)
	h.says(li, "write me a poem about the sea", false)
	h.says(wang, "王小芳 13800001234 广东省深圳市南山区科技南路2号", false)
	h.says(wang, "asdfghjkl 13800001234", false)
	h.says(h.phones["nobody"], "asdfghjkl", false)
	h.keeps("unknown: ⟦unknown|write me a poem about the sea⟧ -> unknown")
	messages, err := h.village.Misread.All(h.ctx)
	if err != nil || len(messages) != 1 {
		t.Fatal(messages, err)
	}
	if m := messages[0]; m.Who != "seller" || m.Lang != "en" || !strings.HasPrefix(m.Screen, "item card: A1023") || !m.At.Equal(h.now.Truncate(time.Hour)) {
		t.Errorf("%+v", m)
	}
}

// Whoever a parcel goes to is in none of it: neither in the words, nor in what stood on the screen, nor in the commands.
func TestNoReceiverIsKept(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	wang := h.phones["wang"]
	for _, words := range []string{
		"王小芳 13800001234 广东省深圳市南山区科技南路2号 1.2kg", "asdfghjkl", "2kg", "2kg", "收件人王小芳", "收件人王小芳", "asdfghjkl 王小芳 0755-85551234", "问下 王姐 的发夹", "问下 王姐 的发夹",
	} {
		h.says(wang, words, false)
	}
	h.account()
	li := h.phones["li"]
	h.parcel(li, "1kg to Guangzhou")
	h.says(li, "Zhao Liu, 13700137000, Tiyu East Road 1, Guangzhou", false)
	if !strings.Contains(li.seen(), "Zhao Liu") {
		t.Errorf("no receiver: %s", li.seen())
	}
	for _, words := range []string{"asdfghjkl", "red hair clips", "red hair clips", "asdfghjkl"} {
		h.says(li, words, false)
	}
	var rows int
	var all string
	err := h.pool.QueryRow(h.ctx, `SELECT count(*), coalesce(string_agg(m::text, E'\n'), '') FROM misread m`).Scan(&rows, &all)
	if err != nil || rows == 0 {
		t.Fatalf("%d rows, %v", rows, err)
	}
	for _, personal := range []string{"王小芳", "王姐", "1380000", "8555", "科技南路", "Zhao", "13700", "Tiyu"} {
		if strings.Contains(all, personal) {
			t.Errorf("%s is in\n%s", personal, all)
		}
	}
}

func TestWhatIsSaidAgainIsKept(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "show me red hair clips", false)
	h.says(li, "red hair clips, show me", false)
	h.keeps("again: ⟦find|show me ⟨attr:red⟩ ⟨item:hair clips⟩⟧ -> find")
	for _, words := range []string{"packing", "orders", "orders", "hair clips", "red hair clips"} {
		h.says(li, words, false)
	}
	h.now = h.now.Add(6 * time.Minute)
	h.says(li, "red hair clips", false)
	h.keeps("again: ⟦find|show me ⟨attr:red⟩ ⟨item:hair clips⟩⟧ -> find")
}

func TestWhatWasNotMeantIsKept(t *testing.T) {
	t.Parallel()
	for _, no := range []string{"words", "tap", "label"} {
		t.Run(no, func(t *testing.T) {
			t.Parallel()
			h := newHamlet(t)
			h.reads("⟦undo|the frobnicator back⟧")
			li := h.phones["li"]
			h.says(li, "the frobnicator back", false)
			h.keeps()
			switch no {
			case "words":
				h.says(li, "packing", false)
			case "tap":
				h.tapsOn(li, "No")
			case "label":
				h.says(li, "no", false)
			}
			want := "declined: ⟦undo|the frobnicator back⟧ -> undo"
			h.keeps(want)
			h.says(li, "A1023", false)
			h.keeps(want)
		})
	}
}

func TestWhatWasMeantIsNotKept(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	h.reads("⟦undo|the frobnicator back⟧")
	li := h.phones["li"]
	h.says(li, "the frobnicator back", false)
	h.tapsOn(li, "Yes, do it")
	h.says(li, "packing", false)
	h.keeps()
}

func TestWhatIsPutRightIsKept(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	h.reads("⟦find|frob ⟨item:clips⟩⟧", "⟦correct|frob not clips⟧")
	li := h.phones["li"]
	h.says(li, "frob clips", false)
	h.says(li, "frob not clips", false)
	first := "corrected: ⟦find|frob ⟨item:clips⟩⟧ -> find"
	h.keeps(first)
	h.says(li, "5 T-7 tomorrow", false)
	h.says(li, "forget it", false)
	h.keeps(first, "corrected: 5 T-7 tomorrow -> order")
}

// A turn that is settled again keeps its message once.
func TestWhatIsKeptIsKeptOnce(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	m := h.message(li)
	m.Kind, m.Text, m.ID = bot.Words, "asdfghjkl", 1
	settle := h.prepare(li, bot.Turn{Message: m})
	undone := errors.New("undone")
	for _, end := range []error{undone, nil} {
		err := pgx.BeginFunc(h.ctx, h.pool, func(tx pgx.Tx) error {
			_, err := settle(h.ctx, tx)
			return errors.Join(err, end)
		})
		if !errors.Is(err, end) {
			t.Fatal(err)
		}
	}
	h.keeps("unknown: ⟦unknown|asdfghjkl⟧ -> unknown")
}
