package app

import (
	"cmp"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
)

// PageLogin gives the password of a chat page that is served at an address; "" is none. Error: the page has no password
// and others than this machine could open it.
func (c Config) PageLogin(at net.Addr) (string, error) {
	if host, _, _ := net.SplitHostPort(at.String()); c.PagePassword == "" && host != "127.0.0.1" && host != "::1" {
		return "", fmt.Errorf("the chat page has no password, so it may be served to this machine alone: set OLDHAND_PAGE_PASSWORD to serve it at %s, or set OLDHAND_LISTEN to 127.0.0.1 and a port", at)
	}
	return c.PagePassword, nil
}

// Page is the chat page's address as people open it, ending in "/": the one configured, else the one it is served at.
func (c Config) Page(servedAt string) string {
	return cmp.Or(c.PageURL.String(), "http://"+servedAt) + "/"
}

// SiteURL is the address of a web site of its own: scheme and host, without a path.
type SiteURL struct{ url.URL }

// UnmarshalText reads "https://chat.example.com".
func (s *SiteURL) UnmarshalText(text []byte) error {
	u, err := url.Parse(strings.TrimSuffix(string(text), "/"))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || *u != (url.URL{Scheme: u.Scheme, Host: u.Host}) {
		return fmt.Errorf("%q: want an address without a path, such as https://chat.example.com", text)
	}
	s.URL = *u
	return nil
}

// Network is one address, or all that begin alike.
type Network struct{ netip.Prefix }

// UnmarshalText reads "127.0.0.1" or "172.18.0.0/16".
func (n *Network) UnmarshalText(text []byte) (err error) {
	if addr, err := netip.ParseAddr(string(text)); err == nil {
		n.Prefix, err = addr.Prefix(addr.BitLen())
		return err
	}
	n.Prefix, err = netip.ParsePrefix(string(text))
	return err
}
