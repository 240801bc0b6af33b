package evals

import (
	"compress/gzip"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"oldhand/integrations/measure"
	"oldhand/intents/meaning"
	"oldhand/sample"
)

var commandNames = []string{"find", "show", "order", "change", "remove", "confirm", "cancel", "undo", "orders", "repeat", "quote", "ship", "ask",
	"remind", "snooze", "stock", "price", "tip", "language", "help", "greet", "thanks", "chat", "unknown"}

func TestUnderstandCasesCoverEveryCommand(t *testing.T) {
	t.Parallel()
	all := mustRead[understandCase](t, "understand", 400)
	seen := map[string]bool{}
	said := map[string]bool{}
	for _, c := range all {
		if _, err := moment(c.Now, time.UTC); err != nil || len(c.Want) == 0 || !slices.Contains([]string{"en", "zh", "mix"}, c.Lang) {
			t.Errorf("%q: when, how or what it means is not said", c.Text)
		}
		for _, want := range slices.Concat(c.Want...) {
			seen[want.Name] = true
			if !slices.Contains(commandNames, want.Name) {
				t.Errorf("%q: no command is called %q", c.Text, want.Name)
			}
		}
		key := inOneLine([]any{c.Text, c.Now, c.Role, c.Seen})
		if said[key] {
			t.Errorf("%q is there twice", c.Text)
		}
		said[key] = true
	}
	for _, name := range commandNames {
		if !seen[name] {
			t.Errorf("no case means %s", name)
		}
	}
}

func TestEveryKindHasCasesAndAFloor(t *testing.T) {
	t.Parallel()
	said, cases := map[string]bool{}, map[string]int{}
	for _, c := range mustRead[kindCase](t, "kinds", 400) {
		cases[c.Kind]++
		if _, err := moment(c.Now, time.UTC); err != nil || len(c.Expect) == 0 || floors["kinds"][c.Kind] == 0 {
			t.Errorf("%q: when, what it means or its kind's floor is not said", c.Message)
		}
		if key := inOneLine([]any{c.Message, c.Role, c.Dialogue}); said[key] {
			t.Errorf("%q is there twice", c.Message)
		} else {
			said[key] = true
		}
	}
	for kind := range floors["kinds"] {
		if !strings.HasPrefix(kind, "read rightly") && cases[kind] < 10 {
			t.Errorf("%s has %d cases", kind, cases[kind])
		}
	}
}

func TestFindCasesAskForWhatTheSampleHas(t *testing.T) {
	t.Parallel()
	items := readAll(t, "items")
	for _, c := range mustRead[findCase](t, "find", 120) {
		if _, err := regexp.Compile(c.Title); err != nil {
			t.Errorf("%q: %v", c.Query, err)
		}
		for _, sku := range c.SKUs {
			if !strings.Contains(items, ","+sku+",") {
				t.Errorf("%q: the sample has no %s", c.Query, sku)
			}
		}
		if !strings.Contains(items, c.Category) {
			t.Errorf("%q: the sample has no category %s", c.Query, c.Category)
		}
	}
}

func TestAskCasesNameNotesOfTheSample(t *testing.T) {
	t.Parallel()
	notes, err := sampleNotes()
	if err != nil {
		t.Fatal(err)
	}
	unanswerable := 0
	for _, c := range mustRead[askCase](t, "ask", 200) {
		if len(c.Sources) == 0 {
			unanswerable++
		}
		for _, source := range c.Sources {
			if _, known := notes[source]; !known {
				t.Errorf("%q: the sample has no note %s", c.Question, source)
			}
		}
	}
	if unanswerable < 80 {
		t.Errorf("%d questions that nothing answers; want 80", unanswerable)
	}
}

