package exchange

import (
	"context"

	"throughline/app"
)

// Respondent is a row of a survey as it would stand in the workspace.
type Respondent struct {
	Code       string
	Attributes []app.Attribute
	Segment    string
	Transcript app.Transcript // canonical, without ids and stamps
}

// Respondents reads the respondents of a table that have a code, in the order of the file. It stores nothing. It gives none for a file that is no survey;
// errors are those of reading.
func (s *Service) Respondents(ctx context.Context, path string, opt Options, p app.Progress) ([]Respondent, error) {
	d := &desk{service: s, opt: opt}
	r := d.read(ctx, inputFile{path: path}, p)
	if r.err != nil {
		return nil, r.err
	}
	var out []Respondent
	for i := range r.bundle.Documents {
		doc, b := &r.bundle.Documents[i], r.built[i]
		if doc.Code != "" && b.text != "" {
			out = append(out, Respondent{Code: doc.Code, Attributes: doc.Attributes, Segment: doc.Segment,
				Transcript: app.Transcript{Language: doc.Language, Text: b.text, Turns: b.turns, Cues: b.cues, Pages: b.pages(doc)}})
		}
	}
	return out, nil
}

// without reports whether document i of a file is left out: its respondent is here already and is updated.
func (d *desk) without(r *readFile, i int) bool {
	code := r.bundle.Documents[i].Code
	return code != "" && d.opt.Without[CodeKey(code)]
}

// CodeKey is the same for codes that name the same participant: P7, p07 and P-007.
func CodeKey(code string) string { return codeKey(code) }
