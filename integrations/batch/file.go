package batch

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/width"

	"oldhand/integrations/table"
)

var (
	// ErrTooLong says that a batch has more than MaxLines lines.
	ErrTooLong = errors.New("too many lines")
	// ErrUnreadable says that a file of parcels cannot be read, or lacks the column address or any line.
	ErrUnreadable = errors.New("not a readable list of parcels")
	// ErrNoWeight says that a file has addresses, but no column of weights.
	ErrNoWeight = errors.New("no column of weights")
)

// columns are those of a file of parcels with the names that people and shops give them, the surest first. What a
// parcel holds and who it is for is nobody's business here, so other columns are not even looked at.
var columns = map[string]string{
	"order":    "订单号,订单编号,主订单号,主订单编号,子订单编号,交易编号,ordernumber,order_number,orderno,orderno.,order_no,orderid,order_id,单号,编号,id,no,no.,序号",
	"address":  "收货地址,收件地址,收件人地址,收货人地址,详细地址,收件详细地址,收件人详细地址,收货信息,收件信息,地址,fulladdress,shippingaddress,destination,目的地,to,place",
	"weight":   "重量,重量(kg),重量(公斤),重量(千克),重量kg,重量/kg,单件重量,单件重量(kg),包裹重量,包裹重量(kg),实重,毛重,weight(kg),weight_kg,kg",
	"weight_g": "重量(克),重量(g),重量g,重量/g,单件重量(克),单件重量(g),克重,克重(g),weight(g),grams,g",
	"size":     "尺寸,尺寸(cm),尺寸(厘米),长宽高,长宽高(cm),体积,dimensions,size(cm),size_cm",
	"count":    "件数,箱数,包裹数,parcels,boxes,pieces",
	"province": "省,省份,收货省份,收件省份,收件人省份,state", "city": "市,城市,收货城市,收件城市,收件人城市",
	"county": "区,县,区县,区/县,区(县),收货区县,收件区县,district", "town": "街道,乡镇,街道/乡镇,镇",
}

func schema() table.Schema {
	s := table.Schema{Required: []string{"address"}, Also: map[string][]string{}}
	for column, names := range columns {
		s.Optional = append(s.Optional, column)
		s.Also[column] = strings.Split(names, ",")
	}
	return s
}

// File is what a file of parcels holds.
type File struct {
	Lines   []Wanted
	Refused []Refused    // rows that do not fit the columns
	Left    table.Reason // what of the file was not read, or none
}

// Read reads a CSV, an XLSX or a text with tabs of parcels: order, address, weight or weight_g, size, count, and where
// the address leaves them out province, city, county, town. A text without these names is read as people write parcels
// into the chat, one a line. A row that cannot be read is refused alone. Errors: ErrUnreadable,
// ErrNoWeight, ErrTooLong.
func Read(data []byte) (File, error) {
	var f File
	err := table.ReadBytes(data, schema(), table.Reader{
		Take: func(r table.Row) error {
			if !r.Has("weight") && !r.Has("weight_g") {
				return ErrNoWeight
			}
			f.Lines = append(f.Lines, wantedIn(r))
			return f.checkLength()
		},
		Reject: func(e *table.RowError) {
			if f.checkLength() == nil { // what comes after that is not even kept
				f.Refused = append(f.Refused, Refused{Line: e.Line, Why: e.Reason})
			}
		},
		Say: func(left table.Reason) { f.Left = left },
	})
	switch {
	case errors.Is(err, ErrTooLong), errors.Is(err, ErrNoWeight):
		return File{}, err
	case err != nil:
		return readHeadless(data, err)
	case len(f.Lines)+len(f.Refused) == 0:
		return File{}, fmt.Errorf("%w: no lines", ErrUnreadable)
	}
	return f, f.checkLength()
}

// readHeadless reads a text that has no row of names.
func readHeadless(data []byte, why error) (File, error) {
	if text, ok := table.Text(data); ok {
		if lines, ok := Lines(text); ok {
			f := File{Lines: lines}
			return f, f.checkLength()
		}
	}
	return File{}, fmt.Errorf("%w: %w", ErrUnreadable, why)
}

func (f File) checkLength() error {
	if len(f.Lines)+len(f.Refused) > MaxLines {
		return fmt.Errorf("more than %d: %w", MaxLines, ErrTooLong)
	}
	return nil
}

// folded is a value without an input method's wide letters and digits.
func folded(r table.Row, column string) string { return width.Fold.String(r.Get(column)) }

func wantedIn(r table.Row) Wanted {
	w := Wanted{
		Line: r.Line, Order: r.Get("order"), Weight: folded(r, "weight"), Size: folded(r, "size"),
		Count: strings.TrimRight(folded(r, "count"), "件箱票包个 "),
	}
	for _, part := range []string{"province", "city", "county", "town", "address"} {
		w.Address += r.Get(part)
	}
	if g := folded(r, "weight_g"); w.Weight == "" && g != "" {
		if w.Weight = g; bareNumber.MatchString(g) {
			w.Weight += "g"
		}
	}
	return w
}
