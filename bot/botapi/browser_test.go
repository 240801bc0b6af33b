package botapi

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"iter"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// echoBot is a small bot that speaks plain HTTP, to have somebody at the other end of the page.
type echoBot struct {
	t    *testing.T
	base string // of the Bot API, with the token
	stop context.CancelFunc
	done sync.WaitGroup
}

func startEchoBot(t *testing.T, host string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	b := &echoBot{t: t, base: host + "/bot" + testToken + "/", stop: stop}
	b.post(ctx, "setMyCommands", map[string]any{"commands": []Command{{"orders", "Your orders"}, {"help", "What I can do"}}})
	b.post(ctx, "setMyCommands", map[string]any{"commands": []Command{{"orders", "我的订单"}, {"help", "我能做什么"}}, "language_code": "zh"})
	b.done.Go(func() { b.run(ctx) })
	t.Cleanup(func() { stop(); b.done.Wait() })
}

func (b *echoBot) post(ctx context.Context, method string, params any) json.RawMessage {
	data, err := json.Marshal(params)
	if err != nil {
		b.t.Error(err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, b.base+method, bytes.NewReader(data))
	if err != nil {
		b.t.Error(err)
		return nil
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil
	}
	defer answer.Body.Close()
	var out reply
	if err := json.NewDecoder(answer.Body).Decode(&out); err != nil || !out.OK {
		b.t.Errorf("%s: %v %s", method, err, out.Description)
	}
	return out.Result
}

func (b *echoBot) run(ctx context.Context) {
	var offset int64
	for ctx.Err() == nil {
		var updates []struct {
			ID       int64    `json:"update_id"`
			Message  *Message `json:"message"`
			Edited   *Message `json:"edited_message"`
			Callback *struct {
				ID, Data string
				Message  Message
			} `json:"callback_query"`
		}
		if json.Unmarshal(b.post(ctx, "getUpdates", map[string]any{"offset": offset, "timeout": 30}), &updates) != nil {
			return
		}
		for _, u := range updates {
			offset = u.ID + 1
			switch {
			case u.Message != nil:
				b.message(ctx, u.Message)
			case u.Edited != nil:
				b.post(ctx, "sendMessage", map[string]any{"chat_id": u.Edited.Chat.ID, "text": "You changed it to: " + u.Edited.Text})
			case u.Callback != nil:
				m := u.Callback.Message
				b.post(ctx, "editMessageText", map[string]any{"chat_id": m.Chat.ID, "message_id": m.ID, "text": "<b>Pressed</b>: " + u.Callback.Data, "parse_mode": "HTML"})
				b.post(ctx, "answerCallbackQuery", map[string]any{"callback_query_id": u.Callback.ID, "text": "Done: " + u.Callback.Data})
			}
		}
	}
}

func (b *echoBot) message(ctx context.Context, m *Message) {
	b.post(ctx, "sendChatAction", map[string]any{"chat_id": m.Chat.ID, "action": "typing"})
	switch {
	case m.Photo != nil:
		b.post(ctx, "sendPhoto", map[string]any{"chat_id": m.Chat.ID, "photo": m.Photo[len(m.Photo)-1].FileID, "caption": "Your picture"})
	case m.Text == "keyboard":
		b.post(ctx, "sendMessage", map[string]any{"chat_id": m.Chat.ID, "text": "Choose", "reply_markup": map[string]any{
			"keyboard": []any{[]any{"找货 Find", map[string]any{"text": "我的订单 Orders"}}, []any{"No keyboard"}}, "resize_keyboard": true}})
	case m.Text == "once":
		b.post(ctx, "sendMessage", map[string]any{"chat_id": m.Chat.ID, "text": "Choose once", "reply_markup": map[string]any{
			"keyboard": []any{[]any{"Yes", "No"}}, "one_time_keyboard": true}})
	case m.Text == "No keyboard":
		b.post(ctx, "sendMessage", map[string]any{"chat_id": m.Chat.ID, "text": "Gone", "reply_markup": map[string]any{"remove_keyboard": true}})
	case strings.HasPrefix(m.Text, "/start"):
		b.post(ctx, "sendMessage", map[string]any{"chat_id": m.Chat.ID, "parse_mode": "HTML",
			"text": "Welcome, <b>" + m.From.FirstName + "</b>. Payload: <code>" + strings.TrimPrefix(m.Text, "/start ") + "</code>",
			"reply_markup": &Keyboard{Rows: [][]Button{
				{{Text: "Confirm", Data: "confirm", Style: "primary"}, {Text: "Cancel", Data: "cancel"}}, {{Text: "Copy number", Copy: &Copy{"ORD-17"}}},
			}}})
	default:
		b.post(ctx, "sendMessage", map[string]any{"chat_id": m.Chat.ID, "text": "Echo: " + m.Text})
	}
}

// browser opens the page on a phone's screen and keeps what its console complains about.
type browser struct {
	*testing.T
	s        *Server
	ctx      context.Context
	base     string
	mu       sync.Mutex
	problems []string
}

var testPersonas = []Persona{
	{ID: 11, Name: "Lin Mei", Language: "en", Role: Bilingual{"Seller", "卖家"}, About: Bilingual{"Sells hair clips on three platforms", "在三个平台卖发夹"}},
	{ID: 12, Name: "陈大海", Language: "zh-hans", Role: Bilingual{"Distributor", "分销商"}, About: Bilingual{"Haishun Small Goods, stalls 3-120", "海顺小商品，3-120 号摊位"}, Start: "d-12"},
	{ID: 13, Name: "Auntie Wu", Language: "en", Role: Bilingual{"Old hand", "老前辈"}, About: Bilingual{"Twenty years in the village", "在村里做了二十年"}},
}

func openBrowser(t *testing.T) *browser {
	t.Helper()
	s, err := New(Config{Token: testToken, BotName: "oldhand", Personas: testPersonas})
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(s.Handler())
	t.Cleanup(web.Close)
	t.Cleanup(s.Close)
	startEchoBot(t, web.URL)
	options := []chromedp.ExecAllocatorOption{chromedp.UserDataDir(t.TempDir()),
		chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("lang", "en"), chromedp.Flag("force-prefers-reduced-motion", true)}
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	b := &browser{T: t, s: s, ctx: ctx, base: web.URL}
	console := chromedp.Console(ctx)
	var reading sync.WaitGroup
	reading.Go(func() { b.listen(console) })
	t.Cleanup(func() { stop(); reading.Wait() })
	b.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulatePortrait))
	return b
}

