package botapi

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// begin opens the page as Lin Mei, who has pressed Start.
func begin(t *testing.T) *browser {
	t.Helper()
	b := openBrowser(t)
	b.open("/?as=11")
	b.clickText("Start")
	b.sees("Welcome, Lin Mei")
	return b
}

// TestPageLosesNothing: what cannot be sent stays in the log as not sent, and goes once when the server can be reached
// again; what did arrive although no answer came back is not sent a second time.
func TestPageLosesNothing(t *testing.T) {
	t.Parallel()
	b := begin(t)
	b.do(chromedp.Evaluate[chromedp.Void](`
		window.real = window.fetch;
		window.fetch = () => Promise.reject(new TypeError("no line"));`))
	b.say("one")
	b.say("two")
	b.until("document.querySelectorAll('.row.mine .again').length === 2")
	b.do(chromedp.Evaluate[chromedp.Void]("window.fetch = window.real; document.querySelector('.again').click()"))
	b.sees("Echo: one")
	b.sees("Echo: two")
	b.until("!document.querySelector('.again') && document.querySelectorAll('.row.mine').length === 3")
	b.do(chromedp.Evaluate[chromedp.Void](`
		window.fetch = async (...a) => { await window.real(...a); throw new TypeError("answer lost"); };`))
	b.say("three")
	b.sees("Echo: three")
	b.do(chromedp.Evaluate[chromedp.Void]("window.fetch = window.real; load()"))
	b.until("!document.querySelector('.again') && document.querySelectorAll('.row.mine').length === 4")
	if n := len(b.s.User(11).History()); n != 8 {
		t.Errorf("%d messages, not Start, three more and their answers", n)
	}
}

// TestPageShowsWhatComesWhileItLoads: an answer that comes between the server's telling of a chat and its drawing is drawn, too.
func TestPageShowsWhatComesWhileItLoads(t *testing.T) {
	t.Parallel()
	b := begin(t)
	b.do(chromedp.Evaluate[chromedp.Void](`
		window.real = window.fetch;
		window.fetch = async (...a) => { const r = await real(...a); await new Promise((done) => { window.release = done; }); return r; };
		void load()`))
	b.until("window.release")
	b.s.User(11).Say("between")
	b.sees("Echo: between")
	b.do(chromedp.Evaluate[chromedp.Void](`
		window.drawn = new Promise((done) => new MutationObserver(() => log.hasAttribute("aria-busy") || done()).observe(log, { attributes: true }));
		window.fetch = real;
		release();
		drawn`))
	b.sees("Echo: between")
}

// TestPageShowsWhatComesBeforeItListens: no answer falls between the drawing of a chat and the opening of the stream.
func TestPageShowsWhatComesBeforeItListens(t *testing.T) {
	t.Parallel()
	b := begin(t)
	script := page.AddScriptToEvaluateOnNewDocumentParams{Source: `
		const Real = window.EventSource;
		window.EventSource = class extends EventTarget {
			constructor(path) {
				super();
				window.release = () => {
					const real = new Real(path);
					real.onopen = (e) => { this.onopen?.(e); this.dispatchEvent(new Event("open")); };
					real.onmessage = (e) => this.onmessage(e);
				};
			}
		};`}
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, script); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.Reload())
	b.until("window.release")
	b.s.User(11).Say("early")
	if _, err := b.s.User(11).Wait(b.ctx, func(h History) bool { return h[len(h)-1].Text == "Echo: early" }); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.Evaluate[chromedp.Void]("release()"))
	b.sees("Echo: early")
}

// TestPageKeepsWhatIsTyped: words not sent yet are there again after a reload, and each person's are their own.
func TestPageKeepsWhatIsTyped(t *testing.T) {
	t.Parallel()
	b := begin(t)
	const typed = "document.getElementById('text').value === "
	b.do(chromedp.SendKeys(chromedp.CSS("#text"), "half a sent"), chromedp.Reload())
	b.until(typed + "'half a sent'")
	b.click("#openPeople")
	b.click("#personas [data-id='13']")
	b.until("document.getElementById('meAvatar').textContent === 'A' && " + typed + "''")
	b.do(chromedp.Evaluate[chromedp.Void]("history.back()"))
	b.until("document.getElementById('meAvatar').textContent === 'L' && " + typed + "'half a sent'")
	b.do(chromedp.SendKeys(chromedp.CSS("#text"), "ence\r"))
	b.sees("Echo: half a sentence")
	b.do(chromedp.Reload())
	b.sees("Echo: half a sentence")
	b.until(typed + "''")
}

// TestPageBackClosesPeople: the back button takes the list of people away and leaves the chat as it is.
func TestPageBackClosesPeople(t *testing.T) {
	t.Parallel()
	b := begin(t)
	const open = "document.getElementById('people').classList.contains('open') && document.querySelector('main').inert"
	b.click("#openPeople")
	b.until(open)
	b.do(chromedp.Evaluate[chromedp.Void]("history.back()"))
	b.until("!(" + open + ") && location.search === '?as=11'")
	b.click("#openPeople")
	b.click("#closePeople")
	b.until("!(" + open + ") && document.activeElement.id === 'openPeople'")
	b.sees("Welcome, Lin Mei")
}

// TestPageStartsOnce: a double tap on Start is one start.
func TestPageStartsOnce(t *testing.T) {
	t.Parallel()
	b := openBrowser(t)
	b.open("/?as=11")
	b.until("!document.getElementById('start').hidden")
	b.do(chromedp.Evaluate[chromedp.Void]("document.getElementById('start').click(); document.getElementById('start').click()"))
	b.sees("Welcome, Lin Mei")
	b.say("hello")
	b.sees("Echo: hello")
	if n := len(b.s.User(11).History()); n != 4 {
		t.Errorf("%d messages, not Start, hello and their answers", n)
	}
}

// TestPageReadsFromTheBeginning: an answer longer than the screen is shown from its first line, a short one at the end.
func TestPageReadsFromTheBeginning(t *testing.T) {
	t.Parallel()
	b := begin(t)
	const top = "(document.querySelector('.row:last-child').getBoundingClientRect().top - document.getElementById('log').getBoundingClientRect().top)"
	b.s.User(11).Say(strings.Repeat("one more line\n", 60))
	b.until("document.querySelectorAll('.row').length === 4 && Math.abs(" + top + ") < 20 && !document.getElementById('down').hidden")
	b.say("short")
	b.sees("Echo: short")
	b.until("document.getElementById('down').hidden && " + top + " > 300")
}
