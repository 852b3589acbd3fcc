package locale

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const themeStrings = "../../themes/default/i18n/strings."

var (
	themeLine = regexp.MustCompile(`^([a-z][A-Za-z]*): (?:"([^"\\]+)"|\{(.+)\})$`)
	themeForm = regexp.MustCompile(`^([a-z]+): "([^"\\]+)"(?:, |$)`)
)

// readTheme reads one of the theme's files. They keep to a small part of YAML,
// one message a line, so that this test needs no YAML library.
func readTheme(t *testing.T, lang string) []Message {
	t.Helper()
	data, err := os.ReadFile(themeStrings + lang + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	var messages []Message
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := themeLine.FindStringSubmatch(line)
		if parts == nil {
			t.Fatalf("%s, line %d: %s", lang, i+1, line)
		}
		m := Message{ID: parts[1], Forms: map[string]string{}}
		if parts[2] != "" {
			m.Forms["other"] = parts[2]
		}
		for rest := parts[3]; rest != ""; {
			form := themeForm.FindStringSubmatch(rest)
			if form == nil {
				t.Fatalf("%s, line %d: %s", lang, i+1, rest)
			}
			m.Forms[form[1]] = form[2]
			rest = rest[len(form[0]):]
		}
		messages = append(messages, m)
	}
	return messages
}

func readThemes(t *testing.T) map[string][]Message {
	t.Helper()
	return map[string][]Message{"vi": readTheme(t, "vi"), "en": readTheme(t, "en"), "lo": readTheme(t, "lo")}
}

func TestThemeStringsAreComplete(t *testing.T) {
	s, err := NewStrings(readThemes(t))
	if err != nil {
		t.Fatal(err)
	}
	if missing := s.Missing(); missing != nil {
		t.Errorf("missing: %v", missing)
	}
	for lang, want := range map[string]string{"vi": "1 mục", "en": "1 item", "lo": "1 ລາຍການ"} {
		if got, ok := s.Count(lang, "itemCount", 1); got != want || !ok {
			t.Errorf("%s: got %q, %v", lang, got, ok)
		}
	}
}

// A placeholder that one language lacks is a number or a name that its readers
// do not see.
func TestThemeStringsHaveTheSamePlaceholders(t *testing.T) {
	placeholders := map[string]map[string][]string{}
	for lang, messages := range readThemes(t) {
		placeholders[lang] = map[string][]string{}
		for _, m := range messages {
			names, err := Placeholders(m.Forms["other"])
			if err != nil {
				t.Fatalf("%s: %s: %v", lang, m.ID, err)
			}
			placeholders[lang][m.ID] = names
		}
	}
	for _, lang := range []string{"en", "lo"} {
		if !maps.EqualFunc(placeholders["vi"], placeholders[lang], slices.Equal) {
			t.Errorf("vi %v\n%s %v", placeholders["vi"], lang, placeholders[lang])
		}
	}
}

// The strings are written as sources are stored: no combining marks (so NFC,
// in these languages), and Lao with one code
// point for ຳ and the ligatures ໜ, ໝ and ຫຼ.
func TestThemeStringsAreNormal(t *testing.T) {
	for lang, messages := range readThemes(t) {
		for _, m := range messages {
			for form, s := range m.Forms {
				combining := func(r rune) bool { return 0x300 <= r && r <= 0x36f }
				if strings.ContainsFunc(s, combining) || strings.TrimSpace(s) != s {
					t.Errorf("%s: %s %s is not normal: %+q", lang, m.ID, form, s)
				}
				for _, old := range []string{"\u0ecd\u0eb2", "ຫນ", "ຫມ", "ຫລ", "ເເ", "\u200b"} {
					if strings.Contains(s, old) {
						t.Errorf("%s: %s %s contains %+q", lang, m.ID, form, old)
					}
				}
			}
		}
	}
}
