//go:build unix

package faults

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"nhipcau/internal/publish"
	"nhipcau/test/hosts"
)

// target is a kind of host, in a layout.
type target struct {
	name   string
	kind   string
	layout publish.Layout
}

var targets = []target{
	{"folder with slots", "directory", publish.Slots},
	{"folder, flat", "directory", publish.Flat},
	{"SFTP with slots", "sftp", publish.Slots},
	{"SFTP, flat", "sftp", publish.Flat},
	{"FTPS, flat", "ftps", publish.Flat},
}

func full() bool { return os.Getenv("NHIPCAU_FULL") != "" }

// some is how many of a number of moments are tried in the short form.
func some(all, few int) int {
	if full() {
		return all
	}
	return min(all, few)
}

// stage is a host with a web server before it, and releases that take turns:
// more than a host keeps, so each has to be made anew.
type stage struct {
	t      *testing.T
	order  order
	a, b   version // a is public, b is to be published next
	later  []version
	reader *reader
}

// turn makes what was published the old release.
func (s *stage) turn() {
	s.later = append(s.later, s.a)
	s.a, s.b, s.later = s.b, s.later[0], s.later[1:]
}

func newStage(t *testing.T, g target) *stage {
	t.Helper()
	return stageIn(t, g, folderOf(t))
}

func stageIn(t *testing.T, g target, dir string) *stage {
	t.Helper()
	public := filepath.Join(dir, "site")
	s := &stage{t: t, a: build(t, 1), b: build(t, 2), later: []version{build(t, 3), build(t, 4)}, order: order{Kind: g.kind, Public: public, Layout: g.layout}}
	switch g.kind {
	case "sftp":
		s.order.Host = hosts.SSH(t)
	case "ftps":
		s.order.Host = hosts.FTP(t, dir)
	}
	s.reader = newReader(t, hosts.Web(t, public), g.layout == publish.Slots, append(s.later, s.a, s.b)...)
	s.publish(s.a, nil)
	exactly(t, public, s.a, "the first time")
	return s
}

// publish orders a release to be published to its end.
func (s *stage) publish(v version, change func(*order)) outcome {
	s.t.Helper()
	o := s.order
	o.Release = v.dir
	if change != nil {
		change(&o)
	}
	return o.finish(s.t)
}

// while reads during work.
func (s *stage) while(work func()) {
	stop := make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() { s.reader.read(stop) })
	work()
	close(stop)
	wait.Wait()
}

// recover publishes after a fault, looks, and lets the releases take turns. What
// the first run had put in place is not sent again: at most what it was busy
// with.
func (s *stage) recover(what string) {
	s.t.Helper()
	s.reader.settled(what)
	c := s.publish(s.b, nil)
	if most := s.b.differing(s.a); c.sent > most {
		s.t.Errorf("%s: the next run sends %d files, of %d that differ", what, c.sent, most)
	}
	exactly(s.t, s.order.Public, s.b, what)
	s.reader.settled(what + ", published")
	s.turn()
}

func TestKilledAtEveryFile(t *testing.T) {
	for _, g := range targets {
		t.Run(g.name, func(t *testing.T) {
			s := newStage(t, g)
			for range 2 { // until as many are kept as will be
				s.publish(s.b, nil)
				s.turn()
			}
			calls := s.publish(s.b, nil).calls
			s.turn()
			moments := some(calls, 8)
			died := 0
			s.while(func() {
				for i := range moments {
					at := int64(i*calls/moments + 1)
					o := s.order
					o.Release, o.DieAt = s.b.dir, at
					if err := o.start(t).Run(); err != nil {
						died++
					}
					s.recover("killed")
				}
			})
			t.Logf("killed at %d of %d calls; %d pages read in %d passes", died, calls, s.reader.asked, s.reader.passes)
			if died < moments*3/4 {
				t.Errorf("only %d of %d died", died, moments)
			}
		})
	}
}

func TestKilledAtRandomMoments(t *testing.T) {
	for _, g := range targets {
		t.Run(g.name, func(t *testing.T) {
			s := newStage(t, g)
			began := time.Now()
			s.publish(s.b, nil)
			whole := time.Since(began)
			s.turn()
			died, moments, runs := 0, some(200, 3), 0
			s.while(func() {
				for ; died < moments && runs < 3*moments; runs++ { // a run may end before its moment
					o := s.order
					o.Release = s.b.dir
					cmd := o.start(t)
					if err := cmd.Start(); err != nil {
						t.Fatal(err)
					}
					time.Sleep(time.Duration(rand.Int64N(int64(whole))))
					_ = cmd.Process.Kill() // it may be done
					if cmd.Wait() != nil {
						died++
					}
					s.recover("killed")
				}
			})
			t.Logf("killed at %d moments, in %d runs; %d pages read in %d passes", died, runs, s.reader.asked, s.reader.passes)
			if died < moments {
				t.Errorf("only %d of %d died", died, moments)
			}
		})
	}
}

