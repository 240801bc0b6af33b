package batch

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"

	"oldhand/integrations/bounds"
	"oldhand/integrations/rates"
)

// TestAListThatIsTooLongIsNotReadToItsEnd looks at what is allocated by the whole process, so nothing runs beside it.
func TestAListThatIsTooLongIsNotReadToItsEnd(t *testing.T) {
	for name, row := range map[string]string{"good rows": "北京,1\n", "rows with a lost quote": "\"a\n", "rows of too many values": "a,1,x\n"} {
		data := []byte("address,weight\n" + strings.Repeat(row, (20<<20)/len(row)))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Read(t.Context(), data)
		runtime.ReadMemStats(&after)
		if spent := after.TotalAlloc - before.TotalAlloc; !errors.Is(err, ErrTooLong) || spent > 24<<20 {
			t.Errorf("%s: %v, %d MB allocated", name, err, spent>>20)
		}
	}
}

func TestABoundIsToldAsItIs(t *testing.T) {
	t.Parallel()
	_, err := Read(t.Context(), []byte("address,weight"+strings.Repeat(",x", 300)+"\n北京 1kg\n上海 2kg\n"))
	if bound, ok := errors.AsType[bounds.Error](err); !ok || bound.Code != "bounds.columns" {
		t.Error(err)
	}
}

func TestReadingEndsWithTheContext(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{"rows": "address,weight\n北京,1\n", "lines": "北京 1kg\n上海 2kg\n"} {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := Read(ctx, []byte(data)); !errors.Is(err, context.Canceled) || errors.Is(err, ErrUnreadable) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if lines, ok := linesOf(ctx, "北京 1kg\n上海 2kg\n"); ok {
		t.Error(lines)
	}
}

// In what is longer than any address no place is looked for.
func TestAnAddressIsNoLongerThanAnAddress(t *testing.T) {
	t.Parallel()
	long := "浙江省杭州市" + strings.Repeat("文三路", 60)
	cards, err := rates.NewCards(nil, "义乌")
	if err != nil {
		t.Fatal(err)
	}
	b, err := Price(t.Context(), cards, []Wanted{{Line: 2, Address: long, Weight: "1kg"}}, rates.Request{}, nil)
	if err != nil || len(b.Refused) != 1 || b.Refused[0].Why.Code != "batch.refused.long" {
		t.Errorf("%+v, %v", b.Refused, err)
	}
	lines, ok := Lines("北京 1kg\n上海 2kg\n" + strings.Repeat("成都 1x1x1 1kg ", 1000) + "\n广州 1kg\n")
	if !ok || len(lines) != 4 || lines[2].Weight != "" {
		t.Errorf("%d lines, %t", len(lines), ok)
	}
}
