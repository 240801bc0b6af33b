package intents

import (
	"strings"
	"testing"

	"oldhand/bot"
	"oldhand/bot/phrases"
)

func TestSlashCommands(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"/find red clips":            {"find", "red clips"},
		"/Find@oldhand_bot  clips ":  {"find", "clips"},
		"/start":                     {"start", ""},
		"/quote\n1.2kg to Urumqi":    {"quote", "1.2kg to Urumqi"},
		"/ask@oldhand_bot\nwho pays": {"ask", "who pays"},
	} {
		name, rest, ok := slash(text)
		if !ok || name != want[0] || rest != want[1] {
			t.Errorf("%q: %q, %q, %v", text, name, rest, ok)
		}
	}
	if _, _, ok := slash("1/2 kg"); ok {
		t.Error("a fraction is no command")
	}
}

func TestPointingAtTheList(t *testing.T) {
	t.Parallel()
	v := visitIn(phrases.English)
	v.state.Found = &found{Page: 1, SKUs: []string{"F6", "F7"}}
	for text, sku := range map[string]string{
		"第六个要20个": "F6", "7号来20个": "F7", "20 of number 6": "F6", "第7款": "F7",
		"第一个要20个": "", "20个": "", "明天7号": "", "第9个": "",
	} {
		got := v.pointed(text)
		if sku == "" && got != text || !strings.Contains(got, sku) {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

func TestRolesAndLanguagesByWords(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]bot.Role{
		" seller": bot.Seller, "卖家": bot.Seller, " an old hand please": bot.OldHand, "供货商 美雅": bot.Distributor, "organizer": bot.Organiser,
		"the king": "",
	} {
		if got, ok := roleNamed(words); got != want || ok != (want != "") {
			t.Errorf("%q: %q", words, got)
		}
	}
	for words, want := range map[string]phrases.Lang{"English": "en", "中文": "zh", "说英语": "en", "ZH": "zh", "French": ""} {
		if got, _ := languageNamed(words); got != want {
			t.Errorf("%q: %q", words, got)
		}
	}
}

func FuzzWordsBeforeUnderstanding(f *testing.F) {
	for _, seed := range []string{"/find clips", "第二个", "#1001", "取消 1001", "invite seller", "/\n", "第两款要一打"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v := visitIn(phrases.Chinese)
		v.state.Found = &found{SKUs: []string{"A", "B"}}
		if name, _, _ := slash(text); strings.ContainsAny(name, " @") {
			t.Errorf("command %q", name)
		}
		if got := v.pointed(text); got != text && !strings.ContainsAny(got, "AB") {
			t.Errorf("%q became %q", text, got)
		}
	})
}
