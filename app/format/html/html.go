// Package html reads web pages: what stands on the page, paragraph by paragraph. Nothing in a page is run or fetched.
package html

import (
	"context"
	"regexp"
	"strings"

	"throughline/app"
	"throughline/app/format/charset"
	"throughline/app/format/flow"
	"throughline/app/format/source"
)

// declared finds the encoding that a page names in its head.
var declared = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})`)

// Read reads one file into one document. Its title is that of the page. Passages in <mark>, and highlights with their tags as Taguette writes
// them, become marks. See source.File.Text for errors; it returns EInvalid as well for a page without text.
func Read(ctx context.Context, f source.File) (app.Bundle, error) {
	if f.Encoding == "" {
		head, err := f.Head(2048)
		if err != nil {
			return app.Bundle{}, err
		}
		if m := declared.FindSubmatch(head); m != nil {
			name, ok := charset.Canonical(string(m[1]))
			wide := strings.HasPrefix(name, "utf-16") || strings.HasPrefix(name, "utf-32") // this head could not be read in it
			if ok && !wide && !marked(head) {
				f.Encoding = name
			}
		}
	}
	t, err := f.Text(ctx)
	if err != nil {
		return app.Bundle{}, err
	}
	var doc flow.Flow
	lost, err := Gather(ctx, &doc, t.Text)
	if err != nil {
		return app.Bundle{}, err
	}
	s, err := doc.Read(ctx)
	if err != nil {
		return app.Bundle{}, err
	}
	if len(s.Utterances) == 0 {
		return app.Bundle{}, f.Fail(app.EInvalid, "has no text: the page is made by a script, or holds only pictures.",
			"Open it in a browser, copy the text into a document and import that.", nil)
	}
	b := s.Bundle("html")
	b.Encoding, b.Lost = t.Encoding, lost.List()
	b.Warnings = append(t.Warnings, b.Warnings...)
	return b, nil
}

// marked reports whether a file begins with a byte order mark, which counts before what the page says.
func marked(head []byte) bool {
	return len(head) > 2 && (head[0] == 0xFE && head[1] == 0xFF || head[0] == 0xFF && head[1] == 0xFE || string(head[:3]) == "\xEF\xBB\xBF")
}

// Losses counts what is on a page and no text.
type Losses struct {
	Pictures, Scripts, Navigation, Forms, Embedded int
}

// List tells them in a fixed order.
func (l Losses) List() []app.Loss {
	return source.Losses(
		source.Left{N: l.Pictures, Kind: "pictures", Noun: "picture", Text: " left out; their descriptions are kept."},
		source.Left{N: l.Scripts, Kind: "scripts", Noun: "script", Text: " left out."},
		source.Left{N: l.Navigation, Kind: "navigation", Noun: "block", Text: " of navigation left out."},
		source.Left{N: l.Forms, Kind: "forms", Noun: "form field", Text: " left out."},
		source.Left{N: l.Embedded, Kind: "embedded", Noun: "embedded part", Text: " left out: video, sound or another page."},
	)
}

// Add adds what another page leaves out.
func (l *Losses) Add(o Losses) {
	l.Pictures += o.Pictures
	l.Scripts += o.Scripts
	l.Navigation += o.Navigation
	l.Forms += o.Forms
	l.Embedded += o.Embedded
}
