//go:build !amd64

package encoder

// best gives the fastest kernels that this processor can run.
func best() kernels { return portable }
