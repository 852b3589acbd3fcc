package laws

import (
	"io/fs"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"nhipcau/internal/render"
	"nhipcau/themes"
)

// A page's bytes depend on its view's key, its body and its layout, and on
// nothing else. The theme here prints all three on every page; over many
// builds, whoever has the same three has the same bytes.
func TestKeyBodyAndLayoutMakeThePage(t *testing.T) {
	theme := telling(t)
	seen := map[string]string{} // bytes
	pages, again := 0, 0
	note := func(out output) {
		for path, data := range out.files {
			if !strings.HasSuffix(path, ".html") {
				continue
			}
			m := told.FindString(data)
			if m == "" {
				t.Errorf("%s has no key", path)
				continue
			}
			pages++
			if before, ok := seen[m]; !ok {
				seen[m] = data
			} else if again++; before != data {
				t.Errorf("%s: equal key, body and layout, other bytes", path)
			}
		}
	}
	for _, sources := range everySite() {
		for _, day := range []string{"2022-01-01", "2022-06-01", "2026-12-01"} {
			note(build(t, themeless{sources}, day, render.Config{Workers: 8}, theme))
		}
	}
	grown := with(generated(1, "omit"), map[string]string{
		"content/a/more.vi.md": "---\ntitle: More\nsummary: More.\ndate: 2022-05-05\n---\n\nMore.\n",
	})
	note(build(t, grown, "2026-12-01", render.Config{Workers: 2}, theme))
	if pages < 500 || again < pages/3 {
		t.Errorf("%d pages, %d of them seen before: too few to tell", pages, again)
	}
}

// themeless is a site without a theme of its own: the repository has the
// built-in one where a site has its own.
type themeless struct{ fs.FS }

func (f themeless) Open(name string) (fs.File, error) {
	if strings.HasPrefix(name, "themes") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return f.FS.Open(name)
}

var told = regexp.MustCompile(`<meta name="told" content="[0-9a-f]{64} [^>]*>`)

// telling is the built-in theme, with key, layout and body on every page.
func telling(t *testing.T) fs.FS {
	t.Helper()
	theme := fstest.MapFS{}
	if err := fs.WalkDir(themes.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(themes.FS, name)
		theme[name] = &fstest.MapFile{Data: data}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	base := theme["default/layouts/base.html"]
	before := string(base.Data)
	base.Data = []byte(strings.Replace(before, "<head>", `<head><meta name="told" content="{{.Key}} {{.Kind}} {{.Section}} {{printf "%q %q" .HTML .Contents}}">`, 1))
	if string(base.Data) == before {
		t.Fatal("the theme has no head")
	}
	return theme
}

// Whatever is changed in a view changes its key.
func TestKeyNamesEveryField(t *testing.T) {
	full := func() *render.View {
		v := new(render.View)
		fill(reflect.ValueOf(v).Elem(), 3)
		return v
	}
	key := full().Key()
	if key != full().Key() {
		t.Fatal("equal views, two keys")
	}
	empty := new(render.View).Key()
	keys := map[string]string{key: "nothing", empty: "everything"}
	count := 0
	v := full()
	alter(t, reflect.ValueOf(v).Elem(), "View", func(what string) {
		count++
		k := v.Key()
		if other, ok := keys[k]; ok {
			t.Errorf("a change of %s gives the same key as a change of %s", what, other)
		}
		keys[k] = what
	})
	if v.Key() != key {
		t.Error("the test did not put back what it changed")
	}
	if count < 80 {
		t.Errorf("only %d fields", count)
	}
}

// fill gives every field a value that is not its zero value.
func fill(v reflect.Value, n int) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), n+i)
		}
	case reflect.String:
		v.SetString(strings.Repeat("x", n))
	case reflect.Int:
		v.SetInt(int64(n))
	case reflect.Bool:
		v.SetBool(true)
	}
}

// alter changes what v holds in one place after the other, calls told each
// time, and puts it back.
func alter(t *testing.T, v reflect.Value, name string, told func(what string)) {
	t.Helper()
	before := reflect.New(v.Type()).Elem()
	before.Set(v)
	change := func(to reflect.Value, what string) {
		v.Set(to)
		told(name + what)
		v.Set(before)
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if !field.IsExported() {
				t.Errorf("%s.%s cannot be seen from outside, so the key does not name it", name, field.Name)
				continue
			}
			alter(t, v.Field(i), name+"."+field.Name, told)
		}
	case reflect.Pointer:
		change(reflect.Zero(v.Type()), " away")
		alter(t, v.Elem(), name, told)
	case reflect.Slice:
		change(v.Slice(0, 1), " shorter")
		for i := range v.Len() {
			alter(t, v.Index(i), name+"[]"+string(rune('0'+i)), told)
		}
	case reflect.String:
		change(reflect.ValueOf(v.String()+"y").Convert(v.Type()), "")
	case reflect.Int:
		change(reflect.ValueOf(int(v.Int())+100).Convert(v.Type()), "")
	case reflect.Bool:
		change(reflect.ValueOf(!v.Bool()), "")
	default:
		t.Errorf("%s is a %s, which is no plain data", name, v.Kind())
	}
}
