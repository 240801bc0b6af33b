package intents

import (
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"

	"oldhand/intents/dialogue"
	"oldhand/intents/skills/counter"
	"oldhand/intents/skills/parcels"
	"oldhand/intents/skills/pool"
	"oldhand/intents/skills/privacy"
	"oldhand/intents/skills/quote"
	"oldhand/intents/skills/remind"
	salesskill "oldhand/intents/skills/sales"
	"oldhand/intents/skills/waiting"
)

// AddWorkers adds the work of the skills that nobody's turn does: reminders, orders that nobody fetched, pools whose time has come, what became of parcels,
// collections, files of orders that somebody sent, what is kept for a while only. a speaks to people, files gives what was sent, and clock is time.Now.
func AddWorkers(w *river.Workers, pool *pgxpool.Pool, s Services, a *dialogue.Assistant, files quote.Files, clock func() time.Time) {
	river.AddWorker(w, remind.NewWorker(pool, s.reminders(), s.Zone, clock))
	river.AddWorker(w, counter.NewExpireWorker(pool, s.counter(), s.Zone, clock))
	s.teller(pool, clock).AddWorkers(w)
	river.AddWorker(w, s.closer(pool, clock))
	river.AddWorker(w, parcels.NewVillageWorker(pool, s.parcels(), a, clock))
	river.AddWorker(w, parcels.NewCollectWorker(pool, s.parcels(), a, clock))
	river.AddWorker(w, privacy.NewForgetWorker(s.Transcript, s.KeepDays, clock, s.Misread.Forget, s.Documents.Forget, s.personal().ForgetReasons, s.Knowledge.ForgetQuestions, s.Reminders.ForgetPast, s.Sales.ForgetFiles))
	river.AddWorker(w, &quote.BatchWorker{Pool: pool, Rates: s.Rates, Documents: s.Documents, Files: files, Sold: salesskill.Reader{Sales: s.Sales, Clock: clock}.Read, Zone: s.Zone, Clock: clock})
}

// teller tells those who waited that it is there.
func (s Services) teller(pool *pgxpool.Pool, clock func() time.Time) *waiting.Teller {
	return &waiting.Teller{Pool: pool, Waits: s.Waits, Catalogue: s.Catalogue, People: s.People, Zone: s.Zone, Clock: clock}
}

// closer closes pools.
func (s Services) closer(of *pgxpool.Pool, clock func() time.Time) *pool.Closer {
	return &pool.Closer{
		Pool: of, Pools: s.Pools, Orders: s.Orders, Openings: s.Openings, Catalogue: s.Catalogue, People: s.People, Live: remind.Live(s.reminders()), Zone: s.Zone, Clock: clock,
	}
}

const (
	// jobsAtOnce is how many jobs run at once that are due by the clock or by a tap.
	jobsAtOnce = 4
	// filesAtOnce is how many files that people sent are read at once; each may take some hundred megabytes.
	filesAtOnce = 2
)

// Queues are those that the workers take jobs from. Files stand in one of their own, so that reminders never wait for them.
func Queues() map[string]river.QueueConfig {
	return map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: jobsAtOnce}, quote.Queue: {MaxWorkers: filesAtOnce}}
}

// PeriodicJobs are those that run by the clock.
func PeriodicJobs() []*river.PeriodicJob {
	return []*river.PeriodicJob{remind.EveryMinute(), waiting.EveryMinute(), pool.EveryMinute(), counter.EveryFewMinutes(), parcels.EveryQuarter(), privacy.EveryDay()}
}
