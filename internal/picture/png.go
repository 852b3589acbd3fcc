package picture

import (
	"encoding/binary"
	"hash/crc32"
	"slices"
)

const pngHead = "\x89PNG\r\n\x1a\n"

// pngPicture are the chunks of a PNG that the picture is made of, and
// pngColours those that say what its colours mean.
var (
	pngPicture = []string{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"}
	pngColours = []string{"gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI"}
)

// png takes a PNG apart: a row of chunks, each with its length and a checksum.
func (a *anatomy) png(data []byte) error {
	a.keep = append(a.keep, data[:len(pngHead)])
	pixels := false
	for pos := len(pngHead); ; {
		if len(data)-pos < 12 {
			return ErrBroken
		}
		length := binary.BigEndian.Uint32(data[pos:])
		if uint64(length) > uint64(len(data)-pos-12) {
			return ErrBroken
		}
		chunk := data[pos : pos+12+int(length)]
		name, body := string(chunk[4:8]), chunk[8:8+length]
		if (name == "IHDR") != (pos == len(pngHead)) {
			return ErrBroken
		}
		switch {
		case name == "IHDR":
			if length != 13 {
				return ErrBroken
			}
			width, height := binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:])
			if err := a.size(int64(width), int64(height)); err != nil {
				return err
			}
			a.keep = append(a.keep, chunk)
		case slices.Contains(pngColours, name):
			a.keep = append(a.keep, chunk)
			a.colours = append(a.colours, chunk)
		case slices.Contains(pngPicture, name):
			a.keep = append(a.keep, chunk)
			pixels = pixels || name == "IDAT"
			a.animated = a.animated || name == "acTL"
		case name == "eXIf" && !pixels:
			a.exif(body)
		case name[0]&0x20 == 0:
			return ErrBroken // a chunk that one must understand, and nobody does
		default:
			a.notes(body)
		}
		pos += len(chunk)
		if name == "IEND" {
			if !pixels {
				return ErrBroken
			}
			if a.animated && a.turn != upright { // Go writes no moving pictures; browsers turn it
				a.keep = slices.Insert(a.keep, 2, pngChunk("eXIf", sideways(a.turn)))
			}
			a.behind(data[pos:])
			return nil
		}
	}
}

// withColours puts the chunks that say what colours mean into a PNG that Go
// has written, behind its first chunk.
func withColours(data []byte, colours [][]byte) []byte {
	const first = len(pngHead) + 12 + 13
	return slices.Concat(data[:first], slices.Concat(colours...), data[first:])
}

// pngChunk writes a chunk.
func pngChunk(name string, body []byte) []byte {
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	chunk = append(append(chunk, name...), body...)
	return binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
}
