package docs_test

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/app/markdown"
)

var update = flag.Bool("update", false, "note that all translations are of the English pages as they are now")

// languages are those of the window beside English.
var languages = []string{"de", "es"}

// onlyEnglish are pages of the guide that are not translated: they are made from the commands.
var onlyEnglish = []string{"commands.md"}

// TestGuide_TranslationsAreOfThePage holds each translated page to the English one: that it is of its present text (guide/LANGUAGE/of.tsv), has the same parts, and that its links
// lead to the same places.
func TestGuide_TranslationsAreOfThePage(t *testing.T) {
	pages, err := fs.Glob(os.DirFS("guide"), "*.md")
	if err != nil || len(pages) < 40 {
		t.Fatalf("the pages are %v (%v)", pages, err)
	}
	for _, language := range languages {
		t.Run(language, func(t *testing.T) {
			table := filepath.Join("guide", language, "of.tsv")
			if *update {
				if err := os.WriteFile(table, []byte(stamps(t, pages)), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			noted, err := os.ReadFile(table)
			if err != nil {
				t.Error(err)
			}
			of := map[string]string{}
			for line := range strings.Lines(string(noted)) {
				name, stamp, _ := strings.Cut(strings.TrimSpace(line), "\t")
				of[name] = stamp
			}
			for _, name := range pages {
				if slices.Contains(onlyEnglish, name) {
					continue
				}
				t.Run(name, func(t *testing.T) {
					english, other := readPage(t, name), readPage(t, path.Join(language, name))
					if stamp := stampOf(english); of[name] != stamp {
						t.Errorf("the English page has changed since it was translated: mend guide/%s/%s, then go test ./docs -update", language, name)
					}
					for _, what := range unlike(markdown.Parse(english), markdown.Parse(other)) {
						t.Error(what)
					}
					for _, what := range astray(t, language, name) {
						t.Error(what)
					}
				})
			}
		})
	}
}

func readPage(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("guide", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// stampOf tells one text from another.
func stampOf(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text)))[:16] }

func stamps(t *testing.T, pages []string) string {
	var b strings.Builder
	for _, name := range pages {
		if !slices.Contains(onlyEnglish, name) {
			fmt.Fprintf(&b, "%s\t%s\n", name, stampOf(readPage(t, name)))
		}
	}
	return b.String()
}

// unlike says where two pages have other parts.
func unlike(english, other []markdown.Block) []string {
	var out []string
	for i := range max(len(english), len(other)) {
		if i >= len(english) || i >= len(other) {
			return append(out, fmt.Sprintf("%d blocks, want %d", len(other), len(english)))
		}
		e, o := english[i], other[i]
		what := fmt.Sprintf("block %d, “%.60s”", i+1, cmpWords(o))
		switch {
		case e.Kind != o.Kind || e.Level != o.Level || e.Number != o.Number || e.Column != o.Column || e.Lines() != o.Lines():
			return append(out, fmt.Sprintf("%s: kind %d level %d number %d, %d × %d cells; want kind %d level %d number %d, %d × %d cells, “%.60s”",
				what, o.Kind, o.Level, o.Number, o.Lines(), o.Column, e.Kind, e.Level, e.Number, e.Lines(), e.Column, cmpWords(e)))
		case e.Kind == markdown.Code && strings.Count(e.Text, "\n") != strings.Count(o.Text, "\n"):
			out = append(out, what+": code of other lines")
		case len(e.Words()) > 40 && (len(o.Words()) < len(e.Words())/2 || len(o.Words()) > 3*len(e.Words())):
			out = append(out, fmt.Sprintf("%s: %d bytes of words for %d", what, len(o.Words()), len(e.Words())))
		}
	}
	return out
}

func cmpWords(b markdown.Block) string {
	if b.Words() == "" {
		return b.Text
	}
	return b.Words()
}

// heading is what place a link has on a page: the n-th heading, from 1; 0 for the beginning, -1 for no such heading.
func heading(page, slug string) int {
	n := 0
	for _, b := range markdown.Parse(page) {
		if b.Kind != markdown.Heading {
			continue
		}
		if n++; b.Slug() == slug {
			return n
		}
	}
	if slug == "" {
		return 0
	}
	return -1
}

// astray says which links of a translated page lead elsewhere than those of the page. In a list, a table or a sentence they may stand in another order.
func astray(t *testing.T, language, name string) []string {
	want, got := places(t, "", name), places(t, language, name)
	slices.Sort(want)
	slices.Sort(got)
	if slices.Equal(want, got) {
		return nil
	}
	var out []string
	for _, w := range want {
		if !slices.Contains(got, w) {
			out = append(out, "no link to "+w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			out = append(out, "a link to "+g)
		}
	}
	return append(out, fmt.Sprintf("%d links, want %d", len(got), len(want)))
}

// places are where the links and pictures of a page lead: pages by their English name, headings by their number.
func places(t *testing.T, language, name string) []string {
	var out []string
	for _, link := range links(readPage(t, path.Join(language, name))) {
		if strings.Contains(link, "://") || strings.HasPrefix(link, "mailto:") {
			out = append(out, link)
			continue
		}
		file, slug, _ := strings.Cut(link, "#")
		if file == "" {
			file = name
		}
		at := path.Join("guide", language, file)
		text, err := os.ReadFile(at)
		if err != nil {
			out = append(out, "nothing at "+at)
			continue
		}
		english := strings.Replace(at, "guide/"+language+"/", "guide/", 1)
		if path.Ext(at) != ".md" {
			text = nil
		}
		out = append(out, fmt.Sprintf("%s#%d", english, heading(string(text), slug)))
	}
	return out
}
