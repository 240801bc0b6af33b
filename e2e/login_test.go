package e2e

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/chromedp/chromedp"
)

const pagePassword = "芝麻 open"

// TestAnOpenPageIsRefused: nobody serves the chat page to others by mistake.
func TestAnOpenPageIsRefused(t *testing.T) {
	t.Parallel()
	settings := append(settingsOf(t), "OLDHAND_LISTEN=0.0.0.0:0")
	for _, verb := range []string{"serve", "doctor"} {
		if said, err := answer(t.Context(), settings, verb); err == nil || !strings.Contains(fmt.Sprint(said, err), "the chat page has no password") {
			t.Errorf("%s: %s, %v", verb, said, err)
		}
	}
}

// TestLogin opens the page under a name that is not this machine's, by an invitation: one logs in, writes and is answered,
// is led back to the login when the session ends, finds there what was typed, and logs out.
func TestLogin(t *testing.T) {
	t.Parallel()
	port := serveProgram(t, append(settingsOf(t), "OLDHAND_LISTEN=0.0.0.0:0", "OLDHAND_OPEN=1", "OLDHAND_PAGE_PASSWORD="+pagePassword))
	p := openPhone(t, served{page: "http://chat.example.com:" + port + "/"})
	p.do(chromedp.Navigate(p.page + "?start="))
	p.login("sesame")
	p.until("document.getElementById('problem') && document.documentElement.scrollWidth <= 390")
	p.login(pagePassword)
	p.sees("Welcome, Visitor 1", "You are in as seller")
	p.say("help")
	p.sees("Write as you talk")

	p.do(chromedp.SendKeys(chromedp.CSS("#text"), "half a sentence"))
	p.do(chromedp.Evaluate[chromedp.Void]("void fetch('/logout', {method: 'POST'})"))
	p.login(pagePassword)
	p.until("document.getElementById('text')?.value === 'half a sentence'")

	p.do(chromedp.Click(chromedp.CSS("#openPeople"), chromedp.NodeVisible), chromedp.Click(chromedp.CSS("#logout"), chromedp.NodeVisible))
	p.until("location.pathname === '/login' && !localStorage.length")
	p.do(chromedp.Navigate(p.page))
	p.until("location.pathname === '/login' && document.getElementById('login')")
}

// login waits for the login page and gives a password.
func (p *phone) login(password string) {
	p.Helper()
	p.until("location.pathname === '/login' && document.getElementById('password')")
	p.do(chromedp.SendKeys(chromedp.CSS("#password"), password+"\r"))
}

var pageAt = regexp.MustCompile(`^oldhand is serving at http://\S+:(\d+)/\n`)

// serveProgram serves the chat page by a process of its own until the test ends, and gives its port.
func serveProgram(t *testing.T, settings []string) (port string) {
	t.Helper()
	command, err := oldhand(context.Background(), settings, "serve")
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	command.Stderr = &log
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	t.Cleanup(func() {
		if err := command.Process.Signal(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
		if err := command.Wait(); err != nil || t.Failed() {
			t.Errorf("the program ends with %v\n%s", err, log.String())
		}
	})
	at := pageAt.FindStringSubmatch(line)
	if at == nil {
		t.Fatalf("it does not serve: %q", line)
	}
	return at[1]
}
