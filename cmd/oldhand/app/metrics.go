package app

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/riverqueue/river/rivertype"

	"oldhand/integrations/models"
	"oldhand/intents"
)

// metrics is what a village tells of itself.
type metrics struct {
	*prometheus.Registry
	understanding *prometheus.CounterVec
}

// newMetrics tells of the process, the database's connections, the jobs, the language model, and how messages are understood; the
// ledger of turns adds its own.
func newMetrics(s *Services, village string) metrics {
	m := metrics{prometheus.NewRegistry(), prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "oldhand_understood_total", Help: "Messages by what became of them: understood, asked about, refused when asked, unknown."}, []string{"outcome"})}
	calls := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "oldhand_model_calls_total", Help: "Times that the language model was asked, by how it ended."}, []string{"outcome"})
	for _, outcome := range intents.UnderstoodAs {
		m.understanding.WithLabelValues(outcome)
	}
	for _, outcome := range models.Outcomes {
		calls.WithLabelValues(outcome)
	}
	s.Language.Observe(func(outcome string) { calls.WithLabelValues(outcome).Inc() })
	m.MustRegister(m.understanding, calls, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		poolMetrics{s.Pool}, jobMetrics{s.Pool, pgx.Identifier{village, "river_job"}.Sanitize()})
	return m
}

func (m metrics) understood(outcome string) { m.understanding.WithLabelValues(outcome).Inc() }

var (
	poolConnections = prometheus.NewDesc("oldhand_pool_connections", "Connections to the database, by what they do.", []string{"state"}, nil)
	poolWaits       = prometheus.NewDesc("oldhand_pool_waits_total", "Times that no connection to the database was free.", nil, nil)
	jobCount        = prometheus.NewDesc("oldhand_jobs", "Jobs in the queue, by state.", []string{"state"}, nil)
)

// poolMetrics tells of the connections to the database.
type poolMetrics struct{ pool *pgxpool.Pool }

// Describe names them.
func (poolMetrics) Describe(to chan<- *prometheus.Desc) { to <- poolConnections; to <- poolWaits }

// Collect counts them.
func (p poolMetrics) Collect(to chan<- prometheus.Metric) {
	now := p.pool.Stat()
	for state, n := range map[string]int32{"used": now.AcquiredConns(), "idle": now.IdleConns(), "most": now.MaxConns()} {
		to <- prometheus.MustNewConstMetric(poolConnections, prometheus.GaugeValue, float64(n), state)
	}
	to <- prometheus.MustNewConstMetric(poolWaits, prometheus.CounterValue, float64(now.EmptyAcquireCount()))
}

// jobMetrics tells of the jobs in the queue.
type jobMetrics struct {
	pool  *pgxpool.Pool
	table string
}

// jobsPatience is how long the database may take to count jobs; after that nothing is told of them.
const jobsPatience = 3 * time.Second

// Describe names them.
func (jobMetrics) Describe(to chan<- *prometheus.Desc) { to <- jobCount }

// Collect counts them, also the states in which there are none.
func (j jobMetrics) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), jobsPatience)
	defer cancel()
	rows, err := j.pool.Query(ctx, `SELECT state::text, count(*) FROM `+j.table+` GROUP BY state`)
	if err != nil {
		to <- prometheus.NewInvalidMetric(jobCount, err)
		return
	}
	counted := map[string]int64{}
	for _, state := range rivertype.JobStates() {
		counted[string(state)] = 0
	}
	var state string
	var n int64
	if _, err := pgx.ForEachRow(rows, []any{&state, &n}, func() error { counted[state] = n; return nil }); err != nil {
		to <- prometheus.NewInvalidMetric(jobCount, err)
		return
	}
	for state, n := range counted {
		to <- prometheus.MustNewConstMetric(jobCount, prometheus.GaugeValue, float64(n), state)
	}
}
