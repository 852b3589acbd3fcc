//go:build unix

package publish

import (
	"errors"
	"syscall"
)

// alive says whether a process of this computer still runs.
func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return pid > 0 && (err == nil || errors.Is(err, syscall.EPERM))
}
