// Package facts holds the promises about typed facts that concern whole sites,
// as readers get them with the built-in theme: a section with facts of its own
// is one file, a figure changes everywhere at once, what is internal is nowhere,
// and a sample says so wherever it appears.
package facts

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"nhipcau/internal/files"
	"nhipcau/internal/problem"
	"nhipcau/internal/render"
	"nhipcau/internal/site"
	"nhipcau/themes"
)

const config = `title: {vi: Trang thử, en: A trial, lo: ທົດລອງ}
baseURL: https://example.org/
languages: [vi, en, lo]
fallback: {lo: [vi, en], en: [vi]}
timeZone: Asia/Ho_Chi_Minh
menus: {main: [scholarships]}
`

const fields = `fields:
  level:
    type: choice
    label: {vi: Bậc học, en: Level, lo: ລະດັບ}
    options:
      bachelor: {vi: Đại học, en: Bachelor, lo: ປະລິນຍາຕີ}
      master: {vi: Thạc sĩ, en: Master, lo: ປະລິນຍາໂທ}
    required: true
    filterable: true
  places:
    type: number
    unit: {vi: suất, en: places, lo: ທຶນ}
    label: {vi: Số suất, en: Places, lo: ຈຳນວນທຶນ}
    sortable: true
  stipend:
    type: money
    unit: VND
    per: {vi: tháng, en: month, lo: ເດືອນ}
    label: {vi: Sinh hoạt phí, en: Stipend, lo: ເງິນອຸດໜູນ}
  course: {type: dates, label: {vi: Thời gian học, en: Course, lo: ໄລຍະຮຽນ}}
  budget: {type: money, unit: VND, internal: true}
  note: {type: text, internal: true}
card: [level, places, stipend]
table: [places, stipend]
`

// scholarships is a site with one section of typed facts: nothing but files that
// an editor writes.
func scholarships() fstest.MapFS {
	s := fstest.MapFS{}
	put := func(name, text string) { s[name] = &fstest.MapFile{Data: []byte(text)} }
	put("site.yaml", config)
	put("content/scholarships/_fields.yaml", fields)
	item := func(name, facts, body string, titles ...string) {
		for i, lang := range []string{"vi", "en", "lo"} {
			front := "title: " + titles[i] + "\nsummary: \"…\"\n"
			if i == 0 {
				front += facts
			} else {
				front += "from: vi\n"
			}
			put("content/"+name+"."+lang+".md", "---\n"+front+"---\n\n"+body+"\n")
		}
	}
	item("_index", "lists: [{from: scholarships, sort: -places}]\n", "[](fact:scholarships/a#stipend)", "Trang chủ", "Home", "ໜ້າຫຼັກ")
	item("scholarships/_index", "", "", "Học bổng", "Scholarships", "ທຶນການສຶກສາ")
	item("scholarships/a", "date: 2022-03-01\nlevel: bachelor\nplaces: 1.437\nstipend: 3,63 triệu đồng\ncourse: 2022–2026\nbudget: 98,7654 tỷ đồng\nnote: ZZMARKZZ\n",
		"[](fact:#places), [](fact:#stipend)", "Học bổng A", "Scholarship A", "ທຶນ A")
	item("scholarships/b", "date: 2022-03-02\nlevel: master\nplaces: chưa rõ\ncourse: dự kiến quý III/2022\n", "", "Học bổng B", "Scholarship B", "ທຶນ B")
	item("scholarships/c", "date: 2022-03-03\nlevel: master\nplaces: 25\nsample: true\ntags: [laos]\n", "", "Học bổng C", "Scholarship C", "ທຶນ C")
	put("i18n/tags.yaml", "laos: {vi: Lào, en: Laos, lo: ລາວ}\n")
	return s
}

// lineMarks say where a line of Lao may end; readers do not see them.
var lineMarks = regexp.MustCompile(`(<|\\u003c)(wbr|/?nc-lo)(>|\\u003e)`)

