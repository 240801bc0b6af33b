package botapi

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"image"
	_ "image/gif"  // so that pictures are measured
	_ "image/jpeg" // so that pictures are measured
	_ "image/png"  // so that pictures are measured
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
)

const (
	maxDownload = 20 << 20 // bytes of a file that getFile gives
	maxPhoto    = 10 << 20 // bytes of a photo
)

// file is one stored file.
type file struct {
	ID     string `json:"id"`
	Path   string `json:"path"` // what getFile answers
	Name   string `json:"name"`
	MIME   string `json:"mime"`
	Size   int64  `json:"size"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
	data   []byte // when nothing is kept on disk
}

// files is where files are, by their id and by their path.
type files struct {
	dir    string
	byID   map[string]*file
	byPath map[string]*file
}

// newFileID makes an id as opaque as Telegram's.
func newFileID() string {
	b := make([]byte, 30)
	rand.Read(b)
	return "BQ" + base64.RawURLEncoding.EncodeToString(b)
}

// put stores data under a new id; folder is the first part of its path.
func (f *files) put(folder string, up upload) (*file, error) {
	st := &file{ID: newFileID(), Name: path.Base(strings.ReplaceAll(up.name, "\\", "/")), MIME: up.mime, Size: int64(len(up.data))}
	if c, kind, err := image.DecodeConfig(bytes.NewReader(up.data)); err == nil {
		st.Width, st.Height = c.Width, c.Height
		if st.MIME == "" {
			st.MIME = "image/" + kind
		}
	}
	if st.MIME == "" {
		st.MIME, _, _ = strings.Cut(http.DetectContentType(up.data), ";")
	}
	ext := strings.ToLower(path.Ext(st.Name))
	if ext == "" || len(ext) > 8 || strings.ContainsAny(ext, "/\\ ") {
		ext = ".bin"
	}
	st.Path = fmt.Sprintf("%s/file_%d%s", folder, len(f.byID)+1, ext)
	if f.dir == "" {
		st.data = up.data
	} else if err := f.write(st, up.data); err != nil {
		return nil, err
	}
	f.index(st)
	return st, nil
}

func (f *files) index(st *file) {
	f.byID[st.ID] = st
	f.byPath[st.Path] = st
}

// find gives the file with an id; a letter behind it names one of a photo's sizes.
func (f *files) find(id string) *file {
	if st := f.byID[id]; st != nil || id == "" {
		return st
	}
	return f.byID[id[:len(id)-1]]
}

func (f *files) write(st *file, data []byte) error {
	name := f.onDisk(st)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return fmt.Errorf("store a file: %w", err)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		return fmt.Errorf("store a file: %w", err)
	}
	return nil
}

// onDisk is where a file is kept; its name is its id, which is ours.
func (f *files) onDisk(st *file) string { return filepath.Join(f.dir, "files", st.ID) }

func (f *files) read(st *file) ([]byte, error) {
	if f.dir == "" {
		return st.data, nil
	}
	return os.ReadFile(f.onDisk(st))
}

func getFile(s *Server, c *call) (any, error) {
	if !c.has("file_id") {
		return nil, bad("file_id not specified")
	}
	st := s.files.find(c.str("file_id"))
	switch {
	case st == nil:
		return nil, bad("invalid file_id")
	case st.Size > maxDownload:
		return nil, bad("file is too big")
	}
	return map[string]any{"file_id": c.str("file_id"), "file_unique_id": unique(c.str("file_id")), "file_size": st.Size, "file_path": st.Path}, nil
}

// unique is the part of a file's identity that stays when its id does not.
func unique(id string) string { return "AQ" + id[max(0, len(id)-12):] }

// serveFile answers a download link: TOKEN/PATH.
func (s *Server) serveFile(w http.ResponseWriter, _ *http.Request, rest string) {
	token, name, _ := strings.Cut(rest, "/")
	if err := s.checkToken(token); err != nil {
		answer(w, nil, err)
		return
	}
	s.mu.Lock()
	st := s.files.byPath[name]
	s.mu.Unlock()
	if st == nil {
		answer(w, nil, errNotFound)
		return
	}
	data, err := s.files.read(st)
	if err != nil {
		answer(w, nil, err)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Write(data)
}
