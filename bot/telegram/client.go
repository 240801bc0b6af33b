package telegram

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
)

// maxIdle is how many connections for sending are kept open: as many as the runtime's workers can use at once. The
// default of two would have the others made anew, with all of TLS, for nearly every message.
const maxIdle = 32

// caller makes the library's calls. The library writes each call's body piece by piece, which goes out as a packet a
// piece; here it goes out whole and with its length. Nothing is bigger than what was in memory before.
type caller struct{ client *http.Client }

func newCaller() caller {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = maxIdle
	return caller{&http.Client{Timeout: sendTimeout, Transport: transport}}
}

// Do makes one call.
func (c caller) Do(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, fmt.Errorf("make a call's body: %w", err)
		}
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	}
	return c.client.Do(r)
}
