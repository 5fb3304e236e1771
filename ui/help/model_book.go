package help

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/fold"
	"throughline/app/markdown"
	"throughline/ui/say"
)

// contents is the page that lists the chapters: below its heading called chapters, a heading for each group and an item for each chapter.
const (
	contents = "guide/README.md"
	chapters = "chapters"
)

// A page that is translated lies in a folder of its language beside the English one, which it follows heading by heading: "guide/de/reading.md". Pages and headings are
// called as in English everywhere, so that a screen leads to the same place in each language.

// translated is the name of a page in another language.
func translated(name, language string) string {
	dir, file := path.Split(name)
	return path.Join(dir, language, file)
}

// original is the name of the page that a page is a translation of, or its own.
func original(name string) string {
	if parts := strings.Split(name, "/"); len(parts) == 3 && parts[0] == path.Dir(contents) {
		return path.Join(parts[0], parts[2])
	}
	return name
}

// Chapter is one entry of the contents.
type Chapter struct {
	Group string // "" for the page of contents itself
	Title string
	About string
	File  string // "guide/reading.md"
}

// Page is one page, read.
type Page struct {
	File   string // what it is called
	From   string // where it was read: what it leads to and its pictures lie beside it
	Title  string
	Blocks []markdown.Block

	words    [][]fold.Word  // of each block
	headings map[string]int // blocks by what links call them, in English and on the page itself
}

// Translated reports whether the page is in another language than English.
func (p *Page) Translated() bool { return p.From != p.File }

// Book is the user guide, read.
type Book struct {
	Chapters []Chapter // in the order of the contents, which come first
	pages    map[string]*Page
}

// Contents are the chapters in order, the page of contents first, in a language of the window. It reads that page alone.
func Contents(files fs.FS, language string) ([]Chapter, error) {
	first, err := readPage(files, language, contents)
	if err != nil {
		return nil, err
	}
	return chaptersOf(first), nil
}

func chaptersOf(first *Page) []Chapter {
	return append([]Chapter{{Title: first.Title, About: say.T("The whole way, from plan to report"), File: contents}}, list(first)...)
}

// ReadBook reads the contents and each page they name, in a language of the window or else in English. It fails if the contents or a page is missing.
func ReadBook(files fs.FS, language string) (*Book, error) {
	b := &Book{pages: map[string]*Page{}}
	first, err := readPage(files, language, contents)
	if err != nil {
		return nil, err
	}
	b.pages[contents] = first
	b.Chapters = chaptersOf(first)
	for _, c := range b.Chapters {
		if b.pages[c.File] != nil {
			continue
		}
		if b.pages[c.File], err = readPage(files, language, c.File); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func readPage(files fs.FS, language, name string) (*Page, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	p := &Page{File: name, From: name, Blocks: markdown.Parse(string(text)), headings: map[string]int{}}
	called := slugs(p.Blocks)
	if other := translated(name, language); language != say.English && isFile(files, other) {
		if text, err = fs.ReadFile(files, other); err != nil {
			return nil, err
		}
		p.From, p.Blocks = other, markdown.Parse(string(text))
	}
	p.Title = name
	for i, b := range slices.Backward(p.Blocks) {
		if b.Kind == markdown.Heading && b.Level == 1 {
			p.Title = b.Words()
		}
		if b.Kind == markdown.Heading {
			p.headings[b.Slug()] = i
		}
	}
	for i, b := range p.Blocks {
		p.words = append(p.words, fold.Words(said(b)))
		if b.Kind == markdown.Heading && len(called) > 0 {
			p.headings[called[0]] = i
			called = called[1:]
		}
	}
	return p, nil
}

// slugs are what links call the headings of a page, in order.
func slugs(blocks []markdown.Block) []string {
	var out []string
	for _, b := range blocks {
		if b.Kind == markdown.Heading {
			out = append(out, b.Slug())
		}
	}
	return out
}

func isFile(files fs.FS, name string) bool {
	_, err := fs.Stat(files, name)
	return err == nil
}

// list reads the chapters out of the page of contents.
func list(p *Page) []Chapter {
	var out []Chapter
	inside, group := false, ""
	begin, ok := p.headings[chapters]
	for i, b := range p.Blocks {
		switch {
		case b.Kind == markdown.Heading && b.Level <= 2:
			inside = ok && i == begin
		case b.Kind == markdown.Heading:
			group = b.Words()
		case inside && b.Kind == markdown.Bullet && len(b.Runs) > 0 && b.Runs[0].Link != "":
			about := app.Capital(strings.TrimSpace(strings.TrimPrefix(markdown.Words(b.Runs[1:]), ":")))
			out = append(out, Chapter{Group: group, Title: b.Runs[0].Text, About: about, File: p.target(b.Runs[0].Link)})
		}
	}
	return out
}

// target is what the page is called that a link names, without a heading.
func (p *Page) target(link string) string { return original(path.Join(path.Dir(p.From), link)) }

// Page returns a page by the name of its file; nil if the book has none.
func (b *Book) Page(file string) *Page { return b.pages[file] }

// Follow says where a link on a page leads: to which page, and to which heading by its name in links. ok is false for what is not in the book.
func (b *Book) Follow(from, link string) (file, heading string, ok bool) {
	link, heading, _ = strings.Cut(link, "#")
	switch {
	case strings.Contains(link, ":"):
		return "", "", false
	case link == "":
		file = from
	case b.pages[from] == nil:
		return "", "", false
	default:
		file = b.pages[from].target(link)
	}
	return file, heading, b.pages[file] != nil
}

// Block returns which block of a page has a heading, 0 if there is none.
func (p *Page) Block(heading string) int { return p.headings[heading] }

// Links are where the links of a page lead and their words, each place once, in order of reading.
func (p *Page) Links() []markdown.Run {
	var out []markdown.Run
	seen := map[string]bool{}
	for _, b := range p.Blocks {
		if b.Kind == markdown.Picture {
			continue
		}
		for _, runs := range append([][]markdown.Run{b.Runs}, b.Rows...) {
			for _, r := range runs {
				if r.Link != "" && !seen[r.Link] {
					seen[r.Link] = true
					out = append(out, r)
				}
			}
		}
	}
	return out
}

// said is all that a block says, the cells of a table parted by spaces.
func said(b markdown.Block) string {
	switch b.Kind {
	case markdown.Code:
		return b.Text
	case markdown.Table:
		var cells []string
		for _, c := range b.Rows {
			cells = append(cells, markdown.Words(c))
		}
		return strings.Join(cells, "  ")
	}
	return b.Words()
}
