// Package odt reads OpenDocument texts (.odt), as LibreOffice and others write them: what a reader of the page sees, with its tables,
// lists, footnotes and comments.
package odt

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/format/pack"
	"throughline/app/format/source"
)

// Read reads one file into one document. Comments become marks. Returns EInvalid for a file that is no OpenDocument text, is broken, locked or
// without text, ETooLarge when it unpacks beyond pack's limits, EIO, and the context's error.
func Read(ctx context.Context, f source.File) (app.Bundle, error) {
	a, err := pack.Open(ctx, f, "an OpenDocument text")
	if err != nil {
		return app.Bundle{}, err
	}
	if err := refuse(ctx, f, a); err != nil {
		return app.Bundle{}, err
	}
	var about facts
	if err := a.WalkIf(ctx, "meta.xml", &about); err != nil {
		return app.Bundle{}, err
	}
	b := body{bold: map[string]bool{}}
	if err := a.Walk(ctx, "content.xml", &b); err != nil {
		return app.Bundle{}, err
	}
	for i, text := range b.foot {
		b.Heading("[" + strconv.Itoa(i+1) + "] " + text)
	}
	if about.title != "" {
		b.Title = about.title
	}
	s, err := b.Read(ctx)
	if err != nil {
		return app.Bundle{}, err
	}
	if len(s.Utterances) == 0 {
		return app.Bundle{}, f.Fail(app.EInvalid, "has no text. Was it scanned?", "Export or type the text and import that file.", nil)
	}
	bundle := s.Bundle("odt")
	bundle.Lost = b.lost(a.Unsafe, len(b.Notes)-len(s.Marks))
	f.Progress.Report(f.Size, f.Size, f.Short())
	return bundle, nil
}

// refuse says what else a package is.
func refuse(ctx context.Context, f source.File, a *pack.Archive) error {
	if !a.Has("content.xml") {
		return f.Fail(app.EInvalid, "is not an OpenDocument text: there is no text in the package.", "Was it renamed? Give it back its own ending.", nil)
	}
	var m manifest
	if err := a.WalkIf(ctx, "META-INF/manifest.xml", &m); err != nil {
		return err
	}
	switch {
	case m.locked:
		return f.Fail(app.EInvalid, "is protected by a password.", "Open it, save a copy without a password and import the copy.", nil)
	case strings.Contains(m.kind, "spreadsheet"):
		return f.Fail(app.EUnsupported, "is an OpenDocument spreadsheet.", "Open it and save it as .xlsx or .csv.", nil)
	case strings.Contains(m.kind, "presentation"), strings.Contains(m.kind, "graphics"):
		return f.Fail(app.EUnsupported, "is an OpenDocument drawing, which holds no transcript.", "Save the text as .odt.", nil)
	}
	return nil
}

// manifest tells what a package is and whether it is locked.
type manifest struct {
	kind   string
	locked bool
}

// Start implements pack.Walker.
func (m *manifest) Start(e xml.StartElement) bool {
	switch e.Name.Local {
	case "file-entry":
		if pack.Attr(e, "full-path") == "/" {
			m.kind = pack.Attr(e, "media-type")
		}
	case "encryption-data":
		m.locked = true
	}
	return true
}

// End implements pack.Walker.
func (m *manifest) End(xml.EndElement) {}

// Text implements pack.Walker.
func (m *manifest) Text(string) {}

// facts reads the title from what is said about the document.
type facts struct {
	title string
	in    bool
}

// Start implements pack.Walker.
func (a *facts) Start(e xml.StartElement) bool {
	a.in = e.Name.Local == "title"
	return true
}

// End implements pack.Walker.
func (a *facts) End(xml.EndElement) { a.in = false }

// Text implements pack.Walker.
func (a *facts) Text(s string) {
	if a.in {
		a.title = strings.Join(strings.Fields(a.title+s), " ")
	}
}
