package source

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"unicode/utf8"

	"nhipcau/internal/problem"
	"nhipcau/internal/text"
)

// maxSize is what a source text may have; a long report has a tenth of it.
const maxSize = 4 << 20

// Read returns a source text as UTF-8 with LF line ends, normalised, without a
// byte order mark. data is nil if and only if the file is no such text, and one
// problem says why then. The error is the file system's.
func Read(fsys fs.FS, name string) (data []byte, ps []problem.Problem, err error) {
	var raw bytes.Buffer
	if ps, err = Raw(fsys, name, &raw); ps != nil || err != nil {
		return nil, ps, err
	}
	data, ps = Decode(name, raw.Bytes())
	return data, ps, nil
}

// Raw appends the bytes of a source text to b as they are, for Decode. A file
// that is too big for a text is a problem.
func Raw(fsys fs.FS, name string, b *bytes.Buffer) ([]problem.Problem, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	if info.Size() <= maxSize {
		b.Grow(int(info.Size()) + bytes.MinRead) // so that it need not grow
		if _, err := b.ReadFrom(io.LimitReader(f, maxSize+1)); err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
	}
	if info.Size() > maxSize || b.Len() > maxSize {
		return one("file-too-big", problem.At{File: name}), nil
	}
	return nil, nil
}

// Decode is Read for bytes that are at hand. raw may be changed and kept.
func Decode(name string, raw []byte) (data []byte, ps []problem.Problem) {
	if len(raw) > maxSize {
		return nil, one("file-too-big", problem.At{File: name})
	}
	if isUTF16(raw) {
		return nil, one("encoding-utf16", problem.At{File: name})
	}
	if kind := binaryKind(raw); kind != "" {
		return nil, one("file-not-text", problem.At{File: name}, "kind", kind)
	}
	data = unixLines(bytes.TrimPrefix(raw, []byte("\uFEFF")))
	from := ordinary(data)
	if !utf8.Valid(data[from:]) {
		i := firstInvalid(data)
		return nil, one("encoding-wrong", place(name, data, i), "guess", guess(data))
	}
	if p, ok := oddCharacter(name, data, from); ok {
		if p.Level == problem.Stop {
			return nil, []problem.Problem{p}
		}
		ps = append(ps, p)
	}
	data = text.Normalize(data)
	if data == nil {
		data = []byte{}
	}
	return data, ps
}

// unixLines turns CR LF and lone CR into LF, in place.
func unixLines(b []byte) []byte {
	i := bytes.IndexByte(b, '\r')
	if i < 0 {
		return b
	}
	out := b[:i]
	for ; i < len(b); i++ {
		c := b[i]
		if c == '\r' {
			if i+1 < len(b) && b[i+1] == '\n' {
				continue
			}
			c = '\n'
		}
		out = append(out, c)
	}
	return out
}

// isUTF16 recognises UTF-16, Notepad's "Unicode", by its byte order mark or by
// NUL as every second byte of what is plain ASCII at the beginning.
func isUTF16(b []byte) bool {
	if bytes.HasPrefix(b, []byte{0xFF, 0xFE}) || bytes.HasPrefix(b, []byte{0xFE, 0xFF}) {
		return true
	}
	return len(b) >= 4 && (b[0] == 0 && b[1] != 0 && b[2] == 0 && b[3] != 0 ||
		b[0] != 0 && b[1] == 0 && b[2] != 0 && b[3] == 0)
}

// binaryKind names a file of another kind that was given the name of a text.
func binaryKind(b []byte) string {
	for _, k := range []struct{ magic, kind string }{
		{"PK\x03\x04", "Word, Excel, ZIP"},
		{"\xD0\xCF\x11\xE0", "Word, Excel"},
		{"{\\rtf", "RTF"},
		{"%PDF-", "PDF"},
		{"\x89PNG", "PNG"},
		{"\xFF\xD8\xFF", "JPEG"},
		{"GIF8", "GIF"},
	} {
		if bytes.HasPrefix(b, []byte(k.magic)) {
			return k.kind
		}
	}
	return ""
}

