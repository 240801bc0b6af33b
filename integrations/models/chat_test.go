package models

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tmc/langchaingo/llms"
)

// talker answers everything in its own way, and counts.
type talker struct {
	answer func(ctx context.Context) (string, error)
	asked  atomic.Int64
}

func (m *talker) GenerateContent(ctx context.Context, _ []llms.MessageContent, _ ...llms.CallOption) (*llms.ContentResponse, error) {
	m.asked.Add(1)
	said, err := m.answer(ctx)
	if err != nil {
		return nil, err
	}
	return &llms.ContentResponse{Choices: []*llms.ContentChoice{{Content: said}}}, nil
}

func (m *talker) Call(context.Context, string, ...llms.CallOption) (string, error) {
	return "", errors.New("nobody calls this")
}

// TestAModelThatFailsIsLeftAlone for a while, and then tried with one message.
func TestAModelThatFailsIsLeftAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		down := true
		m := &talker{answer: func(context.Context) (string, error) {
			if down {
				return "", errors.New("down")
			}
			return "hello", nil
		}}
		c := NewChat(m, slog.New(slog.DiscardHandler))
		ask := func(times int, want int64, answered bool) {
			t.Helper()
			for range times {
				if said, ok := c.Say(t.Context(), "greet", "hi", 5); ok != answered || ok && said != "hello" {
					t.Errorf("%q, %v", said, ok)
				}
			}
			if got := m.asked.Swap(0); got != want {
				t.Errorf("asked %d times, want %d", got, want)
			}
		}
		ask(10, failures, false)
		<-time.After(rest + time.Second)
		ask(10, 1, false)
		down = false
		<-time.After(rest + time.Second)
		ask(10, 10, true)
	})
}

// TestOnlySoManyAtOnce: whoever comes while the model is busy with others does without it, and at once.
func TestOnlySoManyAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		busy := make(chan struct{})
		m := &talker{answer: func(context.Context) (string, error) { <-busy; return "hello", nil }}
		c := NewChat(m, slog.New(slog.DiscardHandler))
		answers := make(chan bool, atOnce)
		say := func() bool { _, ok := c.Say(t.Context(), "greet", "hi", 5); return ok }
		for range atOnce {
			go func() { answers <- say() }()
		}
		synctest.Wait()
		if say() || m.asked.Load() != atOnce {
			t.Errorf("%d asked", m.asked.Load())
		}
		close(busy)
		for range atOnce {
			if !<-answers {
				t.Error("no answer")
			}
		}
	})
}

// TestATurnThatEndsTellsNothingOfTheModel: however often oldhand is stopped meanwhile.
func TestATurnThatEndsTellsNothingOfTheModel(t *testing.T) {
	t.Parallel()
	m := &talker{answer: func(ctx context.Context) (string, error) { return "", ctx.Err() }}
	c := NewChat(m, slog.New(slog.DiscardHandler))
	ended, end := context.WithCancel(t.Context())
	end()
	for range 2 * failures {
		if _, ok := c.Say(ended, "greet", "hi", 5); ok {
			t.Error("an answer after the end")
		}
	}
	if m.asked.Load() != 2*failures {
		t.Errorf("asked %d times", m.asked.Load())
	}
}

func TestAModelThatSaysNothingHasNoAnswer(t *testing.T) {
	t.Parallel()
	if _, err := Say(t.Context(), mute{}, "greet", "hi", 5); err == nil {
		t.Error("no choice was taken for an answer")
	}
}

type mute struct{ *talker }

func (mute) GenerateContent(context.Context, []llms.MessageContent, ...llms.CallOption) (*llms.ContentResponse, error) {
	return &llms.ContentResponse{}, nil
}
