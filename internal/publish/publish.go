// Package publish makes a place on a host equal to a release.
//
//	release ──► plan ──► lock, send, check, switch ──► a Place: folder, SFTP, FTPS
//
// What has to change is worked out from values (plan.go): what the release
// lists, and what is known of the files on the host. How it is done is for a
// Place to know, which can list, put, rename, remove and perhaps link. What a
// host says of itself is checked, not believed: its manifest is held against a
// listing, and where hashing is cheap (a folder), against the files' bytes.
//
// # Two layouts
//
// Beside the public folder site lies a working folder, .site.nhipcau:
//
//	lock/owner     who publishes, and a sign of life
//	up/            files on their way
//	r-0007-…/      slots: whole releases, where the host has symbolic links
//	next/          the slot being made
//	journal.up, journal.move   what is being changed, where it has not
//
// Slots: site is a symbolic link to one of a few whole releases. Publishing
// takes the oldest, renames it to next, makes it equal to the release, looks it
// through, gives it a name, and switches the link in one rename. Files that the
// public slot has already are linked from it, not sent; a file that has been
// public is never written to, only replaced. See slots.go.
//
// Flat: site is a plain folder. Everything is sent into up/ first; only when
// all is there the files take their places, one rename each, in the order in
// which a reader needs them: assets, data, pages, sitemaps, the manifest last;
// then what is no longer part of the site is deleted. See flat.go.
//
// # What a reader can see
//
// With slots: one release or the other, at every moment. A reader that found
// the folder of a slot and then stops, with a path half walked or the folder
// held open, while two more releases are published, goes on in a folder that
// has another name by now and is being changed: whoever asks by its path finds
// nothing there. No request of a web server lasts that long. (The spare files
// of package release give a build a single publication of time; here the slot
// that is worked on has not been public for keep-1 publications.)
//
// Flat: each file is whole, old or new. While the renames run, a page may show
// before another that it leads to; files with a hash in their name, and so
// style sheets and scripts, are there before the pages that need them and go
// after them.
//
// # After an interruption
//
// A slot's manifest is true at every moment for the files that are in the
// slot: what does not belong to the new release is deleted from next before
// its manifest goes in, and only then new files come. In the flat layout the
// journal says for each path in question what was there and what will be. So
// the next run knows what it finds, also if it publishes another release, and
// sends nothing again that has arrived.
package publish

import (
	"context"
	"errors"
	"io"
	"path"
	"strings"
	"time"
)

// Kind is what a name stands for on a host.
type Kind byte

// The kinds of things on a host.
const (
	File Kind = iota
	Folder
	Link
	Other
)

// Item is one name in a folder of a host.
type Item struct {
	Name string
	Kind Kind
	Size int64 // of a file
}

// Place is somewhere that files can be put. Paths are slash-separated and
// relative to the folder that the place was opened for; "" is that folder.
// Methods may be called from several goroutines at once. What is not there
// gives fs.ErrNotExist, what the place cannot do errors.ErrUnsupported, and a
// broken connection a *LostError.
type Place interface {
	// List gives what is in a folder, through a symbolic link too.
	List(dir string) ([]Item, error)
	// Fetch copies a file to w.
	Fetch(name string, w io.Writer) error
	// Put makes a file of what r gives. With an offset, so much of it is there
	// already, and r gives the rest.
	Put(name string, r io.Reader, offset int64) error
	// Rename moves a file, folder or link. A file or link of the new name is
	// replaced, in one step where the host can.
	Rename(from, to string) error
	// Remove deletes a file or link.
	Remove(name string) error
	// Mkdir makes a folder; it fails if there is one.
	Mkdir(name string) error
	// RemoveFolder deletes an empty folder.
	RemoveFolder(name string) error
	// Link gives a file a second name.
	Link(from, to string) error
	// Symlink makes a symbolic link, ReadLink says where one leads.
	Symlink(target, name string) error
	ReadLink(name string) (string, error)
	// Workers is how many requests the place serves well at once.
	Workers() int
	Close() error
}

// Hasher is a Place that can tell a file's SHA-256 without sending it.
type Hasher interface {
	Hash(name string) (sum [32]byte, err error)
}

// LostError says that the connection broke, or that the host asks to come
// again: a new connection may help.
type LostError struct{ Err error }

