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

	"nhipcau/internal/files"
	"nhipcau/internal/markdown"
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

	withFeed map[feedKey]bool

	mu   sync.Mutex
	used map[*site.Attachment]bool
}

// Config says how to render.
type Config struct {
	Workers int // how many pages are made side by side
}

// job makes some files; jobs are independent of each other.
type job func() result

type result struct {
	files    []files.File
	problems []problem.Problem
	err      error
}

// Site makes all files of a site and hands them on one by one, in an order that
// depends on the sources alone. An error of emit ends the work.
func Site(s *site.Site, c Config, emit func(files.File) error) ([]problem.Problem, error) {
	urls, assets, wrong, err := themeAssets(s)
	if err != nil {
		return nil, fmt.Errorf("reading the theme: %w", err)
	}
	lay, err := newLayouts(s, urls)
	if err != nil {
		return nil, fmt.Errorf("reading the theme: %w", err)
	}
	r := &renderer{site: s, layouts: lay, parser: markdown.NewParser(), withFeed: feedSet(s), used: map[*site.Attachment]bool{}}
	for lang := range s.Langs {
		r.frames = append(r.frames, r.frame(lang))
		r.words = append(r.words, r.markdownWords(lang))
	}

	var jobs []job
	for _, sec := range s.Sections {
		jobs = append(jobs, func() result { return r.item(sec.Item) })
	}
	for _, it := range s.Items {
		jobs = append(jobs, func() result { return r.item(it) })
	}
	for lang := range s.Langs {
		jobs = append(jobs, r.tagJobs(lang)...)
	}
	for _, red := range s.Redirects {
		jobs = append(jobs, func() result { return r.redirect(red) })
	}
	jobs = append(jobs, r.special, r.feeds, r.sitemaps)
	jobs = append(jobs, func() result { return result{files: assets, problems: wrong} })

	var ps []problem.Problem
	err = inOrder(jobs, c.Workers, func(res result) error {
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
	})
	if err == nil {
		var more []problem.Problem
		more, err = r.copies(emit)
		ps = append(ps, more...)
	}
	return problem.Sort(ps), err
}

// inOrder runs jobs side by side and hands their results on in the order of the
// jobs. At most a few results wait for their turn.
func inOrder(jobs []job, workers int, take func(result) error) error {
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
			work <- func() { slot <- j() }
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

// item makes all pages of an item or section.
func (r *renderer) item(it *site.Item) result {
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
		if p != nil {
			res.add(r.itemPage(p, docs))
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
		if lang == it.Original {
			original = len(docs)
		}
		docs = append(docs, doc)
	}
	if len(docs) > 0 {
		ps = append(ps, markdown.Anchors(docs, original)...)
	}
	return texts, ps, nil
}

// itemPage makes one page; a section's comes with its further list pages.
func (r *renderer) itemPage(p *site.Page, texts []text) result {
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
	entries := r.entries(p.Item.Self.Listed(p.Lang), p.Lang)
	for n, part := range r.parts(entries) {
		w := *v
		r.nth(&w, p.URL, n+1, part, len(entries))
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
		v.Lists, v.Sections, v.JSONLD = nil, nil, ""
	}
}

// file lays a view out.
func (r *renderer) file(v *View, b Body, links []files.Link) result {
	var buf bytes.Buffer
	buf.Grow(len(b.HTML) + 8<<10)
	if ok, ps := r.layouts.write(&buf, v, b); !ok {
		return result{problems: ps}
	}
	return result{files: []files.File{{Path: v.URL.File(), Data: buf.Bytes(), Page: &files.Page{Links: links}}}}
}

// copies hands on what is copied as it is: attachments that a page refers to,
// and static files.
func (r *renderer) copies(emit func(files.File) error) ([]problem.Problem, error) {
	var ps []problem.Problem
	for _, a := range r.site.Attachments {
		if !r.used[a] {
			ps = append(ps, problem.New("attachment-unused", problem.At{File: a.Source}))
			continue
		}
		if err := r.copy(a.Source, a.URL.File(), emit); err != nil {
			return ps, err
		}
	}
	for _, f := range r.site.Static {
		if err := r.copy(f.Source, f.Path, emit); err != nil {
			return ps, err
		}
	}
	return ps, nil
}

// copy hands on one file. Text is given LF line ends, so that every system
// makes the same bytes.
func (r *renderer) copy(source, to string, emit func(files.File) error) error {
	data, err := r.site.Read(source)
	if err != nil {
		return fmt.Errorf("reading %s: %w", source, err)
	}
	if slices.Contains([]string{".css", ".js", ".svg", ".txt", ".csv", ".vtt", ".html", ".xml", ".json"}, path.Ext(to)) {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	}
	return emit(files.File{Path: to, Data: data})
}
