package knowledge

import (
	"context"
	"fmt"
	"io"
	"math"
	"sync"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	pdfMemory = 128 << 20 // bytes that one PDF may take
	pdfAtOnce = 2
)

// pdfPool holds PDFium as a WebAssembly module, which sees no file, no clock and no network, and from which a broken PDF
// cannot get out. It is loaded when the first PDF comes, which takes a second and 180 MB. It is interpreted: to compile
// it would take ten times as long, and a note is a few pages.
var pdfPool = sync.OnceValues(func() (pdfium.Pool, error) {
	return webassembly.Init(webassembly.Config{
		Context:  experimental.WithMemoryAllocator(context.Background(), experimental.MemoryAllocatorFunc(newPDFMemory)),
		MaxTotal: pdfAtOnce, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
		RuntimeConfig: wazero.NewRuntimeConfigInterpreter().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling). // PDFium needs the latter
			WithCloseOnContextDone(true),
	})
})

// pdfMachineMemory is the memory of one machine. It doubles when it has to grow: by the small steps that are asked for, one
// PDF would leave five times its memory to the garbage collector.
type pdfMachineMemory struct{ bytes []byte }

func newPDFMemory(least, _ uint64) experimental.LinearMemory {
	return &pdfMachineMemory{make([]byte, least)}
}

// Reallocate gives the memory in a new size; nil, which PDFium takes for full, where that is too large.
func (m *pdfMachineMemory) Reallocate(size uint64) []byte {
	if size > pdfMemory {
		return nil
	}
	if size > uint64(len(m.bytes)) {
		more := make([]byte, min(max(size, 2*uint64(len(m.bytes))), pdfMemory))
		copy(more, m.bytes)
		m.bytes = more
	}
	return m.bytes[:size]
}

// Free leaves the memory to the garbage collector.
func (*pdfMachineMemory) Free() {}

// startPDFium gives a machine for one PDF, as soon as one is free. Kill it when it is done with, rather than close it: that
// would run PDFium once more, which a broken PDF may have left in any state.
func startPDFium(ctx context.Context) (pdfium.Pdfium, error) {
	pool, err := pdfPool()
	if err != nil {
		return nil, fmt.Errorf("load PDFium: %w", err)
	}
	machine, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	return machine, nil
}

// pdfLine is a line of a page: where it stands and the size of its first letter, in points from the bottom.
type pdfLine struct {
	text    string
	y, size float64
}

// pageLines gives the lines of a page in reading order. What PDFium holds for it goes with the machine.
func pageLines(machine pdfium.Pdfium, doc references.FPDF_DOCUMENT, page int) ([]pdfLine, error) {
	loaded, err := machine.FPDFText_LoadPage(&requests.FPDFText_LoadPage{
		Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: page}},
	})
	if err != nil {
		return nil, err
	}
	count, err := machine.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: loaded.TextPage})
	if err != nil {
		return nil, err
	}
	var lines []pdfLine
	var line pdfLine
	var units []uint16
	for i := range count.Count {
		char, err := machine.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: loaded.TextPage, Index: i})
		if err != nil {
			return nil, err
		}
		switch code := rune(char.Unicode); {
		case code == '\n':
			line.text = string(utf16.Decode(units))
			lines = append(lines, line)
			line, units = pdfLine{}, nil
			continue
		case code > ' ' && line.size == 0:
			line.y, line.size = place(machine, loaded.TextPage, i)
		}
		units = utf16.AppendRune(units, rune(char.Unicode))
	}
	line.text = string(utf16.Decode(units))
	return append(lines, line), nil
}

// place gives where a character stands and how large it is; zeros of one that PDFium added itself.
func place(machine pdfium.Pdfium, page references.FPDF_TEXTPAGE, i int) (y, size float64) {
	at, err := machine.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: page, Index: i})
	if err != nil {
		return 0, 0
	}
	font, err := machine.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: page, Index: i})
	if err != nil {
		return 0, 0
	}
	scaled, err := machine.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: page, Index: i})
	if err != nil {
		return 0, 0
	}
	return at.Y, font.FontSize * math.Hypot(float64(scaled.Matrix.C), float64(scaled.Matrix.D))
}
