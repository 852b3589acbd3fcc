// Command pieces divides Lao texts as the site does. It reads a JSON list of
// texts and writes one of {"text", "pieces"}: each text normalised, and for each
// piece where it ends, in UTF-16 units as JavaScript counts, and its kind.
// With -site DIR the names in that site's glossary are kept whole.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"unicode/utf16"

	"nhipcau/internal/site"
	"nhipcau/internal/text"
	"nhipcau/themes"
)

type divided struct {
	Text   string  `json:"text"`
	Pieces []piece `json:"pieces"`
}

type piece struct {
	End  int    `json:"end"`
	Kind string `json:"kind"`
}

var kinds = map[text.Kind]string{
	text.Other: "other", text.Syllable: "syllable", text.Acronym: "acronym", text.Digits: "digits",
	text.Name: "name", text.Sign: "sign", text.Unknown: "unknown",
}

func main() {
	folder := flag.String("site", "", "the site whose glossary names stay whole")
	flag.Parse()
	var in []string
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		fmt.Fprintln(os.Stderr, "reading texts:", err)
		os.Exit(2)
	}
	names, err := whole(*folder)
	if err != nil {
		fmt.Fprintln(os.Stderr, "reading the glossary:", err)
		os.Exit(2)
	}
	out := make([]divided, len(in))
	for i, s := range in {
		s = text.NormalizeString(s)
		out[i] = divided{Text: s, Pieces: []piece{}}
		at, units := 0, 0
		for _, p := range text.Pieces(s, names) {
			units += len(utf16.Encode([]rune(s[at:p.End])))
			at = p.End
			out[i].Pieces = append(out[i].Pieces, piece{units, kinds[p.Kind]})
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		fmt.Fprintln(os.Stderr, "writing pieces:", err)
		os.Exit(2)
	}
}

// whole is what stays whole on the lines of a site; nil without a site.
func whole(folder string) (*text.Names, error) {
	if folder == "" {
		return nil, nil
	}
	s, _, err := site.Load(os.DirFS(folder), site.Options{Day: "2026-12-01", Themes: themes.FS})
	if err != nil {
		return nil, err
	}
	list := text.CommonWords()
	for lang := range s.Langs {
		list = append(list, s.Glossary.Whole(lang)...)
		list = append(list, s.Locales[lang].AfterNumbers()...)
	}
	return text.NewNames(list), nil
}
