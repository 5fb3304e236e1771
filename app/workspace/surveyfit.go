package workspace

import (
	"cmp"
	"context"

	"throughline/app"
	"throughline/app/exchange"
)

// answered is an interview that came from a table: what one respondent answered.
type answered struct {
	id   app.InterviewID
	file string // the name of the table
}

// respondents are the interviews of a study that came from a table, by the code of their one participant. Somebody who was asked twice has several.
func (m Importer) respondents(ctx context.Context, study app.StudyID) (map[string][]answered, error) {
	out, files := map[string][]answered{}, map[app.SourceID]string{}
	const page = 2000
	for at := 0; ; at += page {
		rows, err := m.w.Store.Interviews(ctx, study, app.Page{Offset: at, Limit: page})
		if err != nil {
			return nil, err
		}
		for i := range rows {
			r := &rows[i]
			if r.Format != "csv" && r.Format != "tsv" && r.Format != "xlsx" || len(r.Codes) != 1 {
				continue
			}
			if _, known := files[r.Source]; !known { // a query a table
				rec, err := m.w.Store.Find(ctx, app.Ref{Kind: app.KindSource, ID: string(r.Source)})
				if err != nil {
					return nil, err
				}
				files[r.Source] = rec.(*app.Source).Name
			}
			key := exchange.CodeKey(r.Codes[0])
			out[key] = append(out[key], answered{r.ID, files[r.Source]})
		}
		if len(rows) < page {
			return out, nil
		}
	}
}

// survey is a table of respondents that comes in.
type survey struct {
	file string
	asks map[string]bool // its questions, word for word
	rows []exchange.Respondent
}

func newSurvey(file string, rows []exchange.Respondent) *survey {
	s := &survey{file: file, asks: map[string]bool{}, rows: rows}
	for i := range rows {
		for _, q := range questions(&rows[i].Transcript) {
			s.asks[q] = true
		}
	}
	return s
}

// questions are what is asked in the text of a respondent: it begins with a question.
func questions(t *app.Transcript) (all []string) {
	for _, turn := range t.Turns {
		if turn.Speaker == t.Turns[0].Speaker {
			all = append(all, t.Text[turn.Start:turn.End])
		}
	}
	return all
}

// fit finds the one of a respondent's interviews that the survey is of: one that asks mostly its questions or came from a table of its name, and
// fits better than the others. It returns "" for none. several says that more than one fits as well, so that nobody can tell.
func (s *survey) fit(ctx context.Context, store Store, own []answered) (best app.InterviewID, several bool, err error) {
	most := 0
	for _, a := range own { // a query an interview
		fits := 0
		if a.file == s.file {
			fits++
		}
		t, err := store.Transcript(ctx, a.id)
		if err != nil && app.CodeOf(err) != app.ENotFound {
			return "", false, err
		}
		if err == nil && s.asksMostly(questions(t)) {
			fits++
		}
		switch cmp.Compare(fits, most) {
		case 1:
			best, most, several = a.id, fits, false
		case 0:
			several = fits > 0
		}
	}
	if several {
		best = ""
	}
	return best, several, nil
}

// asksMostly reports whether more than half of some questions are the survey's: some are asked everywhere, such as “Anything else?”.
func (s *survey) asksMostly(asked []string) bool {
	n := 0
	for _, q := range asked {
		if s.asks[q] {
			n++
		}
	}
	return 2*n > len(asked)
}
