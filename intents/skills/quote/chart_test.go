package quote

import (
	"fmt"
	"strings"
	"testing"

	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/paper"
	"oldhand/integrations/rates"
)

func TestAChartHoldsWhatIsWorthComparing(t *testing.T) {
	t.Parallel()
	quotes := []rates.Quote{
		{Courier: "中通快递", Price: 320, P50: new(2), P90: new(4)}, {Courier: "YTO", Price: 340}, {Courier: "顺丰速运", Service: "特快", Price: 350, P90: new(5)},
		{Courier: "a,b;c", Price: 1281}, {Courier: "顺丰速运", Service: "次日达", Price: 9000, P50: new(1), P90: new(1)}, {Courier: "德邦快递", Price: 9900},
	}
	key := quoteChart(quotes, "zh")
	if want := "chart:zh;1,320,2,4,中通;2,340,-1,-1,圆通;3,350,5,5,顺丰 特快;5,9000,1,1,顺丰 次日达"; key != want {
		t.Fatalf("key %s, want %s", key, want)
	}
	if want := "chart:en;1,320,2,4,ZTO;2,340,-1,-1,YTO"; quoteChart(quotes[:2], "en") != want {
		t.Errorf("key %s, want %s", quoteChart(quotes[:2], "en"), want)
	}
	if _, err := paper.Picture(key, func(lang, code string) string { return phrases.Label(phrases.Lang(lang), code, nil) }); err != nil {
		t.Error(err)
	}
	if quoteChart(quotes[:1], "en") != "" {
		t.Error("a chart of one courier")
	}
}

// Thirty-five couriers are too many for a phone: the ten cheapest are drawn, and the quickest.
func TestAChartOfManyCouriersShowsTheCheapestAndTheQuickest(t *testing.T) {
	t.Parallel()
	quotes := make([]rates.Quote, 35)
	for i := range quotes {
		quotes[i] = rates.Quote{Courier: fmt.Sprint("Courier ", i), Price: measure.Fen(300 + i), P50: new(3), P90: new(5)}
	}
	quotes[29].P90, quotes[31].P90 = new(1), new(1)
	points := strings.Split(quoteChart(quotes, "en"), ";")[1:]
	if len(points) != 11 || !strings.HasPrefix(points[9], "10,") || !strings.HasPrefix(points[10], "30,") {
		t.Errorf("%v", points)
	}
}
