package e2e

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"
	"testing"
)

// TestMain makes a folder for the program, should a test want it built, and removes it afterwards.
func TestMain(m *testing.M) {
	var err error
	if buildDir, err = os.MkdirTemp("", "oldhand-e2e"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(buildDir)
	os.Exit(code)
}

var buildDir string

// build builds the command once for all tests, with the race detector where they have it, and gives its path.
var build = sync.OnceValues(func() (string, error) {
	args := []string{"build"}
	if info, ok := debug.ReadBuildInfo(); ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		args = append(args, "-race")
	}
	path := filepath.Join(buildDir, "oldhand")
	if out, err := exec.Command("go", append(args, "-o", path, "oldhand/cmd/oldhand")...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the command: %w\n%s", err, out)
	}
	return path, nil
})

// oldhand is a process of the command to be started, with settings as NAME=value beside those of the tests. It ends with
// ctx, and when the tests end in any other way.
func oldhand(ctx context.Context, settings []string, args ...string) (*exec.Cmd, error) {
	path, err := build()
	if err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, path, args...)
	command.Env = append(os.Environ(), settings...)
	command.SysProcAttr = dyingWithTests()
	return command, nil
}

// answer runs the command to its end and gives what it says on stdout.
func answer(ctx context.Context, settings []string, args ...string) (string, error) {
	command, err := oldhand(ctx, settings, args...)
	if err != nil {
		return "", err
	}
	out, err := command.Output()
	if failed := new(exec.ExitError); err != nil && errors.As(err, &failed) {
		return string(out), fmt.Errorf("%s: %w\n%s", args, err, failed.Stderr)
	}
	return string(out), err
}
