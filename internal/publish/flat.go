package publish

import (
	"errors"
	"fmt"
	"slices"

	"nhipcau/internal/release"
)

// ForeignError says that files stand where the release has to go, and that no
// release put them there. Nothing was touched.
type ForeignError struct{ Files []string }

func (e *ForeignError) Error() string {
	return fmt.Sprintf("%d files that no release put there are in the way, such as %s", len(e.Files), e.Files[0])
}

// flatState is what a flat site is found to be.
type flatState struct {
	listing  tree
	manifest release.Manifest
	text     []byte // the manifest's; nil without
	journal  *journal
	staged   map[string]int64 // in up/
	had      known
	ours     map[string]bool
}

func (s *session) flatState(anew bool) (f flatState, err error) {
	f.listing, err = s.look(s.spot.Public, s.spot.Work)
	if missing(err) {
		f.listing, err = tree{}, nil
	}
	if err != nil {
		return f, err
	}
	if f.manifest, f.text, err = s.manifest(s.spot.Public); err != nil {
		return f, err
	}
	if f.journal, err = s.readJournal(); err != nil {
		return f, err
	}
	if f.staged, err = s.parts(); err != nil {
		return f, err
	}
	f.had, f.ours = truth(f.manifest, f.text, f.journal, f.staged)
	f.had = f.had.found(f.listing)
	if anew {
		f.had = known{}
	}
	return f, s.sure(s.spot.Public, f.had)
}

func (s *session) readJournal() (*journal, error) {
	for _, name := range []string{journalMove, journalUp} {
		text, err := s.read(s.inWork(name))
		if err != nil {
			return nil, err
		}
		if text != nil {
			j, err := parseJournal(string(text))
			if err != nil {
				return nil, err
			}
			j.moving = name == journalMove
			return j, nil
		}
	}
	return nil, nil
}

// publishFlat makes a plain folder equal to the release, and looks until it is.
func (s *session) publishFlat(r *Release) error {
	for try := range 3 {
		f, err := s.flatState(s.options.Resend && try == 0)
		if err != nil {
			return err
		}
		p := planFlat(r.Manifest, f.listing, f.had, f.ours)
		if try == 0 {
			if err := s.permit(r, f, p); err != nil {
				return err
			}
		}
		if len(p.send)+len(p.clear)+len(p.remove) == 0 && f.journal == nil && s.signed(r, f) {
			s.report.Same = try == 0
			s.report.Release, s.report.Unexpected = r.ID(), p.others
			return s.discard("up")
		}
		if try == 2 {
			return errors.New("the host does not keep what is sent: it has other files than were put there")
		}
		if err := s.replace(r, f, p); err != nil {
			return err
		}
	}
	return nil
}

// permit refuses what only a flag allows.
func (s *session) permit(r *Release, f flatState, p flatPlan) error {
	s.report.Changes = changes(knownOf(f.manifest), r.Manifest)
	// What an interrupted run would have removed is removed now.
	removed := append(slices.Concat(p.clear, p.remove), s.report.Changes.Removed...)
	slices.Sort(removed)
	s.report.Changes.Removed = slices.Compact(removed)
	if !s.options.RemoveAll {
		if err := s.report.Changes.capped(len(f.manifest.Entries)); err != nil {
			return err
		}
	}
	if len(p.refused) > 0 && !s.options.Overwrite {
		return &ForeignError{Files: p.refused}
	}
	return nil
}

// signed says whether the public manifest and signature are the release's.
func (s *session) signed(r *Release, f flatState) bool {
	signature, err := s.read(s.inPublic(release.SignatureName))
	return err == nil && string(f.text) == string(r.Text) && string(signature) == string(r.Signature)
}

// replace brings a flat site from one release to another.
func (s *session) replace(r *Release, f flatState, p flatPlan) error {
	j := newJournal(f, r)
	if f.journal == nil || !f.journal.like(j) {
		if err := s.begin(j); err != nil {
			return err
		}
	} else {
		j.moving = f.journal.moving
	}
	waits := func(e release.Entry) bool {
		size, ok := f.staged[key(e)]
		return ok && size == e.Size
	}
	send := slices.DeleteFunc(slices.Clone(p.send), waits)
	if err := s.sendAll(r, send, func(e release.Entry) string { return s.inWork("up/" + key(e)) }); err != nil {
		return err
	}
	if err := s.arrived(p.send); err != nil {
		return err
	}
	if err := s.ours(); err != nil {
		return err
	}
	if !j.moving {
		if err := s.place.Rename(s.inWork(journalUp), s.inWork(journalMove)); err != nil {
			return fmt.Errorf("write journal: %w", err)
		}
	}
	return s.moveIn(r, f, p)
}

