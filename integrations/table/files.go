package table

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// RejectsSuffix ends the name of the file that holds the rejected rows of another.
const RejectsSuffix = ".rejects.csv"

// Files puts in place of every folder among paths the files in it, and in the folders below, that have one of the
// extensions (".csv"); by name, without rejects files, hidden ones and the lock files of office programs. A path that
// cannot be looked into stays as it is, to fail when it is opened.
func Files(paths []string, extensions ...string) []string {
	var files []string
	for _, path := range paths {
		err := filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			hidden := p != path && strings.HasPrefix(d.Name(), ".")
			if d.IsDir() && hidden {
				return fs.SkipDir
			}
			if p == path && !d.IsDir() || !d.IsDir() && !hidden && wanted(d.Name(), extensions) {
				files = append(files, p)
			}
			return nil
		})
		if err != nil {
			files = append(files, path)
		}
	}
	return files
}

func wanted(name string, extensions []string) bool {
	name = strings.ToLower(name)
	return slices.Contains(extensions, filepath.Ext(name)) &&
		!strings.HasSuffix(name, RejectsSuffix) && !strings.HasPrefix(name, "~$")
}
