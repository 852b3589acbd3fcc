//go:build unix && !linux

package hosts

import "syscall"

// dieWithParent is for Linux; elsewhere a killed test leaves its servers.
func dieWithParent(*syscall.SysProcAttr) {}
