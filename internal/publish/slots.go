package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"nhipcau/internal/release"
)

// slot is one kept release on a host, in a folder of its own:
// r-0007-2026-11-23-9f86d081, the seventh that was published there.
type slot struct {
	name   string
	number int
	id     string // of the release
}

func parseSlot(name string) (slot, bool) {
	rest, ok := strings.CutPrefix(name, "r-")
	number, id, cut := strings.Cut(rest, "-")
	n, err := strconv.Atoi(number)
	return slot{name, n, id}, ok && cut && err == nil && n > 0
}

func slotName(number int, id string) string { return fmt.Sprintf("r-%04d-%s", number, id) }

// slotsThere lists the slots, oldest first, and whether next is among what is
// there.
func (s *session) slotsThere() (list []slot, next bool, err error) {
	items, err := s.place.List(s.spot.Work)
	if missing(err) {
		return nil, false, nil
	}
	for _, item := range items {
		if item.Kind != Folder {
			continue
		}
		if one, ok := parseSlot(item.Name); ok {
			list = append(list, one)
		}
		next = next || item.Name == "next"
	}
	slices.SortFunc(list, func(a, b slot) int { return a.number - b.number })
	return list, next, err
}

// live gives the name of the public slot. ok is false if the public name leads
// to none.
func (s *session) live() (name string, ok bool, err error) {
	target, err := s.place.ReadLink(s.spot.Public)
	if lost(err) {
		return "", false, err
	}
	if err != nil {
		return "", false, nil
	}
	dir, name := path.Split(path.Clean(target))
	_, isSlot := parseSlot(name)
	return name, isSlot && path.Clean(dir) == path.Clean(s.spot.Work[strings.LastIndexByte(s.spot.Work, '/')+1:]), nil
}

// publishSlots makes the oldest slot equal to the release and the public one.
func (s *session) publishSlots(r *Release) error {
	slots, next, err := s.slotsThere()
	if err != nil {
		return err
	}
	live, _, err := s.live()
	if err != nil {
		return err
	}
	public, text, err := s.manifest(s.inWork(live))
	if err != nil {
		return err
	}
	s.report.Changes = changes(knownOf(public), r.Manifest)
	if !s.options.RemoveAll {
		if err := s.report.Changes.capped(len(public.Entries)); err != nil {
			return err
		}
	}
	if live != "" && string(text) == string(r.Text) && !s.options.Resend {
		whole, err := s.whole(s.inWork(live), r)
		if err != nil {
			return err
		}
		if whole {
			s.report.Same, s.report.Release = true, live
			return s.surplus(slots, live)
		}
	}
	if err := s.beginNext(slots, next, live, r.ID()); err != nil {
		return err
	}
	if err := s.makeNext(r, live, public); err != nil {
		return err
	}
	number := 1
	if len(slots) > 0 {
		number = slots[len(slots)-1].number + 1
	}
	name := slotName(number, r.ID())
	if err := s.ours(); err != nil {
		return err
	}
	if err := s.place.Rename(s.inWork("next"), s.inWork(name)); err != nil {
		return fmt.Errorf("finish slot: %w", err)
	}
	if err := s.switchTo(name); err != nil {
		return err
	}
	s.report.Release = name
	if slots, _, err = s.slotsThere(); err != nil {
		return err
	}
	return s.surplus(slots, name)
}

// switchTo makes a slot the public one: a new link takes the old one's place.
func (s *session) switchTo(name string) error {
	draft := s.inWork("switch")
	if err := s.place.Remove(draft); err != nil && lost(err) {
		return err
	}
	// The link is relative to where it will be: a host that shows only a part
	// of its disk over SFTP would not know an absolute one.
	work := s.spot.Work[strings.LastIndexByte(s.spot.Work, '/')+1:]
	if err := s.place.Symlink(path.Join(work, name), draft); err != nil {
		return fmt.Errorf("switch to %s: %w", name, err)
	}
	err := s.place.Rename(draft, s.spot.Public)
	if err != nil && !lost(err) {
		// An empty folder stands there, perhaps, for the first release.
		if s.place.RemoveFolder(s.spot.Public) == nil {
			err = s.place.Rename(draft, s.spot.Public)
		}
	}
	if err != nil {
		return fmt.Errorf("switch to %s: %w", name, err)
	}
	return nil
}

