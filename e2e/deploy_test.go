package e2e

import (
	"bytes"
	"debug/elf"
	"debug/macho"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
	"go.yaml.in/yaml/v4"

	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/postgres"
	"oldhand/integrations/postgres/pgtest"
)

// Every target of a release builds as a release is built, without what debuggers want, and its archive has the licences.
func TestAReleaseBuilds(t *testing.T) {
	t.Parallel()
	var release struct {
		Builds []struct {
			Main                         string
			Env, Flags, Ldflags, Targets []string
		}
		Archives []struct{ Files []string }
	}
	readYAML(t, "../.goreleaser.yaml", &release)
	var targets []string
	for _, b := range release.Builds {
		for _, target := range b.Targets {
			system, arch, _ := strings.Cut(target, "_")
			program := filepath.Join(t.TempDir(), "oldhand")
			build := exec.Command("go", slices.Concat([]string{"build"}, b.Flags, []string{"-ldflags", strings.Join(b.Ldflags, " "), "-o", program, b.Main})...)
			build.Dir, build.Env = "..", slices.Concat(os.Environ(), b.Env, []string{"GOOS=" + system, "GOARCH=" + arch})
			if out, err := build.CombinedOutput(); err != nil {
				t.Errorf("%s: %v\n%s", target, err, out)
				continue
			}
			if symbols(t, system, program) {
				t.Errorf("%s is not stripped", target)
			}
			targets = append(targets, target)
		}
	}
	if want := []string{"linux_amd64", "linux_arm64", "darwin_arm64"}; !slices.Equal(targets, want) {
		t.Errorf("builds %s, want %s", targets, want)
	}
	for _, a := range release.Archives {
		for _, file := range a.Files {
			if found, err := filepath.Glob("../" + file); err != nil || found == nil {
				t.Errorf("there is no %s: %v", file, err)
			}
		}
		for _, file := range []string{"LICENSE", "NOTICE"} {
			if !slices.Contains(a.Files, file) {
				t.Errorf("the archive lacks %s", file)
			}
		}
	}
}

// symbols says whether a program has its own functions' symbols.
func symbols(t *testing.T, system, program string) bool {
	t.Helper()
	if system == "darwin" {
		file, err := macho.Open(program)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		return file.Section("__debug_info") != nil || file.Section("__zdebug_info") != nil
	}
	file, err := elf.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if linked, err := file.ImportedLibraries(); err != nil || linked != nil {
		t.Errorf("%s wants libraries: %s, %v", program, linked, err)
	}
	return file.Section(".symtab") != nil
}

// The tests and the program compile for a Mac, where people work on oldhand.
func TestAMacCompilesEverything(t *testing.T) {
	t.Parallel()
	vet := exec.Command("go", "vet", "-trimpath", "./...")
	vet.Dir, vet.Env = "..", append(os.Environ(), "GOOS=darwin", "GOARCH=arm64", "CGO_ENABLED=0")
	if out, err := vet.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// The image is built by the steps of its file out of what .dockerignore lets through, and is nobody's root.
func TestTheImage(t *testing.T) {
	t.Parallel()
	stages := dockerfile(t)
	context := buildContext(t)
	var program string
	for _, step := range stages[0].Commands {
		run, ok := step.(*instructions.RunCommand)
		if !ok || strings.Contains(run.String(), "mod download") {
			continue
		}
		command := exec.Command("sh", "-c", strings.Join(run.CmdLine, " "))
		command.Dir = context
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", run, err, out)
		}
	}
	var user, health, entry []string
	settings := map[string]string{}
	for _, step := range stages[len(stages)-1].Commands {
		switch step := step.(type) {
		case *instructions.CopyCommand:
			if step.From == stages[0].Name {
				program = filepath.Join(context, filepath.FromSlash(strings.TrimPrefix(step.SourcePaths[0], "/src")))
			}
		case *instructions.UserCommand:
			user = []string{step.User}
		case *instructions.EnvCommand:
			for _, e := range step.Env {
				settings[e.Key] = e.Value
			}
		case *instructions.HealthCheckCommand:
			health = step.Health.Test
		case *instructions.EntrypointCommand:
			entry = append(step.CmdLine, entry...)
		case *instructions.CmdCommand:
			entry = append(entry, step.CmdLine...)
		}
	}
	if out, err := exec.Command(program, append(entry[1:], "--help")...).CombinedOutput(); err != nil || path.Base(program) != entry[0] {
		t.Errorf("%s %s: %v\n%s", program, entry, err, out)
	}
	if !slices.Equal(user, []string{"10001:10001"}) {
		t.Errorf("it runs as %s", user)
	}
	if want := "http://" + settings["OLDHAND_METRICS_LISTEN"] + "/healthz"; len(health) == 0 || health[len(health)-1] != want {
		t.Errorf("its health is asked for by %s, want %s", health, want)
	}
}

// dockerfile gives the stages of the Dockerfile, which Docker's own linter has read.
func dockerfile(t *testing.T) []instructions.Stage {
	t.Helper()
	read, err := parser.Parse(bytes.NewReader(contents(t, "../Dockerfile")))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range read.Warnings {
		t.Errorf("%s: %s", w.Short, w.Detail)
	}
	stages, _, err := instructions.Parse(read.AST, linter.New(&linter.Config{Warn: func(rule, description, _, message string, _ []parser.Range) {
		t.Errorf("%s: %s (%s)", rule, message, description)
	}}))
	if err != nil {
		t.Fatal(err)
	}
	return stages
}

