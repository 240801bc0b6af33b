// Package models gives the embedder and the language model through langchaingo's interfaces: a remote one when
// configured, an embedder of our own otherwise.
package models

import "github.com/tmc/langchaingo/embeddings"

// Embedder is a langchaingo embedder that says which model it is.
type Embedder interface {
	embeddings.Embedder
	Model() string  // name, stored with every vector
	Dimension() int // length of every vector
}
