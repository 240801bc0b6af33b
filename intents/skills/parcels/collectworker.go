package parcels

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
	"oldhand/intents/dialogue"
)

const (
	// collectAttempts is how often a list is tried: with River's growing pauses that is more than an hour.
	collectAttempts = 8
	// collectTime bounds one attempt.
	collectTime = 10 * time.Minute
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
	jobs
}

// NewCollectWorker gives the worker; a speaks to people, and clock is time.Now.
func NewCollectWorker(pool *pgxpool.Pool, s Services, a *dialogue.Assistant, clock func() time.Time) *CollectWorker {
	return &CollectWorker{jobs: jobs{s, pool, a, clock}}
}

// Timeout bounds one attempt.
func (w *CollectWorker) Timeout(*river.Job[CollectArgs]) time.Duration { return collectTime }

// Work orders what is not ordered yet, and says how it went once nothing is left to try.
func (w *CollectWorker) Work(ctx context.Context, job *river.Job[CollectArgs]) error {
	if !w.books() {
		return river.JobCancel(fmt.Errorf("collect %s: nothing is booked here any more", job.Args.Handover))
	}
	refused, open := w.Parcels.Collect(ctx, w.Carrier, job.Args.Handover, job.Args.Parcels, w.Sender, w.now)
	if err := w.tellWaybills(ctx, w.now()); err != nil {
		return err
	}
	if open != nil && job.Attempt < job.MaxAttempts {
		return fmt.Errorf("collect %s: %w", job.Args.Handover, open)
	}
	return w.report(context.WithoutCancel(ctx), job.Args, refused)
}

// report edits the card about the list, and those of the parcels that were refused in their sellers' chats, so that saying it twice
// says it once.
func (w *CollectWorker) report(ctx context.Context, a CollectArgs, refused []parcels.Refusal) error {
	h, _, err := w.Parcels.Handover(ctx, a.Handover)
	if err != nil {
		return err
	}
	return pgx.BeginFunc(ctx, w.pool, func(tx pgx.Tx) error {
		list, err := w.Parcels.Collections(ctx, tx, a.Handover)
		if err != nil {
			return err
		}
		t := w.assistant.To(bot.Person{ID: a.Person, Lang: a.Lang}, w.now())
		state := viewCollection(t.Lang, h, list, refused)
		_, err = pushBySeller(ctx, tx, w.People, refused, func(r parcels.Refusal) parcels.SellerID { return r.Seller },
			func(p bot.Person, refused []parcels.Refusal) bot.Push {
				return refusedPush(w.assistant.To(p, w.now()), refused)
			})
		if err != nil {
			return err
		}
		return bot.PushAll(ctx, tx, []bot.Push{{To: a.Person, Cards: []bot.Card{{
			Text: t.Text("handover.collected", state), Key: listKey(h.ID), InPlace: true, Buttons: collectButtons(t, h, list, state),
		}}}})
	})
}

// refusedPush tells a seller which parcels the carrier would not take, and why in its words, a card for each.
func refusedPush(t *dialogue.Turn, refused []parcels.Refusal) bot.Push {
	p := bot.Push{To: t.Person.ID}
	for _, r := range refused {
		p.Cards = append(p.Cards, bot.Card{
			Text: t.Text("ship.refused", refusedView{r.ID.String(), dialogue.Short(r.Reason, 60)}), Key: "refused:" + r.ID.String(), InPlace: true,
		})
	}
	return p
}
