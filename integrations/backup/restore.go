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
	"path"
	"path/filepath"
	"slices"
	"strings"

	"oldhand/integrations/postgres"
)

var (
	// ErrNoBackup says that a file is no backup, or not a whole one.
	ErrNoBackup = errors.New("not a whole backup of oldhand's")
	// ErrNewer says that a backup was made by a newer program.
	ErrNewer = errors.New("the backup was made by a newer oldhand than this one")
	// ErrOtherVillage says that a backup is of a village of another name.
	ErrOtherVillage = errors.New("the backup is of another village")
	// ErrNotEmpty says that the village has something in it that would be lost.
	ErrNotEmpty = errors.New("the village has something in it")
	// ErrServed says that a process serves the village.
	ErrServed = errors.New("the village is being served")
)

// Restore brings a village back from a backup at path, in place of the one that is there. That one may have something in it
// only with replace, and is as it was if anything fails. Errors: ErrNoBackup, ErrNewer, ErrOtherVillage, ErrNotEmpty, ErrServed.
func Restore(ctx context.Context, v Village, path string, replace bool) (Manifest, error) {
	archive, err := zip.OpenReader(path)
	if errors.Is(err, zip.ErrFormat) {
		return Manifest{}, fmt.Errorf("%s: %w", path, ErrNoBackup)
	}
	if err != nil {
		return Manifest{}, err
	}
	defer archive.Close()
	m, err := readManifest(&archive.Reader)
	if err != nil {
		return Manifest{}, fmt.Errorf("%s: %w", path, err)
	}
	if err := m.fits(ctx, v, replace); err != nil {
		return Manifest{}, fmt.Errorf("restore %s: %w", path, err)
	}
	if err := restore(ctx, v, &archive.Reader); err != nil {
		return Manifest{}, fmt.Errorf("restore %s: %w", path, err)
	}
	return m, nil
}

func readManifest(archive *zip.Reader) (m Manifest, err error) {
	file, err := archive.Open(manifestName)
	if err != nil {
		return m, ErrNoBackup
	}
	defer file.Close()
	if err := json.NewDecoder(file).Decode(&m); err != nil || m.Format < 1 {
		return m, ErrNoBackup
	}
	return m, nil
}

// fits says whether the backup can take the place of a village as it is.
func (m Manifest) fits(ctx context.Context, v Village, replace bool) error {
	program, err := postgres.ProgramVersion()
	if err != nil {
		return err
	}
	switch {
	case m.Format > format || m.Version.NewerThan(program):
		return fmt.Errorf("%w: tables of version %d, job queue of version %d; this one knows %d and %d",
			ErrNewer, m.Version.Tables, m.Version.Queue, program.Tables, program.Queue)
	case m.Village != v.Name:
		return fmt.Errorf("%w, %q: set OLDHAND_VILLAGE to it", ErrOtherVillage, m.Village)
	}
	state, err := postgres.Look(ctx, v.URL, v.Name)
	switch {
	case err != nil:
		return err
	case state.Served:
		return ErrServed
	case !state.Empty && !replace:
		return ErrNotEmpty
	}
	return nil
}

// restore unpacks the backup beside its place, and only then replaces anything.
func restore(ctx context.Context, v Village, archive *zip.Reader) (err error) {
	if err := os.MkdirAll(v.DataDir, 0o755); err != nil {
		return err
	}
	staged, err := os.MkdirTemp(v.DataDir, ".restore-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(staged)) }()
	if err := unpack(archive, staged); err != nil {
		return err
	}
	if err := v.Tools.Restore(ctx, v.URL, v.Name, filepath.Join(staged, dumpName), staged); err != nil {
		return err
	}
	if err := finish(ctx, v, staged); err != nil {
		return errors.Join(err, postgres.TakeBack(context.WithoutCancel(ctx), v.URL, v.Name))
	}
	return postgres.Forget(context.WithoutCancel(ctx), v.URL, v.Name)
}

// finish brings the tables to the program's version and puts the files in their places.
func finish(ctx context.Context, v Village, staged string) error {
	pool, err := postgres.Open(ctx, v.URL, v.Name)
	if err != nil {
		return err
	}
	pool.Close()
	return swapFiles(v.DataDir, filepath.Join(staged, filesFolder), filepath.Join(staged, "before"))
}

// unpack writes what the backup holds into a folder. A file that is damaged is found out here. Error: ErrNoBackup.
func unpack(archive *zip.Reader, dir string) error {
	if !slices.ContainsFunc(archive.File, func(f *zip.File) bool { return f.Name == dumpName }) {
		return ErrNoBackup
	}
	root, err := os.OpenRoot(dir) // which lets no name out of it
	if err != nil {
		return err
	}
	defer root.Close()
	for _, f := range archive.File {
		if err := unpackFile(root, f); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return nil
}

func unpackFile(root *os.Root, f *zip.File) error {
	if f.Name != manifestName && f.Name != dumpName && !ofDataDir(f.Name) {
		return ErrNoBackup
	}
	if err := root.MkdirAll(path.Dir(f.Name), 0o700); err != nil {
		return err
	}
	packed, err := f.Open()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoBackup, err)
	}
	defer packed.Close()
	file, err := root.OpenFile(f.Name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(file, packed); err != nil {
		return errors.Join(fmt.Errorf("%w: %w", ErrNoBackup, err), file.Close())
	}
	return file.Close()
}

// ofDataDir says whether an entry is a file of the data folder that belongs to a village.
func ofDataDir(name string) bool {
	name, ok := strings.CutPrefix(name, filesFolder+"/")
	first, _, _ := strings.Cut(name, "/")
	return ok && slices.Contains(inDataDir, first)
}

// swapFiles puts a village's files into the data folder, and those that were there into another; all of it or nothing.
func swapFiles(dir, files, before string) (err error) {
	if err := os.Mkdir(before, 0o700); err != nil {
		return err
	}
	var undo []func() error
	move := func(from, to string) error {
		err := os.Rename(from, to)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			undo = append(undo, func() error { return os.Rename(to, from) })
		}
		return err
	}
	for _, name := range inDataDir {
		here := filepath.Join(dir, name)
		if err = move(here, filepath.Join(before, name)); err == nil {
			err = move(filepath.Join(files, name), here)
		}
		if err != nil {
			break
		}
	}
	if err != nil {
		for _, back := range slices.Backward(undo) {
			err = errors.Join(err, back())
		}
	}
	return err
}
