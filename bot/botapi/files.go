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
	"sync"
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

// files is all stored files.
type files struct {
	dir     string // "" keeps them in memory
	journal *journal
	mu      sync.Mutex
	byID    map[string]*file
	byPath  map[string]*file
}

func newFiles(dir string, j *journal) *files {
	return &files{dir: dir, journal: j, byID: map[string]*file{}, byPath: map[string]*file{}}
}

func (f *files) methods() map[string]method { return map[string]method{"getFile": f.getFile} }

// newFileID makes an id as opaque as Telegram's.
func newFileID() string {
	b := make([]byte, 30)
	rand.Read(b)
	return "BQ" + base64.RawURLEncoding.EncodeToString(b)
}

// put stores data under a new id; folder is the first part of its path.
func (f *files) put(folder string, up upload) (*file, error) {
	stored := &file{ID: newFileID(), Name: path.Base(strings.ReplaceAll(up.name, "\\", "/")), MIME: up.mime, Size: int64(len(up.data))}
	if c, kind, err := image.DecodeConfig(bytes.NewReader(up.data)); err == nil {
		stored.Width, stored.Height = c.Width, c.Height
		if stored.MIME == "" {
			stored.MIME = "image/" + kind
		}
	}
	if stored.MIME == "" {
		stored.MIME, _, _ = strings.Cut(http.DetectContentType(up.data), ";")
	}
	ext := strings.ToLower(path.Ext(stored.Name))
	if ext == "" || len(ext) > 8 || strings.ContainsAny(ext, "/\\ ") {
		ext = ".bin"
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	stored.Path = fmt.Sprintf("%s/file_%d%s", folder, len(f.byID)+1, ext)
	if f.dir == "" {
		stored.data = up.data
	} else if err := f.write(stored, up.data); err != nil {
		return nil, err
	}
	f.index(stored)
	f.journal.save(record{File: stored})
	return stored, nil
}

// index makes a file known. f.mu is held.
func (f *files) index(stored *file) {
	f.byID[stored.ID] = stored
	f.byPath[stored.Path] = stored
}

// find gives the file with an id; a letter behind it names one of a photo's sizes.
func (f *files) find(id string) *file {
	f.mu.Lock()
	defer f.mu.Unlock()
	if stored := f.byID[id]; stored != nil || id == "" {
		return stored
	}
	return f.byID[id[:len(id)-1]]
}

func (f *files) write(stored *file, data []byte) error {
	name := f.onDisk(stored)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return fmt.Errorf("store a file: %w", err)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		return fmt.Errorf("store a file: %w", err)
	}
	return nil
}

// onDisk is where a file is kept; its name is its id, which is ours.
func (f *files) onDisk(stored *file) string { return filepath.Join(f.dir, "files", stored.ID) }

func (f *files) read(stored *file) ([]byte, error) {
	if f.dir == "" {
		return stored.data, nil
	}
	return os.ReadFile(f.onDisk(stored))
}

// at gives the file with a path.
func (f *files) at(path string) *file {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.byPath[path]
}

func (f *files) apply(r record) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if r.File != nil {
		f.index(r.File)
	}
}

func (f *files) snapshot() (all []record) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, stored := range f.byID {
		all = append(all, record{File: stored})
	}
	return all
}

func (f *files) getFile(c *call) (any, error) {
	if !c.has("file_id") {
		return nil, bad("file_id not specified")
	}
	stored := f.find(c.str("file_id"))
	switch {
	case stored == nil:
		return nil, bad("invalid file_id")
	case stored.Size > maxDownload:
		return nil, bad("file is too big")
	}
	return map[string]any{"file_id": c.str("file_id"), "file_unique_id": unique(c.str("file_id")), "file_size": stored.Size, "file_path": stored.Path}, nil
}

// unique is the part of a file's identity that stays when its id does not.
func unique(id string) string { return "AQ" + id[max(0, len(id)-12):] }

// serveFile answers a download link: TOKEN/PATH.
func (s *Server) serveFile(w http.ResponseWriter, rest string) {
	token, name, _ := strings.Cut(rest, "/")
	if err := s.checkToken(token); err != nil {
		answer(w, nil, err)
		return
	}
	stored := s.files.at(name)
	if stored == nil {
		answer(w, nil, errNotFound)
		return
	}
	data, err := s.files.read(stored)
	if err != nil {
		answer(w, nil, err)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Write(data)
}
