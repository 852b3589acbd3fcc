package release

import (
	"errors"

	"golang.org/x/sys/windows"
)

// immovable says whether a move failed because of a mount point.
func immovable(err error) bool {
	return errors.Is(err, windows.ERROR_NOT_SAME_DEVICE)
}

// heldOpen says whether a move or deletion failed because a program has
// something open in the folder. Access denied is what most such failures are
// called; where it is meant, the retries cost a few seconds.
func heldOpen(err error) bool {
	return errors.Is(err, windows.ERROR_ACCESS_DENIED) ||
		errors.Is(err, windows.ERROR_SHARING_VIOLATION) ||
		errors.Is(err, windows.ERROR_LOCK_VIOLATION) ||
		errors.Is(err, windows.ERROR_DIR_NOT_EMPTY)
}

// syncFolder has no counterpart here: NTFS keeps a journal of names.
func syncFolder(string) error { return nil }
