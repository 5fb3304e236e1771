package insight

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/evidence"
)

// Judged is an insight with how sure one may be of it and why it needs care.
type Judged struct {
	app.InsightRow
	Computed app.Level
	Level    app.Level      // as it stands: a person's, else Computed
	Due      []evidence.Due // why to look at it again, nil for none
}

// Contradicted reports whether something in its evidence speaks against it.
func (j *Judged) Contradicted() bool { return j.Support.Against > 0 || j.Against > 0 }

// Bench is what verdicts are reached with: the standards of the workspace, how well coders agree by tag, and the day.
type Bench struct {
	Standards app.Standards
	Agreement map[app.TagID]float64 // κ of a tag; nil where nobody measured it
	On        app.Date
}

// Bench gathers what verdicts are reached with now.
func (s *Service) Bench(ctx context.Context) (Bench, error) {
	b := Bench{On: app.DateOf(s.Hand.Stamp().Created)}
	var err error
	if b.Standards, err = s.Store.Standards(ctx); err != nil || s.Agreement == nil {
		return b, err
	}
	b.Agreement, err = s.Agreement(ctx)
	return b, err
}

// Case is what a verdict on an insight is reached on. The agreement is the mean of those tags of its evidence where it was measured.
func (b Bench) Case(in *app.InsightRow) evidence.Case {
	c := evidence.Case{Support: in.Support, On: b.On, HalfLife: b.Standards.Half()}
	sum, n := 0.0, 0
	for _, t := range in.Tags {
		if k, ok := b.Agreement[t]; ok {
			sum, n = sum+k, n+1
		}
	}
	if n > 0 {
		mean := sum / float64(n)
		c.Agreement = &mean
	}
	return c
}

// Judge says how sure one may be of an insight, without what would change it: lists are made of this.
func (b Bench) Judge(in app.InsightRow) Judged {
	j := Judged{InsightRow: in, Computed: evidence.LevelOf(b.Case(&in)), Due: evidence.DueOf(&in, b.Standards, b.On)}
	j.Level = evidence.Stated(&in.Insight, j.Computed)
	return j
}

