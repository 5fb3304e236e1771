package docs_test

import (
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app/markdown"
	"throughline/docs"
)

// links are where the links and pictures of a page lead.
func links(page string) []string {
	var out []string
	for _, b := range markdown.Parse(page) {
		for _, runs := range append([][]markdown.Run{b.Runs}, b.Rows...) {
			for _, r := range runs {
				if r.Link != "" {
					out = append(out, r.Link)
				}
			}
		}
	}
	return out
}

func hasHeading(page, slug string) bool {
	for _, b := range markdown.Parse(page) {
		if b.Kind == markdown.Heading && b.Slug() == slug {
			return true
		}
	}
	return false
}

// broken says what is wrong with a link on a page of files; "" for nothing. Addresses elsewhere are not looked at.
func broken(files fs.FS, page, link string) string {
	if strings.Contains(link, "://") || strings.HasPrefix(link, "mailto:") {
		return ""
	}
	file, heading, _ := strings.Cut(link, "#")
	name := page
	if file != "" {
		plain, err := url.PathUnescape(file)
		if err != nil {
			return err.Error()
		}
		name = path.Join(path.Dir(page), plain)
	}
	info, err := fs.Stat(files, name)
	switch {
	case err != nil:
		return "leads to nothing"
	case info.IsDir() || heading == "":
		return ""
	}
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return err.Error()
	}
	if !hasHeading(string(text), heading) {
		return "leads to a heading that " + name + " has not"
	}
	return ""
}

func TestDocs_EveryLinkAndPictureResolves(t *testing.T) {
	root := os.DirFS(filepath.Join("..")) // the checkout
	pages := 0
	look := func(name string) {
		text, err := fs.ReadFile(root, name)
		if err != nil {
			t.Fatal(err)
		}
		pages++
		for _, link := range links(string(text)) {
			if what := broken(root, name, link); what != "" {
				t.Errorf("%s: the link %s %s", name, link, what)
			}
		}
	}
	for _, glob := range []string{"*.md", "docs/*.md", "docs/guide/*.md", "docs/guide/*/*.md"} {
		names, err := fs.Glob(root, glob)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s finds %v (%v)", glob, names, err)
		}
		for _, name := range names {
			look(name)
		}
	}
	if pages < 40 {
		t.Errorf("only %d pages were looked at", pages)
	}
}

func TestBroken_TellsWhatIsWrong(t *testing.T) {
	root := os.DirFS("guide")
	for _, c := range []struct {
		name, link string
		want       bool
	}{
		{"a page", "themes.md", false},
		{"a heading", "README.md#chapters", false},
		{"a heading of the same page", "#chapters", false},
		{"an address elsewhere", "https://example.com/x", false},
		{"no such page", "gone.md", true},
		{"no such heading", "README.md#gone", true},
		{"no such picture", "../screens/gone.png", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := broken(root, "README.md", c.link); (got != "") != c.want {
				t.Errorf("broken() = %q, want one: %v", got, c.want)
			}
		})
	}
}

// TestFiles_HoldWhatTheGuideShows holds what is built into the program to the guide: each picture and each page of the contents.
func TestFiles_HoldWhatTheGuideShows(t *testing.T) {
	pages, err := fs.Glob(docs.Files, "guide/*.md")
	if err != nil || len(pages) < 30 {
		t.Fatalf("the pages are %v (%v)", pages, err)
	}
	others, err := fs.Glob(docs.Files, "guide/*/*.md")
	if err != nil || len(others) != len(languages)*(len(pages)-len(onlyEnglish)) {
		t.Fatalf("the translated pages are %v (%v)", others, err)
	}
	pages = append(pages, others...)
	for _, page := range pages {
		text, err := fs.ReadFile(docs.Files, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range markdown.Parse(string(text)) {
			if b.Kind == markdown.Picture {
				if what := broken(docs.Files, page, b.Text); what != "" {
					t.Errorf("%s: the picture %s %s in the program", page, b.Text, what)
				}
			}
		}
	}
}
