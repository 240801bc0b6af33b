package rules

import (
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// On Monday, the 23rd of November, at half past nine.
func TestReminding(t *testing.T) {
	t.Parallel()
	at := func(s string) string { return s + ":00+08:00" }
	for text, want := range map[string]Reminding{
		"remind me tomorrow at 9 to pay the rent":                {Text: "pay the rent", When: at("2026-11-24T09:00"), Plain: true},
		"Please remind me to pay the rent tomorrow at 9.":        {Text: "pay the rent", When: at("2026-11-24T09:00"), Plain: true},
		"tomorrow at 9 remind me to pay the rent":                {Text: "pay the rent", When: at("2026-11-24T09:00"), Plain: true},
		"remind me tomorrow to call Meiya at 9":                  {Text: "call Meiya", When: at("2026-11-24T09:00"), Plain: true},
		"remind me at 5pm to fetch the order for tomorrow":       {Text: "fetch the order for tomorrow", When: at("2026-11-23T17:00"), Plain: true},
		"remind me to pay the rent":                              {Text: "pay the rent", Plain: true},
		"remind me in 20 minutes to call Meiya":                  {Text: "call Meiya", When: at("2026-11-23T09:50"), Plain: true},
		"remind me on 3 December at 2pm to go to the tax office": {Text: "go to the tax office", When: at("2026-12-03T14:00"), Plain: true},
		"remind me on Friday to pay":                             {Text: "pay", When: "2026-11-27", Plain: true},
		"remind me every day at 5pm to hand parcels over":        {Text: "hand parcels over", Days: "1234567", Time: "17:00", Plain: true},
		"remind me every Monday at 9 to restock":                 {Text: "restock", Days: "1", Time: "09:00", Plain: true},
		"remind me weekdays at 8":                                {Days: "12345", Time: "08:00", Plain: true},
		"remind me on Mondays and Fridays at 8":                  {Days: "15", Time: "08:00", Plain: true},
		"remind me Monday to Friday at 8 about pickups":          {Days: "12345", Time: "08:00", Plain: true},
		"明早9点提醒我交房租":                                             {Text: "交房租", When: at("2026-11-24T09:00"), Plain: true},
		"提醒我明天9点交房租":                                             {Text: "交房租", When: at("2026-11-24T09:00"), Plain: true},
		"提醒我下午三点打电话给美雅":                                          {Text: "打电话给美雅", When: at("2026-11-23T15:00"), Plain: true},
		"提醒我交房租":                                                 {Text: "交房租", Plain: true},
		"提醒我交房租，明天9点":                                            {Text: "交房租", When: at("2026-11-24T09:00"), Plain: true},
		"交房租的事明天9点提醒我":                                           {Text: "交房租", When: at("2026-11-24T09:00"), Plain: true},
		"后天提醒我拿20个红色发夹":                                          {Text: "拿20个红色发夹", When: "2026-11-25", Plain: true},
		"明天提醒我下午3点的会":                                            {Text: "下午3点的会", When: "2026-11-24", Plain: true},
		"半小时后提醒我关火":                                              {Text: "关火", When: at("2026-11-23T10:00"), Plain: true},
		"每天下午5点提醒我交快递":                                           {Text: "交快递", Days: "1234567", Time: "17:00", Plain: true},
		"每周五提醒我交电费":                                              {Text: "交电费", Days: "5", Plain: true},
		"提醒我每周一到周五8点":                                            {Days: "12345", Time: "08:00", Plain: true},
		"remind me again in 10 minutes":                          {When: at("2026-11-23T09:40"), Plain: true},
		"明天晚上提醒我收衣服":                                             {Text: "收衣服", When: at("2026-11-24T19:00"), Plain: true},
		"每天晚上提醒我吃药":                                              {Text: "吃药", Days: "1234567", Time: "19:00", Plain: true},
		"周六早上提醒我别睡过头":                                            {Text: "别睡过头", When: at("2026-11-28T08:00"), Plain: true},
		"remind me tomorrow not to forget the keys":              {Text: "not to forget the keys", When: "2026-11-24", Plain: true},
		"remind me on weekdays only":                             {Days: "12345", Plain: true},
		"工作日早上8点提醒我拿货":                                           {Days: "12345", Time: "08:00", Plain: true},
		"只有周一三五提醒我，8点":                                           {Days: "135", Time: "08:00", Plain: true},
		"周二四提醒我，9点":                                              {Days: "24", Time: "09:00", Plain: true},
		"周三五点提醒我去银行":                                             {Text: "去银行", When: at("2026-11-25T17:00"), Plain: true},
		"每周一三五8点提醒我进货":                                           {Text: "进货", Days: "135", Time: "08:00", Plain: true},
		"每周三四点提醒我去银行":                                            {Text: "去银行", Days: "3", Time: "16:00", Plain: true},
		"skip tomorrow's reminder":                               {When: "2026-11-24", Off: true, Plain: true},
		"no reminder on Saturday":                                {When: "2026-11-28", Off: true, Plain: true},
		"明天不用提醒":                                                 {When: "2026-11-24", Off: true, Plain: true},
		"周末不用提醒":                                                 {Days: "67", Off: true, Plain: true},
		"no reminders on weekends":                               {Days: "67", Off: true, Plain: true},
	} {
		got, ok := New(village{}).Reminding(text, Context{Now: time.Date(2026, 11, 23, 9, 30, 0, 0, time.FixedZone("", 8*3600)), Role: "seller"})
		if got.Dated != (want.When != "" && got.Dated) {
			t.Errorf("%s: a day without a time", text)
		}
		got.Dated = false
		if diff := gocmp.Diff(want, got); diff != "" || !ok {
			t.Errorf("%s: %t %s", text, ok, diff)
		}
	}
	for _, text := range []string{"红灯笼到货了提醒我", "提醒我红灯笼到货", "remind me when A1023 is back", "20 A1023 tomorrow 9am and remind me at 8", "红色发夹来20个，8点提醒我"} {
		if got, _ := New(village{}).Reminding(text, Context{Now: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)}); got.Plain {
			t.Errorf("%s: %+v", text, got)
		}
	}
	for _, text := range []string{"不要提醒我了", "明天起不用提醒", "拿货前半小时提醒我", "几点提醒我？", "提醒我几点", "提醒我拿货是设的几点来着", "明天提醒我啥时候响", "remind me what I paid for those lanterns", "提醒我了吗", "what time do you remind me?", "when will you remind me", "red clips", "几点了", "turn the reminder off"} {
		if got, ok := New(village{}).Reminding(text, Context{Now: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)}); ok {
			t.Errorf("%s: %+v", text, got)
		}
	}
}

// Whatever is written, reading it ends.
func FuzzReminding(f *testing.F) {
	f.Add("每周一三五8点提醒我进货，tomorrow's")
	f.Fuzz(func(_ *testing.T, text string) {
		New(village{}).Reminding(text, Context{Now: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)})
	})
}
