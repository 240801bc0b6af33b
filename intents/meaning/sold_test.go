package meaning

import "testing"

// TestWhatWasSoldTodayIsAllOrdered: no line is lost to the words above it, whoever writes them how.
func TestWhatWasSoldTodayIsAllOrdered(t *testing.T) {
	t.Parallel()
	seller := Context{Role: "seller"}
	for text, want := range map[string]string{
		"今天卖了：红色发夹20个，杯子10个": "红色发夹20个，杯子10个", "今日卖出:红色发夹20个": "红色发夹20个", "今天一共卖了 红色发夹20个": "红色发夹20个", "卖了：A1023 20个": "A1023 20个",
		"今天卖了\n红色发夹20个": "红色发夹20个", "Sold today: 20 red hair clips": "20 red hair clips", "today I sold 20 red hair clips": "20 red hair clips",
		"We sold today, 3 mugs": "3 mugs", "sold: 3 mugs": "3 mugs",
	} {
		if got, ok := seller.unheaded(text); !ok || got != want {
			t.Errorf("%s: %q, %v", text, got, ok)
		}
		if got, ok := (Context{Role: "distributor"}).unheaded(text); ok || got != text {
			t.Errorf("a distributor's %s: %q", text, got)
		}
	}
	for _, text := range []string{"今天卖了20个红色发夹", "昨天卖了：红色发夹20个", "卖了20个", "卖了 8个", "今天卖得好吗", "sold out", "what sold today", "今天卖了：20", "sold 3 mugs yesterday"} {
		if got, ok := seller.unheaded(text); ok {
			t.Errorf("%s: %q", text, got)
		}
	}
}
