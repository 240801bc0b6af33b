package privacy

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"oldhand/bot"
	"oldhand/intents/dialogue"
)

// ForgetArgs is the job that forgets what was said long enough ago.
type ForgetArgs struct{}

// Kind names the job.
func (ForgetArgs) Kind() string { return "forget" }

// InsertOpts keeps one job a day, and no second try: the next finds whatever is left.
func (ForgetArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: 24 * time.Hour}}
}

// ForgetWorker does it.
type ForgetWorker struct {
	river.WorkerDefaults[ForgetArgs]
	transcript *bot.Transcript
	olds       []func(ctx context.Context, before time.Time) error
	days       int
	clock      func() time.Time
}

// NewForgetWorker gives the worker of a village; olds forget the words in other places from before a moment, and clock is time.Now.
func NewForgetWorker(t *bot.Transcript, days int, clock func() time.Time, olds ...func(ctx context.Context, before time.Time) error) *ForgetWorker {
	return &ForgetWorker{transcript: t, olds: olds, days: days, clock: clock}
}

// EveryDay has River run the worker once a day.
func EveryDay() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(24*time.Hour), func() (river.JobArgs, *river.InsertOpts) {
		return ForgetArgs{}, nil
	}, &river.PeriodicJobOpts{RunOnStart: true})
}

// Timeout leaves time for the first run over years of words.
func (w *ForgetWorker) Timeout(*river.Job[ForgetArgs]) time.Duration { return time.Hour }

// Work forgets what is old: what was said, what dialogues remember of it, and what was written down elsewhere in people's words.
func (w *ForgetWorker) Work(ctx context.Context, _ *river.Job[ForgetArgs]) error {
	now := w.clock()
	before := now.AddDate(0, 0, -w.days)
	failed := []error{w.transcript.Forget(ctx, before), w.transcript.Remembered(ctx, before, func(d json.RawMessage, l bot.Lately) (json.RawMessage, error) {
		return dialogue.Aged(d, before, now, l)
	})}
	for _, forget := range w.olds {
		failed = append(failed, forget(ctx, before))
	}
	return errors.Join(failed...)
}
