// Package models gives the embedder through langchaingo's interface: a remote one when configured, an embedder of our own
// otherwise. It also keeps the trade's glossary, by which English and Chinese words of one meaning are known as one.
package models

import "github.com/tmc/langchaingo/embeddings"

// Embedder is a langchaingo embedder that says which model it is.
type Embedder interface {
	embeddings.Embedder
	Model() string  // name, stored with every vector
	Dimension() int // length of every vector; 0 while a remote model has not answered yet
}

// InProcess says that an embedder needs no network, so that it may be used where waiting is not allowed.
func InProcess(e Embedder) bool {
	_, ok := e.(hashed)
	return ok
}
