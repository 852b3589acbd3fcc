package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestDoubleClick(t *testing.T) {
	const enter = "Nhấn Enter"
	for _, c := range []struct {
		name string
		args []string
		site bool
		ends int // status of the run

		runs []string
		says string // parts, apart by |; "": nothing at all
		code int
	}{
		{name: "in a site's folder shows the site", site: true, runs: []string{"serve", "--open"}},
		{name: "that fails keeps the window", site: true, ends: exitError, runs: []string{"serve", "--open"}, says: enter, code: exitError},
		{name: "elsewhere explains in both languages", says: "Không thấy trang nào|There is no site|" + enter, code: exitError},
		{name: "on a shortcut with words does what they say", args: []string{"check"}, site: true, runs: []string{"check"}},
		{name: "on a shortcut keeps the window with problems", args: []string{"check"}, ends: exitProblems, runs: []string{"check"}, says: enter, code: exitProblems},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if c.site {
				if err := os.WriteFile(filepath.Join(dir, "site.yaml"), nil, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			var ran []string
			var stderr bytes.Buffer
			key := strings.NewReader("\n")
			code := start(func(args []string) int { ran = args; return c.ends }, c.args, dir, key, &stderr)
			if code != c.code || !slices.Equal(ran, c.runs) {
				t.Errorf("status %d after %q, want %d after %q", code, ran, c.code, c.runs)
			}
			if c.says == "" && stderr.Len() > 0 {
				t.Errorf("says %q", &stderr)
			}
			for _, part := range strings.Split(c.says, "|") {
				if !strings.Contains(stderr.String(), part) {
					t.Errorf("does not say %q but %q", part, &stderr)
				}
			}
			if waited := key.Len() == 0; waited != (code != exitDone) {
				t.Errorf("waited for a key: %v, with status %d", waited, code)
			}
		})
	}
}
