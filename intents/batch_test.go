package intents

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/xuri/excelize/v2"

	"oldhand/bot"
)

// folder fetches what was sent from the files of e2e/testdata.
type folder struct{}

func (folder) File(_ context.Context, a bot.Attachment) ([]byte, error) {
	return os.ReadFile(filepath.Join("..", "e2e", "testdata", "files", a.ID))
}

// sends sends a file of e2e/testdata.
func (h *hamlet) sends(p *phone, name string) {
	h.t.Helper()
	m := h.message(p)
	m.Kind, m.File = bot.File, &bot.Attachment{ID: name, Name: name}
	h.turn(p, bot.Turn{Message: m})
}

// work does the jobs that a turn has left, and delivers what they push.
func (h *hamlet) work(p *phone) {
	h.t.Helper()
	worker := NewBatchWorker(h.pool, h.village, folder{}, h.clock)
	jobs := h.jobs
	h.jobs = nil
	for _, args := range jobs {
		if a, ok := args.(CollectArgs); ok {
			if err := h.collect(a, 1); err != nil {
				h.t.Fatal(err)
			}
			for _, card := range h.pushed(a.Person) {
				p.receive(received{card, h.turns})
			}
		}
		if a, ok := args.(BatchArgs); ok {
			if err := worker.Work(h.ctx, job(a, 1)); err != nil {
				h.t.Fatal(err)
			}
			for _, card := range h.pushed(a.Person) {
				p.receive(received{card, h.turns})
			}
		}
	}
}

func job(a BatchArgs, attempt int) *river.Job[BatchArgs] {
	return &river.Job[BatchArgs]{JobRow: &rivertype.JobRow{Attempt: attempt, MaxAttempts: batchAttempts}, Args: a}
}

// pushed takes the cards that were pushed to somebody out of the ledger.
func (h *hamlet) pushed(to bot.PersonID) (cards []bot.Card) {
	h.t.Helper()
	rows, err := h.pool.Query(h.ctx, `DELETE FROM turns t USING people p WHERE p.id = $1 AND t.chat = p.chat RETURNING t.id, t.reply`, to)
	if err != nil {
		h.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var raw []byte
		var reply bot.Reply
		if err := errors.Join(rows.Scan(&id, &raw), json.Unmarshal(raw, &reply)); err != nil {
			h.t.Fatal(err)
		}
		cards = append(cards, reply.Cards...)
	}
	return cards
}

// batchJob is the job of a file that Li sends.
func batchJob(h *hamlet, turn bot.TurnID, name string) BatchArgs {
	return BatchArgs{Turn: turn, Person: h.phones["li"].person.ID, Lang: "en", File: bot.Attachment{ID: name, Name: name}}
}

func TestABatchThatIsDoneTwiceIsSentOnce(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	worker := NewBatchWorker(h.pool, h.village, folder{}, h.clock)
	documents := 0
	for attempt := range 2 {
		if err := worker.Work(h.ctx, job(batchJob(h, 4711, "orders.csv"), attempt+1)); err != nil {
			t.Fatal(err)
		}
		for _, card := range h.pushed(h.phones["li"].person.ID) {
			if card.Document == nil {
				continue
			}
			documents++
			data, err := h.village.Documents.Document(h.ctx, card.Document.Key)
			if err != nil {
				t.Fatal(err)
			}
			book, err := excelize.OpenReader(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if rows, err := book.GetRows("Parcels"); err != nil || len(rows) != 4 || rows[1][1] != "7001" {
				t.Errorf("%v, %v", rows, err)
			}
		}
	}
	if documents != 1 {
		t.Errorf("%d files", documents)
	}
}

func TestWhatABatchSaysWhenItFails(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	worker := NewBatchWorker(h.pool, h.village, folder{}, h.clock)
	said := func(name string, attempt int) (string, error) {
		err := worker.Work(h.ctx, job(batchJob(h, 1, name), attempt))
		var texts []string
		for _, card := range h.pushed(h.phones["li"].person.ID) {
			texts = append(texts, string(card.Text))
		}
		return strings.Join(texts, "\n"), err
	}
	if text, err := said("gone.csv", 1); err == nil || text != "" {
		t.Errorf("the first time: %q, %v", text, err)
	}
	if text, err := said("gone.csv", batchAttempts); err == nil || !strings.Contains(text, "could not get to") {
		t.Errorf("the last time: %q, %v", text, err)
	}
	if text, err := said("notes.csv", 1); err != nil || !strings.Contains(text, "columns") {
		t.Errorf("no list of parcels: %q, %v", text, err)
	}
}

func TestAFileThatIsTooLargeIsNotFetched(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	m := h.message(li)
	m.Kind, m.File = bot.File, &bot.Attachment{ID: "x", Name: "orders.XLSX", Size: limits.Download + 1}
	h.turn(li, bot.Turn{Message: m})
	if !strings.Contains(li.seen(), "larger than 20 MB") {
		t.Error(li.seen())
	}
}

func (h *hamlet) clock() time.Time { return h.now }
