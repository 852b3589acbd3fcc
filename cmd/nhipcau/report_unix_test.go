//go:build unix

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What an author wrote, or called a file, cannot command the terminal that
// shows what is wrong with it.
func TestProblemsAreShownAsText(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string]string{
		"site.yaml":                 "title: {vi: T}\nbaseURL: https://example.org/\nlanguages: [vi]\n",
		"content/_index.vi.md":      "---\ntitle: T\n---\n",
		"content/a\x1b[2Jb\n.vi.md": "---\ntitle: T\n---\n",
		"content/b.vi.md":           "---\ntitle: T\nsummary: S\ndate: \"\\e[31mx\\a\\u202ey\"\n---\n",
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var stdout, stderr bytes.Buffer
	if got := run([]string{"check", "--lang", "en", "--site", dir}, &stdout, &stderr, time.Now()); got != 1 {
		t.Errorf("status %d: %s", got, &stderr)
	}
	for _, want := range []string{`content/a\x1b[2Jb\n.vi.md: `, `"\x1b[31mx\a\u202ey" under "date"`} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("no %s in:\n%s", want, &stdout)
		}
	}
	if strings.ContainsAny(stdout.String(), "\x1b\a\u202e") {
		t.Errorf("a command for the terminal: %q", &stdout)
	}
}
