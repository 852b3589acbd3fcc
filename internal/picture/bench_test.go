package picture

import (
	"image"
	"math/rand/v2"
	"testing"

	"nhipcau/test/photo"
)

// grainy is as hard to code as a photo: 4000×3000 make some megabytes.
func grainy(w, h int) *image.RGBA {
	m := photo.Scene(w, h)
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := 0; i < len(m.Pix); i += 4 {
		n := uint8(rnd.UintN(16))
		m.Pix[i], m.Pix[i+1], m.Pix[i+2] = m.Pix[i]+n, m.Pix[i+1]+n, m.Pix[i+2]+n
	}
	return m
}

// The three sizes of a common photo: held upright and on its side, made and
// kept.
func BenchmarkPhoto(b *testing.B) {
	m := grainy(4000, 3000)
	for name, data := range map[string][]byte{"upright": photo.Camera(m, 1), "turned": photo.Camera(m, 6)} {
		run := func(what string, do func() error) {
			b.Run(name+"/"+what, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(len(data)))
				for b.Loop() {
					if err := do(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		warm := NewCache(b.TempDir(), noon)
		run("read", func() error { _, err := Read(data); return err })
		run("clean", func() error { _, err := Clean(data); return err })
		run("sizes", func() error { _, err := Sizes(data); return err })
		run("sizes kept", func() error { _, err := warm.Sizes(data); return err })
	}
}
