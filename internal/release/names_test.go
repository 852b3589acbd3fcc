package release

import (
	"path/filepath"
	"testing"
)

// A path of a release has slashes, on every system; what the disk is asked
// for, and what it answers, has the system's separators.
func TestSeparators(t *testing.T) {
	s := &Staging{swapper: swapper{place: place{work: filepath.Join("x", ".public.nhipcau")}}}
	name := s.onDisk("vi/du-an/index.html")
	if want := filepath.Join("x", ".public.nhipcau", "new", "vi", "du-an", "index.html"); name != want {
		t.Errorf("%q, want %q", name, want)
	}
	if got := slashed(s.fresh(), name); got != "vi/du-an/index.html" {
		t.Errorf("back: %q", got)
	}
}
