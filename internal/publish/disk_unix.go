//go:build unix

package publish

// linksMove says whether a rename replaces a symbolic link in one step.
const linksMove = true

// heldOpen is for Windows: here open files do not mind being moved.
func heldOpen(error) bool { return false }
