package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"slices"
	"strings"
	"testing"

	"nhipcau/test/photo"
)

// pixels decodes a picture.
func pixels(t testing.TB, data []byte) image.Image {
	t.Helper()
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// apart is how much two pictures of one size differ: on average and at most, of
// 255.
func apart(t testing.TB, a, b image.Image) (mean float64, most int) {
	t.Helper()
	if a.Bounds().Size() != b.Bounds().Size() {
		t.Fatalf("sizes %v and %v", a.Bounds().Size(), b.Bounds().Size())
	}
	sum, n := 0, 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			p := color.NRGBAModel.Convert(a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y)).(color.NRGBA)
			q := color.NRGBAModel.Convert(b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y)).(color.NRGBA)
			for _, d := range []int{int(p.R) - int(q.R), int(p.G) - int(q.G), int(p.B) - int(q.B), int(p.A) - int(q.A)} {
				d = max(d, -d)
				most = max(most, d)
				sum += d
				n++
			}
		}
	}
	return float64(sum) / float64(n), most
}

func nothingPlanted(t *testing.T, what string, data []byte) {
	t.Helper()
	for _, s := range photo.Planted {
		if bytes.Contains(data, []byte(s)) {
			t.Errorf("%s holds %q", what, s)
		}
	}
	if tells := Tells(data); tells != "" {
		t.Errorf("%s tells %s", what, tells)
	}
}

func TestNothingButThePictureIsPublished(t *testing.T) {
	scene := photo.Scene(500, 350)
	for orientation := 1; orientation <= 8; orientation++ {
		stored := photo.Held(scene, orientation)
		for name, data := range map[string][]byte{"JPEG": photo.Camera(stored, orientation), "PNG": photo.CameraPNG(stored, orientation)} {
			t.Run(fmt.Sprint(name, " ", orientation), func(t *testing.T) {
				for _, s := range photo.Planted {
					if name == "JPEG" && !bytes.Contains(data, []byte(s)) {
						t.Fatalf("%q was not planted", s)
					}
				}
				info, err := Read(data)
				if err != nil {
					t.Fatal(err)
				}
				if info.Width != 500 || info.Height != 350 || info.Tells != "GPS" || !slices.Equal(info.Sizes, []int{480}) {
					t.Errorf("%+v", info)
				}
				clean, err := Clean(data)
				if err != nil {
					t.Fatal(err)
				}
				nothingPlanted(t, "the picture", clean)
				if mean, _ := apart(t, scene, pixels(t, clean)); mean > 1 {
					t.Errorf("the picture is another one: %.1f", mean)
				}
				again, err := Clean(clean)
				if err != nil || !bytes.Equal(again, clean) {
					t.Errorf("cleaned twice it is another one: %v", err)
				}
				sizes, err := Sizes(data)
				if err != nil || len(sizes) != 1 {
					t.Fatal(len(sizes), err)
				}
				for i, size := range sizes {
					nothingPlanted(t, "a size", size)
					m := pixels(t, size)
					if want := image.Pt(480, 336); m.Bounds().Size() != want {
						t.Errorf("size %v, want %v", m.Bounds().Size(), want)
					}
					if mean, _ := apart(t, photo.Scene(m.Bounds().Dx(), m.Bounds().Dy()), m); mean > 2 {
						t.Errorf("size %d is another picture: %.1f", i, mean)
					}
				}
				for _, data := range append(sizes, clean) {
					if kept := bytes.Contains(data, []byte(photo.Profile)) || bytes.Contains(data, []byte("gAMA")); !kept {
						t.Error("what says how colours are meant is lost")
					}
				}
			})
		}
	}
}

// Where nothing has to be turned the coded pixels are copied, bit by bit.
func TestPixelsAreCopied(t *testing.T) {
	scene := photo.Scene(64, 48)
	clean, err := Clean(photo.Camera(scene, 1))
	if err != nil {
		t.Fatal(err)
	}
	plain := photo.JPEG(scene)
	if !bytes.HasSuffix(clean, plain[2:]) {
		t.Error("the JPEG was written again")
	}
	for name, data := range map[string][]byte{"JPEG": plain, "PNG": photo.PNG(scene), "GIF": gifOf(t, 2, 8, 8), "WebP": webpOf("", 1)} {
		if got, err := Clean(data); err != nil || !bytes.Equal(got, data) {
			t.Errorf("a %s without notes changed: %v", name, err)
		}
	}
}

