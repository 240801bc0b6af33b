package counter

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/views"
)

const (
	// expireEvery is how often it is looked whose hold has ended.
	expireEvery = 5 * time.Minute
	// atOnce is how many orders one transaction ends.
	atOnce = 100
)

// ExpireArgs is the job that ends the holds of orders that nobody fetched.
type ExpireArgs struct{}

// Kind names the job.
func (ExpireArgs) Kind() string { return "expire" }

// InsertOpts keeps one job a period, and no second try: the next job finds whatever is left.
func (ExpireArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: expireEvery}}
}

// ExpireWorker ends the holds of orders that nobody fetched, and tells both sides. Each order is closed and what is said of it
// written in one transaction, so it is said once, also when the process is killed in between.
type ExpireWorker struct {
	river.WorkerDefaults[ExpireArgs]
	pool     *pgxpool.Pool
	services Services
	zone     *time.Location
	clock    func() time.Time
}

// NewExpireWorker gives the worker of a village; clock is time.Now.
func NewExpireWorker(pool *pgxpool.Pool, s Services, zone *time.Location, clock func() time.Time) *ExpireWorker {
	return &ExpireWorker{pool: pool, services: s, zone: zone, clock: clock}
}

// EveryFewMinutes has River run the worker.
func EveryFewMinutes() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(expireEvery), func() (river.JobArgs, *river.InsertOpts) {
		return ExpireArgs{}, nil
	}, nil)
}

// Work ends everything that is due, batch by batch.
func (w *ExpireWorker) Work(ctx context.Context, _ *river.Job[ExpireArgs]) error {
	for {
		ended, err := w.batch(ctx, w.clock())
		if err != nil || ended < atOnce {
			return err
		}
	}
}

// batch ends one transaction's worth of holds and says how many.
func (w *ExpireWorker) batch(ctx context.Context, now time.Time) (ended int, err error) {
	staff, err := w.services.People.WithRole(ctx, bot.Distributor)
	if err != nil {
		return 0, err
	}
	err = pgx.BeginFunc(ctx, w.pool, func(tx pgx.Tx) error {
		orders, err := w.services.Orders.TakeExpired(ctx, tx, now, atOnce)
		if err != nil {
			return err
		}
		ended = len(orders)
		pushes, err := w.pushes(ctx, tx, orders, staff, now.In(w.zone))
		if err != nil {
			return err
		}
		return bot.PushAll(ctx, tx, pushes)
	})
	if err != nil {
		return 0, fmt.Errorf("end holds: %w", err)
	}
	return ended, nil
}

// pushes tell every seller and the people of every distributor of their orders, all in one message each.
func (w *ExpireWorker) pushes(ctx context.Context, tx pgx.Tx, orders []pickup.Order, staff []bot.Person, now time.Time) ([]bot.Push, error) {
	ids := make([]bot.PersonID, len(orders))
	for i, o := range orders {
		ids[i] = bot.PersonID(o.Seller)
	}
	sellers, err := w.services.People.Named(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	var pushes []bot.Push
	slices.Sort(ids)
	ids = slices.Compact(ids)
	var lists []pickup.SellerID
	for _, id := range ids {
		lists = append(lists, pickup.SellerID(id))
		if seller, there := sellers[id]; there {
			theirs := slices.DeleteFunc(slices.Clone(orders), func(o pickup.Order) bool { return bot.PersonID(o.Seller) != id })
			pushes = append(pushes, expired(seller, "", theirs, sellers, now)...)
		}
	}
	for _, p := range staff {
		theirs := slices.DeleteFunc(slices.Clone(orders), func(o pickup.Order) bool { return !strings.EqualFold(o.Distributor, p.Distributor) })
		if len(theirs) > 0 {
			pushes = append(pushes, expired(p, ".distributor", theirs, sellers, now)...)
		}
	}
	live, err := w.services.Live(ctx, tx, now, lists...)
	return append(pushes, live...), err
}

// expired tells a person of orders that nobody fetched, and of large ones that were not accepted in time; side ends the sentences' names.
func expired(p bot.Person, side string, orders []pickup.Order, sellers map[bot.PersonID]bot.Person, now time.Time) (pushes []bot.Push) {
	lang := dialogue.Spoken(p)
	for _, key := range []string{"life.told.expired", "life.told.lapsed"} {
		theirs := slices.DeleteFunc(slices.Clone(orders), func(o pickup.Order) bool { return views.Lapsed(o) != (key == "life.told.lapsed") })
		if len(theirs) == 0 {
			continue
		}
		said := views.Orders(lang, theirs, now)
		for i, o := range theirs {
			said[i]["Name"] = sellers[bot.PersonID(o.Seller)].Name
		}
		pushes = append(pushes, bot.Push{To: p.ID, Cards: []bot.Card{{Text: phrases.Say(lang, key+side, dialogue.View{"Orders": said})}}, Bulk: true})
	}
	return pushes
}
