package phrases

import (
	"html/template"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"oldhand/integrations/measure"
)

func keys(lang Lang) []string {
	var names []string
	for _, t := range sets()[lang].Templates() {
		if t.Name() != "" {
			names = append(names, t.Name())
		}
	}
	slices.Sort(names)
	return names
}

func TestBothLanguagesHaveTheSameKeys(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(keys(English), keys(Chinese)); diff != "" {
		t.Errorf("keys of English (-) and Chinese (+) differ:\n%s", diff)
	}
}

func TestEverySentenceCanBeSaid(t *testing.T) {
	t.Parallel()
	data := map[string]any{}
	for _, m := range samples {
		maps.Copy(data, m)
	}
	for _, lang := range []Lang{English, Chinese} {
		for _, key := range keys(lang) {
			t.Run(string(lang)+"/"+key, func(t *testing.T) {
				t.Parallel()
				checkText(t, Say(lang, key, data[key]))
			})
		}
	}
}

var (
	anyTag  = regexp.MustCompile(`</?([^ >]*)[^>]*>`)
	allowed = []string{"b", "i", "u", "s", "code", "pre", "blockquote"}
)

// checkText holds a sentence to what a Text promises.
func checkText(t *testing.T, text Text) {
	t.Helper()
	if strings.TrimSpace(Strip(text)) == "" {
		t.Error("it says nothing")
	}
	var open []string
	for _, tag := range anyTag.FindAllStringSubmatch(string(text), -1) {
		switch name := tag[1]; {
		case !slices.Contains(allowed, name):
			t.Errorf("tag %s is not one a Text may have", tag[0])
		case !strings.HasPrefix(tag[0], "</"):
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			t.Errorf("%s closes what is not open", tag[0])
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("left open: %v", open)
	}
	if named := regexp.MustCompile(`&[a-z]+;`).FindAllString(string(text), -1); slices.ContainsFunc(named, func(s string) bool {
		return !slices.Contains([]string{"&lt;", "&gt;", "&amp;", "&quot;"}, s)
	}) {
		t.Errorf("messengers do not know all of %v", named)
	}
}

func TestWhatPeopleWroteIsEscapedOnce(t *testing.T) {
	t.Parallel()
	set := template.Must(template.New("").Funcs(funcs(sets()[English], English)).Parse(`<b>{{.Name}}</b> {{text .Body}}`))
	var out strings.Builder
	err := set.Execute(&out, map[string]any{"Name": "<i>Li & Co</i>", "Body": Text("<u>x &amp; y</u>")})
	if err != nil {
		t.Fatal(err)
	}
	want := "<b>&lt;i&gt;Li &amp; Co&lt;/i&gt;</b> <u>x &amp; y</u>"
	if out.String() != want {
		t.Errorf("got %s, want %s", out.String(), want)
	}
	if plain := Strip(Text(want)); plain != "<i>Li & Co</i> x & y" {
		t.Errorf("Strip gives %q", plain)
	}
}

func TestMistakesPanicWithTheirKey(t *testing.T) {
	t.Parallel()
	for name, say := range map[string]func(){
		"unknown key":      func() { Say(English, "no.such.key", nil) },
		"unknown language": func() { Say("fr", "no.such.key", nil) },
		"missing data":     func() { Say(Chinese, "bot.sorry", map[string]any{}) },
		"no data":          func() { Say(Chinese, "bot.sorry", nil) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			defer func() {
				if text, ok := recover().(string); !ok || !strings.Contains(text, "phrases: ") {
					t.Errorf("no clear panic: %v", text)
				}
			}()
			say()
		})
	}
}

func TestDaysAreNamedAsPeopleDo(t *testing.T) {
	t.Parallel()
	shanghai := time.FixedZone("Shanghai", 8*3600)
	now := time.Date(2026, 11, 30, 23, 30, 0, 0, shanghai)
	for _, c := range []struct {
		day    time.Time
		en, zh string
	}{
		{now.AddDate(0, 0, -1), "yesterday", "昨天"},
		{now, "today", "今天"},
		{now.Add(time.Hour), "tomorrow", "明天"},
		{now.Add(time.Hour).UTC(), "tomorrow", "明天"},
		{now.AddDate(0, 0, 2), "Wed 2 Dec", "后天"},
		{now.AddDate(0, 0, 5), "Sat 5 Dec", "12月5日周六"},
		{now.AddDate(0, 2, 0), "Sat 30 Jan 2027", "2027年1月30日周六"},
	} {
		if en, zh := day(English, c.day, now), day(Chinese, c.day, now); en != c.en || zh != c.zh {
			t.Errorf("%v: got %q, %q; want %q, %q", c.day, en, zh, c.en, c.zh)
		}
	}
}

func TestSpansOfDaysAreNamedAsPeopleDo(t *testing.T) {
	t.Parallel()
	on := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	now := on(2026, 11, 23)
	for _, c := range []struct {
		from, to time.Time
		en, zh   string
	}{
		{now, now, "today", "今天"},
		{on(2026, 11, 5), on(2026, 11, 5), "Thu 5 Nov", "11月5日周四"},
		{on(2026, 11, 1), on(2026, 11, 23), "1–23 Nov 2026", "2026年11月1日–23日"},
		{on(2026, 11, 1), on(2026, 11, 30), "November 2026", "2026年11月"},
		{on(2024, 2, 1), on(2024, 2, 28), "1–28 Feb 2024", "2024年2月1日–28日"},
		{on(2026, 10, 15), on(2026, 11, 15), "15 Oct – 15 Nov 2026", "2026年10月15日–11月15日"},
		{on(2025, 12, 1), on(2026, 1, 31), "1 Dec 2025 – 31 Jan 2026", "2025年12月1日–2026年1月31日"},
		{on(2025, 1, 1), on(2025, 12, 31), "2025", "2025年"},
		{time.Time{}, on(2026, 11, 22), "up to 22 Nov 2026", "截至2026年11月22日"},
	} {
		if en, zh := span(English, c.from, c.to, now), span(Chinese, c.from, c.to, now); en != c.en || zh != c.zh {
			t.Errorf("%s to %s: got %q, %q; want %q, %q", c.from, c.to, en, zh, c.en, c.zh)
		}
	}
}

func TestWeightsAndNumbers(t *testing.T) {
	t.Parallel()
	if en, zh := weight(English, 1200), weight(Chinese, 1200); en != "1.2 kg" || zh != "1.2公斤" {
		t.Errorf("1200 g: %q, %q", en, zh)
	}
	if zh := weight(Chinese, measure.Grams(800)); zh != "800克" {
		t.Errorf("800 g: %q", zh)
	}
	if one, two := plural(1, "item", "items"), plural(2, "item", "items"); one != "item" || two != "items" {
		t.Errorf("plural: %q, %q", one, two)
	}
}

func TestLanguageOfAnApp(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]Lang{"zh-hans": Chinese, "ZH": Chinese, "en-GB": English, "": English, "de": English} {
		if got := ForTag(tag); got != want {
			t.Errorf("%q: %q, want %q", tag, got, want)
		}
	}
}
