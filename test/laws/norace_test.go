//go:build !race

package laws

const slowness = 1
