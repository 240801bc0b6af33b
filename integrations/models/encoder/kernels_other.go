//go:build !amd64

package encoder

// supported gives the kernels that this processor can run, the fastest last.
func supported() []kernels { return []kernels{portable} }
