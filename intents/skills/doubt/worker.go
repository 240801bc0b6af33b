package doubt

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"oldhand/intents/misread"
)

// ForgetArgs is the job that forgets messages kept long enough.
type ForgetArgs struct{}

// Kind names the job.
func (ForgetArgs) Kind() string { return "misread" }

// InsertOpts keeps one job an hour, and no second try: the next finds whatever is left.
func (ForgetArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: time.Hour}}
}

// ForgetWorker does it.
type ForgetWorker struct {
	river.WorkerDefaults[ForgetArgs]
	misread *misread.Log
	clock   func() time.Time
}

// NewForgetWorker gives the worker of a village; clock is time.Now.
func NewForgetWorker(l *misread.Log, clock func() time.Time) *ForgetWorker {
	return &ForgetWorker{misread: l, clock: clock}
}

// EveryHour has River run the worker once an hour.
func EveryHour() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(time.Hour), func() (river.JobArgs, *river.InsertOpts) {
		return ForgetArgs{}, nil
	}, &river.PeriodicJobOpts{RunOnStart: true})
}

// Work forgets what is old.
func (w *ForgetWorker) Work(ctx context.Context, _ *river.Job[ForgetArgs]) error {
	return w.misread.Forget(ctx, w.clock())
}
