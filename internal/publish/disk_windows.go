package publish

import (
	"errors"
	"syscall"
)

// linksMove says whether a rename replaces a symbolic link in one step.
const linksMove = false

// heldOpen says whether a move failed because a program has something open.
func heldOpen(err error) bool {
	const sharing, locked = syscall.Errno(32), syscall.Errno(33)
	return errors.Is(err, syscall.ERROR_ACCESS_DENIED) || errors.Is(err, sharing) || errors.Is(err, locked)
}
