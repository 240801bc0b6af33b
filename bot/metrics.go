package bot

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// metrics counts turns.
type metrics struct {
	accepted, repeated, settled, failed, delivered, dropped, slowed prometheus.Counter
	cards                                                           *prometheus.CounterVec
	toldToWait                                                      prometheus.Counter
	oldest                                                          prometheus.Gauge
	waiting                                                         prometheus.Gauge
	seconds                                                         prometheus.Histogram
}

// newMetrics registers the counters; nil keeps them to themselves.
func newMetrics(r prometheus.Registerer) *metrics {
	f := promauto.With(r)
	counter := func(name, help string) prometheus.Counter {
		return f.NewCounter(prometheus.CounterOpts{Name: "oldhand_turns_" + name + "_total", Help: help})
	}
	m := &metrics{
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
		cards: f.NewCounterVec(prometheus.CounterOpts{
			Name: "oldhand_cards_total", Help: "Cards given to the channel, by what became of them."}, []string{"result"}),
		toldToWait: f.NewCounter(prometheus.CounterOpts{
			Name: "oldhand_told_to_wait_total", Help: "Times that the channel said that too much is sent (429)."}),
		oldest: f.NewGauge(prometheus.GaugeOpts{
			Name: "oldhand_turn_oldest_seconds", Help: "How long the oldest message has waited that has no reply yet, as last looked; 0: none waits."}),
	}
	for _, result := range []string{cardSent, cardEdited, cardRefused, cardClosed, cardWaits, cardUnsure} {
		m.cards.WithLabelValues(result)
	}
	return m
}

// What can become of a card that is given to the channel.
const (
	cardSent    = "sent"
	cardEdited  = "edited"
	cardRefused = "refused"
	cardClosed  = "closed" // the person has shut the chat
	cardWaits   = "waits"  // too much is sent
	cardUnsure  = "unsure" // nobody knows, so it is sent again
)
