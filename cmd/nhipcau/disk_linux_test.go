package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
	"nhipcau/test/mounts"
)

// disk mounts a small disk of its own, with the small site on it.
func disk(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "disk")
	mounts.Mount(t, "tmpfs", dir, "tmpfs", 0, "size=2m")
	small, err := txtar.ParseFile(filepath.Join("testdata", "site.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range small.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// call runs the program and wants an exit status and, on stderr, a sentence.
func call(t *testing.T, status int, says string, args ...string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	got := run(args, &stdout, &stderr, time.Date(2022, 9, 5, 12, 0, 0, 0, time.UTC))
	if got != status || !strings.Contains(stderr.String(), says) {
		t.Errorf("%s: status %d, want %d, and %q\nstdout: %s\nstderr: %s", strings.Join(args, " "), got, status, says, &stdout, &stderr)
	}
}

// manifest is that of the release in the site's public folder.
func manifest(t *testing.T, dir string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "public", "nhipcau.manifest"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestFullDisk(t *testing.T) {
	if !mounts.Own(t) {
		return
	}
	dir := disk(t)
	call(t, 0, "Written to ", "build", "--lang", "en", "--site", dir)
	before := manifest(t, dir)

	// A static file that the disk holds once, not twice.
	film := filepath.Join(dir, "static", "film.mp4")
	if err := os.Mkdir(filepath.Dir(film), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(film, make([]byte, 1_200_000), 0o644); err != nil {
		t.Fatal(err)
	}
	call(t, 2, "Could not do it: the disk is full.\n", "build", "--lang", "en", "--site", dir)
	call(t, 2, "Không thực hiện được: đĩa đã đầy.\n", "build", "--lang", "vi", "--site", dir)
	if !bytes.Equal(manifest(t, dir), before) {
		t.Error("the old release does not stand")
	}
	call(t, 0, "0 problems", "check", "--lang", "en", "--site", dir)

	// A draft that cannot be written leaves nothing behind.
	filler := filepath.Join(dir, "filler")
	for err := error(nil); err == nil; {
		err = appendTo(filler, make([]byte, 1<<10))
	}
	call(t, 2, "the disk is full.\n", "new", "bulletins", "cang", "--lang", "en", "--site", dir)
	if _, err := os.Stat(filepath.Join(dir, "content", "bulletins", "cang")); err == nil {
		t.Error("half of an item was left behind")
	}

	for _, name := range []string{film, filler} {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	call(t, 0, "Written to ", "build", "--lang", "en", "--site", dir)
	if !bytes.Equal(manifest(t, dir), before) {
		t.Error("the same sources make another release")
	}
}

func appendTo(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

func TestReadOnlyFolder(t *testing.T) {
	if !mounts.Own(t) {
		return
	}
	dir, elsewhere := disk(t), t.TempDir()
	call(t, 0, "", "build", "--site", dir)
	before := manifest(t, dir)
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	call(t, 2, "Could not do it: reading or writing is not permitted here.\n", "build", "--lang", "en", "--site", dir)
	call(t, 2, "Không thực hiện được: không có quyền đọc hoặc ghi ở đây.\n", "new", "bulletins", "cang", "--lang", "vi", "--site", dir)
	call(t, 0, "0 problems", "check", "--lang", "en", "--site", dir)
	call(t, 0, "Written to ", "build", "--lang", "en", "--site", dir, "--out", filepath.Join(elsewhere, "web"))
	if !bytes.Equal(manifest(t, dir), before) {
		t.Error("the old release does not stand")
	}
}

func TestMountPointAsOutput(t *testing.T) {
	if !mounts.Own(t) {
		return
	}
	dir, out := disk(t), filepath.Join(t.TempDir(), "out")
	if err := os.Mkdir(out, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", out, "tmpfs", 0, "size=2m"); err != nil {
		t.Fatal(err)
	}
	defer syscall.Unmount(out, 0)
	call(t, 2, ": a disk is mounted there, so it cannot be swapped whole.\nChoose a folder in it with --out.\n", "build", "--lang", "en", "--site", dir, "--out", out)
	call(t, 2, ": một ổ đĩa được gắn ở đó nên không thay trọn được.\n", "build", "--lang", "vi", "--site", dir, "--out", out)
	call(t, 0, "Written to ", "build", "--lang", "en", "--site", dir, "--out", filepath.Join(out, "web"))
}
