// Package kuaidi100 books and tracks parcels through Kuaidi100 (快递100), which takes orders for most couriers of China.
//
// Its two interfaces are documented at https://api.kuaidi100.com/document: merchants' orders (商家寄件) and tracking
// (实时快递查询). Both take a form with a JSON text "param" and a signature "sign", the upper-case MD5 of
//
//	param + t + key + secret     for orders, t being the milliseconds since 1970
//	param + key + customer       for tracking
//
// Neither MD5 nor the words of its errors are secret, but key, secret and customer are: they stand in no error and no log.
package kuaidi100

import (
	"context"
	"crypto/md5"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/integrations/text"
)

// DefaultURL is Kuaidi100's own server.
const DefaultURL = "https://poll.kuaidi100.com"

const (
	orderPath = "/order/borderapi.do"
	// patience is how long one call may take.
	patience = 20 * time.Second
	// maxAnswer bounds what is read of an answer, in bytes.
	maxAnswer = 1 << 20
	// maxReason is how long a cancellation's reason may be, in characters.
	maxReason = 30
)

// Config is an account at Kuaidi100.
type Config struct {
	URL      string // empty: DefaultURL
	Key      string
	Secret   string
	Customer string
	Callback string // where Kuaidi100 reports changes of orders; it wants one with every order
	Client   *http.Client
	Now      func() time.Time
}

// ErrConfig says that an account is not complete.
var ErrConfig = errors.New("kuaidi100 needs a key, a secret and a customer")

// Kuaidi100 is a parcels.Carrier and safe for concurrent use.
type Kuaidi100 struct{ Config }

var _ parcels.Carrier = (*Kuaidi100)(nil)

