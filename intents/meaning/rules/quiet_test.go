package rules

import "testing"

func TestQuietHours(t *testing.T) {
	t.Parallel()
	none := Quiet{}
	for text, want := range map[string]Quiet{
		"don't message me between 8am and 10pm": {From: "08:00", Until: "22:00"}, "早上8点到晚上10点别打扰我": {From: "08:00", Until: "22:00"},
		"quiet hours 06:00 to 20:00":            {From: "06:00", Until: "20:00"},
		"22点到7点别打扰我":                            {From: "22:00", Until: "07:00"},
		"晚上10点到早上7点别给我发消息":                      {From: "22:00", Until: "07:00"},
		"晚上十点半到第二天早上六点免打扰":                      {From: "22:30", Until: "06:00"},
		"10点到7点不要发通知":                           {From: "22:00", Until: "07:00"},
		"免打扰 23:00-8:00":                        {From: "23:00", Until: "08:00"},
		"中午12点到下午2点别吵我":                         {From: "12:00", Until: "14:00"},
		"晚上11点以后别吵我":                            {From: "23:00", Until: "07:00"},
		"半夜别发消息":                                {From: "22:00", Until: "07:00"},
		"don't message me between 10pm and 7am": {From: "22:00", Until: "07:00"},
		"Please do not disturb me 10pm-7am":     {From: "22:00", Until: "07:00"},
		"no messages from 22:30 to 6:30 please": {From: "22:30", Until: "06:30"},
		"quiet hours 9 to 6":                    {From: "21:00", Until: "06:00"},
		"do not disturb after 11pm":             {From: "23:00", Until: "07:00"},
		"don't wake me at night":                {From: "22:00", Until: "07:00"},
		"don't ping me before 8am":              {From: "22:00", Until: "08:00"},
		"leave me alone from 11pm to 6:30am":    {From: "23:00", Until: "06:30"},
		"quiet from 10pm to 7am":                {From: "22:00", Until: "07:00"},
		"睡觉时间10点到6点不要发":                         {From: "22:00", Until: "06:00"},
		"晚上别打扰我":                                {From: "22:00", Until: "07:00"},
		"no quiet hours any more":               {Off: true},
		"no more quiet hours":                   {Off: true},
		"turn off quiet hours":                  {Off: true},
		"免打扰关掉":                                 {Off: true},
		"取消免打扰":                                 {Off: true},
		"quiet hours?":                          none,
		"免打扰是几点到几点？":                            none,
		"quiet hours":                           none,
		"别打扰我，7点到7点":                            none,
	} {
		if got, ok := New(village{}).Quiet(text, Context{Now: wednesday}); !ok || got != want {
			t.Errorf("%s: %+v, %v", text, got, ok)
		}
	}
	for _, text := range []string{
		"明天9点到10点拿", "don't remind me to call him", "别忘了A1023", "20 A1023 at 10pm", "不要红色的，要蓝色的", "stop", "22点到7点开门", "no A1023 to 7 please",
		"请勿打扰门牌来30个", "a quiet fan", "下午3点到5点不要发货", "leave me alone", "quiet after all",
	} {
		if got, ok := New(village{}).Quiet(text, Context{Now: wednesday}); ok {
			t.Errorf("%s: %+v", text, got)
		}
	}
}
