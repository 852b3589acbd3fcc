package picture

import "image"

// Making a picture smaller is done here and not by golang.org/x/image/draw:
// that one holds a picture of its rows in 32 bytes for each pixel, 150 MB for a
// common photo. Here only the rows that are being mixed are held. It is done in
// whole numbers: the same on every machine.

// one is the sum of the weights of the samples that are mixed.
const one = 1 << 14

// mix says which samples a sample is mixed of: len(weights) of them, from first.
type mix struct {
	first   int
	weights []int32
}

// mixes are, for each of n samples of a smaller picture, the samples of a
// channel that it is mixed of. pixels and to are the widths (or heights) of the
// two pictures, pitch is the pixels that a sample of the smaller covers.
//
// All lengths are in pixels of the larger picture times 2*to, so that they are
// whole numbers.
func (ch *channel) mixes(axis, pixels, to, n, pitch int) []mix {
	from, start := int64(ch.pitch[axis]), int64(ch.start[axis])
	samples := ch.size[axis]
	reach := max(from*int64(to), int64(pitch)*int64(pixels)) // the larger of the two samples
	list := make([]mix, n)
	for x := range list {
		centre := int64(pitch) * int64(2*x+1) * int64(pixels)
		distance := func(i int) int64 { // of sample i from the centre, as a part of reach, times 1<<16
			d := centre - (from*int64(2*i+1)+2*start)*int64(to)
			return max(d, -d) << 16 / (2 * reach)
		}
		nearest := int((centre/int64(to) - 2*start) / (2 * from))
		nearest = min(max(nearest, 0), samples-1)
		first, last := nearest, nearest
		for first > 0 && distance(first-1) < 2<<16 {
			first--
		}
		for last < samples-1 && distance(last+1) < 2<<16 {
			last++
		}
		m := mix{first: first, weights: make([]int32, last-first+1)}
		var sum int64
		for i := range m.weights {
			w := catmullRom(distance(first + i))
			m.weights[i] = int32(w)
			sum += w
		}
		if sum <= 0 { // nothing but the outer parts, beside a channel that is cut off
			clear(m.weights)
			sum, m.weights[nearest-first] = one, one
		}
		rest := int64(one)
		for i, w := range m.weights {
			m.weights[i] = int32(int64(w) * one / sum)
			rest -= int64(m.weights[i])
		}
		m.weights[nearest-first] += int32(rest)
		for len(m.weights) > 1 && m.weights[0] == 0 {
			m.first, m.weights = m.first+1, m.weights[1:]
		}
		for len(m.weights) > 1 && m.weights[len(m.weights)-1] == 0 {
			m.weights = m.weights[:len(m.weights)-1]
		}
		list[x] = m
	}
	return list
}

// catmullRom is the weight of a sample at a distance from 0 to 2, times 1<<16.
func catmullRom(t int64) int64 {
	const unit = 1 << 16
	t2 := t * t / unit
	t3 := t2 * t / unit
	switch {
	case t < unit:
		return (3*t3-5*t2)/2 + unit
	case t < 2*unit:
		return (-t3+5*t2)/2 - 4*t + 2*unit
	}
	return 0
}

// scale mixes a channel of a picture of pixels (across and down) into a grid of
// that size, of a picture of to pixels, and puts it down row by row.
func (ch *channel) scale(pixels, to, size [2]int, pitch int, put func(y int, row []int32)) {
	across := ch.mixes(0, pixels[0], to[0], size[0], pitch)
	down := ch.mixes(1, pixels[1], to[1], size[1], pitch)
	most := 0
	for _, m := range down {
		most = max(most, len(m.weights))
	}
	held := make([][]int32, most) // rows already mixed across; row y is at y % most
	for i := range held {
		held[i] = make([]int32, size[0])
	}
	source, sums, out := make([]int32, ch.size[0]), make([]int64, size[0]), make([]int32, size[0])
	next := 0 // the first row that was not yet read
	for y, m := range down {
		for next = max(next, m.first); next < m.first+len(m.weights); next++ {
			ch.row(next, source)
			mixRow(held[next%most], source, across)
		}
		clear(sums)
		for i, w := range m.weights {
			row := held[(m.first+i)%most]
			for x, v := range row[:len(sums)] {
				sums[x] += int64(v) * int64(w)
			}
		}
		for x, v := range sums {
			out[x] = int32(min(max((v+one/2)/one, 0), 65535))
		}
		put(y, out)
	}
}

// mixRow mixes a row across.
func mixRow(into, source []int32, across []mix) {
	for x, m := range across {
		var sum int64
		part := source[m.first:]
		part = part[:len(m.weights)]
		for i, w := range m.weights {
			sum += int64(part[i]) * int64(w)
		}
		into[x] = int32(sum / one)
	}
}

// scaled is a picture of the size asked for, which is not larger.
func (c canvas) scaled(width, height int) image.Image {
	to := [2]int{width, height}
	plane := func(i int, pix []byte, step, stride, pitch int) {
		size := [2]int{(width + pitch - 1) / pitch, (height + pitch - 1) / pitch}
		c.channels[i].scale([2]int{c.width, c.height}, to, size, pitch, func(y int, row []int32) {
			at := y * stride
			for _, v := range row {
				pix[at] = byte((v + 128) / 257)
				at += step
			}
		})
	}
	box := image.Rect(0, 0, width, height)
	switch c.kind {
	case gray:
		m := image.NewGray(box)
		plane(0, m.Pix, 1, m.Stride, 1)
		return m
	case ycc:
		m := image.NewYCbCr(box, image.YCbCrSubsampleRatio420)
		plane(0, m.Y, 1, m.YStride, 1)
		plane(1, m.Cb, 1, m.CStride, 2)
		plane(2, m.Cr, 1, m.CStride, 2)
		return m
	case rgb:
		m := image.NewRGBA(box)
		for i := range 3 {
			plane(i, m.Pix[i:], 4, m.Stride, 1)
		}
		for i := 3; i < len(m.Pix); i += 4 {
			m.Pix[i] = 255
		}
		return m
	}
	return c.scaledAlpha(box)
}

// scaledAlpha makes a picture that is transparent in part. Colours are mixed
// weighted, and with 16 bits, until the weight is taken out again.
func (c canvas) scaledAlpha(box image.Rectangle) image.Image {
	m := image.NewNRGBA(box)
	weights := make([]uint16, box.Dx()*box.Dy())
	to := [2]int{box.Dx(), box.Dy()}
	for _, i := range []int{3, 0, 1, 2} {
		c.channels[i].scale([2]int{c.width, c.height}, to, to, 1, func(y int, row []int32) {
			opaque := weights[y*to[0]:][:to[0]]
			pix := m.Pix[y*m.Stride+i:]
			for x, v := range row {
				switch {
				case i == 3:
					opaque[x] = uint16(v)
					v = (v + 128) / 257
				case opaque[x] == 0:
					v = 0
				default:
					v = min(int32((int64(v)*255+int64(opaque[x])/2)/int64(opaque[x])), 255)
				}
				pix[4*x] = byte(v)
			}
		})
	}
	return m
}
