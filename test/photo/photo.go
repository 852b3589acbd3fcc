// Package photo makes pictures as cameras and telephones do, for tests: with
// the place, the device, a thumbnail and whatever else is not to be published.
package photo

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
)

// Planted is what the pictures here hold and nobody may publish.
var Planted = []string{
	"NhipcauPhone", "Model 14", "Serial 0815", "THUMBNAIL", "MakerNote!", "Owner of it", // EXIF
	"\x00\x00\x00\x0D\x00\x00\x00\x01\x00\x00\x00\x2E\x00\x00\x00\x01", // 13 degrees, 46 minutes
	"ns.adobe.com/xap", "13,46.5N", "Photoshop 3.0", "Quy Nhon", // XMP, IPTC
	"a word of the camera", "MPF\x00", "ftypmp42", // a comment, further pictures, a video
}

// Scene is a picture whose corners and sides differ: red grows to the right,
// green downwards, with a blue square at the top left.
func Scene(width, height int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.RGBA{uint8(40 + 200*x/width), uint8(40 + 200*y/height), 60, 255}
			if x < width/4 && y < height/4 {
				c.B = 220
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

// JPEG is a picture without any notes.
func JPEG(m image.Image) []byte {
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, m, &jpeg.Options{Quality: 95}); err != nil {
		panic(err)
	}
	return buf.Bytes()
}

// PNG is a picture without any notes.
func PNG(m image.Image) []byte {
	var buf bytes.Buffer
	if err := png.Encode(&buf, m); err != nil {
		panic(err)
	}
	return buf.Bytes()
}

// Held is a scene as a camera stores it that is held so that the stored picture
// is to be turned as EXIF's orientation says.
func Held(scene image.Image, orientation int) image.Image {
	b := scene.Bounds()
	w, h := b.Dx(), b.Dy()
	stored := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		stored = image.Rect(0, 0, h, w)
	}
	m := image.NewRGBA(stored)
	for y := range h {
		for x := range w {
			right, bottom := w-1-x, h-1-y
			at := map[int]image.Point{ // where the camera keeps what is shown at x, y
				1: {X: x, Y: y}, 2: {X: right, Y: y}, 3: {X: right, Y: bottom}, 4: {X: x, Y: bottom},
				5: {X: y, Y: x}, 6: {X: y, Y: right}, 7: {X: bottom, Y: right}, 8: {X: bottom, Y: x},
			}[orientation]
			m.Set(at.X, at.Y, scene.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	return m
}

// Camera is a JPEG with all that cameras and telephones put into one.
func Camera(stored image.Image, orientation int) []byte {
	data := JPEG(stored)
	segment := func(marker byte, body string) []byte {
		return append(binary.BigEndian.AppendUint16([]byte{0xFF, marker}, uint16(len(body)+2)), body...)
	}
	notes := slices.Concat(
		segment(0xE0, "JFIF\x00\x01\x02\x00\x00\x48\x00\x48\x01\x01THUMBNAIL"[:17]),
		segment(0xE1, "Exif\x00\x00"+string(EXIF(orientation))),
		segment(0xE1, "http://ns.adobe.com/xap/1.0/\x00"+xmp),
		segment(0xED, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0D\x1C\x02\x5A\x00\x08Quy Nhon\x00"),
		segment(0xE2, "MPF\x00II*\x00"),
		segment(0xE2, "ICC_PROFILE\x00\x01\x01"+Profile),
		segment(0xFE, "a word of the camera"),
	)
	return slices.Concat(data[:2], notes, data[2:], []byte("\x00\x00\x00\x18ftypmp42"+Planted[6]))
}

// Profile stands for a profile of colours, which is to be kept.
const Profile = "a profile of colours"

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="13,46.5N" tiff:Make="NhipcauPhone" about="http://ns.adobe.com/xap"/></x:xmpmeta>`

// CameraPNG is a PNG with all that telephones and programs put into one.
func CameraPNG(stored image.Image, orientation int) []byte {
	data := PNG(stored)
	const first = 8 + 12 + 13
	last := len(data) - 12
	return slices.Concat(data[:first],
		Chunk("eXIf", string(EXIF(orientation))), Chunk("gAMA", "\x00\x00\xB1\x8F"),
		data[first:last],
		Chunk("tEXt", "Comment\x00a word of the camera"), Chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+xmp), Chunk("tIME", "\x07\xE6\x09\x05\x08\x1E\x00"),
		data[last:], []byte("ftypmp42"))
}

// Chunk is a chunk of a PNG.
func Chunk(name, body string) []byte {
	chunk := append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), name+body...)
	return binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
}

// EXIF is what a camera notes: the device, its owner, the place, a thumbnail.
func EXIF(orientation int) []byte {
	type entry struct {
		tag, kind uint16
		count     uint32
		value     []byte
	}
	be := binary.BigEndian
	long := func(v int) []byte { return be.AppendUint32(nil, uint32(v)) }
	ascii := func(tag uint16, s string) entry { return entry{tag, 2, uint32(len(s) + 1), []byte(s + "\x00")} }
	out := []byte("MM\x00*\x00\x00\x00\x08")
	// directory appends a directory; values that do not fit into it follow.
	directory := func(entries []entry) {
		at := len(out) + 2 + 12*len(entries) + 4
		var values []byte
		out = be.AppendUint16(out, uint16(len(entries)))
		for _, e := range entries {
			out = be.AppendUint32(be.AppendUint16(be.AppendUint16(out, e.tag), e.kind), e.count)
			if len(e.value) <= 4 {
				out = append(out, append(e.value, 0, 0, 0, 0)[:4]...)
				continue
			}
			out = append(out, long(at+len(values))...)
			values = append(values, e.value...)
		}
		out = append(append(out, 0, 0, 0, 0), values...)
	}
	make, model := ascii(0x010F, "NhipcauPhone"), ascii(0x0110, "Model 14")
	size := 2 + 12*5 + 4 + len(make.value) + len(model.value)
	private := []entry{{0x927C, 7, 10, []byte("MakerNote!")}, ascii(0xA430, "Owner of it"), ascii(0xA431, "Serial 0815")}
	privateSize := 2 + 12*3 + 4 + 10 + len(private[1].value) + len(private[2].value)
	directory([]entry{make, model,
		{0x0112, 3, 1, []byte{0, byte(orientation)}},
		{0x8769, 4, 1, long(8 + size)},
		{0x8825, 4, 1, long(8 + size + privateSize)}})
	directory(private)
	directory([]entry{{0x0001, 2, 2, []byte("N\x00")}, {0x0002, 5, 3, []byte(Planted[6] + "\x00\x00\x00\x00\x00\x00\x00\x01")}})
	return append(out, "THUMBNAIL\xFF\xD8\xFF\xD9"...)
}
