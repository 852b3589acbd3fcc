package laws

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"nhipcau/internal/files"
	"nhipcau/internal/render"
	"nhipcau/internal/site"
	"nhipcau/themes"
)

// The same sources and the same day give the same files in the same order,
// however many work on them and whoever is faster.
func TestSameBytes(t *testing.T) {
	for name, sources := range everySite() {
		t.Run(name, func(t *testing.T) {
			want := plainly(t, sources, "2026-12-01")
			if len(want.files) < 10 {
				t.Fatalf("only %d files", len(want.files))
			}
			for _, procs := range []int{1, 2, 8} {
				before := runtime.GOMAXPROCS(procs)
				for _, workers := range []int{0, 1, 2, 8} {
					got := build(t, sources, "2026-12-01", render.Config{Workers: workers}, themes.FS)
					same(t, want, got)
				}
				runtime.GOMAXPROCS(before)
			}
		})
	}
}

// A slow disk lets the pages pile up and changes nothing.
func TestSameBytesThroughASlowTaker(t *testing.T) {
	sources := generated(3, "fallback")
	want := plainly(t, sources, "2026-12-01")
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, workers := range []int{1, 2, 8} {
		s, _, err := site.Load(sources, site.Options{Day: "2026-12-01", Themes: themes.FS})
		if err != nil {
			t.Fatal(err)
		}
		got := output{files: map[string]string{}}
		if _, err := render.Site(s, render.Config{Workers: workers}, func(f files.File) error {
			time.Sleep(time.Duration(rnd.IntN(1000)) * time.Microsecond)
			runtime.Gosched()
			got.order = append(got.order, f.Path)
			got.files[f.Path] = string(f.Data)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		same(t, want, got)
	}
}

// A Site may be rendered by several at once, and more than once.
func TestOneSiteForMany(t *testing.T) {
	s, _, err := site.Load(generated(4, "omit"), site.Options{Day: "2026-12-01", Themes: themes.FS})
	if err != nil {
		t.Fatal(err)
	}
	outs := make([]output, 4)
	errs := make(chan error)
	for i := range outs {
		outs[i].files = map[string]string{}
		go func() {
			_, err := render.Site(s, render.Config{Workers: i + 1}, func(f files.File) error {
				outs[i].order = append(outs[i].order, f.Path)
				outs[i].files[f.Path] = string(f.Data)
				return nil
			})
			errs <- err
		}()
	}
	for range outs {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	for _, out := range outs {
		same(t, outs[0], out)
	}
}

func same(t *testing.T, want, got output) {
	t.Helper()
	for path := range differences(want, got) {
		t.Errorf("%s differs", path)
	}
	if !slices.Equal(want.order, got.order) {
		t.Error("the files came in another order")
	}
}
