package picture

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// Markers of JPEG: what follows 0xFF.
const (
	mDHT  = 0xC4
	mJPG  = 0xC8
	mDAC  = 0xCC
	mRST0 = 0xD0
	mRST7 = 0xD7
	mEOI  = 0xD9
	mSOS  = 0xDA
	mDNL  = 0xDC
	mAPP0 = 0xE0
	mAPPF = 0xEF
	mCOM  = 0xFE
)

// jpeg takes a JPEG apart: segments up to the first scan, scans with tables
// between them, the end.
func (a *anatomy) jpeg(data []byte) error {
	a.keep = append(a.keep, data[:2])
	scanned := false
	for pos := 2; ; {
		for pos < len(data) && data[pos] == 0xFF && pos+1 < len(data) && data[pos+1] == 0xFF {
			pos++ // any number of 0xFF may stand before a marker
		}
		if pos+2 > len(data) || data[pos] != 0xFF {
			return ErrBroken
		}
		marker := data[pos+1]
		if marker == mEOI {
			if !scanned {
				return ErrBroken
			}
			a.keep = append(a.keep, data[pos:pos+2])
			a.behind(data[pos+2:])
			return nil
		}
		if pos+4 > len(data) {
			return ErrBroken
		}
		end := pos + 2 + int(binary.BigEndian.Uint16(data[pos+2:]))
		if end < pos+4 || end > len(data) {
			return ErrBroken
		}
		body := data[pos+4 : end]
		switch {
		case marker >= mAPP0 && marker <= mAPPF || marker == mCOM:
			a.jpegExtra(marker, data[pos:end])
		case marker == mSOS:
			if a.Width == 0 {
				return ErrBroken
			}
			end = scanEnd(data, end)
			scanned = true
			a.keep = append(a.keep, data[pos:end])
		case marker >= 0xC0 && marker <= 0xCF && marker != mDHT && marker != mJPG && marker != mDAC:
			// Baseline, extended and progressive are what browsers show.
			if marker > 0xC2 || len(body) < 6 || a.Width != 0 {
				return ErrBroken
			}
			if err := a.size(int64(binary.BigEndian.Uint16(body[3:])), int64(binary.BigEndian.Uint16(body[1:]))); err != nil {
				return err
			}
			a.keep = append(a.keep, data[pos:end])
		case marker == mDHT || marker >= 0xDB && marker <= 0xDD && marker != mDNL:
			a.keep = append(a.keep, data[pos:end])
		default:
			return ErrBroken
		}
		pos = end
	}
}

// scanEnd finds the marker that ends the coded pixels beginning at pos.
func scanEnd(data []byte, pos int) int {
	for {
		i := bytes.IndexByte(data[pos:], 0xFF)
		if i < 0 || pos+i+1 >= len(data) {
			return len(data)
		}
		pos += i
		if next := data[pos+1]; next == 0xFF {
			pos++
		} else if next == 0 || next >= mRST0 && next <= mRST7 {
			pos += 2
		} else {
			return pos
		}
	}
}

// jpegExtra looks at a segment that is no part of the picture, and keeps those
// that say how its colours are meant.
func (a *anatomy) jpegExtra(marker byte, segment []byte) {
	body := segment[4:]
	switch {
	case marker == mAPP0 && bytes.HasPrefix(body, []byte("JFIF\x00")) && len(body) >= 14:
		// without the thumbnail that may follow
		a.keep = append(a.keep, slices.Concat([]byte{0xFF, mAPP0, 0, 16}, body[:12], []byte{0, 0}))
	case marker == mAPP0+14 && bytes.HasPrefix(body, []byte("Adobe")) && len(body) >= 12:
		a.keep = append(a.keep, slices.Concat([]byte{0xFF, marker, 0, 14}, body[:12]))
	case marker == mAPP0+2 && bytes.HasPrefix(body, []byte("ICC_PROFILE\x00")):
		a.keep = append(a.keep, segment)
		a.colours = append(a.colours, segment)
	case marker == mAPP0+1 && bytes.HasPrefix(body, []byte(exifHead)):
		a.exif(body[len(exifHead):])
	default:
		a.notes(body)
	}
}
