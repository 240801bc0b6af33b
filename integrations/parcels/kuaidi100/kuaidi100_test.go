package kuaidi100_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/integrations/parcels/kuaidi100"
)

func connect(t *testing.T, url string, change func(*kuaidi100.Config)) *kuaidi100.Kuaidi100 {
	t.Helper()
	c := kuaidi100.Config{URL: url + "/", Key: testKey, Secret: testSecret, Customer: testCustomer, Callback: "http://example.com/back"}
	if change != nil {
		change(&c)
	}
	k, err := kuaidi100.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

var parcel = parcels.Shipment{
	Courier: "圆通速递", Weight: 1500, Goods: "发夹", Remark: "P10001",
	From: address.Party{Name: "李四", Phone: "13800138000", Address: "浙江省义乌市青岩刘村1号"},
	To:   address.Party{Name: "王五", Phone: "13900139000", Address: "广东省深圳市南山区科技南路2号"},
}

// TestCouriersThatAskForThePhoneGetItsEnd: and the others nothing of it.
func TestCouriersThatAskForThePhoneGetItsEnd(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	k := connect(t, s.url, nil)
	for i, courier := range []string{"顺丰速运", "中通快递", "圆通速递", "韵达快递"} {
		for j, phone := range []string{"13800138000", "+86 138-0013-8000", "0579-85558000"} {
			waybill := fmt.Sprintf("W%d%d00000", i, j)
			s.mu.Lock()
			s.states[waybill] = "3"
			s.mu.Unlock()
			if track, err := k.Track(t.Context(), courier, waybill, phone); err != nil || !track.Signed {
				t.Errorf("%s with %s: %+v, %v", courier, phone, track, err)
			}
		}
	}
}

func TestAnOrderIsBookedTrackedAndCancelled(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	k := connect(t, s.url, nil)
	booking, err := k.Book(t.Context(), parcel)
	if want := (parcels.Booking{Task: "T20066771", Order: "20066771", Waybill: "YT20066771"}); err != nil || booking != want {
		t.Fatalf("%+v, %v; want %+v", booking, err, want)
	}
	track, err := k.Track(t.Context(), "YTO", booking.Waybill, "")
	if at := time.Date(2026, 11, 25, 8, 33, 19, 0, time.UTC); err != nil || track.Signed || !track.At.Equal(at) {
		t.Errorf("on its way: %+v, %v", track, err)
	}
	if _, err := k.Track(t.Context(), "YTO", booking.Waybill, ""); err == nil || errors.Is(err, parcels.ErrRefused) {
		t.Errorf("asked again within half an hour: %v", err)
	}
	s.mu.Lock()
	s.now, s.states[booking.Waybill] = s.now.Add(time.Hour), "3"
	s.mu.Unlock()
	if track, err = k.Track(t.Context(), "圆通", booking.Waybill, ""); err != nil || !track.Signed {
		t.Errorf("signed for: %+v, %v", track, err)
	}
	if err := k.Cancel(t.Context(), booking, strings.Repeat("不寄了", 20)); err != nil {
		t.Errorf("cancel: %v", err)
	}
	if err := k.Cancel(t.Context(), booking, "不寄了"); err == nil || errors.Is(err, parcels.ErrRefused) {
		t.Errorf("cancelled twice, which leaves open what happened: %v", err)
	}
}

func TestTheSameShipmentIsOrderedOnce(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	k := connect(t, s.url, nil)
	p := parcel
	p.Key, p.Goods = strings.Repeat("0", 32), ""
	first, err := k.Book(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := k.Book(t.Context(), p); err != nil || again != first {
		t.Errorf("again: %+v, %v; want %+v", again, err, first)
	}
	p.Key = strings.Repeat("1", 32)
	if other, err := k.Book(t.Context(), p); err != nil || other.Order == first.Order {
		t.Errorf("another: %+v, %v", other, err)
	}
}

func TestAWaybillThatIsGivenLater(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.late = true
	k := connect(t, s.url, nil)
	booking, err := k.Book(t.Context(), parcel)
	if err != nil || booking.Waybill != "" {
		t.Fatalf("%+v, %v", booking, err)
	}
	if number, err := k.Waybill(t.Context(), booking); err != nil || number != "" {
		t.Errorf("too early: %q, %v", number, err)
	}
	s.mu.Lock()
	s.stick(booking.Order)
	s.mu.Unlock()
	if number, err := k.Waybill(t.Context(), booking); err != nil || number != "YT"+booking.Order {
		t.Errorf("%q, %v", number, err)
	}
	if _, err := k.Waybill(t.Context(), parcels.Booking{Task: "T1"}); !errors.Is(err, parcels.ErrRefused) {
		t.Errorf("another's order: %v", err)
	}
}

func TestTheDetailsOfAnOrderInEitherShape(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]string{
		`{"kuaidiNum":"A1"}`: "A1", `[{"kuaidinum":"A1"}]`: "A1", `{"kuaidiNum":null}`: "", `{}`: "", `null`: "error", `[]`: "error", `[1]`: "error", `"A1"`: "error", `[{},{}]`: "error",
	} {
		s := newServer(t)
		s.fail = `{"result":true,"returnCode":"200","data":` + data + `}`
		got, err := connect(t, s.url, nil).Waybill(t.Context(), parcels.Booking{Task: "T1"})
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("%s: %q, %v; want %q", data, got, err, want)
		}
	}
}

