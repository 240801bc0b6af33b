package postgres

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// lock is a lock between processes that ends with the process, however it ends.
type lock struct{ file *os.File }

// acquire waits for a lock of a kind (syscall.LOCK_SH or LOCK_EX, with LOCK_NB not waiting) on a file.
func acquire(path string, kind int) (*lock, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	for {
		err = syscall.Flock(int(file.Fd()), kind)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return &lock{file}, nil
}

// upgrade makes a shared lock exclusive, unless another process shares it.
func (l *lock) upgrade() bool {
	return syscall.Flock(int(l.file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}

// release unlocks before it closes: a child process that is just being started holds a copy of the file for a moment.
func (l *lock) release() {
	_ = syscall.Flock(int(l.file.Fd()), syscall.LOCK_UN) // closing does it too
	l.file.Close()
}

// ErrInUse says that another oldhand serves from the data folder.
var ErrInUse = errors.New("another oldhand is serving from this data folder")

// Claim makes this process the only one that serves from a data folder, until it ends or release is called.
// Error: ErrInUse.
func Claim(dir string) (release func(), err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	claimed, err := acquire(dir+"/serve.lock", syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, ErrInUse
	}
	if err != nil {
		return nil, err
	}
	return claimed.release, nil
}

// InUse says whether an oldhand serves from a data folder. It makes nothing.
func InUse(dir string) (bool, error) {
	file, err := os.Open(dir + "/serve.lock")
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("lock: %w", err)
	}
	looked := lock{file}
	defer looked.release()
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_SH|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return true, nil
	}
	return false, err
}