// The line breaks after a number of bytes. In every second run it is whole
// again soon, and the publisher goes on by itself.
func TestBrokenLines(t *testing.T) {
	for _, g := range targets[2:] {
		for name, fault := range map[string]hosts.Fault{"cut": hosts.Cut, "packets dropped": hosts.Stalled, "bytes changed": hosts.Garbled} {
			t.Run(g.name+", "+name, func(t *testing.T) {
				s := newStage(t, g)
				proxy := hosts.NewProxy(t, s.order.Host.Addr, "127.0.0.3", s.order.Host.Data...)
				broke, mended := 0, 0
				s.while(func() {
					for i := range some(40, 2) {
						after := rand.Int64N(1 << 20)
						if i%4 > 1 {
							after = rand.Int64N(40 << 10) // while little is sent
						}
						proxy.Break(fault, after)
						if s.overBroken(proxy, i%2 == 1) {
							mended++
						}
						if proxy.Broken() {
							broke++
						}
						proxy.Mend()
						s.recover(name)
					}
				})
				t.Logf("%d lines broke, %d runs went on by themselves; %d pages read in %d passes", broke, mended, s.reader.asked, s.reader.passes)
			})
		}
	}
}

// overBroken publishes over a line that breaks, and says whether it succeeded.
func (s *stage) overBroken(proxy *hosts.Proxy, mend bool) bool {
	o := s.order
	o.Release, o.Host.Addr, o.Timeout = s.b.dir, proxy.Addr, 500*time.Millisecond
	cmd := o.start(s.t)
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	ended := make(chan error)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case err := <-ended:
			return err == nil
		case <-time.After(20 * time.Millisecond):
			if mend && proxy.Broken() {
				time.Sleep(100 * time.Millisecond)
				proxy.Mend()
			}
		}
	}
}

// Of two that publish at once one waits its turn or gives up; the site is one
// of the two releases in the end.
func TestTwoPublishers(t *testing.T) {
	for _, g := range targets {
		t.Run(g.name, func(t *testing.T) {
			s := newStage(t, g)
			s.while(func() {
				for range some(20, 1) {
					var wait sync.WaitGroup
					errs := make([]error, 2)
					for i, v := range []version{s.a, s.b} {
						o := s.order
						o.Release = v.dir
						owner := publish.NewOwner([]string{"here", "there"}[i], "tester", os.Getpid(), time.Now())
						o.Owner = &owner
						wait.Go(func() { _, _, errs[i] = o.publish(context.Background()) })
					}
					wait.Wait()
					for _, err := range errs {
						var held *publish.HeldError
						if err != nil && !errors.As(err, &held) {
							t.Fatal(err)
						}
					}
					if errs[0] != nil && errs[1] != nil {
						t.Fatalf("nobody published: %v", errs)
					}
					s.recover("two at once")
				}
			})
		})
	}
}

// For the first release there is nothing to see until it is whole, where links
// switch; in a plain folder, pages come one by one.
func TestFirstReleaseKilled(t *testing.T) {
	for _, g := range targets {
		t.Run(g.name, func(t *testing.T) {
			s := newStage(t, g)
			for i := range some(40, 2) {
				for _, name := range []string{s.order.Public, filepath.Join(filepath.Dir(s.order.Public), ".site.nhipcau")} {
					if err := os.RemoveAll(name); err != nil {
						t.Fatal(err)
					}
				}
				o := s.order
				o.Release, o.DieAt = s.b.dir, int64(1+rand.IntN(120))
				if o.start(t).Run() != nil && g.layout == publish.Slots {
					resp, err := http.Get(s.reader.url + "vi/page-00/")
					if err != nil {
						t.Fatal(err)
					}
					resp.Body.Close()
					if _, err := os.Lstat(s.order.Public); err == nil {
						s.reader.settled("killed after the switch")
					} else if resp.StatusCode != http.StatusNotFound {
						t.Errorf("run %d: status %d", i, resp.StatusCode)
					}
				}
				s.publish(s.b, nil)
				exactly(t, s.order.Public, s.b, "the first release, killed")
			}
		})
	}
}
