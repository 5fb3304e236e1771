package workspace

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/exchange"
	"throughline/app/passage"
	"throughline/app/revise"
)

// Importer brings files in, and surveys again: respondents who are here already are updated by their code where the options say so.
// It is what the window and the command line import with.
type Importer struct{ w *Workspace }

// Importer imports into the workspace.
func (w *Workspace) Importer() Importer { return Importer{w} }

// Preview is exchange.Service.Preview. With opt.Update it says as well what would change for respondents who are here.
func (m Importer) Preview(ctx context.Context, paths []string, opt exchange.Options, p app.Progress) (exchange.Result, error) {
	return m.run(ctx, m.w.Exchange, m.w.Revise, m.w.Log, paths, opt, p, false)
}

// Import is exchange.Service.Import. With opt.Update respondents who are here get their facts and, as a revision of their text, their answers from the file; passages
// that were coded go along, and one undo takes all of it back.
func (m Importer) Import(ctx context.Context, paths []string, opt exchange.Options, p app.Progress) (exchange.Result, error) {
	if !opt.Update {
		return m.w.Exchange.Import(ctx, paths, opt, p)
	}
	log := app.InBatch(m.w.Log)
	in := &exchange.Service{Store: m.w.Store, Log: log, Hand: m.w.Hand, Cache: m.w.Exchange.Cache}
	return m.run(ctx, in, &revise.Service{Store: m.w.Store, Log: log, Hand: m.w.Hand}, log, paths, opt, p, true)
}

func (m Importer) run(ctx context.Context, in *exchange.Service, rev *revise.Service, log app.Committer, paths []string, opt exchange.Options, p app.Progress, write bool) (exchange.Result, error) {
	if !opt.Update || opt.Study == "" {
		return in.Preview(ctx, paths, opt, p)
	}
	here, err := m.respondents(ctx, opt.Study)
	if err != nil {
		return exchange.Result{}, err
	}
	updates := map[string]*exchange.Update{}
	opt.Without = map[string]bool{}
	for _, path := range paths {
		if !isTable(path) {
			continue
		}
		rows, err := in.Respondents(ctx, path, opt, nil)
		if err != nil {
			continue // the import says why
		}
		u := &exchange.Update{}
		updates[path] = u
		for i := range rows {
			id, ok := here[exchange.CodeKey(rows[i].Code)]
			if !ok {
				continue
			}
			opt.Without[exchange.CodeKey(rows[i].Code)] = true
			s := surveyRow{w: m.w, rev: rev, log: log, id: id, row: &rows[i], file: filepath.Base(path), write: write, update: u}
			if err := s.run(ctx); err != nil {
				return exchange.Result{}, err
			}
			p.Report(int64(i+1), int64(len(rows)), filepath.Base(path))
		}
	}
	do := in.Preview
	if write {
		do = in.Import
	}
	res, err := do(ctx, paths, opt, p)
	for i := range res.Files {
		res.Files[i].Update = updates[res.Files[i].Path]
	}
	return res, err
}

func isTable(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv", ".tsv", ".tab", ".xlsx", ".xlsm":
		return true
	}
	return false
}

// respondents are the interviews of a study that came from a table, by the code of their one participant.
func (m Importer) respondents(ctx context.Context, study app.StudyID) (map[string]app.InterviewID, error) {
	out := map[string]app.InterviewID{}
	const page = 2000
	for at := 0; ; at += page {
		rows, err := m.w.Store.Interviews(ctx, study, app.Page{Offset: at, Limit: page})
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if (r.Format == "csv" || r.Format == "tsv" || r.Format == "xlsx") && len(r.Codes) == 1 {
				out[exchange.CodeKey(r.Codes[0])] = r.ID
			}
		}
		if len(rows) < page {
			return out, nil
		}
	}
}

// surveyRow holds one row of a file against the respondent who is here.
type surveyRow struct {
	w      *Workspace
	rev    *revise.Service
	log    app.Committer
	id     app.InterviewID
	row    *exchange.Respondent
	file   string
	write  bool
	update *exchange.Update
}

func (s *surveyRow) run(ctx context.Context) error {
	facts, err := s.facts(ctx)
	if err != nil {
		return err
	}
	answers, err := s.answers(ctx)
	if err != nil {
		return err
	}
	if !facts && !answers {
		s.update.Same++
	}
	return nil
}

// facts takes segment and attributes from the file. What the file does not name stays.
func (s *surveyRow) facts(ctx context.Context) (bool, error) {
	rec, err := s.w.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(s.id)})
	if err != nil {
		return false, err
	}
	people := rec.(*app.Interview).Participants()
	if len(people) == 0 {
		return false, nil
	}
	if rec, err = s.w.Store.Find(ctx, app.Ref{Kind: app.KindParticipant, ID: string(people[0])}); err != nil {
		return false, err
	}
	was := rec.(*app.Participant)
	next := *was
	next.Attributes = slices.Clone(was.Attributes)
	if s.row.Segment != "" {
		next.Segment = s.row.Segment
	}
	for _, a := range s.row.Attributes {
		i := slices.IndexFunc(next.Attributes, func(b app.Attribute) bool { return app.FoldName(b.Name) == app.FoldName(a.Name) })
		if i < 0 {
			next.Attributes = append(next.Attributes, a)
		} else {
			next.Attributes[i].Value = a.Value
		}
	}
	if next.Segment == was.Segment && slices.Equal(next.Attributes, was.Attributes) {
		return false, nil
	}
	s.update.Facts++
	if !s.write {
		return true, nil
	}
	next.Stamp = s.w.Hand.Touch(was.Stamp)
	cs := s.w.Hand.Begin("Update survey from " + s.file)
	cs.Update(was, &next)
	return true, s.log.Commit(ctx, cs)
}

// answers makes a revision of the text where the file has other answers than any revision here. A text that somebody edited since it came in stays.
func (s *surveyRow) answers(ctx context.Context) (bool, error) {
	all, err := s.w.Store.Revisions(ctx, s.id)
	if err != nil || len(all) == 0 {
		return false, err
	}
	latest := all[0]
	for _, t := range all {
		if t.Text == s.row.Transcript.Text {
			return false, nil
		}
		if t.Revision > latest.Revision {
			latest = t
		}
	}
	if latest.Revision > 1 && !strings.HasPrefix(latest.Note, "From ") {
		s.update.Kept++
		return true, nil
	}
	draft := revise.Exchange(latest, &s.row.Transcript, s.file)
	review, err := s.rev.Preview(ctx, draft)
	if err != nil {
		return false, fmt.Errorf("update %s: %w", s.row.Code, err)
	}
	s.update.Answers++
	s.update.Findings += review.Count(passage.Kept) + review.Count(passage.Changed) + review.Count(passage.Moved)
	s.update.Lost += review.Count(passage.Lost)
	if !s.write {
		return true, nil
	}
	_, err = s.rev.Apply(ctx, draft, nil)
	return true, err
}
