package picture

import (
	"bytes"
	"encoding/xml"
	"math"
	"strconv"
	"strings"
)

// svg reads the size of a drawing from its first element. A drawing without a
// size has 0 and fills what room it is given.
func (a *anatomy) svg(data []byte) error {
	a.keep = [][]byte{data}
	dec := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := dec.RawToken()
		if err != nil {
			return ErrBroken
		}
		t, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if t.Name.Local != "svg" {
			return ErrUnknown
		}
		attr := map[string]string{}
		for _, at := range t.Attr {
			attr[at.Name.Local] = at.Value
		}
		a.Width, a.Height = drawingSize(attr["width"], attr["height"], attr["viewBox"])
		return nil
	}
}

// drawingSize works a drawing's size out of what it says: width and height, or
// one of them and the proportions of its box, or the box.
func drawingSize(width, height, box string) (int, int) {
	w, h := length(width), length(height)
	var bw, bh float64
	if f := strings.FieldsFunc(box, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\n' || r == '\r' }); len(f) == 4 {
		bw, bh = length(f[2]), length(f[3])
	}
	switch {
	case w > 0 && h > 0:
	case bw <= 0 || bh <= 0:
		return 0, 0
	case w > 0:
		h = w * bh / bw
	case h > 0:
		w = h * bw / bh
	default:
		w, h = bw, bh
	}
	w, h = math.Round(w), math.Round(h)
	if w < 1 || h < 1 || w > 1e6 || h > 1e6 {
		return 0, 0
	}
	return int(w), int(h)
}

// units are what lengths are counted in, in pixels.
var units = map[string]float64{"": 1, "px": 1, "pt": 96. / 72, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4}

// length reads a length in pixels; 0 where it is no length of its own, such as
// 100%.
func length(s string) float64 {
	s = strings.TrimSpace(s)
	n := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz%")
	factor, ok := units[s[len(n):]]
	v, err := strconv.ParseFloat(n, 64)
	if !ok || err != nil || !(v > 0 && v < 1e6) {
		return 0
	}
	return v * factor
}
