package models

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"slices"
)

// weightsMagic begins a file of weights. After it come the header's length in four bytes, the header as JSON, and then,
// little end first: the hashes of the words and stems in ascending order, eight bytes each; the number of the row of each,
// four bytes; the multipliers of all rows, a byte each; the rows, first those of the words, then those that hashed parts of
// words share.
const weightsMagic = "oldhand model 2\n"

// Header says what is in a file of weights.
type Header struct {
	Name      string   `json:"name"` // stored with every vector; changes with the weights
	Dimension int      `json:"dimension"`
	Words     int      `json:"words"`   // rows of known words
	Stems     int      `json:"stems"`   // that stand for the row of a word
	Shared    int      `json:"shared"`  // rows that hashed parts of words share
	Checksum  uint32   `json:"crc32c"`  // of all that follows the header
	Credits   []string `json:"credits"` // whose texts it was trained on, with their licences
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Weights are the numbers of a model, as training leaves them.
type Weights struct {
	Name    string
	Credits []string
	Words   map[uint64][]float32 // by Hash
	Stems   map[uint64]uint64    // the hash of a stem that is no word, and of the word that stands for all with that stem
	Shared  [][]float32          // a part of a word is in row hash % len
}

// most is the largest multiplier of a row.
const most = 255

// Write writes the weights as a file, at two bits a number.
func (w *Weights) Write(to io.Writer) error {
	hashes := slices.Sorted(maps.Keys(w.Words))
	rows, numbers := make([][]float32, len(hashes)), map[uint64]uint32{}
	for i, h := range hashes {
		rows[i], numbers[h] = w.Words[h], uint32(i)
	}
	for stem, word := range w.Stems {
		hashes, numbers[stem] = append(hashes, stem), numbers[word]
	}
	slices.Sort(hashes)
	rows = append(rows, w.Shared...)
	unit := finest(rows)
	multipliers := make([]byte, len(rows))
	packed := make([]byte, len(rows)*rowBytes)
	for i, row := range rows {
		multipliers[i] = pack(packed[i*rowBytes:(i+1)*rowBytes], row, unit)
	}
	var body bytes.Buffer
	if err := binary.Write(&body, binary.LittleEndian, hashes); err != nil {
		return err
	}
	for _, h := range hashes {
		body.Write(binary.LittleEndian.AppendUint32(nil, numbers[h]))
	}
	body.Write(multipliers)
	body.Write(packed)
	header, err := json.Marshal(Header{Name: w.Name, Dimension: Dimension, Words: len(w.Words), Stems: len(w.Stems), Shared: len(w.Shared),
		Checksum: crc32.Checksum(body.Bytes(), castagnoli), Credits: w.Credits})
	if err != nil {
		return err
	}
	head := binary.LittleEndian.AppendUint32([]byte(weightsMagic), uint32(len(header)))
	_, err = to.Write(slices.Concat(head, header, body.Bytes()))
	return err
}

// parsed is a file of weights, its parts still where they lie in the file.
type parsed struct {
	Header
	hashes, numbers, multipliers, rows []byte
}

var errBroken = errors.New("the file of weights is broken")

// parse checks a file of weights and tells its parts apart.
func parse(file []byte) (parsed, error) {
	var p parsed
	rest, ok := bytes.CutPrefix(file, []byte(weightsMagic))
	if !ok || len(rest) < 4 {
		return p, fmt.Errorf("%w: it does not begin as one", errBroken)
	}
	size := binary.LittleEndian.Uint32(rest)
	if rest = rest[4:]; uint64(size) > uint64(len(rest)) {
		return p, fmt.Errorf("%w: its header is cut short", errBroken)
	}
	if err := json.Unmarshal(rest[:size], &p.Header); err != nil {
		return p, fmt.Errorf("%w: header: %w", errBroken, err)
	}
	body := rest[size:]
	if p.Dimension != Dimension {
		return p, fmt.Errorf("%w: vectors of %d numbers, not %d", errBroken, p.Dimension, Dimension)
	}
	const perHash, perNumber, perRow = 8, 4, 1 + rowBytes
	if p.Words < 1 || p.Stems < 0 || p.Shared < 1 || max(p.Words, p.Stems, p.Shared) > len(body) ||
		len(body) != (p.Words+p.Stems)*(perHash+perNumber)+(p.Words+p.Shared)*perRow {
		return p, fmt.Errorf("%w: %d bytes for %d words, %d stems and %d rows that are shared", errBroken, len(body), p.Words, p.Stems, p.Shared)
	}
	if crc32.Checksum(body, castagnoli) != p.Checksum {
		return p, fmt.Errorf("%w: the checksum differs", errBroken)
	}
	known := p.Words + p.Stems
	p.hashes, body = body[:known*perHash], body[known*perHash:]
	p.numbers, body = body[:known*perNumber], body[known*perNumber:]
	p.multipliers, p.rows = body[:p.Words+p.Shared], body[p.Words+p.Shared:]
	if slices.Contains(p.multipliers, 0) {
		return p, fmt.Errorf("%w: a row counts nothing", errBroken)
	}
	return p, nil
}
