package project

import (
	"cmp"
	"context"
	"slices"

	"throughline/app"
)

// ExportStore is what an export reads of the workspace.
type ExportStore interface {
	Store
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Interviews(ctx context.Context, study app.StudyID, page app.Page) ([]app.InterviewRow, error)
	Revisions(ctx context.Context, id app.InterviewID) ([]*app.Transcript, error)
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	Participants(ctx context.Context, study app.StudyID) ([]app.ParticipantRow, error)
	ParticipantsOf(ctx context.Context, ids []app.ParticipantID) ([]*app.Participant, error)
	Memos(ctx context.Context, q app.MemoQuery) ([]app.MemoRow, error)
	Themes(ctx context.Context, study app.StudyID) ([]app.ThemeRow, error)
	Placements(ctx context.Context, study app.StudyID) ([]app.Placement, error)
	Insights(ctx context.Context, study app.StudyID) ([]app.InsightRow, error)
	Publications(ctx context.Context, insight app.InsightID) ([]app.Publication, error)
	Recommendations(ctx context.Context, study app.StudyID) ([]app.Recommendation, error)
	Decisions(ctx context.Context, study app.StudyID, insight app.InsightID) ([]app.Decision, error)
	Rules(ctx context.Context, study app.StudyID) ([]app.Rule, error)
	Rejections(ctx context.Context, study app.StudyID) ([]app.Rejection, error)
	Views(ctx context.Context, place app.ViewPlace, study app.StudyID) ([]app.View, error)
	OpinionWords(ctx context.Context) ([]app.OpinionWord, error)
	Standards(ctx context.Context) (app.Standards, error)
	Permissions(ctx context.Context) (*app.Permissions, error)
}

// present is a study as it is now, as far as its readers may see it.
type present struct {
	study   app.Study
	tags    []app.Tag // of the study, and those of the taxonomy that it uses
	people  []app.Participant
	talks   []*talk
	loose   []app.Finding // of no interview
	memos   []app.Memo
	themes  []app.Theme
	placed  []app.Placement
	claims  []app.Insight
	origins []*app.Origin
	took    int // findings and texts that may not be read
}

// talk is an interview with its texts, oldest first, and findings.
type talk struct {
	app.Interview
	texts    []*app.Transcript
	covered  bool // words were taken out of the latest text
	findings []app.Finding
	lines    []lineLabel // names on lines of their own, nil until they are looked for
}

// latest is the text as it is now, nil for none.
func (t *talk) latest() *app.Transcript {
	if len(t.texts) == 0 {
		return nil
	}
	return t.texts[len(t.texts)-1]
}

// pageSize is how many findings are read at a time.
const pageSize = 5000

// read gathers the study.
func (e *exporter) read(ctx context.Context) (*present, error) {
	rec, err := e.raw.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(e.opt.Study)})
	if err != nil {
		return nil, err
	}
	p := &present{study: *rec.(*app.Study)}
	for _, do := range []func(context.Context, *present) error{e.readTalks, e.readFindings, e.readTags, e.readPeople, e.readThoughts} {
		if err := do(ctx, p); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (e *exporter) readTalks(ctx context.Context, p *present) error {
	rows, err := e.raw.Interviews(ctx, p.study.ID, app.Page{})
	if err != nil {
		return err
	}
	for i := range rows { // a query a text on purpose: all of them at once are not asked for elsewhere
		e.progress.Report(int64(i), int64(len(rows)), rows[i].Title)
		t := &talk{Interview: rows[i].Interview}
		texts, err := e.raw.Revisions(ctx, t.ID)
		if err != nil {
			return err
		}
		slices.SortFunc(texts, func(a, b *app.Transcript) int { return a.Revision - b.Revision })
		for j, text := range texts {
			shown := e.gate.Transcript(&t.Interview, text)
			if shown != text && j == len(texts)-1 {
				t.covered = true
				p.took++
			}
			if j == len(texts)-1 || e.opt.Names {
				t.texts = append(t.texts, shown)
			}
		}
		p.talks = append(p.talks, t)
	}
	return nil
}

func (e *exporter) readFindings(ctx context.Context, p *present) error {
	at := map[app.InterviewID]*talk{}
	for _, t := range p.talks {
		at[t.ID] = t
	}
	for page := (app.Page{Limit: pageSize}); ; page.Offset += pageSize {
		rows, err := e.raw.Findings(ctx, app.FindingQuery{Study: p.study.ID, Page: page})
		if err != nil {
			return err
		}
		for i := range rows {
			r := &rows[i]
			if e.gate.Judge(r.Consent) != "" {
				e.gate.Row(r)
				p.took++
			}
			if t := at[r.Interview]; t != nil {
				t.findings = append(t.findings, r.Finding)
			} else {
				p.loose = append(p.loose, r.Finding)
			}
		}
		if len(rows) < pageSize {
			return nil
		}
	}
}

// everyFinding hands over all findings.
func (p *present) everyFinding(do func(f *app.Finding)) {
	for _, t := range p.talks {
		for i := range t.findings {
			do(&t.findings[i])
		}
	}
	for i := range p.loose {
		do(&p.loose[i])
	}
}

func (e *exporter) readTags(ctx context.Context, p *present) error {
	rows, err := e.door.Tags(ctx, p.study.ID)
	if err != nil {
		return err
	}
	used := map[app.TagID]bool{}
	p.everyFinding(func(f *app.Finding) {
		for _, t := range f.Tags {
			used[t.Tag] = true
		}
	})
	byID := map[app.TagID]*app.Tag{}
	for i := range rows {
		byID[rows[i].ID] = &rows[i].Tag
		if t := &rows[i].Tag; t.Study != "" && t.MapsTo != "" {
			used[t.MapsTo] = true
		}
	}
	for i := range rows { // what stands above a tag is needed as well
		if !used[rows[i].ID] {
			continue
		}
		for t, n := byID[rows[i].Parent], 0; t != nil && n < 100; t, n = byID[t.Parent], n+1 {
			used[t.ID] = true
		}
	}
	for i := range rows {
		if rows[i].Study == p.study.ID || used[rows[i].ID] {
			p.tags = append(p.tags, rows[i].Tag)
		}
	}
	return nil
}

// isWhole reports whether all records of a study go along as they are: names are asked for, and no words may not be read.
func (e *exporter) isWhole(p *present) bool { return e.opt.Names && p.took == 0 }

// papers are those of a study, or of all; not what is sealed, which stays in the vault.
func (e *exporter) papers(ctx context.Context, study app.StudyID) (all []app.Paper, err error) {
	for _, kind := range app.PaperKinds() { // a query a kind
		if kind == app.KindSealed || kind == app.KindErasure {
			continue
		}
		rows, err := e.raw.Papers(ctx, app.PaperQuery{Kind: kind, Study: study})
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			all = append(all, r.(app.Paper))
		}
	}
	return all, nil
}

