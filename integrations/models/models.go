// Package models gives the embedder through langchaingo's interface, a remote one when configured, the one of our own
// otherwise, and a language model where one is configured.
//
// # The built-in embedder
//
// It puts English and Chinese into one space: a text's vector is the sum of the vectors of its words, at unit length. It
// knows some seventy thousand English words and Chinese words, and all characters, each of which counts beside the words it
// is in. Any other word has the vector of the known word that it begins with, if little more than an ending differs, and, as
// any misspelt one, the sum of its parts of three to five letters, which share hashed rows. A word that comes n times counts
// as the root of n. How much a word counts is the length of its vector, so that little is left to do when a text is
// embedded but to look up and to add; whole numbers of two bits do, thirty-two to a machine word.
//
// The vectors are learned from pairs of texts that belong together (see tools/embedder). English words begin where
// the Chinese words lie that stand for them in dictionary and sentences; then, of all the texts of a batch, each has to
// pick its other half, some of the halves lengthened to passages; and at last in two bits, as the model will be. The numbers
// of a vector are alike: the first half of them, brought to unit length, loses 0.04 at most. What was
// tried, by the mean reciprocal rank among the first ten of the passage that answers a question in the other language (XQuAD,
// half of it), and by how often a sentence finds its translation first (Tatoeba, kept out). Each group is compared within
// itself, for they were learned for different lengths of time; two trainings that differ in chance alone differ by some 0.004:
//
//	                                                     en to zh  zh to en  Tatoeba
//	256 numbers, temperature 0.05, weights 0.001/(0.001+p),
//	  p the frequency in all pairs                         0.562     0.534     0.909
//	  temperature 0.03                                     0.494     0.468     0.904
//	  temperature 0.1, weights with 0.01                   0.606     0.604     0.945
//	  the same, p the frequency in whole sentences         0.582     0.588     0.935
//	512 numbers, p the frequency in whole sentences        0.682     0.691     0.875
//	  beginning at the translations                        0.699     0.706     0.881
//	    smoothed once over words of one translation        0.698     0.714     0.896
//	      (within Chinese 0.670 instead of 0.695)
//	    weights with 0.0003                                0.699     0.724     0.819
//	    weights with 0.01                                  0.640     0.679     0.957
//	    weights with 0.01, less the longer the text        0.631     0.673     0.953
//	    temperature 0.05                                   0.680     0.681     0.876
//	    temperature 0.2                                    0.687     0.704     0.884
//	    passages of up to 13 texts instead of 7            0.691     0.726     0.871
//	    passages of up to 21 texts                         0.683     0.707     0.870
//	    texts paired with parts of themselves              0.587     0.614     0.846
//	1024 numbers, beginning at the translations            0.726     0.739     0.895
//	    without the two commonest directions               0.727     0.746     0.891
//	  all 44,000 English words instead of 18,000, a
//	  repeated word counting n to the power of 0.7         0.757     0.771     0.895
//	512 numbers, the same, weights with 0.002              0.737     0.719     0.913
//	    lengths learned apart from the numbers             0.736     0.714     0.956
//	1024 numbers, all of that, weights with 0.001          0.749     0.765     0.953
//	    an unknown word as the one that it begins with     0.756     0.767     0.949
//	  weights with 0.0007                                  0.768     0.772     0.950
//	    without the two commonest directions               0.770     0.771     0.948
//	    a character counting anew in every word            0.754     0.772     0.948
//	    batches of texts that share a word                 0.761     0.770     0.948
//	    texts with one intent paired, too                  0.759     0.762     0.951
//	      (CLINC150 0.874 instead of 0.812, BANKING77 0.860 instead of 0.761)
//	      batches of 512                                   0.768     0.756     0.952
//	      lengths learned half as fast again               0.757     0.759     0.956
//	      every known word in a passage, not the longest   0.750     0.769     0.951
//	  three times through, sentences counting three times  0.760     0.775     0.946
//	    in two bits, without learning so                   0.750     0.770     0.940
//	    in two bits, having learned so once                0.759     0.776     0.941
//	  five times through, sentences counting four times    0.762     0.754     0.949
//	    in two bits, without learning so                   0.757     0.744     0.947
//	    in two bits, having learned so twice               0.758     0.749     0.953
//	    batches of one kind of pairs                       0.748     0.773     0.953
//	      in two bits three times, weights with 0.0006     0.741     0.771     0.951
//	      a repeated word counting as the root of n        0.762     0.773     0.951
//	        half of the numbers alone                      0.719     0.746     0.950
//	        a quarter                                      0.652     0.677     0.948
//
// More numbers are better because fewer words get in each other's way in a long passage: with words alone, each in a
// dimension of its own and with all its translations, the same sums reach 0.79 and 0.77. In half precision 1024 numbers are
// as large as 512 were and are searched as fast.
//
// Beside the model that came of it, hashing without anything learned, onto as many numbers, and the words alone (BM25 over
// stems and pairs of characters), on what was kept out of the training:
//
//	                                        learned  hashed  words  words and learned
//	XQuAD, English to Chinese, MRR@10         0.762   0.040  0.118              0.736
//	XQuAD, Chinese to English, MRR@10         0.773   0.043  0.111              0.796
//	SQuAD, MRR@10                             0.721   0.518  0.872              0.880
//	CMRC and DRCD, MRR@10                     0.753   0.687  0.962              0.962
//	Tatoeba, translation found first          0.951   0.004
//	our own sayings, English to Chinese       0.978   0.000  0.000              0.978
//	our own sayings, Chinese to English       0.956   0.000  0.000              0.956
//	CLINC150, nearest centre                  0.869   0.748
//	BANKING77, nearest centre                 0.857   0.742
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
	_, remote := e.(*remote)
	return !remote
}
