package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/tools/txtar"
	"nhipcau/internal/release"
)

var update = flag.Bool("update", false, "rewrite what the scripts compare with")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"nhipcau": main})
}

// TestScripts runs what a person does and sees: testdata/script/*.txtar. Beside
// testscript's own commands there are
//
//	site DIR              a small site without any problem (testdata/site.txtar)
//	exits N CMD ARGS...   CMD has to end with the status N
//	tree DIR FILE         writes every path below DIR with its hash to FILE
//	busy OUT              another process builds into OUT until the script ends
//	web DIR VAR HOW       a web host shows DIR; VAR is its address (web_test.go)
//	preview ARGS...       starts nhipcau serve, which goes on until interrupt
//	fetch PATH N FILE     asks it for a page, which has to have the status N
//	told REGEXP           waits until it said something on stderr
//	result REGEXP         the same, on stdout
//	interrupt             Ctrl-C: it has to end with status 0
func TestScripts(t *testing.T) {
	small, err := txtar.ParseFile(filepath.Join("testdata", "site.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("GORACE", "atexit_sleep_ms=0")
			env.Values[previewKey{}] = new(*preview)
			return nil
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"site":  func(ts *testscript.TestScript, neg bool, args []string) { plant(ts, small, args) },
			"exits": exits,
			"tree":  tree,
			"busy":  busy,
			"web":   serveWeb,

			"preview": startPreview, "fetch": fetch, "told": told, "result": result, "interrupt": interrupt,
		},
	})
}

func plant(ts *testscript.TestScript, small *txtar.Archive, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: site DIR")
	}
	for _, f := range small.Files {
		name := filepath.Join(ts.MkAbs(args[0]), filepath.FromSlash(f.Name))
		ts.Check(os.MkdirAll(filepath.Dir(name), 0o755))
		ts.Check(os.WriteFile(name, f.Data, 0o644))
	}
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits N CMD ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("status %d, want %d", got, want)
	}
}

func tree(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: tree DIR FILE")
	}
	var list bytes.Buffer
	ts.Check(fs.WalkDir(os.DirFS(ts.MkAbs(args[0])), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(ts.MkAbs(args[0]), name))
		fmt.Fprintf(&list, "%x  %s\n", sha256.Sum256(data), name)
		return err
	}))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), list.Bytes(), 0o644))
}

func busy(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: busy OUT")
	}
	staging, err := release.Open(ts.MkAbs(args[0]), nil)
	ts.Check(err)
	ts.Defer(func() { ts.Check(staging.Discard()) })
}
