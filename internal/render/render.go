// Package render turns a Site into Files, what a visitor gets.
//
// # One item at a time
//
// The languages of an item are rendered together: each body is read again,
// parsed once and dropped when the item's pages are written. Headings of the
// translations take the anchors of the original, links are led to the page in
// the reader's language, quoted facts become values in that language.
//
// # Views
//
// A View is the finished data that one page may see. Layouts are found by
// walking up from the section and print what the view holds; their functions
// are pure. A page's bytes depend on the view's Key, its body and its layout,
// and on nothing else. So pages may be made in any order, by any number of
// goroutines: here they are made side by side and handed on in one fixed order.
package render

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"sync"
	"time"

	"nhipcau/internal/files"
	"nhipcau/internal/lines"
	"nhipcau/internal/markdown"
	"nhipcau/internal/picture"
	"nhipcau/internal/problem"
	"nhipcau/internal/site"
)

// renderer is what the making of every page needs. It does not change once
// made, except for the set of attachments in use.
type renderer struct {
	site    *site.Site
	layouts *layouts
	parser  *markdown.Parser
	frames  []*Frame // by language
	words   []markdown.Words

	lines *lines.Marker

	withFeed map[feedKey]bool

	pictures *picture.Cache
	glossary *glossary // nil where nobody asks whether texts follow it

	mu   sync.Mutex
	used map[*site.Attachment]use
	seen map[*site.Attachment]*seen
}

// Config says how to render.
type Config struct {
	Workers  int            // how many pages are made side by side
	Pictures *picture.Cache // may be nil
	Terms    bool           // also say where texts do not follow the glossary
}

// Pages is everything that visitors of a site can ask for: planned, made only
// when it is asked for. Any number of goroutines may ask.
type Pages struct {
	renderer *renderer
	jobs     []*job
	pictures []*job // when those are done, and it is known what they refer to
	copies   []*job
	byPath   map[string]*job
}

// job makes some files; jobs are independent of each other.
type job struct {
	paths      []string                 // of the files, as long as nothing is wrong with them
	make       func(only string) result // all, or at least the one at the path only
	attachment *site.Attachment         // is copied if a page refers to it
}

type result struct {
	files    []files.File
	problems []problem.Problem
	err      error
}

// Site makes all files of a site and hands them on one by one, in an order that
// depends on the sources alone. An error of emit ends the work.
func Site(s *site.Site, c Config, emit func(files.File) error) ([]problem.Problem, error) {
	p, err := New(s, c)
	if err != nil {
		return nil, err
	}
	return p.All(c, emit)
}

// New plans the files of a site.
func New(s *site.Site, c Config) (*Pages, error) {
	pictures := c.Pictures
	if pictures == nil {
		pictures = picture.NewCache("", time.Time{})
	}
	urls, assets, wrong, err := themeAssets(s)
	if err != nil {
		return nil, fmt.Errorf("reading the theme: %w", err)
	}
	lay, err := newLayouts(s, urls)
	if err != nil {
		return nil, fmt.Errorf("reading the theme: %w", err)
	}
	r := &renderer{site: s, layouts: lay, parser: markdown.NewParser(), lines: lines.NewMarker(wholeWords(s)), withFeed: feedSet(s), pictures: pictures, used: map[*site.Attachment]use{}, seen: map[*site.Attachment]*seen{}}
	if c.Terms {
		r.glossary = newGlossary(s)
	}
	for lang := range s.Langs {
		r.frames = append(r.frames, r.frame(lang))
		r.words = append(r.words, r.markdownWords(lang))
	}
	p := &Pages{renderer: r, byPath: map[string]*job{}}
	for _, sec := range s.Sections {
		p.jobs = append(p.jobs, r.itemJob(sec.Item))
	}
	for _, it := range s.Items {
		p.jobs = append(p.jobs, r.itemJob(it))
	}
	for lang := range s.Langs {
		p.jobs = append(p.jobs, r.tagJobs(lang)...)
	}
	for _, sec := range s.Sections {
		for lang := range s.Langs {
			p.jobs = append(p.jobs, r.filterJobs(sec, lang)...)
		}
	}
	for _, red := range s.Redirects {
		p.jobs = append(p.jobs, one(red.From, func() result { return r.redirect(red) }))
	}
	p.jobs = slices.Concat(p.jobs, r.specialJobs(), r.feedJobs(), []*job{r.sitemapJob(), assetJob(assets, wrong)})
	for _, a := range s.Attachments {
		if a.IsPicture() {
			p.pictures = append(p.pictures, r.pictureJob(a))
			continue
		}
		j := r.copyJob(a.Source, a.URL.File())
		j.attachment = a
		p.copies = append(p.copies, j)
	}
	for _, f := range s.Static {
		p.copies = append(p.copies, r.copyJob(f.Source, f.Path))
	}
	for _, j := range slices.Concat(p.jobs, p.pictures, p.copies) {
		for _, path := range j.paths {
			p.byPath[path] = j
		}
	}
	return p, nil
}