func (e *LostError) Error() string { return "connection lost: " + e.Err.Error() }
func (e *LostError) Unwrap() error { return e.Err }

// HostError says that a host is not known, or not the one that is known.
type HostError struct {
	Host, Known, Now string // fingerprints; Known is "" at first contact
}

func (e *HostError) Error() string {
	return "the host " + e.Host + " is not known by " + e.Now
}

// NoFolderError says that the folder in which the public one is to be is not
// there.
type NoFolderError struct{ Folder string }

func (e *NoFolderError) Error() string { return "there is no folder " + e.Folder }

// LoginError says that a host does not let the user in.
type LoginError struct {
	User string
	Err  error
}

func (e *LoginError) Error() string { return "the host refuses " + e.User + ": " + e.Err.Error() }
func (e *LoginError) Unwrap() error { return e.Err }

// Spot is where a site is in a Place.
type Spot struct {
	Public string // the public folder; "" is the place itself
	Work   string // the working folder
}

// SpotFor gives the folder to open a Place at, and the spot in it, for the path
// of a public folder: the working folder stands beside the public one. A root
// has nothing beside it; there it stands inside.
func SpotFor(public string) (folder string, s Spot) {
	public = path.Clean(public)
	base := path.Base(public)
	if base == "/" || base == "." || base == ".." {
		return public, Spot{"", ".nhipcau"}
	}
	return path.Dir(public), Spot{base, "." + base + ".nhipcau"}
}

// inside gives the spot with the working folder in the public one, for hosts
// that let nobody write beside it.
func (s Spot) inside() Spot { return Spot{s.Public, path.Join(s.Public, ".nhipcau")} }

// Layout is how a site stands on a host.
type Layout string

// The layouts; Auto asks the host.
const (
	Auto  Layout = ""
	Slots Layout = "slots"
	Flat  Layout = "flat"
)

// Options say how to publish.
type Options struct {
	Spot      Spot
	Folder    string // that the place is opened at, for what is said to people
	Layout    Layout
	Keep      int            // how many slots; 3 if 0
	RemoveAll bool           // lift the cap on what may vanish
	Overwrite bool           // replace files that no release put there
	Resend    bool           // believe nothing that the host has
	BreakLock bool           // take the lock from whoever has it
	Owner     Owner          // who asks for the lock
	Progress  func(Progress) // called from several goroutines; may be nil
	Patience  time.Duration  // how long another's lock is watched for a sign of life; a minute if 0
	Backoff   time.Duration  // the first pause after a lost connection; a second if 0
}

// Report is what came of publishing.
type Report struct {
	Layout     Layout
	Release    string // its name on the host
	Same       bool   // the release was public already, whole
	Changes    Changes
	Sent       int   // files that travelled, also for earlier attempts of this run
	SentBytes  int64 // of them
	Linked     int   // files that the host had already, in another slot
	Unexpected []string
	Attempts   int
}

// attempts is how many lost connections in a row are endured without any
// progress between them.
const attempts = 6

// To makes the place that connect leads to equal to the release. A lost
// connection is made anew, with longer and longer pauses.
func To(ctx context.Context, connect func() (Place, error), r *Release, o Options) (Report, error) {
	var total Report
	fails := 0
	for {
		report, err := once(ctx, connect, r, o)
		report.Sent += total.Sent
		report.SentBytes += total.SentBytes
		report.Linked += total.Linked
		report.Attempts = total.Attempts + 1
		var lost *LostError
		if err == nil || ctx.Err() != nil || !errors.As(err, &lost) {
			return report, err
		}
		if report.Sent+report.Linked > total.Sent+total.Linked {
			fails = 0
		}
		fails++
		total = report
		if fails >= attempts {
			return report, err
		}
		if err := o.rest(ctx, fails, err); err != nil {
			return report, err
		}
	}
}

// rest waits before the next attempt, longer each time.
func (o Options) rest(ctx context.Context, fails int, cause error) error {
	wait := o.Backoff
	if wait == 0 {
		wait = time.Second
	}
	wait = min(wait<<(fails-1), 30*time.Second)
	o.tell(Progress{Step: StepWaiting, Wait: wait, Cause: cause})
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(wait):
		return nil
	}
}

