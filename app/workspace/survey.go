package workspace

import (
	"cmp"
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
	u := updating{w: m.w, in: m.w.Exchange, rev: m.w.Revise, log: m.w.Log, opt: opt}
	if !opt.Update || opt.Study == "" {
		return u.in.Preview(ctx, paths, opt, p)
	}
	return u.run(ctx, m, paths, p)
}

// Import is exchange.Service.Import. With opt.Update respondents who are here get their facts and, as a revision of their text, their answers from the file; passages
// that were coded go along, and one undo takes all of it back.
func (m Importer) Import(ctx context.Context, paths []string, opt exchange.Options, p app.Progress) (exchange.Result, error) {
	if !opt.Update || opt.Study == "" {
		return m.w.Exchange.Import(ctx, paths, opt, p)
	}
	log := app.InBatch(m.w.Log)
	u := updating{w: m.w, log: log, opt: opt, write: true, in: &exchange.Service{Store: m.w.Store, Log: log, Hand: m.w.Hand, Cache: m.w.Exchange.Cache},
		rev: &revise.Service{Store: m.w.Store, Log: log, Hand: m.w.Hand}}
	return u.run(ctx, m, paths, p)
}

// updating is an import that updates who is here.
type updating struct {
	w     *Workspace
	in    *exchange.Service
	rev   *revise.Service
	log   app.Committer
	opt   exchange.Options
	write bool
	here  map[string][]answered // by CodeKey
}

// run imports the tables one by one, since who is left out of one may be new in another, and what stands between them together.
func (u *updating) run(ctx context.Context, m Importer, paths []string, p app.Progress) (res exchange.Result, err error) {
	if u.here, err = m.respondents(ctx, u.opt.Study); err != nil {
		return res, err
	}
	for len(paths) > 0 {
		n := 1
		for !isTable(paths[0]) && n < len(paths) && !isTable(paths[n]) {
			n++
		}
		part, err := u.part(ctx, paths[:n], p)
		res.Files = append(res.Files, part.Files...)
		res.Batch = cmp.Or(res.Batch, part.Batch)
		if err != nil {
			return res, err
		}
		paths = paths[n:]
	}
	return res, nil
}

// part imports one table, or files that are none.
func (u *updating) part(ctx context.Context, paths []string, p app.Progress) (exchange.Result, error) {
	var update *exchange.Update
	var left int
	opt := u.opt
	if isTable(paths[0]) {
		rows, err := u.in.Respondents(ctx, paths[0], opt, nil)
		if err == nil { // otherwise the import says why
			update, opt.Without = &exchange.Update{}, map[string]bool{}
			if left, err = u.update(ctx, newSurvey(filepath.Base(paths[0]), rows), update, opt.Without, p); err != nil {
				return exchange.Result{}, err
			}
		}
	}
	do := u.in.Preview
	if u.write {
		do = u.in.Import
	}
	res, err := do(ctx, paths, opt, p)
	if update != nil && len(res.Files) == 1 {
		res.Files[0].Update = update
		if left > 0 {
			res.Files[0].Warnings = append(res.Files[0].Warnings, "Several interviews here fit the same row, and stay as they are: "+app.Count(left, "respondent")+".")
		}
	}
	return res, err
}

// update holds each row of a survey against the respondent's interview here, and notes whom the import leaves out. left counts those of whom nobody
// can tell which interview is meant.
func (u *updating) update(ctx context.Context, from *survey, update *exchange.Update, without map[string]bool, p app.Progress) (left int, err error) {
	for i := range from.rows {
		key := exchange.CodeKey(from.rows[i].Code)
		id, several, err := from.fit(ctx, u.w.Store, u.here[key])
		if err != nil {
			return left, err
		}
		if several {
			left++
		}
		if without[key] = id != "" || several; id != "" {
			s := surveyRow{w: u.w, rev: u.rev, log: u.log, id: id, row: &from.rows[i], file: from.file, write: u.write, update: update}
			if err := s.run(ctx); err != nil {
				return left, err
			}
		}
		p.Report(int64(i+1), int64(len(from.rows)), from.file)
	}
	return left, nil
}

func isTable(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv", ".tsv", ".tab", ".xlsx", ".xlsm":
		return true
	}
	return false
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
