package serve

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"nhipcau/internal/problem"
)

// full asks for the laws at full length, which takes minutes: test/run --full.
func full() bool { return os.Getenv("NHIPCAU_FULL") != "" }

// editor does to a site what people, their editors and their tools do.
type editor struct {
	*preview
	r     *rand.Rand
	aside map[string]string // folders that were taken away: where they were, where they are
	made  int
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// under lists the files, or the folders, below a folder of the site.
func (e *editor) under(dir string, folders bool) []string {
	var list []string
	_ = filepath.WalkDir(filepath.Join(e.dir, dir), func(name string, d os.DirEntry, err error) error {
		rel, _ := filepath.Rel(e.dir, name)
		if err == nil && d.IsDir() == folders && rel != dir {
			list = append(list, filepath.ToSlash(rel))
		}
		return nil
	})
	return list
}

func (e *editor) file(dir string) string {
	list := e.under(dir, false)
	if len(list) == 0 {
		e.write(dir+"/back.vi.md", e.text())
		return dir + "/back.vi.md"
	}
	return pick(e.r, list)
}

func (e *editor) text() string {
	e.made++
	front := fmt.Sprintf("---\ntitle: Bài %d\nsummary: Tóm tắt %d.\n", e.made, e.made)
	for _, line := range []string{"draft: true\n", "date: 2022-01-05\n", "weight: 3\n", "tags: [laos]\n", "image: map.png\n", "slug: ten-khac\n", "aliases: [/vi/cu/]\n", "expiryDate: 2020-01-01\n", "nonsense: x\n", "title: \"x\n", "kind: new\n", "area: 1.425 ha\n", "area: 5\n", "closes: 2022-01-05\n", "next: one\n"} {
		if e.r.IntN(8) == 0 {
			front += line
		}
	}
	return front + fmt.Sprintf("---\n\n## Mục %d\n\n%s\n", e.made, pick(e.r, []string{"Chữ.", "[bài](../one)", "[bài](../one#muc-1)", "[tệp](map.pdf)", "[](fact:#date)", "[](fact:#area) 1.425", "<b>x</b>", "[không](../none)"}))
}

// edit changes something and says what.
func (e *editor) edit() string {
	sections := []string{"content/news", "content/news/sub", "content/other"}
	switch n := e.r.IntN(22); n {
	case 0, 1, 2:
		name := fmt.Sprintf("%s/item-%d.%s.md", pick(e.r, sections), e.r.IntN(6), pick(e.r, []string{"vi", "en"}))
		e.write(name, e.text())
		return "write " + name
	case 3:
		name := fmt.Sprintf("%s/folder-%d/index.%s.md", pick(e.r, sections), e.r.IntN(4), pick(e.r, []string{"vi", "en"}))
		e.write(name, e.text())
		return "write " + name
	case 4, 5, 6:
		name := e.file("content")
		if path.Ext(name) == ".md" {
			e.write(name+".tmp", e.text())
			e.rename(name+".tmp", name)
		}
		return "save by rename " + name
	case 7: // an editor is killed in the middle
		name := e.file("content")
		data, err := os.ReadFile(filepath.Join(e.dir, name))
		if err != nil {
			e.t.Fatal(err)
		}
		e.write(name, string(data[:e.r.IntN(len(data)+1)]))
		return "half of " + name
	case 8:
		name := e.file("content")
		e.remove(name)
		return "remove " + name
	case 9:
		name := e.file("content")
		to := path.Join(pick(e.r, sections), fmt.Sprintf("moved-%d.vi.md", e.r.IntN(4)))
		if path.Ext(name) == ".md" {
			e.write(to, "")
			e.rename(name, to)
		}
		return "rename " + name + " " + to
	case 10:
		if dirs := e.under("content", true); len(dirs) > 0 {
			dir := pick(e.r, dirs)
			e.remove(dir)
			return "remove folder " + dir
		}
	case 11:
		if dirs := e.under("content", true); len(dirs) > 0 && len(e.aside) < 3 {
			dir := pick(e.r, dirs)
			aside := filepath.Join(e.t.TempDir(), "aside")
			if err := os.Rename(filepath.Join(e.dir, dir), aside); err != nil {
				e.t.Fatal(err)
			}
			e.aside[dir] = aside
			return "take away " + dir
		}
	case 12:
		if dirs := slices.Sorted(maps.Keys(e.aside)); len(dirs) > 0 {
			dir := dirs[0]
			aside := e.aside[dir]
			delete(e.aside, dir)
			e.remove(dir)
			if err := os.MkdirAll(filepath.Join(e.dir, path.Dir(dir)), 0o755); err != nil {
				e.t.Fatal(err)
			}
			if err := os.Rename(aside, filepath.Join(e.dir, dir)); err != nil {
				e.t.Fatal(err)
			}
			return "put back " + dir
		}
	case 13:
		if dirs := e.under("content", true); len(dirs) > 0 {
			dir, to := pick(e.r, dirs), fmt.Sprintf("content/renamed-%d", e.r.IntN(5))
			if _, err := os.Stat(filepath.Join(e.dir, to)); err != nil && !strings.HasPrefix(to, dir) {
				e.rename(dir, to)
			}
			return "rename folder " + dir + " " + to
		}
	case 14:
		name := pick(e.r, []string{"content/news/one/map.pdf", "static/a.txt", "static/b/c.css", "static/" + fmt.Sprint(e.r.IntN(5)) + ".txt"})
		e.write(name, fmt.Sprint("%PDF ", e.r.IntN(100)))
		return "write " + name
	case 15:
		name := pick(e.r, []string{"", "", "item.html", "base.html", "parts/main.html"})
		switch {
		case name == "":
			e.remove("themes")
		case e.r.IntN(3) == 0:
			e.write("themes/default/layouts/"+name, "{{ broken")
		default:
			data, err := os.ReadFile(filepath.Join(theme(), "default/layouts", name))
			if err != nil {
				e.t.Fatal(err)
			}
			e.write("themes/default/layouts/"+name, fmt.Sprintf("%s{{/* %d */}}\n", data, e.r.IntN(100)))
		}
		return "theme " + name
	case 16:
		e.write("i18n/tags.yaml", pick(e.r, []string{"laos: {vi: Lào, en: Laos}\n", "laos: {vi: Nước Lào}\n", "laos: [\n", ""}))
		return "tags"
	case 17:
		lines := pick(e.r, []string{"pageSize: 2\n", "policies: {default: stub}\n", "policies: {default: fallback}\n", "menus: {main: [news]}\n", "", "title: \"\n", "nonsense: 1\n", "timeZone: Asia/Vientiane\n"})
		e.write("site.yaml.new", small["site.yaml"]+lines)
		e.rename("site.yaml.new", "site.yaml")
		return "site.yaml " + lines
	case 18: // away and back, faster than it is missed
		e.rename("content", "gone")
		time.Sleep(time.Duration(e.r.IntN(60)) * time.Millisecond)
		e.rename("gone", "content")
		return "content away and back"
	case 19, 20:
		name := pick(e.r, []string{"content/_fields.yaml", "content/news/_fields.yaml", "content/news/sub/_fields.yaml", "content/news/one/_fields.yaml"})
		lines := pick(e.r, []string{"", "fields: {\n", "fields:\n  kind: {type: choice, options: {new: Mới, old: Cũ}, filterable: true, label: Loại}\n  area: {type: area, unit: ha, required: true, sortable: true, label: Rộng}\ncard: [kind]\n",
			"fields:\n  area: {type: area, unit: [ha, m²], label: Rộng}\n  next: {type: item, from: news, inverse: Trước, filterable: true, label: Sau}\ntable: [area, next]\nsort: [-area]\n"})
		e.write(name, lines)
		return "fields " + name
	case 21:
		for i := range 30 {
			e.write(fmt.Sprintf("content/other/many-%d/index.vi.md", i), e.text())
			if e.r.IntN(3) == 0 {
				e.remove(fmt.Sprintf("content/other/many-%d", i))
			}
		}
		return "many"
	}
	e.write("content/news/one/index.vi.md", small["content/news/one/index.vi.md"])
	return "write one"
}

// Whatever is done to the sources, what is served soon is what a build of them
// gives, every path of it, and what is told is what check says.
func TestServedIsWhatABuildGives(t *testing.T) {
	edits, seed := 30, uint64(20261123)
	if full() {
		edits, seed = 1000, uint64(time.Now().UnixNano())
	}
	t.Logf("%d edits, seed %d", edits, seed)
	e := &editor{preview: start(t, "vi", small), r: rand.New(rand.NewPCG(seed, 1)), aside: map[string]string{}}
	var before map[string]bool
	var slowest time.Duration
	for n := range edits {
		did := []string{e.edit()}
		for e.r.IntN(3) == 0 { // several before anyone looks
			did = append(did, e.edit())
		}
		begun := time.Now()
		want, problems, err := e.fresh()
		if err != nil {
			t.Fatalf("edit %d (%s): %v", n, strings.Join(did, "; "), err)
		}
		if diff := e.settles(want, before, problems); diff != "" {
			t.Fatalf("edit %d (%s):\n%s", n, strings.Join(did, "; "), diff)
		}
		slowest = max(slowest, time.Since(begun))
		before = keys(want)
	}
	t.Logf("%d paths at the end; the longest wait was %v", len(before), slowest)
}

// settles waits until the preview serves and tells what is wanted, and then sees
// whether it stays so.
func (e *editor) settles(want map[string]string, before map[string]bool, problems []problem.Problem) (diff string) {
	var known []problem.Problem
	calm := time.Now() // since when all was as it should be
	for end := time.Now().Add(8 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		for more := true; more; {
			select {
			case r := <-e.reports:
				known = r.Problems
			default:
				more = false
			}
		}
		if diff = e.differs(want, before); diff == "" && known != nil && !sameProblems(known, problems) {
			diff = fmt.Sprintf("told: %v\nwant: %v", known, problems)
		}
		if diff != "" {
			calm = time.Now()
		}
		if time.Since(calm) > quiet+60*time.Millisecond {
			return ""
		}
	}
	return diff
}

func sameProblems(a, b []problem.Problem) bool {
	return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b)
}