// wholeWords lists what stays whole on a line, of all languages, since a page quotes
// others: the names of the glossary; and what stays with the number before it,
// the names of units and months.
func wholeWords(s *site.Site) (names, units []string) {
	for lang := range s.Langs {
		names = append(names, s.Glossary.Whole(lang)...)
		units = append(units, s.Locales[lang].AfterNumbers()...)
	}
	return names, units
}

// one is a job that makes the page at u and nothing else.
func one(u site.URL, make func() result) *job {
	return &job{paths: []string{u.File()}, make: func(string) result { return make() }}
}

// Has reports whether there is a file at a path, as long as nothing is wrong
// with it.
func (p *Pages) Has(path string) bool { return p.byPath[path] != nil }

// File makes the one file at a path; ok is false if there is none, and then the
// problems may say why. It is the file that All hands on, but for attachments:
// that no page refers to one is known only when all pages are made, so here
// there is each.
func (p *Pages) File(path string) (f files.File, ok bool, ps []problem.Problem, err error) {
	j := p.byPath[path]
	if j == nil {
		return f, false, nil, nil
	}
	res := j.make(path)
	if res.err != nil {
		return f, false, res.problems, res.err
	}
	i := slices.IndexFunc(res.files, func(f files.File) bool { return f.Path == path })
	if i < 0 {
		return f, false, res.problems, nil
	}
	return res.files[i], true, res.problems, nil
}

// All makes all files and hands them on one by one, in an order that depends on
// the sources alone. An error of emit ends the work.
func (p *Pages) All(c Config, emit func(files.File) error) ([]problem.Problem, error) {
	var ps []problem.Problem
	take := func(res result) error {
		ps = append(ps, res.problems...)
		if res.err != nil {
			return res.err
		}
		for _, f := range res.files {
			if err := emit(f); err != nil {
				return err
			}
		}
		return nil
	}
	err := inOrder(p.jobs, c.Workers, take)
	if err == nil {
		err = inOrder(p.pictures, min(c.Workers, 2), take)
	}
	for _, j := range p.copies {
		if err != nil {
			break
		}
		if a := j.attachment; a != nil && p.renderer.uses(a) == 0 {
			ps = append(ps, problem.New("attachment-unused", problem.At{File: a.Source}))
			continue
		}
		err = take(j.make(""))
	}
	return problem.Sort(ps), err
}

// inOrder runs jobs side by side and hands their results on in the order of the
// jobs. At most a few results wait for their turn.
func inOrder(jobs []*job, workers int, take func(result) error) error {
	workers = max(1, workers)
	slots := make(chan chan result, 4*workers) // in order; its size bounds what waits
	work := make(chan func(), workers)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for run := range work {
				run()
			}
		})
	}
	wg.Go(func() {
		defer close(slots)
		defer close(work)
		for _, j := range jobs {
			slot := make(chan result, 1)
			select {
			case slots <- slot:
			case <-stop:
				return
			}
			work <- func() { slot <- j.make("") }
		}
	})
	var err error
	for slot := range slots {
		res := <-slot
		if err == nil {
			if err = take(res); err != nil {
				close(stop)
			}
		}
	}
	wg.Wait()
	return err
}

