package intents

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"oldhand/integrations/parcels"
)

var (
	parcelNumber = regexp.MustCompile(`(?i)\bp(\d{5,12})\b`)
	notThere     = regexp.MustCompile(`(?i)\b(?:not|isn'?t|hasn'?t|haven'?t|never|still)\b.*\b(?:there|arrived|delivered|received|come|here|under\s*way|waiting)\b|\b(?:is\s+)?late\b|\bdelayed\b|(?:还)?没(?:有)?(?:到|收到|送到|签收)|未(?:到|收到|签收)|晚了|迟了|延误|超时`)
	thereNow     = regexp.MustCompile(`(?i)\b(?:delivered|arrived|received|got\s+it|there)\b|到货了?|到了|已到|签收了?|收到了?|送到了?`)
	parcelUndo   = regexp.MustCompile(`(?i)\b(?:undo|cancel|remove|delete)\b|取消|撤销|撤回|不寄了|不发了`)
	dayBefore    = regexp.MustCompile(`(?i)\bday\s+before\s+yesterday\b|前天`)
	yesterday    = regexp.MustCompile(`(?i)\byesterday\b|昨天`)
	// parcelFiller is what may stand round a report; anything else means that the words are about something else.
	parcelFiller = regexp.MustCompile(`(?i)\b(?:it|it's|its|they|is|was|were|has|have|been|the|my|parcel|parcels|just|already|now|today|yet|please|all|on|for)\b|包裹|快递|今天|刚刚?|已经|就|都|了|的|请|把|[\s.,!?。，！？~～#]`)
)

// parcelByWords serves words about one of the person's parcels: "P10001", "P10001 delivered", its receiver, and, right
// after a parcel was shown or asked about, just "delivered" or 没到. Whether words mean that depends on what is recorded,
// which only this package knows; everything else is left to be understood.
func (v *visit) parcelByWords(ctx context.Context, text string) (done bool, err error) {
	plain := strings.Trim(text, " \t\n.!?。！？")
	if done, err := v.receiverByWords(ctx, plain); done || err != nil {
		return done, err
	}
	rest, id, ok := cutParcel(plain)
	what, on := v.reportIn(rest)
	if what == noReport || !ok && what != arrivedReport && what != lateReport {
		return false, nil
	}
	var s parcels.Sent
	if ok {
		s, err = v.Parcels.Sent(ctx, v.sender(), id)
	} else {
		s, err = v.meant(ctx)
	}
	if errors.Is(err, parcels.ErrNoParcel) {
		return false, nil // the number may be a SKU's, and the words about something else
	}
	if err != nil {
		return true, err
	}
	v.parcelReport(s, what, on)
	return true, nil
}

// cutParcel takes a parcel's number out of words.
func cutParcel(words string) (rest string, id parcels.ParcelID, ok bool) {
	m := parcelNumber.FindStringSubmatchIndex(words)
	if m == nil {
		return words, 0, false
	}
	n, err := strconv.ParseInt(words[m[2]:m[3]], 10, 64)
	return words[:m[0]] + " " + words[m[1]:], parcels.ParcelID(n), err == nil
}

// meant is the parcel that words without a number are about: the one just shown, else the one that the person was asked
// about, else the one shown last. Error: parcels.ErrNoParcel.
func (v *visit) meant(ctx context.Context) (parcels.Sent, error) {
	last := v.state.Parcel
	if last == nil || v.now.Sub(last.At) > recently {
		s, err := v.Parcels.Asked(ctx, v.sender(), v.now)
		if last == nil || !errors.Is(err, parcels.ErrNoParcel) {
			return s, err
		}
	}
	return v.Parcels.Sent(ctx, v.sender(), last.ID)
}

// What words say of a parcel.
type report int

const (
	noReport report = iota
	justShow
	arrivedReport
	lateReport
	undoReport
)

// reportIn reads what words say of a parcel and when it arrived.
func (v *visit) reportIn(words string) (what report, on time.Time) {
	on = v.now
	for i, day := range []*regexp.Regexp{dayBefore, yesterday} {
		if day.MatchString(words) {
			on, words = v.now.AddDate(0, 0, i-2), day.ReplaceAllString(words, " ")
		}
	}
	what = justShow
	for _, r := range []struct {
		what  report
		words *regexp.Regexp
	}{{lateReport, notThere}, {arrivedReport, thereNow}, {undoReport, parcelUndo}} {
		if r.words.MatchString(words) {
			what, words = r.what, r.words.ReplaceAllString(words, " ")
			break
		}
	}
	if parcelFiller.ReplaceAllString(words, "") != "" {
		return noReport, on
	}
	return what, on
}

func (v *visit) parcelReport(s parcels.Sent, what report, on time.Time) {
	switch what {
	case arrivedReport:
		v.arrived(s.ID, on)
	case lateReport:
		v.notThere(s.ID)
	case undoReport:
		v.unship(s.ID)
	default:
		v.showParcel(s, "ship.parcel")
	}
}
