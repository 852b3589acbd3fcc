package picture

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// Flags of the chunk VP8X.
const (
	webpAnimated = 0x02
	webpXMP      = 0x04
	webpEXIF     = 0x08
)

// webp takes a WebP apart: a row of chunks, each of even length. A picture of
// one chunk has no room for notes. Nothing here can write WebP, so one that is
// to be turned keeps that in EXIF of its own; browsers turn it.
func (a *anatomy) webp(data []byte) error {
	size := uint64(binary.LittleEndian.Uint32(data[4:])) + 8
	if size > uint64(len(data)) || size < 20 {
		return ErrBroken
	}
	a.behind(data[size:])
	data = data[12:size]
	var chunks [][]byte
	var head []byte // VP8X
	for len(data) > 0 {
		if len(data) < 8 {
			return ErrBroken
		}
		length := uint64(binary.LittleEndian.Uint32(data[4:]))
		whole := 8 + length + length%2
		if whole > uint64(len(data)) {
			return ErrBroken
		}
		chunk, body := data[:whole], data[8:8+length]
		data = data[whole:]
		switch name := string(chunk[:4]); name {
		case "VP8X":
			if len(body) < 10 || head != nil || len(chunks) > 0 {
				return ErrBroken
			}
			head = bytes.Clone(chunk)
			head[8] &^= webpEXIF | webpXMP
			a.animated = head[8]&webpAnimated != 0
			if err := a.size(1+int64(uint24(body[4:])), 1+int64(uint24(body[7:]))); err != nil {
				return err
			}
			chunks = append(chunks, head)
		case "VP8 ", "VP8L":
			width, height, ok := webpSize(name, body)
			if !ok {
				return ErrBroken
			}
			if a.Width == 0 {
				if err := a.size(int64(width), int64(height)); err != nil {
					return err
				}
			}
			chunks = append(chunks, chunk)
		case "ICCP", "ANIM", "ANMF", "ALPH":
			chunks = append(chunks, chunk)
		case "EXIF":
			a.exif(bytes.TrimPrefix(body, []byte(exifHead)))
		default:
			a.notes(body)
		}
	}
	if a.Width == 0 {
		return ErrBroken
	}
	if a.turn != upright && head != nil {
		head[8] |= webpEXIF
		exif := sideways(a.turn)
		chunks = append(chunks, slices.Concat([]byte("EXIF"), binary.LittleEndian.AppendUint32(nil, uint32(len(exif))), exif))
	} else {
		a.turn = upright
	}
	body := slices.Concat(chunks...)
	a.keep = [][]byte{[]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(len(body)+4)), []byte("WEBP"), body}
	return nil
}

// webpSize reads the size of the picture in a chunk.
func webpSize(name string, body []byte) (width, height int, ok bool) {
	if name == "VP8 " {
		if len(body) < 10 || string(body[3:6]) != "\x9D\x01\x2A" {
			return 0, 0, false
		}
		return int(binary.LittleEndian.Uint16(body[6:]) & 0x3FFF), int(binary.LittleEndian.Uint16(body[8:]) & 0x3FFF), true
	}
	if len(body) < 5 || body[0] != 0x2F {
		return 0, 0, false
	}
	bits := binary.LittleEndian.Uint32(body[1:])
	return 1 + int(bits&0x3FFF), 1 + int(bits>>14&0x3FFF), true
}

func uint24(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }
