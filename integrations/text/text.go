// Package text turns English and Chinese writing into the terms that searches match on.
package text
