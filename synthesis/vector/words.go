package vector

import (
	"encoding/binary"
	"iter"
	"math"
	"slices"
	"strings"
	"sync"

	"throughline/assets/vectors"
)

// Words is a table of word vectors: words that are used alike point the same way. It does not change and is safe for concurrent use.
type Words struct {
	Dims    int
	rank    map[string]int32 // place in the order of frequency, from 0
	ranked  []string         // words by rank
	scales  []byte           // float32 a row
	numbers []byte           // int8, rows × Dims
}

// EnglishWords returns the bundled table. It is read once, when first asked for, in about 15 ms; the numbers stay where the program has
// them.
var EnglishWords = sync.OnceValue(func() *Words { return readWords(vectors.English) })

// wordsMagic begins a table, see the package vectors.
const wordsMagic = "TLVEC\x00\x00\x01"

// readWords reads a table that was built with the program: one that is cut short gives an empty table.
func readWords(b []byte) *Words {
	const head = len(wordsMagic) + 12
	w := &Words{rank: map[string]int32{}}
	if len(b) < head || string(b[:len(wordsMagic)]) != wordsMagic {
		return w
	}
	size := func(i int) int { return int(binary.LittleEndian.Uint32(b[len(wordsMagic)+4*i:])) }
	rows, cols, list := size(0), size(1), size(2)
	if len(b) != head+list+4*rows+rows*cols {
		return w
	}
	w.Dims, w.rank = cols, make(map[string]int32, rows)
	w.ranked = strings.Split(strings.TrimSuffix(string(b[head:head+list]), "\n"), "\n")
	for i, word := range w.ranked {
		w.rank[word] = int32(i)
	}
	w.scales, w.numbers = b[head+list:head+list+4*rows], b[head+list+4*rows:]
	return w
}

// Rank returns the place of a word (lower case) among all by frequency, from 0; ok is false for one that is not known.
func (w *Words) Rank(word string) (rank int, ok bool) {
	i, ok := w.rank[word]
	return int(i), ok
}

// Ranked yields the words with their ranks, the most frequent first.
func (w *Words) Ranked() iter.Seq2[int, string] { return slices.All(w.ranked) }

// AddTo adds weight times the vector of the word of a rank to dst, which has Dims values.
func (w *Words) AddTo(dst []float64, rank int, weight float64) {
	scale := weight * float64(math.Float32frombits(binary.LittleEndian.Uint32(w.scales[4*rank:])))
	for j, v := range w.numbers[rank*w.Dims : (rank+1)*w.Dims] {
		dst[j] += scale * float64(int8(v))
	}
}

// Commonness is the share of running English text that the word of a rank makes up, by Zipf's law with Mandelbrot's shift.
func Commonness(rank int) float64 { return 0.1 / (float64(rank) + 2.7) }
