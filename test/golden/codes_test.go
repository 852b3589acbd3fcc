package golden

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"nhipcau/internal/problem"
)

// leftOver is an argument that a sentence quotes and nobody gave.
var leftOver = regexp.MustCompile(`\{[a-z]+\}|\[\[|\]\]`)

// code is a word that may be the code of a problem.
var code = regexp.MustCompile(`[a-z0-9]+(-[a-z0-9]+)+`)

// Every problem of the catalogue occurs: with its sentences in what a golden
// site wants, or by its code in a test of a package.
func TestEveryCodeOccurs(t *testing.T) {
	occurs := map[string]bool{}
	archives, err := filepath.Glob("sites/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasPrefix(f.Name, "want/") && filepath.Base(f.Name) == "problems" {
				readProblems(t, name, string(f.Data), occurs)
			}
		}
	}
	for _, pattern := range []string{"*_test.go", "../../internal/*/*_test.go", "../../cmd/nhipcau/testdata/script/*.txtar"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range code.FindAllString(string(data), -1) {
				occurs[word] = true
			}
		}
	}
	for _, code := range problem.Codes() {
		if !occurs[code] {
			t.Errorf("%s occurs in no test", code)
		}
	}
}

// readProblems notes the codes of one want/problems and looks at the sentences.
func readProblems(t *testing.T, name, text string, occurs map[string]bool) {
	for line := range strings.Lines(text) {
		level, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if code.FindString(rest) == rest && (level == string(problem.Stop) || level == string(problem.Warn)) {
			occurs[rest] = true
		}
		if rest := leftOver.FindString(line); rest != "" {
			t.Errorf("%s: %s is left over in %s", name, rest, line)
		}
	}
}
