package remind

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"

	"oldhand/bot"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// atOnce is how many reminders one transaction takes.
const atOnce = 100

// Args is the job that sends the reminders which are due.
type Args struct{}

// Kind names the job.
func (Args) Kind() string { return "remind" }

// InsertOpts keeps one job a minute, and no second try: the next minute's job finds whatever is left.
func (Args) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: time.Minute}}
}

// Worker sends the daily pickup reminders and those of people's own words. Each is claimed and written to the ledger of turns in one transaction, so it
// is sent once, also when the process is killed in between.
type Worker struct {
	river.WorkerDefaults[Args]
	pool     *pgxpool.Pool
	services Services
	zone     *time.Location
	clock    func() time.Time
}

// NewWorker gives the worker of a village; clock is time.Now.
func NewWorker(pool *pgxpool.Pool, s Services, zone *time.Location, clock func() time.Time) *Worker {
	return &Worker{pool: pool, services: s, zone: zone, clock: clock}
}

// EveryMinute has River run the worker once a minute.
func EveryMinute() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(time.Minute), func() (river.JobArgs, *river.InsertOpts) {
		return Args{}, nil
	}, &river.PeriodicJobOpts{RunOnStart: true})
}

// Work sends everything that is due, batch by batch.
func (w *Worker) Work(ctx context.Context, _ *river.Job[Args]) error {
	for _, due := range []func(context.Context, pgx.Tx, time.Time) ([]bot.Push, int, error){w.daily, w.own, w.evening} {
		for {
			sent, err := w.batch(ctx, due)
			if err != nil {
				return err
			}
			if sent < atOnce {
				break
			}
		}
	}
	return nil
}

// batch sends one transaction's worth of what due claims and says how many there were.
func (w *Worker) batch(ctx context.Context, due func(context.Context, pgx.Tx, time.Time) ([]bot.Push, int, error)) (claimed int, err error) {
	err = pgx.BeginFunc(ctx, w.pool, func(tx pgx.Tx) error {
		var pushes []bot.Push
		pushes, claimed, err = due(ctx, tx, w.clock())
		if err != nil {
			return err
		}
		return bot.PushAll(ctx, tx, pushes)
	})
	if err != nil {
		return 0, fmt.Errorf("send reminders: %w", err)
	}
	return claimed, nil
}

// quiet are the sellers whom nothing is to disturb at a minute of the day: what is made for them is made at the end of their quiet hours, of how
// things are then, unless they named the time.
func (w *Worker) quiet(ctx context.Context, tx pgx.Tx, minute int) ([]pickup.SellerID, error) {
	people, err := w.services.People.QuietAt(ctx, tx, minute)
	sellers := make([]pickup.SellerID, len(people))
	for i, id := range people {
		sellers[i] = pickup.SellerID(id)
	}
	return sellers, err
}

const (
	// afternoon is from which minute of the day it may be asked before quiet hours what is asked in the evening.
	afternoon = 17 * 60
	// before is how many minutes before them that is.
	before = 30
)

// early are the sellers whose quiet hours begin soon and have not ended when the evening begins: they are asked before.
func (w *Worker) early(ctx context.Context, tx pgx.Tx, minute int) ([]pickup.SellerID, error) {
	if minute < afternoon || minute >= pickup.Evening {
		return nil, nil
	}
	soon, err := w.quiet(ctx, tx, minute+before)
	if err != nil {
		return nil, err
	}
	evening, err := w.quiet(ctx, tx, pickup.Evening)
	return slices.DeleteFunc(soon, func(s pickup.SellerID) bool { return !slices.Contains(evening, s) }), err
}

// late are the sellers whose quiet hours have kept the daily reminder from them until it would be given up: it comes when they end.
func (w *Worker) late(ctx context.Context, tx pgx.Tx, minute int) ([]pickup.SellerID, error) {
	if minute < pickup.LastMinute {
		return nil, nil
	}
	usual, err := w.quiet(ctx, tx, pickup.UsualMinute)
	if err != nil {
		return nil, err
	}
	last, err := w.quiet(ctx, tx, pickup.LastMinute-1)
	return slices.DeleteFunc(usual, func(s pickup.SellerID) bool { return !slices.Contains(last, s) }), err
}

// minute is that of the day in the village.
func (w *Worker) minute(now time.Time) int {
	local := now.In(w.zone)
	return local.Hour()*60 + local.Minute()
}

