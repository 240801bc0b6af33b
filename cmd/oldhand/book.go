package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"oldhand/bot/phrases"
	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/integrations/table"
)

// bookCommand orders the collection of parcels that were recorded in the chat. Receivers come from a file, go to the
// carrier and are kept nowhere.
type bookCommand struct {
	File string `arg:"" type:"existingfile" help:"CSV or XLSX with the columns parcel (P10001), order (your own number of it), name, phone, address and, if you like, goods."`
}

// errNoCarrier ends a booking for which there is no account.
var errNoCarrier = errors.New("no carrier is configured to book with: set OLDHAND_KUAIDI100_KEY, _SECRET, _CUSTOMER, _SENDER and _CALLBACK")

// Run books line by line and prints for each its order, its parcel and its waybill, or why it was not booked. The same
// file again books what was not booked before and nothing twice.
func (b bookCommand) Run(ctx context.Context, c app.Config, s streams) error {
	carrier, sender, err := app.OpenCarrier(c)
	if err != nil {
		return err
	}
	if carrier == nil || sender == (address.Party{}) {
		return errNoCarrier
	}
	file, err := os.Open(b.File)
	if err != nil {
		return fmt.Errorf("book: %w", err)
	}
	defer file.Close()
	lines, err := readShipments(ctx, file)
	if err != nil {
		return fmt.Errorf("book %s: %w", b.File, err)
	}
	return app.With(ctx, c, s.log, func(v *app.Services) error { return book(ctx, v, carrier, sender, lines, s.out) })
}

func book(ctx context.Context, v *app.Services, carrier parcels.Carrier, sender address.Party, lines []shipmentLine, out io.Writer) error {
	failed := 0
	for _, l := range lines {
		l.shipment.From, l.shipment.Remark = sender, l.parcel.String()
		booking, err := v.Parcels.Book(ctx, carrier, l.parcel, l.order, l.shipment, v.Clock())
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, parcels.ErrBooked):
			fmt.Fprintf(out, "%s\t%s\tbooked before\n", l.order, l.parcel)
		case err != nil:
			failed++
			fmt.Fprintf(out, "%s\t%s\tnot booked: %v\n", l.order, l.parcel, err)
		default:
			fmt.Fprintf(out, "%s\t%s\t%s\n", l.order, l.parcel, booking.Waybill)
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d not booked", failed, len(lines))
	}
	return nil
}

// shipmentLine is a line of the file.
type shipmentLine struct {
	parcel   parcels.ParcelID
	order    string
	shipment parcels.Shipment
}

// shipmentSchema names the columns of the file.
var shipmentSchema = table.Schema{Required: []string{"parcel", "order", "name", "phone", "address"}, Optional: []string{"goods"}}

// readShipments reads the whole file before anything is booked: a file with a bad line books nothing.
func readShipments(ctx context.Context, r io.Reader) (lines []shipmentLine, err error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	var bad *table.RowError
	err = table.ReadBytes(ctx, data, shipmentSchema, table.Reader{
		Take: func(row table.Row) error {
			line, err := shipmentIn(row)
			lines = append(lines, line)
			return err
		},
		Reject: func(e *table.RowError) error { bad = cmp.Or(bad, e); return nil },
	})
	if err == nil && bad != nil {
		err = fmt.Errorf("row %d: %s: %s", bad.Line, bad.Column, phrases.Tell(phrases.English, bad.Reason))
	}
	if err != nil {
		return nil, err
	}
	return lines, nil
}

func shipmentIn(row table.Row) (shipmentLine, error) {
	for _, column := range shipmentSchema.Required {
		switch value := row.Get(column); {
		case value == "":
			return shipmentLine{}, row.Reject(column, table.Because("table.empty", nil))
		case table.CutShort(value):
			return shipmentLine{}, row.Reject(column, table.WhyCutShort(value))
		}
	}
	id, err := strconv.ParseInt(strings.TrimPrefix(strings.ToUpper(row.Get("parcel")), "P"), 10, 64)
	if err != nil {
		return shipmentLine{}, row.Reject("parcel", table.Because("table.noparcel", table.Data{"Value": row.Get("parcel")}))
	}
	return shipmentLine{parcels.ParcelID(id), row.Get("order"), parcels.Shipment{
		To: address.Party{Name: row.Get("name"), Phone: row.Get("phone"), Address: row.Get("address")}, Goods: row.Get("goods"),
	}}, nil
}
