package faults

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"nhipcau/test/mounts"
)

// The host's disk is filled up to where a new release does not fit, more and
// more closely; then there is room again.
func TestFullDisk(t *testing.T) {
	if !mounts.Own(t) {
		return
	}
	for _, g := range targets {
		t.Run(g.name, func(t *testing.T) {
			disk := folderOf(t)
			if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=64m"); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				// The servers end after this; they may be in a folder of it.
				if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
					t.Error(err)
				}
			})
			s := stageIn(t, g, disk)
			ballast := filepath.Join(disk, "ballast")
			failed := 0
			s.while(func() {
				for i := range some(20, 2) {
					fill(t, disk, ballast, int64(i)*(300<<10))
					o := s.order
					o.Release = s.b.dir
					out, err := o.start(t).CombinedOutput()
					if err != nil {
						failed++
					}
					// OpenSSH's word for it is "failure": the reason is asked for.
					if err != nil && !strings.Contains(string(out), "no space left") && g.kind != "ftps" {
						t.Errorf("not said so: %s", out)
					}
					if err := os.Remove(ballast); err != nil {
						t.Fatal(err)
					}
					s.recover("disk full")
				}
			})
			t.Logf("%s: %d of %d did not fit; %d pages read in %d passes", g.name, failed, some(20, 2), s.reader.asked, s.reader.passes)
			if failed == 0 {
				t.Error("the disk was never full")
			}
		})
	}
}

// fill leaves so many bytes on a disk.
func fill(t *testing.T, disk, name string, leave int64) {
	t.Helper()
	var st syscall.Statfs_t
	if err := syscall.Statfs(disk, &st); err != nil {
		t.Fatal(err)
	}
	size := int64(st.Bavail)*st.Bsize - leave
	f, err := os.Create(name)
	if err == nil {
		err = syscall.Fallocate(int(f.Fd()), 0, 0, max(size, 1))
	}
	if err = errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}
