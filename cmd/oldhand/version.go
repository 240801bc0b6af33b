package main

import (
	"fmt"
	"runtime/debug"

	"oldhand/cmd/oldhand/app"
)

// versionCommand says which program this is.
type versionCommand struct {
	JSON bool `name:"json" help:"Answer with one JSON object."`
}

// programVersion is what the Go toolchain wrote into the program; what it did not know is empty.
type programVersion struct {
	Version  string `json:"version"`
	Revision string `json:"revision"`
	Time     string `json:"time"`     // of the revision, RFC 3339
	Modified bool   `json:"modified"` // files differed from the revision
	Go       string `json:"go"`
}

// Run prints it.
func (v versionCommand) Run(_ app.Config, s streams) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return fmt.Errorf("the program was built without its version")
	}
	built := versionIn(info)
	if v.JSON {
		return s.print(built)
	}
	_, err := fmt.Fprintln(s.out, built)
	return err
}

func versionIn(info *debug.BuildInfo) programVersion {
	v := programVersion{Version: info.Main.Version, Go: info.GoVersion}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Revision = s.Value
		case "vcs.time":
			v.Time = s.Value
		case "vcs.modified":
			v.Modified = s.Value == "true"
		}
	}
	return v
}

// String says the same in a line.
func (v programVersion) String() string {
	s := "oldhand " + v.Version
	if v.Revision != "" {
		s += ", revision " + v.Revision + " of " + v.Time
	}
	if v.Modified {
		s += ", modified"
	}
	return s + ", " + v.Go
}
