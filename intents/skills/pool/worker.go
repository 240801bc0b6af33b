package pool

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
	"oldhand/integrations/pools"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// CloseArgs is the job that closes the pools whose time has come.
type CloseArgs struct{}

// Kind names the job.
func (CloseArgs) Kind() string { return "pools_close" }

// InsertOpts has no second try: whatever is left is closed by the job of the next minute.
func (CloseArgs) InsertOpts() river.InsertOpts { return river.InsertOpts{MaxAttempts: 1} }

// EveryMinute has River close them once a minute.
func EveryMinute() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(time.Minute), func() (river.JobArgs, *river.InsertOpts) {
		return CloseArgs{}, &river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: time.Minute}}
	}, &river.PeriodicJobOpts{RunOnStart: true})
}

// Closer closes pools and tells everybody. A pool is closed, its orders are placed and what is said of it is written in one transaction, so each
// happens once, also when the process is killed in between.
type Closer struct {
	river.WorkerDefaults[CloseArgs]
	Pool      *pgxpool.Pool
	Pools     *pools.Pools
	Orders    *pickup.Orders
	Openings  *pickup.Openings
	Catalogue *catalogue.Catalogue
	People    *bot.People
	Live      views.Live
	Zone      *time.Location
	Clock     func() time.Time
}

// Work closes all that are due, one after the other. One that cannot be closed keeps no other from it.
func (w *Closer) Work(ctx context.Context, _ *river.Job[CloseArgs]) error {
	var failed []error
	var last pools.ID
	for {
		id, err := w.next(ctx, last, w.Clock().In(w.Zone))
		if err != nil {
			failed = append(failed, fmt.Errorf("close pool %d: %w", id, err))
		}
		if id == 0 {
			return errors.Join(failed...)
		}
		last = id
	}
}

// next closes the first pool after one, and gives it; 0: none is due, or it cannot be told.
func (w *Closer) next(ctx context.Context, after pools.ID, now time.Time) (id pools.ID, err error) {
	staff, err := w.People.WithRole(ctx, bot.Distributor)
	if err != nil {
		return 0, err
	}
	err = pgx.BeginFunc(ctx, w.Pool, func(tx pgx.Tx) error {
		due, distributor, ok, err := w.Pools.Due(ctx, tx, after, now)
		if err != nil || !ok {
			return err
		}
		id = due
		day, err := w.day(ctx, tx, distributor, now)
		if err != nil {
			return err
		}
		c, err := w.Pools.Close(ctx, tx, id, day, now)
		if err != nil {
			return err
		}
		pushes, err := w.pushes(ctx, tx, c, staff, now)
		if err != nil {
			return err
		}
		return bot.PushAll(ctx, tx, pushes)
	})
	return id, err
}

// day is when what is ordered can be fetched, however far ahead, for the shares were tapped long before; nil: there is none in sight.
func (w *Closer) day(ctx context.Context, tx pgx.Tx, distributor string, now time.Time) (*time.Time, error) {
	all, err := w.Openings.Of(ctx, tx, []string{distributor}, now)
	hours := all[distributor]
	hours.Ahead = 0
	if next, ok := hours.Next(pickup.When{Day: pickup.Likely(now)}, now); ok {
		return &next.Day, err
	}
	return nil, err
}

// pushes tell everybody who took part what came of it, and the distributor's people of the orders.
func (w *Closer) pushes(ctx context.Context, tx pgx.Tx, c pools.Closed, staff []bot.Person, now time.Time) ([]bot.Push, error) {
	ids, lists := make([]bot.PersonID, len(c.Members)), make([]pickup.SellerID, len(c.Members))
	for n, m := range c.Members {
		ids[n], lists[n] = bot.PersonID(m.Seller), pickup.SellerID(m.Seller)
	}
	people, err := w.People.Named(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	item, err := catalogue.ItemIn(ctx, tx, c.Item)
	if err != nil {
		return nil, err
	}
	orders, err := w.Orders.ByPool(ctx, tx, int64(c.ID))
	if err != nil {
		return nil, err
	}
	placed := map[pickup.OrderID]pickup.Order{}
	for _, o := range orders {
		placed[o.ID] = o
	}
	var pushes []bot.Push
	for _, m := range c.Members {
		if p, there := people[bot.PersonID(m.Seller)]; there {
			pushes = append(pushes, told(p, c, m, item, placed[m.Order], now))
		}
	}
	for _, p := range staff {
		for _, o := range orders {
			if strings.EqualFold(p.Distributor, o.Distributor) {
				pushes = append(pushes, forCounter(p, c, o, people[bot.PersonID(o.Seller)].Name, now))
			}
		}
	}
	live, err := w.Live(ctx, tx, now, lists...)
	return append(pushes, live...), err
}

// told is what one who took part is told of what came of it.
func told(p bot.Person, c pools.Closed, m pools.Member, i catalogue.Item, o pickup.Order, now time.Time) bot.Push {
	lang := dialogue.Spoken(p)
	i = i.For(int64(p.ID))
	said := views.Item(lang, i, dialogue.View{"Pieces": m.Pieces, "Goal": c.Goal, "Pooled": c.Pooled, "Short": c.Short(), "Early": string(c.Early)})
	if !c.Ordered() {
		var rows [][]bot.Button
		if i.Orderable(m.Pieces) == m.Pieces && m.Pieces <= i.Stock {
			rows = dialogue.Rows([]bot.Button{orderButton(i, m.Pieces)})
		}
		return bot.Push{To: p.ID, Cards: []bot.Card{{Text: phrases.Say(lang, "pool.told.released", said), Buttons: rows}}, Bulk: true}
	}
	said["Orders"] = views.Orders(lang, []pickup.Order{o}, now)
	number := int64(o.ID)
	about := meaning.Focus{Order: &meaning.Placed{Number: number, At: now}}
	return bot.Push{
		To: p.ID, Bulk: true, Dialogue: dialogue.Focused(about), About: dialogue.About(about),
		Cards: []bot.Card{{Text: phrases.Say(lang, "pool.told.placed", said), Buttons: [][]bot.Button{dialogue.Row(
			dialogue.Tap(phrases.Label(lang, "orders.number", dialogue.View{"ID": number}), "orders", number),
		)}}},
	}
}

// forCounter shows one of the distributor's people an order that a pool has placed, with what can be done about it.
func forCounter(p bot.Person, c pools.Closed, o pickup.Order, from string, now time.Time) bot.Push {
	v := views.Viewer{Lang: dialogue.Spoken(p), Now: now, Actor: views.ActorOf(p), Names: map[bot.PersonID]string{bot.PersonID(o.Seller): from}}
	card := v.Counter(o)
	card.Text = phrases.Say(v.Lang, "pool.counter", dialogue.View{"Pooled": c.Pooled, "N": len(c.Members)}) + "\n\n" + card.Text
	about := meaning.Focus{Order: views.AtCounter(v.Lang, o, from)}
	return bot.Push{To: p.ID, Cards: []bot.Card{card}, Bulk: true, About: dialogue.About(about), Dialogue: dialogue.Focused(about)}
}
