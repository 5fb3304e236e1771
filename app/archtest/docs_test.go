package archtest_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

var (
	namedTest = regexp.MustCompile("`((?:Test|Fuzz|Benchmark)[A-Z][A-Za-z0-9_]*)`")
	testFunc  = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)[A-Z][A-Za-z0-9_]*)\(`)
)

// TestDocs_NameTestsThatExist holds the pages that point to tests to the source.
func TestDocs_NameTestsThatExist(t *testing.T) {
	root := filepath.Join("..", "..")
	known := map[string]bool{}
	for _, f := range readAll(t, root) {
		for _, m := range testFunc.FindAllSubmatch(f.Source, -1) {
			known[string(m[1])] = true
		}
	}
	pages, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil || !slices.Contains(pages, filepath.Join(root, "docs", "COMPARISON.md")) {
		t.Fatalf("the pages found are %v (%v)", pages, err)
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range namedTest.FindAllSubmatch(text, -1) {
			if !known[string(m[1])] {
				t.Errorf("%s points to %s, and there is no such test", filepath.Base(page), m[1])
			}
		}
	}
}
