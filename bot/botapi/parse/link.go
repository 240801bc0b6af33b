package parse

import (
	"net/url"
	"strconv"
	"strings"
)

var errHTTPURL = refuse("Wrong HTTP URL")

// Link checks a link and gives it as Telegram writes it: with a scheme, and a slash after a bare host.
func Link(raw string) (string, error) {
	raw = strings.TrimSpace(raw)
	if raw == "" || strings.ContainsAny(raw, " \n\t\x00") {
		return "", errHTTPURL
	}
	lower := strings.ToLower(raw)
	for _, scheme := range []string{"tg:", "ton:"} {
		if strings.HasPrefix(lower, scheme) {
			return raw, nil
		}
	}
	if !strings.Contains(raw, "://") {
		raw = "http://" + raw
	}
	u, err := url.Parse(raw)
	if err != nil {
		return "", errHTTPURL
	}
	if u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "tonsite" {
		return "", refuse("Unsupported URL protocol")
	}
	if host := u.Hostname(); !strings.Contains(strings.Trim(host, "."), ".") && !strings.Contains(host, ":") {
		return "", errHTTPURL
	}
	if u.Path == "" && u.RawQuery == "" && u.Fragment == "" {
		return strings.TrimRight(raw, "?#") + "/", nil
	}
	return raw, nil
}

// linkUser gives the user of a tg://user?id=N link.
func linkUser(raw string) (int64, bool) {
	rest, ok := strings.CutPrefix(strings.ToLower(raw), "tg://user?id=")
	if !ok {
		rest, ok = strings.CutPrefix(strings.ToLower(raw), "tg:user?id=")
	}
	if !ok {
		return 0, false
	}
	id, err := strconv.ParseInt(rest, 10, 64)
	return id, err == nil && id > 0
}

// linkEntity completes a link over e's range; ok is false where Telegram drops the link and keeps the text.
func linkEntity(e Entity, target string) (Entity, bool) {
	if id, ok := linkUser(target); ok {
		e.Type, e.UserID = "text_mention", id
		return e, true
	}
	u, err := Link(target)
	if err != nil {
		return e, false
	}
	e.Type, e.URL = "text_link", u
	return e, true
}

// emojiID reads the identifier of a custom emoji.
func emojiID(s string) (string, error) {
	if _, err := strconv.ParseInt(s, 10, 64); err != nil || s == "0" {
		return "", refuse("Invalid custom emoji identifier specified")
	}
	return s, nil
}