// New gives the carrier of an account. Error: ErrConfig.
func New(c Config) (*Kuaidi100, error) {
	if c.Key == "" || c.Secret == "" || c.Customer == "" {
		return nil, ErrConfig
	}
	if c.URL == "" {
		c.URL = DefaultURL
	}
	c.URL = strings.TrimRight(c.URL, "/")
	if c.Client == nil {
		c.Client = &http.Client{Timeout: patience}
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Kuaidi100{c}, nil
}

//go:embed data/goods.txt
var goodsFile string

func companyCode(name string) (string, error) {
	code, ok := rates.Kuaidi100Code(name)
	if !ok {
		return "", fmt.Errorf("%q: %w", name, parcels.ErrNoCompany)
	}
	return code, nil
}

// order is the param of an order; Kuaidi100 takes all of it as texts.
type order struct {
	Company     string `json:"kuaidicom"`
	ToName      string `json:"recManName"`
	ToPhone     string `json:"recManMobile"`
	ToAddress   string `json:"recManPrintAddr"`
	FromName    string `json:"sendManName"`
	FromPhone   string `json:"sendManMobile"`
	FromAddress string `json:"sendManPrintAddr"`
	Callback    string `json:"callBackUrl"`
	Goods       string `json:"cargo,omitempty"`
	Payment     string `json:"payment"`
	Weight      string `json:"weight"` // kilograms
	Remark      string `json:"remark,omitempty"`
	Key         string `json:"thirdOrderId,omitempty"` // known for 48 hours: the same again is the same order
}

// anyGoods is what is in a parcel of which nothing is said: some couriers take none without.
var anyGoods = text.List(goodsFile)[0]

// Book orders the collection of one parcel, paid by the sender. Errors: parcels.ErrNoCompany, parcels.ErrRefused.
func (k *Kuaidi100) Book(ctx context.Context, s parcels.Shipment) (parcels.Booking, error) {
	code, err := companyCode(s.Courier)
	if err != nil {
		return parcels.Booking{}, err
	}
	if s.Goods == "" {
		s.Goods = anyGoods
	}
	var booked struct {
		Task    string `json:"taskId"`
		Order   string `json:"orderId"`
		Waybill string `json:"kuaidinum"`
	}
	err = k.order(ctx, "bOrder", order{
		Company: code, ToName: s.To.Name, ToPhone: s.To.Phone, ToAddress: s.To.Address, FromName: s.From.Name, FromPhone: s.From.Phone,
		FromAddress: s.From.Address, Callback: k.Callback, Goods: s.Goods, Payment: "SHIPPER", Weight: kilograms(s.Weight), Remark: s.Remark,
		Key: s.Key,
	}, &booked)
	if err != nil {
		return parcels.Booking{}, fmt.Errorf("book with %s: %w", code, err)
	}
	if booked.Task == "" || booked.Order == "" {
		return parcels.Booking{}, fmt.Errorf("book with %s: the answer names no order", code)
	}
	return parcels.Booking{Task: booked.Task, Order: booked.Order, Waybill: booked.Waybill}, nil
}

// kilograms writes a weight as Kuaidi100 wants it: "1.5".
func kilograms(g measure.Grams) string {
	text := strings.TrimRight(fmt.Sprintf("%d.%03d", g/1000, g%1000), "0")
	return strings.TrimSuffix(text, ".")
}

// Waybill asks for the details of an order and gives its waybill; empty as long as the courier has given none. Error:
// parcels.ErrRefused.
func (k *Kuaidi100) Waybill(ctx context.Context, b parcels.Booking) (string, error) {
	param := struct {
		Task string `json:"taskId"`
	}{b.Task}
	var details json.RawMessage
	if err := k.order(ctx, "detail", param, &details); err != nil {
		return "", fmt.Errorf("ask for order %s: %w", b.Order, err)
	}
	waybill, err := waybillIn(details)
	if err != nil {
		return "", fmt.Errorf("ask for order %s: %w", b.Order, err)
	}
	return waybill, nil
}

// waybillIn reads the waybill from an order's details, which come alone or as a list of one.
func waybillIn(details json.RawMessage) (string, error) {
	type order struct {
		Waybill string `json:"kuaidiNum"`
	}
	var list []order
	if err := json.Unmarshal(details, &list); err == nil {
		if len(list) != 1 {
			return "", fmt.Errorf("the answer has %d orders", len(list))
		}
		return list[0].Waybill, nil
	}
	var one order
	err := json.Unmarshal(details, &one)
	return one.Waybill, err
}

// Cancel takes a booking back. Error: parcels.ErrRefused.
func (k *Kuaidi100) Cancel(ctx context.Context, b parcels.Booking, why string) error {
	if reason := []rune(why); len(reason) > maxReason {
		why = string(reason[:maxReason])
	}
	param := struct {
		Task  string `json:"taskId"`
		Order string `json:"orderId"`
		Why   string `json:"cancelMsg"`
	}{b.Task, b.Order, why}
	if err := k.order(ctx, "cancel", param, nil); err != nil {
		return fmt.Errorf("cancel order %s: %w", b.Order, err)
	}
	return nil
}

// order calls a method of merchants' orders and reads the data of its answer.
func (k *Kuaidi100) order(ctx context.Context, method string, param, data any) error {
	text, err := json.Marshal(param)
	if err != nil {
		return err
	}
	t := strconv.FormatInt(k.Now().UnixMilli(), 10)
	var answer struct {
		Result  bool            `json:"result"`
		Code    code            `json:"returnCode"`
		Message string          `json:"message"`
		Data    json.RawMessage `json:"data"`
	}
	form := url.Values{
		"method": {method}, "key": {k.Key}, "t": {t}, "param": {string(text)}, "sign": {sign(string(text), t, k.Key, k.Secret)},
	}
	if err := k.post(ctx, orderPath, form, &answer); err != nil {
		return err
	}
	if !answer.Result || answer.Code != "200" {
		return failure(answer.Code, answer.Message)
	}
	if data == nil {
		return nil
	}
	return json.Unmarshal(answer.Data, data)
}

// failure is what an answer other than 200 means. A fault of the server (500) or a repeated call (501) leaves open what
// became of the call; the others refuse it.
func failure(c code, message string) error {
	if c == "500" || c == "501" || c == "" {
		return fmt.Errorf("kuaidi100 answers %s %q", c, message)
	}
	return fmt.Errorf("kuaidi100 answers %s: %w", c, &parcels.RefusedError{Reason: message})
}

// code is a number that Kuaidi100 sometimes writes as a text.
type code string

// UnmarshalJSON reads 200 and "200".
func (c *code) UnmarshalJSON(text []byte) error {
	*c = code(strings.Trim(string(text), `"`))
	return nil
}

// sign is the upper-case MD5 of the parts.
func sign(parts ...string) string {
	sum := md5.Sum([]byte(strings.Join(parts, "")))
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}

// post sends a form and reads the JSON of the answer. No error holds the form: it names people and the account.
func (k *Kuaidi100) post(ctx context.Context, path string, form url.Values, answer any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, k.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := k.Client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("kuaidi100 answers with HTTP status %d", response.StatusCode)
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, maxAnswer)).Decode(answer); err != nil {
		return fmt.Errorf("read kuaidi100's answer: %w", err)
	}
	return nil
}
