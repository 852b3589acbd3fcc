package laws

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"nhipcau/internal/files"
	"nhipcau/internal/problem"
	"nhipcau/internal/render"
	"nhipcau/internal/site"
	"nhipcau/test/photo"
	"nhipcau/themes"
)

const repository = "../.."

// output is what came of a site: its files and what was wrong.
type output struct {
	order    []string
	files    map[string]string
	problems []problem.Problem
}

// build makes all files of a site. The sources may be as broken as they like;
// only that the program could not do it ends the test.
func build(t testing.TB, sources fs.FS, day string, c render.Config, themes fs.FS) output {
	t.Helper()
	out, err := made(sources, day, c, themes)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, path := range out.order {
		if seen[path] {
			t.Errorf("%s came out twice", path)
		}
		seen[path] = true
	}
	return out
}

func made(sources fs.FS, day string, c render.Config, themes fs.FS) (output, error) {
	out := output{files: map[string]string{}}
	s, ps, err := site.Load(sources, site.Options{Day: day, Themes: themes})
	if err != nil {
		return out, err
	}
	more, err := render.Site(s, c, func(f files.File) error {
		out.order = append(out.order, f.Path)
		out.files[f.Path] = string(f.Data)
		return nil
	})
	out.problems = problem.Sort(append(ps, more...))
	return out, err
}

// attempt builds a site that the program may find impossible.
func attempt(sources fs.FS) (output, error) {
	return made(sources, "2022-06-01", render.Config{Workers: 2}, themes.FS)
}

func plainly(t testing.TB, sources fs.FS, day string) output {
	t.Helper()
	return build(t, sources, day, render.Config{Workers: runtime.GOMAXPROCS(0)}, themes.FS)
}

// differences lists the paths that two outputs do not have alike.
func differences(a, b output) map[string]bool {
	paths := map[string]bool{}
	for path, data := range a.files {
		if other, ok := b.files[path]; !ok || other != data {
			paths[path] = true
		}
	}
	for path := range b.files {
		if _, ok := a.files[path]; !ok {
			paths[path] = true
		}
	}
	return paths
}

// stops are the problems that would keep a build from being published.
func stops(out output) []string {
	var list []string
	for _, p := range out.problems {
		if p.Level == problem.Stop {
			list = append(list, p.Format("en"))
		}
	}
	return list
}

// everySite gives the site of this repository and two generated ones.
func everySite() map[string]fs.FS {
	return map[string]fs.FS{
		"own":            os.DirFS(repository),
		"without policy": generated(1, "omit"),
		"with fallbacks": generated(2, "fallback"),
	}
}

const generatedConfig = `title: {vi: Trang, en: Site, lo: ເວັບ}
baseURL: https://example.org/base/
languages: [vi, en, lo]
fallback: {lo: [vi, en], en: [vi]}
xDefault: en
timeZone: Asia/Ho_Chi_Minh
pageSize: 3
menus: {main: [a, b], footer: [b/c]}
`

// generatedFields types the facts of b and of b/c.
const generatedFields = `fields:
  kind: {type: choice, filterable: true, sortable: true, label: {vi: Loại, en: Kind, lo: ປະເພດ}, options: {new: {vi: Mới, en: New, lo: ໃໝ່}, old: {vi: Cũ, en: Old, lo: ເກົ່າ}}}
  area: {type: area, unit: [ha, m²], filterable: true, sortable: true, bands: [10 ha, 50 ha], label: {vi: Diện tích, en: Area, lo: ເນື້ອທີ່}}
  partner: {type: item, from: b/c, repeated: true, filterable: true, label: {vi: Đối tác, en: Partner, lo: ຄູ່ຮ່ວມງານ}, inverse: {vi: Đối tác của, en: Partner of, lo: ຄູ່ຮ່ວມງານຂອງ}}
  place: {type: text, label: {vi: Nơi, en: Place, lo: ສະຖານທີ່}}
  notes: {type: code, internal: true}
card: [kind, area]
table: [area, partner, place]
sort: [-area, kind]
`

