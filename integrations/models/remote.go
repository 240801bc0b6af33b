package models

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/tmc/langchaingo/llms/openai"
)

const (
	remoteBatch    = 32               // texts in one request; halved where the server refuses so many
	remoteTries    = 4                // of one request
	remoteTimeout  = 20 * time.Second // of one try
	remotePatience = 2 * time.Minute  // with one request, all tries and waits together
	remoteAnswer   = 64 << 20         // bytes of one answer
)

// RemoteError says what is wrong with a remote model.
type RemoteError struct {
	Model  string
	Status int // of HTTP; 0 when there was no answer, or one that makes no sense
	Reason string
	silent bool          // there was no answer
	wait   time.Duration // how long the server asks to wait
}

func (e *RemoteError) Error() string {
	if e.Status != 0 {
		return fmt.Sprintf("remote model %s: status %d: %s", e.Model, e.Status, e.Reason)
	}
	return fmt.Sprintf("remote model %s: %s", e.Model, e.Reason)
}

// passing says that the same request may well succeed later.
func (e *RemoteError) passing() bool {
	return e.silent || e.Status == http.StatusTooManyRequests || e.Status >= http.StatusInternalServerError
}

// tooMuch says that the request may succeed with fewer texts.
func (e *RemoteError) tooMuch() bool {
	return e.Status == http.StatusBadRequest || e.Status == http.StatusRequestEntityTooLarge ||
		e.Status == http.StatusUnprocessableEntity
}

// Remote gives the embedder of an OpenAI-compatible server: url ends before "/embeddings", key may be empty. Nothing is
// asked of the server yet. Every vector is checked and brought to unit length; what fails is a *RemoteError, unless ctx is done.
func Remote(url, model, key string) (Embedder, error) {
	return newRemote(url, model, key, remoteAnswer, backoff.DefaultInitialInterval)
}

// remote is a model at a server: an embedder, and what a language model is made of.
type remote struct {
	model     string
	client    *openai.LLM
	firstWait time.Duration // before a request is tried again; grows from try to try
	dimension atomic.Int64  // 0: not known yet
}

// newRemote reads no more than so many bytes of one answer.
func newRemote(url, model, key string, answer int64, firstWait time.Duration) (*remote, error) {
	if url == "" || model == "" {
		return nil, errors.New("a remote model needs an address and a name")
	}
	if key == "" {
		key = "none" // the client insists on one, and would look for it in the environment
	}
	client, err := openai.New(openai.WithBaseURL(strings.TrimSuffix(url, "/")), openai.WithToken(key), openai.WithModel(model),
		openai.WithEmbeddingModel(model), openai.WithHTTPClient(doer{model, &http.Client{Timeout: remoteTimeout}, answer}))
	if err != nil {
		return nil, fmt.Errorf("remote model %s: %w", model, err)
	}
	return &remote{model: model, client: client, firstWait: firstWait}, nil
}

func (r *remote) Model() string { return r.model }

func (r *remote) Dimension() int { return int(r.dimension.Load()) }

func (r *remote) EmbedQuery(ctx context.Context, s string) ([]float32, error) {
	vectors, err := r.batch(ctx, []string{s})
	if err != nil {
		return nil, err
	}
	return vectors[0], nil
}

func (r *remote) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, 0, len(texts))
	for len(texts) > 0 {
		n := min(remoteBatch, len(texts))
		batch, err := r.batch(ctx, texts[:n])
		if err != nil {
			return nil, err
		}
		vectors = append(vectors, batch...)
		texts = texts[n:]
	}
	return vectors, nil
}

// batch embeds the texts in one request, or in halves where the server says that they are too many.
func (r *remote) batch(ctx context.Context, texts []string) ([][]float32, error) {
	vectors, err := r.try(ctx, texts)
	if err == nil {
		return vectors, r.check(vectors)
	}
	var refusal *RemoteError
	if len(texts) == 1 || !errors.As(err, &refusal) || !refusal.tooMuch() {
		return nil, err
	}
	first, err := r.batch(ctx, texts[:len(texts)/2])
	if err != nil {
		return nil, err
	}
	second, err := r.batch(ctx, texts[len(texts)/2:])
	return append(first, second...), err
}

