package exchange

import (
	"context"
	"fmt"

	"throughline/app"
)

// FileText is the transcript that a file holds, to take the place of one there is.
type FileText struct {
	Name       string         // of the file, without folders
	Format     string         // "vtt", "docx", …
	Transcript app.Transcript // canonical, without ids and stamps
	Warnings   []string       // what was degraded or dropped
}

// ReadText reads the one transcript of a file. It stores nothing. Returns EInvalid for a file that holds several interviews or no
// text, and the errors of reading.
func (s *Service) ReadText(ctx context.Context, path string, p app.Progress) (FileText, error) {
	d := &desk{service: s}
	r := d.read(ctx, inputFile{path: path}, p)
	if r.err != nil {
		return FileText{}, r.err
	}
	t := FileText{Name: baseName(path), Format: r.bundle.Format, Warnings: r.bundle.Warnings}
	for _, l := range r.bundle.Lost {
		t.Warnings = append(t.Warnings, l.Text)
	}
	found := 0
	for i, b := range r.built {
		if b.text == "" {
			continue
		}
		found++
		if n := len(r.bundle.Documents[i].Marks); n > 0 {
			t.Warnings = append(t.Warnings, app.Count(n, "marked passage")+" of the file left out: only its text comes in.")
		}
		t.Transcript = app.Transcript{Language: r.bundle.Documents[i].Language, Text: b.text, Turns: b.turns, Cues: b.cues, Pages: b.pages(&r.bundle.Documents[i])}
	}
	switch {
	case found == 0:
		return t, &app.Error{Code: app.EInvalid, Path: path, Message: t.Name + " holds no text.", Hint: "Was it scanned, or saved before anything was typed?"}
	case found > 1:
		return t, &app.Error{Code: app.EInvalid, Path: path, Message: fmt.Sprintf("%s holds %d interviews, not one.", t.Name, found),
			Hint: "Choose the file of this interview alone."}
	}
	return t, nil
}