// text is one body of an item, parsed.
type text struct {
	*site.Text
	doc *markdown.Doc
}

// itemJob makes the pages of an item or section.
func (r *renderer) itemJob(it *site.Item) *job {
	j := &job{make: func(only string) result { return r.item(it, only) }}
	for _, p := range it.Pages {
		if p != nil {
			j.paths = append(j.paths, r.pathsOf(p)...)
		}
	}
	return j
}

// pathsOf lists the files that a page takes: a section's list has several.
func (r *renderer) pathsOf(p *site.Page) []string {
	if p.Item.Self == nil || p.Item.Path == "" {
		return []string{p.URL.File()}
	}
	return r.listPaths(p.URL, len(p.Item.Self.Listed(p.Lang)))
}

func (r *renderer) listPaths(first site.URL, entries int) []string {
	paths := make([]string, r.site.PageCount(entries))
	for n := range paths {
		paths[n] = first.PageURL(n + 1).File()
	}
	return paths
}

// item makes the pages of an item or section: all, or the one that is wanted.
func (r *renderer) item(it *site.Item, only string) result {
	var res result
	if !slices.ContainsFunc(it.Pages, func(p *site.Page) bool { return p != nil }) {
		// Nothing to publish; what is wrong in the texts is said all the same.
		_, res.problems, res.err = r.parse(it)
		return res
	}
	docs, ps, err := r.parse(it)
	res.problems, res.err = ps, err
	if err != nil {
		return res
	}
	for _, p := range it.Pages {
		if p != nil && (only == "" || slices.Contains(r.pathsOf(p), only)) {
			res.add(r.itemPage(p, docs, only))
		}
	}
	return res
}

// add takes over what another result has.
func (res *result) add(more result) {
	res.files = append(res.files, more.files...)
	res.problems = append(res.problems, more.problems...)
	if res.err == nil {
		res.err = more.err
	}
}