func TestHandsAskAboutTheirOwnPassages(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("corpus/*.jsonl")
	if err != nil || len(files) < 14 {
		t.Fatalf("%d hands, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".jsonl")
		if strings.HasPrefix(name, "messages_") {
			continue
		}
		h, err := readHand(os.DirFS("."), name)
		if err != nil {
			t.Fatal(err)
		}
		known := map[string]bool{}
		for _, p := range h.Passages {
			if known[p.ID] || !strings.HasPrefix(p.ID, name) || p.Text == "" {
				t.Errorf("hand %s: passage %q is there twice, or of another hand, or says nothing", name, p.ID)
			}
			known[p.ID] = true
		}
		for _, q := range h.Questions {
			if (len(q.PIDs) == 0) != (q.Kind == "near" || q.Kind == "gap") || (q.Kind == "followup") != (q.Previous != "") {
				t.Errorf("hand %s: %q is not of kind %s", name, q.Text, q.Kind)
			}
			for _, pid := range slices.Concat(q.PIDs, q.Tempting) {
				if !known[pid] {
					t.Errorf("hand %s: %q is about %s, which is not there", name, q.Text, pid)
				}
			}
		}
	}
}

func TestAddressCasesAreSound(t *testing.T) {
	t.Parallel()
	code := regexp.MustCompile(`^\d{2}(\d{2}){0,2}$`)
	for _, c := range mustRead[addressCase](t, "addresses", 100) {
		for _, one := range append(slices.Clone(c.Several), c.Code) {
			if one != "" && !code.MatchString(one) {
				t.Errorf("%q: %q is no code", c.Text, one)
			}
		}
	}
}

func TestFloorsAreOfSuitesThatExist(t *testing.T) {
	t.Parallel()
	for suite := range floors {
		if !slices.ContainsFunc(Suites(), func(s Suite) bool { return s.Name == suite }) {
			t.Errorf("no suite is called %s", suite)
		}
	}
	for _, suite := range Suites() {
		if len(floors[suite.Name]) == 0 {
			t.Errorf("suite %s has no floor", suite.Name)
		}
	}
}

func TestSlotsFit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		want, got map[string]any
		fits      bool
	}{
		{"nothing asked for", nil, map[string]any{"text": "mugs"}, true},
		{"words by letters alone", map[string]any{"item": "red Hair clips"}, map[string]any{"item": "Red  hair-clips"}, true},
		{"any of several", map[string]any{"to": []any{"乌鲁木齐", "Urumqi"}}, map[string]any{"to": "urumqi"}, true},
		{"none of several", map[string]any{"to": []any{"乌鲁木齐", "Urumqi"}}, map[string]any{"to": "Turpan"}, false},
		{"a number", map[string]any{"weight_g": 800.0}, map[string]any{"weight_g": 801.0}, false},
		{"must not be said", map[string]any{"when": nil}, map[string]any{"when": "2026-11-24"}, false},
		{"was not said", map[string]any{"when": nil}, map[string]any{}, true},
		{"a moment to the letter", map[string]any{"when": "2026-11-24"}, map[string]any{"when": "2026-11-24T09:00:00+08:00"}, false},
		{"anything", map[string]any{"question": "*"}, map[string]any{"question": "why"}, true},
		{"anything, but something", map[string]any{"question": "*"}, map[string]any{}, false},
		{"lines in order", map[string]any{"lines": []any{map[string]any{"sku": "A1"}}}, map[string]any{"lines": []any{map[string]any{"sku": "A1", "quantity": 2.0}}}, true},
		{"a line too many", map[string]any{"lines": []any{map[string]any{"sku": "A1"}}}, map[string]any{"lines": []any{map[string]any{"sku": "A1"}, map[string]any{}}}, false},
		{"sizes", map[string]any{"size_mm": []any{300.0, 200.0}}, map[string]any{"size_mm": []any{300.0, 200.0}}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := holds(c.want, c.got); got != c.fits {
				t.Errorf("%v fits %v: %t", c.got, c.want, got)
			}
		})
	}
}

func TestAScoreBelowItsFloorIsNotOK(t *testing.T) {
	t.Parallel()
	tally := &tally{right: map[string]float64{}, all: map[string]int{}}
	for i := range 10 {
		tally.count("lines add up", i > 0)
	}
	r := Result{Scores: tally.scores("quote")}
	if r.OK() {
		t.Errorf("%+v is OK", r.Scores)
	}
	first := r.Scores[0]
	if first.Value != 0.9 || first.Cases != 10 || first.OK {
		t.Errorf("%+v", first)
	}
}

