package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/text/encoding/unicode"

	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/rates"
)

// paperCarrier books whatever it is given, under the courier's name.
type paperCarrier struct{ seen []parcels.Shipment }

func (p *paperCarrier) Book(_ context.Context, s parcels.Shipment) (parcels.Booking, error) {
	if s.To.Phone == "0" {
		return parcels.Booking{}, fmt.Errorf("no such phone: %w", parcels.ErrRefused)
	}
	p.seen = append(p.seen, s)
	return parcels.Booking{Task: "t", Order: "o", Waybill: fmt.Sprint(s.Courier, len(p.seen))}, nil
}
func (p *paperCarrier) Cancel(context.Context, parcels.Booking, string) error    { return nil }
func (p *paperCarrier) Waybill(context.Context, parcels.Booking) (string, error) { return "", nil }
func (p *paperCarrier) Track(context.Context, string, string, string) (parcels.Track, error) {
	return parcels.Track{}, nil
}

func TestAFileOfReceiversIsBookedOnce(t *testing.T) {
	t.Parallel()
	c := testVillage(t)
	v := app.NewServices(c, pgtest.Open(t, c.DatabaseURL, c.Village), app.Models{}, time.Now, slog.New(slog.DiscardHandler))
	to := address.PlaceOf("4403")
	answer, err := v.Rates.Quote(t.Context(), rates.Request{To: to, Weight: 900})
	if err != nil {
		t.Fatal(err)
	}
	var id parcels.ParcelID
	err = pgx.BeginFunc(t.Context(), v.Pool, func(tx pgx.Tx) (err error) {
		id, err = v.Parcels.Record(t.Context(), tx, parcels.Consignment{Key: 1, Seller: 1, To: to, Weight: 900, Quote: answer.Quotes[0], Count: 2, At: time.Now()})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	lines, err := readShipments(t.Context(), strings.NewReader("\ufefforder,parcel,name,phone,address\n"+
		"A-1,"+id.String()+",王五,13900139000,深圳市南山区\nA-2,"+strings.ToLower(id.String())+",赵六,0,广州\nA-3,P99,钱七,1,北京\n"))
	if err != nil {
		t.Fatal(err)
	}
	carrier := &paperCarrier{}
	sender := address.Party{Name: "李四", Phone: "138", Address: "义乌"}
	for _, want := range []string{"A-1\t" + id.String() + "\tSTO1\n", "A-1\t" + id.String() + "\tbooked before\n"} {
		var out strings.Builder
		err := book(t.Context(), v, carrier, sender, lines, &out)
		if err == nil || !strings.Contains(err.Error(), "2 of 3") || !strings.Contains(out.String(), want) || !strings.Contains(out.String(), "no such parcel") {
			t.Errorf("%v\n%s", err, out.String())
		}
	}
	if len(carrier.seen) != 1 || carrier.seen[0].Courier != "STO" || carrier.seen[0].Weight != 900 || carrier.seen[0].From.Name != "李四" {
		t.Errorf("%+v", carrier.seen)
	}
}

func TestAFileWithABadLineBooksNothing(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "parcel,order\n", "parcel,order,name,phone,address\nP1,s,,1,a\n", "parcel,order,name,phone,address\nx,s,n,1,a\n",
		"parcel,order,name,phone,address\nP1,o\n", "\"", "parcel,order,name,phone,address\nP1,s,n,1.38E+10,a\n", "parcel,order,name,phone,address\nP1,6.92E+18,n,1,a\n",
	} {
		if lines, err := readShipments(t.Context(), strings.NewReader(text)); err == nil {
			t.Errorf("%q: %+v", text, lines)
		}
	}
}

func TestReceiversFromASpreadsheet(t *testing.T) {
	t.Parallel()
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("order\tparcel\tname\tphone\taddress\nA-1\tP10001\t王五\t'13900139000\t深圳市南山区\n")
	if err != nil {
		t.Fatal(err)
	}
	lines, err := readShipments(t.Context(), strings.NewReader(text))
	if err != nil || len(lines) != 1 || lines[0].parcel != 10001 || lines[0].shipment.To != (address.Party{Name: "王五", Phone: "13900139000", Address: "深圳市南山区"}) {
		t.Errorf("%+v, %v", lines, err)
	}
	const want = `row 3: phone: "1.38E+10" lost digits`
	if _, err := readShipments(t.Context(), strings.NewReader("parcel,order,name,phone,address\nP1,s,n,1,a\nP1,p,n,1.38E+10,a\n")); err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Error(err)
	}
}

func TestNothingIsBookedWithoutAnAccount(t *testing.T) {
	t.Parallel()
	if err := (bookCommand{}).Run(t.Context(), app.Config{}, streams{}); !errors.Is(err, errNoCarrier) {
		t.Error(err)
	}
	if _, _, err := app.OpenCarrier(app.Config{Kuaidi100Key: "k"}); err == nil {
		t.Error("half an account is taken for one")
	}
	c := app.Config{Kuaidi100Key: "k", Kuaidi100Secret: "s", Kuaidi100Customer: "c"}
	if carrier, sender, err := app.OpenCarrier(c); err != nil || carrier == nil || sender != (address.Party{}) {
		t.Errorf("an account that only tracks: %+v, %v", sender, err)
	}
	if err := (bookCommand{}).Run(t.Context(), c, streams{}); !errors.Is(err, errNoCarrier) {
		t.Error(err)
	}
	c.Kuaidi100Sender = "李四 13800138000 浙江省义乌市青岩刘村1号"
	if _, _, err := app.OpenCarrier(c); !errors.Is(err, app.ErrSender) {
		t.Errorf("without a callback: %v", err)
	}
	c.Kuaidi100Callback = "https://example.com/back"
	if _, sender, err := app.OpenCarrier(c); err != nil || sender.Name != "李四" || sender.Address != "浙江省义乌市青岩刘村1号" {
		t.Errorf("%+v, %v", sender, err)
	}
	c.Kuaidi100Sender = "李四"
	if _, _, err := app.OpenCarrier(c); !errors.Is(err, app.ErrSender) {
		t.Errorf("a sender without an address: %v", err)
	}
}

func FuzzReadShipments(f *testing.F) {
	f.Add("\ufefforder,parcel,name,phone,address\nA-1,P10001,王五,13900139000,深圳市南山区\n")
	f.Add("parcel,order,name,phone,address,goods\nP1,s,n,1,a,\"g\n\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		lines, err := readShipments(t.Context(), strings.NewReader(text))
		if err != nil {
			return
		}
		for _, l := range lines {
			if l.order == "" || l.shipment.To.Name == "" || l.shipment.To.Phone == "" || l.shipment.To.Address == "" {
				t.Errorf("%q has the line %+v", text, l)
			}
		}
	})
}
