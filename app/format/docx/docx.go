// Package docx reads Word documents (.docx): interviews typed by hand and transcripts of Teams and other services.
//
// It streams word/document.xml and takes from it what a reader of the page sees: inserted text stays, deleted and
// hidden text goes, lists get their signs, footnotes follow at the end. Comments become marks.
package docx

import (
	"context"
	"fmt"
	"path"

	"throughline/app"
	"throughline/app/format/pack"
	"throughline/app/format/source"
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
	s, err := b.Read(ctx)
	if err != nil {
		return app.Bundle{}, err
	}
	if len(s.Utterances) == 0 {
		return app.Bundle{}, f.Fail(app.EInvalid, "has no text. Was it scanned?", "Export or type the text and import that file.", nil)
	}
	bundle := s.Bundle("docx")
	bundle.Lost = b.losses.list(a.Unsafe, len(b.Notes)-len(s.Marks))
	f.Progress.Report(f.Size, f.Size, f.Short())
	return bundle, nil
}

// readBody reads the main document and what it needs from other parts.
func readBody(ctx context.Context, f source.File, a *pack.Archive) (*body, error) {
	rels := relations{}
	if err := a.WalkIf(ctx, "_rels/.rels", &rels); err != nil {
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
	var said comments
	for _, p := range []struct {
		name string
		w    pack.Walker
	}{{"styles.xml", &st}, {"numbering.xml", &num}, {"footnotes.xml", &foot}, {"endnotes.xml", &end}, {"comments.xml", &said}} {
		if err := a.WalkIf(ctx, path.Join(dir, p.name), p.w); err != nil {
			return nil, err
		}
	}
	b := body{styles: st.byID, numbering: &num}
	b.Notes = said.notes
	if err := a.Walk(ctx, main, &b); err != nil {
		return nil, err
	}
	for i, n := range b.notes {
		text := foot.byID[n.id]
		if n.end {
			text = end.byID[n.id]
		}
		if text != "" {
			b.Heading(fmt.Sprintf("[%d] %s", i+1, text))
		}
	}
	return &b, nil
}

// list tells what is left out. unplaced is how many comments have no text to stand at.
func (l losses) list(unsafe, unplaced int) []app.Loss {
	return source.Losses(
		source.Left{N: l.deleted, Kind: "deletions", Noun: "tracked deletion", Text: " left out; tracked insertions are kept."},
		source.Left{N: l.hidden, Kind: "hidden", Noun: "hidden word", Text: " left out."},
		source.Left{N: l.signs, Kind: "signs", Noun: "sign", Text: " of a symbol font left out."},
		source.Left{N: unplaced, Kind: "comments", Noun: "comment", Text: " without text to stand at left out."},
		source.Left{N: l.embedded, Kind: "embedded", Noun: "embedded document", Text: " left out."},
		source.Left{N: unsafe, Kind: "parts", Noun: "part", Text: " with a path that leads outside the file left out."},
	)
}
