package telegram

import (
	"errors"
	"testing"
	"time"

	"oldhand/bot"
)

var errUnknown = errors.New("unknown outcome")

// TestClassify goes through everything that the Bot API is known to answer to a send.
func TestClassify(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]error{
		refusal(403, "Forbidden: bot was blocked by the user"):                                                                        bot.ErrChatClosed,
		refusal(403, "Forbidden: user is deactivated"):                                                                                bot.ErrChatClosed,
		refusal(403, "Forbidden: bot can't initiate conversation with a user"):                                                        bot.ErrChatClosed,
		refusal(403, "Forbidden: the bot can't send messages to the bot"):                                                             bot.ErrChatClosed,
		refusal(403, "Forbidden: bot was kicked from the group chat"):                                                                 bot.ErrChatClosed,
		refusal(400, "Bad Request: chat not found"):                                                                                   bot.ErrChatClosed,
		refusal(400, "Bad Request: PEER_ID_INVALID"):                                                                                  bot.ErrChatClosed,
		refusal(400, "Bad Request: message text is empty"):                                                                            bot.ErrRefused,
		refusal(400, "Bad Request: message is too long"):                                                                              bot.ErrRefused,
		refusal(400, "Bad Request: BUTTON_DATA_INVALID"):                                                                              bot.ErrRefused,
		refusal(400, "Bad Request: reply markup is too long"):                                                                         bot.ErrRefused,
		refusal(400, "Bad Request: inline keyboard expected"):                                                                         bot.ErrRefused,
		refusal(413, "Request Entity Too Large"):                                                                                      bot.ErrRefused,
		`{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded","parameters":{"migrate_to_chat_id":-100}}`: bot.ErrRefused,
		refusal(401, "Unauthorized"):                                                                                                  errUnknown,
		refusal(404, "Not Found"):                                                                                                     errUnknown,
		refusal(500, "Internal Server Error: restart"):                                                                                errUnknown,
		"HTTP 502 <html>bad</html>":                                                                                                   errUnknown,
		"drop":                                                                                                                        errUnknown,
		`{"ok":true,"result":"not a message"}`:                                                                                        errUnknown,
	} {
		t.Run(answer, func(t *testing.T) {
			t.Parallel()
			s := newServer(t).answers("sendMessage", answer)
			_, err := newBot(t, s, nil).Show(t.Context(), 7, bot.Outgoing{Text: "x"}, nil)
			if err == nil {
				t.Fatal("no error")
			}
			checkNoToken(t, err.Error())
			known := errors.Is(err, bot.ErrChatClosed) || errors.Is(err, bot.ErrRefused) || errors.As(err, new(*bot.WaitError))
			if want == errUnknown && known || want != errUnknown && !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		})
	}
}

func TestTooManyRequestsSayHowLong(t *testing.T) {
	t.Parallel()
	s := newServer(t).answers("sendMessage", `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 17","parameters":{"retry_after":17}}`)
	_, err := newBot(t, s, nil).Show(t.Context(), 7, bot.Outgoing{Text: "x"}, nil)
	var wait *bot.WaitError
	if !errors.As(err, &wait) || wait.After != 17*time.Second {
		t.Errorf("got %v", err)
	}
}

func TestTheTokenIsInNoError(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]string{"nobody there": "http://127.0.0.1:1", "no address": "http://[::1", "no scheme": "x"} {
		b, err := New(Config{Token: token, APIURL: url})
		if err != nil {
			t.Fatal(err)
		}
		_, sent := b.Show(t.Context(), 7, bot.Outgoing{Text: "x"}, nil)
		_, asked := Username(t.Context(), url, token)
		_, polled := b.getUpdates(t.Context(), 0)
		_, fetched := b.File(t.Context(), bot.Attachment{ID: "f"})
		for _, err := range []error{sent, asked, b.redact(polled), fetched, b.SetWebhook(t.Context(), "https://x")} {
			if err == nil {
				t.Errorf("%s: no error", name)
				continue
			}
			checkNoToken(t, err.Error())
		}
	}
	if _, err := New(Config{}); err == nil {
		t.Error("a bot without a token")
	}
}
