package picture

import (
	"encoding/binary"
	"slices"
)

// gif takes a GIF apart: a head, then blocks.
func (a *anatomy) gif(data []byte) error {
	if len(data) < 13 {
		return ErrBroken
	}
	if err := a.size(int64(binary.LittleEndian.Uint16(data[6:])), int64(binary.LittleEndian.Uint16(data[8:]))); err != nil {
		return err
	}
	pos := 13 + gifTable(data[10])
	if pos > len(data) {
		return ErrBroken
	}
	a.keep = append(a.keep, data[:pos])
	images := 0
	for pos < len(data) && data[pos] != ';' {
		start, shown := pos, true
		switch data[pos] {
		case ',': // a picture: place, table of colours, pixels
			if len(data)-pos < 11 {
				return ErrBroken
			}
			pos += 10 + gifTable(data[pos+9]) + 1
			images++
		case '!':
			if len(data)-pos < 3 {
				return ErrBroken
			}
			shown = gifNeeded(data[pos:])
			pos += 2
		default:
			return ErrBroken
		}
		for { // pieces of at most 255 bytes, the last empty
			if pos >= len(data) {
				return ErrBroken
			}
			n := int(data[pos])
			if pos += 1 + n; n == 0 {
				break
			}
		}
		if shown {
			a.keep = append(a.keep, data[start:pos])
		} else {
			a.notes(data[start:pos])
		}
	}
	if images == 0 {
		return ErrBroken
	}
	a.animated = images > 1
	a.keep = append(a.keep, []byte(";")) // some writers forget it
	a.behind(data[min(pos+1, len(data)):])
	return nil
}

// gifTable is the length of a table of colours, by the flags before it.
func gifTable(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// gifNeeded reports whether an extension is needed to show the picture: how
// frames follow each other, and how often.
func gifNeeded(block []byte) bool {
	switch block[1] {
	case 0xF9:
		return true
	case 0xFF:
		return len(block) >= 14 && slices.Contains([]string{"NETSCAPE2.0", "ANIMEXTS1.0"}, string(block[3:14]))
	}
	return false
}
