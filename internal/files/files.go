// Package files holds the second noun of nhipcau: Files, what a visitor gets.
//
// A File is one output. Files flow one by one, in a fixed order, from
// rendering to whatever takes them: a release on disk, the checks, a preview.
package files

import "nhipcau/internal/problem"

// File is one output: path and bytes.
type File struct {
	Path string // slash-separated, relative to the root of the site, no leading slash
	Data []byte

	// What checks want to know of a page and cannot see in its bytes; nil for
	// other files.
	Page    *Page
	Forever bool // the name holds a hash of the bytes: whoever has it may keep it
}

// Page is what the sources know of a rendered page.
type Page struct {
	Links []Link // the links of its body inside the site, in order
}

// Link is one link inside the site that an author wrote.
type Link struct {
	At     problem.At
	Target string // the path of the file it leads to
	Anchor string // the part after #, if any
}