// mayNotKnow reports whether a paper is a measure of somebody who did not allow it for the readers.
func (e *exporter) mayNotKnow(p app.Paper) bool {
	m, ok := p.(*app.Measure)
	return ok && m.Participant != "" && e.gate.Judge(e.gate.Perms.Of(m.Study, m.Participant)) != ""
}

func (e *exporter) readPeople(ctx context.Context, p *present) error {
	seen := map[app.ParticipantID]bool{"": true}
	var ids []app.ParticipantID
	add := func(id app.ParticipantID) {
		if !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for _, t := range p.talks {
		for _, s := range t.Speakers {
			add(s.Participant)
		}
	}
	p.everyFinding(func(f *app.Finding) { add(f.Participant) })
	origins, err := app.Papers[app.Origin](ctx, e.raw, app.PaperQuery{Kind: app.KindOrigin, Study: p.study.ID})
	if err != nil {
		return err
	}
	slices.SortFunc(origins, func(a, b app.Origin) int { // in the order in which they came
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
	})
	for i := range origins {
		p.origins = append(p.origins, &origins[i])
	}
	for _, id := range e.cases(p) {
		add(id)
	}
	if e.isWhole(p) { // candidates, and who only filled in a form, are heard nowhere
		papers, err := e.papers(ctx, p.study.ID)
		if err != nil {
			return err
		}
		for _, r := range papers {
			if !e.mayNotKnow(r) {
				add(r.Filed().Participant)
			}
		}
	}
	people, err := e.raw.ParticipantsOf(ctx, ids)
	for _, one := range people {
		if one != nil {
			p.people = append(p.people, *one)
		}
	}
	return err
}

// readThoughts reads what researchers thought: memos, themes and insights.
func (e *exporter) readThoughts(ctx context.Context, p *present) error {
	memos, err := e.door.Memos(ctx, app.MemoQuery{Study: p.study.ID})
	if err != nil {
		return err
	}
	for i := range memos {
		if memos[i].Study == p.study.ID {
			p.memos = append(p.memos, memos[i].Memo)
		}
	}
	slices.SortFunc(p.memos, func(a, b app.Memo) int { return a.Created.Compare(b.Created) })
	themes, err := e.door.Themes(ctx, p.study.ID)
	if err != nil {
		return err
	}
	for i := range themes {
		if themes[i].Study == p.study.ID {
			p.themes = append(p.themes, themes[i].Theme)
		}
	}
	if p.placed, err = e.door.Placements(ctx, p.study.ID); err != nil {
		return err
	}
	claims, err := e.door.Insights(ctx, p.study.ID)
	for i := range claims {
		if claims[i].Study == p.study.ID {
			p.claims = append(p.claims, claims[i].Insight)
		}
	}
	return err
}