// List returns the insights of a study, of all for "", in the order of app.Store.Insights, each judged.
func (s *Service) List(ctx context.Context, study app.StudyID) ([]Judged, error) {
	b, err := s.Bench(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.Store.Insights(ctx, study)
	if err != nil {
		return nil, err
	}
	out := make([]Judged, len(rows))
	for i := range rows {
		out[i] = b.Judge(rows[i])
	}
	return out, nil
}

// Scored is a recommendation with its score and the insights it rests on.
type Scored struct {
	app.Recommendation
	Score    evidence.Scored
	Level    app.Level // the best of its insights that hold; "" for none
	Rests    []Judged  // those of its insights that are there
	HasStudy string    // name of its study
}

// Advice returns the recommendations of a study, of all for "", with their scores: those with a score first, the highest first,
// then by place. Scores of different methods do not compare; a method's come together, in the order of app.ScoreMethods.
// Insights that were superseded or are said to be stale lend no confidence.
func (s *Service) Advice(ctx context.Context, study app.StudyID) ([]Scored, error) {
	all, err := s.Store.Recommendations(ctx, study)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	rows, err := s.List(ctx, "")
	if err != nil {
		return nil, err
	}
	byID := make(map[app.InsightID]*Judged, len(rows))
	for i := range rows {
		byID[rows[i].ID] = &rows[i]
	}
	out := make([]Scored, len(all))
	for i := range all {
		out[i] = score(all[i], byID)
	}
	slices.SortStableFunc(out, compareScored)
	return out, nil
}

func score(r app.Recommendation, byID map[app.InsightID]*Judged) Scored {
	x := Scored{Recommendation: r}
	for _, id := range r.Insights {
		in := byID[id]
		if in == nil {
			continue
		}
		x.Rests = append(x.Rests, *in)
		if in.Study == r.Study {
			x.HasStudy = in.StudyName
		}
		if in.Status != app.InsightSuperseded && in.Status != app.InsightStale {
			x.Level = evidence.Best(x.Level, in.Level)
		}
	}
	x.Score = evidence.Score(r.Score, x.Level)
	return x
}

func compareScored(a, b Scored) int {
	place := func(x Scored) int {
		if !x.Score.OK {
			return len(app.ScoreMethods())
		}
		return slices.Index(app.ScoreMethods(), x.Recommendation.Score.Method)
	}
	if d := place(a) - place(b); d != 0 {
		return d
	}
	switch {
	case a.Score.Value > b.Score.Value:
		return -1
	case a.Score.Value < b.Score.Value:
		return 1
	}
	return 0
}

// Page is one insight with all that its page shows.
type Page struct {
	Judged
	Verdict   evidence.Verdict
	Proofs    []Proof
	Suggested app.CERQual
	Versions  []app.Publication // the latest first
	Decided   []app.Decision    // the latest first
	Advised   []Scored          // in the order of InsightRow.Advice
	Since     []evidence.Delta  // what changed since it was published last; nil for nothing or never published
	FreshTo   app.Date          // the last day on which it counts as fresh; "" for none
	Better    *app.InsightRow   // what supersedes it; nil for nothing
	Figures   []app.Figure      // numbers that it rests on, in the order in which they were attached
}

// Proof is one piece of evidence as shown: a finding, or a theme with its weight.
type Proof struct {
	app.Evidence
	Finding *app.FindingRow // nil for a theme, and for a finding that is gone
	Theme   *app.ThemeRow   // nil for a finding
}

// Open reads one insight with all that its page shows. Returns ENotFound if it is gone.
func (s *Service) Open(ctx context.Context, id app.InsightID) (*Page, error) {
	in, err := s.find(ctx, id)
	if err != nil {
		return nil, err
	}
	rows, err := s.List(ctx, in.Study)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(rows, func(r Judged) bool { return r.ID == id })
	if i < 0 {
		return nil, app.NotFound("The insight")
	}
	return s.OpenRow(ctx, rows[i])
}

// OpenRow is Open for an insight that was listed.
func (s *Service) OpenRow(ctx context.Context, row Judged) (*Page, error) {
	b, err := s.Bench(ctx)
	if err != nil {
		return nil, err
	}
	p := &Page{Judged: row, FreshTo: evidence.FreshUntil(&row.Insight, b.Standards)}
	c := b.Case(&row.InsightRow)
	p.Verdict, p.Suggested = evidence.Judge(c), evidence.Suggest(c)
	if p.Proofs, err = s.proofs(ctx, row.Evidence); err != nil {
		return nil, err
	}
	if p.Figures, err = s.Figures(ctx, row.ID); err != nil {
		return nil, err
	}
	if p.Versions, err = s.Store.Publications(ctx, row.ID); err != nil {
		return nil, err
	}
	if len(p.Versions) > 0 {
		p.Since = evidence.Compare(&p.Versions[0], p.publication())
	}
	if p.Decided, err = s.Store.Decisions(ctx, "", row.ID); err != nil {
		return nil, err
	}
	if row.SupersededBy != "" {
		if better, err := s.find(ctx, row.SupersededBy); err == nil { // gone: nothing to show
			p.Better = &app.InsightRow{Insight: *better}
		}
	}
	return p, s.advised(ctx, p)
}

// advised scores the recommendations of an insight. Only those that rest on others too need more than the insight itself.
func (s *Service) advised(ctx context.Context, p *Page) error {
	byID := map[app.InsightID]*Judged{p.ID: &p.Judged}
	more := false
	for _, r := range p.Advice {
		more = more || len(r.Insights) > 1
	}
	if more {
		all, err := s.List(ctx, "")
		if err != nil {
			return err
		}
		for i := range all {
			byID[all[i].ID] = &all[i]
		}
	}
	for _, r := range p.Advice {
		p.Advised = append(p.Advised, score(r, byID))
	}
	return nil
}

func (s *Service) proofs(ctx context.Context, ev []app.Evidence) ([]Proof, error) {
	var ids []app.FindingID
	themes := map[app.ThemeID]app.ThemeRow{}
	for _, e := range ev {
		if e.Finding != "" {
			ids = append(ids, e.Finding)
		} else if len(themes) == 0 {
			all, err := s.Store.Themes(ctx, "")
			if err != nil {
				return nil, err
			}
			for _, t := range all {
				themes[t.ID] = t
			}
		}
	}
	rows, err := s.Store.FindingsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[app.FindingID]*app.FindingRow, len(rows))
	for i := range rows {
		byID[rows[i].ID] = &rows[i]
	}
	out := make([]Proof, 0, len(ev))
	for _, e := range ev {
		p := Proof{Evidence: e, Finding: byID[e.Finding]}
		if t, ok := themes[e.Theme]; ok {
			p.Theme = &t
		}
		out = append(out, p)
	}
	return out, nil
}

// publication is the insight as it would be published now, unsigned.
func (p *Page) publication() *app.Publication {
	pub := &app.Publication{Insight: p.ID, Version: p.Version + 1, Title: p.Title, Body: p.Body, Level: p.Level, Computed: p.Computed,
		Reasons: p.Verdict.Words(), CERQual: p.CERQual, Support: p.Support}
	if p.Override.Level != "" {
		pub.Why = p.Override.Reason
	}
	pub.Study, pub.Change = p.StudyName, p.Verdict.Change()
	for _, r := range p.Advice {
		pub.Advice = append(pub.Advice, r.Text)
	}
	for _, r := range p.Advised {
		pub.Actions = append(pub.Actions, app.PublishedAction{Text: r.Text, Status: r.Status, Owner: r.Owner, Score: r.Recommendation.Score, Level: r.Level})
	}
	for _, d := range p.Decided {
		pub.Decisions = append(pub.Decisions, app.PublishedDecision{Text: d.Text, Date: d.Date, By: d.By, Where: d.Where, Outcome: d.Outcome})
	}
	for _, proof := range p.Proofs {
		x := app.PublishedProof{Evidence: proof.Evidence}
		if f := proof.Finding; f != nil {
			x.Text, x.Who, x.Segment, x.Interview = f.Text(), f.Code, f.Segment, f.InterviewTitle
			x.Observation, x.At = f.Quote == "", max(0, f.At)
		}
		if t := proof.Theme; t != nil {
			x.Text, x.Findings, x.People = t.Name, t.Findings, t.Participants
		}
		pub.Evidence = append(pub.Evidence, x)
	}
	return pub
}
