package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
)

// How pictures are written. What is offered in place of the whole picture is
// written to be small; the whole picture, where it has to be written again at
// all, to stay as it is.
const (
	sizeQuality  = 80
	wholeQuality = 92
)

// Clean is the same picture with nothing in it but the picture. It is copied,
// not written again, unless it has to be turned.
func Clean(data []byte) ([]byte, error) {
	a, err := dissect(data)
	if err != nil {
		return nil, err
	}
	return a.clean(data)
}

func (a *anatomy) clean(data []byte) ([]byte, error) {
	if !a.rewritten() {
		return slices.Concat(a.keep...), nil
	}
	c, err := a.decode(data)
	if err != nil {
		return nil, err
	}
	return a.encode(c.scaled(a.Width, a.Height), wholeQuality)
}

// rewritten reports whether Clean has to write the picture again.
func (a *anatomy) rewritten() bool { return a.turn != upright && a.Format.Resized() && !a.animated }

// Sizes makes the smaller pictures that Info.Sizes names, in that order: each
// of the next larger one. They are turned as the picture is shown.
func Sizes(data []byte) ([][]byte, error) {
	a, err := dissect(data)
	if err != nil {
		return nil, err
	}
	return a.sizes(data)
}

func (a *anatomy) sizes(data []byte) ([][]byte, error) {
	made := make([][]byte, len(a.Sizes))
	if len(made) == 0 {
		return made, nil
	}
	c, err := a.decode(data)
	if err != nil {
		return nil, err
	}
	for i, w := range slices.Backward(a.Sizes) {
		m := c.scaled(w, a.HeightAt(w))
		if made[i], err = a.encode(m, sizeQuality); err != nil {
			return nil, err
		}
		if next := newCanvas(m); next.kind == c.kind {
			c = next
		}
	}
	return made, nil
}

// HeightAt is the height of a picture made w wide.
func (whole Info) HeightAt(w int) int {
	return int(max(1, (int64(w)*int64(whole.Height)+int64(whole.Width)/2)/int64(whole.Width)))
}

// decode reads the pixels, as they are shown.
func (a *anatomy) decode(data []byte) (canvas, error) {
	var m image.Image
	var err error
	if a.Format == JPEG {
		m, err = jpeg.Decode(bytes.NewReader(data))
	} else {
		m, err = png.Decode(bytes.NewReader(data))
	}
	if err != nil {
		return canvas{}, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	c := newCanvas(m).turned(a.turn)
	if c.width != a.Width || c.height != a.Height || len(c.channels) == 0 {
		return canvas{}, ErrBroken
	}
	if m.ColorModel() == color.CMYKModel { // its profile is for inks
		a.colours = nil
	}
	if a.Format == PNG && c.kind != gray && grayscale(data) {
		a.colours = slices.DeleteFunc(slices.Clone(a.colours), func(chunk []byte) bool { return string(chunk[4:8]) == "iCCP" })
	}
	return c, nil
}

// grayscale reports whether a PNG's samples are gray, perhaps with
// transparency: a profile in it is for gray.
func grayscale(data []byte) bool {
	kind := data[len(pngHead)+8+9]
	return kind == 0 || kind == 4
}

// encode writes a picture in the format of the one that it was made of, with
// what says how its colours are meant.
func (a *anatomy) encode(m image.Image, quality int) ([]byte, error) {
	var buf bytes.Buffer
	if a.Format == PNG {
		if err := png.Encode(&buf, m); err != nil {
			return nil, err
		}
		return withColours(buf.Bytes(), a.colours), nil
	}
	if err := jpeg.Encode(&buf, m, &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	data := buf.Bytes()
	return slices.Concat(data[:2], slices.Concat(a.colours...), data[2:]), nil
}
