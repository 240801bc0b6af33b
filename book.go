package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"oldhand/integrations/courier"
	"oldhand/integrations/courier/kuaidi100"
)

// bookCommand orders the collection of parcels that were recorded in the chat. Receivers come from a file, go to the
// carrier and are kept nowhere.
type bookCommand struct {
	File string `arg:"" type:"existingfile" help:"CSV with the columns parcel (P10001), order (your own number of it), name, phone, address and, if you like, goods."`
}

// openCarrier gives the configured carrier, and who sends with it; without a sender it books nothing. Where no carrier is
// configured it is nil.
func openCarrier(c config) (carrier courier.Carrier, sender courier.Party, err error) {
	if c.Kuaidi100Key == "" && c.Kuaidi100Secret == "" && c.Kuaidi100Customer == "" {
		return nil, sender, nil
	}
	carrier, err = kuaidi100.New(kuaidi100.Config{
		URL: c.Kuaidi100URL, Key: c.Kuaidi100Key, Secret: c.Kuaidi100Secret, Customer: c.Kuaidi100Customer, Callback: c.Kuaidi100Callback,
	})
	if err != nil || c.Kuaidi100Sender == "" {
		return carrier, sender, err
	}
	sender, _, ok := courier.ReadReceiver(c.Kuaidi100Sender)
	if !ok || c.Kuaidi100Callback == "" {
		return nil, sender, errSender
	}
	return carrier, sender, nil
}

var (
	errNoCarrier = errors.New("no carrier is configured to book with: set OLDHAND_KUAIDI100_KEY, _SECRET, _CUSTOMER, _SENDER and _CALLBACK")
	errSender    = errors.New("OLDHAND_KUAIDI100_SENDER wants a name, a phone and an address with its street, and OLDHAND_KUAIDI100_CALLBACK beside it")
)

// Run books line by line and prints for each its order, its parcel and its waybill, or why it was not booked. The same
// file again books what was not booked before and nothing twice.
func (b bookCommand) Run(ctx context.Context, c config, o outside) error {
	carrier, sender, err := openCarrier(c)
	if err != nil {
		return err
	}
	if carrier == nil || sender == (courier.Party{}) {
		return errNoCarrier
	}
	file, err := os.Open(b.File)
	if err != nil {
		return fmt.Errorf("book: %w", err)
	}
	defer file.Close()
	lines, err := readShipments(file)
	if err != nil {
		return fmt.Errorf("book %s: %w", b.File, err)
	}
	return withVillage(ctx, c, o.log, func(v *village) error { return book(ctx, v, carrier, sender, lines, o.out) })
}

func book(ctx context.Context, v *village, carrier courier.Carrier, sender courier.Party, lines []shipmentLine, out io.Writer) error {
	failed := 0
	for _, l := range lines {
		l.shipment.From, l.shipment.Remark = sender, l.parcel.String()
		booking, err := v.couriers.Book(ctx, carrier, l.parcel, l.order, l.shipment, v.clock())
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, courier.ErrBooked):
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
	parcel   courier.ParcelID
	order    string
	shipment courier.Shipment
}

// shipmentColumns are those that a file must have.
var shipmentColumns = []string{"parcel", "order", "name", "phone", "address"}

// readShipments reads the whole file before anything is booked: a file with a bad line books nothing.
func readShipments(r io.Reader) ([]shipmentLine, error) {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, errors.New("it is empty")
	}
	titles := rows[0]
	titles[0] = strings.TrimPrefix(titles[0], "\ufeff")
	for _, name := range shipmentColumns {
		if !slices.Contains(titles, name) {
			return nil, fmt.Errorf("there is no column %q", name)
		}
	}
	var lines []shipmentLine
	for n, row := range rows[1:] {
		cells := map[string]string{}
		for i, title := range titles {
			cells[title] = strings.TrimSpace(row[i])
		}
		for _, name := range shipmentColumns {
			if cells[name] == "" {
				return nil, fmt.Errorf("row %d: %s is empty", n+2, name)
			}
		}
		id, err := strconv.ParseInt(strings.TrimPrefix(strings.ToUpper(cells["parcel"]), "P"), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("row %d: %q is no parcel's number", n+2, cells["parcel"])
		}
		lines = append(lines, shipmentLine{courier.ParcelID(id), cells["order"], courier.Shipment{
			To: courier.Party{Name: cells["name"], Phone: cells["phone"], Address: cells["address"]}, Goods: cells["goods"],
		}})
	}
	return lines, nil
}
