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
	"oldhand/cmd/oldhand":                    "cmd/oldhand/app bot bot/telegram bot/botapi bot/phrases intents/understand intents/propose knowledge integrations/address integrations/catalogue integrations/paper integrations/parcels integrations/rates integrations/postgres sample evals",
	"oldhand/cmd/oldhand/app":                "bot bot/telegram bot/botapi bot/phrases intents intents/propose intents/understand knowledge integrations/address integrations/catalogue integrations/paper integrations/parcels integrations/parcels/kuaidi100 integrations/rates integrations/models integrations/pickup integrations/postgres sample",
	"oldhand/bot":                            "bot/phrases",
	"oldhand/bot/phrases":                    "",
	"oldhand/bot/telegram":                   "bot bot/phrases",
	"oldhand/bot/botapi":                     "bot/botapi/parse bot/botapi/page",
	"oldhand/bot/botapi/parse":               "",
	"oldhand/bot/botapi/page":                "",
	"oldhand/intents":                        "bot bot/phrases knowledge integrations/address integrations/batch integrations/catalogue integrations/paper integrations/parcels integrations/pickup integrations/rates intents/propose intents/understand",
	"oldhand/intents/propose":                "intents/understand integrations/address",
	"oldhand/intents/understand":             "",
	"oldhand/knowledge":                      "knowledge/trade integrations/models",
	"oldhand/knowledge/trade":                "",
	"oldhand/integrations/table":             "",
	"oldhand/integrations/text":              "",
	"oldhand/integrations/address":           "",
	"oldhand/integrations/batch":             "integrations/address integrations/rates",
	"oldhand/integrations/catalogue":         "integrations/paper",
	"oldhand/integrations/measure":           "",
	"oldhand/integrations/paper":             "",
	"oldhand/integrations/parcels":           "integrations/address integrations/rates",
	"oldhand/integrations/parcels/kuaidi100": "integrations/parcels integrations/rates",
	"oldhand/integrations/rates":             "integrations/address",
	"oldhand/integrations/rates/ratestest":   "integrations/postgres/pgtest integrations/rates",
	"oldhand/integrations/models":            "",
	"oldhand/integrations/pickup":            "integrations/catalogue",
	"oldhand/integrations/postgres":          "",
	"oldhand/integrations/postgres/pgtest":   "integrations/postgres",
	"oldhand/sample":                         "",
	"oldhand/evals":                          "bot bot/phrases bot/telegram bot/botapi intents intents/understand knowledge integrations/address integrations/catalogue integrations/rates integrations/models integrations/pickup sample",
	"oldhand/e2e":                            "",
	"oldhand/tools/embedder":                 "bot/phrases knowledge/trade integrations/models sample",
	"oldhand/tools/sampleart":                "sample",
}

// vocabulary are leaves that every package may import: money, weight and size, tables of rows, and terms of a text.
const vocabulary = "integrations/measure integrations/table integrations/text"

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
