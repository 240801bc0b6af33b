package e2e

import (
	"bufio"
	"bytes"
	"os/exec"
	"strings"
	"testing"
)

// mayImport says which of our packages each of ours may import, besides the vocabulary below. It is the picture in the
// README; a package that is not in it fails the test until it is put there.
var mayImport = map[string]string{
	"oldhand/cmd/oldhand":                      "cmd/oldhand/app bot bot/telegram bot/botapi bot/phrases intents/meaning intents/propose knowledge integrations/address integrations/backup integrations/catalogue integrations/paper integrations/parcels integrations/postgres integrations/rates sample evals",
	"oldhand/cmd/oldhand/app":                  "bot bot/telegram bot/botapi bot/phrases intents intents/dialogue intents/meaning intents/propose knowledge intents/misread integrations/address integrations/backup integrations/catalogue integrations/models integrations/models/encoder integrations/paper integrations/parcels integrations/parcels/kuaidi100 integrations/pickup integrations/pools integrations/postgres integrations/rates integrations/reminders integrations/sales integrations/waits sample",
	"oldhand/bot":                              "bot/phrases",
	"oldhand/bot/phrases":                      "",
	"oldhand/bot/telegram":                     "bot bot/phrases",
	"oldhand/bot/transporttest":                "bot bot/phrases integrations/postgres/pgtest",
	"oldhand/bot/botapi":                       "bot/botapi/parse bot/botapi/page",
	"oldhand/bot/botapi/apitest":               "bot/botapi",
	"oldhand/bot/botapi/parse":                 "",
	"oldhand/bot/botapi/page":                  "bot/phrases",
	"oldhand/intents":                          "bot knowledge intents/dialogue intents/meaning intents/meaning/rules intents/misread intents/propose integrations/address integrations/batch integrations/catalogue integrations/parcels integrations/pickup integrations/pools integrations/rates integrations/reminders integrations/sales integrations/waits " + skills,
	"oldhand/intents/dialogue":                 "bot bot/phrases intents/meaning intents/propose",
	"oldhand/intents/dialogue/dialoguetest":    "bot bot/phrases intents/dialogue integrations/catalogue integrations/pickup",
	"oldhand/intents/meaning":                  "intents/meaning/rules",
	"oldhand/intents/meaning/rules":            "intents/meaning/words",
	"oldhand/intents/meaning/words":            "",
	"oldhand/intents/propose":                  "intents/meaning integrations/address integrations/models",
	"oldhand/intents/misread":                  "intents/meaning integrations/address",
	"oldhand/intents/views":                    "bot bot/phrases intents/dialogue intents/meaning integrations/address integrations/catalogue integrations/parcels integrations/pickup integrations/rates",
	"oldhand/intents/skills/amend":             forSkills + "integrations/catalogue integrations/pickup integrations/waits",
	"oldhand/intents/skills/ask":               forSkills + "knowledge",
	"oldhand/intents/skills/claim":             forSkills + "integrations/catalogue integrations/pickup",
	"oldhand/intents/skills/counter":           forSkills + "integrations/catalogue integrations/pickup",
	"oldhand/intents/skills/credit":            forSkills + "integrations/pickup",
	"oldhand/intents/skills/doubt":             forSkills + "intents/misread",
	"oldhand/intents/skills/find":              forSkills + "integrations/catalogue",
	"oldhand/intents/skills/help":              forSkills,
	"oldhand/intents/skills/hours":             forSkills + "integrations/pickup integrations/reminders",
	"oldhand/intents/skills/order":             forSkills + "integrations/catalogue integrations/paper integrations/pickup integrations/sales integrations/waits",
	"oldhand/intents/skills/parcels":           forSkills + "integrations/address integrations/paper integrations/parcels integrations/rates",
	"oldhand/intents/skills/people":            forSkills + "integrations/catalogue",
	"oldhand/intents/skills/pool":              forSkills + "integrations/catalogue integrations/pickup integrations/pools",
	"oldhand/intents/skills/privacy":           forSkills + "integrations/catalogue integrations/pickup integrations/pools integrations/waits",
	"oldhand/intents/skills/quote":             forSkills + "integrations/address integrations/batch integrations/catalogue integrations/paper integrations/parcels integrations/pickup integrations/rates",
	"oldhand/intents/skills/remind":            forSkills + "integrations/catalogue integrations/pickup integrations/reminders",
	"oldhand/intents/skills/sales":             forSkills + "integrations/catalogue integrations/sales",
	"oldhand/intents/skills/statement":         forSkills + "integrations/paper integrations/pickup",
	"oldhand/intents/skills/stock":             forSkills + "integrations/catalogue integrations/paper integrations/pickup integrations/waits",
	"oldhand/intents/skills/village":           forSkills + "integrations/address integrations/paper integrations/parcels integrations/rates",
	"oldhand/intents/skills/waiting":           forSkills + "integrations/catalogue integrations/waits",
	"oldhand/knowledge":                        "knowledge/hidden knowledge/trade integrations/address integrations/models integrations/models/encoder",
	"oldhand/knowledge/hidden":                 "",
	"oldhand/knowledge/trade":                  "",
	"oldhand/integrations/measure":             "",
	"oldhand/integrations/measure/measuretest": "",
	"oldhand/integrations/bounds":              "",
	"oldhand/integrations/table":               "",
	"oldhand/integrations/text":                "",
	"oldhand/integrations/address":             "",
	"oldhand/integrations/rates":               "integrations/address",
	"oldhand/integrations/rates/ratestest":     "bot/phrases integrations/rates integrations/postgres/pgtest",
	"oldhand/integrations/parcels":             "integrations/address integrations/rates",
	"oldhand/integrations/parcels/kuaidi100":   "integrations/parcels integrations/rates",
	"oldhand/integrations/backup":              "integrations/postgres",
	"oldhand/integrations/batch":               "integrations/address integrations/rates",
	"oldhand/integrations/paper":               "",
	"oldhand/integrations/catalogue":           "integrations/paper",
	"oldhand/integrations/models":              "",
	"oldhand/integrations/models/encoder":      "",
	"oldhand/integrations/pickup":              "integrations/catalogue integrations/reminders",
	"oldhand/integrations/pools":               "integrations/catalogue integrations/pickup",
	"oldhand/integrations/reminders":           "",
	"oldhand/integrations/sales":               "integrations/batch integrations/catalogue",
	"oldhand/integrations/waits":               "integrations/catalogue",
	"oldhand/integrations/postgres":            "",
	"oldhand/integrations/postgres/pgtest":     "integrations/postgres",
	"oldhand/sample":                           "",
	"oldhand/evals":                            "bot bot/botapi intents/meaning knowledge integrations/address integrations/catalogue integrations/models integrations/parcels integrations/pickup integrations/rates sample",
	"oldhand/e2e":                              "",
	"oldhand/tools/embedder":                   "bot/phrases integrations/models knowledge/trade sample",
	"oldhand/tools/encoder/compare":            "integrations/models/encoder",
	"oldhand/tools/sampleart":                  "sample integrations/paper",
}

