package botapi

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

const testToken = "123456789:TEST-token_0"

// wantCases is how many cases testdata/cases.jsonl must hold, so that none goes missing unseen.
const wantCases = 192

// testCase is one line of testdata/cases.jsonl: a request and what Telegram answers.
type testCase struct {
	ID, Group, Method, Setup, Then string
	Params                         map[string]any
	Expect                         struct {
		OK          bool
		Result      any
		ErrorCode   float64 `json:"error_code"`
		Description string
		Match       string
	}
	Alt             []string
	Parameters      map[string]any
	Headers         map[string]string
	ResponseComment string `json:"response_description"`
	HTTP            struct {
		Verb, Encoding, Token, Path string
		Body                        *string
	}
}

func readCases(t *testing.T) []testCase {
	t.Helper()
	f, err := os.Open("testdata/cases.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []testCase
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c testCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatalf("line %d: %v", len(all)+1, err)
		}
		all = append(all, c)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestConformance runs every case; those of the group delivery are scenarios, one function each.
func TestConformance(t *testing.T) {
	t.Parallel()
	cases := readCases(t)
	ran := map[string]bool{}
	for _, c := range cases {
		ran[c.ID] = t.Run(c.ID, func(t *testing.T) {
			if c.Method == "scenario" {
				scenario, ok := scenarios[c.ID]
				if !ok {
					t.Fatal("no scenario is written for this case")
				}
				scenario(t)
				return
			}
			for _, encoding := range encodings(c) {
				c.run(t, encoding)
			}
		})
	}
	if len(ran) != wantCases {
		t.Errorf("%d cases ran, want %d", len(ran), wantCases)
	}
}

// encodings is every way the case's request can be sent.
func encodings(c testCase) []string {
	switch {
	case strings.Contains(c.HTTP.Encoding, "multipart") || strings.Contains(fmt.Sprint(c.Params), "$upload"):
		return []string{"multipart"}
	case c.HTTP.Encoding == "query string":
		return []string{"query"}
	case c.HTTP.Encoding != "":
		return []string{"form"}
	}
	return []string{"json", "form", "multipart"}
}

// newCaseServer is a server in the state that the cases suppose.
func newCaseServer(t *testing.T) *Server {
	t.Helper()
	s, err := New(Config{Token: testToken, BotName: "Old hand", Username: "oldhand_bot"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	for id, how := range map[int64]standing{1001: "", 1002: unstarted, 1003: blocked, 1004: deactivated, 1005: otherBot} {
		s.AddUser(Profile{ID: id, FirstName: fmt.Sprint("User ", id)})
		s.chats.byID[id].standing = how
	}
	for id, c := range map[int64]chat{
		-2001: {Chat: Chat{Type: "group"}}, -2002: {Chat: Chat{Type: "group"}, standing: kicked},
		-2003: {Chat: Chat{Type: "group"}, standing: left}, -2006: {Chat: Chat{Type: "group"}, standing: gone},
		-2004:          {Chat: Chat{Type: "group"}, standing: migrated, migrateTo: -1000000002005},
		-1000000003001: {Chat: Chat{Type: "supergroup"}}, -1000000003002: {Chat: Chat{Type: "supergroup"}, standing: kicked},
		-1000000003003: {Chat: Chat{Type: "supergroup"}, standing: left},
		-1000000004002: {Chat: Chat{Type: "channel"}, standing: left},
	} {
		c.ID, c.Title, c.nextID = id, "Group", 1
		s.chats.byID[id] = &c
	}
	s.fillCaseChat()
	return s
}

// fillCaseChat puts the messages 10 to 17, the queries and the files of the cases in place.
func (s *Server) fillCaseChat() {
	s.files.index(&file{ID: "FILE_OK", Path: "photos/ok.png", Size: 4, Width: 20, Height: 10, data: []byte("file")})
	s.files.index(&file{ID: "FILE_BIG", Path: "documents/big.bin", Size: 25 << 20})
	c := s.chats.byID[1001]
	c.nextID = 10
	button := &Keyboard{Rows: [][]Button{{{Text: "Menu", Data: "menu"}}}}
	for _, e := range []*entry{
		{Message: Message{From: &s.chats.me, Text: "hello"}},
		{Message: Message{From: &s.chats.me, Text: "menu", Markup: button}},
		{Message: Message{From: &s.chats.me, Caption: "caption", Photo: sizes(s.files.byID["FILE_OK"])}},
		{Message: Message{From: s.chats.users[1001], Text: "mine"}},
		{Message: Message{From: &s.chats.me, Text: "another"}},
		{Message: Message{From: &s.chats.me, Text: "old"}},
		{Message: Message{From: &s.chats.me, Text: "with a reply keyboard"}, Fixed: true},
		{Message: Message{From: &s.chats.me, Text: "forwarded"}, Fixed: true},
	} {
		s.chats.post(c, e)
	}
	c.find(15).Date -= int64((49 * time.Hour).Seconds())
	now := s.chats.now()
	s.queries.presses["777"] = &Query{ID: "777", user: 1001, ends: now.Add(time.Minute), done: make(chan struct{})}
	s.queries.presses["778"] = &Query{ID: "778", user: 1001, ends: now.Add(-time.Minute), done: make(chan struct{})}
	s.queries.inline["888"], s.queries.inline["889"] = now.Add(time.Minute), now.Add(-time.Minute)
}

func (c testCase) run(t *testing.T, encoding string) {
	t.Helper()
	s := newCaseServer(t)
	s.prepare(c.Setup)
	w := httptest.NewRecorder()
	c.handler(s).ServeHTTP(w, c.request(t, encoding))
	var got map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatalf("%s: %v in %q", encoding, err, w.Body)
	}
	var problems []string
	fail := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	c.checkAnswer(got, w, fail)
	if c.Then != "" {
		path := got["result"].(map[string]any)["file_path"].(string)
		file := httptest.NewRecorder()
		s.API().ServeHTTP(file, httptest.NewRequest(http.MethodGet, "http://localhost/file/bot"+testToken+"/"+path, nil))
		if file.Body.String() != "file" {
			fail("download gave %q", file.Body)
		}
	}
	if problems != nil {
		t.Errorf("%s %s: %s\nanswer: %.600s", c.Method, encoding, strings.Join(problems, "; "), w.Body)
	}
}

// handler answers the case's request: the server does, but where the setup is that it refuses the next call.
func (c testCase) handler(s *Server) http.Handler {
	if !strings.HasPrefix(c.Setup, "flood") {
		return s.API()
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		(&Error{Code: 429, Description: "Too Many Requests: retry after 7", RetryAfter: 7}).Write(w)
	})
}

// prepare brings about what a case's setup says beyond the common state.
func (s *Server) prepare(setup string) {
	switch {
	case strings.HasPrefix(setup, "webhook set"):
		s.queue.reader = &hook{url: "https://bot.example.com/h", connections: 40, cancel: func() {}}
	case setup == "after the previous case":
		s.menu.commands[commandScope{kind: "default"}] = []Command{{"start", "Begin"}}
	}
}

func (c testCase) checkAnswer(got map[string]any, w *httptest.ResponseRecorder, fail func(string, ...any)) {
	want := c.Expect
	if got["ok"] != want.OK {
		fail("ok is %v", got["ok"])
	}
	if want.Result != nil {
		match("result", want.Result, got["result"], fail)
	}
	description, _ := got["description"].(string)
	if !want.OK {
		if got["error_code"] != want.ErrorCode || w.Code != int(want.ErrorCode) {
			fail("error_code %v, status %d, want %v", got["error_code"], w.Code, want.ErrorCode)
		}
		if !c.describes(description) {
			fail("description %q, want %s %q", description, want.Match, want.Description)
		}
	}
	if c.ResponseComment != "" && description != c.ResponseComment {
		fail("description %q, want %q", description, c.ResponseComment)
	}
	for name, value := range c.Headers {
		if w.Header().Get(name) != value {
			fail("header %s is %q, want %q", name, w.Header().Get(name), value)
		}
	}
	if c.Parameters != nil {
		match("parameters", c.Parameters, got["parameters"], fail)
	}
}

func (c testCase) describes(got string) bool {
	for _, want := range append(c.Alt, c.Expect.Description) {
		if got == want || c.Expect.Match == "prefix" && strings.HasPrefix(got, want) || c.Expect.Match == "contains" && strings.Contains(got, want) {
			return true
		}
	}
	return false
}

// request builds the case's request in one encoding.
func (c testCase) request(t *testing.T, encoding string) *http.Request {
	t.Helper()
	token, verb := testToken, http.MethodPost
	if c.HTTP.Token != "" {
		token = c.HTTP.Token
	}
	if c.HTTP.Verb != "" {
		verb = c.HTTP.Verb
	}
	path := "/bot" + token + "/" + c.Method
	if c.HTTP.Path != "" {
		path = c.HTTP.Path
	}
	params := expand(c.Params).(map[string]any)
	var body io.Reader
	kind := "application/json"
	switch encoding {
	case "json":
		data, err := json.Marshal(params)
		if err != nil {
			t.Fatal(err)
		}
		body = bytes.NewReader(data)
	case "query":
		path += "?" + values(params).Encode()
	case "form":
		body, kind = strings.NewReader(values(params).Encode()), "application/x-www-form-urlencoded"
	case "multipart":
		body, kind = multipartBody(t, params)
		if c.HTTP.Body != nil {
			body, kind = strings.NewReader(*c.HTTP.Body), c.HTTP.Encoding
		}
	}
	r := httptest.NewRequest(verb, "http://localhost"+path, body)
	r.Header.Set("Content-Type", kind)
	return r
}

func multipartBody(t *testing.T, params map[string]any) (io.Reader, string) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for name, v := range params {
		object, _ := v.(map[string]any)
		if up, ok := object["$upload"].(map[string]any); ok {
			part, err := m.CreateFormFile(name, up["name"].(string))
			if err != nil {
				t.Fatal(err)
			}
			part.Write(bytes.Repeat([]byte("x"), int(up["size"].(float64))))
			continue
		}
		if err := m.WriteField(name, plain(v)); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return &b, m.FormDataContentType()
}

// plain writes a value as a form field.
func plain(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	data, _ := json.Marshal(v)
	return string(data)
}

func values(params map[string]any) url.Values {
	out := url.Values{}
	for name, v := range params {
		out.Set(name, plain(v))
	}
	return out
}

// expand replaces the cases' generators by what they make.
func expand(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if r, ok := v["$repeat"].([]any); ok {
			return strings.Repeat(r[0].(string), int(r[1].(float64)))
		}
		if v["$same_as_current"] != nil {
			return map[string]any{"inline_keyboard": []any{[]any{map[string]any{"text": "Menu", "callback_data": "menu"}}}}
		}
		out := map[string]any{}
		for k, x := range v {
			out[k] = expand(x)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = expand(x)
		}
		return out
	}
	return v
}

