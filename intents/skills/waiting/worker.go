package waiting

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/waits"
	"oldhand/intents/dialogue"
)

// TellArgs is the job that tells those who were served.
type TellArgs struct{}

// Kind names the job.
func (TellArgs) Kind() string { return "waits_tell" }

// InsertOpts has no second try: whatever is left is told by the job of the next minute.
func (TellArgs) InsertOpts() river.InsertOpts { return river.InsertOpts{MaxAttempts: 1} }

// ServeArgs is the job that serves whoever can be served, and tells them.
type ServeArgs struct{}

// Kind names the job.
func (ServeArgs) Kind() string { return "waits_serve" }

// InsertOpts keeps one job a minute, and no second try: the next minute's job finds whatever is left.
func (ServeArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: time.Minute}}
}

// EveryMinute has River serve once a minute.
func EveryMinute() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(time.Minute), func() (river.JobArgs, *river.InsertOpts) {
		return ServeArgs{}, nil
	}, &river.PeriodicJobOpts{RunOnStart: true})
}

// Serving gives what serves those who wait for an item within the transaction that brings it, and has them told when that ends.
func Serving(w *waits.Waits, enqueue func(context.Context, pgx.Tx, river.JobArgs) error) func(context.Context, pgx.Tx, catalogue.ItemID) (waits.Served, error) {
	return func(ctx context.Context, tx pgx.Tx, item catalogue.ItemID) (waits.Served, error) {
		served, err := w.Serve(ctx, tx, item)
		if err != nil || served.People == 0 {
			return served, err
		}
		return served, enqueue(ctx, tx, TellArgs{})
	}
}

const (
	// atOnce is how many people one transaction tells.
	atOnce = 100
	// few is how many people are told before anybody's reply.
	few = 5
)

// Teller tells people that what they waited for is there. Their waits end and the words are written to the ledger of turns in
// one transaction, so everybody is told once, also when the process is killed in between.
type Teller struct {
	Pool      *pgxpool.Pool
	Waits     *waits.Waits
	Catalogue *catalogue.Catalogue
	People    *bot.People
	Zone      *time.Location
	Clock     func() time.Time
}

// AddWorkers adds both jobs.
func (w *Teller) AddWorkers(to *river.Workers) {
	river.AddWorker(to, river.WorkFunc(func(ctx context.Context, _ *river.Job[TellArgs]) error { return w.Tell(ctx) }))
	river.AddWorker(to, river.WorkFunc(func(ctx context.Context, _ *river.Job[ServeArgs]) error {
		if err := w.Waits.ServeDue(ctx); err != nil {
			return err
		}
		return w.Tell(ctx)
	}))
}

// Tell tells all who were served.
func (w *Teller) Tell(ctx context.Context) error {
	for {
		told, err := w.tellSome(ctx)
		if err != nil {
			return fmt.Errorf("tell those who waited: %w", err)
		}
		if told < atOnce {
			return nil
		}
	}
}

// tellSome tells one transaction's worth of people and says how many there were.
func (w *Teller) tellSome(ctx context.Context) (people int, err error) {
	err = pgx.BeginFunc(ctx, w.Pool, func(tx pgx.Tx) error {
		told, err := w.Waits.TakeServed(ctx, tx, atOnce)
		if err != nil || len(told) == 0 {
			return err
		}
		people = len(told)
		pushes, err := w.pushes(ctx, tx, told)
		if err != nil {
			return err
		}
		return bot.PushAll(ctx, tx, pushes)
	})
	return people, err
}

// pushes are the words to everybody who is still of the village.
func (w *Teller) pushes(ctx context.Context, tx pgx.Tx, told []waits.Told) ([]bot.Push, error) {
	var sellers []bot.PersonID
	var ids []catalogue.ItemID
	for _, one := range told {
		sellers = append(sellers, bot.PersonID(one.Seller))
		for _, f := range one.Waits {
			ids = append(ids, f.Item)
		}
	}
	people, err := w.People.Named(ctx, tx, sellers)
	if err != nil {
		return nil, err
	}
	items, err := w.Catalogue.Items(ctx, ids) // one for each wait, in their order
	if err != nil {
		return nil, err
	}
	var pushes []bot.Push
	for _, one := range told {
		theirs := items[:len(one.Waits)]
		items = items[len(one.Waits):]
		if p, there := people[bot.PersonID(one.Seller)]; there {
			focus := shown(one.Waits, theirs)
			pushes = append(pushes, bot.Push{
				To: p.ID, Cards: []bot.Card{toldCard(dialogue.Spoken(p), one, theirs, w.Clock().In(w.Zone))}, Bulk: len(told) > few,
				Dialogue: dialogue.Focused(focus), About: dialogue.About(focus),
			})
		}
	}
	return pushes, nil
}