func gifOf(t testing.TB, frames, w, h int) []byte {
	t.Helper()
	g := &gif.GIF{LoopCount: 3}
	for range frames {
		g.Image = append(g.Image, image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.Black, color.White}))
		g.Delay = append(g.Delay, 10)
	}
	var buf bytes.Buffer
	if err := gif.EncodeAll(&buf, g); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestGIF(t *testing.T) {
	plain := gifOf(t, 2, 20, 10)
	head := 13 + gifTable(plain[10])
	xmp := "\x21\xFF\x0BXMP DataXMP\x0DGPSLatitude=1\x00"
	noted := slices.Concat(plain[:head], []byte("\x21\xFE\x05hello\x00"+xmp), plain[head:], []byte("ftypmp42"))
	info, err := Read(noted)
	if err != nil || info.Width != 20 || info.Height != 10 || info.Tells != "GPS" || info.Sizes != nil {
		t.Errorf("%+v, %v", info, err)
	}
	if got, err := Clean(noted); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("%q, %v, want %q", got, err, plain)
	}
	if got, err := Clean(plain[:len(plain)-1]); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("without its end: %v", err)
	}
}

// webpOf is a WebP of 3×2 pixels, with notes when there is EXIF.
func webpOf(exif string, flags byte) []byte {
	chunk := func(name, body string) string {
		return name + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)))) + body + strings.Repeat("\x00", len(body)%2)
	}
	bits := binary.LittleEndian.AppendUint32(nil, 2|1<<14)
	body := chunk("VP8L", "\x2F"+string(bits)+"\x07\x10")
	if exif != "" {
		body = chunk("VP8X", string([]byte{flags, 0, 0, 0, 2, 0, 0, 1, 0, 0})) + chunk("ICCP", photo.Profile) + body + chunk("EXIF", exif) + chunk("XMP ", "GPSLatitude") + chunk("JUNK", "a word of the camera")
	}
	return []byte("RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)+4))) + "WEBP" + body)
}

func TestWebP(t *testing.T) {
	for orientation, want := range map[int]image.Point{1: {X: 3, Y: 2}, 3: {X: 3, Y: 2}, 6: {X: 2, Y: 3}} {
		for _, head := range []string{"", exifHead} {
			data := append(webpOf(head+string(photo.EXIF(orientation)), 0x2C), "behind the end"...)
			clean, err := Clean(data)
			if err != nil {
				t.Fatal(err)
			}
			nothingPlanted(t, "the picture", clean)
			for _, data := range [][]byte{data, clean} {
				info, err := Read(data)
				if err != nil || info.Width != want.X || info.Height != want.Y || info.Sizes != nil {
					t.Errorf("orientation %d: %+v, %v", orientation, info, err)
				}
			}
			if size := binary.LittleEndian.Uint32(clean[4:]); int(size) != len(clean)-8 {
				t.Errorf("says it has %d bytes of %d", size, len(clean)-8)
			}
			flags := byte(0x20)
			if orientation != 1 {
				flags |= webpEXIF
			}
			if !bytes.Contains(clean, []byte(photo.Profile)) || clean[20] != flags {
				t.Errorf("orientation %d: flags %#x, want %#x", orientation, clean[20], flags)
			}
			if again, err := Clean(clean); err != nil || !bytes.Equal(again, clean) {
				t.Error("cleaned twice it is another one")
			}
		}
	}
}

