// Package synthesistest reads the public labelled sets on which tests measure quality.
package synthesistest

import (
	"bufio"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Set is a sample of labelled texts.
type Set struct {
	Texts  []string
	Labels []string // beside Texts
}

// Load reads at most n texts (0 for all) of a set, such as "banking77", drawn by the seed. It skips the test when the set is not at
// hand: the sets stand beside the repository, in ../shared/data, as lines of label, tab, text.
func Load(t testing.TB, name string, n int, seed int64) Set {
	t.Helper()
	file, err := os.Open(find(name + ".tsv"))
	if err != nil {
		t.Skipf("the labelled set %s is not at hand: %v", name, err)
	}
	defer func() { _ = file.Close() }() // only read
	var s Set
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		label, text, ok := strings.Cut(lines.Text(), "\t")
		if !ok {
			continue
		}
		s.Labels, s.Texts = append(s.Labels, label), append(s.Texts, text)
	}
	if err := lines.Err(); err != nil {
		t.Fatalf("read set %s: %v", name, err)
	}
	rng := rand.New(rand.NewPCG(uint64(seed), 0x5e7))
	rng.Shuffle(len(s.Texts), func(i, j int) {
		s.Texts[i], s.Texts[j] = s.Texts[j], s.Texts[i]
		s.Labels[i], s.Labels[j] = s.Labels[j], s.Labels[i]
	})
	if n > 0 && n < len(s.Texts) {
		s.Texts, s.Labels = s.Texts[:n], s.Labels[:n]
	}
	return s
}

// File reads a file of the public sets. It skips the test when the file is not at hand.
func File(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(find(name))
	if err != nil {
		t.Skipf("the labelled set %s is not at hand: %v", name, err)
	}
	return b
}

// find returns the path of a file in shared/data beside one of the folders above the test.
func find(name string) string {
	dir, err := os.Getwd()
	if err != nil {
		return name
	}
	for {
		path := filepath.Join(dir, "..", "shared", "data", name)
		if _, err := os.Stat(path); err == nil || filepath.Dir(dir) == dir {
			return path
		}
		dir = filepath.Dir(dir)
	}
}

// Numbers returns the labels as numbers 0, 1, … in order of first appearance, and how many there are.
func (s Set) Numbers() ([]int, int) {
	ids := make(map[string]int)
	out := make([]int, len(s.Labels))
	for i, l := range s.Labels {
		if _, ok := ids[l]; !ok {
			ids[l] = len(ids)
		}
		out[i] = ids[l]
	}
	return out, len(ids)
}
