package facts

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// kinds is a site whose items have a fact of every type, internal or not as the
// test wants it. What each says has a mark that nothing else has.
func kinds(more string) fstest.MapFS {
	s := scholarships()
	put := func(name, text string) { s[name] = &fstest.MapFile{Data: []byte(text)} }
	var fields strings.Builder
	for _, f := range []string{
		"words: {type: text", "ident: {type: code, filterable: true, sortable: true",
		"sort1: {type: choice, filterable: true, options: {zqone: {vi: ZQ một, en: ZQ one, lo: ZQ 1}, zqtwo: {vi: ZQ hai, en: ZQ two, lo: ZQ 2}}",
		"day: {type: date, sortable: true", "time: {type: dates, filterable: true", "count: {type: number",
		"share: {type: percent", "area: {type: area, unit: ha, sortable: true, filterable: true, bands: [8.642 ha]",
		"road: {type: length, unit: km", "cost: {type: money, unit: USD", "site: {type: url", "mail: {type: email",
		"call: {type: phone", "doc: {type: legal", "paper: {type: file", "look: {type: image",
		"other: {type: item, from: scholarships, filterable: true, inverse: {vi: ZQ ngược, en: ZQ inverse, lo: ZQ lo}",
	} {
		fields.WriteString("  " + f + ", label: {vi: ZQ nhãn, en: ZQ label, lo: ZQ lo}" + more + "}\n")
	}
	put("content/kinds/_fields.yaml", "fields:\n"+fields.String())
	put("content/kinds/_index.vi.md", "---\ntitle: Loại\n---\n")
	put("content/kinds/_index.en.md", "---\ntitle: Kinds\n---\n")
	put("content/kinds/a/index.vi.md", "---\ntitle: A\nsummary: S\ndate: 2022-01-01\nwords: ZQ lời\nident: ZQ-1\nsort1: zqone\nday: 1987-06-05\ntime: 1986–1988\n"+
		"count: 86.429\nshare: 86,429750%\narea: 8.643 ha\nroad: 8.644 km\ncost: 8,6457 tỷ USD\nsite: https://zq.example.net/\nmail: zq@example.org\n"+
		"call: +84 256 000 8648\ndoc: 8649/ZQ-TTg\npaper: zq.pdf\nlook: zq.svg\nother: c\n---\n")
	put("content/kinds/a/index.en.md", "---\ntitle: A\nsummary: S\nwords: ZQ words\n---\n")
	put("content/kinds/a/zq.pdf", "%PDF-1.4 ZQ")
	put("content/kinds/a/zq.svg", `<svg xmlns="http://www.w3.org/2000/svg"><title>ZQ</title></svg>`)
	put("content/kinds/b.vi.md", "---\ntitle: B\nsummary: S\ndate: 2022-01-02\nident: ZQ-2\nsort1: zqtwo\ntime: 1985\narea: 8.641 ha\nday: 1987-06-04\nother: a\n---\n")
	return s
}

// marks are what the facts of kinds can be known by, in every language.
var marks = regexp.MustCompile(`(?i)zq|198[5-8]|86[.,]?429|8[.,]?64[1-5]|8648|8649|by/(?:ident|sort1|time|area|other|sort/day)|kinds/list\.json`)

// marked lists where marks are, but for style sheets and fonts.
func marked(out map[string][]byte) (found []string) {
	for path, data := range out {
		if strings.HasPrefix(path, "assets/") {
			continue
		}
		if at := marks.FindIndex(data); at != nil {
			found = append(found, path+": "+string(data[max(0, at[0]-40):min(len(data), at[1]+20)]))
		} else if marks.MatchString(path) {
			found = append(found, path)
		}
	}
	return found
}

// An internal fact of any type leaves no trace: no value, no label, no page, no
// file, no list on what it names.
func TestInternalFactsOfEveryTypeAreNotPublished(t *testing.T) {
	if found := marked(built(t, kinds(", internal: true"))); len(found) > 0 {
		t.Errorf("there are traces:\n%s", strings.Join(found, "\n"))
	}
	if found := marked(built(t, kinds(""))); len(found) < 20 {
		t.Errorf("of facts that are published only %d traces are found, so this test proves little:\n%s", len(found), strings.Join(found, "\n"))
	}
}

// A sample that is the value of a fact is marked there, in the filter, and where
// it is listed by what it names; feeds and machines are told too.
func TestSamplesSaySoAsValues(t *testing.T) {
	out := built(t, kinds(""))
	for path, want := range map[string]string{
		"vi/kinds/a/index.html":          "Học\u00a0bổng C</a> <span class=\"mark\">Mẫu</span>",
		"en/kinds/a/index.html":          `Scholarship C</a> <span class="mark">Sample</span>`,
		"vi/kinds/index.html":            "Học\u00a0bổng C (Mẫu)</a>",
		"vi/kinds/by/other/c/index.html": "Học\u00a0bổng C (Mẫu)</a>",
		"vi/feed.xml":                    `<title>Học bổng C (Mẫu)</title>`,
		"lo/scholarships/feed.xml":       `<title>ທຶນ C (ຕົວຢ່າງ)</title>`,
	} {
		if !bytes.Contains(out[path], []byte(want)) {
			t.Errorf("%s does not say %s", path, want)
		}
	}
	if h1 := regexp.MustCompile(`<h1[^>]*>[^<]*</h1>`).Find(out["vi/kinds/by/other/c/index.html"]); !bytes.Contains(h1, []byte("Học\u00a0bổng C (Mẫu)")) {
		t.Errorf("the list under a sample is called %s", h1)
	}
	if regexp.MustCompile(`NewsArticle|"Organization"`).Match(out["vi/scholarships/c/index.html"]) {
		t.Error("the sample claims something for machines")
	}
}