func TestMovingPNGStaysAsItIs(t *testing.T) {
	data := photo.PNG(photo.Scene(600, 300))
	const first = 8 + 12 + 13
	moving := slices.Concat(data[:first], photo.Chunk("acTL", "\x00\x00\x00\x01\x00\x00\x00\x00"), photo.Chunk("eXIf", string(photo.EXIF(6))), data[first:])
	info, err := Read(moving)
	if err != nil || info.Sizes != nil || info.Width != 300 {
		t.Fatalf("%+v, %v", info, err)
	}
	clean, err := Clean(moving)
	if err != nil || !bytes.Contains(clean, []byte("acTL")) {
		t.Fatal(err)
	}
	nothingPlanted(t, "the picture", clean)
	if info, err := Read(clean); err != nil || info.Width != 300 {
		t.Errorf("it is not turned any more: %+v, %v", info, err)
	}
}

func TestDrawings(t *testing.T) {
	for svg, want := range map[string]image.Point{
		`<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"/>`:          {X: 10, Y: 20},
		"\ufeff<?xml version='1.0'?>\n<!-- a -->\n<svg width='10px' height='1in'/>": {X: 10, Y: 96},
		`<svg viewBox="0 0 1200 400"/>`:                                             {X: 1200, Y: 400},
		`<svg viewBox="0,0,1200,400" width="100%"/>`:                                {X: 1200, Y: 400},
		`<svg viewBox="0 0 1200 400" width="300"/>`:                                 {X: 300, Y: 100},
		`<svg viewBox="0 0 1200 400" height="50mm"/>`:                               {X: 567, Y: 189},
		`<s:svg xmlns:s="http://www.w3.org/2000/svg" width="1.5" height="2.4"/>`:    {X: 2, Y: 2},
		`<svg/>`: {}, `<svg width="1e9" height="1"/>`: {}, `<svg viewBox="0 0 0 1" width="-1" height="NaN"/>`: {},
	} {
		info, err := Read([]byte(svg))
		if err != nil || info.Format != SVG || info.Width != want.X || info.Height != want.Y || info.Sizes != nil {
			t.Errorf("%s: %+v, %v", svg, info, err)
		}
	}
}

// pngHeader is the beginning of a PNG of some size.
func pngHeader(w, h uint32) []byte {
	body := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	return []byte(pngHead + string(photo.Chunk("IHDR", string(body)+"\x08\x06\x00\x00\x00")) + string(photo.Chunk("IDAT", "")) + string(photo.Chunk("IEND", "")))
}

func TestWhatIsNoPicture(t *testing.T) {
	jpg, pngs := photo.Camera(photo.Scene(600, 20), 6), photo.PNG(photo.Scene(600, 20))
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, ErrUnknown},
		{"a text", []byte("PNG\n"), ErrUnknown},
		{"HTML", []byte("<html>svg</html>"), ErrUnknown},
		{"HEIC", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), ErrUnknown},
		{"half a JPEG", jpg[:len(jpg)/2], ErrBroken},
		{"a JPEG without pixels", []byte("\xFF\xD8\xFF\xD9"), ErrBroken},
		{"half a PNG", pngs[:len(pngs)/2], ErrBroken},
		{"a GIF without pixels", []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), ErrBroken},
		{"a WebP that says too much", []byte("RIFF\xFF\xFF\xFF\xFFWEBPVP8X"), ErrBroken},
		{"half a drawing", []byte("<svg"), ErrBroken},
		{"a PNG of 100 megapixels", pngHeader(10_000, 10_000), nil},
		{"a PNG of more", pngHeader(10_000, 10_001), ErrBig},
		{"a PNG of one row", pngHeader(1<<16, 1), ErrBig},
		{"a PNG of all there can be", pngHeader(1<<31-1, 1<<31-1), ErrBig},
		{"a PNG without size", pngHeader(0, 1), ErrBroken},
		{"a GIF of all there can be", []byte("GIF89a\xFF\xFF\xFF\xFF\x00\x00\x00;"), ErrBig},
	}
	for _, tt := range tests {
		_, err := Read(tt.data)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
		if tt.want == nil {
			continue
		}
		if _, err := Clean(tt.data); !errors.Is(err, tt.want) {
			t.Errorf("%s: Clean: %v, want %v", tt.name, err, tt.want)
		}
		if _, err := Sizes(tt.data); !errors.Is(err, tt.want) {
			t.Errorf("%s: Sizes: %v, want %v", tt.name, err, tt.want)
		}
	}
	// What is broken in the pixels alone is seen when they are decoded.
	damaged := bytes.Clone(pngs)
	damaged[len(damaged)/2] ^= 1
	if _, err := Sizes(damaged); !errors.Is(err, ErrBroken) {
		t.Errorf("damaged pixels: %v", err)
	}
}

