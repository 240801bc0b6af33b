package e2e

import "syscall"

// dyingWithTests has a process killed when the tests end, however they end.
func dyingWithTests() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
