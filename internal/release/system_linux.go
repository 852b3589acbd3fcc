package release

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// exchange lets two folders change places in one step.
func exchange(a, b string) error {
	err := unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
	// A file system that does not know the flag says EINVAL, an old kernel ENOSYS.
	if err == unix.EINVAL || errors.Is(err, errors.ErrUnsupported) {
		return errors.ErrUnsupported
	}
	if err != nil {
		return fmt.Errorf("exchange %s and %s: %w", a, b, err)
	}
	return nil
}

// mounted says whether dir is a mount point. Comparing devices would not do: a
// folder can be mounted on its own file system, and a Btrfs subvolume has a
// device of its own and can be moved.
func mounted(dir string) bool {
	var st unix.Statx_t
	err := unix.Statx(unix.AT_FDCWD, dir, unix.AT_SYMLINK_NOFOLLOW, 0, &st)
	return err == nil && st.Attributes&unix.STATX_ATTR_MOUNT_ROOT != 0
}

// flush puts the file, and all that was written to its file system before it,
// on the disk: one call instead of one for each file.
func flush(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	err = unix.Syncfs(int(f.Fd()))
	if errors.Is(err, errors.ErrUnsupported) {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
