package release

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"nhipcau/internal/files"
	"nhipcau/test/mounts"
)

func TestFullDisk(t *testing.T) {
	if !mounts.Own(t) {
		return
	}
	disk := filepath.Join(t.TempDir(), "disk")
	mounts.Mount(t, "tmpfs", disk, "tmpfs", 0, "size=1m")
	out := filepath.Join(disk, "public")
	mustBuild(t, out, "old")
	page := make([]byte, 20_000)

	t.Run("while files are added", func(t *testing.T) {
		s, err := Open(out, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; err == nil; i++ {
			err = s.Add(files.File{Path: fmt.Sprint(i, "/index.html"), Data: page})
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("got %v", err)
		}
		if _, err := s.Commit(day); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("Commit gives %v", err)
		}
		if err := s.Discard(); err != nil {
			t.Error(err)
		}
		if got := standing(t, out); got != "old" {
			t.Errorf("%q stands", got)
		}
		settled(t, out)
	})
	t.Run("while the manifest is written", func(t *testing.T) {
		s, err := Open(out, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Add(files.File{Path: "index.html", Data: page}); err != nil {
			t.Fatal(err)
		}
		filler := filepath.Join(disk, "filler")
		for err == nil {
			err = os.WriteFile(filler, make([]byte, 1<<20), 0o644)
		}
		if _, err := s.Commit(day); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("Commit gives %v", err)
		}
		if err := s.Discard(); err != nil {
			t.Error(err)
		}
		if got := standing(t, out); got != "old" {
			t.Errorf("%q stands", got)
		}
		settled(t, out)
		if err := os.Remove(filler); err != nil {
			t.Fatal(err)
		}
	})
	mustBuild(t, out, "new")
	if got := standing(t, out); got != "new" {
		t.Errorf("%q stands", got)
	}
}

func TestFileTooLargeForTheDisk(t *testing.T) {
	if !mounts.Alone(t, nil) {
		return
	}
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, "old")
	limit := syscall.Rlimit{Cur: 64 << 10, Max: 64 << 10}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	s, err := Open(out, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Add(files.File{Path: "film.mp4", Data: make([]byte, 100<<10)}); !errors.Is(err, syscall.EFBIG) {
		t.Errorf("got %v", err)
	}
	if err := s.Discard(); err != nil {
		t.Error(err)
	}
	if got := standing(t, out); got != "old" {
		t.Errorf("%q stands", got)
	}
	settled(t, out)
}

func TestMountPointIsRefused(t *testing.T) {
	if !mounts.Own(t) {
		return
	}
	tests := []struct {
		name  string
		mount func(t *testing.T, out string)
	}{
		{"another file system", func(t *testing.T, out string) { mounts.Mount(t, "tmpfs", out, "tmpfs", 0, "size=1m") }},
		{"a folder of the same one", func(t *testing.T, out string) { mounts.Mount(t, t.TempDir(), out, "", syscall.MS_BIND, "") }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			test.mount(t, out)
			var refused *PlaceError
			if err := Check(out, nil); !errors.As(err, &refused) || refused.Why != MountPoint {
				t.Errorf("got %v", err)
			}
			mustBuild(t, filepath.Join(out, "site"), "in it")

			// Where the system does not tell, moving it does.
			p, err := newPlace(out)
			if err != nil {
				t.Fatal(err)
			}
			plant(t, p.fresh(), "index.html")
			for _, w := range ways() {
				refused = nil
				err := swapper{place: p, exchange: w.exchange}.swap()
				if !errors.As(err, &refused) || refused.Why != MountPoint {
					t.Errorf("%s: got %v", w.name, err)
				}
			}
		})
	}
}
