package publish

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Owner is who publishes.
type Owner struct {
	ID    string // of this run
	Host  string // the computer
	User  string
	PID   int
	Since time.Time // by the owner's clock
	Beat  int       // counted up while the owner works: a sign of life
}

// NewOwner describes this run.
func NewOwner(host, user string, pid int, now time.Time) Owner {
	return Owner{ID: rand.Text(), Host: host, User: user, PID: pid, Since: now.UTC().Truncate(time.Second)}
}

// HeldError says that somebody else publishes to the same place.
type HeldError struct {
	Owner Owner
	Lost  bool // it was ours before
}

func (e *HeldError) Error() string {
	return fmt.Sprintf("%s on %s, process %d, publishes here since %s", e.Owner.User, e.Owner.Host, e.Owner.PID, e.Owner.Since.Format(time.DateTime))
}

// The lock is a folder, for to make one is to be the first, on every host. In
// it stands who has it, in lines of a word and a value.
func (o Owner) text() []byte {
	return fmt.Appendf(nil, "id %s\nhost %q\nuser %q\npid %d\nsince %s\nbeat %d\n", o.ID, o.Host, o.User, o.PID, o.Since.Format(time.RFC3339), o.Beat)
}

func parseOwner(text string) (o Owner) {
	for line := range strings.Lines(text) {
		word, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch word {
		case "id":
			o.ID = value
		case "host":
			o.Host, _ = strconv.Unquote(value)
		case "user":
			o.User, _ = strconv.Unquote(value)
		case "pid":
			o.PID, _ = strconv.Atoi(value)
		case "since":
			o.Since, _ = time.Parse(time.RFC3339, value)
		case "beat":
			o.Beat, _ = strconv.Atoi(value)
		}
	}
	return o
}

// patience is how long a lock is watched for a sign of life, which its owner
// gives four times as often.
func (o Options) patience() time.Duration {
	if o.Patience == 0 {
		return time.Minute
	}
	return o.Patience
}

// locked works under the lock, and gives signs of life meanwhile.
func (s *session) locked(work func() error) (err error) {
	if err := s.lock(); err != nil {
		return err
	}
	var wait sync.WaitGroup
	stop := make(chan struct{})
	wait.Go(func() { s.beat(stop) })
	defer func() {
		close(stop)
		wait.Wait()
		err = errors.Join(err, s.unlock(err))
	}()
	err = work()
	var held *HeldError
	if err != nil && !lost(err) && errors.As(s.ours(), &held) {
		err = held // somebody took over, and what went wrong is their doing
	}
	return err
}

// lock takes the lock. One that a dead process of this computer left is taken
// at once; another's is watched, and taken if there is no sign of life.
func (s *session) lock() error {
	dir := s.inWork("lock")
	for range 3 {
		err := s.place.Mkdir(dir)
		if err == nil {
			return s.sign(s.options.Owner)
		}
		if lost(err) {
			return err
		}
		had, there, reading := s.owner()
		switch {
		case reading != nil:
			return reading
		case !there: // the lock could not be made, and there is none
			return fmt.Errorf("take the lock: %w", err)
		case had.ID == s.options.Owner.ID:
			return s.sign(s.options.Owner) // ours, from before the line broke
		}
		if err := s.dead(had); err != nil {
			return err
		}
		if err := s.steal(had); err != nil {
			return err
		}
	}
	had, _, _ := s.owner()
	return &HeldError{Owner: had}
}

// owner reads who has the lock. One without an owner's text is there: somebody
// was stopped between making it and saying so, or is about to.
func (s *session) owner() (o Owner, there bool, err error) {
	if there, err = s.isFolder(s.inWork("lock")); err != nil || !there {
		return Owner{}, false, err
	}
	text, err := s.read(s.inWork("lock/owner"))
	return parseOwner(string(text)), true, err
}

// dead makes sure that nobody works under a lock any more.
func (s *session) dead(had Owner) error {
	if s.options.BreakLock {
		return nil
	}
	if had.ID != "" && had.Host == s.options.Owner.Host {
		if alive(had.PID) {
			return &HeldError{Owner: had}
		}
		return nil
	}
	wait := s.options.patience()
	s.options.tell(Progress{Step: StepLocking, Wait: wait})
	for range 20 {
		select {
		case <-s.ctx.Done():
			return s.ctx.Err()
		case <-time.After(wait / 20):
		}
		now, there, err := s.owner()
		if err != nil || !there {
			return err
		}
		if now.ID != had.ID || now.Beat != had.Beat {
			return &HeldError{Owner: now}
		}
	}
	return nil
}

// steal takes a lock away. Of several that try only one can rename it; should
// it have got a new owner meanwhile, that one gets it back.
func (s *session) steal(had Owner) error {
	aside := s.inWork("lock-" + rand.Text())
	if err := s.place.Rename(s.inWork("lock"), aside); err != nil {
		if missing(err) {
			return nil
		}
		return fmt.Errorf("take an abandoned lock: %w", err)
	}
	text, err := s.read(path.Join(aside, "owner"))
	if err == nil && parseOwner(string(text)).ID != had.ID {
		if s.place.Rename(aside, s.inWork("lock")) == nil {
			return &HeldError{Owner: parseOwner(string(text))}
		}
	}
	return s.removeTree(aside)
}

// beat gives signs of life until stop is closed. A line that breaks is noticed
// by who works over it; a lock that was taken away is left alone.
func (s *session) beat(stop <-chan struct{}) {
	owner := s.options.Owner
	tick := time.NewTicker(s.options.patience() / 4)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
			if s.ours() != nil {
				return
			}
			owner.Beat++
			_ = s.sign(owner)
		}
	}
}

func (s *session) sign(o Owner) error { return s.write(s.inWork("lock/owner"), o.text()) }

// ours makes sure that the lock was not taken from us, before what is public
// changes.
func (s *session) ours() error {
	had, _, err := s.owner()
	if err != nil {
		return err
	}
	if had.ID != s.options.Owner.ID {
		return &HeldError{Owner: had, Lost: true}
	}
	return nil
}

// unlock gives the lock back, unless the line is broken: then the next attempt
// finds it its own.
func (s *session) unlock(err error) error {
	if lost(err) || s.ours() != nil {
		return nil
	}
	s.ctx = context.WithoutCancel(s.ctx) // also when the work was called off
	return s.removeTree(s.inWork("lock"))
}
