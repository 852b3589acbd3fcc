package source

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"nhipcau/internal/problem"
	"nhipcau/internal/text"
)

// Garbled says whether words of a text in a language stand in another encoding
// than the file's: one problem for each encoding, at its first word. raw is what
// the file holds; it is not changed.
func Garbled(name, lang string, raw []byte) []problem.Problem {
	raw = bytes.TrimPrefix(raw, []byte("\uFEFF"))
	found := text.FindGarbled(lang, raw)
	if lang == "lo" && len(found) == 0 && text.IsLaoFont(raw) {
		at := bytes.IndexFunc(raw, func(r rune) bool { return r >= 0xA0 && r <= 0xFF })
		return one("text-lao-font", place(name, raw, max(0, at)))
	}
	var ps []problem.Problem
	for _, encoding := range []string{text.TCVN3, text.VNI, text.Windows1252} {
		first, count := -1, 0
		for i, g := range found {
			if g.Encoding == encoding {
				if count++; first < 0 {
					first = i
				}
			}
		}
		if count == 0 {
			continue
		}
		code := "text-legacy"
		if encoding == text.Windows1252 {
			code = "text-misread"
		}
		form, proposal := excerpt(raw, found[first:])
		ps = append(ps, problem.New(code, place(name, raw, found[first].Start), "count", strconv.Itoa(count), "encoding", encoding, "form", form, "proposal", proposal))
	}
	return ps
}

// excerptLength is how many bytes of a line are enough to see what is meant.
const excerptLength = 80

// excerpt is the beginning of what is garbled, as it stands and mended.
func excerpt(raw []byte, found []text.Garbled) (form, proposal string) {
	start := found[0].Start
	end := start
	var b strings.Builder
	for _, g := range found {
		if g.End > start+excerptLength && end > start || bytes.IndexByte(raw[end:g.Start], '\n') >= 0 {
			break
		}
		b.Write(raw[end:g.Start])
		b.WriteString(g.Mended)
		end = g.End
	}
	return string(raw[start:end]), b.String()
}

// Mend writes the garbled words of a text in a language as they were meant and
// leaves every other byte as it is. words is how many those are for each
// encoding; nil if there are none or raw is not UTF-8.
func Mend(lang string, raw []byte) (mended []byte, words map[string]int) {
	if !utf8.Valid(raw) {
		return raw, nil
	}
	found := text.FindGarbled(lang, raw)
	if len(found) == 0 {
		return raw, nil
	}
	words = map[string]int{}
	at := 0
	for _, g := range found {
		mended = append(append(mended, raw[at:g.Start]...), g.Mended...)
		at = g.End
		words[g.Encoding]++
	}
	return append(mended, raw[at:]...), words
}
