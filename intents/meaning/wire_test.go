package meaning

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"
	"testing"

	"oldhand/integrations/measure"
)

func TestEveryCommandIsWritten(t *testing.T) {
	t.Parallel()
	for _, c := range Every() {
		raw, err := JSON([]Command{c})
		if err != nil {
			t.Errorf("%T: %v", c, err)
			continue
		}
		var read []struct {
			Name  string         `json:"name"`
			Slots map[string]any `json:"slots"`
		}
		if err := json.Unmarshal(raw, &read); err != nil || len(read) != 1 || read[0].Name != c.Name() || read[0].Slots == nil {
			t.Errorf("%T is written as %s, %v", c, raw, err)
		}
	}
}

// Every is the list of all types that have the method of a command.
func TestEveryLeavesNoCommandOut(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "commands.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]bool{}
	for _, c := range Every() {
		types[reflect.TypeOf(c).Name()] = true
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == "Name" {
			if name := f.Recv.List[0].Type.(*ast.Ident).Name; !types[name] {
				t.Errorf("%s is not in the list", name)
			}
		}
	}
}

func TestSlotsAreWrittenByTheirNamesInTheContract(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]Command{
		`{"name":"find","slots":{"text":"clips","price_max_fen":200}}`: Find{Text: Said("clips"), PriceMax: Said[measure.Fen](200)},
		`{"name":"show","slots":{"sku":"T-7"}}`:                        Show{Items: []Line{{SKU: Said("T-7")}, {SKU: Said("A1023")}}},
		`{"name":"order","slots":{"lines":[{"item":"clips","sku":"A1023","quantity":20}],"when":"2026-11-24"}}`: Order{
			Lines: []Line{{Item: Said("clips"), SKU: Assumed("A1023"), ID: Assumed[int64](1), Quantity: Said(20)}}, When: Said("2026-11-24"),
		},
		`{"name":"change","slots":{"quantity":3,"step":"less"}}`:    Change{Line: Line{Quantity: Said(3)}, Fewer: true},
		`{"name":"chat","slots":{"about":"waiting"}}`:               Waiting{},
		`{"name":"orders","slots":{"number":1001}}`:                 ShowOrder{Said[int64](1001)},
		`{"name":"cancel","slots":{"number":1001}}`:                 VoidOrder{Number: Said[int64](1001), Otherwise: []Command{Cancel{}}},
		`{"name":"undo","slots":{"about":"parcel","number":10001}}`: UndoParcel{Carried[int64](10001)},
		`{"name":"quote","slots":{"to":"Beijing","code":"11","weight_g":1000,"size_mm":[300,200,100],"count":2,"by":"2026-11-27","courier":"ZTO"}}`: Quote{
			To: Said("Beijing"), Code: Assumed("11"), Weight: Carried[measure.Grams](1000), Size: Said([]int{300, 200, 100}), Count: Said(2),
			By: Said("2026-11-27"), Courier: Said("ZTO"),
		},
		`{"name":"quote","slots":{"to":"Beijing","about":"order","number":1001}}`: QuoteGoods{Number: Said[int64](1001), Quote: Quote{To: Said("Beijing")}},
		`{"name":"track","slots":{"number":10001,"report":"arrived","day":"2026-11-23"}}`: Report{
			Number: Said[int64](10001), What: Arrived, On: monday,
		},
		`{"name":"ship","slots":{"about":"yesterday"}}`: VillageDay{Ago: 1},
		`{"name":"stock","slots":{"sku":"A1023","stock":0,"step":"less"}}`: Stock{
			Line: Line{SKU: Said("A1023")}, Stock: Said(0), Step: Down,
		},
		`{"name":"remind","slots":{"when":"2026-11-24","on":false}}`: Remind{On: Said(false), Day: Said("2026-11-24")},
		`{"name":"people","slots":{"do":"invite","role":"seller"}}`:  Invite{Role: Said("seller"), Words: Said("invite a seller")},
	} {
		raw, err := JSON([]Command{c})
		if got := string(raw); err != nil || got != "["+want+"]" {
			t.Errorf("want %s\ngot  %s, %v", want, got, err)
		}
	}
}

// Whom a parcel goes to is nobody's business: what is written goes into logs and to models.
func TestReceiversAreNotWritten(t *testing.T) {
	t.Parallel()
	to := Said(Receiver{Name: "王五", Phone: "13900139000", Address: "科技南路2号", Code: "440305"})
	raw, err := JSON([]Command{Quote{To: Said("深圳"), Receiver: to}, Keep{Number: Said[int64](10001), Receiver: to}})
	if err != nil || strings.Contains(string(raw), "王五") || strings.Contains(string(raw), "139") || strings.Contains(string(raw), "科技") {
		t.Errorf("%s, %v", raw, err)
	}
}