// beginNext sees to it that there is a folder next to work in: the interrupted
// one, a slot that has the release already, or the oldest that may go.
func (s *session) beginNext(slots []slot, next bool, live, id string) error {
	if next {
		return nil
	}
	base := ""
	for _, one := range slots {
		if one.name == live {
			continue
		}
		if base == "" || one.id == id {
			base = one.name
		}
	}
	has := slices.ContainsFunc(slots, func(one slot) bool { return one.name == base && one.id == id })
	if base != "" && (has || len(slots) >= s.keep()) {
		if err := s.place.Rename(s.inWork(base), s.inWork("next")); err != nil {
			return fmt.Errorf("take slot %s: %w", base, err)
		}
		return nil
	}
	if err := s.place.Mkdir(s.inWork("next")); err != nil {
		return fmt.Errorf("make slot: %w", err)
	}
	return nil
}

func (s *session) keep() int {
	if s.options.Keep == 0 {
		return 3
	}
	return max(s.options.Keep, 2)
}

// makeNext makes next equal to the release and looks until it is. What turns
// out wrong is sent the second time, and not linked again.
func (s *session) makeNext(r *Release, live string, public release.Manifest) error {
	from := knownOf(public)
	for try := range 3 {
		p, err := s.nextPlan(r, from, s.options.Resend && try == 0)
		if err != nil {
			return err
		}
		if p.done() {
			return nil
		}
		if try == 2 {
			return errors.New("the host does not keep what is sent: it has other files than were put there")
		}
		if err := s.carryOut(r, live, p); err != nil {
			return err
		}
		from = nil
	}
	return nil
}

// nextPlan looks at next and says what is to be done. With anew nothing that
// the host has is good enough.
func (s *session) nextPlan(r *Release, from known, anew bool) (slotPlan, error) {
	listing, err := s.look(s.inWork("next"), "")
	if err != nil {
		return slotPlan{}, err
	}
	m, text, err := s.manifest(s.inWork("next"))
	if err != nil {
		return slotPlan{}, err
	}
	has := knownOf(m).found(listing)
	if err := s.sure(s.inWork("next"), has); err != nil {
		return slotPlan{}, err
	}
	if anew {
		has, from = known{}, known{}
	}
	p := planSlot(r, listing, has, text, from)
	if !p.manifest && r.Signature != nil {
		signature, err := s.read(s.inWork("next/" + release.SignatureName))
		if err != nil {
			return slotPlan{}, err
		}
		p.manifest = string(signature) != string(r.Signature)
	}
	return p, nil
}

// sure drops what is not as known, where the place can hash its files.
func (s *session) sure(dir string, has known) error {
	place, ok := s.place.(Hasher)
	if !ok {
		return nil
	}
	paths := sortedKeys(has)
	wrong := make([]bool, len(paths))
	err := s.each(len(paths), func(i int) error {
		sum, err := place.Hash(path.Join(dir, paths[i]))
		wrong[i] = sum != has[paths[i]].SHA256
		return gone(err)
	})
	for i, p := range paths {
		if wrong[i] {
			delete(has, p)
		}
	}
	return err
}

// carryOut does what the plan says.
func (s *session) carryOut(r *Release, live string, p slotPlan) error {
	next := s.inWork("next")
	if len(p.remove) > 0 {
		s.options.tell(Progress{Step: StepRemoving, Of: len(p.remove)})
	}
	err := s.each(len(p.remove), func(i int) error { return gone(s.place.Remove(path.Join(next, p.remove[i]))) })
	if err != nil {
		return fmt.Errorf("clear slot: %w", err)
	}
	if err := s.removeFolders(next, p.removeFolders); err != nil {
		return err
	}
	if p.manifest {
		if err := s.write(path.Join(next, release.ManifestName), r.Text); err != nil {
			return err
		}
		if r.Signature != nil {
			if err := s.write(path.Join(next, release.SignatureName), r.Signature); err != nil {
				return err
			}
		}
	}
	if err := s.mkdirs(next, p.folders); err != nil {
		return err
	}
	rest, err := s.linkAll(live, p.link)
	if err != nil {
		return err
	}
	return s.sendAll(r, ordered(append(p.send, rest...)), func(e release.Entry) string { return path.Join(next, e.Path) })
}

