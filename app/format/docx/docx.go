// Package docx reads Word documents (.docx): interviews typed by hand and transcripts of Teams and other services.
//
// It streams word/document.xml and takes from it what a reader of the page sees: inserted text stays, deleted and
// hidden text goes, lists get their signs, footnotes follow at the end.
package docx

import (
	"context"
	"fmt"
	"path"

	"throughline/app"
	"throughline/app/format/pack"
	"throughline/app/format/source"
	"throughline/app/format/speech"
)

// Read reads one file into one document. Returns EInvalid for a file that is no Word document, is broken, locked or
// without text, ETooLarge when it unpacks beyond pack's limits, EIO, and the context's error.
func Read(ctx context.Context, f source.File) (app.Bundle, error) {
	a, err := pack.Open(ctx, f, "a Word document")
	if err != nil {
		return app.Bundle{}, err
	}
	f.Progress.Report(0, f.Size, f.Short())
	b, err := readBody(ctx, f, a)
	if err != nil {
		return app.Bundle{}, err
	}
	s, err := speech.Read(ctx, speech.List(b.lines))
	if err != nil {
		return app.Bundle{}, err
	}
	if len(s.Utterances) == 0 {
		return app.Bundle{}, f.Fail(app.EInvalid, "has no text. Was it scanned?", "Export or type the text and import that file.", nil)
	}
	clean(&s)
	if b.title != "" {
		s.Title = source.Clean(b.title)
	}
	bundle := s.Bundle("docx")
	bundle.Warnings = append(b.losses.warnings(a.Unsafe), bundle.Warnings...)
	f.Progress.Report(f.Size, f.Size, f.Short())
	return bundle, nil
}

// readBody reads the main document and what it needs from other parts.
func readBody(ctx context.Context, f source.File, a *pack.Archive) (*body, error) {
	rels := relations{}
	if err := optional(ctx, f, a, "_rels/.rels", &rels); err != nil {
		return nil, err
	}
	main := rels.main
	if !a.Has(main) {
		main = "word/document.xml"
	}
	switch {
	case path.Base(main) == "workbook.xml" || !a.Has(main) && a.Has("xl/workbook.xml"):
		return nil, f.Fail(app.EInvalid, "is an Excel workbook, not a Word document.", "Give it the ending .xlsx and import it again.", nil)
	case !a.Has(main):
		return nil, f.Fail(app.EInvalid, "is not a Word document: there is no text in the package.", "Was it renamed? Give it back its own ending.", nil)
	}
	dir := path.Dir(main)
	st := styles{byID: map[string]style{}}
	num := numbering{abstract: map[string][9]string{}, lists: map[string]string{}, counts: map[string]*[9]int{}}
	foot, end := notes{byID: map[string]string{}}, notes{byID: map[string]string{}}
	for _, p := range []struct {
		name string
		w    walker
	}{{"styles.xml", &st}, {"numbering.xml", &num}, {"footnotes.xml", &foot}, {"endnotes.xml", &end}} {
		if err := optional(ctx, f, a, path.Join(dir, p.name), p.w); err != nil {
			return nil, err
		}
	}
	b := body{styles: st.byID, numbering: &num}
	if err := walk(ctx, f, a, main, &b); err != nil {
		return nil, err
	}
	for i, n := range b.notes {
		text := foot.byID[n.id]
		if n.end {
			text = end.byID[n.id]
		}
		if text != "" {
			b.lines = append(b.lines, speech.Line{}, speech.Line{Text: fmt.Sprintf("[%d] %s", i+1, text), Heading: true})
		}
	}
	return &b, nil
}

func (l losses) warnings(unsafe int) []string {
	var w []string
	add := func(n int, what, text string) {
		if n > 0 {
			w = append(w, source.Count(n, what)+text)
		}
	}
	add(l.deleted, "tracked deletion", " left out; tracked insertions are kept.")
	add(l.hidden, "hidden word", " left out.")
	add(l.comments, "comment", " left out.")
	add(l.embedded, "embedded document", " left out.")
	add(unsafe, "part", " with a path that leads outside the file left out.")
	return w
}

// clean holds texts to the law of Bundles: character references may name control characters.
func clean(s *speech.Script) {
	for i := range s.Utterances {
		u := &s.Utterances[i]
		u.Speaker, u.Text = source.Clean(u.Speaker), source.Clean(u.Text)
	}
	s.Title, s.Moderator = source.Clean(s.Title), source.Clean(s.Moderator)
}