// Pictures of every kind that decoders give become smaller and stay what they
// are.
func TestKindsOfPixels(t *testing.T) {
	const w, h = 603, 301
	box := image.Rect(0, 0, w, h)
	fill := func(m interface {
		image.Image
		Set(x, y int, c color.Color)
	}, alpha bool) image.Image {
		for y := range h {
			for x := range w {
				c := color.NRGBA64{uint16(x * 65535 / w), uint16(y * 65535 / h), 20000, 65535}
				if alpha {
					c.A = uint16(65535 - x*60000/w)
				}
				m.Set(x, y, c)
			}
		}
		return m
	}
	var palette color.Palette
	for i := range 256 {
		palette = append(palette, color.NRGBA{uint8(i), uint8(255 - i), 90, uint8(255 - i/2)})
	}
	paletted := image.NewPaletted(box, palette)
	for i := range paletted.Pix {
		paletted.Pix[i] = uint8(i % w * 255 / w)
	}
	kinds := map[string]image.Image{
		"gray": fill(image.NewGray(box), false), "gray of 16 bits": fill(image.NewGray16(box), false),
		"colour": fill(image.NewRGBA(box), false), "colour of 16 bits": fill(image.NewRGBA64(box), false),
		"transparent": fill(image.NewNRGBA(box), true), "transparent of 16 bits": fill(image.NewNRGBA64(box), true),
		"paletted": paletted,
	}
	for name, m := range kinds {
		t.Run(name, func(t *testing.T) {
			sizes, err := Sizes(photo.PNG(m))
			if err != nil || len(sizes) != 1 {
				t.Fatal(len(sizes), err)
			}
			got := pixels(t, sizes[0])
			if _, ok := got.(*image.Gray); ok != strings.HasPrefix(name, "gray") {
				t.Errorf("became %T", got)
			}
			for _, p := range []image.Point{{X: 1, Y: 1}, {X: 240, Y: 120}, {X: 478, Y: 238}} {
				want := color.NRGBAModel.Convert(m.At(p.X*w/480, p.Y*h/240)).(color.NRGBA)
				have := color.NRGBAModel.Convert(got.At(p.X, p.Y)).(color.NRGBA)
				for _, d := range []int{int(want.R) - int(have.R), int(want.G) - int(have.G), int(want.B) - int(have.B), int(want.A) - int(have.A)} {
					if d < -4 || d > 4 {
						t.Errorf("at %v: %v, want %v", p, have, want)
					}
				}
			}
		})
	}
}

// No colour comes out of what is not seen.
func TestTransparentEdgesKeepTheirColour(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 960, 200))
	for y := range 200 {
		for x := range 960 {
			if c := (color.NRGBA{200, 10, 10, 255}); x%7 < 3 {
				m.SetNRGBA(x, y, c)
			} else {
				m.SetNRGBA(x, y, color.NRGBA{0, 255, 0, 0})
			}
		}
	}
	sizes, err := Sizes(photo.PNG(m))
	if err != nil {
		t.Fatal(err)
	}
	got := pixels(t, sizes[0])
	for x := range 480 {
		if c := color.NRGBAModel.Convert(got.At(x, 100)).(color.NRGBA); c.A > 8 && (c.R < 190 || c.G > 20) {
			t.Fatalf("at %d: %v", x, c)
		}
	}
}

