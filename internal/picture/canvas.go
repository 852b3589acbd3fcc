package picture

import (
	"image"
	"image/color"
)

// turn says how a picture is to be turned before it is shown, as EXIF counts:
// what lies at the top and at the left of the stored picture.
type turn int

const upright turn = 1

// lying reports whether width and height are exchanged.
func (t turn) lying() bool { return t >= 5 }

// canvas is a picture as it is shown: channels of samples. Turning one is a
// matter of reading its samples in another order, so it costs nothing.
type canvas struct {
	width, height int
	kind          kind
	channels      []channel
}

// kind says what the channels are.
type kind int

const (
	gray kind = iota // one channel
	ycc              // brightness and two colours, which may have fewer samples
	rgb
	rgba // colours weighted by the fourth channel, how opaque they are
)

// channel is a grid of samples. A sample covers pitch pixels in each direction,
// the first begins at start, which is negative where it covers some outside.
type channel struct {
	pix          []byte
	first        int        // index of the sample at the top left
	stepX, stepY int        // from there to the next
	size         [2]int     // across and down
	pitch, start [2]int     // across and down
	table        *[256]byte // of a palette: what an index stands for
	alpha        int        // distance to the byte that weights a sample, or 0
	weights      *[256]byte // of a palette: the weight of an index
	key          int        // distance to the black of CMYK, which darkens a sample, or 0
}

// newCanvas looks at a decoded picture.
func newCanvas(m image.Image) canvas {
	b := m.Bounds()
	c := canvas{width: b.Dx(), height: b.Dy()}
	at := func(pix []byte, first, step, stride int) channel {
		return channel{pix: pix, first: first, stepX: step, stepY: stride, size: [2]int{c.width, c.height}, pitch: [2]int{1, 1}}
	}
	interleaved := func(k kind, pix []byte, bytes, stride int) {
		c.kind = k
		for i := range 3 {
			ch := at(pix, i*bytes, 4*bytes, stride)
			if k == rgba {
				ch.alpha = (3 - i) * bytes
			}
			c.channels = append(c.channels, ch)
		}
		if k == rgba {
			c.channels = append(c.channels, at(pix, 3*bytes, 4*bytes, stride))
		}
	}
	// Decoders give pictures whose corner is (0, 0), and of samples of 16 bits
	// the higher byte comes first.
	switch m := m.(type) {
	case *image.Gray:
		c.channels = []channel{at(m.Pix, 0, 1, m.Stride)}
	case *image.Gray16:
		c.channels = []channel{at(m.Pix, 0, 2, m.Stride)}
	case *image.YCbCr:
		c.kind = ycc
		colour := at(m.Cb, 0, 1, m.CStride)
		colour.pitch = pitchOf(m.SubsampleRatio)
		colour.size = [2]int{(c.width + colour.pitch[0] - 1) / colour.pitch[0], (c.height + colour.pitch[1] - 1) / colour.pitch[1]}
		other := colour
		other.pix = m.Cr
		c.channels = []channel{at(m.Y, 0, 1, m.YStride), colour, other}
	case *image.RGBA: // decoders give it for opaque pictures only
		interleaved(rgb, m.Pix, 1, m.Stride)
	case *image.RGBA64:
		interleaved(rgb, m.Pix, 2, m.Stride)
	case *image.NRGBA:
		interleaved(rgba, m.Pix, 1, m.Stride)
	case *image.NRGBA64:
		interleaved(rgba, m.Pix, 2, m.Stride)
	case *image.CMYK:
		interleaved(rgb, m.Pix, 1, m.Stride)
		for i := range c.channels {
			c.channels[i].key = 3 - i
		}
	case *image.Paletted:
		c.palette(m, at(m.Pix, 0, 1, m.Stride))
	}
	return c
}

// palette makes channels of a picture whose samples are indexes.
func (c *canvas) palette(m *image.Paletted, index channel) {
	var tables [4][256]byte
	c.kind = rgb
	for i, entry := range m.Palette {
		n := color.NRGBAModel.Convert(entry).(color.NRGBA)
		tables[0][i], tables[1][i], tables[2][i], tables[3][i] = n.R, n.G, n.B, n.A
		if n.A != 255 {
			c.kind = rgba
		}
	}
	for i := range 3 {
		ch := index
		if ch.table = &tables[i]; c.kind == rgba {
			ch.weights = &tables[3]
		}
		c.channels = append(c.channels, ch)
	}
	if c.kind == rgba {
		index.table = &tables[3]
		c.channels = append(c.channels, index)
	}
}

func pitchOf(r image.YCbCrSubsampleRatio) [2]int {
	switch r {
	case image.YCbCrSubsampleRatio422:
		return [2]int{2, 1}
	case image.YCbCrSubsampleRatio420:
		return [2]int{2, 2}
	case image.YCbCrSubsampleRatio440:
		return [2]int{1, 2}
	case image.YCbCrSubsampleRatio411:
		return [2]int{4, 1}
	case image.YCbCrSubsampleRatio410:
		return [2]int{4, 2}
	}
	return [2]int{1, 1}
}

// turned is the same picture, turned.
func (c canvas) turned(t turn) canvas {
	if t == upright {
		return c
	}
	out := c
	out.channels = nil
	if t.lying() {
		out.width, out.height = c.height, c.width
	}
	for _, ch := range c.channels {
		// Mirror first, then exchange rows and columns.
		if t == 2 || t == 3 || t == 7 || t == 8 {
			ch.mirror(0, c.width)
		}
		if t == 3 || t == 4 || t == 6 || t == 7 {
			ch.mirror(1, c.height)
		}
		if t.lying() {
			ch.stepX, ch.stepY = ch.stepY, ch.stepX
			for _, pair := range []*[2]int{&ch.size, &ch.pitch, &ch.start} {
				pair[0], pair[1] = pair[1], pair[0]
			}
		}
		out.channels = append(out.channels, ch)
	}
	return out
}

// mirror reads a channel from its other end, across (0) or down (1), of a
// picture of that many pixels.
func (ch *channel) mirror(axis, pixels int) {
	step := &ch.stepX
	if axis == 1 {
		step = &ch.stepY
	}
	ch.first += (ch.size[axis] - 1) * *step
	*step = -*step
	ch.start[axis] = pixels - ch.start[axis] - ch.size[axis]*ch.pitch[axis]
}

// row reads a row of samples, each from 0 to 65535.
func (ch *channel) row(y int, into []int32) {
	p := ch.first + y*ch.stepY
	pix, step := ch.pix, ch.stepX
	switch {
	case ch.weights != nil:
		for x := range into {
			i := pix[p]
			into[x] = int32(ch.table[i]) * int32(ch.weights[i]) * 257 / 255
			p += step
		}
	case ch.table != nil:
		for x := range into {
			into[x] = int32(ch.table[pix[p]]) * 257
			p += step
		}
	case ch.alpha != 0:
		for x := range into {
			into[x] = int32(pix[p]) * int32(pix[p+ch.alpha]) * 257 / 255
			p += step
		}
	case ch.key != 0:
		for x := range into {
			into[x] = (255 - int32(pix[p])) * (255 - int32(pix[p+ch.key])) * 257 / 255
			p += step
		}
	default:
		for x := range into {
			into[x] = int32(pix[p]) * 257
			p += step
		}
	}
}
