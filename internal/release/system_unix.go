//go:build unix

package release

import (
	"errors"
	"os"
	"syscall"
)

// immovable says whether a move failed because of a mount point.
func immovable(err error) bool {
	return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EXDEV)
}

// heldOpen is for Windows: here open files do not mind being moved.
func heldOpen(error) bool { return false }

// syncFolder puts the names in a folder on the disk. Some file systems cannot
// do that, and need not.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, f.Close())
}
