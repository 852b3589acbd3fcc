package markdown

import (
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// escaped marks the bytes that do not stand for themselves in HTML or Markdown.
var escaped = [256]bool{'&': true, '<': true, '>': true, '"': true, '\\': true}

// appendRaw appends plain text as HTML.
func appendRaw[T string | []byte](dst []byte, s T) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		if !escaped[s[i]] {
			continue
		}
		var entity string
		switch s[i] {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		case '"':
			entity = "&quot;"
		case '\\':
			continue
		}
		dst = append(dst, s[from:i]...)
		dst = append(dst, entity...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}

// appendText appends Markdown text, in which a backslash makes punctuation
// ordinary and &eacute; or &#233; stands for a character: as HTML or, if html is
// false, as plain text.
func appendText(dst, s []byte, html bool) []byte {
	from := 0
	flush := func(to, next int) {
		dst = append(dst, s[from:to]...)
		from = next
	}
	for i := 0; i < len(s); i++ {
		if !escaped[s[i]] {
			continue
		}
		switch s[i] {
		case '\\':
			if i+1 < len(s) && util.IsPunct(s[i+1]) {
				flush(i, i+1)
				i++
				if html {
					dst = appendRaw(dst, s[i:i+1])
					from = i + 1
				}
			}
		case '&':
			value, n := entity(s[i:])
			if n > 0 {
				flush(i, i+n)
				if html {
					dst = appendRaw(dst, value)
				} else {
					dst = append(dst, value...)
				}
				i += n - 1
			} else if html {
				flush(i, i+1)
				dst = append(dst, "&amp;"...)
			}
		case '<', '>', '"':
			if html {
				flush(i, i)
				dst = appendRaw(dst, s[i:i+1])
				from = i + 1
			}
		}
	}
	return append(dst, s[from:]...)
}

// entity decodes a character reference at the beginning of s; n is its length,
// 0 if there is none.
func entity(s []byte) (value []byte, n int) {
	end := 1
	for end < len(s) && end < 40 && (isLetter(s[end]) || isDigit(s[end]) || s[end] == '#') {
		end++
	}
	if end < 3 || end >= len(s) || s[end] != ';' {
		return nil, 0
	}
	name := string(s[1:end])
	if name[0] != '#' {
		e, ok := util.LookUpHTML5EntityByName(name)
		if !ok {
			return nil, 0
		}
		return e.Characters, end + 1
	}
	base, digits, most := 10, name[1:], 7
	if len(name) > 2 && name[1]|0x20 == 'x' {
		base, digits, most = 16, name[2:], 6
	}
	code, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > most {
		return nil, 0
	}
	r := rune(code)
	if !allowed(r) {
		r = utf8.RuneError
	}
	return utf8.AppendRune(nil, r), end + 1
}
