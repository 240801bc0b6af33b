package rates

import (
	"slices"
	"strings"
	"time"

	"oldhand/integrations/table"
	"oldhand/integrations/text"

	"oldhand/integrations/address"
	"oldhand/integrations/measure"
)

// RateID numbers a row of a rate card; a row that was changed has a new one.
type RateID int64

// Row is a row of a rate card, as a file or the database has it.
type Row struct {
	ID              RateID
	Courier         string
	Service         string
	Origin          string
	Zone            string
	Provinces       string
	Places          string
	FirstG          *measure.Grams
	FirstPrice      *measure.Fen
	StepG           *measure.Grams
	StepPrice       *measure.Fen
	Bands           string
	MaxG            *measure.Grams
	Divisor         int64
	MaxSideCm       string
	Surcharges      string
	EtaP50Days      *int
	EtaP90Days      *int
	ValidFrom       *time.Time
	ValidTo         *time.Time
	MinDailyParcels int
}

// rateKey is what makes a later row an update of an earlier one.
type rateKey struct {
	courier, service, origin, zone string
	validFrom                      day
	floor                          int
}

func (c *rateCard) key() rateKey {
	return rateKey{c.Courier, c.Service, c.origin, c.Zone, c.days.from, c.MinDailyParcels}
}

// name is what a person finds a row by in a file.
func (r Row) name() table.Reason {
	from := ""
	if r.ValidFrom != nil {
		from = r.ValidFrom.Format(time.DateOnly)
	}
	return table.Because("rates.name", table.Data{
		"Courier": strings.TrimSpace(r.Courier + " " + r.Service), "Zone": r.Zone, "Origin": r.Origin, "From": from, "Floor": r.MinDailyParcels,
	})
}

// day counts days, so that dates compare without hours and zones.
type day int

const (
	firstDay day = -1 << 31 // the open ends
	lastDay  day = 1<<31 - 1
)

func dayOf(t time.Time) day {
	return day(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

func dayOr(t *time.Time, open day) day {
	if t == nil {
		return open
	}
	return dayOf(*t)
}

// span of days, both inclusive.
type days struct{ from, to day }

func (d days) hold(on day) bool        { return d.from <= on && on <= d.to }
func (d days) overlap(other days) bool { return d.from <= other.to && other.from <= d.to }

// rateCard is a row made ready to price with.
type rateCard struct {
	Row
	days      days
	origin    string   // code of the place, or what was written where it is none; empty: any
	elsewhere bool     // it is for every province that no other names
	codes     []string // provinces, cities and counties that it names
	tiers     []band
	extras    []surcharge
	maxSide   measure.Length // 0: any
}

// columnError says which column of a row is wrong.
type columnError struct {
	column string
	err    error
}

func (e *columnError) Error() string { return e.column + ": " + e.err.Error() }
func (e *columnError) Unwrap() error { return e.err }

// newCard reads the lists of a rate and checks what its columns say together. Errors: *columnError.
func newCard(r Row) (*rateCard, error) {
	c := &rateCard{Row: r, days: days{dayOr(r.ValidFrom, firstDay), dayOr(r.ValidTo, lastDay)}, origin: originCode(r.Origin)}
	var err error
	read := func(column string, parse func() error) {
		if err == nil {
			if failed := parse(); failed != nil {
				err = &columnError{column, failed}
			}
		}
	}
	read("provinces", func() (err error) { c.elsewhere, c.codes, err = readProvinces(r.Provinces); return })
	read("places", func() (err error) {
		c.codes, err = addPlaces(c.codes, r.Places)
		c.elsewhere = c.elsewhere && r.Places == ""
		return
	})
	read("bands", func() (err error) { c.tiers, err = readBands(r.Bands); return })
	read("surcharges", func() (err error) { c.extras, err = readSurcharges(r.Surcharges); return })
	read("max_side_cm", func() (err error) { c.maxSide, err = readMaxSide(r.MaxSideCm); return })
	if err == nil {
		err = c.check()
	}
	return c, err
}

func (c *rateCard) check() error {
	wrong := func(column, code string) error { return &columnError{column, table.Because(code, nil)} }
	switch {
	case c.Courier == "":
		return wrong("courier", "table.empty")
	case !c.elsewhere && len(c.codes) == 0:
		return wrong("provinces", "rates.provinces")
	case c.days.from > c.days.to:
		return wrong("valid_to", "rates.check.valid")
	case c.StepG != nil && c.StepPrice == nil:
		return wrong("step_price", "rates.check.step")
	case len(c.tiers) == 0 && c.FirstG == nil && c.FirstPrice == nil:
		return wrong("bands", "rates.check.prices")
	case len(c.tiers) == 0 && c.FirstG == nil:
		return wrong("first_g", "rates.check.weight")
	case len(c.tiers) == 0 && c.FirstPrice == nil:
		return wrong("first_price", "rates.check.price")
	case c.EtaP50Days != nil && c.EtaP90Days != nil && *c.EtaP50Days > *c.EtaP90Days:
		return wrong("eta_p90_days", "rates.check.days")
	}
	return nil
}

// conflict says that two cards could both answer for one origin, place, day and floor.
func (c *rateCard) conflict(other *rateCard) bool {
	return c.Courier == other.Courier && c.Service == other.Service && c.MinDailyParcels == other.MinDailyParcels &&
		c.days.overlap(other.days) && originsMeet(c.origin, other.origin) &&
		(c.elsewhere && other.elsewhere || c.sharesPlace(other))
}

// samePlaces says that two cards name the same places, in whatever order and spelling.
func (c *rateCard) samePlaces(other *rateCard) bool {
	return c.elsewhere == other.elsewhere && slices.Equal(slices.Sorted(slices.Values(c.codes)), slices.Sorted(slices.Values(other.codes)))
}

// placesColumn is the column that says most closely where the card is for.
func (c *rateCard) placesColumn() string {
	if c.Places != "" {
		return "places"
	}
	return "provinces"
}

func (c *rateCard) sharesPlace(other *rateCard) bool {
	return slices.ContainsFunc(c.codes, func(code string) bool { return slices.Contains(other.codes, code) })
}

// conflictColumn is where to look for a conflict.
func (c *rateCard) conflictColumn(other *rateCard) string {
	for _, code := range c.codes {
		if len(code) > 2 && slices.Contains(other.codes, code) {
			return "places"
		}
	}
	return "provinces"
}

// originsMeet says that a parcel can start at both.
func originsMeet(a, b string) bool { return a == "" || b == "" || a == b }

// originCode tells origins apart however they are written: 义乌, 义乌市, Yiwu.
func originCode(s string) string {
	if s == "" {
		return ""
	}
	if read, err := address.Parse(s); err == nil {
		return read.Place.Code
	}
	return text.Fold(s)
}
