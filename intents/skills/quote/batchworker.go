package quote

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/batch"
	"oldhand/integrations/bounds"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

const (
	// batchAttempts is how often a file is tried before its sender is told that it did not work.
	batchAttempts = 4
	// batchTime bounds one attempt. The longest list takes a few seconds, and a slow network some more.
	batchTime = 2 * time.Minute
	// batchWait is after how long a file is looked at again whose sender has another one read.
	batchWait = 2 * time.Second
	// batchPace is how often at most the sender is told how far it is.
	batchPace = 2 * time.Second
)

// Queue is where files that people send are read. It has slots of its own, so that nothing that runs by the clock waits for
// a file.
const Queue = "files"

// errSlow says that a file was not done with in batchTime.
var errSlow = errors.New("not done in time")

// Files fetches what somebody sent.
type Files interface {
	File(ctx context.Context, a bot.Attachment) ([]byte, error)
}

// BatchArgs is the job that prices a file of parcels. What the file says stays out of it, and so out of the job's log.
type BatchArgs struct {
	Turn   bot.TurnID     `json:"turn"`
	Person bot.PersonID   `json:"person"`
	Lang   phrases.Lang   `json:"lang"`
	File   bot.Attachment `json:"file"`
	// For is what the file was sent for.
	For meaning.Purpose `json:"for,omitempty"`
}

// Kind names the job.
func (BatchArgs) Kind() string { return "batch" }

// InsertOpts tries again a few times, as the network may be down.
func (BatchArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: Queue, MaxAttempts: batchAttempts}
}

// BatchWorker offers what files of orders say was sold, or prices their parcels and sends the prices back as a file. All of its fields are needed.
type BatchWorker struct {
	river.WorkerDefaults[BatchArgs]
	Pool      *pgxpool.Pool
	Rates     *rates.Rates
	Documents *bot.Documents
	Files     Files
	Sold      Sold
	Zone      *time.Location   // of the village
	Clock     func() time.Time // time.Now
}

// Sold reads what was sold out of a file, and gives what offers it within a transaction, with a card unless the turn has it already; nil
// for a file of nothing sold.
type Sold func(ctx context.Context, name string, lang phrases.Lang, purpose meaning.Purpose, data []byte) (
	offer func(ctx context.Context, tx pgx.Tx, turn bot.TurnID, person bot.PersonID) (*bot.Card, error), err error)

// Timeout bounds one attempt.
func (w *BatchWorker) Timeout(*river.Job[BatchArgs]) time.Duration { return batchTime }

// Work prices one file, unless another of its sender's is being priced: then it is put off, and its slot is somebody
// else's. A job that is run again after it was done changes nothing.
func (w *BatchWorker) Work(ctx context.Context, job *river.Job[BatchArgs]) error {
	alone, done, err := w.alone(ctx, job.Args.Person)
	switch {
	case err != nil:
		return fmt.Errorf("take turns with the files of person %d: %w", job.Args.Person, err)
	case !alone:
		return river.JobSnooze(batchWait)
	}
	defer done()
	return w.answer(ctx, job)
}

// alone says that no other file of a person is being read by any process, and keeps it so until done is called. The lock
// goes with its connection, so with the process, too.
func (w *BatchWorker) alone(ctx context.Context, person bot.PersonID) (alone bool, done func(), err error) {
	conn, err := w.Pool.Acquire(ctx)
	if err != nil {
		return false, nil, err
	}
	const key = `hashtextextended(current_schema() || ' files', $1)`
	if err := conn.QueryRow(ctx, `SELECT pg_try_advisory_lock(`+key+`)`, person).Scan(&alone); err != nil || !alone {
		conn.Release()
		return false, nil, err
	}
	return true, func() {
		defer conn.Release()
		ctx := context.WithoutCancel(ctx)
		if _, err := conn.Exec(ctx, `SELECT pg_advisory_unlock(`+key+`)`, person); err != nil {
			_ = conn.Conn().Close(ctx) // which frees the lock as well
		}
	}, nil
}

// answer prices a file, and tells its sender where that comes to nothing.
func (w *BatchWorker) answer(ctx context.Context, job *river.Job[BatchArgs]) error {
	a := job.Args
	err := w.price(ctx, a)
	bound, beyond := errors.AsType[bounds.Error](err)
	switch {
	case err == nil:
		return nil
	case beyond:
		return w.say(ctx, a, "batch.beyond", dialogue.View{"Name": dialogue.Short(a.File.Name, 60), "Why": phrases.Tell(a.Lang, bound)})
	case errors.Is(err, errSlow):
		return w.say(context.WithoutCancel(ctx), a, "batch.slow", dialogue.View{"Name": dialogue.Short(a.File.Name, 60)})
	case errors.Is(err, batch.ErrTooLong):
		return w.say(ctx, a, "batch.long", dialogue.View{"Name": dialogue.Short(a.File.Name, 60), "Most": batch.MaxLines})
	case errors.Is(err, batch.ErrNoWeight):
		return w.say(ctx, a, "batch.weightless", dialogue.View{"Name": dialogue.Short(a.File.Name, 60)})
	case errors.Is(err, batch.ErrUnreadable):
		return w.say(ctx, a, "batch.unreadable", dialogue.View{"Name": dialogue.Short(a.File.Name, 60)})
	case job.Attempt >= job.MaxAttempts:
		return errors.Join(err, w.say(context.WithoutCancel(ctx), a, "batch.failed", dialogue.View{"Name": dialogue.Short(a.File.Name, 60)}))
	}
	return fmt.Errorf("price the parcels of turn %d: %w", a.Turn, err)
}