// parse reads and parses the item's bodies, by language, and gives their
// headings the anchors of the original's.
func (r *renderer) parse(it *site.Item) ([]text, []problem.Problem, error) {
	var ps []problem.Problem
	texts := make([]text, len(r.site.Langs))
	var docs []*markdown.Doc
	original := 0
	for lang, t := range it.Texts {
		if t == nil || t.Empty || t.Hidden && lang != it.Original {
			continue
		}
		src, changed, err := r.body(t)
		if t.Broken {
			// It is on no page, but what is wrong in its body can be said too.
			if err == nil && !changed && !t.Hidden {
				_, more := r.parser.Parse(src)
				ps = append(ps, more...)
			}
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		if changed {
			ps = append(ps, problem.New("source-changed", problem.At{File: t.File}))
			continue
		}
		doc, more := r.parser.Parse(src)
		if !t.Hidden { // a hidden original gives its anchors only
			ps = append(ps, more...)
		}
		texts[lang] = text{t, doc}
		if it.Schema != nil && !t.Hidden {
			ps = append(ps, r.literals(it, texts[lang])...)
		}
		if lang == it.Original {
			original = len(docs)
		}
		docs = append(docs, doc)
	}
	if r.glossary != nil {
		ps = append(ps, r.glossary.check(it, texts)...)
	}
	if len(docs) > 0 {
		ps = append(ps, markdown.Anchors(docs, original)...)
	}
	return texts, ps, nil
}

// itemPage makes one page; a section's comes with its further list pages.
func (r *renderer) itemPage(p *site.Page, texts []text, only string) result {
	var res result
	var body Body
	var links []files.Link
	if p.Body != nil && texts[p.Body.Lang].doc != nil {
		doc := texts[p.Body.Lang].doc
		var ps []problem.Problem
		links, ps = r.resolve(p, texts[p.Body.Lang])
		res.problems = append(res.problems, ps...)
		var buf bytes.Buffer
		doc.HTML(&buf, r.words[p.Body.Lang])
		body = bodyOf(doc, buf.String())
	}
	v := r.itemView(p)
	if p.Item.Self == nil || p.Item.Path == "" {
		res.add(r.file(v, body, links))
		return res
	}
	listed := p.Item.Self.Listed(p.Lang)
	v.Filter = r.filter(p.Item.Self, p.Lang, p.URL)
	v.Table = r.table(p.Item.Self, listed, p.Lang)
	res.add(r.list(v, body, links, r.entries(listed, p.Lang), only))
	return res
}

// list makes the pages of a list: all, or the one that is wanted. The body
// stands on the first.
func (r *renderer) list(v *View, body Body, links []files.Link, entries []Entry, only string) result {
	var res result
	for n, part := range r.parts(entries) {
		w := *v
		r.nth(&w, v.URL, n+1, part, len(entries))
		if only != "" && w.URL.File() != only {
			continue
		}
		b := body
		if n > 0 {
			b = Body{}
		}
		res.add(r.file(&w, b, links))
	}
	return res
}

// parts cuts the entries of a list into pages; there is at least one.
func (r *renderer) parts(entries []Entry) [][]Entry {
	if len(entries) == 0 {
		return [][]Entry{nil}
	}
	return slices.Collect(slices.Chunk(entries, r.site.PageSize))
}

// nth makes v the nth page of a list.
func (r *renderer) nth(v *View, first site.URL, n int, part []Entry, total int) {
	v.Entries, v.Total = part, total
	pages := r.site.PageCount(total)
	if pages > 1 {
		v.Pager = &Pager{Page: n, Pages: pages}
		if n > 1 {
			v.Pager.Newer = first.PageURL(n - 1)
		}
		if n < pages {
			v.Pager.Older = first.PageURL(n + 1)
		}
	}
	if n > 1 {
		v.URL = first.PageURL(n)
		v.Canonical = v.URL.At(r.site.BaseURL)
		v.Alternates = nil
		v.Lists, v.Sections, v.Figures, v.Table, v.JSONLD = nil, nil, nil, nil, ""
	}
}

// file lays a view out.
func (r *renderer) file(v *View, b Body, links []files.Link) result {
	var buf bytes.Buffer
	buf.Grow(len(b.HTML) + 8<<10)
	if ok, ps := r.layouts.write(&buf, v, b); !ok {
		return result{problems: ps}
	}
	data := r.lines.Mark(buf.Bytes())
	return result{files: []files.File{{Path: v.URL.File(), Data: data, Page: &files.Page{Links: links}}}}
}

// assetJob hands on the theme's files, which planning made.
func assetJob(assets []files.File, wrong []problem.Problem) *job {
	j := &job{make: func(string) result { return result{files: assets, problems: wrong} }}
	for _, f := range assets {
		j.paths = append(j.paths, f.Path)
	}
	return j
}

// copyJob hands on a source file as it is; but text is given LF line ends, so
// that every system makes the same bytes.
func (r *renderer) copyJob(source, to string) *job {
	return &job{paths: []string{to}, make: func(string) result {
		data, err := r.site.Read(source)
		if err != nil {
			return result{err: fmt.Errorf("reading %s: %w", source, err)}
		}
		if slices.Contains([]string{".css", ".js", ".svg", ".txt", ".csv", ".vtt", ".html", ".xml", ".json"}, path.Ext(to)) {
			data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		}
		res := result{files: []files.File{{Path: to, Data: data}}}
		if tells := picture.Tells(data); tells != "" {
			res.problems = append(res.problems, problem.New("picture-tells", problem.At{File: source}, "what", tells))
		}
		return res
	}}
}
