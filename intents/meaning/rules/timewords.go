package rules

import "time"

// dayWords name days, some with a part of them.
var dayWords = phrases(map[string]moment{
	"today|今天|今日|tdy|2day|今儿|当天":                   {hasDay: true},
	"now|right now|straight away|asap|马上|现在|立刻|即刻": {hasDay: true},
	"tonight|今晚|今夜|this evening|今天晚上|今儿晚上":         {hasDay: true, part: evening},
	"this morning|今早|今晨|今天早上":                      {hasDay: true, part: morning},
	"this afternoon|this arvo|今天下午":                {hasDay: true, part: afternoon},
	"tomorrow|tomorow|tommorow|tommorrow|tomorrw|tmr|tmrw|tmw|tomoz|2moro|2morrow|tmrow|tomo|明天|明日|听日|听朝|明儿|明儿个|隔天|次日": {hasDay: true, days: 1},
	"明后天|明后两天":  {hasDay: true, days: 1},
	"明早|明晨|明儿早": {hasDay: true, days: 1, part: morning},
	"明晚":        {hasDay: true, days: 1, part: evening},
	"明午":        {hasDay: true, days: 1, part: afternoon},
	"后早":        {hasDay: true, days: 2, part: morning},
	"后晚":        {hasDay: true, days: 2, part: evening},
	"day after tomorrow|the day after tomorrow|day after tmr|后天|后日": {hasDay: true, days: 2},
	"大后天|three days from now":                                       {hasDay: true, days: 3},
	"the day after":                                                 {hasDay: true, days: 2},
	"月底|end of the month|end of month|month end":                    {day: 31},
	"every day|everyday|each day|daily|每天|每日|天天":                    {daily: true},
	"every morning|each morning|每天早上|每天早晨|每日早上|每早|每天上午":             {daily: true, part: morning},
	"every evening|every night|each evening|每天晚上|每晚":                {daily: true, part: evening},
	"every afternoon|每天下午":                                          {daily: true, part: afternoon},
})

var partWords = phrases(map[string]moment{
	"凌晨|before dawn": {part: dawn},
	"morning|the morning|早上|上午|早晨|清晨|清早|大清早|一早|一大早|早|晨|am|a . m .|a . m": {part: morning},
	"noon|midday|中午|正午|晌午|lunchtime|lunch time":                          {part: noon},
	"afternoon|the afternoon|下午|午后|arvo|pm|p . m .|p . m":                {part: afternoon},
	"evening|the evening|night|the night|晚上|傍晚|夜里|晚间|夜晚|晚":               {part: evening},
	"midnight|半夜|午夜|零点":                                                  {part: midnight},
})

var weekdayNames = map[string]time.Weekday{
	"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 0,
	"mon": 1, "tue": 2, "tues": 2, "wed": 3, "weds": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 0,
	"mondy": 1, "tusday": 2, "wensday": 3, "wednsday": 3, "thurday": 4, "firday": 5, "saterday": 6, "weekend": 6,
	"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 0, "天": 0, "末": 6, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6,
}

var monthNames = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
	"sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}
