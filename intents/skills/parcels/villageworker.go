package parcels

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
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
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
	jobs
}

// NewVillageWorker gives the worker; a speaks to people, and clock is time.Now.
func NewVillageWorker(pool *pgxpool.Pool, s Services, a *dialogue.Assistant, clock func() time.Time) *VillageWorker {
	return &VillageWorker{jobs: jobs{s, pool, a, clock}}
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
	now := w.now()
	_, rerated := w.Parcels.Rerate(ctx, now)
	return errors.Join(rerated, w.follow(ctx, now), w.askAll(ctx, now))
}

// follow looks after what was booked with the carrier: waybills, the way of the parcels, and receivers to be forgotten.
func (w *VillageWorker) follow(ctx context.Context, now time.Time) error {
	forgotten := w.Parcels.ForgetReceivers(ctx, now)
	if w.Carrier == nil {
		return forgotten
	}
	fetched := w.Parcels.FetchWaybills(ctx, w.Carrier, now)
	tracked := w.Parcels.TrackBooked(ctx, w.Carrier, w.Sender, now)
	return errors.Join(forgotten, fetched, tracked, w.tellWaybills(ctx, now))
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
		sent, err := w.Parcels.TakeToAsk(ctx, tx, now, sellersAtOnce)
		if err != nil {
			return err
		}
		sellers, err = pushBySeller(ctx, tx, w.People, sent, func(s parcels.Sent) parcels.SellerID { return s.Seller },
			func(p bot.Person, sent []parcels.Sent) bot.Push { return askPush(w.assistant.To(p, now), sent) })
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("ask about parcels: %w", err)
	}
	return sellers, nil
}

// askPush is the question to one seller about their parcels; what they say next is about the parcel it asks about.
func askPush(t *dialogue.Turn, sent []parcels.Sent) bot.Push {
	focusOn(t, sent[0].ID)
	focus := meaning.Focus{Parcel: t.Focus.Parcel}
	return bot.Push{
		To: t.Person.ID, Cards: []bot.Card{askCard(t, sent)}, Bulk: true, Dialogue: dialogue.Focused(focus), About: dialogue.About(focus),
	}
}