// listen keeps every message of the console.
func (b *browser) listen(console iter.Seq2[chromedp.ConsoleMessage, error]) {
	for m, err := range console {
		if err != nil {
			return
		}
		b.mu.Lock()
		b.problems = append(b.problems, m.String())
		b.mu.Unlock()
	}
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.Fatalf("%v; console: %q", err, b.problems)
	}
}

// dark makes the browser prefer a dark page.
func (b *browser) dark() {
	b.Helper()
	params := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, params); err != nil {
		b.Fatal(err)
	}
}

func (b *browser) open(path string) { b.Helper(); b.do(chromedp.Navigate(b.base + path)) }

// until waits until a condition on the page holds.
func (b *browser) until(condition string) {
	b.Helper()
	b.do(chromedp.Poll[chromedp.Void](condition, chromedp.WithPollingMutation(), chromedp.WithPollingTimeout(20*time.Second)))
}

// sees waits for text in the log.
func (b *browser) sees(text string) {
	b.Helper()
	b.until(fmt.Sprintf("document.getElementById('log').textContent.includes(%q)", text))
}

func (b *browser) say(text string) {
	b.Helper()
	b.do(chromedp.Evaluate[chromedp.Void]("document.getElementById('text').value = ''"), chromedp.SendKeys(chromedp.CSS("#text"), text+"\r"))
	b.until("document.getElementById('text').value === ''")
}

