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
	gone   map[string]bool   // orders cancelled
	states map[string]string // of waybills
	asked  map[string]time.Time
	now    time.Time
	fail   string // answer to everything, if set
}

func newServer(t *testing.T) *server {
	s := &server{t: t, orders: map[string]string{}, gone: map[string]bool{}, states: map[string]string{}, asked: map[string]time.Time{},
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
		order := strconv.Itoa(20066771 + len(s.orders))
		s.orders[order] = "YT" + order
		s.states["YT"+order] = "0"
		fmt.Fprintf(w, `{"data":{"kuaidinum":"YT%s","orderId":"%s","attach":null,"taskId":"T%s"},"message":"提交成功","result":true,"returnCode":"200"}`, order, order, order)
	case "cancel":
		if len([]rune(fields["cancelMsg"])) > 30 || fields["cancelMsg"] == "" || fields["taskId"] != "T"+fields["orderId"] || s.orders[fields["orderId"]] == "" {
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
	if fields["com"] == "shunfeng" && fields["phone"] == "" {
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
