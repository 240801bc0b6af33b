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
	"oldhand/integrations/parcels"
)

const (
	// sellersAtOnce is how many sellers one transaction asks about their parcels.
	sellersAtOnce = 100
	// Nobody is asked before askFrom or from askUntil on, hours of the village's day.
	askFrom, askUntil = 10, 20
)

// VillageArgs is the job that looks after the village's parcels: it re-rates those of the days gone by, and asks sellers
// whether theirs arrived.
type VillageArgs struct{}

// Kind names the job.
func (VillageArgs) Kind() string { return "village" }

// InsertOpts keeps one job in a quarter of an hour, and no second try: the next finds whatever is left.
func (VillageArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: 15 * time.Minute}}
}

// VillageWorker does it. The first job after midnight re-rates the day; a night that was missed is made up for. Each
// seller is asked in the transaction that marks the parcels as asked about, so once, also when the process is killed.
type VillageWorker struct {
	river.WorkerDefaults[VillageArgs]
	pool    *pgxpool.Pool
	village Village
	clock   func() time.Time
}

// NewVillageWorker gives the worker of a village; clock is time.Now.
func NewVillageWorker(pool *pgxpool.Pool, village Village, clock func() time.Time) *VillageWorker {
	return &VillageWorker{pool: pool, village: village, clock: clock}
}

// EveryQuarter has River run the worker four times an hour.
func EveryQuarter() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(15*time.Minute), func() (river.JobArgs, *river.InsertOpts) {
		return VillageArgs{}, nil
	}, &river.PeriodicJobOpts{RunOnStart: true})
}

// Work re-rates what is left to re-rate, looks where booked parcels are, and asks whoever is to be asked. What fails
// keeps nothing else from being done.
func (w *VillageWorker) Work(ctx context.Context, _ *river.Job[VillageArgs]) error {
	now := w.clock().In(w.village.Zone)
	_, rerated := w.village.Parcels.Rerate(ctx, now)
	return errors.Join(rerated, w.follow(ctx, now), w.askAll(ctx, now))
}

// follow looks after what was booked with the carrier: waybills, the way of the parcels, and receivers to be forgotten.
func (w *VillageWorker) follow(ctx context.Context, now time.Time) error {
	forgotten := w.village.Parcels.ForgetReceivers(ctx, now)
	if w.village.Carrier == nil {
		return forgotten
	}
	fetched := w.village.Parcels.FetchWaybills(ctx, w.village.Carrier, now)
	tracked := w.village.Parcels.TrackBooked(ctx, w.village.Carrier, now)
	return errors.Join(forgotten, fetched, tracked, tellWaybills(ctx, w.pool, w.village, now))
}

// askAll asks everybody who is to be asked now, batch by batch.
func (w *VillageWorker) askAll(ctx context.Context, now time.Time) error {
	if now.Hour() < askFrom || now.Hour() >= askUntil {
		return nil
	}
	for {
		asked, err := w.ask(ctx, now)
		if err != nil || asked < sellersAtOnce {
			return err
		}
	}
}

// ask sends one transaction's worth of questions, one card a seller, and says how many sellers were asked.
func (w *VillageWorker) ask(ctx context.Context, now time.Time) (sellers int, err error) {
	err = pgx.BeginFunc(ctx, w.pool, func(tx pgx.Tx) error {
		sent, err := w.village.Parcels.TakeToAsk(ctx, tx, now, sellersAtOnce)
		if err != nil {
			return err
		}
		sellers, err = pushBySeller(ctx, tx, sent, func(s parcels.Sent) parcels.SellerID { return s.Seller },
			func(sent []parcels.Sent) ([]bot.Push, error) { return w.push(ctx, sent, now) })
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("ask about parcels: %w", err)
	}
	return sellers, nil
}

// push is the question to one seller about their parcels; somebody who left is not asked.
func (w *VillageWorker) push(ctx context.Context, sent []parcels.Sent, now time.Time) ([]bot.Push, error) {
	v, err := visitTo(ctx, w.village, sent[0].Seller, now)
	if v == nil || err != nil {
		return nil, err
	}
	return []bot.Push{{To: v.person.ID, Cards: []bot.Card{v.askCard(sent)}, Bulk: true}}, nil
}

// pushBySeller sends what push makes of each seller's share of all, which lies together by seller, and counts the sellers.
func pushBySeller[T any](ctx context.Context, tx pgx.Tx, all []T, seller func(T) parcels.SellerID,
	push func([]T) ([]bot.Push, error)) (sellers int, err error) {
	var pushes []bot.Push
	for len(all) > 0 {
		n := 1
		for n < len(all) && seller(all[n]) == seller(all[0]) {
			n++
		}
		made, err := push(all[:n])
		if err != nil {
			return 0, err
		}
		pushes, all = append(pushes, made...), all[n:]
		sellers++
	}
	return sellers, bot.PushAll(ctx, tx, pushes)
}

// visitTo is a visit to a seller who did not write; nil to one who left.
func visitTo(ctx context.Context, village Village, seller parcels.SellerID, now time.Time) (*visit, error) {
	person, err := village.People.Person(ctx, bot.PersonID(seller))
	switch {
	case errors.Is(err, bot.ErrNoPerson):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return &visit{Assistant: &Assistant{Village: village}, person: person, lang: spoken(person), now: now}, nil
}
