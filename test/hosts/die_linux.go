package hosts

import "syscall"

// dieWithParent ends a server with the test, should that be killed.
func dieWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGKILL }
