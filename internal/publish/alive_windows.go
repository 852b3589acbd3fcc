package publish

import "os"

// alive says whether a process of this computer still runs: Windows opens only
// such a process, or one that somebody still has a handle of.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	_ = p.Release()
	return true
}
