package intents

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/parcels"
)

const (
	// collectAttempts is how often a list is tried: with River's growing pauses that is more than an hour.
	collectAttempts = 8
	// collectTime bounds one attempt.
	collectTime = 10 * time.Minute
	// waybillsAtOnce is how many waybills one transaction tells of.
	waybillsAtOnce = 500
)

// CollectArgs is the job that has the parcels of a hand-over list collected through the carrier. Whom they go to stays out
// of it, and so out of the job's log.
type CollectArgs struct {
	Handover parcels.HandoverID `json:"handover"`
	Parcels  []parcels.ParcelID `json:"parcels"` // that the tap was for
	Person   bot.PersonID       `json:"person"`  // who tapped
	Lang     phrases.Lang       `json:"lang"`
}

// Kind names the job.
func (CollectArgs) Kind() string { return "collect" }

// InsertOpts tries again, as the carrier may be out of reach.
func (CollectArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: collectAttempts}
}

// CollectWorker has parcels collected. It can be killed at any point and run again: each parcel is ordered once.
type CollectWorker struct {
	river.WorkerDefaults[CollectArgs]
	pool    *pgxpool.Pool
	village Village
	clock   func() time.Time
}

// NewCollectWorker gives the worker of a village; clock is time.Now.
func NewCollectWorker(pool *pgxpool.Pool, village Village, clock func() time.Time) *CollectWorker {
	return &CollectWorker{pool: pool, village: village, clock: clock}
}

// Timeout bounds one attempt.
func (w *CollectWorker) Timeout(*river.Job[CollectArgs]) time.Duration { return collectTime }

// Work orders what is not ordered yet, and says how it went once nothing is left to try.
func (w *CollectWorker) Work(ctx context.Context, job *river.Job[CollectArgs]) error {
	if !w.village.books() {
		return river.JobCancel(fmt.Errorf("collect %s: nothing is booked here any more", job.Args.Handover))
	}
	now := func() time.Time { return w.clock().In(w.village.Zone) }
	refused, open := w.village.Parcels.Collect(ctx, w.village.Carrier, job.Args.Handover, job.Args.Parcels, w.village.Sender, now)
	if err := tellWaybills(ctx, w.pool, w.village, now()); err != nil {
		return err
	}
	if open != nil && job.Attempt < job.MaxAttempts {
		return fmt.Errorf("collect %s: %w", job.Args.Handover, open)
	}
	return w.report(context.WithoutCancel(ctx), job.Args, refused)
}

// report edits the card about the list, so that saying it twice says it once.
func (w *CollectWorker) report(ctx context.Context, a CollectArgs, refused []parcels.Refusal) error {
	h, _, err := w.village.Parcels.Handover(ctx, a.Handover)
	if err != nil {
		return err
	}
	return pgx.BeginFunc(ctx, w.pool, func(tx pgx.Tx) error {
		list, err := w.village.Parcels.Collections(ctx, tx, a.Handover)
		if err != nil {
			return err
		}
		v := &visit{Assistant: &Assistant{Village: w.village}, lang: a.Lang}
		said := v.collectView(h, list, refused)
		return bot.PushAll(ctx, tx, []bot.Push{{To: a.Person, Cards: []bot.Card{{
			Text: v.text("handover.collected", said), Key: listKey(h.ID), InPlace: true, Buttons: v.collectButtons(h, list, said),
		}}}})
	})
}

// tellWaybills tells sellers the waybills that are new, in the transaction that marks them as told.
func tellWaybills(ctx context.Context, pool *pgxpool.Pool, village Village, now time.Time) error {
	err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		told, err := village.Parcels.TakeWaybills(ctx, tx, now, waybillsAtOnce)
		if err != nil {
			return err
		}
		_, err = pushBySeller(ctx, tx, told, func(w parcels.Waybill) parcels.SellerID { return w.Seller },
			func(told []parcels.Waybill) ([]bot.Push, error) { return waybillPush(ctx, village, told, now) })
		return err
	})
	if err != nil {
		return fmt.Errorf("tell waybills: %w", err)
	}
	return nil
}

// waybillPush is the news of waybills to their seller; to one who left it is none.
func waybillPush(ctx context.Context, village Village, told []parcels.Waybill, now time.Time) ([]bot.Push, error) {
	v, err := visitTo(ctx, village, told[0].Seller, now)
	if v == nil || err != nil {
		return nil, err
	}
	lines := make([]view, len(told))
	for i, w := range told {
		lines[i] = view{"ID": w.Parcel.String(), "Courier": v.courierName(w.Courier), "Number": w.Number}
	}
	return []bot.Push{{To: v.person.ID, Cards: []bot.Card{{Text: v.text("ship.waybills", view{"Lines": lines})}}}}, nil
}
