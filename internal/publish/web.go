package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"nhipcau/internal/release"
)

// Web asks a site as its readers do.
type Web struct {
	ctx    context.Context
	base   string // ends in a slash
	client *http.Client
}

// NewWeb asks the site at an address. Redirects are not followed: a page that
// leads elsewhere is not the page.
func NewWeb(ctx context.Context, base string) *Web {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = webWorkers
	return &Web{ctx, strings.TrimSuffix(base, "/") + "/", &http.Client{
		Timeout:       time.Minute,
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

const webWorkers = 8

// Who asks. Pages that were broken into often show their links only to search
// engines, or to who comes from one.
type asker struct{ agent, from string }

var (
	reader = asker{"Mozilla/5.0 (compatible; nhipcau)", ""}
	robot  = asker{"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "https://www.google.com/"}
)

// Address is where readers find a file: a page by its folder.
func (w *Web) Address(p string) string {
	if base, ok := strings.CutSuffix(p, "index.html"); ok && (base == "" || strings.HasSuffix(base, "/")) {
		p = base
	}
	return w.base + (&url.URL{Path: p}).EscapedPath()
}

func (w *Web) get(p string, who asker) (*http.Response, error) {
	req, err := http.NewRequestWithContext(w.ctx, http.MethodGet, w.Address(p), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", who.agent)
	req.Header.Set("Cache-Control", "no-cache")
	if who.from != "" {
		req.Header.Set("Referer", who.from)
	}
	return w.client.Do(req)
}

// fetch gives the whole answer if it is a file, fs.ErrNotExist if there is none.
func (w *Web) fetch(p string) ([]byte, error) {
	resp, err := w.get(p, reader)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, 64<<20))
	err = errors.Join(err, resp.Body.Close())
	switch {
	case resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusGone:
		return nil, fs.ErrNotExist
	case err == nil && resp.StatusCode != http.StatusOK:
		err = fmt.Errorf("%s answers %s", w.Address(p), resp.Status)
	}
	return data, err
}

// Shows says whether readers are given this manifest, and so this release. A
// cache may need a moment.
func (w *Web) Shows(manifest []byte) (bool, error) {
	for try := 0; ; try++ {
		text, err := w.fetch(release.ManifestName)
		if err == nil && string(text) == string(manifest) {
			return true, nil
		}
		if try == 3 || w.ctx.Err() != nil {
			return false, gone(err)
		}
		time.Sleep(time.Second)
	}
}

// Former gives the address at which readers can have a slot's files, beside the
// public folder; "" if they cannot.
func (w *Web) Former(work, slot string) string {
	base, err := url.Parse(w.base)
	if err != nil || base.Path == "/" {
		return "" // nothing is beside the root of a host
	}
	beside := NewWeb(w.ctx, base.JoinPath("..").String())
	name := path.Join(work, slot, release.ManifestName)
	if _, err := beside.fetch(name); err != nil {
		return ""
	}
	return beside.Address(name)
}

// Answer is what a reader gets who asks for a file that was removed.
type Answer struct {
	Path   string
	Status int
	To     string // of a redirect
}

// gone says whether the file is not to be had: there is none, or the answer
// leads to another page of the site.
func (a Answer) gone(base string) bool {
	switch {
	case a.Status == http.StatusNotFound || a.Status == http.StatusGone:
		return true
	case a.Status >= 300 && a.Status < 400:
		return strings.HasPrefix(a.To, base)
	}
	return false
}

// StillThere asks for files that were removed and gives those that readers can
// still have.
func (w *Web) StillThere(paths []string) ([]Answer, error) {
	answers := make([]Answer, len(paths))
	err := each(webWorkers, len(paths), func(i int) error {
		resp, err := w.get(paths[i], reader)
		if err != nil {
			return err
		}
		answers[i] = Answer{Path: paths[i], Status: resp.StatusCode}
		if to, err := resp.Location(); err == nil {
			answers[i].To = to.String()
		}
		return resp.Body.Close()
	})
	var there []Answer
	for _, a := range answers {
		if a.Path != "" && !a.gone(w.base) {
			there = append(there, a)
		}
	}
	return there, err
}

// Verify holds what readers get against the manifest that they get. Files that
// it does not list cannot be found this way. cloaked are pages that search
// engines get in another form.
func (w *Web) Verify(progress func(Progress)) (v Verified, cloaked []string, err error) {
	if v.Text, err = w.fetch(release.ManifestName); err != nil {
		return v, nil, &DamagedError{Name: w.base, Manifest: err}
	}
	if v.Manifest, err = release.ParseManifest(v.Text); err != nil {
		return v, nil, &DamagedError{Name: w.base, Manifest: err}
	}
	if v.Signature, err = w.fetch(release.SignatureName); err != nil && !missing(err) {
		return v, nil, err
	}
	list := v.Manifest.Entries
	states := make([]byte, len(list))
	count := newCounter(Options{Progress: progress}, StepChecking, list)
	err = each(webWorkers, len(list), func(i int) error {
		defer count.done(list[i].Size)
		state, err := w.look(list[i])
		states[i] = state
		return err
	})
	for i, e := range list {
		switch states[i] {
		case 'm':
			v.Differs.Missing = append(v.Differs.Missing, e.Path)
		case 'c':
			v.Differs.Changed = append(v.Differs.Changed, e.Path)
		case 'r':
			cloaked = append(cloaked, e.Path)
		}
	}
	return v, cloaked, err
}

// look asks for one file: m if it is missing, c if it is another, r if it is
// another for search engines.
func (w *Web) look(e release.Entry) (byte, error) {
	askers := []asker{reader}
	if ClassOf(e) == Page && !errorPage(e.Path) {
		askers = append(askers, robot)
	}
	for i, who := range askers {
		resp, err := w.get(e.Path, who)
		if err != nil {
			return 0, err
		}
		h := sha256.New()
		_, err = io.Copy(h, resp.Body)
		if err = errors.Join(err, resp.Body.Close()); err != nil {
			return 0, err
		}
		wrong := resp.StatusCode != http.StatusOK || [32]byte(h.Sum(nil)) != e.SHA256
		switch {
		case i == 1 && wrong:
			return 'r', nil
		case resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusGone:
			if errorPage(e.Path) && [32]byte(h.Sum(nil)) == e.SHA256 {
				return 0, nil
			}
			return 'm', nil
		case wrong:
			return 'c', nil
		}
	}
	return 0, nil
}

// errorPage says whether a page is what a server answers where there is none,
// which it may do for the page's own address too.
func errorPage(p string) bool { return path.Base(p) == "404.html" }
