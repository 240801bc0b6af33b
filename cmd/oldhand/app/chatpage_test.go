package app

import (
	"net"
	"strings"
	"testing"
)

// TestAnOpenPageIsForThisMachineAlone, and what others may reach has a password.
func TestAnOpenPageIsForThisMachineAlone(t *testing.T) {
	t.Parallel()
	for at, open := range map[string]bool{"127.0.0.1:8080": true, "[::1]:8080": true, "0.0.0.0:8080": false, "[::]:8080": false,
		"192.168.1.5:80": false, "[2001:db8::1]:80": false, "127.0.0.2:80": false} {
		addr, err := net.ResolveTCPAddr("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Config{}.PageLogin(addr)
		if open != (err == nil) || err != nil && !strings.Contains(err.Error(), "set OLDHAND_PAGE_PASSWORD to serve it at "+at) {
			t.Errorf("%s: %v", at, err)
		}
		if password, err := (Config{PagePassword: "芝麻"}).PageLogin(addr); err != nil || password != "芝麻" {
			t.Errorf("%s with a password: %q, %v", at, password, err)
		}
	}
}

func TestPageAddress(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"https://chat.example.com": "https://chat.example.com/", "http://10.0.0.2:81/": "http://10.0.0.2:81/",
		"chat.example.com": "", "https://a.example/chat": "", "ftp://a.example": "", "https://u@a.example": "", "https://a.example?x": "", "https:///": ""} {
		var c Config
		if err := c.PageURL.UnmarshalText([]byte(text)); (err == nil) != (want != "") || err == nil && c.Page("127.0.0.1:80") != want {
			t.Errorf("%s: %s, %v", text, c.Page("127.0.0.1:80"), err)
		}
	}
	if got := (Config{}).Page("127.0.0.1:80"); got != "http://127.0.0.1:80/" {
		t.Errorf("with none configured: %s", got)
	}
}

func TestNetwork(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"127.0.0.1": "127.0.0.1/32", "::1": "::1/128", "172.18.0.0/16": "172.18.0.0/16", "proxy": "", "": ""} {
		var n Network
		if err := n.UnmarshalText([]byte(text)); (err == nil) != (want != "") || err == nil && n.String() != want {
			t.Errorf("%q: %s, %v", text, n, err)
		}
	}
}
