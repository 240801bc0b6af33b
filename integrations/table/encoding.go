package table

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"oldhand/integrations/bounds"
	"oldhand/integrations/text"
)

var (
	utf8BOM    = []byte{0xEF, 0xBB, 0xBF}
	utf16LEBOM = []byte{0xFF, 0xFE}
	utf16BEBOM = []byte{0xFE, 0xFF}
)

// decoded reads a text file as UTF-8, in whatever a spreadsheet saved it: UTF-8, UTF-16 with its mark ("Unicode text"), or
// the encoding of Chinese Windows, which has no mark. It is the file itself where nothing needs to be decoded.
func decoded(ctx context.Context, f file) (io.Reader, error) {
	mark := make([]byte, len(utf16LEBOM))
	if _, err := f.ReadAt(mark, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if bytes.Equal(mark, utf16LEBOM) || bytes.Equal(mark, utf16BEBOM) {
		return transform.NewReader(f, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), nil
	}
	gb, err := isGB18030(bounds.Reader(ctx, f))
	if err != nil {
		return nil, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	if gb {
		return transform.NewReader(f, simplifiedchinese.GB18030.NewDecoder()), nil
	}
	return f, nil
}

// openText reads a text file. The rejects file of one that was not in UTF-8 gets a mark, so that the program that wrote the
// one can read the other.
func openText(ctx context.Context, f file, size int64) (source, error) {
	in, err := decoded(ctx, f)
	if err != nil {
		return nil, errors.Join(plain(err), f.Close())
	}
	c := newCSV(bounds.Reader(ctx, in), f, size)
	c.marked = in != io.Reader(f)
	return c, nil
}

// isGB18030 says that a whole text is in the encoding of Chinese Windows: no line of it is Chinese in UTF-8, every line can
// be read so, and most characters are everyday ones. What is left of a UTF-8 text that was cut reads as rare ones. Lines that
// are no more than accented letters in UTF-8 tell nothing: the bytes of é are a Chinese character, those of 双 a letter.
func isGB18030(r io.Reader) (bool, error) {
	lines := bufio.NewReaderSize(r, maxRecord)
	everyday, rare := 0, 0
	for {
		line, err := lines.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			return false, nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return false, err
		}
		if utf8.Valid(line) && bytes.ContainsFunc(line, inThreeBytes) || bytes.IndexByte(line, 0) >= 0 {
			return false, nil
		}
		if !utf8.Valid(line) {
			e, other, ok := text.CountGB18030(line)
			if !ok {
				return false, nil
			}
			everyday, rare = everyday+e, rare+other
		}
		if err != nil {
			return everyday > rare, nil
		}
	}
}

// inThreeBytes says that UTF-8 writes a character in three bytes or more, as it does Chinese.
func inThreeBytes(r rune) bool { return utf8.RuneLen(r) >= 3 }
