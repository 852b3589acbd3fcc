package render_test

import (
	"nhipcau/internal/files"
	"nhipcau/internal/render"
	"nhipcau/internal/site"
	"nhipcau/themes"
	"os"
	"runtime"
	"testing"
	"time"
)

func TestZZ(t *testing.T) {
	memo := site.NewMemo()
	root, _ := os.OpenRoot("/dev/shm/sv/site")
	for i := 0; i < 20; i++ {
		a := time.Now()
		s, ps, err := site.Load(root.FS(), site.Options{Day: "2026-12-01", Now: time.Now(), Drafts: true, Themes: themes.FS, Memo: memo})
		if err != nil {
			t.Fatal(err)
		}
		b := time.Now()
		p, err := render.New(s, nil)
		c := time.Now()
		f, ok, qs, err := p.File("vi/index.html")
		d := time.Now()
		f, ok, qs, err = p.File(s.Items[5].Pages[0].URL.File())
		e := time.Now()
		f, ok, qs, err = p.File(s.Items[6].Pages[0].URL.File())
		e2 := time.Now()
		t.Log(len(ps), "load", b.Sub(a), "new", c.Sub(b), "home", d.Sub(c), "item", e.Sub(d), "item2", e2.Sub(e), len(f.Data), ok, qs, err)
		n := 0
		if false {
			p.All(render.Config{Workers: 1}, func(_ files.File) error { n++; return nil })
		}
		t.Log("all 1 worker", time.Since(e2), n)
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	t.Log(m.HeapAlloc >> 20)
}
