// Package table reads the rows of CSV and XLSX files, rejects the bad ones one by one with the reason, and counts what an import did.
//
// [Import] drives: it opens each file, hands its good rows to a subject's [Sink] within one transaction per file, and
// writes the bad ones beside the file. The subject only has to say which columns it knows and what a row means.
package table

// Report counts what an import did, over all its files. Items and rates count rows, notes count files.
type Report struct {
	Read      int `json:"read"`
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Rejected  int `json:"rejected"`
}

// Add sums another report into r.
func (r *Report) Add(other Report) {
	r.Read += other.Read
	r.New += other.New
	r.Changed += other.Changed
	r.Unchanged += other.Unchanged
	r.Rejected += other.Rejected
}

// Progress is told how much of the whole is done, for a progress bar; done and total are in the importer's own units.
type Progress func(done, total int)

// Options say how an import is done.
type Options struct {
	DryRun   bool
	Progress Progress // may be nil
	// RejectsDir is where FILE.rejects.csv goes when the file's own folder cannot be written.
	RejectsDir string
	// Say puts a reason into words, as they stand in FILE.rejects.csv; nil: its code stands there.
	Say func(Reason) string
	// Tell is given whatever a person should read: a rejected row, a file that could not be read, a change in a dry run.
	// May be nil.
	Tell func(Reason)
}

// Inform tells something, if anyone listens.
func (o Options) Inform(code string, data Data) {
	if o.Tell != nil {
		o.Tell(Because(code, data))
	}
}

// Words puts a reason into words.
func (o Options) Words(r Reason) string {
	if o.Say == nil {
		return r.Error()
	}
	return o.Say(r)
}

func (o Options) progress(done, total int64) {
	if o.Progress != nil {
		o.Progress(int(done), int(total))
	}
}
