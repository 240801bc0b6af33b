package e2e

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// BenchmarkStart is the way from an empty data folder to the chat page with the sample village in it, as `make run` goes
// it once oldhand is built, and the memory that oldhand and its private server then hold.
func BenchmarkStart(b *testing.B) {
	_, err := build()
	must(b, err)
	var ours, theirs float64
	b.ResetTimer()
	for range b.N {
		program, server := startOnce(b)
		ours, theirs = max(ours, program), max(theirs, server)
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s-to-page")
	b.ReportMetric(ours, "oldhand-MB")
	b.ReportMetric(theirs, "postgres-MB")
}

// startOnce starts from nothing and gives what the two then hold, in megabytes.
func startOnce(b *testing.B) (program, server float64) {
	b.Helper()
	b.StopTimer()
	dir, address := b.TempDir(), freeAddress(b)
	settings := []string{"OLDHAND_DATA_DIR=" + dir, "OLDHAND_LISTEN=" + address}
	b.StartTimer()
	_, err := answer(b.Context(), settings, "import", "sample")
	must(b, err)
	serving, err := oldhand(b.Context(), settings, "serve")
	must(b, err)
	var log bytes.Buffer
	serving.Stderr = &log
	must(b, serving.Start())
	waitForPage(b, "http://"+address+"/")
	b.StopTimer()
	program = proportional(b, serving.Process.Pid)
	for _, process := range serverProcesses(b, dir) {
		server += proportional(b, process)
	}
	must(b, serving.Process.Signal(syscall.SIGTERM))
	if err := serving.Wait(); err != nil {
		b.Fatalf("%v\n%s", err, log.String())
	}
	b.StartTimer()
	return program, server
}

func freeAddress(b *testing.B) string {
	b.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(b, err)
	defer listener.Close()
	return listener.Addr().String()
}

// waitForPage waits until the page is there.
func waitForPage(b *testing.B, url string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), patient)
	defer cancel()
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		response, err := http.Get(url)
		if err != nil {
			return struct{}{}, err
		}
		defer response.Body.Close()
		if response.StatusCode != http.StatusOK {
			return struct{}{}, fmt.Errorf("%s", response.Status)
		}
		return struct{}{}, nil
	}, backoff.WithBackOff(backoff.NewConstantBackOff(10*time.Millisecond)))
	must(b, err)
}

// serverProcesses are the private server of a data folder and its children.
func serverProcesses(b testing.TB, dir string) []int {
	b.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "postgres", "cluster", "postmaster.pid"))
	must(b, err)
	first, _, _ := strings.Cut(string(text), "\n")
	server, err := strconv.Atoi(first)
	must(b, err)
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", server, server))
	must(b, err)
	all := []int{server}
	for _, child := range strings.Fields(string(children)) {
		number, err := strconv.Atoi(child)
		must(b, err)
		all = append(all, number)
	}
	return all
}

// proportional is the resident memory of a process in megabytes, what it shares with others shared out among them.
func proportional(b *testing.B, process int) float64 {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", process))
	must(b, err)
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "Pss:" {
			kilobytes, err := strconv.Atoi(fields[1])
			must(b, err)
			return float64(kilobytes) / 1024
		}
	}
	b.Fatalf("process %d has no proportional set size", process)
	return 0
}
