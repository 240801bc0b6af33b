package e2e

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// What a package and a type may grow to before it holds two subjects. The rules that read intentions today are to be
// replaced by a trained reader; until then they stay as they are.
const (
	mostFiles   = 25
	mostMethods = 40
	oldReading  = "intents/meaning/rules"
)

func TestNoPackageOrTypeHoldsEverything(t *testing.T) {
	t.Parallel()
	for dir, files := range parseAll(t) {
		if dir == oldReading {
			continue
		}
		if len(files) > mostFiles {
			t.Errorf("%s has %d files, more than %d: part its subjects", dir, len(files), mostFiles)
		}
		methods := map[string]int{}
		for _, file := range files {
			for _, d := range file.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
					methods[receiver(f)]++
				}
			}
		}
		for name, n := range methods {
			if n > mostMethods {
				t.Errorf("%s.%s has %d methods, more than %d", dir, name, n, mostMethods)
			}
		}
	}
}

func receiver(f *ast.FuncDecl) string {
	of := f.Recv.List[0].Type
	if star, ok := of.(*ast.StarExpr); ok {
		of = star.X
	}
	if generic, ok := of.(*ast.IndexExpr); ok {
		of = generic.X
	}
	if name, ok := of.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}

// TestMeaningIsPure: what understands waits for nothing.
func TestMeaningIsPure(t *testing.T) {
	t.Parallel()
	for dir, files := range parseAll(t) {
		if !strings.HasPrefix(dir, "intents/meaning") {
			continue
		}
		for path, file := range files {
			for _, i := range file.Imports {
				switch name, _ := strconv.Unquote(i.Path.Value); name {
				case "context", "os", "net", "net/http", "database/sql", "io":
					t.Errorf("%s imports %s", path, name)
				}
			}
		}
	}
}

// TestSkillsReadNoWords: what words mean is found out once, at the door of meaning; a skill is given commands.
func TestSkillsReadNoWords(t *testing.T) {
	t.Parallel()
	for dir, files := range parseAll(t) {
		if !strings.HasPrefix(dir, "intents/skills/") {
			continue
		}
		for path, file := range files {
			for _, i := range file.Imports {
				switch name, _ := strconv.Unquote(i.Path.Value); {
				case name == "regexp", strings.HasPrefix(name, "oldhand/intents/skills/"), strings.HasPrefix(name, "oldhand/intents/meaning/"):
					t.Errorf("%s imports %s", path, name)
				}
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "Text" && isMessage(s.X) {
					t.Errorf("%s reads the text of a message", path)
				}
				return true
			})
		}
	}
}

// isMessage says that an expression is a turn's message: t.Message().
func isMessage(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	s, ok := call.Fun.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "Message"
}

// speaksChinese is what of the subjects knows Chinese words in its code: places, the names of couriers, measures and
// scripts. The others give codes and data, and phrases says them; what people write stands in files of words.
var speaksChinese = []string{
	"integrations/address", "integrations/rates/couriers.go", "integrations/rates/services.go", "integrations/rates/ratestest", "integrations/measure", "integrations/text",
}

func TestSubjectsGiveCodesAndData(t *testing.T) {
	t.Parallel()
	for dir, files := range parseAll(t) {
		if !strings.HasPrefix(dir, "integrations/") && !within(dir, []string{"knowledge"}) {
			continue
		}
		for path, file := range files {
			if within(path, speaksChinese) {
				continue
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && strings.ContainsFunc(lit.Value, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
					t.Errorf("%s holds Chinese words: %s", path, lit.Value)
				}
				return true
			})
		}
	}
}

func within(dir string, folders []string) bool {
	for _, f := range folders {
		if dir == f || strings.HasPrefix(dir, f+"/") {
			return true
		}
	}
	return false
}

// parseAll gives the files of every package of ours but the tests, by folder and path.
func parseAll(t *testing.T) map[string]map[string]*ast.File {
	t.Helper()
	all := map[string]map[string]*ast.File{}
	err := fs.WalkDir(os.DirFS(".."), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "data"):
			return fs.SkipDir
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", path), nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(path))
		if all[dir] == nil {
			all[dir] = map[string]*ast.File{}
		}
		all[dir][path] = file
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
