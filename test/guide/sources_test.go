package guide

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"nhipcau/internal/fact"
	"nhipcau/internal/locale"
	"nhipcau/internal/site"
	"nhipcau/internal/source"
	"nhipcau/themes"
)

func sourcesPage(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile(repository + "/docs/sources.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// The _fields.yaml that docs/sources.md shows is right, and types an item.
func TestFieldsInSourcesPage(t *testing.T) {
	_, rest, _ := strings.Cut(sourcesPage(t), "```yaml\ngroups:")
	fields, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("there is no _fields.yaml")
	}
	fsys := fstest.MapFS{}
	for name, text := range map[string]string{
		"site.yaml":                               "title: {vi: A, en: B, lo: C}\nbaseURL: https://example.org/\nlanguages: [vi, en, lo]\n",
		"content/_index.vi.md":                    "---\ntitle: A\n---\n",
		"content/investment/_index.vi.md":         "---\ntitle: A\n---\n",
		"content/projects/_index.vi.md":           "---\ntitle: A\n---\n",
		"content/projects/_fields.yaml":           "groups:" + fields,
		"content/investment/sectors/_index.vi.md": "---\ntitle: A\n---\n",
		"content/investment/sectors/ports.vi.md":  "---\ntitle: Cảng\nsummary: A\n---\n\nA.\n",
		"content/projects/a.vi.md": "---\ntitle: A\nsummary: A\nstatus: calling\nsector: ports\narea: {value: \"1.425 ha\", asOf: 2022-06-30}\n" +
			"green: 425\nfactory: 1.000 ha\ncapital: 96,5 triệu USD\nprice: 25–40 USD\nphone: +84 256 000 0001\nnotes: A-1\n---\n\nA.\n",
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	s, ps, err := site.Load(fsys, site.Options{Day: "2022-12-01", Themes: themes.FS})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range ps {
		if strings.HasPrefix(p.File, "content/projects/_fields") || strings.HasPrefix(p.File, "content/projects/a.") {
			t.Error(p.Format("en"))
		}
	}
	if n := len(s.Item("projects/a").Facts); n != 9 {
		t.Errorf("%d facts, want 9", n)
	}
}

// Every value in the table of docs/sources.md is taken by the grammar of its
// language.
func TestValuesInSourcesPage(t *testing.T) {
	kinds := map[string]fact.Kind{
		"number": fact.KindNumber, "money": fact.KindMoney, "percent": fact.KindPercent, "area": fact.KindArea,
		"length": fact.KindLength, "date": fact.KindDay, "dates": fact.KindSpan, "known": fact.KindNumber,
	}
	seen := 0
	for _, line := range strings.Split(sourcesPage(t), "\n") {
		cells := strings.Split(line, " | ")
		kind, ok := kinds[regexp.MustCompile(`\w+$`).FindString(strings.Trim(cells[0], "| `"))]
		if len(cells) != 5 || !ok {
			continue
		}
		for i, lang := range []string{"vi", "en", "lo"} {
			loc, _ := locale.Find(lang)
			f := &fact.Field{Name: "value", Kind: kind, Units: fact.Units(kind)}
			for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cells[1+i], -1) {
				seen++
				n := &source.Node{Kind: source.Scalar, Text: m[1], Line: 1, Column: 1}
				v, ps := fact.ReadFact(f, n, fact.Grammar{Zone: time.UTC, Locale: loc})
				if v.Value == nil || len(ps) > 0 {
					t.Errorf("%s: %q: %v", lang, m[1], ps)
				}
			}
		}
	}
	if seen < 40 {
		t.Errorf("only %d values seen", seen)
	}
}
