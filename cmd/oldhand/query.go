package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"oldhand/integrations/address"
)

// queryFlags are shared by the verbs that answer a question.
type queryFlags struct {
	Lang  string `enum:"en,zh" default:"en" help:"Language of the answer: ${enum}."`
	JSON  bool   `name:"json" help:"Answer with one JSON object."`
	Batch string `placeholder:"FILE" help:"Read one query a line (- is stdin) and answer each with one JSON object a line."`
}

// maxQuery bounds a line of a batch; a longer one is an error of its own.
const maxQuery = 1 << 20

// errEmpty answers a line of a batch, or a text, that says nothing.
var errEmpty = errors.New("empty query")

// query is a verb's one question: it gives what --json prints and what a person reads.
type query func(ctx context.Context, line string) (answer any, readable func(io.Writer), err error)

// run answers the text, or every line of the batch.
func (f queryFlags) run(ctx context.Context, s streams, text string, ask query) error {
	if f.Batch != "" {
		return f.runBatch(ctx, s, ask)
	}
	if strings.TrimSpace(text) == "" {
		return errEmpty
	}
	answer, readable, err := ask(ctx, text)
	if err != nil {
		// A place that is several is an answer of its own in JSON; for a person it is a sentence.
		if f.JSON {
			return s.print(failureOf(err))
		}
		return err
	}
	if f.JSON {
		return s.print(answer)
	}
	readable(s.out)
	return nil
}

func (f queryFlags) runBatch(ctx context.Context, s streams, ask query) error {
	in := s.in
	if f.Batch != "-" {
		file, err := os.Open(f.Batch)
		if err != nil {
			return fmt.Errorf("batch: %w", err)
		}
		defer file.Close()
		in = file
	}
	reader := bufio.NewReaderSize(in, 64<<10)
	for {
		line, err := readLine(reader)
		if errors.Is(err, io.EOF) {
			return nil
		}
		var answer any
		switch {
		case errors.Is(err, errLong):
			answer = failureOf(err)
		case err != nil:
			return fmt.Errorf("batch: %w", err)
		case strings.TrimSpace(line) == "":
			answer = failureOf(errEmpty)
		default:
			if answer, _, err = ask(ctx, line); err != nil {
				answer = failureOf(err)
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := s.print(answer); err != nil {
			return err
		}
	}
}

// print writes one JSON object on a line of its own.
func (s streams) print(answer any) error {
	encoder := json.NewEncoder(s.out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(answer); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return nil
}

// failure answers a query that cannot be answered.
type failure struct {
	Error      string          `json:"error"`
	Candidates []address.Place `json:"candidates,omitempty"`
}

func failureOf(err error) failure {
	f := failure{Error: err.Error()}
	if several := new(address.AmbiguousError); errors.As(err, &several) {
		f.Candidates = several.Candidates
	}
	return f
}

// readJSONLine reads a line that is a JSON object into value and leaves value alone for any other line.
func readJSONLine(line string, value any) error {
	if !strings.HasPrefix(strings.TrimSpace(line), "{") {
		return nil
	}
	if err := json.Unmarshal([]byte(line), value); err != nil {
		return fmt.Errorf("not a JSON object this verb reads: %w", err)
	}
	return nil
}

// errLong answers a line that no person wrote.
var errLong = fmt.Errorf("query longer than %d bytes", maxQuery)

// readLine reads up to the end of a line and gives it without; a line over maxQuery is read to its end and is errLong.
func readLine(r *bufio.Reader) (string, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if !long {
			line = append(line, part...)
		}
		if len(line) > maxQuery {
			long, line = true, nil
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == nil, errors.Is(err, io.EOF) && (len(line) > 0 || long):
			if long {
				return "", errLong
			}
			return strings.TrimRight(string(line), "\r\n"), nil
		default:
			return "", err
		}
	}
}
