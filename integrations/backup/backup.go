// Package backup writes a village into one file and brings it back.
package backup

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"oldhand/integrations/postgres"
)

// Village is what is backed up, or brought back.
type Village struct {
	Name    string
	URL     string // of its database
	DataDir string
	Tools   postgres.Tools
}

// Manifest says what a backup holds.
type Manifest struct {
	Format  int              `json:"format"`
	Village string           `json:"village"`
	Version postgres.Version `json:"version"`
	Made    time.Time        `json:"made_at"`
}

// ErrNoVillage says that there is nothing to back up.
var ErrNoVillage = errors.New("no such village")

// format is the present form of a backup: a ZIP of the manifest, what pg_dump gave, and files of the data folder.
const (
	format       = 1
	manifestName = "manifest.json"
	dumpName     = "village.dump"
	filesFolder  = "files"
)

// inDataDir is what belongs to a village in a data folder beside the database: the chat page's chats, and the mark that the
// sample was brought in once. Pictures and documents are in the database; rejected rows, locks and the chat page's token
// are of the machine.
var inDataDir = []string{"chat", "sample-village"}

// Write writes a backup to path, with nobody but its owner allowed to read it. It is whole or not there at all: it comes about
// beside its place. Nothing of the village is changed, and it may be served meanwhile. Error: ErrNoVillage.
func Write(ctx context.Context, v Village, path string, now time.Time) (Manifest, error) {
	state, err := postgres.Look(ctx, v.URL, v.Name)
	if err != nil {
		return Manifest{}, err
	}
	if !state.There {
		return Manifest{}, fmt.Errorf("back up %s: %w", v.Name, ErrNoVillage)
	}
	m := Manifest{format, v.Name, state.Version, now}
	if err := writeWhole(path, func(w io.Writer) error { return m.write(ctx, v, w) }); err != nil {
		return Manifest{}, fmt.Errorf("back up %s: %w", v.Name, err)
	}
	return m, nil
}

// writeWhole writes a file beside its place and puts it there when it is on the disk.
func writeWhole(path string, write func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.part") // of mode 0600
	if err != nil {
		return err
	}
	if err := errors.Join(write(file), file.Sync(), file.Close()); err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return os.Rename(file.Name(), path)
}

func (m Manifest) write(ctx context.Context, v Village, w io.Writer) error {
	archive := zip.NewWriter(w)
	entry, err := archive.Create(manifestName)
	if err != nil {
		return err
	}
	if err := json.NewEncoder(entry).Encode(m); err != nil {
		return err
	}
	if entry, err = archive.Create(dumpName); err != nil {
		return err
	}
	if err := v.Tools.Dump(ctx, v.URL, v.Name, entry); err != nil {
		return err
	}
	// After the database: its turns know no message that the chat page does not.
	for _, name := range inDataDir {
		if err := addFiles(archive, v.DataDir, name); err != nil {
			return err
		}
	}
	return archive.Close()
}

// addFiles adds a file of the data folder, or a folder with all that is in it; what is not there is left out.
func addFiles(archive *zip.Writer, dir, name string) error {
	root := os.DirFS(dir)
	return fs.WalkDir(root, name, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		file, err := root.Open(path)
		if err != nil {
			return err
		}
		defer file.Close()
		entry, err := archive.Create(filesFolder + "/" + path)
		if err != nil {
			return err
		}
		_, err = io.Copy(entry, file)
		return err
	})
}
