package golden

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"nhipcau/internal/files"
	"nhipcau/internal/picture"
	"nhipcau/internal/problem"
	"nhipcau/internal/render"
	"nhipcau/internal/site"
	"nhipcau/test/photo"
)

// described is what stands in an archive for a picture, which it cannot hold.
var described = regexp.MustCompile(`^a picture of (\d+)x(\d+)\n$`)

// drawn makes the picture that is described in an archive, as its name says.
func drawn(name string, data []byte) []byte {
	if !described.Match(data) {
		return data
	}
	var w, h int
	if _, err := fmt.Sscanf(string(data), "a picture of %dx%d\n", &w, &h); err != nil {
		panic(err)
	}
	if path.Ext(name) == ".png" {
		return photo.PNG(photo.Scene(w, h))
	}
	return photo.JPEG(photo.Scene(w, h))
}

const pictured = `---
title: Một
summary: Tóm tắt
image: camera.jpg
imageText: Cầu cảng
---

![Bến](camera.jpg) ![Kho](camera.png)

[Ảnh](camera.jpg), [PNG](camera.png)
`

// pictures is a site with photos as they come out of a telephone.
func pictures() fstest.MapFS {
	sources := sourcesOf(nil)
	scene := photo.Scene(1000, 100)
	sources["content/a/index.vi.md"] = &fstest.MapFile{Data: []byte(pictured)}
	sources["content/a/camera.jpg"] = &fstest.MapFile{Data: photo.Camera(photo.Held(scene, 6), 6)}
	sources["content/a/camera.png"] = &fstest.MapFile{Data: photo.CameraPNG(photo.Held(scene, 3), 3)}
	return sources
}

// made builds a site.
func made(t *testing.T, sources fstest.MapFS, c render.Config) (out map[string][]byte, order, problems []string) {
	t.Helper()
	s, ps, err := site.Load(sources, site.Options{Day: "2022-09-05", Now: time.Unix(0, 0), Themes: themes})
	if err != nil {
		t.Fatal(err)
	}
	out = map[string][]byte{}
	more, err := render.Site(s, c, func(f files.File) error {
		out[f.Path] = f.Data
		order = append(order, f.Path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, order, codesOf(problem.Sort(slices.Concat(ps, more)))
}

func TestNothingOfACameraIsPublished(t *testing.T) {
	out, _, problems := made(t, pictures(), render.Config{Workers: 2})
	if len(problems) > 0 {
		t.Error(problems)
	}
	for name, data := range out {
		for _, s := range photo.Planted {
			if bytes.Contains(data, []byte(s)) {
				t.Errorf("%s holds %q", name, s)
			}
		}
	}
	for _, name := range []string{"files/a/camera.jpg", "files/a/camera.png", "sizes/480/a/camera.jpg", "sizes/960/a/camera.jpg", "sizes/480/a/camera.png", "sizes/960/a/camera.png"} {
		if len(out[name]) == 0 {
			t.Errorf("no %s", name)
		}
	}
	if out["sizes/1600/a/camera.jpg"] != nil {
		t.Error("a picture was made larger than it is")
	}
}

// However many work on it, and whatever a cache holds, the same comes out.
func TestPicturesAreTheSameBytes(t *testing.T) {
	sources := pictures()
	want, order, _ := made(t, sources, render.Config{Workers: 1})
	dir := t.TempDir()
	now := time.Unix(1e9, 0)
	for _, workers := range []int{1, 2, 8} {
		for _, cache := range []*picture.Cache{nil, picture.NewCache("", now), picture.NewCache(dir, now)} {
			got, gotOrder, _ := made(t, sources, render.Config{Workers: workers, Pictures: cache})
			if !maps.EqualFunc(got, want, bytes.Equal) || !slices.Equal(gotOrder, order) {
				t.Errorf("something else with %d workers", workers)
			}
		}
	}
}

// Files asked for one by one are those that are made all at once.
func TestPicturesOnDemand(t *testing.T) {
	sources := pictures()
	want, _, _ := made(t, sources, render.Config{Workers: 2})
	s, _, err := site.Load(sources, site.Options{Day: "2022-09-05", Now: time.Unix(0, 0), Themes: themes})
	if err != nil {
		t.Fatal(err)
	}
	pages, err := render.New(s, render.Config{})
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for name, data := range want {
		if !strings.HasPrefix(name, "files/") && !strings.HasPrefix(name, "sizes/") {
			continue
		}
		asked++
		f, ok, ps, err := pages.File(name)
		if err != nil || !ok || len(ps) > 0 || !bytes.Equal(f.Data, data) {
			t.Errorf("%s: %v %v %v", name, ok, ps, err)
		}
	}
	if _, ok, _, err := pages.File("sizes/1600/a/camera.jpg"); ok || err != nil || asked != 6 {
		t.Errorf("a size that there is not: %v, %v; %d asked", ok, err, asked)
	}
}

func TestPicturesThatCannotBe(t *testing.T) {
	camera := photo.Camera(photo.Scene(600, 20), 1)
	pixels := photo.PNG(photo.Scene(600, 20))
	damaged := bytes.Clone(pixels)
	damaged[len(damaged)/2] ^= 1
	huge := bytes.Clone(pixels[:8])
	huge = append(huge, photo.Chunk("IHDR", "\x00\x00\x40\x00\x00\x00\x40\x00\x08\x06\x00\x00\x00")...)
	huge = append(append(huge, photo.Chunk("IDAT", "x")...), photo.Chunk("IEND", "")...)
	tests := []struct {
		name, file string
		data       []byte
		want       []string
	}{
		{"a HEIC with another name", "content/a/a.jpg", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), []string{"picture-unknown content/a/a.jpg"}},
		{"half a picture", "content/a/a.jpg", camera[:len(camera)/2], []string{"picture-broken content/a/a.jpg"}},
		{"damaged pixels", "content/a/a.png", damaged, []string{"picture-broken content/a/a.png"}},
		{"a bomb", "content/a/a.png", huge, []string{"picture-too-big content/a/a.png"}},
		{"a PNG with another name", "content/a/a.jpg", pixels, []string{"picture-misnamed content/a/a.jpg"}},
		{"a JPEG with its other name", "content/a/a.JPEG", camera, nil},
		{"in static", "static/a.jpg", camera, []string{"picture-tells static/a.jpg"}},
		{"clean in static", "static/a.png", pixels, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sources := sourcesOf(nil)
			name := path.Base(tt.file)
			text := "---\ntitle: Một\nsummary: Tóm tắt\n---\n\nChữ.\n"
			if strings.HasPrefix(tt.file, "content/") {
				text += "\n![Hình](" + name + ") [Hình](" + name + ")\n"
			}
			sources["content/a/index.vi.md"] = &fstest.MapFile{Data: []byte(text)}
			sources[tt.file] = &fstest.MapFile{Data: tt.data}
			out, _, problems := made(t, sources, render.Config{Workers: 2})
			if !slices.Equal(problems, tt.want) {
				t.Errorf("problems %q, want %q", problems, tt.want)
			}
			for name, data := range out {
				if strings.HasPrefix(tt.file, "content/") && bytes.Contains(data, []byte("NhipcauPhone")) {
					t.Errorf("%s tells of the device", name)
				}
			}
		})
	}
}
