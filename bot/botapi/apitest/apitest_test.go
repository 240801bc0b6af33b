package apitest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"oldhand/bot/botapi"
	"oldhand/bot/botapi/apitest"
)

const token = "123456789:TEST-token_0"

// bench is a server with one user, called over HTTP.
type bench struct {
	*testing.T
	s   *apitest.Server
	u   *apitest.User
	url string
}

func newBench(t *testing.T) bench {
	t.Helper()
	s, err := apitest.New(botapi.Config{Token: token})
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(s.Handler())
	t.Cleanup(func() {
		s.Close()
		web.Close()
	})
	return bench{t, s, s.AddUser(botapi.Profile{ID: 1, FirstName: "Lin"}), web.URL}
}

// call calls a method; the error is that of a connection on which no answer came.
func (b bench) call(method string, params url.Values) (status int, answer string, err error) {
	b.Helper()
	response, err := http.PostForm(b.url+"/bot"+token+"/"+method, params)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return response.StatusCode, string(body), err
}

func (b bench) send(text string) (status int, answer string, err error) {
	b.Helper()
	return b.call("sendMessage", url.Values{"chat_id": {"1"}, "text": {text}})
}

// updates gives the ids and texts of what a poll hands out.
func (b bench) updates(offset int64) (ids []int64, texts []string) {
	b.Helper()
	_, answer, err := b.call("getUpdates", url.Values{"offset": {fmt.Sprint(offset)}})
	if err != nil {
		b.Fatal(err)
	}
	var got struct {
		Result []struct {
			ID      int64 `json:"update_id"`
			Message struct{ Text any }
		}
	}
	if err := json.Unmarshal([]byte(answer), &got); err != nil {
		b.Fatal(err)
	}
	for _, u := range got.Result {
		ids, texts = append(ids, u.ID), append(texts, fmt.Sprint(u.Message.Text))
	}
	return ids, texts
}

// TestFaults: what goes wrong on the way does so before or after the effect, as asked.
func TestFaults(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.u.Say("hello")
	b.s.Fail(apitest.Fault{Method: "SendMessage", Skip: 1, Times: 2, Status: 429, RetryAfter: 1})
	for i, want := range []int{200, 429, 429, 200} {
		if got, _, err := b.send(fmt.Sprint(i)); got != want {
			t.Errorf("call %d: %d, %v", i, got, err)
		}
	}
	b.s.Fail(apitest.Fault{})
	if _, _, err := b.send("never"); err == nil {
		t.Error("a cut connection gave an answer")
	}
	b.s.Fail(apitest.Fault{After: true})
	if _, _, err := b.send("lost answer"); err == nil {
		t.Error("a lost answer arrived")
	}
	b.s.Fail(apitest.Fault{After: true, Status: 502, HTML: true})
	if got, _, _ := b.send("bad gateway"); got != 502 {
		t.Errorf("status %d", got)
	}
	var said []string
	for _, m := range b.u.History().FromBot() {
		said = append(said, m.Text)
	}
	if want := []string{"0", "3", "lost answer", "bad gateway"}; !slices.Equal(said, want) {
		t.Errorf("applied %q, want %q", said, want)
	}
}

// TestPollingGoesThroughFaults: a poll that failed has lost nothing, and what cannot be read holds up nothing else.
func TestPollingGoesThroughFaults(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.s.Fail(apitest.Fault{Method: "getUpdates", Status: 502, HTML: true})
	if status, page, err := b.call("getUpdates", nil); status != 502 || !strings.Contains(page, "<html>") {
		t.Errorf("%d %s %v", status, page, err)
	}
	b.s.Fail(apitest.Fault{Method: "getUpdates", Status: 429, RetryAfter: 3})
	if _, answer, err := b.call("getUpdates", nil); !strings.Contains(answer, "Too Many Requests: retry after 3") {
		t.Errorf("%s %v", answer, err)
	}
	b.u.Say("a")
	b.s.Inject("message", json.RawMessage(`{"text":{"not":"a text"}}`))
	b.u.Say("b")
	if _, got := b.updates(0); !slices.Equal(got, []string{"a", "map[not:a text]", "b"}) {
		t.Errorf("got %q", got)
	}
}

func TestRepeatNext(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.s.RepeatNext(1)
	b.u.Say("twice")
	b.u.Say("once")
	first, _ := b.updates(0)
	second, _ := b.updates(first[1] + 1)
	if !slices.Equal(second, first[:1]) {
		t.Errorf("first %v, then %v", first, second)
	}
}

func TestNumbersStartAnew(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.u.Say("before")
	b.updates(0)
	b.s.RestartUpdateIDs(5)
	b.u.Say("after")
	if ids, texts := b.updates(1); !slices.Equal(ids, []int64{5}) || !slices.Equal(texts, []string{"after"}) {
		t.Errorf("got %v %q", ids, texts)
	}
}
