// Package themes carries the themes inside the program.
package themes

import "embed"

// FS holds one folder for each theme. A site's own themes/NAME goes before it,
// file by file.
//
//go:embed all:default
var FS embed.FS
