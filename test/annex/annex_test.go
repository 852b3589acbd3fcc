// Package annex holds the site's activities to the annex of the plan: number,
// units and time are the plan's own, none is missing and none is added.
package annex

import (
	"bufio"
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"nhipcau/internal/fact"
	"nhipcau/internal/site"
	"nhipcau/internal/source"
	"nhipcau/internal/text"
	"nhipcau/themes"
)

const (
	repository = "../.."
	section    = "plan/activities"
)

// activity is a row of the annex.
type activity struct{ number, lead, cooperating, time string }

func TestActivitiesAreThePlans(t *testing.T) {
	s, _, err := site.Load(os.DirFS(repository), site.Options{Now: time.Now(), Themes: themes.FS})
	if err != nil {
		t.Fatal(err)
	}
	annex := read(t)
	if len(annex) != 41 {
		t.Fatalf("the annex has %d activities, not 41", len(annex))
	}
	known := map[string]bool{}
	for _, want := range annex {
		it := s.Activity(want.number)
		if it == nil {
			t.Errorf("%s: no item", want.number)
			continue
		}
		known[it.Path] = true
		compare(t, s, it, want)
	}
	for _, it := range s.Item(section).Self.Items {
		if !known[it.Path] {
			t.Errorf("%s is not in the annex", it.Path)
		}
	}
}

func read(t *testing.T) []activity {
	data, err := os.ReadFile("../annex-2022.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var list []activity
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		f := strings.Split(lines.Text(), "\t")
		if len(f) != 4 {
			t.Fatalf("%q is no row of four", lines.Text())
		}
		if f[0] != "number" {
			list = append(list, activity{f[0], f[1], f[2], f[3]})
		}
	}
	return list
}

// compare holds one item to its row, field by field.
func compare(t *testing.T, s *site.Site, it *site.Item, want activity) {
	vi := s.Lang("vi")
	same := func(name, got, want string) {
		if got != want {
			t.Errorf("%s: %s is %q, in the plan %q", it.Path, name, got, want)
		}
	}
	group, _, _ := strings.Cut(said(s, it, "group", vi), ".")
	planned, _, _ := strings.Cut(want.number, ".")
	same("group", group, planned)
	same("number", said(s, it, "number", vi), want.number)
	same("lead", said(s, it, "lead", vi), want.lead)
	same("cooperating", it.Texts[vi].Field("cooperating"), want.cooperating)

	got, _ := it.Facts.Get("time")
	value, ps := fact.Read(got.Field, &source.Node{Kind: source.Scalar, Text: want.time}, fact.Grammar{Zone: s.Zone, Locale: s.Locales[vi], Lang: vi})
	if len(ps) > 0 || !fact.Equal(got.Value, value) {
		t.Errorf("%s: time is %v, in the plan %q %v", it.Path, got.Value, want.time, ps)
	}
	data, err := os.ReadFile(repository + "/" + it.Texts[vi].File)
	if err != nil {
		t.Fatal(err)
	}
	if line := "\ntime: " + want.time + "\n"; !strings.Contains(string(data), line) {
		t.Errorf("%s: no line %q", it.Texts[vi].File, line)
	}
	for lang, tag := range s.Langs {
		if p := it.Pages[lang]; p == nil || p.Form != site.Real || text.Clean(it.Texts[lang].Field("cooperating")) == "" {
			t.Errorf("%s is not whole in %s", it.Path, tag)
		}
	}
}

// said is a fact in words.
func said(s *site.Site, it *site.Item, name string, lang int) string {
	f, ok := it.Facts.Get(name)
	if !ok {
		return ""
	}
	return fact.Print(f.Value, f.Field, s.Locales[lang], lang)
}
