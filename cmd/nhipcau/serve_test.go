package main

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// preview is a nhipcau serve that a script started.
type preview struct {
	*exec.Cmd
	stdout, stderr log
}

type log struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(b)
}

// find waits until something is written that is looked for.
func (l *log) find(ts *testscript.TestScript, what string) []string {
	sought := regexp.MustCompile("(?m)" + what)
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		l.mu.Lock()
		text := l.buf.String()
		l.mu.Unlock()
		if m := sought.FindStringSubmatch(text); m != nil {
			return m
		}
		if time.Now().After(end) {
			ts.Fatalf("no %q in:\n%s", what, text)
		}
	}
}

// previewKey is where a script keeps its preview.
type previewKey struct{}

func startPreview(ts *testscript.TestScript, neg bool, args []string) {
	program := filepath.Join(filepath.SplitList(ts.Getenv("PATH"))[0], "nhipcau")
	p := &preview{Cmd: exec.Command(program, append([]string{"serve"}, args...)...)}
	p.Dir, p.Stdout, p.Stderr = ts.MkAbs("."), &p.stdout, &p.stderr
	ts.Check(p.Start())
	ts.Defer(func() { _ = p.Process.Kill() }) // in case it was not interrupted
	*ts.Value(previewKey{}).(**preview) = p
	ts.Setenv("PREVIEW", p.stdout.find(ts, `http://[\w.:]+/`)[0])
}

func the(ts *testscript.TestScript) *preview { return *ts.Value(previewKey{}).(**preview) }

func fetch(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: fetch PATH N FILE")
	}
	r, err := http.Get(ts.Getenv("PREVIEW") + args[0][1:])
	ts.Check(err)
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	ts.Check(err)
	if strconv.Itoa(r.StatusCode) != args[1] {
		ts.Fatalf("status %d, want %s", r.StatusCode, args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), data, 0o644))
}

func told(ts *testscript.TestScript, neg bool, args []string) { the(ts).stderr.find(ts, args[0]) }

func result(ts *testscript.TestScript, neg bool, args []string) { the(ts).stdout.find(ts, args[0]) }

func interrupt(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(the(ts).Process.Signal(os.Interrupt))
	ts.Check(the(ts).Wait())
}

// The first free port is taken where none is asked for.
func TestServeFindsAPort(t *testing.T) {
	a := &app{words: &english}
	first, err := a.listen("")
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	second, err := a.listen("")
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if got := addressOf(second); got == addressOf(first) || !regexp.MustCompile(`^http://127\.0\.0\.1:\d+/$`).MatchString(got) {
		t.Errorf("%s after %s", got, addressOf(first))
	}
	any, err := a.listen(":0")
	if err != nil {
		t.Fatal(err)
	}
	defer any.Close()
	if got := addressOf(any); !regexp.MustCompile(`^http://localhost:\d+/$`).MatchString(got) {
		t.Errorf("all addresses: %s", got)
	}
}
