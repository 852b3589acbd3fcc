package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"nhipcau/internal/release"
)

// Step is what publishing is busy with.
type Step string

// The steps, in the order in which they come.
const (
	StepConnecting Step = "connecting"
	StepWaiting    Step = "waiting" // for the line to come back
	StepLocking    Step = "locking" // another's lock is watched
	StepLooking    Step = "looking" // the host's files are listed
	StepSending    Step = "sending"
	StepMoving     Step = "moving" // files take their places
	StepRemoving   Step = "removing"
	StepChecking   Step = "checking"
)

// Progress is how far a step has come.
type Progress struct {
	Step         Step
	Files, Of    int
	Bytes, Total int64
	Wait         time.Duration // of StepWaiting
	Cause        error         // of StepWaiting
}

func (o Options) tell(p Progress) {
	if o.Progress != nil {
		o.Progress(p)
	}
}

// session is the work over one connection.
type session struct {
	ctx     context.Context
	place   Place
	options Options
	spot    Spot

	counting sync.Mutex
	report   Report
}

func (s *session) summary() Report {
	s.counting.Lock()
	defer s.counting.Unlock()
	return s.report
}

// sent counts a file that travelled.
func (s *session) sent(bytes int64) {
	s.counting.Lock()
	defer s.counting.Unlock()
	s.report.Sent++
	s.report.SentBytes += bytes
}

func (s *session) linked() {
	s.counting.Lock()
	defer s.counting.Unlock()
	s.report.Linked++
}

func (s *session) inPublic(p string) string { return path.Join(s.spot.Public, p) }
func (s *session) inWork(p string) string   { return path.Join(s.spot.Work, p) }

func missing(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// each does n pieces of work, as many at once as the place serves well.
func (s *session) each(n int, work func(i int) error) error {
	return each(s.place.Workers(), n, func(i int) error {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		return work(i)
	})
}

// each does n pieces of work side by side. After an error no new piece begins;
// the first error is given.
func each(workers, n int, work func(i int) error) error {
	var next atomic.Int64
	var first error
	var failed atomic.Bool
	var once sync.Once
	var wait sync.WaitGroup
	for range min(n, workers) {
		wait.Go(func() {
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := work(i); err != nil {
					once.Do(func() { first = err })
					failed.Store(true)
				}
			}
		})
	}
	wait.Wait()
	return first
}

// tree is what is below a folder: paths relative to it.
type tree struct {
	files   map[string]int64 // and their sizes
	folders map[string]bool
	others  map[string]Kind // links and what else a release does not have
}

// look lists all that is below a folder, except what skip names.
func (s *session) look(dir, skip string) (tree, error) {
	t := tree{map[string]int64{}, map[string]bool{}, map[string]Kind{}}
	level := []string{""}
	for len(level) > 0 {
		lists := make([][]Item, len(level))
		err := s.each(len(level), func(i int) (err error) {
			lists[i], err = s.place.List(path.Join(dir, level[i]))
			return err
		})
		if err != nil {
			return tree{}, fmt.Errorf("list %s: %w", dir, err)
		}
		var below []string
		for i, items := range lists {
			for _, item := range items {
				p := path.Join(level[i], item.Name)
				switch {
				case path.Join(dir, p) == skip:
				case item.Kind == File:
					t.files[p] = item.Size
				case item.Kind == Folder:
					t.folders[p] = true
					below = append(below, p)
				default:
					t.others[p] = item.Kind
				}
			}
		}
		level = below
		s.options.tell(Progress{Step: StepLooking, Files: len(t.files)})
	}
	return t, nil
}

// read gives a small file of the host; nil if there is none. What is larger
// than any file of its kind is nobody's that we know.
func (s *session) read(name string) ([]byte, error) {
	var b bytes.Buffer
	err := s.place.Fetch(name, &limited{&b, 64 << 20})
	if missing(err) {
		return nil, nil
	}
	return b.Bytes(), err
}

type limited struct {
	w    io.Writer
	left int
}

func (l *limited) Write(b []byte) (int, error) {
	if l.left -= len(b); l.left < 0 {
		return 0, errors.New("the file is too large")
	}
	return l.w.Write(b)
}