// buildContext copies what a build of the image gets to see, but for git's folder.
func buildContext(t *testing.T) string {
	t.Helper()
	patterns, err := ignorefile.ReadAll(bytes.NewReader(contents(t, "../.dockerignore")))
	if err != nil {
		t.Fatal(err)
	}
	ignored, err := patternmatcher.New(append(patterns, ".git"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	err = fs.WalkDir(os.DirFS(".."), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if skip, err := ignored.MatchesOrParentMatches(name); err != nil || skip {
			if entry.IsDir() && err == nil {
				return fs.SkipDir
			}
			return err
		}
		if entry.IsDir() {
			return os.MkdirAll(filepath.Join(dir, name), 0o755)
		}
		return os.WriteFile(filepath.Join(dir, name), contents(t, filepath.Join("..", name)), 0o755)
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// The containers' database is one that the image's programs can back up, and every secret that is named is there.
func TestTheContainersFitTogether(t *testing.T) {
	t.Parallel()
	var compose struct {
		Services map[string]struct {
			Image       string
			Environment map[string]string
			Secrets     []string
		}
		Secrets map[string]struct{ File string }
	}
	readYAML(t, "../compose.yaml", &compose)
	server := regexp.MustCompile(`:pg(\d+)`).FindStringSubmatch(compose.Services["database"].Image)
	client := regexp.MustCompile(`postgresql-client-(\d+)`).FindSubmatch(contents(t, "../Dockerfile"))
	if server == nil || client == nil || server[1] != string(client[1]) {
		t.Errorf("a database of version %s, pg_dump of version %s", server, client)
	}
	for name, service := range compose.Services {
		for _, secret := range service.Secrets {
			if compose.Secrets[secret].File != "secrets/"+secret {
				t.Errorf("%s wants the secret %s, which is in %q", name, secret, compose.Secrets[secret].File)
			}
		}
		for variable, value := range service.Environment {
			if secret, ok := strings.CutPrefix(value, "/run/secrets/"); ok && !slices.Contains(service.Secrets, secret) {
				t.Errorf("%s has %s=%s and does not get that secret", name, variable, value)
			}
		}
	}
}

// With the role that is made for it in a new database oldhand makes its village, and administers nothing.
func TestTheDatabaseIsMadeForOldhand(t *testing.T) {
	t.Parallel()
	server, err := url.Parse(pgtest.NewURL(t))
	if err != nil {
		t.Fatal(err)
	}
	address := filepath.Join(t.TempDir(), "database_url")
	if err := os.WriteFile(address, []byte("postgres://made_role:p'w@database/made_database\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	made := exec.Command("sh", "../deploy/database.sh")
	made.Env = append(os.Environ(), "DATABASE_URL_FILE="+address, "POSTGRES_USER="+server.Query().Get("user"), "PGHOST="+server.Query().Get("host"))
	if out, err := made.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	server.Path, server.RawQuery = "/made_database", strings.Replace(server.RawQuery, "user=oldhand", "user=made_role", 1)
	pool, err := postgres.Open(t.Context(), server.String(), "village")
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	rows, err := pool.Query(t.Context(), `SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls, rolname FROM pg_roles WHERE rolname = current_user`)
	if err != nil {
		t.Fatal(err)
	}
	role, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[struct {
		Powerful bool
		Name     string
	}])
	if err != nil || role.Powerful || role.Name != "made_role" {
		t.Errorf("%+v, %v", role, err)
	}
}

// mostExposed is what systemd may find the unit to expose, of 100: the network, and what reads PDFs, are needed.
const mostExposed = "15"

// systemd knows every setting of the unit, and finds it tight.
func TestTheUnit(t *testing.T) {
	t.Parallel()
	unit := filepath.Join(t.TempDir(), "oldhand.service")
	written := bytes.Replace(contents(t, "../deploy/oldhand.service"), []byte("/usr/local/bin/oldhand"), []byte("/bin/true"), 1)
	if err := os.WriteFile(unit, written, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("systemd-analyze", "verify", "--man=no", unit).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := exec.Command("systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold="+mostExposed, unit).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// What is configured for containers and for systemd are settings of the program.
func TestWhatIsDeployedSetsKnownSettings(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[app.Config]()) {
		known[field.Tag.Get("env")] = true
	}
	for _, file := range []string{"../Dockerfile", "../compose.yaml", "../deploy/oldhand.service"} {
		found := regexp.MustCompile(`OLDHAND_\w+`).FindAllString(string(contents(t, file)), -1)
		for _, name := range found {
			if !known[name] {
				t.Errorf("%s sets %s, which is no setting", file, name)
			}
		}
		if len(found) == 0 {
			t.Errorf("%s sets nothing", file)
		}
	}
}

func contents(t *testing.T, file string) []byte {
	t.Helper()
	read, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func readYAML(t *testing.T, file string, into any) {
	t.Helper()
	if err := yaml.Unmarshal(contents(t, file), into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}
