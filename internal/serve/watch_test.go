package serve

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// watched is a folder whose events alone are listened to: nobody looks around.
type watched struct {
	*watcher
	t *testing.T
}

// change does something and wants to be told; then all that there is must be
// known, and watched.
func (w watched) change(what string, do func() error) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan bool)
	go func() {
		defer close(ended)
		w.gather(ctx, nil)
	}()
	if err := do(); err != nil {
		w.t.Fatal(err)
	}
	select {
	case <-w.changed:
	case <-time.After(8 * time.Second):
		w.t.Fatalf("%s: nobody was told", what)
	}
	cancel()
	<-ended
	tree := map[string]stamp{}
	w.scan(".", tree, false)
	if !maps.Equal(tree, w.tree) {
		w.t.Fatalf("%s: knows %v, but there is %v", what, w.tree, tree)
	}
}

func TestEventsAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there the folders are looked through")
	}
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	write := func(name string) func() error {
		return func() error { return os.WriteFile(in(name), []byte(name), 0o644) }
	}
	if err := os.MkdirAll(in("content/a"), 0o755); err != nil {
		t.Fatal(err)
	}
	fsw, err := watch(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer fsw.events.Close()
	w := watched{fsw, t}
	w.change("site.yaml", write("site.yaml"))
	w.change("a text", write("content/a/x.vi.md"))
	w.change("a text again", func() error { return os.WriteFile(in("content/a/x.vi.md"), []byte("longer than it was"), 0o644) })
	w.change("folders with a text", func() error {
		if err := os.MkdirAll(in("content/b/c/d"), 0o755); err != nil {
			return err
		}
		return write("content/b/c/d/x.vi.md")()
	})
	w.change("a text in the new folders", write("content/b/c/d/y.vi.md"))
	w.change("a folder renamed", func() error { return os.Rename(in("content/b"), in("content/e")) })
	w.change("a text below the renamed one", write("content/e/c/d/z.vi.md"))
	w.change("a folder removed", func() error { return os.RemoveAll(in("content/e/c")) })
	w.change("and put back", func() error { return os.MkdirAll(in("content/e/c/d"), 0o755) })
	w.change("a text in it", write("content/e/c/d/x.vi.md"))
	w.change("all moved away", func() error { return os.Rename(in("content"), in("aside")) })
	w.change("and back", func() error { return os.Rename(in("aside"), in("content")) })
	w.change("a text in the old place", write("content/e/c/d/x2.vi.md"))
	w.change("a folder that was not there", func() error { return os.MkdirAll(in("static/css"), 0o755) })
	w.change("a file in it", write("static/css/x.css"))
}
