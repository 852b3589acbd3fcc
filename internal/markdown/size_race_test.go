//go:build race

package markdown

// The race detector makes everything ten times slower; what is slow is found
// without it.
const (
	many = 2_000
	long = 1 << 16
)
