package kuaidi100_test

import (
	"crypto/md5"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	testKey, testSecret, testCustomer = "key1", "secret1", "customer1"
)

// server keeps Kuaidi100's documented rules: forms only, signatures, the fields it wants, the codes of its refusals, and
// that a waybill asked about twice in half an hour is locked.
type server struct {
	t      *testing.T
	url    string
	mu     sync.Mutex
	orders map[string]string // waybills by order
	known  map[string]known  // orders by the caller's own number
	late   bool              // waybills are given later
	gone   map[string]bool   // orders cancelled
	states map[string]string // of waybills
	asked  map[string]time.Time
	now    time.Time
	fail   string // answer to everything, if set
}

func newServer(t *testing.T) *server {
	s := &server{t: t, orders: map[string]string{}, known: map[string]known{}, gone: map[string]bool{}, states: map[string]string{}, asked: map[string]time.Time{},
		now: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /order/borderapi.do", s.order)
	mux.HandleFunc("POST /poll/query.do", s.track)
	web := httptest.NewServer(mux)
	t.Cleanup(web.Close)
	s.url = web.URL
	return s
}

// upperMD5 is the signature as the documentation words it, without the package's own code.
func upperMD5(text string) string { return fmt.Sprintf("%X", md5.Sum([]byte(text))) }

func (s *server) order(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != "" {
		fmt.Fprint(w, s.fail)
		return
	}
	param, t := r.PostFormValue("param"), r.PostFormValue("t")
	refuse := func(code, message string) {
		fmt.Fprintf(w, `{"result":false,"returnCode":%q,"message":%q,"data":null}`, code, message)
	}
	var fields map[string]string
	switch millis, err := strconv.ParseInt(t, 10, 64); {
	case r.PostFormValue("key") != testKey:
		refuse("600", "您不是合法的用户")
		return
	case r.PostFormValue("sign") != upperMD5(param+t+testKey+testSecret):
		refuse("503", "签名认证失败")
		return
	case err != nil || millis < 1e12:
		refuse("400", "时间戳错误")
		return
	case json.Unmarshal([]byte(param), &fields) != nil:
		refuse("400", "参数错误")
		return
	}
	switch r.PostFormValue("method") {
	case "bOrder":
		for _, name := range []string{"kuaidicom", "recManName", "recManMobile", "recManPrintAddr", "sendManName", "sendManMobile", "sendManPrintAddr", "callBackUrl"} {
			if fields[name] == "" {
				refuse("400", "参数错误："+name)
				return
			}
		}
		if (fields["kuaidicom"] == "yuantong" || fields["kuaidicom"] == "jd") && fields["cargo"] == "" || len(fields["thirdOrderId"]) > 32 || len(fields["recManPrintAddr"]) > 300 {
			refuse("400", "参数错误")
			return
		}
		order := s.place(fields["thirdOrderId"])
		fmt.Fprintf(w, `{"data":{"kuaidinum":"%s","orderId":"%s","attach":null,"taskId":"T%s"},"message":"提交成功","result":true,"returnCode":"200"}`, s.orders[order], order, order)
	case "detail":
		order := strings.TrimPrefix(fields["taskId"], "T")
		waybill, ok := s.orders[order]
		if !ok {
			refuse("400", "参数错误")
			return
		}
		fmt.Fprintf(w, `{"data":[{"taskId":"T%s","orderId":"%s","kuaidiCom":"yuantong","kuaidiNum":"%s","status":1}],"message":"成功","result":true,"returnCode":"200"}`, order, order, waybill)
	case "cancel":
		if len([]rune(fields["cancelMsg"])) > 30 || fields["cancelMsg"] == "" || fields["taskId"] != "T"+fields["orderId"] || !s.has(fields["orderId"]) {
			refuse("400", "参数错误")
			return
		}
		if s.gone[fields["orderId"]] {
			refuse("500", "服务器错误")
			return
		}
		s.gone[fields["orderId"]] = true
		fmt.Fprint(w, `{"result":true,"returnCode":"200","message":"提交成功","data":{}}`)
	default:
		refuse("400", "method")
	}
}

// known is an order with the caller's own number.
type known struct {
	order string
	at    time.Time
}

// place makes an order, or gives that of the last 48 hours with the same number.
func (s *server) place(number string) (order string) {
	if before, ok := s.known[number]; ok && number != "" && s.now.Sub(before.at) < 48*time.Hour {
		return before.order
	}
	order = strconv.Itoa(20066771 + len(s.orders))
	s.orders[order] = ""
	s.known[number] = known{order, s.now}
	if !s.late {
		s.stick(order)
	}
	return order
}

func (s *server) has(order string) bool {
	_, ok := s.orders[order]
	return ok
}

// stick gives an order its waybill.
func (s *server) stick(order string) {
	s.orders[order], s.states["YT"+order] = "YT"+order, "0"
}

func (s *server) track(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != "" {
		fmt.Fprint(w, s.fail)
		return
	}
	param := r.PostFormValue("param")
	var fields map[string]string
	if r.PostFormValue("customer") != testCustomer || r.PostFormValue("sign") != upperMD5(param+testKey+testCustomer) {
		fmt.Fprint(w, `{"result":false,"returnCode":"503","message":"验证签名失败"}`)
		return
	}
	if json.Unmarshal([]byte(param), &fields) != nil || fields["com"] != strings.ToLower(fields["com"]) || len(fields["num"]) < 6 {
		fmt.Fprint(w, `{"result":false,"returnCode":"400","message":"提交的数据不完整"}`)
		return
	}
	number := fields["num"]
	wants := fields["com"] == "shunfeng" || fields["com"] == "fengwang" || fields["com"] == "zhongtong"
	if wants && fields["phone"] != "8000" || !wants && fields["phone"] != "" { // as the sender of all parcels here has it
		fmt.Fprint(w, `{"result":false,"returnCode":"408","message":"快递公司参数异常：验证码错误"}`)
		return
	}
	if last, ok := s.asked[number]; ok && s.now.Sub(last) < 30*time.Minute {
		fmt.Fprint(w, `{"result":false,"returnCode":"501","message":"锁单"}`)
		return
	}
	s.asked[number] = s.now
	state, ok := s.states[number]
	if !ok {
		fmt.Fprint(w, `{"result":false,"returnCode":"400","message":"查询无结果，请隔段时间再查"}`)
		return
	}
	fmt.Fprintf(w, `{"message":"ok","state":%q,"status":"200","condition":"F00","ischeck":"0","com":%q,"nu":%q,"data":[`+
		`{"context":"b","time":"2026-11-25 16:33:19","ftime":"2026-11-25 16:33:19"},{"context":"a","time":"2026-11-23 18:02:41","ftime":"2026-11-23 18:02:41"}]}`,
		state, fields["com"], number)
}
