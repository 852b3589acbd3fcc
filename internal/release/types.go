package release

import (
	"path"
	"strings"
)

// TypeOf gives the media type of a path by its extension. The table is our own
// and complete: the system's differs from one computer to the next, and the
// manifest must not.
func TypeOf(name string) string {
	if t, ok := types[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}

const utf8Text = "; charset=utf-8"

// types has what nhipcau writes and what a site may attach or add in static/.
var types = map[string]string{
	".css":  "text/css" + utf8Text,
	".csv":  "text/csv" + utf8Text,
	".htm":  "text/html" + utf8Text,
	".html": "text/html" + utf8Text,
	".ics":  "text/calendar" + utf8Text,
	".js":   "text/javascript" + utf8Text,
	".md":   "text/markdown" + utf8Text,
	".mjs":  "text/javascript" + utf8Text,
	".txt":  "text/plain" + utf8Text,
	".vtt":  "text/vtt" + utf8Text,
	".yaml": "application/yaml",
	".yml":  "application/yaml",

	// XML says its encoding itself, and JSON is always UTF-8 (RFC 8259, 8.1);
	// web servers that know no better still read the parameter.
	".atom":        "application/atom+xml" + utf8Text,
	".geojson":     "application/geo+json",
	".json":        "application/json",
	".jsonld":      "application/ld+json",
	".rss":         "application/rss+xml" + utf8Text,
	".svg":         "image/svg+xml" + utf8Text,
	".webmanifest": "application/manifest+json",
	".xml":         "application/xml" + utf8Text,
	".xsl":         "application/xslt+xml" + utf8Text,

	".avif": "image/avif",
	".gif":  "image/gif",
	".ico":  "image/vnd.microsoft.icon",
	".jpeg": "image/jpeg",
	".jpg":  "image/jpeg",
	".png":  "image/png",
	".webp": "image/webp",

	".m4a":  "audio/mp4",
	".mp3":  "audio/mpeg",
	".mp4":  "video/mp4",
	".ogg":  "audio/ogg",
	".wav":  "audio/wav",
	".webm": "video/webm",

	".otf":   "font/otf",
	".ttf":   "font/ttf",
	".woff":  "font/woff",
	".woff2": "font/woff2",

	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".gz":   "application/gzip",
	".ods":  "application/vnd.oasis.opendocument.spreadsheet",
	".odt":  "application/vnd.oasis.opendocument.text",
	".pdf":  "application/pdf",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".wasm": "application/wasm",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".zip":  "application/zip",
}

// mediaType says whether s looks like a media type. It does not ask TypeOf: a
// release made with an older table is still a release.
func mediaType(s string) bool {
	main, sub, ok := strings.Cut(s, "/")
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return ok && main != "" && sub != ""
}
