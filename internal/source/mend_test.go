package source

import (
	"slices"
	"strings"
	"testing"

	"nhipcau/internal/problem"
)

// mistakes are texts as editors really write them, with what is said of them.
// hint is the line that the first problem proposes.
var mistakes = []struct {
	name, in string
	problems []string
	hint     string
}{
	// fences
	{"empty file", "\n \n", []string{"file-empty 0:0"}, ""},
	{"no front matter", "Bình Định là tỉnh\n", []string{"front-missing 1:1"}, ""},
	{"heading first", "# Bình Định\n", []string{"front-missing 1:1"}, ""},
	{"nothing in front matter", "---\n---\n\na\n", []string{"front-empty 1:1"}, ""},
	{"only remarks in front matter", "---\n# a\n\n---\n\na\n", []string{"front-empty 1:1"}, ""},
	{"no opening fence", "title: a\n---\nb\n", []string{"front-unopened 1:1"}, ""},
	{"no opening fence, glued colon", "\ntitle:a\n---\nb\n", []string{"front-unopened 2:1"}, ""},
	{"dashes for the opening fence", "—--\ntitle: a\n---\nb\n", []string{"front-fence-wrong 1:1"}, "—--"},
	{"one long dash for the opening fence", "—\ntitle: a\n---\nb\n", []string{"front-fence-wrong 1:1"}, "—"},
	{"four hyphens for the opening fence", "----\ntitle: a\n---\nb\n", []string{"front-fence-wrong 1:1"}, "----"},
	{"en dashes for the closing fence", "---\ntitle: a\n–––\nb\n", []string{"front-fence-wrong 3:1"}, "–––"},
	{"four hyphens for the closing fence", "---\ntitle: a\n----\nb\n", []string{"front-fence-wrong 3:1"}, "----"},
	{"wrong closing fence and a rule in the body", "---\ntitle: a\n—--\n\nb là c\n\n---\n\nd\n", []string{"front-fence-wrong 3:1"}, "—--"},
	{"no closing fence", "---\ntitle: a\n\nBình Định là tỉnh.\n", []string{"front-unclosed 4:1"}, ""},
	{"no closing fence before a heading", "---\ntitle: a\n\n## Vị trí\n\nBình Định là tỉnh.\n", []string{"front-unclosed 4:1"}, ""},
	{"no closing fence and no body", "---\ntitle: a\nsummary: b\n\n", []string{"front-unclosed 3:1"}, ""},
	{"no closing fence and a rule in the body", "---\ntitle: a\n\nBình Định là tỉnh.\n\n---\n\nb\n", []string{"front-unclosed 4:1"}, ""},
	{"no closing fence before a list", "---\ntitle: a\n\n- một\n- hai\n\n---\n", []string{"front-unclosed 4:1"}, ""},

	// colons
	{"colon in a title", "---\ntitle: Bình Định: điểm đến\n---\n", []string{"colon-in-value 2:17"}, `title: "Bình Định: điểm đến"`},
	{"two titles with colons", "---\ntitle: Bình Định: điểm đến\ndate: 2022-01-01\nsummary: Nam Lào: gần\n---\n", []string{"colon-in-value 2:17", "colon-in-value 4:17"}, `title: "Bình Định: điểm đến"`},
	{"colon at the end", "---\ntitle: Bình Định:\n---\n", []string{"colon-in-value 2:17"}, `title: "Bình Định:"`},
	{"colon and quotation marks inside", "---\ntitle: Dự án \"A\": mới\n---\n", []string{"colon-in-value 2:17"}, `title: 'Dự án "A": mới'`},
	{"colon in an item", "---\nlists:\n  - {a: b}\nnotes:\n  - Ghi chú: xem: sau\n---\n", []string{"colon-in-value 5:12"}, `- "Ghi chú: xem: sau"`},
	{"colon after curly quotation marks", "---\ntitle: “A”: b\n---\n", []string{"colon-in-value 2:11"}, `title: "“A”: b"`},
	{"colon between curly quotation marks", "---\ntitle: “Bình Định: điểm đến”\n---\n", []string{"quote-curly-colon 2:8"}, `title: "Bình Định: điểm đến"`},
	{"no space after the colon, alone", "---\ntitle:Bình Định\n---\n", []string{"colon-without-space 2:6"}, "title: Bình Định"},
	{"no space after the colon, first", "---\ntitle:Bình Định\nsummary: b\n---\n", []string{"colon-without-space 2:6"}, "title: Bình Định"},
	{"no space after the colon, last", "---\ntitle: a\nsummary:Bình Định\n---\n", []string{"colon-without-space 3:8"}, "summary: Bình Định"},
	{"no space after two colons", "---\ntitle:Bình Định\nsummary:Nam Lào\n---\n", []string{"colon-without-space 2:6", "colon-without-space 3:8"}, "title: Bình Định"},
	{"no space, and a colon in the value", "---\ntitle:Bình Định: điểm đến\n---\n", []string{"colon-without-space 2:6"}, `title: "Bình Định: điểm đến"`},
	{"equals sign", "---\ntitle = \"a\"\nsummary = b\n---\n", []string{"colon-missing 2:7", "colon-missing 3:9"}, `title: "a"`},

	// quotation marks
	{"curly quotation marks", "---\ntitle: “Bình Định”\n---\n", []string{"quote-curly 2:8"}, `"Bình Định"`},
	{"curly quotation marks, meant", "---\ntitle: '“Bình Định”'\n---\n", nil, ""},
	{"curly quotation marks inside", "---\ntitle: “A” và “B”\n---\n", nil, ""},
	{"open quotation mark", "---\ntitle: \"Bình Định\nsummary: b\n---\n", []string{"quote-open 2:8"}, `title: "Bình Định"`},
	{"open quotation mark at the end", "---\nsummary: b\ntitle: \"Bình Định\n---\n", []string{"quote-open 3:8"}, `title: "Bình Định"`},
	{"two open quotation marks", "---\ntitle: \"Bình Định\nsummary: \"Nam Lào\n---\n", []string{"quote-open 2:8", "quote-open 3:10"}, `title: "Bình Định"`},
	{"open single mark", "---\ntitle: 'Bình Định\n---\n", []string{"quote-open 2:8"}, `title: "Bình Định"`},
	{"text after the marks", "---\ntitle: \"Bình Định\" – điểm đến\n---\n", []string{"quote-inside 2:18"}, `title: '"Bình Định" – điểm đến'`},
	{"marks within marks", "---\ntitle: \"Ông nói \"đi\" rồi\"\n---\n", []string{"quote-inside 2:17"}, `title: 'Ông nói "đi" rồi'`},
	{"apostrophe within single marks", "---\ntitle: 'Laos's port'\n---\n", []string{"quote-inside 2:13"}, `title: "Laos's port"`},
	{"backslash", "---\npath: \"C:\\du an\"\n---\n", []string{"quote-backslash 2:10"}, `path: 'C:\du an'`},
	{"marks over several lines", "---\ntitle: \"Bình\n  Định\"\n---\n", nil, ""},

	// signs at the beginning
	{"at sign", "---\ntitle: @binhdinh\n---\n", []string{"value-needs-quotes 2:8"}, `title: "@binhdinh"`},
	{"backtick", "---\ntitle: `a` b\n---\n", []string{"value-needs-quotes 2:8"}, "title: \"`a` b\""},
	{"per cent", "---\ntitle: %a\n---\n", []string{"value-needs-quotes 2:8"}, `title: "%a"`},
	{"asterisk", "---\ntitle: *Quan trọng*\n---\n", []string{"value-needs-quotes 2:8"}, `title: "*Quan trọng*"`},
	{"two asterisks and a colon", "---\ntitle: **Lưu ý**: a\n---\n", []string{"value-needs-quotes 2:8"}, `title: "**Lưu ý**: a"`},
	{"ampersand", "---\ntitle: &a b\n---\n", []string{"value-needs-quotes 2:8"}, `title: "&a b"`},
	{"exclamation mark", "---\ntitle: !a b\n---\n", []string{"value-needs-quotes 2:8"}, `title: "!a b"`},
	{"real anchor and alias", "---\na: &x b\nc: *x\n---\n", []string{"value-needs-quotes 2:4", "value-needs-quotes 3:4"}, `a: "&x b"`},
	{"greater than", "---\ntitle: > 5 ha\n---\n", []string{"value-needs-quotes 2:8"}, `title: "> 5 ha"`},
	{"hyphen", "---\ntitle: - Bình Định\n---\n", []string{"value-needs-quotes 2:8"}, `title: "- Bình Định"`},
	{"bracket with text after it", "---\ntitle: [Thông báo] Lễ hội\n---\n", []string{"value-needs-quotes 2:8"}, `title: "[Thông báo] Lễ hội"`},
	{"open bracket", "---\ntags: [a, b\ntitle: c\n---\n", []string{"bracket-open 2:7"}, "tags: [a, b]"},
	{"open brace", "---\nlists: {from: a\ntitle: c\n---\n", []string{"bracket-open 2:8"}, "lists: {from: a}"},
	{"brackets over several lines", "---\ntags: [a,\n  b]\n---\n", nil, ""},
	{"merge key", "---\n<<: {a: b}\n---\n", []string{"key-wrong 2:1"}, ""},
	{"list as a key", "---\n[a]: b\n---\n", []string{"key-wrong 2:1"}, ""},
	{"too deep", "---\na: " + strings.Repeat("[", 30) + strings.Repeat("]", 30) + "\n---\n", []string{"value-too-deep 2:24"}, ""},
	{"number sign in a value", "---\ntitle: Dự án #1\n---\n", []string{"comment-in-value 2:14"}, `title: "Dự án #1"`},
	{"number sign first", "---\ntitle: #1\nsummary: b\n---\n", []string{"comment-in-value 2:8"}, `title: "#1"`},
	{"remark after a value", "---\ntitle: a # tạm\n---\n", nil, ""},

	// lines
	{"tab", "---\ntitle:\n\tvi: a\n---\n", []string{"tab-indent 3:1"}, ""},
	{"tab after spaces", "---\nimage:\n  src: a.jpg\n \talt: b\n---\n", []string{"tab-indent 4:2"}, ""},
	{"no-break space after the colon", "---\ntitle:\u00A0Bình Định\nsummary: b\n---\n", []string{"space-odd 2:7"}, ""},
	{"no-break space after the only colon", "---\ntitle:\u00A0Bình Định\n---\n", []string{"space-odd 2:7"}, ""},
	{"no-break space before a key", "---\ntitle: a\n\u00A0summary: b\n---\n", []string{"space-odd 3:1"}, ""},
	{"zero width space before a key", "---\n\u200Btitle: a\n---\n", []string{"space-odd 2:1"}, ""},
	{"dashes in a list", "---\ntags:\n  – a\n  – b\n---\n", []string{"list-dash-wrong 3:3", "list-dash-wrong 4:3"}, "- a"},
	{"no space after a list's hyphen", "---\ntags:\n  -logistics\n  -cang-bien\n---\n", []string{"list-dash-wrong 3:3", "list-dash-wrong 4:3"}, "- logistics"},
	{"one dash among hyphens", "---\ntags:\n  - a\n  – b: c\n---\n", []string{"list-dash-wrong 4:3"}, "- b: c"},
	{"asterisks in a list", "---\ntags:\n  * a\n  * b\n---\n", []string{"list-dash-wrong 3:3", "list-dash-wrong 4:3"}, "- a"},
	{"key indented below a value", "---\ntitle: a\n  summary: b\n---\n", []string{"indent-wrong 3:3"}, ""},
	{"key between two levels", "---\ntitle:\n    vi: a\n  en: b\n---\n", []string{"indent-wrong 4:3"}, ""},
	{"first key indented", "---\n title: a\nsummary: b\n---\n", []string{"indent-wrong 2:2"}, ""},
	{"item between two levels", "---\ntags:\n  - a\n - b\n---\n", []string{"indent-wrong 4:2"}, ""},
	{"value goes on at the margin", "---\ntitle: Bình Định\nđiểm đến\nsummary: b\n---\n", []string{"line-stray 3:1"}, ""},
	{"key given twice", "---\ntitle: a\nsummary: b\ntitle: c\n---\n", []string{"key-doubled 4:1"}, "2"},
	{"unknown mistake", "---\ntitle: a\ntags: [a b: c: d]\n---\n", []string{"yaml-broken 3:14"}, ""},
	{"several mistakes", "---\ntitle: Bình Định: điểm đến\nsummary: \"a\n\tdate: 2022-01-01\ntags: [a\nplan: @x\nplan: y\n---\n",
		[]string{"colon-in-value 2:17", "quote-open 3:10", "tab-indent 4:1", "value-needs-quotes 6:7", "bracket-open 5:7", "key-doubled 7:1"}, ""},
}