// firstInvalid returns the offset of the first byte that is not UTF-8.
func firstInvalid(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(b)
}

// guess names the encoding that a text without valid UTF-8 is likely to have,
// or nothing. Windows-1258 writes Vietnamese with bytes of its own for the tone
// marks that combine (CC D2 DE EC F2) and for ă ơ ư đ; where most of what is
// not ASCII are letters of Western Europe it is Windows-1252.
func guess(b []byte) string {
	var vietnamese, letters, others int
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			switch c := b[i]; {
			case bytes.IndexByte([]byte("\xCC\xD2\xDE\xEC\xF2\xE3\xF5\xFD\xF0\xD0"), c) >= 0:
				vietnamese++
			case c >= 0xC0, c >= 0x91 && c <= 0x97, c == 0x85, c == 0xA0:
				letters++
			default:
				others++
			}
		} else if n > 1 {
			return "" // some of it is UTF-8
		}
		i += n
	}
	switch {
	case others > vietnamese+letters:
		return ""
	case vietnamese > 1 && vietnamese*3 > letters:
		return "Windows-1258"
	}
	return "Windows-1252"
}

// ordinary returns how many bytes at the beginning of b are valid UTF-8 without
// an odd character, as far as can be seen at a glance: ASCII, Latin with its
// marks, Lao and the common punctuation. That is all of most files, and every
// file is read twice.
func ordinary(b []byte) int {
	for i := 0; i < len(b); {
		c := b[i]
		switch {
		case c-0x20 < 0x5F || c == '\n' || c == '\t':
			i++
		case c >= 0xC2 && c < 0xCC && i+1 < len(b) && continues(b[i+1]) && (c != 0xC2 || b[i+1] >= 0xA0): // U+00A0 to U+02FF
			i += 2
		case c < 0xE0 || i+2 >= len(b) || !continues(b[i+2]):
			return i
		case c == 0xE1 && b[i+1] >= 0xB8 && b[i+1] <= 0xBB, // U+1E00 to U+1EFF
			c == 0xE0 && b[i+1]|1 == 0xBB,                                   // Lao
			c == 0xE2 && b[i+1] == 0x80 && b[i+2] != 0xA8 && b[i+2] != 0xA9: // U+2000 to U+203F
			i += 3
		default:
			return i
		}
	}
	return len(b)
}

func continues(c byte) bool { return c&0xC0 == 0x80 }

// oddCharacter reports the first character from offset from on that no text
// should hold: control characters, the line and paragraph separators that other
// programs leave, and U+FFFD, which stands where a character was lost. A control
// character stops, so it goes before a lost one.
func oddCharacter(name string, b []byte, from int) (p problem.Problem, found bool) {
	lost, n := -1, 0
	for i := from; i < len(b); i++ {
		switch c := b[i]; {
		case c < 0x20 && c != '\n' && c != '\t', c == 0x7F,
			c == 0xC2 && b[i+1] < 0xA0,                                        // U+0080 to U+009F
			c == 0xE2 && b[i+1] == 0x80 && (b[i+2] == 0xA8 || b[i+2] == 0xA9): // U+2028, U+2029
			r, _ := utf8.DecodeRune(b[i:])
			return problem.New("character-control", place(name, b, i), "character", fmt.Sprintf("U+%04X", r)), true
		case c == 0xEF && b[i+1] == 0xBF && b[i+2] == 0xBD:
			if n++; lost < 0 {
				lost = i
			}
		}
	}
	if lost < 0 {
		return p, false
	}
	return problem.New("character-lost", place(name, b, lost), "count", strconv.Itoa(n)), true
}

// place is the line and column of offset i, which is at the beginning of a
// character or inside none.
func place(name string, b []byte, i int) problem.At {
	line := bytes.LastIndexByte(b[:i], '\n') + 1
	return problem.At{File: name, Line: 1 + lineBreaks(b[:i]), Column: 1 + utf8.RuneCount(b[line:i])}
}