// try sends the texts in one request, again and again while the fault may pass.
func (r *remote) try(ctx context.Context, texts []string) ([][]float32, error) {
	sent := printable(texts)
	return persist(ctx, r, remotePatience, func() ([][]float32, error) { return r.client.CreateEmbedding(ctx, sent) })
}

// persist sends one request, again and again while the fault may pass and patience lasts.
func persist[T any](ctx context.Context, r *remote, patience time.Duration, send func() (T, error)) (answer T, err error) {
	waits := backoff.NewExponentialBackOff()
	waits.InitialInterval = r.firstWait
	answer, err = backoff.Retry(ctx, func() (T, error) {
		answer, err := send()
		if err != nil {
			err = r.judge(ctx, err)
		}
		return answer, err
	}, backoff.WithBackOff(waits), backoff.WithMaxTries(remoteTries), backoff.WithMaxElapsedTime(patience))
	if err != nil {
		return answer, r.explain(ctx, err)
	}
	return answer, nil
}

// judge tells Retry whether, and when, to try again.
func (r *remote) judge(ctx context.Context, err error) error {
	var fault *RemoteError
	switch {
	case ctx.Err() != nil:
		return backoff.Permanent(err)
	case !errors.As(err, &fault): // an answer that makes no sense
		return backoff.Permanent(&RemoteError{Model: r.model, Reason: err.Error()})
	case !fault.passing():
		return backoff.Permanent(fault)
	case fault.wait > 0:
		return errors.Join(fault, backoff.RetryAfter(int(fault.wait.Seconds())))
	}
	return fault
}

// explain turns what Retry gave up with into the caller's error.
func (r *remote) explain(ctx context.Context, err error) error {
	var fault *RemoteError
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("remote model %s: %w", r.model, ctx.Err())
	case errors.As(err, &fault):
		return fault
	}
	return &RemoteError{Model: r.model, Reason: err.Error()}
}

// check refuses vectors that cannot be compared with the others of this model, and brings the rest to unit length.
func (r *remote) check(vectors [][]float32) error {
	for _, v := range vectors {
		if len(v) == 0 {
			return &RemoteError{Model: r.model, Reason: "gave an empty vector"}
		}
		r.dimension.CompareAndSwap(0, int64(len(v)))
		if want := r.Dimension(); len(v) != want {
			return &RemoteError{Model: r.model, Reason: fmt.Sprintf("gave a vector of %d numbers after one of %d", len(v), want)}
		}
		if !normalise(v) {
			return &RemoteError{Model: r.model, Reason: "gave a vector without a direction"}
		}
	}
	return nil
}

// printable replaces texts that servers refuse: empty ones.
func printable(texts []string) []string {
	sent := make([]string, len(texts))
	for i, s := range texts {
		if sent[i] = strings.TrimSpace(strings.ToValidUTF8(s, "")); sent[i] == "" {
			sent[i] = "-"
		}
	}
	return sent
}

// doer sends requests and turns every failure into a *RemoteError, which the client passes on as it is.
type doer struct {
	model  string
	http   *http.Client
	answer int64 // bytes read of one answer
}

func (d doer) Do(req *http.Request) (*http.Response, error) {
	res, err := d.http.Do(req)
	if err != nil {
		if req.Context().Err() != nil {
			return nil, req.Context().Err()
		}
		return nil, &RemoteError{Model: d.model, silent: true, Reason: "no answer: " + err.Error()}
	}
	res.Body = limited{io.LimitReader(res.Body, d.answer), res.Body}
	if res.StatusCode == http.StatusOK {
		return res, nil
	}
	defer res.Body.Close()
	const enough = 300 // bytes of what the server has to say
	said, _ := io.ReadAll(io.LimitReader(res.Body, enough))
	seconds, _ := strconv.Atoi(res.Header.Get("Retry-After"))
	return nil, &RemoteError{Model: d.model, Status: res.StatusCode, Reason: strings.TrimSpace(strings.ToValidUTF8(string(said), "")),
		wait: time.Duration(seconds) * time.Second}
}

// limited reads at most so much of a body.
type limited struct {
	io.Reader
	io.Closer
}