func TestMistakes(t *testing.T) {
	for _, c := range mistakes {
		t.Run(c.name, func(t *testing.T) {
			doc, ps := ParseDocument("f.md", []byte(c.in))
			wantPlaces(t, ps, c.problems...)
			stop := slices.ContainsFunc(ps, func(p problem.Problem) bool { return p.Level == problem.Stop && p.Code != "key-doubled" })
			if (doc.Front == nil) != stop {
				t.Errorf("front matter %v, problems %v", doc.Front, places(ps))
			}
			if c.hint != "" && len(ps) > 0 && ps[0].Args["line"] != c.hint {
				t.Errorf("proposes %q, want %q", ps[0].Args["line"], c.hint)
			}
			for _, p := range ps {
				for _, lang := range []string{"vi", "en"} {
					if s := p.Format(lang); strings.ContainsAny(p.Sentence(lang)+p.Hint(lang), "{}") && !strings.ContainsAny(c.in, "{}") {
						t.Errorf("an argument is missing: %s", s)
					}
				}
			}
		})
	}
}

// TestHintIsTheCure writes what a hint proposes and expects no problem.
func TestHintIsTheCure(t *testing.T) {
	for _, c := range mistakes {
		_, ps := ParseDocument("f.md", []byte(c.in))
		if len(ps) != 1 || ps[0].Args["line"] == "" || !strings.HasSuffix(ps[0].Hint("en"), ": "+ps[0].Args["line"]) {
			continue
		}
		lines := strings.Split(c.in, "\n")
		old := lines[ps[0].Line-1]
		lines[ps[0].Line-1] = old[:indent(old)] + ps[0].Args["line"]
		if doc, ps := ParseDocument("f.md", []byte(strings.Join(lines, "\n"))); doc.Front == nil {
			t.Errorf("%s: %v", c.name, places(ps))
		}
	}
}
