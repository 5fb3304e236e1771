// Package txt reads plain text and transcripts with speakers' names in it.
package txt

import (
	"context"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/speech"
)

// Read reads one file into one document: an utterance for each turn where speakers or times are found, else for
// each paragraph. Passages coded in the text, as qcoder marks them, become marks. See source.File.Text for errors.
func Read(ctx context.Context, f source.File) (app.Bundle, error) {
	t, err := f.Text(ctx)
	if err != nil {
		return app.Bundle{}, err
	}
	text, coded := uncode(t.Text)
	lines := speech.Split(text)
	s, err := speech.ReadMarked(ctx, lines, speech.Beside{Marks: coded.on(lines)})
	if err != nil {
		return app.Bundle{}, err
	}
	if len(s.Utterances) == 0 {
		return app.Bundle{}, f.Fail(app.EInvalid, "has no text.", "Open it elsewhere to see what is in it.", nil)
	}
	b := s.Bundle("txt")
	b.Encoding = t.Encoding
	b.Warnings = append(t.Warnings, b.Warnings...)
	b.Lost = coded.lost(len(s.Marks))
	return b, nil
}
