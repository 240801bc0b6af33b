package app

import (
	"context"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// embedEvery is how often what has no vector of the present model is looked for.
const embedEvery = 10 * time.Minute

// embedArgs ask for the vectors that are missing: of what was stored while a remote model was down, and of everything
// after the model was changed. Until then it is found by its words.
type embedArgs struct{}

// Kind names the job.
func (embedArgs) Kind() string { return "embed" }

// InsertOpts let one of them wait or run at a time.
func (embedArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByState: []rivertype.JobState{rivertype.JobStateAvailable,
		rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled}}}
}

// embedWorker makes them.
type embedWorker struct {
	river.WorkerDefaults[embedArgs]
	s   *Services
	log *slog.Logger
}

// Timeout is none: a large catalogue takes a remote model hours, and whoever is interrupted goes on where it was.
func (embedWorker) Timeout(*river.Job[embedArgs]) time.Duration { return -1 }

// Work embeds what is missing; what fails is tried again the next time.
func (w embedWorker) Work(ctx context.Context, _ *river.Job[embedArgs]) error {
	if err := w.s.Catalogue.Embed(ctx); err != nil {
		return err
	}
	_, err := w.s.Knowledge.Reembed(ctx, func(done, total int) {
		w.log.InfoContext(ctx, "notes are embedded anew", "model", w.s.Embedder.Model(), "done", done, "of", total)
	})
	return err
}

// everyEmbedding asks for missing vectors at the start and from time to time.
func everyEmbedding() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(embedEvery), func() (river.JobArgs, *river.InsertOpts) {
		return embedArgs{}, nil
	}, &river.PeriodicJobOpts{RunOnStart: true})
}
