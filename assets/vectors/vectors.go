// Package vectors holds English word vectors: the 100,000 most frequent words of GloVe 6B in 100 dimensions (Pennington, Socher and
// Manning 2014), eight bits a number. assets/vectors/build makes the file; LICENSE.txt says from what and under which licence.
package vectors

import _ "embed" // the file below

// English is the table of words and vectors, in this order, numbers little-endian:
//
//	magic   8 bytes "TLVEC\x00\x00\x01"
//	rows    uint32, words
//	cols    uint32, dimensions
//	bytes   uint32, length of the list of words
//	words   lower case, each followed by a line feed, the most frequent first
//	scales  rows × float32: what the numbers of a row are multiplied by
//	numbers rows × cols × int8
//
// Callers must not change the bytes.
//
//go:embed english.bin
var English []byte

// License is the notice that travels with the vectors.
//
//go:embed LICENSE.txt
var License string
