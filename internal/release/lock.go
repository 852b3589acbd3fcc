package release

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// BusyError says that another process is changing the output folder.
type BusyError struct {
	Out   string    // as the caller gave it
	PID   int       // the other process; 0 if it did not say
	Since time.Time // when it began, by the disk's clock; zero if it did not say
}

func (e *BusyError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("output folder %s is in use by another build", e.Out)
	}
	return fmt.Sprintf("output folder %s is in use by another build, process %d, since %s",
		e.Out, e.PID, e.Since.Format(time.DateTime))
}

// patience is how long Open waits for the lock. A build holds it for its whole
// length and is not waited for; another command that only clears up after an
// interrupted one is done within it.
const patience = time.Second

// lock is the right to change an output folder. The system takes it back when
// the process ends, however it ends.
type lock struct {
	file  *flock.Flock
	owner string
	mode  fs.FileMode // that files get here: 0644 less what the user withholds
}

// acquire makes the working folder if needed and takes the lock in it.
func acquire(p place) (*lock, error) {
	if err := makeWork(p.work); err != nil {
		return nil, fmt.Errorf("make working folder of %s: %w", p.shown, err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	file := lockFile(p)
	ok, err := file.TryLockContext(ctx, 20*time.Millisecond)
	switch {
	case ok:
		return take(p, file)
	case errors.Is(err, context.DeadlineExceeded):
		return nil, errors.Join(busy(p), file.Close())
	}
	return nil, errors.Join(fmt.Errorf("lock output folder %s: %w", p.shown, err), file.Close())
}

// tryAcquire takes the lock if it is free; nil if it is not.
func tryAcquire(p place) (*lock, error) {
	file := lockFile(p)
	ok, err := file.TryLock()
	switch {
	case ok:
		return take(p, file)
	case err != nil:
		return nil, errors.Join(fmt.Errorf("lock output folder %s: %w", p.shown, err), file.Close())
	}
	return nil, file.Close()
}

func lockFile(p place) *flock.Flock {
	return flock.New(filepath.Join(p.work, "lock"), flock.SetPermissions(0o666))
}

// take says whose the lock is. Not in the lock file itself, which Windows lets
// nobody else read.
func take(p place, file *flock.Flock) (*lock, error) {
	l := &lock{file: file, owner: filepath.Join(p.work, "owner")}
	if err := l.sign(); err != nil {
		return nil, errors.Join(fmt.Errorf("lock output folder %s: %w", p.shown, err), file.Close())
	}
	return l, nil
}

func (l *lock) sign() error {
	if err := os.Remove(l.owner); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := write(l.owner, []byte(strconv.Itoa(os.Getpid())+"\n")); err != nil {
		return err
	}
	info, err := os.Stat(l.owner)
	if err == nil {
		l.mode = info.Mode()
	}
	return err
}

// ours says whether a file or folder is as this process would have made it.
func (l *lock) ours(info fs.FileInfo) bool {
	if info.IsDir() {
		return info.Mode().Perm() == l.mode|l.mode&0o444>>2
	}
	return info.Mode() == l.mode
}

func (l *lock) release() error {
	_ = os.Remove(l.owner) // a courtesy: the next owner replaces it
	return l.file.Close()
}

// busy reads who has the lock. Between two owners it may find none.
func busy(p place) *BusyError {
	e := &BusyError{Out: p.shown}
	owner := filepath.Join(p.work, "owner")
	data, err := os.ReadFile(owner)
	if err != nil {
		return e
	}
	info, err := os.Stat(owner)
	if err != nil {
		return e
	}
	if pid, err := strconv.Atoi(strings.TrimSpace(string(data))); err == nil {
		e.PID, e.Since = pid, info.ModTime()
	}
	return e
}

// makeWork makes the working folder, which no version control should keep.
func makeWork(work string) error {
	if err := os.MkdirAll(work, 0o755); err != nil {
		return err
	}
	name := filepath.Join(work, ".gitignore")
	if there, err := exists(name); there || err != nil {
		return err
	}
	return os.WriteFile(name, []byte("*\n"), 0o644)
}