// match checks that got holds what want asks for.
func match(at string, want, got any, fail func(string, ...any)) {
	switch want := want.(type) {
	case map[string]any:
		for key, w := range want {
			if strings.HasPrefix(key, "$") {
				matchSpecial(at, key, w, got, fail)
				continue
			}
			fields, _ := got.(map[string]any)
			match(at+"."+key, w, fields[key], fail)
		}
	case []any:
		list, _ := got.([]any)
		if len(list) != len(want) {
			fail("%s has %d entries, want %d", at, len(list), len(want))
			return
		}
		for i := range want {
			match(fmt.Sprintf("%s[%d]", at, i), want[i], list[i], fail)
		}
	default:
		if want != got {
			fail("%s is %v, want %v", at, got, want)
		}
	}
}

func matchSpecial(at, key string, want, got any, fail func(string, ...any)) {
	fields, _ := got.(map[string]any)
	list, _ := got.([]any)
	text, _ := fields["text"].(string)
	ok := false
	switch key {
	case "$has":
		ok = fields[want.(string)] != nil
	case "$no":
		_, there := fields[want.(string)]
		ok = !there
	case "$only":
		ok = len(fields) == 1 && fields[want.(string)] != nil
	case "$len":
		ok = len(list) == int(want.(float64))
	case "$same":
		ok = len(list) > 0
		for _, x := range list {
			ok = ok && x.(map[string]any)[want.(string)] == list[0].(map[string]any)[want.(string)]
		}
	case "$text_length", "$text_runes":
		ok = utf8.RuneCountInString(text) == int(want.(float64))
	case "$button", "$row0_len":
		row := firstRow(fields)
		if key == "$row0_len" {
			ok = len(row) == int(want.(float64))
			break
		}
		if ok = len(row) > 0; ok {
			match(at+" button", want, row[0], fail)
		}
	}
	if !ok {
		fail("%s: %s %v does not hold", at, key, want)
	}
}

func firstRow(message map[string]any) []any {
	markup, _ := message["reply_markup"].(map[string]any)
	rows, _ := markup["inline_keyboard"].([]any)
	if len(rows) == 0 {
		return nil
	}
	return rows[0].([]any)
}
