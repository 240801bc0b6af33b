package text

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgtype"
)

// Limits of PostgreSQL's tsvector: positions in a document, and positions kept of one word.
const (
	maxPosition  = 16383
	maxPositions = 255
)

// maxLexemes keeps a tsvector far below PostgreSQL's limit of one megabyte (maxTerm bytes and maxPositions are the worst).
const maxLexemes = 10_000

// Weights of a field in a document, the heaviest first.
const (
	WeightA = pgtype.TSVectorWeightA
	WeightB = pgtype.TSVectorWeightB
	WeightC = pgtype.TSVectorWeightC
	WeightD = pgtype.TSVectorWeightD
)

// Field is a part of a document, with the weight that a word found in it has.
type Field struct {
	Text   string
	Weight pgtype.TSVectorWeight
}

// TSVector makes the search vector of a document: its Terms with their positions and weights, and every single Chinese
// character, so that a question of one character is answered too. Pass it to pgx as a parameter of type tsvector.
func TSVector(fields ...Field) pgtype.TSVector {
	d := document{positions: make(map[string][]pgtype.TSVectorPosition)}
	for _, f := range fields {
		for script, run := range Runs(Fold(f.Text)) {
			d.addRun(script, run, f.Weight)
		}
		d.at += 10 // words of two fields are not neighbours
	}
	return d.vector()
}

// document collects where each term stands.
type document struct {
	positions map[string][]pgtype.TSVectorPosition
	at        int
}

func (d *document) addRun(script Script, run string, w pgtype.TSVectorWeight) {
	if script == Ideographs && utf8.RuneCountInString(run) > 1 {
		at := d.at
		for _, r := range run {
			at++
			d.add(string(r), at, w)
		}
	}
	for _, term := range appendRun(nil, script, run) {
		d.at++
		d.add(term, d.at, w)
	}
}

func (d *document) add(term string, at int, w pgtype.TSVectorWeight) {
	known := d.positions[term]
	at = min(at, maxPosition)
	if len(known) == 0 && len(d.positions) >= maxLexemes || len(known) >= maxPositions {
		return
	}
	if n := len(known); n > 0 && int(known[n-1].Position) >= at {
		return // past the last position that can be told apart
	}
	d.positions[term] = append(known, pgtype.TSVectorPosition{Position: uint16(at), Weight: w})
}

func (d *document) vector() pgtype.TSVector {
	v := pgtype.TSVector{Valid: true, Lexemes: make([]pgtype.TSVectorLexeme, 0, len(d.positions))}
	for word, positions := range d.positions {
		v.Lexemes = append(v.Lexemes, pgtype.TSVectorLexeme{Word: word, Positions: positions})
	}
	slices.SortFunc(v.Lexemes, func(a, b pgtype.TSVectorLexeme) int { return strings.Compare(a.Word, b.Word) })
	return v
}

// All is the tsquery, as text, for documents that have every one of the terms; no terms give "", which matches nothing.
func All(terms []string) string { return query(terms, " & ") }

// Any is the tsquery, as text, for documents that have at least one of the terms; no terms give "", which matches nothing.
func Any(terms []string) string { return query(terms, " | ") }

// query quotes every term, whatever it holds, so that none can be read as an operator.
func query(terms []string, operator string) string {
	var b strings.Builder
	for _, t := range terms {
		if t = Clean(t); t == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(operator)
		}
		b.WriteByte('\'')
		b.WriteString(quote.Replace(t))
		b.WriteByte('\'')
	}
	return b.String()
}

// quote doubles what ends or escapes a quoted word of a tsquery.
var quote = strings.NewReplacer(`'`, `''`, `\`, `\\`)
