package text

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v4"
)

// fence is the line that ends front matter, and how what it encloses is read.
type fence struct {
	end    string
	decode func(data []byte, into any) error
}

// fences are the ways front matter begins.
var fences = map[string]fence{
	"---": {"---", decodeYAML}, "---yaml": {"---", decodeYAML},
	"+++": {"+++", toml.Unmarshal}, "---toml": {"---", toml.Unmarshal},
	";;;": {";;;", json.Unmarshal}, "---json": {"---", json.Unmarshal},
}

// FrontMatter reads what stands about a text at its head, between two lines of three dashes as YAML (or as TOML or JSON
// between others), into a struct and gives the text under it. A text without is given whole. Error: what cannot be read as
// such.
func FrontMatter(data []byte, into any) (body []byte, err error) {
	opening, rest := cutLine(bytes.TrimLeft(data, " \t\r\n"))
	kind, fenced := fences[opening]
	if !fenced {
		return data, nil
	}
	for enclosed := rest; len(rest) > 0; {
		var line string
		before := len(enclosed) - len(rest)
		if line, rest = cutLine(rest); line != kind.end {
			continue
		}
		if err := kind.decode(enclosed[:before], into); err != nil {
			return nil, fmt.Errorf("front matter: %w", err)
		}
		return rest, nil
	}
	return data, nil // a line across the page, which no other closes
}

// cutLine gives the first line, without the space round it, and what comes after.
func cutLine(data []byte) (line string, rest []byte) {
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	return string(bytes.TrimSpace(first)), rest
}

// decodeYAML takes the last of two values of one key, as people expect who add a line and forget the other. Comments alone
// say nothing.
func decodeYAML(data []byte, into any) error {
	loader, err := yaml.NewLoader(bytes.NewReader(data), yaml.WithV3Defaults(), yaml.WithUniqueKeys(false))
	if err != nil {
		return err
	}
	if err := loader.Load(into); !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}
