package meaning

import (
	"strings"
	"testing"
)

// Links are left alone, and what stands around them is read.
func TestLinksAreLeftAlone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"A1023 https://t.me/somechannel/123": "A1023", "https://mobile.yangkeduo.com/goods.html?goods_id=1&page_from=0": "",
		"my shop is shop123456.taobao.com": "my shop is", "https://x.cn/a这个有吗": "", "https://x.cn/a?b=1&c=2 this one please": "", "do you have https://x.cn/a": "",
		"【淘宝】https://m.tb.cn/h.5a CZ3457 「红色发夹 大号鲨鱼夹」点击链接直接打开 或者 淘宝搜索直接打开": "红色发夹 大号鲨鱼夹", "www.example.com, ok": "ok",
		"20 A1023. No rush": "20 A1023. No rush", "1.2kg to Chengdu.com": "1.2kg to",
	} {
		c := Context{Now: monday}
		r := Read(text, c, village{})
		rest, found := unlinked(text)
		if got := strings.TrimSpace(rest); got != want || found != (want != text) || r.Linked != found {
			t.Errorf("%q: %q, %t, %t", text, got, found, r.Linked)
		}
	}
	means(t, Context{}, map[string][]Command{"A1023 https://t.me/somechannel/123": is(Show{Items: []Line{{SKU: Said("A1023"), ID: Assumed[int64](1)}}})})
}