// fits fails when the page is wider than the screen or the console complained.
func (b *browser) fits(where string) {
	b.Helper()
	width, err := chromedp.Run(b.ctx, chromedp.Evaluate[int]("Math.max(document.documentElement.scrollWidth, document.getElementById('log').scrollWidth)"))
	if err != nil || width > 390 {
		b.Errorf("%s: %d pixels wide, %v", where, width, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.problems != nil {
		b.Errorf("%s: the console says %q", where, b.problems)
	}
}

func (b *browser) click(selector string) {
	b.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// clickText clicks the button with a text.
func (b *browser) clickText(text string) {
	b.Helper()
	b.do(chromedp.Click(fmt.Sprintf("//button[contains(., %q)]", text), chromedp.NodeVisible))
}

func writePicture(t *testing.T) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for i := range 640 * 480 {
		img.Set(i%640, i/640, color.RGBA{uint8(i % 640 / 3), uint8(i / 640 / 2), 120, 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "hairclips.png")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestPage goes through everything a visitor does, on a phone's screen.
func TestPage(t *testing.T) {
	t.Parallel()
	b := openBrowser(t)
	b.open("/")
	b.until("document.querySelectorAll('#personas .person').length === 3")
	b.fits("people")
	b.click("#personas [data-id='11']")
	b.clickText("Start")
	b.sees("Welcome, Lin Mei")
	b.clickText("Confirm")
	b.sees("Pressed: confirm")
	b.until("document.getElementById('toast').textContent === 'Done: confirm'")
	b.until("!document.querySelector('.keys')")
	b.say("hello <b>there</b> & https://example.com/" + strings.Repeat("x", 120))
	b.sees("Echo: hello <b>there</b> &")
	b.fits("chat")
	b.edit()
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#photo"), []string{writePicture(t)}))
	b.sees("Your picture")
	b.until("[...document.querySelectorAll('.picture img')].length === 2")
	b.click(".row:last-child .picture")
	b.until("document.getElementById('viewer').open")
	b.click("#viewer button")
	b.languages()
	b.dark()
	b.until("getComputedStyle(document.body).backgroundColor === 'rgb(15, 18, 20)'")
	b.fits("dark")
}

// edit changes the newest message of the visitor's own.
func (b *browser) edit() {
	b.Helper()
	b.do(chromedp.Evaluate[chromedp.Void]("[...document.querySelectorAll('.mine .more')].at(-1).click()"))
	b.clickText("Edit")
	b.say("corrected")
	b.sees("You changed it to: corrected")
	b.until("[...document.querySelectorAll('.mine .words')].at(-1).textContent === 'corrected'")
}

// languages switches the page to Chinese, takes a command from the menu, and looks at another person's unread chat.
func (b *browser) languages() {
	b.Helper()
	b.click("#language")
	b.until("document.documentElement.lang === 'zh-CN' && document.getElementById('text').placeholder === '消息'")
	b.click("#menu")
	b.clickText("/orders")
	b.sees("Echo: /orders")
	b.fits("Chinese")
	b.click("#openPeople")
	b.until("document.querySelector('#people').innerText.includes('海顺小商品')")
	b.click("#personas [data-id='12']")
	b.clickText("开始")
	b.sees("Payload: d-12")
	b.click("#menu")
	b.until("document.getElementById('commands').innerText.includes('我的订单')")
	b.s.User(11).Say("meanwhile")
	b.until("!document.querySelector('#openPeople .dot').hidden && document.querySelector('[data-id=\"11\"] .dot')")
}

// TestPageReplyKeyboard: the buttons under the input say what stands on them, stay over a reload, and go when the bot
// takes them away or when they were meant for one tap.
func TestPageReplyKeyboard(t *testing.T) {
	t.Parallel()
	b := openBrowser(t)
	const shown = "!document.getElementById('replies').hidden && document.querySelectorAll('#replies button').length === "
	b.open("/?as=11")
	b.clickText("Start")
	b.sees("Welcome, Lin Mei")
	b.say("keyboard")
	b.until(shown + "3")
	b.fits("reply keyboard")
	b.do(chromedp.Reload())
	b.until(shown + "3")
	b.clickText("我的订单 Orders")
	b.sees("Echo: 我的订单 Orders")
	b.until(shown + "3")
	b.clickText("No keyboard")
	b.until("document.getElementById('replies').hidden")
	b.say("once")
	b.until(shown + "2")
	b.clickText("Yes")
	b.until("document.getElementById('replies').hidden")
	b.do(chromedp.Reload())
	b.sees("Echo: Yes")
	b.until("document.getElementById('replies').hidden")
}

// TestPageShowsEachMessageOnce: what a visitor writes stands there once from the first moment on, though the stream may
// bring it before the answer to sending does.
func TestPageShowsEachMessageOnce(t *testing.T) {
	t.Parallel()
	b := openBrowser(t)
	b.open("/?as=12")
	b.clickText("Start")
	b.sees("Payload: d-12")
	b.until("[...document.querySelectorAll('.mine .words')].every((w) => w.textContent === '/start')")
	b.do(chromedp.Evaluate[chromedp.Void](`
		window.most = 0;
		new MutationObserver(() => { most = Math.max(most, document.querySelectorAll(".mine").length); }).observe(document.getElementById("log"), { childList: true });
		const real = window.fetch;
		window.fetch = async (...a) => { const r = await real(...a); await new Promise((done) => { window.release = done; }); return r; };`))
	b.do(chromedp.SendKeys(chromedp.CSS("#text"), "only once\r"))
	b.sees("Echo: only once")
	b.until("document.querySelectorAll('.mine').length === 2 && most === 2 && (release(), true)")
}

// TestPageDeepLink opens the page by an invitation: somebody new presses Start with it.
func TestPageDeepLink(t *testing.T) {
	t.Parallel()
	b := openBrowser(t)
	b.open("/?start=inv_42")
	b.sees("Payload: inv_42")
	b.until("location.search === '?as=900000001'")
	b.open("/?as=13")
	b.until("document.getElementById('meAvatar').textContent === 'A'")
	b.fits("deep link")
}

// TestPageOfAnEmptyVillage: where nobody is known yet, somebody new may come.
func TestPageOfAnEmptyVillage(t *testing.T) {
	t.Parallel()
	b := openBrowser(t)
	b.s.SetPersonas(nil)
	b.open("/")
	b.click("#newVisitor")
	b.clickText("Start")
	b.sees("Welcome, Visitor 1")
}

// TestDoors: page and methods answer to this machine's own names only, and no web page may call the bot's methods.
func TestDoors(t *testing.T) {
	t.Parallel()
	s := newCaseServer(t)
	for _, path := range []string{"/", "/page/people", "/page/chat?as=1001", "/page/events", "/page/file/FILE_OK", "/nothing",
		"/bot" + testToken + "/getMe", "/file/bot" + testToken + "/photos/ok.png"} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host = "evil.example"
		w := httptest.NewRecorder()
		if s.Handler().ServeHTTP(w, r); w.Code != http.StatusForbidden {
			t.Errorf("%s: status %d", path, w.Code)
		}
	}
	r := httptest.NewRequest(http.MethodPost, "http://localhost/bot"+testToken+"/getMe", nil)
	r.Header.Set("Origin", "http://localhost:8080")
	w := httptest.NewRecorder()
	if s.Handler().ServeHTTP(w, r); w.Code != http.StatusForbidden {
		t.Errorf("a call from a web page: status %d", w.Code)
	}
}
