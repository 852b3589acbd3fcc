package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	mincss "github.com/tdewolff/minify/v2/css"
	minjs "github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"

	"nhipcau/internal/files"
	"nhipcau/internal/problem"
	"nhipcau/internal/site"
)

// assets are the theme's files on their way to browsers. Style sheets and
// scripts are made small; a sheet takes in those it imports; every name gets a
// hash of the bytes, so that a browser may keep the file for ever.
type assets struct {
	theme    fs.FS
	shown    string // the theme's folder as a person knows it, for problems
	data     map[string][]byte
	folded   map[string]string // the name in ASCII
	imported map[string]bool   // sheets that are part of another
	urls     map[string]site.URL
	files    []files.File
	problems []problem.Problem
}

// themeAssets makes the files of the theme. Layouts ask for a file by its name
// in the theme's folder of assets.
func themeAssets(s *site.Site) (map[string]site.URL, []files.File, []problem.Problem, error) {
	a := &assets{theme: s.Theme, shown: path.Join("themes", s.ThemeName, assetsDir), data: map[string][]byte{},
		folded: map[string]string{}, imported: map[string]bool{}, urls: map[string]site.URL{}}
	names, err := a.read()
	if err != nil {
		return nil, nil, nil, err
	}
	sheets := map[string][]byte{}
	for _, name := range names {
		switch path.Ext(a.folded[name]) {
		case ".css":
			continue // sheets name the others' addresses
		case ".js":
			a.emit(name, a.small(name, "js", a.data[name]))
		default:
			a.emit(name, a.data[name])
		}
	}
	for _, name := range names {
		if path.Ext(a.folded[name]) == ".css" {
			sheets[name] = a.sheet(name, nil)
		}
	}
	for _, name := range names {
		if sheet, ok := sheets[name]; ok && !a.imported[name] {
			a.emit(name, a.small(name, "css", sheet))
		}
	}
	slices.SortFunc(a.files, func(x, y files.File) int { return strings.Compare(x.Path, y.Path) })
	return a.urls, a.files, a.problems, nil
}

// read takes in all files, and gives their names in order.
func (a *assets) read() (names []string, err error) {
	err = fs.WalkDir(a.theme, assetsDir, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == assetsDir {
			return fs.SkipAll
		}
		if err != nil || name == assetsDir {
			return err
		}
		short := strings.TrimPrefix(name, assetsDir+"/")
		if p, bad := site.Unwelcome(path.Join(a.shown, short), d); bad {
			a.problems = append(a.problems, p)
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		folded, ok := site.FoldPath(name)
		if !ok {
			a.add("file-name-wrong", short, 0, "name", path.Base(name))
			return nil
		}
		data, err := fs.ReadFile(a.theme, name)
		if err != nil {
			return err
		}
		if slices.Contains([]string{".css", ".js", ".svg", ".txt"}, path.Ext(folded)) {
			data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		}
		a.data[short], a.folded[short] = data, folded
		names = append(names, short)
		return nil
	})
	return names, err
}

func (a *assets) add(code, name string, line int, args ...string) {
	a.problems = append(a.problems, problem.New(code, problem.At{File: path.Join(a.shown, name), Line: line}, args...))
}

// emit gives a file its address.
func (a *assets) emit(name string, data []byte) {
	hashed := withHash(a.folded[name], data)
	a.urls[name] = site.URL("/" + hashed)
	// The same bytes under two spellings of one name are one file.
	if !slices.ContainsFunc(a.files, func(f files.File) bool { return f.Path == hashed }) {
		a.files = append(a.files, files.File{Path: hashed, Data: data, Forever: true})
	}
}

// small is a script or sheet without what only its writer needs.
func (a *assets) small(name, kind string, data []byte) []byte {
	m := minify.New()
	m.Add("css", &mincss.Minifier{})
	m.Add("js", &minjs.Minifier{})
	var buf bytes.Buffer
	if err := m.Minify(kind, &buf, bytes.NewReader(data)); err != nil {
		var at *parse.Error
		line, what := 0, err.Error()
		if errors.As(err, &at) {
			line, what = at.Line, at.Message
		}
		a.add("asset-broken", name, line, "what", what)
		return data
	}
	return buf.Bytes()
}

// sheet is a style sheet with those that it imports in their places, and with
// the addresses of what it refers to. above are the sheets that it is part of.
func (a *assets) sheet(name string, above []string) []byte {
	var out bytes.Buffer
	lex := css.NewLexer(parse.NewInputBytes(slices.Clone(a.data[name])))
	line := 1
	importing := false
	for {
		kind, text := lex.Next()
		if kind == css.ErrorToken {
			if err := lex.Err(); err != nil && !errors.Is(err, io.EOF) {
				a.add("asset-broken", name, line, "what", err.Error())
			}
			return out.Bytes()
		}
		at := line
		line += bytes.Count(text, []byte("\n"))
		switch {
		case kind == css.AtKeywordToken && strings.EqualFold(string(text), "@import"):
			importing = true
			continue
		case importing && (kind == css.WhitespaceToken || kind == css.CommentToken):
			continue
		case importing && (kind == css.StringToken || kind == css.URLToken):
			a.include(&out, name, at, address(text), append(above, name))
			continue
		case importing && kind == css.SemicolonToken:
			importing = false
			continue
		case importing:
			a.add("asset-broken", name, at, "what", "@import "+string(text))
			importing = false
		case kind == css.URLToken:
			text = a.point(append(above, name)[0], name, at, text)
		}
		out.Write(text)
	}
}

// include puts an imported sheet where it is asked for.
func (a *assets) include(out *bytes.Buffer, name string, line int, target string, above []string) {
	other := path.Join(path.Dir(name), target)
	if _, ok := a.data[other]; !ok || path.Ext(a.folded[other]) != ".css" || slices.Contains(above, other) {
		a.add("asset-missing", name, line, "target", target)
		return
	}
	a.imported[other] = true
	out.Write(a.sheet(other, above))
	out.WriteByte('\n')
}

// point rewrites url(name) to the hashed name, as it is reached from the sheet
// that ends up holding it. Anchors, data and other hosts stay.
func (a *assets) point(from, name string, line int, token []byte) []byte {
	target := address(token)
	if target == "" || target[0] == '#' || strings.Contains(target, ":") {
		return token
	}
	u, ok := a.urls[path.Join(path.Dir(name), target)]
	if !ok {
		a.add("asset-missing", name, line, "target", target)
		return token
	}
	return []byte(`url("` + u.From(site.URL("/"+a.folded[from])) + `")`)
}

// address is what a string or url() says.
func address(token []byte) string {
	s := string(token)
	if strings.HasSuffix(s, ")") {
		_, s, _ = strings.Cut(strings.TrimSuffix(s, ")"), "(")
	}
	return strings.Trim(strings.TrimSpace(s), `"'`)
}

// withHash puts a hash of a file's bytes before the ending of its name.
func withHash(name string, data []byte) string {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
}
