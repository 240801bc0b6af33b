package intents

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/intents/skills/quote"
	"oldhand/intents/skills/remind"
)

// held is a file that comes when it is let go; who asks for it is told in asked.
type held struct {
	asked chan string
	let   chan struct{}
}

func newHeld() held { return held{make(chan string, 10), make(chan struct{})} }

func (f held) File(ctx context.Context, a bot.Attachment) ([]byte, error) {
	f.asked <- a.ID
	select {
	case <-f.let:
		return folder{}.File(ctx, a)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// TestRemindersDoNotWaitForFiles: more files than there are slots are being read, and none of them ends before the
// reminders are through.
func TestRemindersDoNotWaitForFiles(t *testing.T) {
	t.Parallel()
	h, files := newHamlet(t), newHeld()
	workers := river.NewWorkers()
	AddWorkers(workers, h.pool, h.village, h.Assistant, files, h.clock)
	client, err := river.NewClient(riverpgxv5.New(h.pool), &river.Config{Schema: pgtest.Village, Workers: workers, Queues: Queues()})
	if err != nil {
		t.Fatal(err)
	}
	done, unsubscribe := client.Subscribe(river.EventKindJobCompleted)
	defer unsubscribe()
	if err := client.Start(h.ctx); err != nil {
		t.Fatal(err)
	}
	for i := range 10 {
		a := batchJob(h, bot.TurnID(i), "orders.csv")
		a.Person += bot.PersonID(i)
		insert(t, h, client, a)
	}
	for range filesAtOnce {
		<-files.asked
	}
	insert(t, h, client, remind.Args{})
	select {
	case event := <-done:
		if event.Job.Kind != (remind.Args{}).Kind() {
			t.Errorf("%s ended first", event.Job.Kind)
		}
	case <-files.asked:
		t.Error("a file took another slot")
	}
	if err := client.StopAndCancel(h.ctx); err != nil {
		t.Error(err)
	}
}

func insert(t *testing.T, h *hamlet, client *river.Client[pgx.Tx], args river.JobArgs) {
	t.Helper()
	if _, err := client.Insert(h.ctx, args, nil); err != nil {
		t.Fatal(err)
	}
}

func TestOneFileAPersonIsReadAtATime(t *testing.T) {
	t.Parallel()
	h, files := newHamlet(t), newHeld()
	worker := h.batches()
	worker.Files = files
	first := make(chan error)
	go func() { first <- worker.Work(h.ctx, job(batchJob(h, 1, "orders.csv"), 1)) }()
	<-files.asked
	var snoozed *river.JobSnoozeError
	if err := worker.Work(h.ctx, job(batchJob(h, 2, "orders.csv"), 1)); !errors.As(err, &snoozed) || len(files.asked) > 0 {
		t.Errorf("the second file of one person: %v", err)
	}
	wang := batchJob(h, 3, "orders.csv")
	wang.Person = h.phones["wang"].person.ID
	other := make(chan error)
	go func() { other <- worker.Work(h.ctx, job(wang, 1)) }()
	<-files.asked
	close(files.let)
	if err := errors.Join(<-first, <-other); err != nil {
		t.Fatal(err)
	}
	if err := worker.Work(h.ctx, job(batchJob(h, 2, "orders.csv"), 1)); err != nil {
		t.Errorf("the second file, after the first: %v", err)
	}
	if held := h.pool.Stat().AcquiredConns(); held != 0 {
		t.Errorf("%d connections are still held", held)
	}
}

// given gives one file whatever is asked for, and then lets the time run out.
type given struct {
	data []byte
	late *late
}

func (g given) File(context.Context, bot.Attachment) ([]byte, error) {
	if g.late != nil {
		g.late.over.Store(true)
	}
	return g.data, nil
}

// late is a context whose time can be made to run out.
type late struct {
	context.Context
	over atomic.Bool
}

func (l *late) Err() error {
	if l.over.Load() {
		return context.DeadlineExceeded
	}
	return l.Context.Err()
}

// hears gives what the sender of a file is told of it.
func (h *hamlet) hears(ctx context.Context, files quote.Files, lang phrases.Lang) (string, error) {
	worker := h.batches()
	worker.Files = files
	args := batchJob(h, 1, "orders.xlsx")
	args.Lang = lang
	err := worker.Work(ctx, &river.Job[quote.BatchArgs]{JobRow: &rivertype.JobRow{Attempt: 1, MaxAttempts: 4}, Args: args})
	var texts []string
	for _, card := range h.pushed(args.Person) {
		texts = append(texts, string(card.Text))
	}
	return strings.Join(texts, "\n"), err
}

func TestTheSenderHearsWhyAFileIsNotRead(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(make([]byte, 65<<20)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[phrases.Lang]string{
		phrases.English: "I have not read <b>orders.xlsx</b>: it unfolds to more than 64 MB; split it into smaller files.",
		phrases.Chinese: "<b>orders.xlsx</b> 没有读：解压后超过 64 MB，请拆成几个小文件。",
	} {
		if said, err := h.hears(h.ctx, given{data: bomb.Bytes()}, lang); err != nil || said != want {
			t.Errorf("%q, %v", said, err)
		}
	}
	ctx := &late{Context: h.ctx}
	said, err := h.hears(ctx, given{[]byte("address,weight\n北京,1\n"), ctx}, phrases.English)
	if err != nil || !strings.Contains(said, "takes too long") {
		t.Errorf("out of time: %q, %v", said, err)
	}
}

// TestEveryAttemptIsTimed: River's own bound holds for what says nothing, and a file has less than for ever.
func TestEveryAttemptIsTimed(t *testing.T) {
	t.Parallel()
	args := quote.BatchArgs{}
	if timeout := new(quote.BatchWorker).Timeout(job(args, 1)); timeout <= 0 || args.InsertOpts().Queue == river.QueueDefault || args.InsertOpts().MaxAttempts > 5 {
		t.Errorf("%s, %+v", timeout, args.InsertOpts())
	}
}
