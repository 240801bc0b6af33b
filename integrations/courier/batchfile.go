package courier

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"oldhand/integrations/table"
)

// ErrBatchLong says that a batch has more than MaxBatch lines.
var ErrBatchLong = errors.New("too many lines")

// ErrBatchFile says that a file of parcels cannot be read, or lacks the columns address and weight or any line.
var ErrBatchFile = errors.New("not a readable list of parcels")

// batchColumns are those of a file of parcels with the names that people give them. What a parcel holds and who it is
// for is nobody's business here, so other columns are not even looked at.
var batchColumns = map[string]string{
	"order":    "order number,order_number,order no,order no.,order_no,orderno,order id,order_id,id,no,no.,订单号,订单编号,单号,编号,序号",
	"address":  "to,destination,place,full address,shipping address,地址,收货地址,收件地址,收件人地址,详细地址,收货信息,目的地",
	"weight":   "weight(kg),weight (kg),weight_kg,kg,重量,重量(kg),重量（kg）,重量(公斤),重量（公斤）,单件重量",
	"weight_g": "weight(g),weight (g),grams,g,重量(克),重量（克）,重量(g),重量（g）,克重",
	"size":     "dimensions,size(cm),size (cm),size_cm,尺寸,体积,长宽高,尺寸(cm),尺寸（cm）",
	"count":    "parcels,boxes,pieces,件数,箱数",
	"province": "state,省,省份", "city": "市,城市", "county": "district,区,县,区县,区/县",
}

func batchSchema() table.Schema {
	s := table.Schema{Required: []string{"address"}, Also: map[string]string{}}
	for column, names := range batchColumns {
		s.Optional = append(s.Optional, column)
		for name := range strings.SplitSeq(names, ",") {
			s.Also[name] = column
		}
	}
	return s
}

// ReadBatch reads a CSV (UTF-8 or GB18030) or XLSX of parcels: order, address, weight or weight_g, size, count, and
// where the address leaves them out province, city, county. A row that cannot be read is refused alone, with the reason
// in lang. Errors: ErrBatchFile, ErrBatchLong.
func ReadBatch(data []byte, lang string) (lines []Wanted, refused []Refused, err error) {
	if !utf8.Valid(data) && !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		if data, err = simplifiedchinese.GB18030.NewDecoder().Bytes(data); err != nil {
			return nil, nil, fmt.Errorf("%w: %w", ErrBatchFile, err)
		}
	}
	err = table.ReadBytes(data, batchSchema(), func(r table.Row) error {
		if len(lines) == MaxBatch {
			return ErrBatchLong
		}
		if !r.Has("weight") && !r.Has("weight_g") {
			return ErrBatchFile
		}
		lines = append(lines, wantedIn(r))
		return nil
	}, func(e *table.RowError) {
		refused = append(refused, Refused{Line: e.Line, Reason: words{"the row does not fit the columns", "这一行和表头对不上"}.in(lang)})
	})
	switch {
	case errors.Is(err, ErrBatchLong):
		return nil, nil, fmt.Errorf("more than %d: %w", MaxBatch, ErrBatchLong)
	case err != nil:
		return nil, nil, fmt.Errorf("%w: %w", ErrBatchFile, err)
	case len(lines)+len(refused) == 0:
		return nil, nil, fmt.Errorf("%w: no lines", ErrBatchFile)
	}
	return lines, refused, nil
}

func wantedIn(r table.Row) Wanted {
	w := Wanted{
		Line: r.Line, Order: r.Get("order"), Weight: r.Get("weight"), Size: r.Get("size"), Count: r.Get("count"),
		Address: r.Get("province") + r.Get("city") + r.Get("county") + r.Get("address"),
	}
	if g := r.Get("weight_g"); w.Weight == "" && g != "" {
		if w.Weight = g; bareNumber.MatchString(g) {
			w.Weight += "g"
		}
	}
	return w
}