// price fetches a file and reads it. Errors: those of [batch.Read], errSlow, or what the network or the database said.
func (w *BatchWorker) price(ctx context.Context, a BatchArgs) error {
	data, err := w.Files.File(ctx, a.File)
	if err != nil {
		return err
	}
	err = w.read(ctx, a, data)
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return errSlow
	}
	return err
}

// read offers the goods of a file, unless it was sent for its parcels or has none.
func (w *BatchWorker) read(ctx context.Context, a BatchArgs, data []byte) error {
	if a.For == meaning.ToSend {
		return w.priceBytes(ctx, a, data)
	}
	offer, err := w.Sold(ctx, a.File.Name, a.Lang, a.For, data)
	switch {
	case err != nil:
		return err
	case offer == nil && a.For == meaning.ToFetch:
		return w.say(ctx, a, "sales.unreadable", dialogue.View{"Name": dialogue.Short(a.File.Name, 60)})
	case offer == nil:
		return w.priceBytes(ctx, a, data)
	}
	return pgx.BeginFunc(ctx, w.Pool, func(tx pgx.Tx) error {
		card, err := offer(ctx, tx, a.Turn, a.Person)
		if card == nil || err != nil {
			return err
		}
		read := bot.Card{Text: phrases.Say(a.Lang, "sales.read", dialogue.View{"Name": dialogue.Short(a.File.Name, 60)}), Key: batchKey, InPlace: true}
		return bot.PushAll(ctx, tx, []bot.Push{{To: a.Person, Cards: []bot.Card{read, *card}}})
	})
}

func (w *BatchWorker) priceBytes(ctx context.Context, a BatchArgs, data []byte) error {
	f, err := batch.Read(ctx, data)
	if err != nil {
		return err
	}
	cards, err := w.Rates.Cards(ctx)
	if err != nil {
		return err
	}
	progress := func(done int) error {
		return w.say(ctx, a, "batch.progress", dialogue.View{"Done": done + len(f.Refused), "Lines": len(f.Lines) + len(f.Refused)})
	}
	if err := progress(0); err != nil {
		return err
	}
	var told error
	next := time.Now().Add(batchPace)
	request := rates.Request{On: w.Clock().In(w.Zone)}
	b, err := batch.Price(ctx, cards, f.Lines, request, func(done int) {
		if told == nil && time.Now().After(next) {
			told, next = progress(done), time.Now().Add(batchPace)
		}
	})
	if err := errors.Join(err, told); err != nil {
		return err
	}
	b.Add(f)
	return w.finish(ctx, a, b)
}

// finish keeps the file with the prices and sends it, all in one transaction and once for each turn.
func (w *BatchWorker) finish(ctx context.Context, a BatchArgs, b batch.Batch) error {
	err := pgx.BeginFunc(ctx, w.Pool, func(tx pgx.Tx) error {
		b, sheet, err := recalled(ctx, tx, b, a.Person, a.Turn, w.Clock().In(w.Zone), a.Lang)
		if err != nil {
			return err
		}
		file, err := w.Documents.KeepFor(ctx, tx, a.Turn, a.Person, batchName(a.Lang), sheet)
		if err != nil {
			return err
		}
		return bot.PushAll(ctx, tx, []bot.Push{{To: a.Person, Cards: []bot.Card{
			{Text: phrases.Say(a.Lang, "batch.progress", dialogue.View{"Done": len(b.Priced) + len(b.Refused), "Lines": len(b.Priced) + len(b.Refused)}), Key: batchKey, InPlace: true},
			{Text: batchText(a.Lang, "batch.done", b), Document: &file},
		}}})
	})
	if errors.Is(err, bot.ErrDocumentKept) {
		return nil
	}
	return err
}

// say edits the card about the file.
func (w *BatchWorker) say(ctx context.Context, a BatchArgs, key string, data dialogue.View) error {
	return pgx.BeginFunc(ctx, w.Pool, func(tx pgx.Tx) error {
		return bot.PushAll(ctx, tx, []bot.Push{{To: a.Person, Cards: []bot.Card{
			{Text: phrases.Say(a.Lang, key, data), Key: batchKey, InPlace: true},
		}}})
	})
}
