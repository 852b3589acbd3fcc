// Package serve shows a site while it is written.
//
// # Nothing is kept but what the sources mean
//
// The sources are loaded, and every page is rendered when a browser asks for it,
// by the very jobs that a build runs: there is nothing that could be out of
// date, and no memory that grows. After each change the sources are loaded
// again, which is fast since texts that did not change are remembered, and the
// new generation takes the place of the old one in one step. A browser is told
// to reload only if what it shows is different now.
//
// Behind that, all pages are made once and dropped, to find everything that
// `build` and `check` find. The next change calls that off.
//
// # What goes on side by side
//
// The watcher (watch.go) tells when something changed. One goroutine, keep,
// loads and swaps; it alone makes new states. Requests read the present state.
// All goroutines are waited for when Run ends.
//
// # Who is served
//
// Browsers on this machine, unless another address was asked for. A foreign page
// in the same browser must not read drafts: requests have to name this machine
// as their host, which a rebound name cannot, and what other sites ask of the
// stream of events is refused.
package serve

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"nhipcau/internal/picture"
	"nhipcau/internal/problem"
	"nhipcau/internal/site"
)

// Config says what to show, and to whom.
type Config struct {
	Dir      string           // the site's folder
	Lang     string           // of what is said to editors: vi or en
	Themes   fs.FS            // the themes inside the program
	Pictures *picture.Cache   // may be nil
	Now      func() time.Time // what the as-of day is taken from
	Ready    func()           // is called when the first page can be asked for; may be nil
	Report   func(Report)     // is called when all is known of a change; may be nil
}

// Report tells what came of a change.
type Report struct {
	Problems []problem.Problem
	Load     time.Duration // until the change could be seen
	Check    time.Duration // until all problems were known; 0 where the sources could not be loaded
}

// server is one run.
type server struct {
	config  Config
	watcher *watcher
	memo    *site.Memo
	root    *os.Root
	port    string
	names   []string // under which this machine is asked, without port
	open    bool     // to other machines
	state   atomic.Pointer[state]
	mu      sync.Mutex // for whoever makes a new state
}

// state is what is shown at one moment. It never changes; when something does,
// there is a new one, and older is closed.
type state struct {
	*generation
	problems []problem.Problem // as far as they are known
	checked  bool              // all are known
	older    chan struct{}
}

// Run serves the site on l until ctx is done. The error says that it could not
// begin, or not go on; site.ErrNoSite that there is no site in the folder.
func Run(ctx context.Context, c Config, l net.Listener) error {
	defer l.Close()
	s, err := newServer(c, l.Addr())
	if err != nil {
		return err
	}
	defer func() { s.root.Close() }() // it was only read
	ctx, stop := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer stop()
	if err := s.begin(ctx, &wg); err != nil {
		return err
	}
	if c.Ready != nil {
		c.Ready()
	}
	wg.Go(func() { s.keep(ctx) })

	h := &http.Server{
		Handler: s, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		BaseContext: func(net.Listener) context.Context { return ctx }, // so that streams end
	}
	wg.Go(func() {
		<-ctx.Done()
		late, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		if h.Shutdown(late) != nil {
			h.Close()
		}
	})
	if err := h.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func newServer(c Config, addr net.Addr) (*server, error) {
	root, err := os.OpenRoot(c.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, site.ErrNoSite
	} else if err != nil {
		return nil, err
	}
	s := &server{config: c, root: root, memo: site.NewMemo()}
	s.welcomes(addr)
	return s, nil
}

// begin watches the sources and loads them for the first time, in this order, so
// that no change is lost in between.
func (s *server) begin(ctx context.Context, wg *sync.WaitGroup) (err error) {
	if s.watcher, err = watch(s.config.Dir); err != nil {
		return err
	}
	wg.Go(func() { s.watcher.run(ctx) })
	g, err := s.load()
	if err != nil {
		return err
	}
	s.state.Store(&state{generation: g, problems: g.problems, older: make(chan struct{})})
	return nil
}

// keep loads the sources again after each change, and finds all that is wrong in
// them, until ctx is done.
func (s *server) keep(ctx context.Context) {
	check := s.startCheck(ctx)
	defer func() { check.stop() }()
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	var retry <-chan time.Time
	var failing time.Time // since when the sources cannot be loaded
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.watcher.changed:
		case <-retry:
		case <-minute.C:
			if s.config.Now().In(s.state.Load().site.Zone).Format(time.DateOnly) == s.state.Load().site.Day.Format(time.DateOnly) {
				continue
			}
		}
		retry = nil
		check.cancel()
		g, err := s.load()
		check.stop()
		switch {
		case err == nil:
			failing = time.Time{}
			s.update(func(st *state) bool {
				st.generation, st.problems, st.checked = g, g.problems, false
				return true
			})
			check = s.startCheck(ctx)
		case failing.IsZero():
			// A file may be away only while an editor puts the new one in its place.
			failing = time.Now()
			retry = time.After(200 * time.Millisecond)
		default:
			retry = time.After(time.Second)
			if ps := s.unloadable(err); time.Since(failing) > 500*time.Millisecond && !s.tells(ps) {
				s.know(ps)
				s.report(Report{Problems: ps})
			}
		}
	}
}

// update makes a new state out of the present one, if there is a change.
func (s *server) update(change func(*state) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.state.Load()
	next := *old
	next.older = make(chan struct{})
	if change(&next) {
		s.state.Store(&next)
		close(old.older)
	}
}

// know says that these are all problems.
func (s *server) know(ps []problem.Problem) {
	s.update(func(st *state) bool {
		st.problems, st.checked = ps, true
		return true
	})
}

func (s *server) report(r Report) {
	if s.config.Report != nil {
		s.config.Report(r)
	}
}

// workers are how many pages are made side by side behind what browsers ask for.
func workers() int { return max(1, runtime.GOMAXPROCS(0)/2) }
