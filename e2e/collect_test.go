package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"oldhand/cmd/oldhand/app"
)

// withCarrier configures an account at a server that takes orders as Kuaidi100 does: one for each number of ours, and
// none for a receiver called 王拒. It gives the waybill of the first with the order, and of others when it is asked.
func withCarrier(t *testing.T) func(*app.Config) {
	t.Helper()
	var mu sync.Mutex
	orders := map[string]int{}
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		var param map[string]string
		if err := json.Unmarshal([]byte(r.PostFormValue("param")), &param); err != nil {
			t.Errorf("%v", err)
		}
		switch {
		case r.PostFormValue("method") == "detail":
			task := strings.TrimPrefix(param["taskId"], "T")
			fmt.Fprintf(w, `{"result":true,"returnCode":"200","data":{"kuaidiNum":"W%s"}}`, task)
			return
		case param["recManName"] == "王拒":
			fmt.Fprint(w, `{"result":false,"returnCode":"400","message":"地址停派"}`)
			return
		}
		n, known := orders[param["thirdOrderId"]]
		if !known {
			n = len(orders) + 1
			orders[param["thirdOrderId"]] = n
		}
		waybill := ""
		if n == 1 {
			waybill = "W1"
		}
		fmt.Fprintf(w, `{"result":true,"returnCode":"200","data":{"taskId":"T%d","orderId":"%d","kuaidinum":"%s"}}`, n, n, waybill)
	}))
	t.Cleanup(web.Close)
	return func(c *app.Config) {
		c.Kuaidi100Key, c.Kuaidi100Secret, c.Kuaidi100Customer, c.Kuaidi100URL = "k", "s", "c", web.URL
		c.Kuaidi100Sender, c.Kuaidi100Callback = "李四 13800138000 浙江省义乌市青岩刘村1号", "https://example.com/back"
	}
}
