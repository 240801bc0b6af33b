package village

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"oldhand/bot/phrases"
	"oldhand/integrations/parcels"
	"oldhand/intents/dialogue/dialoguetest"
)

var briefTo = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

var sampleBrief = parcels.Brief{
	From: briefTo.AddDate(0, 0, -30), To: briefTo, Volume: 4690,
	Shares: []parcels.Share{
		{Courier: "中通", Service: "标快", Zone: "一区", Class: 500, Parcels: 120, Paid: 30000}, {Courier: "中通", Service: "标快", Zone: "一区", Parcels: 1, Paid: 1234},
		{Courier: "顺丰", Service: "特快", Zone: "全国", Class: 1000, Parcels: 3, Paid: 3600},
	},
	Overpaid: []parcels.Overpaid{{Courier: "顺丰", Instead: "中通", Parcels: 3, Fen: 2700}},
	Totals:   []parcels.Total{{Courier: "中通", Parcels: 121, Paid: 31234}, {Courier: "顺丰", Parcels: 3, Paid: 3600, Over: 2700}},
	Tiers:    []parcels.Tier{{Courier: "中通", Service: "标快", Floor: 5000, More: 310, Parcels: 121, Now: 31234, Then: 28000}},
	Lanes: []parcels.Lane{
		{Courier: "中通", Service: "标快", Province: "44", Reports: 34, Late: 1, P50: 2, P90: 4, CardP50: new(2), CardP90: new(3)},
		{Courier: "顺丰", Service: "特快", Province: "65", Reports: 3, P50: 2, P90: 2},
	},
}

func TestABriefIsOnePageThatAddsUp(t *testing.T) {
	t.Parallel()
	for lang, want := range map[phrases.Lang]string{
		"en": "What was sent|The next tiers|Guangdong|Xinjiang|Zones and weights", "zh": "发了多少|离下一档|广东省|新疆维吾尔自治区|分区和重量",
	} {
		out, err := briefSheet(sampleBrief, lang)
		if err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		var text string
		for _, sheet := range file.GetSheetList() {
			rows, err := file.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			text += sheet + fmt.Sprint(rows)
		}
		for word := range strings.SplitSeq(want+"|348.34|27.00|310|5000|2.31|12.34|? / ?|> 10 kg|2026-11-23", "|") {
			if !strings.Contains(text, word) {
				t.Errorf("%s: no %q in %s", lang, word, text)
			}
		}
		page, err := file.GetPageLayout(file.GetSheetName(0))
		if err != nil || *page.FitToHeight != 1 || *page.FitToWidth != 1 {
			t.Errorf("%s: the page is %+v, %v", lang, page, err)
		}
	}
}

func TestThePictureOfABrief(t *testing.T) {
	t.Parallel()
	if key, want := briefChart(sampleBrief), "chart:brief:31234,0;3600,2700"; key != want {
		t.Errorf("key %q, want %q", key, want)
	}
	if got := briefChart(parcels.Brief{}); got != "" {
		t.Errorf("nothing sent has the picture %q", got)
	}
}

// The picture of a brief goes along only where its caption leaves room for it, also with many couriers of long names.
func TestABriefLeavesRoomForItsPicture(t *testing.T) {
	t.Parallel()
	var b parcels.Brief
	for range 2 * couriersShown {
		b.Totals = append(b.Totals, parcels.Total{Courier: "壹米滴答快递（义乌）", Parcels: 12345, Paid: 12345678, Over: 1234567, AsFast: 123456})
	}
	for _, lang := range dialoguetest.Languages {
		b.From, b.To = dialoguetest.Monday.AddDate(0, 0, -briefDays), dialoguetest.Monday
		if n := utf8.RuneCountInString(phrases.Strip(phrases.Say(lang, "village.brief", briefView(lang, b, dialoguetest.Monday)))); n > dialoguetest.Limits.Caption {
			t.Errorf("%s: %d characters", lang, n)
		}
	}
}
