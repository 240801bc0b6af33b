package kuaidi100

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"time"

	"oldhand/integrations/parcels"
	"oldhand/integrations/text"
)

//go:embed data/askphone.txt
var askPhoneFile string

// askPhone are the couriers that tell of a parcel only whoever knows the last figures of the sender's or receiver's phone.
var askPhone = text.List(askPhoneFile)

// phoneEnd is how many figures of a phone they ask for; nobody else is told more.
const phoneEnd = 4

// lastFigures are the figures of a phone that a courier asks for, or none.
func lastFigures(company, phone string) string {
	if !slices.Contains(askPhone, company) {
		return ""
	}
	var figures []rune
	for _, r := range phone {
		if r >= '0' && r <= '9' {
			figures = append(figures, r)
		}
	}
	return string(figures[max(0, len(figures)-phoneEnd):])
}

const trackPath = "/poll/query.do"

// signed is the state of a parcel that somebody signed for.
const signed = "3"

// trackTime is how events are dated, in Chinese time.
const trackTime = "2006-01-02 15:04:05"

var china = time.FixedZone("Asia/Shanghai", 8*3600)

// Track says how far a parcel has come. Kuaidi100 locks a waybill that is asked about more than once in half an hour.
// Errors: parcels.ErrNoCompany, parcels.ErrRefused.
func (k *Kuaidi100) Track(ctx context.Context, name, waybill, phone string) (parcels.Track, error) {
	company, err := companyCode(name)
	if err != nil {
		return parcels.Track{}, err
	}
	text, err := json.Marshal(struct {
		Company string `json:"com"`
		Number  string `json:"num"`
		Phone   string `json:"phone,omitempty"`
	}{company, waybill, lastFigures(company, phone)})
	if err != nil {
		return parcels.Track{}, err
	}
	var answer struct {
		Status  code   `json:"status"`
		Failed  code   `json:"returnCode"`
		Message string `json:"message"`
		State   code   `json:"state"`
		Events  []struct {
			Time string `json:"time"`
		} `json:"data"`
	}
	form := url.Values{"customer": {k.Customer}, "param": {string(text)}, "sign": {sign(string(text), k.Key, k.Customer)}}
	if err := k.post(ctx, trackPath, form, &answer); err != nil {
		return parcels.Track{}, fmt.Errorf("track with %s: %w", company, err)
	}
	if answer.Status != "200" {
		return parcels.Track{}, fmt.Errorf("track with %s: %w", company, failure(answer.Failed, answer.Message))
	}
	track := parcels.Track{Signed: answer.State == signed}
	for _, event := range answer.Events {
		at, err := time.ParseInLocation(trackTime, event.Time, china)
		if err != nil {
			return parcels.Track{}, fmt.Errorf("track with %s: %w", company, err)
		}
		if at.After(track.At) {
			track.At = at
		}
	}
	return track, nil
}
