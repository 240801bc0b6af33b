package botapi

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
)

// record is one line of the journal: one change of what Config.Dir keeps. Its JSON names stay, since journals of older versions are read.
type record struct {
	User       *Profile `json:"user,omitempty"`
	Blocked    *bool    `json:"blocked,omitempty"` // with User
	Chat       int64    `json:"chat,omitempty"`
	Next       int64    `json:"next,omitempty"`    // of Chat: the id its next message gets
	Message    *entry   `json:"message,omitempty"` // new or changed, in Chat
	Removed    int64    `json:"removed,omitempty"` // from Chat
	File       *file    `json:"file,omitempty"`
	Update     *update  `json:"update,omitempty"`
	Confirmed  int64    `json:"confirmed,omitempty"` // all updates below it
	Delivered  int64    `json:"delivered,omitempty"` // one update
	NextUpdate int64    `json:"next_update,omitempty"`
	Allowed    []string `json:"allowed,omitempty"`
}

// journal is the file that changes are appended to. Before it is opened, and after a write has failed, it keeps nothing.
type journal struct {
	mu sync.Mutex
	f  *os.File
}

// keeper is a part of the server that is there again after a restart.
type keeper interface {
	apply(record)       // brings about a change that was kept; those of other parts it leaves alone
	snapshot() []record // what leads to the present state
}

// open replays the journal of dir into the parts and rewrites it short. With no dir nothing is kept.
func (j *journal) open(dir string, parts ...keeper) error {
	if dir == "" {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("open chats: %w", err)
	}
	name := filepath.Join(dir, "chats.jsonl")
	if err := replay(name, parts); err != nil {
		return fmt.Errorf("open chats: %w", err)
	}
	f, err := os.OpenFile(name+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open chats: %w", err)
	}
	for _, part := range parts {
		for _, r := range part.snapshot() {
			if err := appendRecord(f, r); err != nil {
				return errors.Join(err, f.Close())
			}
		}
	}
	if err := os.Rename(name+".new", name); err != nil {
		return errors.Join(err, f.Close())
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.f = f
	return nil
}

func appendRecord(f *os.File, r record) error {
	line, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("keep a chat: %w", err)
	}
	if _, err := f.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("keep a chat: %w", err)
	}
	return nil
}

// save appends a change. A full disk stops keeping, not the chat.
func (j *journal) save(r record) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.f == nil {
		return
	}
	if err := appendRecord(j.f, r); err != nil {
		slog.Warn("botapi: changes are no longer kept", "error", err)
		j.f.Close()
		j.f = nil
	}
}

func (j *journal) close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.f != nil {
		j.f.Close()
		j.f = nil
	}
}

// replay applies every line of a journal. A line that was cut short by a crash can only be the last, and is left out.
func replay(name string, parts []keeper) error {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewReader(f)
	for {
		line, err := in.ReadBytes('\n')
		var r record
		if json.Unmarshal(line, &r) == nil {
			for _, part := range parts {
				part.apply(r)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
