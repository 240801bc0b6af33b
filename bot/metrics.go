package bot

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// metrics counts turns.
type metrics struct {
	accepted, repeated, settled, failed, delivered, dropped, slowed prometheus.Counter
	waiting                                                         prometheus.Gauge
	seconds                                                         prometheus.Histogram
}

// newMetrics registers the counters; nil keeps them to themselves.
func newMetrics(r prometheus.Registerer) *metrics {
	f := promauto.With(r)
	counter := func(name, help string) prometheus.Counter {
		return f.NewCounter(prometheus.CounterOpts{Name: "oldhand_turns_" + name + "_total", Help: help})
	}
	return &metrics{
		accepted:  counter("accepted", "Messages taken in."),
		repeated:  counter("repeated", "Messages that came in a second time and were let go."),
		settled:   counter("settled", "Turns whose effect and reply were written."),
		failed:    counter("failed", "Turns that ended in an apology."),
		delivered: counter("delivered", "Turns whose reply arrived."),
		dropped:   counter("dropped", "Turns whose reply could not be delivered."),
		slowed:    counter("slowed", "Messages of chats that had had their share for the moment, which were let go."),
		waiting: f.NewGauge(prometheus.GaugeOpts{
			Name: "oldhand_turns_waiting", Help: "Turns that are not finished, in all processes, as last counted."}),
		seconds: f.NewHistogram(prometheus.HistogramOpts{
			Name: "oldhand_turn_seconds", Help: "Time from taking a message in to its reply being written.",
			Buckets: prometheus.ExponentialBuckets(0.001, 4, 9)}),
	}
}