// forSkills is what every skill may import; no skill imports another.
const forSkills = "bot bot/phrases intents/dialogue intents/meaning intents/views "

// skills are all of them, for the one package that joins them.
const skills = "intents/skills/amend intents/skills/ask intents/skills/claim intents/skills/counter intents/skills/credit intents/skills/doubt intents/skills/find intents/skills/help intents/skills/hours intents/skills/order intents/skills/parcels intents/skills/people intents/skills/pool intents/skills/privacy intents/skills/quote intents/skills/remind intents/skills/sales intents/skills/statement intents/skills/stock intents/skills/village intents/skills/waiting"

// vocabulary are leaves that every package may import: money, weights and sizes, the bounds of files, tables of rows, and
// terms of a text.
const vocabulary = "integrations/measure integrations/bounds integrations/table integrations/text"

func TestPackagesImportOnlyWhatTheLayoutAllows(t *testing.T) {
	t.Parallel()
	for pkg, imports := range listImports(t, `{{range .Imports}}{{.}} {{end}}`) {
		allowed, known := mayImport[pkg]
		if !known {
			t.Errorf("%s is not in the layout", pkg)
			continue
		}
		for _, imported := range imports {
			ours, isOurs := strings.CutPrefix(imported, "oldhand/")
			if isOurs && !strings.Contains(" "+allowed+" "+vocabulary+" ", " "+ours+" ") {
				t.Errorf("%s imports %s, which the layout does not allow", pkg, imported)
			}
		}
	}
}

func TestOnlyTheAdapterKnowsTheTelegramLibrary(t *testing.T) {
	t.Parallel()
	for pkg, imports := range listImports(t, `{{range .Imports}}{{.}} {{end}}{{range .TestImports}}{{.}} {{end}}{{range .XTestImports}}{{.}} {{end}}`) {
		for _, imported := range imports {
			if strings.HasPrefix(imported, "github.com/go-telegram/bot") && pkg != "oldhand/bot/telegram" {
				t.Errorf("%s imports %s", pkg, imported)
			}
		}
	}
}

// listImports gives the imports of every package of ours, as a go list template writes them.
func listImports(t *testing.T, template string) map[string][]string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}} `+template, "oldhand/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string][]string)
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		found[words[0]] = words[1:]
	}
	return found
}