// built is a site as readers get it.
func built(t *testing.T, sources fstest.MapFS) map[string][]byte {
	t.Helper()
	s, ps, err := site.Load(sources, site.Options{Day: "2022-06-01", Now: time.Now(), Themes: themes.FS})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	more, err := render.Site(s, render.Config{Workers: 2}, func(f files.File) error {
		out[f.Path] = lineMarks.ReplaceAll(f.Data, nil)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range append(ps, more...) {
		if p.Level == problem.Stop {
			t.Errorf("%s", p.Format("en"))
		}
	}
	return out
}

// spaces makes every space an ordinary one, and single.
var spaces = regexp.MustCompile(`[\s\x{00A0}]+`)

func plain(b []byte) string { return spaces.ReplaceAllString(string(b), " ") }

// A new section with facts of its own takes one YAML file and no Go.
func TestSectionWithFactsIsOneFile(t *testing.T) {
	out := built(t, scholarships())
	for lang, want := range map[string][]string{
		"vi": {"Đại học", "1.437 suất", "3,63 triệu đồng/tháng", "2022–2026"},
		"en": {"Bachelor", "1,437 places", "VND 3.63 million/month", "2022–2026"},
		"lo": {"ປະລິນຍາຕີ", "1.437 ທຶນ", "3,63 ລ້ານດົ່ງ/ເດືອນ", "2022–2026"},
	} {
		page := plain(out[lang+"/scholarships/a/index.html"])
		for _, s := range want {
			if !strings.Contains(page, s) {
				t.Errorf("%s: the sheet does not say %q", lang, s)
			}
		}
		narrowed := plain(out[lang+"/scholarships/by/level/bachelor/index.html"])
		if !strings.Contains(narrowed, `href="../../../a/"`) || strings.Contains(narrowed, `href="../../../b/"`) {
			t.Errorf("%s: the page of one level is not its list", lang)
		}
		sorted := plain(out[lang+"/scholarships/by/sort/places/index.html"])
		a, b, c := strings.Index(sorted, "../../../a/"), strings.Index(sorted, "../../../b/"), strings.Index(sorted, "../../../c/")
		if a < 0 || a > c || c > b {
			t.Errorf("%s: by places the order is not a, c, and b, of which it is not known", lang)
		}
		var list struct {
			Items []struct {
				HTML string
				In   map[string][]string
			}
		}
		if err := json.Unmarshal(out[lang+"/scholarships/list.json"], &list); err != nil || len(list.Items) != 3 {
			t.Errorf("%s: list.json has %d items: %v", lang, len(list.Items), err)
		}
		for _, it := range list.Items {
			if len(it.In["level"]) != 1 || !strings.Contains(it.HTML, "<li") {
				t.Errorf("%s: list.json has %+v", lang, it)
			}
		}
	}
}

// A figure stands in one file; changed there, its old value is in no byte that
// readers get, in no language's way of writing it.
func TestFigureChangesEverywhere(t *testing.T) {
	sources := scholarships()
	old := regexp.MustCompile(`3[.,]63|1[.,]?437`)
	count := func(out map[string][]byte) (n int) {
		for path, data := range out {
			if !strings.HasPrefix(path, "assets/") { // a style sheet has numbers of its own
				n += len(old.FindAll(data, -1))
			}
		}
		return n
	}
	if n := count(built(t, sources)); n < 3*8 { // sheet, prose, card, table, list.json, order, home: in each language
		t.Fatalf("the figures stand in %d places only", n)
	}
	file := sources["content/scholarships/a.vi.md"]
	file.Data = bytes.Replace(bytes.Replace(file.Data, []byte("3,63"), []byte("4,18"), 1), []byte("1.437"), []byte("1.529"), 1)
	out := built(t, sources)
	for path, data := range out {
		if at := old.FindIndex(data); at != nil && !strings.HasPrefix(path, "assets/") {
			t.Errorf("%s still says %q", path, data[max(0, at[0]-40):min(len(data), at[1]+40)])
		}
	}
	for lang, s := range map[string]string{"vi": "4,18 triệu đồng/tháng", "en": "VND 4.18 million/month", "lo": "4,18 ລ້ານດົ່ງ/ເດືອນ"} {
		for _, path := range []string{"index.html", "scholarships/index.html", "scholarships/a/index.html", "scholarships/list.json"} {
			if !strings.Contains(plain(out[lang+"/"+path]), s) {
				t.Errorf("%s/%s does not say %q", lang, path, s)
			}
		}
	}
	sources["content/scholarships/b.en.md"].Data = []byte("---\ntitle: B\nsummary: VND 3.63 million\nfrom: vi\n---\n")
	if count(built(t, sources)) == 0 {
		t.Error("an old figure that was left in a text is not found: this test proves nothing")
	}
}

// What is internal is in no byte that readers get.
func TestInternalFactsAreNotPublished(t *testing.T) {
	for path, data := range built(t, scholarships()) {
		for _, s := range []string{"ZZMARKZZ", "98,7654", "98.7654", "budget"} {
			if bytes.Contains(data, []byte(s)) {
				t.Errorf("%s has %q", path, s)
			}
		}
	}
}

// Wherever a sample's title stands, so does the word for it, within the same
// entry; a page about it has the notice.
func TestSamplesSaySo(t *testing.T) {
	out := built(t, scholarships())
	words := map[string]string{"vi": "Mẫu", "en": "Sample", "lo": "ຕົວຢ່າງ"}
	titles := map[string]string{"vi": "Học bổng C", "en": "Scholarship C", "lo": "ທຶນ C"}
	seen := 0
	for lang, title := range titles {
		entry := regexp.MustCompile(`<(?:a|td|th)[^>]*>` + title + `</a>`)
		for path, data := range out {
			if !strings.HasPrefix(path, lang+"/") || strings.HasSuffix(path, ".xml") || strings.HasPrefix(path, lang+"/scholarships/c/") {
				continue
			}
			for _, at := range entry.FindAllIndex(data, -1) {
				seen++
				if near := string(data[at[1]:min(len(data), at[1]+120)]); !strings.Contains(strings.ToLower(near), strings.ToLower(words[lang])) {
					t.Errorf("%s names the sample without a mark: %s%s", path, data[at[0]:at[1]], near)
				}
			}
		}
		own := string(out[lang+"/scholarships/c/index.html"])
		if !strings.Contains(own, `class="notice sample"`) {
			t.Errorf("%s: the sample's own page has no notice", lang)
		}
	}
	if seen < 3*5 { // home, list, table, filter, order, tag, list.json
		t.Errorf("the sample appears in %d places only", seen)
	}
}
