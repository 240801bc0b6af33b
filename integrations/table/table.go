// Package table reads the rows of CSV and XLSX files, rejects the bad ones one by one with the reason, and counts what an import did.
package table

// Report counts what an import did, over all its files. Items and rates count rows, notes count files.
type Report struct {
	Read      int `json:"read"`
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Rejected  int `json:"rejected"`
}

// Progress is told how much of the whole is done, for a progress bar; done and total are in the importer's own units.
type Progress func(done, total int)

// Options say how an import is done.
type Options struct {
	DryRun   bool
	Progress Progress // may be nil
	// RejectsDir is where FILE.rejects.csv goes when the file's own folder cannot be written.
	RejectsDir string
	// Tell is given one sentence for whatever a person should read: a rejected row, a file that could not be read,
	// a change in a dry run. May be nil.
	Tell func(line string)
}
