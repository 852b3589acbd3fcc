package publish

import (
	"context"
	"path"

	"nhipcau/internal/release"
)

// Session is a look at a place: nothing changes unless Rollback is called.
type Session struct{ session *session }

// Look opens a place to see what is there.
func Look(ctx context.Context, connect func() (Place, error), o Options) (*Session, error) {
	o.tell(Progress{Step: StepConnecting})
	place, err := connect()
	if err != nil {
		return nil, err
	}
	s := &session{ctx: ctx, place: place, options: o, spot: o.Spot}
	// The working folder may be inside, where a publication had to put it.
	if in := s.spot.inside(); in != s.spot {
		beside, err := s.isFolder(s.spot.Work)
		if err == nil && !beside {
			if there, _ := s.isFolder(in.Work); there {
				s.spot = in
			}
		}
	}
	return &Session{s}, nil
}

// Close lets go of the place.
func (s *Session) Close() error { return s.session.place.Close() }

// Kept is one release on a host.
type Kept struct {
	Name  string `json:"name"` // of the slot; of the only release without slots its ID
	ID    string `json:"id"`
	Day   string `json:"day"`
	Files int    `json:"files"`
	Live  bool   `json:"live"`
}

// Releases lists what is kept on the host, oldest first, and in which layout.
func (s *Session) Releases() (Layout, []Kept, error) {
	in := s.session
	live, isSlots, err := in.live()
	if err != nil {
		return "", nil, err
	}
	if !isSlots {
		m, text, err := in.manifest(in.spot.Public)
		if err != nil || text == nil {
			return Flat, nil, err
		}
		id := m.Day + "-" + idOf(text)
		return Flat, []Kept{{Name: id, ID: id, Day: m.Day, Files: len(m.Entries), Live: true}}, nil
	}
	slots, _, err := in.slotsThere()
	if err != nil {
		return "", nil, err
	}
	var list []Kept
	for _, one := range slots {
		m, text, err := in.manifest(in.inWork(one.name))
		if err != nil {
			return "", nil, err
		}
		if text != nil {
			list = append(list, Kept{one.name, one.id, m.Day, len(m.Entries), one.name == live})
		}
	}
	return Slots, list, nil
}

// Plan says what publishing a release would change, without changing anything.
func (s *Session) Plan(r *Release) (Changes, error) {
	m, _, err := s.session.manifest(s.session.spot.Public)
	if err != nil {
		return Changes{}, err
	}
	return changes(knownOf(m), r.Manifest), nil
}

// NoReleaseError says that a host does not have a release.
type NoReleaseError struct{ Name string }

func (e *NoReleaseError) Error() string { return "there is no release " + e.Name }

// NotWholeError says that a kept release is not what its manifest says.
type NotWholeError struct{ Name string }

func (e *NotWholeError) Error() string { return e.Name + " on the host is not whole any more" }

// Rollback makes a kept release the public one: the link is switched once the
// release is seen to be whole. trusted says whether a manifest may be public.
func Rollback(ctx context.Context, connect func() (Place, error), name string, trusted func(manifest, signature []byte) error, o Options) (Kept, error) {
	s, err := Look(ctx, connect, o)
	if err != nil {
		return Kept{}, err
	}
	defer s.Close()
	var kept Kept
	err = s.session.locked(func() (err error) {
		kept, err = s.session.rollback(s, name, trusted)
		return err
	})
	return kept, err
}

func (s *session) rollback(look *Session, name string, trusted func(manifest, signature []byte) error) (Kept, error) {
	_, list, err := look.Releases()
	if err != nil {
		return Kept{}, err
	}
	for i, one := range list {
		before := name == "" && i+1 < len(list) && list[i+1].Live
		if one.Name != name && one.ID != name && !before {
			continue
		}
		text, err := s.read(path.Join(s.inWork(one.Name), release.ManifestName))
		if err != nil {
			return one, err
		}
		signature, err := s.read(path.Join(s.inWork(one.Name), release.SignatureName))
		if err != nil {
			return one, err
		}
		if err := trusted(text, signature); err != nil {
			return one, err
		}
		m, err := release.ParseManifest(text)
		if err != nil {
			return one, err
		}
		r := &Release{Name: one.Name, Manifest: m, Text: text, Signature: signature}
		whole, err := s.whole(s.inWork(one.Name), r)
		if err != nil {
			return one, err
		}
		if !whole {
			return one, &NotWholeError{one.Name}
		}
		if err := s.ours(); err != nil {
			return one, err
		}
		return one, s.switchTo(one.Name)
	}
	return Kept{}, &NoReleaseError{name}
}