func TestRefusalsAreToldFromFaults(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for name, test := range map[string]struct {
		change  func(*kuaidi100.Config)
		parcel  func(*parcels.Shipment)
		refused error
	}{
		"another secret":  {func(c *kuaidi100.Config) { c.Secret = "x" }, nil, parcels.ErrRefused},
		"another key":     {func(c *kuaidi100.Config) { c.Key = "x" }, nil, parcels.ErrRefused},
		"no receiver":     {nil, func(s *parcels.Shipment) { s.To.Phone = "" }, parcels.ErrRefused},
		"no callback":     {func(c *kuaidi100.Config) { c.Callback = "" }, nil, parcels.ErrRefused},
		"unknown courier": {nil, func(s *parcels.Shipment) { s.Courier = "快马" }, parcels.ErrNoCompany},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := parcel
			if test.parcel != nil {
				test.parcel(&p)
			}
			_, err := connect(t, s.url, test.change).Book(t.Context(), p)
			if !errors.Is(err, test.refused) {
				t.Fatalf("%v, want %v", err, test.refused)
			}
			for _, private := range []string{"13900139000", "王五", "科技南路", testSecret, testCustomer} {
				if strings.Contains(err.Error(), private) {
					t.Errorf("%q stands in %v", private, err)
				}
			}
		})
	}
	if _, err := connect(t, s.url, nil).Track(t.Context(), "SF", "SF1234567", ""); !errors.Is(err, parcels.ErrRefused) {
		t.Errorf("SF without a phone: %v", err)
	}
	if _, err := connect(t, s.url, func(c *kuaidi100.Config) { c.Customer = "x" }).Track(t.Context(), "YTO", "YT1234567", ""); !errors.Is(err, parcels.ErrRefused) {
		t.Errorf("another customer: %v", err)
	}
}

func TestWhatLeavesOpenIfItWasBookedIsNoRefusal(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"a fault": `{"result":false,"returnCode":"500","message":"服务器错误"}`, "again": `{"result":false,"returnCode":501,"message":"重复提交"}`,
		"no JSON": `<html>`, "nothing": ` `, "no order": `{"result":true,"returnCode":"200","data":{}}`, "null": `null`,
		"no data": `{"result":true,"returnCode":"200"}`, "other data": `{"result":true,"returnCode":"200","data":[1]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t)
			s.fail = body
			if b, err := connect(t, s.url, nil).Book(t.Context(), parcel); err == nil || errors.Is(err, parcels.ErrRefused) {
				t.Errorf("%+v, %v", b, err)
			}
		})
	}
	down := httptest.NewServer(http.NotFoundHandler())
	defer down.Close()
	if _, err := connect(t, down.URL, nil).Book(t.Context(), parcel); err == nil || errors.Is(err, parcels.ErrRefused) {
		t.Errorf("another server's 404: %v", err)
	}
}

func TestAnAccountIsComplete(t *testing.T) {
	t.Parallel()
	for _, c := range []kuaidi100.Config{{}, {Key: "k", Secret: "s"}, {Key: "k", Customer: "c"}, {Secret: "s", Customer: "c"}} {
		if _, err := kuaidi100.New(c); !errors.Is(err, kuaidi100.ErrConfig) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func FuzzAnswers(f *testing.F) {
	f.Add(`{"message":"ok","state":"3","status":"200","data":[{"time":"2026-11-25 16:33:19"}]}`)
	f.Add(`{"status":200,"data":[{"time":"yesterday"}]}`)
	f.Fuzz(func(t *testing.T, body string) {
		web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) }))
		defer web.Close()
		k, err := kuaidi100.New(kuaidi100.Config{URL: web.URL, Key: testKey, Secret: testSecret, Customer: testCustomer})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = k.Track(t.Context(), "YTO", "YT1234567", "")
		if b, err := k.Book(t.Context(), parcel); err == nil && b.Order == "" {
			t.Error("booked without an order")
		}
	})
}