// JPEGs of all kinds that decoders give: with colours at fewer places, for
// inks, gray.
func TestKindsOfJPEG(t *testing.T) {
	scene := photo.Scene(601, 403)
	gray := image.NewGray(scene.Rect)
	for y := range 403 {
		for x := range 601 {
			gray.Set(x, y, scene.At(x, y))
		}
	}
	cmyk := image.NewCMYK(scene.Rect)
	for y := range 403 {
		for x := range 601 {
			cmyk.Set(x, y, scene.At(x, y))
		}
	}
	canvases := map[string]struct {
		canvas canvas
		want   image.Image
	}{"gray": {newCanvas(gray), gray}, "inks": {newCanvas(cmyk), scene}}
	for _, ratio := range []image.YCbCrSubsampleRatio{image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410} {
		m := image.NewYCbCr(scene.Rect, ratio)
		for y := range 403 {
			for x := range 601 {
				c := scene.RGBAAt(x, y)
				m.Y[m.YOffset(x, y)], m.Cb[m.COffset(x, y)], m.Cr[m.COffset(x, y)] = color.RGBToYCbCr(c.R, c.G, c.B)
			}
		}
		canvases[ratio.String()] = struct {
			canvas canvas
			want   image.Image
		}{newCanvas(m), m}
	}
	for name, c := range canvases {
		for _, to := range []turn{1, 2, 3, 4, 5, 6, 7, 8} {
			turned := c.canvas.turned(to)
			got := turned.scaled(turned.width, turned.height)
			// The same turned by hand: what Held undoes, turned does.
			back := map[turn]int{1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}[to]
			if mean, most := apart(t, photo.Held(c.want, back), got); mean > 1.6 || name == "gray" && most > 0 {
				t.Errorf("%s turned by %d: %.2f, %d", name, to, mean, most)
			}
		}
	}
}

func TestSizesAreThePictureScaled(t *testing.T) {
	for _, c := range []struct{ w, h int }{{1601, 90}, {481, 1}, {481, 1000}, {1, 1}, {480, 480}, {5000, 3}} {
		data := photo.PNG(photo.Scene(c.w, c.h))
		info, err := Read(data)
		if err != nil {
			t.Fatal(err)
		}
		sizes, err := Sizes(data)
		if err != nil || len(sizes) != len(info.Sizes) {
			t.Fatalf("%v: %d sizes, %v", c, len(sizes), err)
		}
		for i, size := range sizes {
			got, err := png.DecodeConfig(bytes.NewReader(size))
			if err != nil || got.Width != info.Sizes[i] || got.Height != info.HeightAt(info.Sizes[i]) || got.Height < 1 {
				t.Errorf("%v: %v, %v", c, got, err)
			}
		}
	}
}

func FuzzPictures(f *testing.F) {
	scene := photo.Scene(40, 30)
	for orientation := range 9 {
		f.Add(photo.Camera(scene, orientation))
		f.Add(photo.CameraPNG(scene, orientation))
		f.Add(webpOf(string(photo.EXIF(orientation)), 0x2C))
	}
	f.Add(gifOf(f, 2, 3, 4))
	f.Add([]byte(`<svg viewBox="0 0 3 4" width="1"/>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		info, err := Read(data)
		if err != nil {
			if clean, err := Clean(data); err == nil {
				t.Errorf("cleaned to %d bytes what cannot be read", len(clean))
			}
			return
		}
		if info.Width*info.Height > 1<<20 {
			return // right, but slow
		}
		clean, err := Clean(data)
		if err != nil {
			return
		}
		if info.Format != SVG && Tells(clean) != "" && Tells(clean) != info.Tells {
			t.Errorf("cleaned it tells %s", Tells(clean))
		}
		again, err := Read(clean)
		if err != nil || again.Width != info.Width || again.Height != info.Height || again.Format != info.Format {
			t.Errorf("cleaned it is %+v, not %+v: %v", again, info, err)
		}
		if twice, err := Clean(clean); err != nil || !bytes.Equal(twice, clean) {
			t.Errorf("cleaned twice it is another one: %v", err)
		}
		sizes, err := Sizes(data)
		if err == nil && len(sizes) != len(info.Sizes) {
			t.Errorf("%d sizes, want %d", len(sizes), len(info.Sizes))
		}
	})
}
