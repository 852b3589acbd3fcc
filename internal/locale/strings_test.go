package locale

import (
	"errors"
	"slices"
	"sync"
	"testing"
)

func text(id, other string) Message {
	return Message{ID: id, Forms: map[string]string{"other": other}}
}

func sampleStrings(t testing.TB) *Strings {
	t.Helper()
	s, err := NewStrings(map[string][]Message{
		"vi": {text("home", "Trang chủ"), text("items", "{{.Count}} mục"), text("page", "Trang {{.Page}}/{{ .Pages }}"), text("only", "Chỉ có ở đây")},
		"en": {text("home", "Home"), {ID: "items", Forms: map[string]string{"one": "one item", "other": "{{.Count}} items"}}, text("page", "Page {{.Page}} of {{.Pages}}")},
		"lo": {text("home", "ໜ້າຫຼັກ"), text("items", "{{.Count}} ລາຍການ")},
		"km": {text("items", "{{.Count}} ធាតុ")},
		"pl": {{ID: "items", Forms: map[string]string{"one": "{{.Count}} wpis", "few": "{{.Count}} wpisy", "other": "{{.Count}} wpisów"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestText(t *testing.T) {
	s := sampleStrings(t)
	cases := []struct {
		name, lang, id, want string
		ok                   bool
	}{
		{"there", "vi", "home", "Trang chủ", true},
		{"there in Lao", "lo", "home", "ໜ້າຫຼັກ", true},
		{"another language has it, this one lacks it", "en", "only", "", false},
		{"no language has it", "vi", "nothing", "", false},
		{"language without strings", "ko", "home", "", false},
		{"regional tag is another language", "en-GB", "home", "", false},
		{"message with placeholders", "vi", "page", "", false},
		{"message that counts", "en", "items", "", false},
	}
	for _, c := range cases {
		if got, ok := s.Text(c.lang, c.id); got != c.want || ok != c.ok {
			t.Errorf("%s: got %q, %v", c.name, got, ok)
		}
	}
}

func TestCount(t *testing.T) {
	s := sampleStrings(t)
	cases := []struct {
		lang string
		n    int
		want string
	}{
		{"vi", 0, "0 mục"}, // go-i18n has a form "one" for Vietnamese 0 and 1
		{"vi", 1, "1 mục"},
		{"vi", 1234567, "1.234.567 mục"},
		{"en", 0, "0 items"},
		{"en", 1, "one item"},
		{"en", 10000, "10,000 items"},
		{"lo", 1, "1 ລາຍການ"},
		{"lo", 2700, "2.700 ລາຍການ"},
		{"km", 1, "1 ធាតុ"},
		{"pl", 1, "1 wpis"},
		{"pl", 3, "3 wpisy"},
		{"pl", 5, "5 wpisów"}, // the form "many", which is not written
	}
	for _, c := range cases {
		if got, ok := s.Count(c.lang, "items", c.n); got != c.want || !ok {
			t.Errorf("%s %d: got %q, %v; want %q", c.lang, c.n, got, ok, c.want)
		}
	}
	for _, c := range [][2]string{{"ko", "items"}, {"vi", "nothing"}, {"lo", "page"}, {"vi", "page"}} {
		if got, ok := s.Count(c[0], c[1], 1); ok || got != "" {
			t.Errorf("%q: got %q, %v; want nothing", c, got, ok)
		}
	}
	if got, ok := s.Count("vi", "home", 3); got != "Trang chủ" || !ok {
		t.Errorf("plain message: got %q, %v", got, ok)
	}
}

func TestWith(t *testing.T) {
	s := sampleStrings(t)
	args := map[string]string{"Page": "2", "Pages": "<7>", "More": "unused"}
	cases := []struct {
		name, lang, id string
		args           map[string]string
		want           string
		ok             bool
	}{
		{"filled, not escaped", "vi", "page", args, "Trang 2/<7>", true},
		{"an argument with braces is not read again", "en", "page", map[string]string{"Page": "{{.Pages}}", "Pages": "3"}, "Page {{.Pages}} of 3", true},
		{"an argument is missing", "en", "page", map[string]string{"Page": "2"}, "", false},
		{"no arguments", "en", "page", nil, "", false},
		{"language lacks the message", "lo", "page", args, "", false},
		{"language without strings", "ko", "page", args, "", false},
		{"plain message", "lo", "home", nil, "ໜ້າຫຼັກ", true},
	}
	for _, c := range cases {
		if got, ok := s.With(c.lang, c.id, c.args); got != c.want || ok != c.ok {
			t.Errorf("%s: got %q, %v", c.name, got, ok)
		}
	}
}

func TestMissing(t *testing.T) {
	want := []MissingString{
		{"en", "only"},
		{"km", "home"}, {"km", "only"}, {"km", "page"},
		{"lo", "only"}, {"lo", "page"},
		{"pl", "home"}, {"pl", "only"}, {"pl", "page"},
	}
	if got := sampleStrings(t).Missing(); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestWrongMessages(t *testing.T) {
	cases := []struct {
		name     string
		messages []Message
		form     string
		want     error
	}{
		{"twice", []Message{text("a", "1"), text("a", "2")}, "", ErrRepeated},
		{"no other", []Message{{ID: "a", Forms: map[string]string{"one": "1"}}}, "", ErrNoOther},
		{"empty other", []Message{text("a", "")}, "", ErrNoOther},
		{"no form at all", []Message{{ID: "a"}}, "", ErrNoOther},
		{"form that is none", []Message{{ID: "a", Forms: map[string]string{"other": "1", "single": "2"}}}, "single", ErrForm},
		{"braces not closed", []Message{text("a", "{{.Name")}, "other", ErrPlaceholder},
		{"braces not opened", []Message{text("a", "Name}} {{.Name}}")}, "other", ErrPlaceholder},
		{"no point", []Message{text("a", "{{Name}}")}, "other", ErrPlaceholder},
		{"a template function", []Message{text("a", `{{printf "%s" .Name}}`)}, "other", ErrPlaceholder},
		{"a template condition", []Message{text("a", "{{if .Name}}x{{end}}")}, "other", ErrPlaceholder},
		{"a name with marks", []Message{text("a", "{{.Tên}}")}, "other", ErrPlaceholder},
		{"wrong in a form", []Message{{ID: "a", Forms: map[string]string{"other": "1", "one": "{{}}"}}}, "one", ErrPlaceholder},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s, err := NewStrings(map[string][]Message{"vi": append(c.messages, text("good", "Tốt"))})
			wrong := StringErrors(err)
			if len(wrong) != 1 || !errors.Is(wrong[0], c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if w := wrong[0]; w.Lang != "vi" || w.ID != "a" || w.Form != c.form {
				t.Errorf("got %q %q %q", w.Lang, w.ID, w.Form)
			}
			if got, ok := s.Text("vi", "good"); got != "Tốt" || !ok {
				t.Errorf("the rest is lost: got %q, %v", got, ok)
			}
		})
	}
}

func TestStringErrorsOfAnotherError(t *testing.T) {
	s, err := NewStrings(map[string][]Message{"no such language": {text("a", "1")}})
	if s != nil || err == nil || StringErrors(err) != nil {
		t.Errorf("got %v, %v, %v", s, err, StringErrors(err))
	}
}

func TestPluralForms(t *testing.T) {
	cases := map[string][]string{
		"vi":               {"one", "other"},
		"en":               {"one", "other"},
		"lo":               {"other"},
		"km":               {"other"},
		"ko":               {"other"},
		"ja":               {"other"},
		"th":               {"other"},
		"fr":               {"one", "many", "other"},
		"pl":               {"one", "few", "many"}, // "other" is for fractions, yet must be written
		"ar":               {"zero", "one", "two", "few", "many", "other"},
		"zxx":              {"other"}, // no rules
		"no such language": {"other"},
	}
	for lang, want := range cases {
		if got := PluralForms(lang); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
}

func TestLanguageWithoutPluralRules(t *testing.T) {
	s, err := NewStrings(map[string][]Message{"zxx": {text("items", "{{.Count}} x")}})
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := s.Count("zxx", "items", 1000); got != "1000 x" || !ok {
		t.Errorf("got %q, %v", got, ok)
	}
}

func TestStringsFromManyGoroutines(t *testing.T) {
	s := sampleStrings(t)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for n := range 100 {
				a, _ := s.Count("en", "items", n+2)
				b, _ := s.With("vi", "page", map[string]string{"Page": "1", "Pages": "2"})
				if c, _ := s.Text("lo", "home"); a == "" || b != "Trang 1/2" || c != "ໜ້າຫຼັກ" {
					t.Errorf("got %q, %q, %q", a, b, c)
				}
			}
		})
	}
	wait.Wait()
}

// A text put together from its own placeholders is the text again.
func FuzzPlaceholders(f *testing.F) {
	for _, s := range []string{"", "Trang {{.Page}}/{{.Pages}}", "{{.A}}{{.A}}", "{{ .A }}", "{{", "}}", "{{{.A}}}", "{{.}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := parsePlaceholders(s)
		if err != nil {
			return
		}
		args := map[string]string{}
		for _, name := range p.names {
			args[name] = "{{." + name + "}}"
		}
		once, err := p.Execute(args)
		if err != nil {
			t.Fatal(err)
		}
		again, err := parsePlaceholders(once)
		if err != nil {
			t.Fatalf("%q became %q: %v", s, once, err)
		}
		if !slices.Equal(again.words, p.words) || !slices.Equal(again.names, p.names) {
			t.Errorf("%q became %q", s, once)
		}
	})
}

func BenchmarkText(b *testing.B) {
	s := sampleStrings(b)
	b.ReportAllocs()
	for b.Loop() {
		s.Text("vi", "home")
	}
}

func BenchmarkCount(b *testing.B) {
	s := sampleStrings(b)
	b.ReportAllocs()
	for b.Loop() {
		s.Count("vi", "items", 1234)
	}
}

func BenchmarkWith(b *testing.B) {
	s := sampleStrings(b)
	args := map[string]string{"Page": "2", "Pages": "7"}
	b.ReportAllocs()
	for b.Loop() {
		s.With("vi", "page", args)
	}
}
