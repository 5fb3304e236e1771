package help

import (
	"io/fs"
	"path"
	"strings"

	"throughline/app/fold"
	"throughline/app/markdown"
	"throughline/ui/say"
)

// contents is the page that lists the chapters: below its heading called chapters, a heading for each group and an item for each chapter.
const (
	contents = "guide/README.md"
	chapters = "chapters"
)

// Chapter is one entry of the contents.
type Chapter struct {
	Group string // "" for the page of contents itself
	Title string
	About string
	File  string // "guide/reading.md"
}

// Page is one page, read.
type Page struct {
	File   string
	Title  string
	Blocks []markdown.Block

	words [][]fold.Word // of each block
}

// Book is the user guide, read.
type Book struct {
	Chapters []Chapter // in the order of the contents, which come first
	pages    map[string]*Page
}

// Contents are the chapters in order, the page of contents first. It reads that page alone.
func Contents(files fs.FS) ([]Chapter, error) {
	first, err := readPage(files, contents)
	if err != nil {
		return nil, err
	}
	return chaptersOf(first), nil
}

func chaptersOf(first *Page) []Chapter {
	return append([]Chapter{{Title: first.Title, About: say.T("The whole way, from plan to report"), File: contents}}, list(first)...)
}

// ReadBook reads the contents and each page they name. It fails if the contents or a page is missing.
func ReadBook(files fs.FS) (*Book, error) {
	b := &Book{pages: map[string]*Page{}}
	first, err := readPage(files, contents)
	if err != nil {
		return nil, err
	}
	b.pages[contents] = first
	b.Chapters = chaptersOf(first)
	for _, c := range b.Chapters {
		if b.pages[c.File] != nil {
			continue
		}
		if b.pages[c.File], err = readPage(files, c.File); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func readPage(files fs.FS, name string) (*Page, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	p := &Page{File: name, Title: name, Blocks: markdown.Parse(string(text))}
	for _, b := range p.Blocks {
		if b.Kind == markdown.Heading && b.Level == 1 {
			p.Title = b.Words()
			break
		}
	}
	for _, b := range p.Blocks {
		p.words = append(p.words, fold.Words(said(b)))
	}
	return p, nil
}

// list reads the chapters out of the page of contents.
func list(p *Page) []Chapter {
	var out []Chapter
	inside, group := false, ""
	for _, b := range p.Blocks {
		switch {
		case b.Kind == markdown.Heading && b.Level <= 2:
			inside = b.Slug() == chapters
		case b.Kind == markdown.Heading:
			group = b.Words()
		case inside && b.Kind == markdown.Bullet && len(b.Runs) > 0 && b.Runs[0].Link != "":
			about := strings.TrimSpace(strings.TrimPrefix(markdown.Words(b.Runs[1:]), ":"))
			out = append(out, Chapter{Group: group, Title: b.Runs[0].Text, About: about, File: path.Join(path.Dir(p.File), b.Runs[0].Link)})
		}
	}
	return out
}

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
	default:
		file = path.Join(path.Dir(from), link)
	}
	return file, heading, b.pages[file] != nil
}

// Block returns which block of a page has a heading, 0 if there is none.
func (p *Page) Block(heading string) int {
	for i, b := range p.Blocks {
		if heading != "" && b.Kind == markdown.Heading && b.Slug() == heading {
			return i
		}
	}
	return 0
}

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