// daily claims the daily reminders that are due.
func (w *Worker) daily(ctx context.Context, tx pgx.Tx, now time.Time) (pushes []bot.Push, claimed int, err error) {
	quiet, err := w.quiet(ctx, tx, w.minute(now))
	if err != nil {
		return nil, 0, err
	}
	late, err := w.late(ctx, tx, w.minute(now))
	if err != nil {
		return nil, 0, err
	}
	due, err := pickup.DailyOf(w.services.Orders).TakeDue(ctx, tx, now, atOnce, late, quiet...)
	if err != nil {
		return nil, 0, err
	}
	pushes, err = w.pushes(ctx, tx, due, quiet, now)
	return pushes, len(due), err
}

// evening claims the orders of the day that nobody has fetched, and asks their sellers what is to become of them.
func (w *Worker) evening(ctx context.Context, tx pgx.Tx, now time.Time) (pushes []bot.Push, claimed int, err error) {
	quiet, err := w.quiet(ctx, tx, w.minute(now))
	if err != nil {
		return nil, 0, err
	}
	early, err := w.early(ctx, tx, w.minute(now))
	if err != nil {
		return nil, 0, err
	}
	due, err := pickup.DailyOf(w.services.Orders).TakeUnfetched(ctx, tx, now, atOnce, early, quiet...)
	if err != nil {
		return nil, 0, err
	}
	ids := make([]bot.PersonID, len(due))
	var shops []string
	for i, d := range due {
		ids[i] = bot.PersonID(d.Seller)
		claimed += len(d.Orders)
		for _, o := range d.Orders {
			shops = append(shops, o.Distributor)
		}
	}
	people, err := w.services.People.Named(ctx, tx, ids)
	if err != nil {
		return nil, 0, err
	}
	hours, err := w.services.Openings.Of(ctx, tx, shops, now)
	if err != nil {
		return nil, 0, err
	}
	for _, d := range due {
		if p, there := people[bot.PersonID(d.Seller)]; there {
			pushes = append(pushes, bot.Push{To: p.ID, Cards: []bot.Card{eveningCard(dialogue.Spoken(p), d.Orders, hours, now.In(w.zone))}, Bulk: true})
		}
	}
	return pushes, claimed, nil
}

// own claims the reminders of people's own words that are due, for whoever is still of the village.
func (w *Worker) own(ctx context.Context, tx pgx.Tx, now time.Time) (pushes []bot.Push, claimed int, err error) {
	due, err := w.services.Reminders.TakeDue(ctx, tx, now, atOnce)
	if err != nil {
		return nil, 0, err
	}
	ids := make([]bot.PersonID, len(due))
	for i, one := range due {
		ids[i] = bot.PersonID(one.Person)
	}
	people, err := w.services.People.Named(ctx, tx, ids)
	if err != nil {
		return nil, 0, err
	}
	for _, one := range due {
		if p, there := people[bot.PersonID(one.Person)]; there {
			focus := meaning.Focus{Note: &meaning.Note{ID: int64(one.ID), At: now}}
			pushes = append(pushes, bot.Push{
				To: p.ID, Cards: []bot.Card{ownCard(dialogue.Spoken(p), one, now.In(w.zone))}, Bulk: true, Anytime: true,
				Dialogue: dialogue.Focused(focus), About: dialogue.About(focus),
			})
		}
	}
	return pushes, len(due), nil
}

// pushes are the reminders, one to each seller who is still of the village. Who is reminded in her quiet hours has named the time.
func (w *Worker) pushes(ctx context.Context, tx pgx.Tx, due []pickup.Due, quiet []pickup.SellerID, now time.Time) ([]bot.Push, error) {
	ids := make([]bot.PersonID, len(due))
	for i, d := range due {
		ids[i] = bot.PersonID(d.Seller)
	}
	people, err := w.services.People.Named(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	pulls, err := pickup.DailyOf(w.services.Orders).Pulls(ctx, tx, due)
	if err != nil {
		return nil, err
	}
	focus := meaning.Focus{ReminderAt: now}
	left, about := dialogue.Focused(focus), dialogue.About(focus)
	pushes := make([]bot.Push, 0, len(due))
	local := now.In(w.zone)
	today := page{day: measure.Midnight(local)}
	shown := make([]pickup.Shown, 0, len(due))
	for i, d := range due {
		person, there := people[bot.PersonID(d.Seller)]
		if !there {
			continue
		}
		lang := dialogue.Spoken(person)
		card := pullCard(lang, pulls[i], today, local)
		pushes = append(pushes, bot.Push{To: person.ID, Cards: []bot.Card{card}, Bulk: true, Anytime: slices.Contains(quiet, d.Seller), Dialogue: left, About: about})
		shown = append(shown, shownTo(d.Seller, today, lang, card))
	}
	return pushes, pickup.DailyOf(w.services.Orders).Show(ctx, tx, shown...)
}
