package site

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"nhipcau/internal/files"
	"nhipcau/internal/problem"
	"nhipcau/internal/text"
)

// contentDir is where the sources of items lie.
const contentDir = "content"

// tree is what lies in content/, before anything is understood.
type tree struct {
	sections    map[string]*group // by path
	items       map[string]*group
	missing     bool // there is no content/ at all
	attachments []string
	schemas     []string // every _fields.yaml
	refused     []string // files of a type that is not published
}

// group is the files of one item or section, by language.
type group struct {
	path  string // "projects/canh-vinh"
	dir   string // the folder of its files, relative to content/
	files []*textFile
}

// textFile is one Markdown file on its way to a Text.
type textFile struct {
	name        string // in the sources
	lang        int
	*understood // once it is read
}

// walkContent sorts the files of content/ into sections, items and
// attachments.
func (l *loader) walkContent() (*tree, error) {
	t := &tree{sections: map[string]*group{"": {}}, items: map[string]*group{}}
	if _, err := fs.Stat(l.fsys, contentDir); err != nil {
		l.add("content-missing", problem.At{File: contentDir})
		t.missing = true
		return t, nil
	}
	folders := map[string]bool{} // folders that are items: they hold index.LANG.md
	var files []string
	err := fs.WalkDir(l.fsys, contentDir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name == contentDir {
			return nil
		}
		if l.unwelcome(name, d) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		files = append(files, name)
		if base := l.textName(path.Base(name)); strings.HasPrefix(base, "index.") && strings.HasSuffix(base, ".md") && path.Dir(name) != contentDir {
			folders[text.NormalizeString(path.Dir(name))] = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if path.Base(f) == fieldsFile {
			if dir := path.Dir(f); folders[text.NormalizeString(dir)] {
				l.add("fields-misplaced", problem.At{File: f}, "section", path.Dir(dir))
				continue
			}
			t.schemas = append(t.schemas, f)
			continue
		}
		if path.Ext(l.textName(path.Base(f))) == ".md" {
			l.sortText(t, f, folders)
		} else if l.attachmentType(f) {
			t.attachments = append(t.attachments, f)
		} else {
			t.refused = append(t.refused, f)
		}
	}
	return t, nil
}

// unwelcome reports and skips what cannot be part of a site.
func (l *loader) unwelcome(name string, d fs.DirEntry) bool {
	p, bad := Unwelcome(name, d)
	if bad {
		l.problems = append(l.problems, p)
	}
	return bad
}

// Unwelcome says why a file or folder cannot be part of a site: links,
// left-overs of office programs and file systems, names that some systems
// refuse.
func Unwelcome(name string, d fs.DirEntry) (p problem.Problem, bad bool) {
	base, at := path.Base(name), problem.At{File: name}
	lower := strings.ToLower(base)
	switch {
	case d.Type()&fs.ModeSymlink != 0:
		return problem.New("symbolic-link", at), true
	case !d.IsDir() && !d.Type().IsRegular():
		return problem.New("file-special", at), true
	case strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || strings.HasSuffix(base, "~") ||
		strings.HasSuffix(lower, ".tmp") || strings.HasSuffix(lower, ".bak") ||
		slices.Contains([]string{"thumbs.db", "desktop.ini"}, lower):
		return problem.New("file-left-over", at), true
	case strings.HasSuffix(lower, ".md.txt") || strings.HasSuffix(lower, ".md.docx") || strings.HasSuffix(lower, ".md.doc"):
		return problem.New("file-name-ending", at, "proposal", base[:strings.LastIndexByte(base, '.')]), true
	case files.Device(base):
		return problem.New("file-name-reserved", at, "name", base), true
	case files.CheckPath(base) != nil:
		return problem.New("file-name-wrong", at, "name", base), true
	}
	return p, false
}

// textName is the name of a text's file with small letters where they have to
// be: index, the ending and, as site.yaml writes it, the language. Windows
// takes index.vi.md and Index.VI.MD for one. The names of other files stay.
func (l *loader) textName(base string) string {
	ext := path.Ext(base)
	if !strings.EqualFold(ext, ".md") {
		return base
	}
	stem := strings.TrimSuffix(base, ext)
	dot := strings.LastIndexByte(stem, '.')
	if dot < 0 {
		return stem + ".md"
	}
	name, tag := stem[:dot], stem[dot+1:]
	if strings.EqualFold(name, "index") || strings.EqualFold(name, "_index") {
		name = strings.ToLower(name)
	}
	for _, lang := range l.site.Langs {
		if strings.EqualFold(tag, lang) {
			tag = lang
		}
	}
	return name + "." + tag + ".md"
}

// sortText puts a Markdown file into the item or section it belongs to.
func (l *loader) sortText(t *tree, file string, folders map[string]bool) {
	at := problem.At{File: file}
	// Names are compared as texts are: macOS takes letters and marks apart.
	dir, written := path.Split(text.NormalizeString(strings.TrimPrefix(file, contentDir+"/")))
	dir = strings.TrimSuffix(dir, "/")
	base := l.textName(written)
	stem := strings.TrimSuffix(base, ".md")
	dot := strings.LastIndexByte(stem, '.')
	if dot < 0 {
		proposal := stem + "." + l.site.Langs[0] + ".md"
		l.add("file-without-language", at, "proposal", proposal)
		return
	}
	name, tag := stem[:dot], stem[dot+1:]
	lang := l.site.Lang(tag)
	if lang < 0 {
		l.add("file-language-unknown", at, "language", tag, "known", strings.Join(l.site.Langs, ", "))
		return
	}
	if text.Slug(name) == "" && name != "_index" || strings.HasPrefix(name, "_") && name != "_index" || strings.Contains(name, ".") {
		l.add("file-name-wrong", at, "name", base)
		return
	}
	where := t.items
	key := dir
	switch {
	case name == "_index":
		where = t.sections
	case name == "index" && dir == "":
		l.add("index-in-root", at, "proposal", "_index."+tag+".md")
		return
	case name == "index":
	case folders[path.Join(contentDir, dir)]:
		l.add("text-in-item", at, "item", dir)
		return
	default:
		key = path.Join(dir, name)
	}
	if base != written {
		l.add("file-name-case", at, "proposal", base)
	}
	g := where[key]
	if g == nil {
		g = &group{path: key, dir: dir}
		where[key] = g
	}
	for _, have := range g.files {
		if have.lang == lang {
			l.add("item-doubled", at, "other", have.name)
			return
		}
	}
	g.files = append(g.files, &textFile{name: file, lang: lang})
}

// readTexts reads and parses every text, side by side.
func (l *loader) readTexts(groups []*group) {
	work := make(chan *group)
	var wg sync.WaitGroup
	l.opts.Memo.begin()
	for range l.workers {
		wg.Go(func() {
			var buf bytes.Buffer
			for g := range work {
				for _, f := range g.files {
					f.understood = l.opts.Memo.read(l.fsys, f.name, l.site.Langs[f.lang], &buf)
				}
			}
		})
	}
	for _, g := range groups {
		work <- g
	}
	close(work)
	wg.Wait()
	l.opts.Memo.end()
}
