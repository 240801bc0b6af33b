package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/cenkalti/backoff/v5"
	tg "github.com/go-telegram/bot"

	"oldhand/bot"
)

const (
	// pollTimeout is how long Telegram holds a request open when there is nothing; it allows no more than 50 s.
	pollTimeout = 40 * time.Second
	// maxAnswer is more than Telegram ever sends at once (about 4 MiB).
	maxAnswer = 16 << 20
)

// ErrToken says that Telegram does not know the bot's token; trying again does not help.
var ErrToken = errors.New("Telegram does not accept the bot's token: take the right one from @BotFather into OLDHAND_TELEGRAM_TOKEN")

// answer is the envelope of everything that the Bot API says.
type answer struct {
	OK          bool              `json:"ok"`
	Result      []json.RawMessage `json:"result"`
	ErrorCode   int               `json:"error_code"`
	Description string            `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	} `json:"parameters"`
}

// Poll asks for updates until ctx ends and then returns nil. An update is confirmed only after accept took it. The
// error is ErrToken; everything else (another poller, too many requests, a server in trouble) is waited for.
func (t *Telegram) Poll(ctx context.Context, accept Accept) error {
	p := poll{t: t, accept: accept, pause: backoff.NewExponentialBackOff()}
	p.pause.InitialInterval, p.pause.MaxInterval = 200*time.Millisecond, 30*time.Second
	ready := false
	for ctx.Err() == nil {
		err := error(nil)
		if !ready {
			_, err = t.api.DeleteWebhook(ctx, &tg.DeleteWebhookParams{}) // while one is set, polling is refused
			ready = err == nil
		} else {
			err = p.once(ctx)
		}
		switch {
		case err == nil:
			p.pause.Reset()
		case ctx.Err() != nil:
		case errors.Is(err, tg.ErrorUnauthorized), errors.Is(err, tg.ErrorNotFound):
			return fmt.Errorf("%w (%w)", ErrToken, t.redact(err))
		default:
			p.rest(ctx, err)
		}
	}
	return nil
}

type poll struct {
	t      *Telegram
	accept Accept
	offset int64
	pause  *backoff.ExponentialBackOff
}

// rest waits before the next try, at least as long as Telegram said.
func (p *poll) rest(ctx context.Context, err error) {
	wait := p.pause.NextBackOff()
	var flood *tg.TooManyRequestsError
	if errors.As(err, &flood) {
		wait = max(wait, time.Duration(flood.RetryAfter)*time.Second)
	}
	p.t.log.Warn("updates do not come in", "error", p.t.redact(err), "wait", wait)
	select {
	case <-time.After(wait):
	case <-ctx.Done():
	}
}

// once asks for updates, takes them in, and moves on behind the last of them. That may be a lower number than before:
// after a silence Telegram numbers anew, and an offset that stayed above would never confirm anything again. When the
// updates cannot be taken in they are asked for again.
func (p *poll) once(ctx context.Context) error {
	updates, err := p.t.getUpdates(ctx, p.offset)
	if err != nil {
		return err
	}
	var messages []bot.Message
	var next int64
	for _, raw := range updates {
		var number struct {
			ID int64 `json:"update_id"`
		}
		if json.Unmarshal(raw, &number) == nil {
			next = max(next, number.ID+1)
		}
		if m, ok := p.t.read(raw); ok {
			messages = append(messages, m)
		}
	}
	if len(messages) > 0 {
		if err := p.accept(ctx, messages); err != nil {
			return fmt.Errorf("take in %d messages: %w", len(messages), err)
		}
	}
	if next > 0 {
		p.offset = next
	}
	return nil
}

// read converts an update. One that cannot be read is logged and let go, so that it stops no other.
func (t *Telegram) read(raw json.RawMessage) (bot.Message, bool) {
	m, ok, err := convert(raw, time.Now().UTC())
	if err != nil {
		t.log.Error("an update that cannot be read was let go", "bytes", len(raw), "error", err)
		return bot.Message{}, false
	}
	return m, ok
}

func (t *Telegram) getUpdates(ctx context.Context, offset int64) ([]json.RawMessage, error) {
	body, err := json.Marshal(map[string]any{
		"offset": offset, "timeout": int(pollTimeout.Seconds()), "allowed_updates": allowedUpdates,
	})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, t.apiURL+"/bot"+t.token+"/getUpdates", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := t.poller.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var a answer
	if err := json.NewDecoder(io.LimitReader(response.Body, maxAnswer)).Decode(&a); err != nil {
		return nil, fmt.Errorf("HTTP %d, and the answer cannot be read: %w", response.StatusCode, err)
	}
	if !a.OK {
		return nil, a.err()
	}
	return a.Result, nil
}

// err gives a refusal in the library's own errors, so that one set of rules holds for both.
func (a answer) err() error {
	kinds := map[int]error{
		http.StatusUnauthorized: tg.ErrorUnauthorized, http.StatusNotFound: tg.ErrorNotFound, http.StatusConflict: tg.ErrorConflict,
	}
	if a.ErrorCode == http.StatusTooManyRequests {
		return &tg.TooManyRequestsError{Message: a.Description, RetryAfter: a.Parameters.RetryAfter}
	}
	if kind, ok := kinds[a.ErrorCode]; ok {
		return fmt.Errorf("%w, %s", kind, a.Description)
	}
	return fmt.Errorf("error %d: %s", a.ErrorCode, a.Description)
}