// Nothing grows, however often the site is made anew.
func TestNothingGrows(t *testing.T) {
	rounds := 60
	if full() {
		rounds = 10000
	}
	p := start(t, "vi", small)
	s := p.listen("/vi/news/one/", p.version("/vi/news/one/"))
	go func() {
		for range p.reports {
		}
	}()
	var early figures
	for n := range rounds {
		p.write("content/news/one/index.vi.md", strings.Replace(small["content/news/one/index.vi.md"], "cảng", fmt.Sprint("cảng ", n), 1))
		s.wants("reload", "")
		if n == rounds/10 {
			early = measure(t)
		}
	}
	late := measure(t)
	t.Logf("after %d rebuilds: %v; after %d: %v", rounds/10, early, rounds, late)
	if late.heap > early.heap+early.heap/4+1<<20 || late.goroutines > early.goroutines+5 || late.open > early.open+3 {
		t.Error("it grows")
	}
}

type figures struct{ heap, goroutines, open int }

func (f figures) String() string {
	return fmt.Sprintf("%d kB heap, %d goroutines, %d open files", f.heap>>10, f.goroutines, f.open)
}

func measure(t *testing.T) (f figures) {
	t.Helper()
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	f.heap, f.goroutines = int(m.HeapAlloc), runtime.NumGoroutine()
	if list, err := os.ReadDir("/proc/self/fd"); err == nil { // elsewhere than on Linux nobody counts them
		f.open = len(list)
	}
	return f
}