// generatedFacts are those of an item of b or b/c.
func generatedFacts(rnd *rand.Rand) string {
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	return "area: " + pick("9 ha", "20–60 ha", "250.000 m²", "1.425,5 ha", "chưa rõ") + "\n" +
		pick("", "kind: new\n", "kind: Cũ\n") + pick("", "partner: item-02\n", "partner: [item-05, item-02]\n") +
		pick("", "notes: N-1\n") + pick("", "sample: true\n")
}

// generated makes a site of three sections with items in any languages, tags,
// links between them, attachments, lists, aliases, facts; no date in it acts.
func generated(seed uint64, policy string) fstest.MapFS {
	rnd := rand.New(rand.NewPCG(seed, seed))
	facts := rand.New(rand.NewPCG(seed, 2))
	langs := []string{"vi", "en", "lo"}
	sources := fstest.MapFS{}
	put := func(name, data string) { sources[name] = &fstest.MapFile{Data: []byte(data)} }
	put("site.yaml", generatedConfig+"policies: {default: "+policy+", b: stub}\n")
	put("static/img/logo.svg", `<svg xmlns="http://www.w3.org/2000/svg"/>`)
	put("i18n/tags.yaml", "one: {vi: Một, en: One, lo: ໜຶ່ງ}\ntwo: {vi: Hai, en: Two, lo: ສອງ}\n")
	put("content/b/_fields.yaml", generatedFields)
	for _, sec := range []string{"", "a/", "b/", "b/c/"} {
		for _, lang := range langs {
			front := "title: Section " + sec + lang + "\n"
			if sec == "" && lang == "vi" {
				front += "lists: [{from: a, sort: -date, limit: 2}, {from: b/c, sort: title}]\n"
			}
			put("content/"+sec+"_index."+lang+".md", "---\n"+front+"---\n\nAbout.\n")
		}
	}
	var items []string
	for i := range 20 {
		items = append(items, []string{"a/", "b/", "b/c/"}[i%3]+fmt.Sprintf("item-%02d", i))
	}
	for i, item := range items {
		put("content/"+item+"/plan.pdf", "%PDF-1.4 "+item)
		for n, lang := range langs {
			if n > 0 && rnd.IntN(3) == 0 {
				continue
			}
			front := fmt.Sprintf("title: \"%s & <%s>\"\nsummary: Summary of %s.\n", item, lang, item)
			if n == 0 {
				front += fmt.Sprintf("date: 2022-%02d-%02d\ntags: [%s]\nweight: %d\n", 1+rnd.IntN(12), 1+rnd.IntN(28),
					[]string{"one", "two", "one, two"}[rnd.IntN(3)], rnd.IntN(3)+1)
			}
			text := ""
			if strings.HasPrefix(item, "b/") {
				if n == 0 {
					front += generatedFacts(facts)
				}
				front += "place: Place in " + lang + "\n"
				text = "It has [](fact:#area), [](fact:#place).\n\n"
			}
			if i == 0 { // with a picture, of itself and in its text
				if n == 0 {
					put("content/"+item+"/photo.jpg", string(photo.Camera(photo.Scene(500, 8), 3)))
					front += "image: photo.jpg\n"
				}
				front += "imageText: A photo\n"
				text = "![A photo](photo.jpg)\n\n"
			}
			if rnd.IntN(4) == 0 {
				front += fmt.Sprintf("aliases: [old-%d]\n", i)
			}
			up := strings.Repeat("../", strings.Count(item, "/")+1)
			body := text + fmt.Sprintf("## Heading\n\nSee [that](%s%s) and [the plan](plan.pdf).\n\n## Another\n\n- one\n- two\n\n## Third\n\nEnd.\n", up, items[rnd.IntN(len(items))])
			put("content/"+item+"/index."+lang+".md", "---\n"+front+"---\n\n"+body)
		}
	}
	return sources
}

// with is a site with some files more, or others.
func with(sources fstest.MapFS, files map[string]string) fstest.MapFS {
	more := maps.Clone(sources)
	for name, data := range files {
		more[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return more
}

func TestGeneratedSitesHaveNoProblem(t *testing.T) {
	for name, sources := range everySite() {
		if list := stops(plainly(t, sources, "2026-12-01")); len(list) > 0 {
			t.Errorf("%s:\n%s", name, strings.Join(list, "\n"))
		}
	}
}