// begin writes a journal. The one it takes the place of is the last to go: it
// holds until the new one is there, and says no more than the new one after.
func (s *session) begin(j *journal) error {
	if err := s.write(s.inWork(journalUp), j.bytes()); err != nil {
		return err
	}
	return gone(s.place.Remove(s.inWork(journalMove)))
}

// arrived makes sure that all files wait in up/.
func (s *session) arrived(list []release.Entry) error {
	staged, err := s.parts()
	if err != nil {
		return err
	}
	for _, e := range list {
		if size, ok := staged[key(e)]; !ok || size != e.Size {
			return fmt.Errorf("send %s: the host has %d bytes of %d", e.Path, size, e.Size)
		}
	}
	return nil
}

// moveIn lets the files take their places, and deletes what has to go.
func (s *session) moveIn(r *Release, f flatState, p flatPlan) error {
	remove := func(list []string) error {
		return s.each(len(list), func(i int) error { return gone(s.place.Remove(s.inPublic(list[i]))) })
	}
	if err := s.makePublic(f); err != nil {
		return err
	}
	if len(p.clear) > 0 {
		if err := s.clearWay(r, f, p, remove); err != nil {
			return err
		}
	}
	var paths []string
	for _, e := range r.Manifest.Entries {
		paths = append(paths, e.Path)
	}
	if err := s.mkdirs(s.spot.Public, levels(paths, f.listing.folders)); err != nil {
		return err
	}
	progress := newCounter(s.options, StepMoving, p.move)
	for _, part := range byClass(p.move) {
		err := s.each(len(part), func(i int) error {
			defer progress.done(part[i].Size)
			return s.place.Rename(s.inWork("up/"+key(part[i])), s.inPublic(part[i].Path))
		})
		if err != nil {
			return fmt.Errorf("put files in their places: %w", err)
		}
	}
	if err := s.seal(r); err != nil {
		return err
	}
	if len(p.remove) > 0 {
		s.options.tell(Progress{Step: StepRemoving, Of: len(p.remove)})
	}
	if err := remove(p.remove); err != nil {
		return fmt.Errorf("remove what is no longer part of the site: %w", err)
	}
	if err := s.removeFolders(s.spot.Public, emptied(f, p, paths)); err != nil {
		return err
	}
	return gone(s.place.Remove(s.inWork(journalMove)))
}

// makePublic makes the public folder if there is none.
func (s *session) makePublic(f flatState) error {
	if f.listing.files != nil {
		return nil
	}
	if err := s.place.Mkdir(s.spot.Public); err != nil {
		return fmt.Errorf("make the public folder: %w", err)
	}
	return nil
}

// clearWay deletes what stands where something of another kind has to come.
func (s *session) clearWay(r *Release, f flatState, p flatPlan, remove func([]string) error) error {
	if err := remove(p.clear); err != nil {
		return fmt.Errorf("make room: %w", err)
	}
	wanted := knownOf(r.Manifest)
	var folders []string
	for dir := range f.listing.folders {
		if _, isFile := wanted[dir]; isFile || inTheWay(dir, wanted) {
			folders = append(folders, dir)
			delete(f.listing.folders, dir)
		}
	}
	return s.removeFolders(s.spot.Public, folders)
}

// seal puts the manifest and its signature in their places.
func (s *session) seal(r *Release) error {
	if err := s.write(s.inPublic(release.ManifestName), r.Text); err != nil {
		return err
	}
	if r.Signature == nil {
		return gone(s.place.Remove(s.inPublic(release.SignatureName)))
	}
	return s.write(s.inPublic(release.SignatureName), r.Signature)
}

// emptied lists the folders that held only what releases put there and have no
// place for any more, also those that an interrupted run made or emptied.
func emptied(f flatState, p flatPlan, paths []string) []string {
	needed, had := foldersOf(slices.Concat(p.others, paths)), foldersOf(sortedKeys(f.ours))
	var list []string
	for dir := range f.listing.folders {
		if !had[dir] { // somebody else's, perhaps empty: what it lies in stays
			needed[dir] = true
			addFolders(needed, dir)
		}
	}
	for dir := range f.listing.folders {
		if had[dir] && !needed[dir] {
			list = append(list, dir)
		}
	}
	return list
}
