// Package sample is the sample village: six distributors' items with drawn pictures, rate cards of 30 couriers, the notes
// of twelve Saturday meetings, forty tips, and people to be. It was written for oldhand; prices, people and distributors
// are made up, and only the couriers' names are real. README.md beside this file says more.
package sample

import (
	"embed"
	"io/fs"
)

//go:generate go run ../tools/sampleart

//go:embed items rates notes
var files embed.FS

// Files holds what can be imported, in the folders items (CSV files with their pictures beside them), rates (CSV) and
// notes (Markdown).
func Files() fs.FS { return files }
