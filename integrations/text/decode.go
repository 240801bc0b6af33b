package text

import (
	"bytes"
	"encoding/binary"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	utf "golang.org/x/text/encoding/unicode"
)

// Decode gives a whole text in UTF-8 that was saved in one of the ways of Chinese Windows: UTF-8, UTF-16, GB18030 or Big5, with or
// without a mark. ok is false where it is none of them for sure.
func Decode(data []byte) (text []byte, ok bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decoded(utf.UTF16(utf.LittleEndian, utf.ExpectBOM), data)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decoded(utf.UTF16(utf.BigEndian, utf.ExpectBOM), data)
	case utf8.Valid(data) && bytes.IndexByte(data, 0) < 0:
		return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), true
	}
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		if isUTF16(data, order) {
			endian := map[binary.ByteOrder]utf.Endianness{binary.LittleEndian: utf.LittleEndian, binary.BigEndian: utf.BigEndian}[order]
			return decoded(utf.UTF16(endian, utf.IgnoreBOM), data)
		}
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return nil, false
	}
	inGB, rareInGB, isGB := CountGB18030(data)
	inBig5, rareInBig5, isBig5 := countBig5(data)
	switch {
	case isGB && inGB > rareInGB && (!isBig5 || inGB-rareInGB >= inBig5-rareInBig5):
		return decoded(simplifiedchinese.GB18030, data)
	case isBig5 && inBig5 > rareInBig5:
		return decoded(traditionalchinese.Big5, data)
	}
	return nil, false
}

func decoded(e encoding.Encoding, data []byte) ([]byte, bool) {
	text, err := e.NewDecoder().Bytes(data)
	return text, err == nil && !bytes.ContainsRune(text, utf8.RuneError)
}

// isUTF16 says that a text without a mark is in UTF-16: nearly every two bytes of it are a character that notes are full of. As
// anything else, Chinese in it has a NUL or two in its marks and ends of lines, or cannot be read.
func isUTF16(data []byte, order binary.ByteOrder) bool {
	if len(data) < 4 || len(data)%2 != 0 {
		return false
	}
	common := 0
	for i := 0; i < len(data); i += 2 {
		switch r := rune(order.Uint16(data[i:])); {
		case r == 0 || r > unicode.MaxRune:
			return false
		case IsEveryday(r), r >= ' ' && r <= '~', r == '\n' || r == '\r' || r == '\t', r >= '\u3000' && r <= '〟', isFullWidth(r), r >= '‘' && r <= '”':
			common++
		}
	}
	const most = 5 // other characters, in a hundred
	return common*100 >= len(data)/2*(100-most) && bytes.IndexByte(data, 0) >= 0
}

// everyday are the characters of the first levels of GB 2312 and Big5.
var everyday = sync.OnceValue(func() *[lastUnified - firstUnified + 1]bool {
	var often [lastUnified - firstUnified + 1]bool
	for _, level := range []struct {
		in          encoding.Encoding
		first, last byte
	}{{simplifiedchinese.GBK, 0xB0, 0xD7}, {traditionalchinese.Big5, 0xA4, 0xC6}} {
		for lead := level.first; lead <= level.last; lead++ {
			for trail := byte(0x40); trail < 0xFF; trail++ {
				text, ok := decoded(level.in, []byte{lead, trail})
				if r, _ := utf8.DecodeRune(text); ok && isUnified(r) && (level.first != 0xB0 || trail >= 0xA1) {
					often[r-firstUnified] = true
				}
			}
		}
	}
	return &often
})

// CountGB18030 counts the characters beyond ASCII of a text, apart those of the first level of GB 2312 and its signs, as everyday
// ones; ok is false where it cannot be read as GB18030.
func CountGB18030(text []byte) (everyday, rare int, ok bool) {
	if _, ok := decoded(simplifiedchinese.GB18030, text); !ok {
		return 0, 0, false
	}
	for i := 0; i < len(text); i++ {
		if text[i] < utf8.RuneSelf {
			continue
		}
		switch lead := text[i]; {
		case i+1 < len(text) && text[i+1] <= '9': // four bytes
			rare++
			i += 3
			continue
		case (lead >= 0xA1 && lead <= 0xA3 || lead >= 0xB0 && lead <= 0xD7) && i+1 < len(text) && text[i+1] >= 0xA1:
			everyday++
		default:
			rare++
		}
		i++
	}
	return everyday, rare, true
}

// countBig5 is CountGB18030 for Big5: its first level and its signs are everyday ones.
func countBig5(text []byte) (everyday, rare int, ok bool) {
	if _, ok := decoded(traditionalchinese.Big5, text); !ok {
		return 0, 0, false
	}
	for i := 0; i+1 < len(text); i++ {
		if text[i] < utf8.RuneSelf {
			continue
		}
		if lead := text[i]; lead >= 0xA1 && lead <= 0xC6 {
			everyday++
		} else {
			rare++
		}
		i++
	}
	return everyday, rare, true
}

// IsEveryday says that a Chinese character is one of those that texts are full of, in either form.
func IsEveryday(r rune) bool { return isUnified(r) && everyday()[r-firstUnified] }
