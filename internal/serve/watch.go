package serve

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/fsnotify/fsnotify"
)

// How long changes are waited for. One save is several events, and a tool that
// changes many files takes a while.
const (
	quiet   = 40 * time.Millisecond
	patient = 500 * time.Millisecond // even if it never gets quiet
)

// How often the folders are looked through, in case events are lost, as happens
// on network drives and when there are too many at once.
const (
	seldom = 2 * time.Second
	often  = 250 * time.Millisecond // where there are no events
)

// watcher tells when something in the sources of a site changed. The system's
// events make it fast; looking through the folders makes it sure.
type watcher struct {
	dir     string
	changed chan struct{} // holds one when something changed since it was last taken
	nudged  chan struct{} // holds one when somebody saw that something changed
	events  *fsnotify.Watcher
	partial atomic.Bool  // some folder has no events
	count   atomic.Int64 // of events

	// Files and folders as they were when an event, or a look, last told of them.
	// Whatever follows from a change happens after this knows of it.
	tree map[string]stamp
}

// stamp tells one state of a file from another.
type stamp struct {
	dir  bool
	size int64
	time int64
}

// watch begins to watch the sources in dir. From here on nothing is missed.
func watch(dir string) (*watcher, error) {
	w := &watcher{dir: dir, changed: make(chan struct{}, 1), nudged: make(chan struct{}, 1)}
	// On Windows a folder below which another one is watched cannot be renamed,
	// and editors do rename folders. So there the folders are only looked through.
	if runtime.GOOS != "windows" {
		var err error
		if w.events, err = fsnotify.NewWatcher(); err != nil {
			w.events = nil
		}
	}
	if w.events == nil {
		w.partial.Store(true)
	}
	w.tree = map[string]stamp{}
	w.scan(".", w.tree, true)
	return w, nil
}

// run tells of changes until ctx is done.
func (w *watcher) run(ctx context.Context) {
	var wg sync.WaitGroup
	defer wg.Wait()
	looks := make(chan look)
	wg.Go(func() { w.lookAround(ctx, looks) })
	if w.events != nil {
		defer w.events.Close()
	}
	w.gather(ctx, looks)
}

// gather makes one change of what events and looks tell.
func (w *watcher) gather(ctx context.Context, looks <-chan look) {
	var events chan fsnotify.Event
	var wrong chan error
	if w.events != nil {
		events, wrong = w.events.Events, w.events.Errors
	}
	var first time.Time // event of those that wait to be told
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	tell := func() {
		now := time.Now()
		if first.IsZero() {
			first = now
		}
		timer.Reset(min(quiet, first.Add(patient).Sub(now)))
	}
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-events:
			if !ok {
				events = nil
			} else if w.note(e) {
				tell()
			}
		case _, ok := <-wrong:
			if !ok {
				wrong = nil
				continue
			}
			w.scan(".", map[string]stamp{}, true) // events were lost, and perhaps folders with them
			tell()
		case <-w.nudged:
			if first.IsZero() { // else it is on its way
				first = time.Now()
				timer.Reset(2 * quiet)
			}
		case l := <-looks:
			if l.count == w.count.Load() && !maps.Equal(l.tree, w.tree) {
				w.tree = map[string]stamp{}
				w.scan(".", w.tree, true)
				tell()
			}
		case <-timer.C:
			first = time.Time{}
			select {
			case w.changed <- struct{}{}:
			default:
			}
		}
	}
}

// nudge says that a file is not as it was loaded. The event may be on its way, or
// lost.
func (w *watcher) nudge() {
	select {
	case w.nudged <- struct{}{}:
	default:
	}
}

// look is what the folders held, and how many events had been told before.
type look struct {
	tree  map[string]stamp
	count int64
}

// lookAround looks through the folders again and again, but never spends more
// than a twentieth of the time on it.
func (w *watcher) lookAround(ctx context.Context, looks chan<- look) {
	wait := seldom
	for {
		pause := seldom
		if w.partial.Load() {
			pause = often
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(max(wait, pause)):
		}
		start := time.Now()
		l := look{tree: map[string]stamp{}, count: w.count.Load()}
		w.scan(".", l.tree, false)
		wait = 20 * time.Since(start)
		select {
		case <-ctx.Done():
			return
		case looks <- l:
		}
	}
}

// note takes in one event and reports whether it concerns the sources.
func (w *watcher) note(e fsnotify.Event) bool {
	name, err := filepath.Rel(w.dir, e.Name)
	if err != nil || e.Op == fsnotify.Chmod || !source(name) {
		return false
	}
	w.count.Add(1)
	if w.tree[name].dir {
		w.forget(name)
	}
	delete(w.tree, name)
	w.scan(name, w.tree, true)
	return true
}

// forget drops a folder that is gone, or may be another one now, with all that is
// in it.
func (w *watcher) forget(dir string) {
	below := dir + string(filepath.Separator)
	for name, s := range w.tree {
		if name == dir || strings.HasPrefix(name, below) {
			if s.dir && w.events != nil {
				// That it is watched no more is what is wanted.
				_ = w.events.Remove(filepath.Join(w.dir, name))
			}
			delete(w.tree, name)
		}
	}
}

// scan notes in tree what there is at and below name, and watches the folders if
// it is told to: each before it is read, so that nothing comes into it unseen.
func (w *watcher) scan(name string, tree map[string]stamp, watch bool) {
	if name != "." && !source(name) {
		return
	}
	full := filepath.Join(w.dir, name)
	info, err := os.Lstat(full)
	switch {
	case err != nil:
		return // it is gone; if not, loading will say so
	case !info.IsDir():
		tree[name] = stamp{size: info.Size(), time: info.ModTime().UnixNano()}
		return
	}
	tree[name] = stamp{dir: true}
	if watch && w.events != nil {
		if err := w.events.Add(full); err != nil && !errors.Is(err, fs.ErrNotExist) {
			w.partial.Store(true)
		}
	}
	list, err := os.ReadDir(full)
	if err != nil {
		return
	}
	for _, e := range list {
		w.scan(filepath.Join(name, e.Name()), tree, watch)
	}
}

// source reports whether a path in the site's folder is one of its sources, and
// not one of the files that editors put beside a text for a moment.
func source(name string) bool {
	top, _, below := strings.Cut(filepath.ToSlash(name), "/")
	if !slices.Contains([]string{"content", "i18n", "themes", "static"}, top) && (top != "site.yaml" || below) {
		return false
	}
	base := filepath.Base(name)
	for _, start := range []string{".#", "#", "~$", ".goutputstream-", ".~lock."} {
		if strings.HasPrefix(base, start) {
			return false
		}
	}
	for _, end := range []string{"~", ".swp", ".swo", ".swx", ".tmp", ".bak", ".crswap", "___jb_tmp___", "___jb_old___"} {
		if strings.HasSuffix(base, end) {
			return false
		}
	}
	return base != "4913" // which Vim writes to see whether it may
}
