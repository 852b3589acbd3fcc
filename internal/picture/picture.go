// Package picture knows pictures: how large they are, how to publish them
// without what a camera notes about place and device, and how to make them
// smaller.
//
// # What is done to a picture
//
//	bytes ── Read ──> Info: format, size as shown, sizes to offer
//	      ── Clean ─> the same picture, with nothing in it but the picture
//	      ── Sizes ─> smaller ones, for screens that need no more
//
// All three are pure functions of the bytes, done in whole numbers, so that
// they give the same on every machine. A Cache keeps what took long.
//
// # What is kept of a file
//
// A file is taken apart into the pieces that its format defines, and only those
// are kept that are needed to show it, with its colours: everything else goes,
// known or unknown: EXIF with place, device and thumbnail, XMP, IPTC, comments,
// makers' notes, dates, and what hangs behind the end, such as a phone's video.
// The picture itself is copied bit by bit. Only where a camera was held on its
// side is it turned and written again.
//
// # Bombs
//
// Sizes are read from the file's first pieces, and a picture of more than 100
// megapixels is refused, before memory is taken for it.
package picture

import (
	"bytes"
	"errors"
	"slices"
)

// What may be wrong with a picture.
var (
	ErrUnknown = errors.New("not a picture of a known format")
	ErrBroken  = errors.New("broken picture")
	ErrBig     = errors.New("picture of more than 100 megapixels, or of more than 65,535 pixels in a row")
)

// The largest picture that is read.
const (
	maxPixels = 100_000_000
	maxSide   = 1<<16 - 1
)

// widths are the sizes that a picture is offered in, besides its own. The
// addresses of pictures hold them: see Widths.
var widths = []int{480, 960, 1600}

// Widths lists the widths that a picture may be offered in, small to large.
func Widths() []int { return slices.Clone(widths) }

// Format is how a picture is written, by its bytes and not by its name.
type Format string

const (
	JPEG Format = "jpeg"
	PNG  Format = "png"
	GIF  Format = "gif"
	WebP Format = "webp"
	SVG  Format = "svg"
)

// Endings are the endings of the names that files of the format have.
func (f Format) Endings() []string {
	if f == JPEG {
		return []string{"jpg", "jpeg"}
	}
	return []string{string(f)}
}

// Resized reports whether smaller ones are made of pictures of the format.
func (f Format) Resized() bool { return f == JPEG || f == PNG }

// Info is what is known of a picture without looking at its pixels.
type Info struct {
	Format        Format
	Width, Height int    // as shown; 0 for a drawing that does not say
	Sizes         []int  // the widths that Sizes makes, small to large
	Tells         string // a thing in the file that tells of place or device, such as GPS
}

// Read takes a picture apart without decoding it.
func Read(data []byte) (Info, error) {
	a, err := dissect(data)
	if err != nil {
		return Info{}, err
	}
	return a.Info, nil
}

// Tells names a thing in a file that tells of place or device; "" if it is no
// picture or tells nothing.
func Tells(data []byte) string {
	a, err := dissect(data)
	if err != nil {
		return ""
	}
	return a.Info.Tells
}

// anatomy is a picture taken apart.
type anatomy struct {
	Info
	keep     [][]byte // in order, the pieces of a file that holds the picture alone
	colours  [][]byte // those of them that say what its colours mean
	turn     turn     // how the picture is to be turned before it is shown
	animated bool
}

// dissect takes a picture apart, whatever its format.
func dissect(data []byte) (*anatomy, error) {
	a := &anatomy{turn: upright}
	var err error
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xD8\xFF")):
		a.Format = JPEG
		err = a.jpeg(data)
	case bytes.HasPrefix(data, []byte(pngHead)):
		a.Format = PNG
		err = a.png(data)
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		a.Format = GIF
		err = a.gif(data)
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		a.Format = WebP
		err = a.webp(data)
	case bytes.HasPrefix(bytes.TrimLeft(data, "\ufeff \t\r\n"), []byte("<")) && bytes.Contains(data, []byte("svg")):
		a.Format = SVG
		err = a.svg(data)
	default:
		err = ErrUnknown
	}
	if err != nil {
		return nil, err
	}
	if a.turn.lying() {
		a.Width, a.Height = a.Height, a.Width
	}
	if a.Format.Resized() && !a.animated {
		for _, w := range widths {
			if w < a.Width {
				a.Sizes = append(a.Sizes, w)
			}
		}
	}
	return a, nil
}

// size takes the size of a picture as its file gives it.
func (a *anatomy) size(width, height int64) error {
	switch {
	case width <= 0 || height <= 0:
		return ErrBroken
	case width > maxSide || height > maxSide || width*height > maxPixels:
		return ErrBig
	}
	a.Width, a.Height = int(width), int(height)
	return nil
}

// tells notes the first thing that tells of place or device; place comes before
// all else.
func (a *anatomy) tells(what string) {
	if a.Tells == "" || what == place {
		a.Tells = what
	}
}
