package phrases

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// codePages are the pages of the sentences that subjects and whoever calls them give the codes of.
var codePages = []string{"bounds", "table", "items", "notes", "rates", "price", "paper"}

// isCode is how such a code is written.
var isCode = regexp.MustCompile(`^"(?:` + strings.Join(codePages, "|") + `|batch\.refused|batch\.doubt)(?:\.[a-z]+)*"$`)

// TestCodesAndSentencesBelongTogether: a code without a sentence would be a panic, a sentence without a code is dead, and
// data by another name than the sentence's would be a panic as well.
func TestCodesAndSentencesBelongTogether(t *testing.T) {
	t.Parallel()
	known, used := keys(English), map[string]bool{}
	for path, file := range sources(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if code, _ := strconv.Unquote(n.Value); isCode.MatchString(n.Value) && strings.Contains(code, ".") && !strings.HasSuffix(code, ".csv") {
					used[code] = true
					if !slices.Contains(known, code) {
						t.Errorf("%s: nothing says %s", path, code)
					}
				}
			case *ast.CallExpr:
				checkData(t, path, n)
			}
			return true
		})
	}
	for _, key := range slices.DeleteFunc(known, func(key string) bool { return used[key] || saidInside[key] }) {
		if page, _, _ := strings.Cut(key, "."); slices.Contains(codePages, page) {
			t.Errorf("no subject gives the code %s", key)
		}
	}
}

// saidInside are the sentences that stand in others alone.
var saidInside = map[string]bool{"price.sum": true, "price.times": true, "rates.move": true}

// checkData compares the data that a code is given, where both stand in one call, with the sample of its sentence.
func checkData(t *testing.T, path string, call *ast.CallExpr) {
	t.Helper()
	for i, arg := range call.Args {
		lit, ok := arg.(*ast.BasicLit)
		if !ok || !isCode.MatchString(lit.Value) || i+1 >= len(call.Args) {
			continue
		}
		code, _ := strconv.Unquote(lit.Value)
		var given []string
		switch data := call.Args[i+1].(type) {
		case *ast.CompositeLit:
			for _, element := range data.Elts {
				if pair, ok := element.(*ast.KeyValueExpr); ok {
					given = append(given, strings.Trim(fmt.Sprint(pair.Key.(*ast.BasicLit).Value), `"`))
				}
			}
		case *ast.Ident:
			if data.Name != "nil" {
				continue
			}
		default:
			continue
		}
		slices.Sort(given)
		if diff := cmp.Diff(slices.Sorted(maps.Keys(sampleOf(code))), given); diff != "" {
			t.Errorf("%s: data of %s, by its sample (-) and as given (+):\n%s", path, code, diff)
		}
	}
}

func sampleOf(key string) values {
	for _, page := range samples {
		if sample, ok := page[key].(values); ok {
			return sample
		}
	}
	return nil
}

// sources are the files of all our packages but this one, without tests.
func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	found := map[string]*ast.File{}
	err := fs.WalkDir(os.DirFS("../.."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "bot/phrases/") {
			return err
		}
		found[path], err = parser.ParseFile(token.NewFileSet(), filepath.Join("../..", path), nil, parser.SkipObjectResolution)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
