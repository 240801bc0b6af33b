package botapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	maxParams = 1 << 20  // bytes of all parameters together
	maxUpload = 50 << 20 // bytes of one uploaded file
)

// call is one request to a method: its parameters by name, however they came.
type call struct {
	method string
	params map[string]string
	files  map[string]upload
}

// upload is a file that came with a request.
type upload struct {
	name, mime string
	data       []byte
}

// readCall reads the parameters of r out of the query and the body in any of the encodings Telegram takes.
func readCall(r *http.Request, method string) (*call, error) {
	c := &call{method: strings.ToLower(method), params: map[string]string{}, files: map[string]upload{}}
	c.values(r.URL.Query())
	kind, extra, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	switch kind {
	case "multipart/form-data":
		err = c.multipart(multipart.NewReader(r.Body, extra["boundary"]))
	case "application/json":
		err = c.json(r.Body)
	case "application/x-www-form-urlencoded":
		err = c.form(r.Body)
	}
	if err != nil {
		return nil, err
	}
	for _, v := range c.params {
		if !utf8.ValidString(v) {
			return nil, bad("strings must be encoded in UTF-8")
		}
	}
	return c, nil
}

func (c *call) values(v url.Values) {
	for name, all := range v {
		c.params[strings.ToLower(name)] = all[len(all)-1]
	}
}

// limited reads at most limit bytes; more is errTooLarge.
func limited(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, bad("can't read the request")
	}
	if int64(len(data)) > limit {
		return nil, errTooLarge
	}
	return data, nil
}

func (c *call) form(body io.Reader) error {
	data, err := limited(body, maxParams)
	if err != nil {
		return err
	}
	v, err := url.ParseQuery(string(data))
	if err != nil {
		return bad("can't parse the request's parameters")
	}
	c.values(v)
	return nil
}

// json takes every field of the body's object; what is not a string stays as its JSON text.
func (c *call) json(body io.Reader) error {
	data, err := limited(body, maxParams)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return bad("can't parse JSON object")
	}
	for name, raw := range fields {
		var text string
		switch {
		case string(raw) == "null":
			continue
		case json.Unmarshal(raw, &text) != nil:
			text = string(raw)
		}
		c.params[strings.ToLower(name)] = text
	}
	return nil
}

// multipart reads fields and files. A body with no part at all has no parameters: clients send that.
func (c *call) multipart(r *multipart.Reader) error {
	left := int64(maxParams)
	for {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) || err != nil && len(c.params)+len(c.files) == 0 {
			return nil
		}
		if err != nil {
			return bad("can't parse multipart form data")
		}
		name := strings.ToLower(part.FormName())
		if part.FileName() != "" {
			data, err := limited(part, maxUpload)
			if err != nil {
				return err
			}
			c.files[name] = upload{part.FileName(), part.Header.Get("Content-Type"), data}
			continue
		}
		data, err := limited(part, left)
		if err != nil {
			return err
		}
		left -= int64(len(data))
		c.params[name] = string(data)
	}
}

func (c *call) str(name string) string { return c.params[name] }

func (c *call) int(name string) int64 {
	n, _ := strconv.ParseInt(strings.TrimSpace(c.params[name]), 10, 64)
	return n
}

func (c *call) bool(name string) bool {
	switch strings.ToLower(c.params[name]) {
	case "true", "yes", "1":
		return true
	}
	return false
}

func (c *call) has(name string) bool { return c.params[name] != "" }

// object decodes a JSON parameter; a missing one leaves to as it is.
func (c *call) object(name string, to any) error {
	if !c.has(name) {
		return nil
	}
	return json.Unmarshal([]byte(c.params[name]), to)
}

// number reads a parameter that must be there as a decimal number.
func (c *call) number(name string) (float64, error) {
	if !c.has(name) {
		return 0, bad("%s is empty", name)
	}
	v, err := strconv.ParseFloat(c.params[name], 64)
	if err != nil {
		return 0, bad("can't parse %s", name)
	}
	return v, nil
}

func (c *call) required(name string) (string, error) {
	if !c.has(name) {
		return "", bad("parameter %q is required", name)
	}
	return c.params[name], nil
}