// linkAll gives files of the public slot a second name in next. What cannot be
// linked is given back: it has to be sent.
func (s *session) linkAll(live string, list []release.Entry) (rest []release.Entry, err error) {
	hasher, hashes := s.place.(Hasher)
	failed := make([]bool, len(list))
	err = s.each(len(list), func(i int) error {
		from, to := s.inWork(path.Join(live, list[i].Path)), s.inWork(path.Join("next", list[i].Path))
		if hashes {
			if sum, err := hasher.Hash(from); err != nil || sum != list[i].SHA256 {
				failed[i] = true
				return gone(err)
			}
		}
		err := s.place.Link(from, to)
		if err == nil {
			s.linked()
			return nil
		}
		if lost(err) {
			return err
		}
		failed[i] = true // another disk, or no links here
		return nil
	})
	for i, e := range list {
		if failed[i] {
			rest = append(rest, e)
		}
	}
	return rest, err
}

// sendAll sends files to where to says, class by class, and tells how far it is.
func (s *session) sendAll(r *Release, list []release.Entry, to func(release.Entry) string) error {
	parts, err := s.parts()
	if err != nil {
		return err
	}
	progress := newCounter(s.options, StepSending, list)
	for _, part := range byClass(list) {
		err := s.each(len(part), func(i int) error {
			e := part[i]
			name := to(e)
			defer progress.done(e.Size)
			if e.Size <= small {
				return s.send(r, e, name, 0)
			}
			// A large file comes in parts, under a name by which the next run
			// finds them.
			way := s.inWork("up/" + key(e))
			if err := s.send(r, e, way, parts[key(e)+".part"]); err != nil || way == name {
				return err
			}
			return s.place.Rename(way, name)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// parts lists what is in up/, which is made if need be.
func (s *session) parts() (map[string]int64, error) {
	items, err := s.place.List(s.inWork("up"))
	if missing(err) {
		return nil, s.place.Mkdir(s.inWork("up"))
	}
	list := make(map[string]int64, len(items))
	for _, item := range items {
		list[item.Name] = item.Size
	}
	return list, err
}

// byClass cuts a list that is ordered into its classes.
func byClass(list []release.Entry) (parts [][]release.Entry) {
	for _, e := range list {
		if n := len(parts); n > 0 && ClassOf(parts[n-1][0]) == ClassOf(e) {
			parts[n-1] = append(parts[n-1], e)
		} else {
			parts = append(parts, []release.Entry{e})
		}
	}
	return parts
}

// whole says whether a folder of the host is the release and nothing else.
func (s *session) whole(dir string, r *Release) (bool, error) {
	s.options.tell(Progress{Step: StepChecking})
	listing, err := s.look(dir, "")
	if missing(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	has := knownOf(r.Manifest).found(listing)
	if err := s.sure(dir, has); err != nil {
		return false, err
	}
	signature, err := s.read(path.Join(dir, release.SignatureName))
	if err != nil {
		return false, err
	}
	return planSlot(r, listing, has, r.Text, nil).done() && string(signature) == string(r.Signature), nil
}

// surplus deletes the oldest slots beyond those that are kept, and what
// interrupted runs left.
func (s *session) surplus(slots []slot, live string) error {
	for _, one := range slots {
		if len(slots) <= s.keep() {
			break
		}
		if one.name == live {
			continue
		}
		if err := s.discard(one.name); err != nil {
			return err
		}
		slots = slices.DeleteFunc(slices.Clone(slots), func(other slot) bool { return other == one })
	}
	for _, name := range []string{"up", "next"} {
		if err := s.discard(name); err != nil {
			return err
		}
	}
	return nil
}

// discard deletes a folder of the working folder, out of sight first: half a
// slot must not pass for one.
func (s *session) discard(name string) error {
	if err := s.removeTree(s.inWork("trash")); err != nil {
		return err
	}
	err := s.place.Rename(s.inWork(name), s.inWork("trash"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("discard %s: %w", name, err)
	}
	return s.removeTree(s.inWork("trash"))
}
