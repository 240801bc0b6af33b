package intents

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"

	"oldhand/bot"
	"oldhand/integrations/pickup"
)

// remindersAtOnce is how many reminders one transaction takes.
const remindersAtOnce = 100

// RemindArgs is the job that sends the reminders which are due.
type RemindArgs struct{}

// Kind names the job.
func (RemindArgs) Kind() string { return "remind" }

// InsertOpts keeps one job a minute, and no second try: the next minute's job finds whatever is left.
func (RemindArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: time.Minute}}
}

// RemindWorker sends the daily pickup reminders. Each is claimed and written to the ledger of turns in one transaction,
// so it is sent once, also when the process is killed in between.
type RemindWorker struct {
	river.WorkerDefaults[RemindArgs]
	pool    *pgxpool.Pool
	village Village
	clock   func() time.Time
}

// NewRemindWorker gives the worker of a village; clock is time.Now.
func NewRemindWorker(pool *pgxpool.Pool, village Village, clock func() time.Time) *RemindWorker {
	return &RemindWorker{pool: pool, village: village, clock: clock}
}

// EveryMinute has River run the worker once a minute.
func EveryMinute() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(time.Minute), func() (river.JobArgs, *river.InsertOpts) {
		return RemindArgs{}, nil
	}, &river.PeriodicJobOpts{RunOnStart: true})
}

// Work sends everything that is due, batch by batch.
func (w *RemindWorker) Work(ctx context.Context, _ *river.Job[RemindArgs]) error {
	for {
		sent, err := w.batch(ctx, w.clock())
		if err != nil || sent < remindersAtOnce {
			return err
		}
	}
}

// batch sends one transaction's worth of reminders and says how many were claimed.
func (w *RemindWorker) batch(ctx context.Context, now time.Time) (claimed int, err error) {
	err = pgx.BeginFunc(ctx, w.pool, func(tx pgx.Tx) error {
		due, err := w.village.Orders.TakeDue(ctx, tx, now, remindersAtOnce)
		if err != nil {
			return err
		}
		claimed = len(due)
		pushes := make([]bot.Push, 0, len(due))
		for _, d := range due {
			push, err := w.push(ctx, d, now)
			if errors.Is(err, bot.ErrNoPerson) {
				continue
			}
			if err != nil {
				return err
			}
			pushes = append(pushes, push)
		}
		return bot.PushAll(ctx, tx, pushes)
	})
	if err != nil {
		return 0, fmt.Errorf("send reminders: %w", err)
	}
	return claimed, nil
}

func (w *RemindWorker) push(ctx context.Context, d pickup.Due, now time.Time) (bot.Push, error) {
	person, err := w.village.People.Person(ctx, bot.PersonID(d.Seller))
	if err != nil {
		return bot.Push{}, err
	}
	lang := spoken(person)
	views := orderViews(lang, d.Orders, now.In(w.village.Zone))
	return bot.Push{To: person.ID, Cards: []bot.Card{pickupsCard(lang, views, d.Orders)}, Bulk: true}, nil
}
