package picture

import (
	"bytes"
	"encoding/binary"
)

// place is what Tells says of a picture that says where it was taken.
const place = "GPS"

// exifHead stands before EXIF in JPEG, and in some WebP files.
const exifHead = "Exif\x00\x00"

// Tags of EXIF.
const (
	tagOrientation = 0x0112
	tagExifIFD     = 0x8769
	tagGPSIFD      = 0x8825
)

// deviceTags are the tags that tell of a device or of who owns it.
var deviceTags = map[uint16]string{
	0x010F: "Make", 0x0110: "Model", 0x013C: "HostComputer", 0x927C: "MakerNote",
	0xA430: "CameraOwnerName", 0xA431: "BodySerialNumber", 0xA434: "LensModel", 0xA435: "LensSerialNumber",
}

// exif reads from EXIF how the picture is to be turned, and what it tells. What
// cannot be read tells nothing, and is published no more than the rest.
func (a *anatomy) exif(tiff []byte) {
	if len(tiff) < 8 {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch string(tiff[:4]) {
	case "II*\x00":
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return
	}
	turned := a.turn != upright
	a.directory(tiff, order, order.Uint32(tiff[4:]), func(tag, kind uint16, value []byte) {
		switch {
		case tag == tagOrientation && kind == 3 && !turned:
			if o := turn(order.Uint16(value)); o >= 1 && o <= 8 {
				a.turn = o
			}
		case tag == tagExifIFD:
			a.directory(tiff, order, order.Uint32(value), func(uint16, uint16, []byte) {})
		}
	})
}

// directory goes through the entries of one directory of EXIF.
func (a *anatomy) directory(tiff []byte, order binary.ByteOrder, at uint32, entry func(tag, kind uint16, value []byte)) {
	if uint64(at)+2 > uint64(len(tiff)) {
		return
	}
	list := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(list) < 12 {
			return
		}
		tag := order.Uint16(list)
		if tag == tagGPSIFD {
			a.tells(place)
		} else if name := deviceTags[tag]; name != "" {
			a.tells(name)
		}
		entry(tag, order.Uint16(list[2:]), list[8:12])
		list = list[12:]
	}
}

// sideways is EXIF that says how a picture is to be turned, and nothing else.
func sideways(t turn) []byte {
	return []byte{'I', 'I', '*', 0, 8, 0, 0, 0, // the directory comes next
		1, 0, // one entry
		tagOrientation & 0xFF, tagOrientation >> 8, 3, 0, 1, 0, 0, 0, byte(t), 0, 0, 0,
		0, 0, 0, 0} // no further directory
}

// signs are found in notes about a picture (XMP, IPTC) that tell of place or
// device.
var signs = []struct{ sign, tells string }{
	{"GPSLatitude", place}, {"GPSCoordinates", place}, {"photoshop:City", place}, {"Iptc4xmpCore:Location", place}, {"LocationCreated", place},
	{"\x1C\x02\x5A", place}, {"\x1C\x02\x5C", place}, {"\x1C\x02\x5F", place}, // IPTC: city, place in it, province
	{"tiff:Make", "Make"}, {"tiff:Model", "Model"}, {"SerialNumber", "BodySerialNumber"},
	{"Raw profile type", "EXIF"}, // EXIF in letters, in a PNG
}

// notes looks for what notes about a picture tell.
func (a *anatomy) notes(data []byte) {
	for _, s := range signs {
		if bytes.Contains(data, []byte(s.sign)) {
			a.tells(s.tells)
		}
	}
}

// behind looks at what hangs behind the end of a picture: a phone's video of
// the moment has a place of its own.
func (a *anatomy) behind(data []byte) {
	if bytes.Contains(data, []byte("ftyp")) {
		a.tells("MP4")
	}
	a.notes(data)
}
