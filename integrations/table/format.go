package table

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"oldhand/integrations/bounds"
)

// numberFormat is what of the way a number is shown tells what was typed: 46327 was a day, 7 was 7.00, 123 was 00123.
type numberFormat struct {
	day       bool
	dated     bool // a day or an hour, also one of which it shows a part
	thousands bool // are marked
	digits    int  // at least, before the point
	decimals  int  // at least
}

// builtIn are the formats that a workbook names by number alone and that tell anything, without what stands between.
var builtIn = map[string]string{
	"2": "0.00", "4": "#,##0.00", "14": "mm-dd-yy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "18": "h:mm am/pm", "19": "h:mm:ss am/pm",
	"20": "h:mm", "21": "h:mm:ss", "22": "m/d/yy h:mm", "27": "yyyy-m", "28": "m-d", "29": "m-d", "30": "m/d/yy", "31": "yyyy-m-d",
	"32": "h:mm", "33": "h:mm:ss", "34": "h:mm", "35": "h:mm:ss", "36": "yyyy-m", "45": "mm:ss", "46": "[h]:mm:ss", "47": "mm:ss", "50": "yyyy-m",
	"51": "m-d", "52": "yyyy-m", "53": "m-d", "54": "m-d", "55": "h:mm", "56": "h:mm:ss", "57": "yyyy-m", "58": "m-d",
}

// maxCode is how long the code of a format may be, as in every spreadsheet; longer ones tell nothing.
const maxCode = 255

var (
	// unshown are the parts of a format's code that are no codes themselves: "text", \x, _x, *x, [Red].
	unshown = regexp.MustCompile(`"[^"]*"|[\\_*].|\[[^\]]*\]`)
	// digitsCode is a format that shows nothing but digits.
	digitsCode = regexp.MustCompile(`^[#,]*(0*)(?:\.(0*)#*)?$`)
	// elapsed is a code of hours, minutes or seconds that go on counting.
	elapsed   = regexp.MustCompile(`\[(?:h+|m+|s+)\]`)
	datedCode = regexp.MustCompile(`[ymdhs]`)
	dayCode   = regexp.MustCompile(`(?:^|[^d])dd?(?:[^d]|$)`)
)

func parseFormat(code string) numberFormat {
	if len(code) > maxCode {
		return numberFormat{}
	}
	first, _, _ := strings.Cut(code, ";")
	if m := digitsCode.FindStringSubmatch(first); m != nil {
		return numberFormat{thousands: strings.Contains(first, ","), digits: len(m[1]), decimals: len(m[2])}
	}
	first, _, _ = strings.Cut(strings.ToLower(unshown.ReplaceAllString(code, " ")), ";")
	dated := datedCode.MatchString(first) && first != "standard" || elapsed.MatchString(strings.ToLower(code))
	return numberFormat{day: strings.Contains(first, "y") && dayCode.MatchString(first), dated: dated}
}

// styleReader reads the formats of a workbook's cells.
type styleReader struct {
	book  *workbook
	codes map[string]numberFormat // by the number that the workbook gave them
	cells bool                    // it reads the formats of cells, not those that they were made from
}

func (r *styleReader) element(_ *bounds.XML, t xml.StartElement) error {
	id := bounds.Attribute(t, "numFmtId")
	switch t.Name.Local {
	case "numFmts":
		r.codes = map[string]numberFormat{}
	case "numFmt":
		if r.codes != nil {
			r.codes[id] = parseFormat(bounds.Attribute(t, "formatCode"))
		}
	case "cellXfs":
		r.cells = true
	case "cellStyles", "dxfs":
		r.cells = false
	case "xf":
		if r.cells {
			r.book.formats = append(r.book.formats, r.format(id))
		}
	}
	return most(max(len(r.codes), len(r.book.formats)), "bounds.formats", maxFormats)
}

func (r *styleReader) format(id string) numberFormat {
	if f, ok := r.codes[id]; ok {
		return f
	}
	return parseFormat(builtIn[id])
}

// format gives that of the cells of a style.
func (b *workbook) format(style string) numberFormat {
	if i, err := strconv.Atoi(style); err == nil && i >= 0 && i < len(b.formats) {
		return b.formats[i]
	}
	return numberFormat{}
}

// exactDigits is how many digits of a number a spreadsheet keeps. Other programs write longer ones into its files, which
// stay as they are.
const exactDigits = 15

func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// typed gives what a person typed, from what is stored of it. Stored, 1.1 reads 1.1000000000000001 and a day reads 46327.
func (f numberFormat) typed(stored string, date1904 bool) string {
	number, err := strconv.ParseFloat(stored, 64)
	if err != nil || len(stored) > exactDigits && allDigits(stored) {
		return stored
	}
	if f.day && number >= 1 {
		if day, ok := asDay(number, date1904); ok {
			return day
		}
	}
	// A spreadsheet keeps no more digits; what is stored beyond them is the error of the binary fraction.
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(number, 'g', exactDigits, 64), 64)
	if err != nil {
		return stored
	}
	if shown := f.shown(rounded); shown != "" {
		return shown
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// shown gives a number with the zeros that its format adds; "" where that would show another number, or more than digits.
func (f numberFormat) shown(number float64) string {
	if f.digits+f.decimals == 0 || f.thousands && (number >= 1000 || number <= -1000) {
		return ""
	}
	text := strconv.FormatFloat(number, 'f', f.decimals, 64)
	if same, err := strconv.ParseFloat(text, 64); err != nil || same != number {
		return ""
	}
	sign, digits := "", text
	if strings.HasPrefix(text, "-") {
		sign, digits = "-", text[1:]
	}
	whole, _, _ := strings.Cut(digits, ".")
	return sign + strings.Repeat("0", max(0, f.digits-len(whole))) + digits
}

// asDay writes a day, and its time where it has one.
func asDay(number float64, date1904 bool) (string, bool) {
	t, err := excelize.ExcelDateToTime(number, date1904)
	if err != nil || t.Year() > 9999 {
		return "", false
	}
	if number == float64(int64(number)) {
		return t.Format("2006-01-02"), true
	}
	return t.Format("2006-01-02 15:04"), true
}