// once publishes over one connection.
func once(ctx context.Context, connect func() (Place, error), r *Release, o Options) (report Report, err error) {
	o.tell(Progress{Step: StepConnecting})
	place, err := connect()
	if err != nil {
		return Report{}, err
	}
	defer func() { err = errors.Join(err, ignoreClosing(place.Close(), err)) }()
	s := &session{ctx: ctx, place: place, options: o, spot: o.Spot}
	if err := s.work(); missing(err) {
		return Report{}, &NoFolderError{o.Folder}
	} else if err != nil {
		return Report{}, err
	}
	err = s.locked(func() error {
		layout, err := s.layout()
		if err != nil {
			return err
		}
		s.report.Layout = layout
		if layout == Slots {
			return s.publishSlots(r)
		}
		return s.publishFlat(r)
	})
	return s.summary(), err
}

// ignoreClosing passes over what closing a connection says after something
// else went wrong with it.
func ignoreClosing(closing, err error) error {
	if err != nil {
		return nil
	}
	return closing
}

// work finds or makes the working folder.
func (s *session) work() error {
	switch there, err := s.isFolder(s.spot.Work); {
	case err != nil:
		return err
	case there:
		return nil
	}
	err := s.place.Mkdir(s.spot.Work)
	if err == nil || lost(err) {
		return err
	}
	// Beside the public folder nobody may write: inside, perhaps.
	in := s.spot.inside()
	if there, listing := s.isFolder(in.Work); listing != nil || in == s.spot {
		return errors.Join(err, listing)
	} else if !there {
		if inside := s.place.Mkdir(in.Work); inside != nil {
			return err
		}
	}
	s.spot = in
	return nil
}

func (s *session) isFolder(name string) (bool, error) {
	_, err := s.place.List(name)
	if missing(err) {
		return false, nil
	}
	return err == nil, err
}

// layout says how the site stands, or is to stand.
func (s *session) layout() (Layout, error) {
	kind, there, err := s.kind(s.spot.Public)
	if err != nil {
		return "", err
	}
	slots := false
	switch {
	case there && kind == Link:
		_, slots, err = s.live()
	case s.spot.Public == "" || strings.HasPrefix(s.spot.Work, s.spot.Public+"/"):
		// Nothing can stand in the place of a folder that the work is in.
	case !there || kind == Folder && s.empty(s.spot.Public):
		slots, err = s.canLink()
	}
	if err != nil {
		return "", err
	}
	switch {
	case s.options.Layout == Flat && slots && there && kind == Link:
		return "", &LayoutError{s.options.Layout}
	case s.options.Layout == Slots && !slots:
		return "", &LayoutError{s.options.Layout}
	case s.options.Layout == Flat || !slots:
		return Flat, nil
	}
	return Slots, nil
}

// LayoutError says that a host cannot have the layout that was asked for.
type LayoutError struct{ Layout Layout }

func (e *LayoutError) Error() string { return "the host cannot have the layout " + string(e.Layout) }

func (s *session) kind(name string) (kind Kind, there bool, err error) {
	if name == "" {
		return Folder, true, nil
	}
	dir, base := path.Split(name)
	items, err := s.place.List(strings.TrimSuffix(dir, "/"))
	for _, item := range items {
		if item.Name == base {
			return item.Kind, true, err
		}
	}
	return 0, false, err
}

func (s *session) empty(dir string) bool {
	items, err := s.place.List(dir)
	return err == nil && len(items) == 0
}

// canLink tries whether the host has symbolic links that a rename replaces.
func (s *session) canLink() (bool, error) {
	a, b := path.Join(s.spot.Work, "probe-a"), path.Join(s.spot.Work, "probe-b")
	_ = s.place.Remove(a) // of an interrupted try
	_ = s.place.Remove(b)
	err := s.place.Symlink("lock", a)
	if err == nil {
		err = s.place.Symlink("up", b)
	}
	if err == nil {
		err = s.place.Rename(a, b)
	}
	if lost(err) {
		return false, err
	}
	target := ""
	if err == nil {
		target, _ = s.place.ReadLink(b)
	}
	_ = s.place.Remove(a)
	_ = s.place.Remove(b)
	return target == "lock", nil
}

func lost(err error) bool {
	var l *LostError
	return errors.As(err, &l)
}
