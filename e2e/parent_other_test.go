//go:build !linux

package e2e

import "syscall"

// dyingWithTests is for Linux alone: elsewhere a process may outlive tests that are killed.
func dyingWithTests() *syscall.SysProcAttr { return nil }
