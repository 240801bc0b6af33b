package intents

import (
	"bytes"
	"strings"
	"testing"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/xuri/excelize/v2"

	"oldhand/bot"
	"oldhand/intents/dialogue/dialoguetest"
	"oldhand/intents/skills/quote"
)

func job(a quote.BatchArgs, attempt int) *river.Job[quote.BatchArgs] {
	return &river.Job[quote.BatchArgs]{JobRow: &rivertype.JobRow{Attempt: attempt, MaxAttempts: a.InsertOpts().MaxAttempts}, Args: a}
}

// batchJob is the job of a file that Li sends.
func batchJob(h *hamlet, turn bot.TurnID, name string) quote.BatchArgs {
	return quote.BatchArgs{Turn: turn, Person: h.phones["li"].person.ID, Lang: "en", File: bot.Attachment{ID: name, Name: name}}
}

func TestABatchThatIsDoneTwiceIsSentOnce(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	worker := h.batches()
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
	worker := h.batches()
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
	if text, err := said("gone.csv", quote.BatchArgs{}.InsertOpts().MaxAttempts); err == nil || !strings.Contains(text, "could not get to") {
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
	m.Kind, m.File = bot.File, &bot.Attachment{ID: "x", Name: "orders.XLSX", Size: dialoguetest.Limits.Download + 1}
	h.turn(li, bot.Turn{Message: m})
	if !strings.Contains(li.seen(), "larger than 20 MB") {
		t.Error(li.seen())
	}
}