// write puts a small file under another name first and then in its place.
func (s *session) write(name string, data []byte) error {
	draft := s.inWork("draft-" + path.Base(name))
	if err := s.place.Put(draft, bytes.NewReader(data), 0); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := s.place.Rename(draft, name); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// manifest reads a release's manifest on the host. One that is not there or
// that does not parse says nothing: text is nil.
func (s *session) manifest(dir string) (m release.Manifest, text []byte, err error) {
	text, err = s.read(path.Join(dir, release.ManifestName))
	if err != nil || text == nil {
		return m, nil, err
	}
	if m, err = release.ParseManifest(text); err != nil {
		return release.Manifest{}, nil, nil
	}
	return m, text, nil
}

// Files up to small go in one piece, so that their size tells whether they have
// arrived; larger ones go section by section, and the next time on from the
// last section that is certain to be there.
const (
	small   = 32 << 10
	section = 4 << 20
)

// send puts a file of the release at name; have is how much of it has arrived
// as name.part, by an earlier listing.
func (s *session) send(r *Release, e release.Entry, name string, have int64) error {
	if e.Size <= small {
		data, err := r.bytes(e)
		if err != nil {
			return err
		}
		if err := s.place.Put(name, bytes.NewReader(data), 0); err != nil {
			return fmt.Errorf("send %s: %w", e.Path, err)
		}
		s.sent(e.Size)
		return nil
	}
	part := name + ".part"
	offset := int64(0)
	if have > 0 && have <= e.Size {
		offset = (have - 1) / section * section
	}
	f, err := r.reader(e, offset)
	if err != nil {
		return err
	}
	for offset < e.Size && err == nil {
		n := min(section, e.Size-offset)
		err = s.place.Put(part, &whole{s.ctx, f, n}, offset)
		offset += n
	}
	if err == nil { // past its end, where the hash is held against
		_, err = io.Copy(io.Discard, f)
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = s.place.Rename(part, name)
	}
	if err != nil {
		return fmt.Errorf("send %s: %w", e.Path, err)
	}
	s.sent(e.Size)
	return nil
}

// whole reads exactly so much, unless the work is called off.
type whole struct {
	ctx  context.Context
	r    io.Reader
	left int64
}

func (w *whole) Read(b []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	if w.left == 0 {
		return 0, io.EOF
	}
	n, err := w.r.Read(b[:min(int64(len(b)), w.left)])
	w.left -= int64(n)
	if err == io.EOF && w.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	if err == io.EOF {
		err = nil
	}
	return n, err
}

// levels lists the folders that paths lie in and that are not there: outer ones
// first.
func levels(paths []string, there map[string]bool) [][]string {
	var list [][]string
	seen := map[string]bool{}
	for _, p := range paths {
		for dir := path.Dir(p); dir != "." && !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
			if there[dir] {
				continue
			}
			depth := strings.Count(dir, "/")
			for len(list) <= depth {
				list = append(list, nil)
			}
			list[depth] = append(list[depth], dir)
		}
	}
	return list
}

// mkdirs makes folders below dir, outer ones first.
func (s *session) mkdirs(dir string, list [][]string) error {
	for _, level := range list {
		err := s.each(len(level), func(i int) error { return s.place.Mkdir(path.Join(dir, level[i])) })
		if err != nil {
			return fmt.Errorf("make folder: %w", err)
		}
	}
	return nil
}

// removeTree deletes all that is in dir, and dir.
func (s *session) removeTree(dir string) error {
	t, err := s.look(dir, "")
	if missing(err) {
		return nil
	}
	if err != nil {
		return err
	}
	all := append(sortedKeys(t.files), sortedKeys(t.others)...)
	if err := s.each(len(all), func(i int) error { return gone(s.place.Remove(path.Join(dir, all[i]))) }); err != nil {
		return err
	}
	if err := s.removeFolders(dir, sortedKeys(t.folders)); err != nil {
		return err
	}
	return gone(s.place.RemoveFolder(dir))
}

// removeFolders deletes empty folders below dir, inner ones first.
func (s *session) removeFolders(dir string, list []string) error {
	var deep [][]string
	for _, p := range list {
		depth := strings.Count(p, "/")
		for len(deep) <= depth {
			deep = append(deep, nil)
		}
		deep[depth] = append(deep[depth], p)
	}
	for i := len(deep) - 1; i >= 0; i-- {
		err := s.each(len(deep[i]), func(j int) error { return gone(s.place.RemoveFolder(path.Join(dir, deep[i][j]))) })
		if err != nil {
			return fmt.Errorf("remove folder: %w", err)
		}
	}
	return nil
}

// gone is content with what is not there any more.
func gone(err error) error {
	if missing(err) {
		return nil
	}
	return err
}
