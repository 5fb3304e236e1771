// Package epub reads books (.epub): their chapters in the order of reading.
package epub

import (
	"context"
	"encoding/xml"
	"net/url"
	"path"
	"regexp"
	"strings"

	"throughline/app"
	"throughline/app/format/flow"
	"throughline/app/format/html"
	"throughline/app/format/pack"
	"throughline/app/format/source"
)

// maxChapters bounds a book. An anthology of thousands of parts is no interview.
const maxChapters = 5_000

// Read reads one file into one document, its chapters one after the other. Returns EInvalid for a file that is no book, is broken, locked against
// copying or without text, ETooLarge when it unpacks beyond pack's limits or has more than 5,000 chapters, EIO, and the context's error.
func Read(ctx context.Context, f source.File) (app.Bundle, error) {
	a, err := pack.Open(ctx, f, "a book (EPUB)")
	if err != nil {
		return app.Bundle{}, err
	}
	p, err := open(ctx, f, a)
	if err != nil {
		return app.Bundle{}, err
	}
	var doc flow.Flow
	var lost html.Losses
	missing := 0
	for i, name := range p.chapters() {
		text, found, err := chapter(ctx, f, a, name)
		if err != nil {
			return app.Bundle{}, err
		}
		if !found {
			missing++
			continue
		}
		l, err := html.Gather(ctx, &doc, text)
		if err != nil {
			return app.Bundle{}, err
		}
		lost.Add(l)
		doc.Title = "" // of the chapter
		f.Progress.Report(int64(i+1), int64(len(p.spine)), f.Short())
	}
	s, err := doc.Read(ctx)
	if err != nil {
		return app.Bundle{}, err
	}
	if len(s.Utterances) == 0 {
		return app.Bundle{}, f.Fail(app.EInvalid, "has no text: its pages are pictures.", "Export or type the text and import that file.", nil)
	}
	if p.title != "" {
		s.Title = source.Clean(strings.Join(strings.Fields(p.title), " "))
	}
	b := s.Bundle("epub")
	b.Lost = lost.List()
	if missing > 0 {
		b.Lost = append(b.Lost, app.Loss{Kind: "chapters", Count: missing, Text: app.Count(missing, "chapter") + " named in the book and not in the file."})
	}
	return b, nil
}

// open reads the book's list of parts and their order.
func open(ctx context.Context, f source.File, a *pack.Archive) (*book, error) {
	var c container
	if err := a.WalkIf(ctx, "META-INF/container.xml", &c); err != nil {
		return nil, err
	}
	if !a.Has(c.root) {
		return nil, f.Fail(app.EInvalid, "is not a book (EPUB): its list of parts is missing.", "Was it renamed? Give it back its own ending.", nil)
	}
	p := &book{dir: path.Dir(c.root), hrefs: map[string]string{}}
	if err := a.Walk(ctx, c.root, p); err != nil {
		return nil, err
	}
	if len(p.spine) > maxChapters {
		return nil, f.Fail(app.ETooLarge, "has more than 5,000 chapters.", "Import only the part you need.", nil)
	}
	if a.Has("META-INF/encryption.xml") && a.Has("META-INF/rights.xml") {
		return nil, f.Fail(app.EInvalid, "is locked against copying.", "Use a copy without such a lock.", nil)
	}
	return p, nil
}

// closedAtOnce are elements that may be written as <script/> in a book and not in a page.
var closedAtOnce = regexp.MustCompile(`<(title|script|style|textarea|iframe|noscript|noframes|xmp|noembed)((?:\s[^<>]*)?)/>`)

// chapter reads one part as text; found is false when the package has none of that name.
func chapter(ctx context.Context, f source.File, a *pack.Archive, name string) (text string, found bool, err error) {
	if !a.Has(name) {
		return "", false, nil
	}
	text, err = a.Text(ctx, name)
	return closedAtOnce.ReplaceAllString(text, "<$1$2></$1>"), true, err
}

// container finds the list of parts.
type container struct{ root string }

// Start implements pack.Walker.
func (c *container) Start(e xml.StartElement) bool {
	if e.Name.Local == "rootfile" && c.root == "" {
		c.root = path.Clean(strings.TrimPrefix(pack.Attr(e, "full-path"), "/"))
	}
	return true
}

// End implements pack.Walker.
func (c *container) End(xml.EndElement) {}

// Text implements pack.Walker.
func (c *container) Text(string) {}

// book is the list of parts.
type book struct {
	dir   string
	hrefs map[string]string // of parts that are pages, by id
	spine []string          // ids, in the order of reading
	title string
	in    bool
}

// Start implements pack.Walker.
func (b *book) Start(e xml.StartElement) bool {
	b.in = e.Name.Local == "title" && b.title == ""
	switch e.Name.Local {
	case "item":
		kind := pack.Attr(e, "media-type")
		if strings.Contains(kind, "html") && !strings.Contains(" "+pack.Attr(e, "properties")+" ", " nav ") {
			b.hrefs[pack.Attr(e, "id")] = pack.Attr(e, "href")
		}
	case "itemref":
		b.spine = append(b.spine, pack.Attr(e, "idref"))
	}
	return true
}

// End implements pack.Walker.
func (b *book) End(xml.EndElement) { b.in = false }

// Text implements pack.Walker.
func (b *book) Text(s string) {
	if b.in {
		b.title += s
	}
}

// chapters are the names of the parts to read, in order, each once.
func (b *book) chapters() []string {
	var out []string
	seen := map[string]bool{}
	for _, id := range b.spine {
		href, ok := b.hrefs[id]
		if !ok || seen[id] {
			continue
		}
		seen[id] = true
		href, _, _ = strings.Cut(href, "#")
		if plain, err := url.PathUnescape(href); err == nil {
			href = plain
		}
		out = append(out, path.Join(b.dir, href))
	}
	return out
}
