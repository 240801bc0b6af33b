// Package page is the files of the chat page, and the door that decides who may use it.
//
// The page may drive the chats of everybody in the village. Without a password the [Door] opens to a browser on this
// machine alone, with one to whoever logs in; other web sites are turned away in either case.
package page

import (
	"embed"
	"net/http"
)

//go:embed page.html page.css texts.js message.js page.js login.html
var files embed.FS

// Asset serves one of the page's files.
func Asset(name, kind string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		data, err := files.ReadFile(name)
		if err != nil {
			http.Error(w, "not found", http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", kind)
		if w.Header().Get("Cache-Control") == "" {
			w.Header().Set("Cache-Control", "no-cache")
		}
		w.Write(data)
	})
}
