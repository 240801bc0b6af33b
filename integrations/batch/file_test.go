package batch

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/simplifiedchinese"

	"oldhand/integrations/bounds"
)

func TestReadingAFileOfParcels(t *testing.T) {
	t.Parallel()
	want := []Wanted{{2, "1001", "浙江省杭州市文三路1号", "1.2", "30x20x10", "2", 0}, {Line: 3, Order: "1002", Address: "北京", Weight: "800g"}, {Line: 4, Order: "1003", Address: "成都"}}
	text := "订单号,收货地址,重量,尺寸,件数,收货人\n1001,浙江省杭州市文三路1号,1.2,30x20x10,2,王一\n1002,北京,800g,,,\n1003,成都\n"
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"UTF-8": text, "GB18030": gbk, "marked": "\ufeff" + text, "semicolons": strings.ReplaceAll(text, ",", ";")} {
		f, err := Read(t.Context(), []byte(data))
		if diff := cmp.Diff(File{Lines: want}, f, cmpopts.IgnoreUnexported(File{})); err != nil || diff != "" {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
	f, err := Read(t.Context(), []byte("Order ID,Province,City,Address,Weight (g)\n7,浙江省,金华市,义乌 1,1200\n"))
	if diff := cmp.Diff([]Wanted{{Line: 2, Order: "7", Address: "浙江省金华市义乌 1", Weight: "1200g"}}, f.Lines); err != nil || diff != "" {
		t.Error(err, diff)
	}
	f, err = Read(t.Context(), []byte("订单号,*收件人地址（必填）,重量（公斤）,件数,尺寸\n=\"7001\",北京,１．２,２件,３０×２０×１０\n7002,成都,0.5,3箱,\n"))
	if diff := cmp.Diff([]Wanted{{2, "7001", "北京", "1.2公斤", "30×20×10", "2", 0}, {Line: 3, Order: "7002", Address: "成都", Weight: "0.5公斤", Count: "3"}}, f.Lines); err != nil || diff != "" {
		t.Error("as typed with an input method:", err, diff)
	}
	f, err = Read(t.Context(), []byte("7301 浙江省杭州市文三路478号 王一 13800138000 0.8kg\n7302 成都市武侯区 1.2kg\n"))
	if err != nil || len(f.Lines) != 2 || f.Lines[1].Order != "7302" {
		t.Errorf("without a row of names: %+v, %v", f, err)
	}
	for name, c := range map[string]struct {
		data string
		want error
	}{
		"empty":      {"", ErrUnreadable},
		"no address": {"a,b\n1,2\n", ErrUnreadable},
		"no weight":  {"address,b\n1,2\n", ErrNoWeight},
		"no lines":   {"address,weight\n\n", ErrUnreadable},
		"no zip":     {"PK\x03\x04 no zip", ErrUnreadable},
		"long":       {"address,weight\n" + strings.Repeat("北京,1\n", MaxLines+1), ErrTooLong},
		"going on":   {"address,weight\n北京,1\n" + strings.Repeat(",1\n", MaxLines+1), ErrTooLong},
		"long, bad":  {"address,weight\n" + strings.Repeat("北京,1,2\n", MaxLines+1), ErrTooLong},
	} {
		if _, err := Read(t.Context(), []byte(c.data)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A text may have millions of lines; nobody wants to know more of them than that they are too many.
func TestLinesBeyondTheMostAreNotRead(t *testing.T) {
	t.Parallel()
	for _, between := range []string{"\n", "\n\n"} {
		text := strings.Repeat("北京 1kg"+between, MaxLines+10)
		if lines, ok := Lines(text); !ok || len(lines) != MaxLines+1 {
			t.Errorf("%q: %d, %t", between, len(lines), ok)
		}
		if _, err := Read(t.Context(), []byte(text)); !errors.Is(err, ErrTooLong) {
			t.Errorf("%q: %v", between, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("订单号,收货地址,重量\n1001,北京,1.2\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		f, err := Read(t.Context(), data)
		_, beyond := errors.AsType[bounds.Error](err)
		if err != nil && !beyond && !errors.Is(err, ErrUnreadable) && !errors.Is(err, ErrTooLong) && !errors.Is(err, ErrNoWeight) {
			t.Errorf("%d lines, %v", len(f.Lines), err)
		}
	})
}
