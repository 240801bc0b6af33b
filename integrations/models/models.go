// Package models gives the embedder through langchaingo's interface: a remote one when configured, the one of our own
// otherwise. It also keeps the trade's glossary, by which English and Chinese words of one meaning are known as one.
//
// # The built-in embedder
//
// It puts English and Chinese into one space: a text's vector is the sum of the vectors of its words, at unit length. It
// knows some sixty-five thousand English words, Chinese words and characters. Any other word, and
// any misspelt one, has the sum of its parts of three to five letters, which share hashed rows. How much a word counts is
// the length of its vector, so that nothing is left to do when a text is embedded but to look up and to add; whole numbers
// of four bits do, sixteen to a machine word.
//
// The vectors are learned from pairs of texts that belong together (see the package training): of all the texts of a batch
// each has to pick its other half. What was tried, by the mean reciprocal rank among the first ten of the passage that
// answers a question in the other language (XQuAD, half of it), and by how often a sentence finds its translation first
// (Tatoeba, kept out). Each group is compared within itself, for they were learned for different lengths of time:
//
//	                                                     en to zh  zh to en  Tatoeba
//	256 numbers, temperature 0.05, weights 0.001/(0.001+p),
//	  p the frequency in all pairs                         0.562     0.534     0.909
//	  temperature 0.03                                     0.494     0.468     0.904
//	  one side always lengthened to a passage              0.506     0.516     0.902
//	  weights with 0.0001                                  0.534     0.503     0.862
//	  weights with 0.01                                    0.568     0.538     0.934
//	  weights with 0.01, temperature 0.1                   0.606     0.604     0.945
//	temperature 0.1, p the frequency in whole sentences
//	  without the dictionary, weights with 0.001           0.643     0.649     0.884
//	  weights with 0.01, two rounds instead of three       0.582     0.588     0.935
//	the same, half the batch, two rounds                   0.629     0.635     0.880
//	  questions and the sentences that answer them         0.624     0.645     0.858
//	    (within a language 0.61 instead of 0.56)
//	  texts paired with parts of themselves                0.587     0.614     0.846
//	  a repeated word counted once                         0.511     0.539     0.879
//	  512 numbers                                          0.682     0.691     0.875
//	    at four bits each                                  0.677     0.686     0.874
//	  1024 numbers                                         0.702     0.723     0.866
//	    at two bits each                                   0.698     0.711     0.860
//	    without the two commonest directions               0.706     0.745     0.863
//
// More numbers are better because fewer words get in each other's way in a long passage; but 1024 would double what every
// search by meaning reads. Two characters side by side outside the known words as parts of their own, which would help
// within Chinese (0.68 instead of 0.65), made everything between the languages worse (0.65, 0.66, 0.929), and so they are
// left out. That a part counts twice in a word that is not known (see PartTimes) gave 0.01 nearly everywhere.
//
// The model that came of it: 512 numbers of four bits, four rounds, half of the questions and answers. Beside it hashing
// without anything learned, also onto 512 numbers, and the words alone (BM25 over stems and pairs of characters), on what
// was kept out of the training:
//
//	                                        learned  hashed  words  words and learned
//	XQuAD, English to Chinese, MRR@10         0.695   0.040  0.118              0.687
//	XQuAD, Chinese to English, MRR@10         0.708   0.043  0.111              0.732
//	SQuAD, MRR@10                             0.653   0.518  0.872              0.873
//	CMRC and DRCD, MRR@10                     0.654   0.687  0.962              0.958
//	Tatoeba, translation found first          0.941   0.004
//	our own sayings, English to Chinese       0.978   0.000  0.000              0.978
//	our own sayings, Chinese to English       0.965   0.000  0.000              0.965
//	CLINC150, nearest centre                  0.810   0.748
//	BANKING77, nearest centre                 0.774   0.742
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
	_, ok := e.(*Trained)
	return ok
}
