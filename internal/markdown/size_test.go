//go:build !race

package markdown

// How often a hostile piece is repeated, and how long a hostile body is.
const (
	many = 20_000
	long = 1 << 20
)