func TestGiftsAreWhatWasSoldAtTheUsualPrice(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	zip(t, dir, retailLines, "description\tunit_price_gbp\tcountry\tquantity\n"+
		"RED  BAG\t2.1\tUnited Kingdom\t-9\nRED BAG\t2.10\tFrance\t5\nRED BAG\t1.95\tUnited Kingdom\t50\ndamages\t0\tUnited Kingdom\t70\n"+
		"MUG\t0.85\tUnited Kingdom\t60\n")
	zip(t, dir, retailBaskets, "85123A,71053\n85123A\n85123A,71053,22752\n")
	gifts, err := readRetail(dir, retailDistributors)
	if err != nil {
		t.Fatal(err)
	}
	want := []gift{
		{distributor: "Gifts North", sku: "X1", title: "MUG", price: 782, min: 1, multiple: 1, stock: 0},
		{distributor: "Gifts South", sku: "X2", title: "RED BAG", price: 1794, tiers: []tier{{6, 1614}, {12, 1435}}, min: 1, multiple: 1, stock: 1},
	}
	if diff := cmp.Diff(want, gifts, cmp.AllowUnexported(gift{}, tier{})); diff != "" {
		t.Errorf("gifts (-want +got):\n%s", diff)
	}
	baskets, err := readBaskets(dir, len(gifts))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]int{{0, 1}, {0}, {0, 1, 0}}, baskets); diff != "" {
		t.Errorf("baskets (-want +got):\n%s", diff)
	}
}

func TestAPlanCountsAllPiecesOfAnItem(t *testing.T) {
	t.Parallel()
	gifts := []gift{{sku: "X1", price: 100, tiers: []tier{{6, 90}}, min: 1, multiple: 1, stock: 7}}
	p := plan(0, []int{0, 0}, gifts)
	// One piece and then six: seven together, so that the tier holds for all.
	if p.pieces["X1"] != 7 || p.total != measure.Fen(630) || gifts[0].stock != 14 {
		t.Errorf("pieces %v, total %s, stock %d", p.pieces, p.total, gifts[0].stock)
	}
	if got := p.words(); got != "1 X1 and 6 X1 tomorrow" {
		t.Errorf("words %q", got)
	}
	if got := plan(1, []int{0}, gifts).words(); got != "X1要8个，明天拿" {
		t.Errorf("words %q", got)
	}
}

// mustRead reads the cases of a suite, of which there must be so many at least.
func mustRead[T any](t *testing.T, name string, least int) []T {
	t.Helper()
	all, err := cases[T](name)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < least {
		t.Errorf("%d cases; want %d", len(all), least)
	}
	return all
}

// readAll joins the sample's CSV files of a folder.
func readAll(t *testing.T, folder string) string {
	t.Helper()
	names, err := fs.Glob(sample.Files(), folder+"/*.csv")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range names {
		text, err := fs.ReadFile(sample.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}

func zip(t *testing.T, dir, name, text string) {
	t.Helper()
	file, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	out := gzip.NewWriter(file)
	if _, err := out.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}

// Every marked message can be read, says nothing twice, and every act that a hand may mark is marked often enough to learn it.
func TestMarkedMessages(t *testing.T) {
	t.Parallel()
	files, err := fs.Glob(markedFiles, "corpus/messages_*.jsonl")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d hands: %v", len(files), err)
	}
	marked := map[string]int{}
	for _, name := range files {
		file, err := markedFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all, err := readMarked(file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		said := map[string]bool{}
		for _, m := range all {
			text, acts, err := meaning.Unmarked(m.Marked)
			if err != nil || strings.TrimSpace(text) == "" || !slices.Contains([]string{"en", "zh", "mix"}, m.Lang) {
				t.Errorf("%s: %q: %v", name, m.Marked, err)
			}
			if said[text+"\x00"+m.Screen] {
				t.Errorf("%s: %q is there twice", name, text)
			}
			said[text+"\x00"+m.Screen] = true
			for _, a := range acts {
				marked[a.Name]++
			}
		}
	}
	for name, n := range marked {
		if n < 150 {
			t.Errorf("the act %s is marked only %d times", name, n)
		}
	}
	for _, judge := range slices.Concat(judges, watched, calibrators) {
		if !slices.Contains(files, "corpus/messages_"+judge+".jsonl") {
			t.Errorf("hand %s is missing", judge)
		}
	}
}
