package project

import (
	"context"
	"encoding/json"
	"slices"

	"throughline/app"
	"throughline/app/qda"
)

// ownRecords is the member of the archive that holds what the standard has no place for. Other programs pass over it.
const ownRecords = "x-throughline/records.json"

// beside is what that member holds. Whole says that it is all of the study, as its records are; otherwise it is what the project itself does
// not tell, under the project's GUIDs.
type beside struct {
	Version int          `json:"version"` // 1
	Whole   bool         `json:"whole"`
	Records []app.Change `json:"records"` // made, each after what it refers to

	Contents []content `json:"contents,omitempty"` // of records, which stand in the archive as files
}

// put adds records.
func (b *beside) put(records ...app.Record) {
	for _, r := range records {
		b.Records = append(b.Records, app.Change{After: r})
	}
}

// putRecords adds what the standard has no place for: with names the whole study as it is, without them what names nobody.
func (e *exporter) putRecords(ctx context.Context) (err error) {
	b := &beside{Version: 1, Whole: e.isWhole(e.now)}
	if b.Whole {
		err = e.wholeStudy(ctx, b)
	} else {
		err = e.nameless(ctx, b)
	}
	if err != nil || len(b.Records) == 0 {
		return err
	}
	b.store(e.out)
	data, err := json.Marshal(b)
	if err != nil {
		return err
	}
	if !b.Whole {
		data = []byte(e.say(string(data)))
	}
	e.out.Members = append(e.out.Members, qda.Member{Path: ownRecords, Data: data})
	return nil
}

// wholeStudy adds every record of the study, and those of the workspace that it needs.
func (e *exporter) wholeStudy(ctx context.Context, b *beside) error {
	b.put(&e.now.study)
	for i := range e.now.people {
		b.put(&e.now.people[i])
	}
	tags, err := e.raw.Tags(ctx, e.opt.Study)
	if err != nil {
		return err
	}
	putTags(b, tags)
	files := map[app.SourceID]bool{"": true}
	for _, t := range e.now.talks { // a query a file on purpose: they are large
		if !files[t.Source] {
			files[t.Source] = true
			rec, err := e.raw.Find(ctx, app.Ref{Kind: app.KindSource, ID: string(t.Source)})
			if err != nil {
				return err
			}
			b.put(rec)
		}
		b.put(&t.Interview)
		for _, text := range t.texts {
			b.put(text)
		}
	}
	e.now.everyFinding(func(f *app.Finding) { b.put(f) })
	if err := e.putThoughts(ctx, b); err != nil {
		return err
	}
	return e.putPapers(ctx, b)
}

// putTags adds tags, each after those that it names.
func putTags(b *beside, rows []app.TagRow) {
	at := map[app.TagID]*app.Tag{}
	for i := range rows {
		at[rows[i].ID] = &rows[i].Tag
	}
	done := map[app.TagID]bool{}
	var visit func(t *app.Tag)
	visit = func(t *app.Tag) {
		if t == nil || done[t.ID] {
			return
		}
		done[t.ID] = true
		for _, up := range []app.TagID{t.Parent, t.ReplacedBy, t.MapsTo} {
			visit(at[up])
		}
		b.put(t)
	}
	for i := range rows {
		visit(&rows[i].Tag)
	}
}

// putThoughts adds themes, insights and what follows from them, memos, rules and views.
func (e *exporter) putThoughts(ctx context.Context, b *beside) error {
	for i := range e.now.themes {
		b.put(&e.now.themes[i])
	}
	e.putPlaces(b)
	for i := range e.now.claims {
		b.put(&e.now.claims[i])
	}
	for i := range e.now.claims { // a query an insight: there are few
		all, err := e.door.Publications(ctx, e.now.claims[i].ID)
		if err != nil {
			return err
		}
		slices.Reverse(all)
		for j := range all {
			b.put(&all[j])
		}
	}
	if err := e.putAdvice(ctx, b); err != nil {
		return err
	}
	for i := range e.now.memos {
		b.put(&e.now.memos[i])
	}
	return e.putHelpers(ctx, b)
}

// putHelpers adds what people keep to work with: rules, tags turned down, views, words.
func (e *exporter) putHelpers(ctx context.Context, b *beside) error {
	rules, err := e.raw.Rules(ctx, e.opt.Study)
	if err != nil {
		return err
	}
	for i := range rules {
		if rules[i].Study == e.opt.Study {
			b.put(&rules[i])
		}
	}
	turned, err := e.raw.Rejections(ctx, e.opt.Study)
	if err != nil {
		return err
	}
	for i := range turned {
		b.put(&turned[i])
	}
	for _, place := range []app.ViewPlace{app.ViewFindings, app.ViewSearch} {
		views, err := e.raw.Views(ctx, place, e.opt.Study)
		if err != nil {
			return err
		}
		for i := range views {
			b.put(&views[i])
		}
	}
	words, err := e.raw.OpinionWords(ctx)
	for i := range words {
		b.put(&words[i])
	}
	return err
}

// putPlaces adds where findings stand on the board.
func (e *exporter) putPlaces(b *beside) {
	here := map[app.ThemeID]bool{}
	for i := range e.now.themes {
		here[e.now.themes[i].ID] = true
	}
	for i := range e.now.placed {
		if p := &e.now.placed[i]; here[p.Theme] && e.findings[p.Finding] != nil {
			b.put(p)
		}
	}
}

// putAdvice adds recommendations and decisions.
func (e *exporter) putAdvice(ctx context.Context, b *beside) error {
	advice, err := e.door.Recommendations(ctx, e.opt.Study)
	if err != nil {
		return err
	}
	for i := range advice {
		b.put(&advice[i])
	}
	decided, err := e.door.Decisions(ctx, e.opt.Study, "")
	for i := range decided {
		b.put(&decided[i])
	}
	return err
}

// putPapers adds the papers of the study and of its people, and those that all studies share, as far as readers may know them.
func (e *exporter) putPapers(ctx context.Context, b *beside) error {
	t, err := e.raw.Standards(ctx)
	if err != nil {
		return err
	}
	if t.Author != "" {
		b.put(&t)
	}
	people, talks := map[app.ParticipantID]bool{}, map[app.InterviewID]bool{}
	for i := range e.now.people {
		people[e.now.people[i].ID] = true
	}
	for _, t := range e.now.talks {
		talks[t.ID] = true
	}
	papers, err := e.papers(ctx, "")
	for _, r := range papers {
		f := r.Filed()
		switch {
		case f.Study != "" && f.Study != e.opt.Study, f.Interview != "" && !talks[f.Interview]:
		case e.mayNotKnow(r):
			e.ledger.note("measures", app.Dropped, "are of people who did not allow it for these readers")
		case f.Participant == "" || people[f.Participant]:
			b.put(r)
		}
	}
	return err
}

// nameless adds what the project does not tell and what names nobody: themes with what lies in them, insights with their evidence, what is
// recommended, what people allowed, metrics. Ids are those that the project's GUIDs become.
func (e *exporter) nameless(ctx context.Context, b *beside) error {
	id := func(kind app.Kind, id string) string { return e.guid(app.Ref{Kind: kind, ID: id}).Key() }
	for i := range e.now.themes {
		t := e.now.themes[i]
		t.ID = app.ThemeID(id(app.KindTheme, string(t.ID)))
		b.put(&t)
	}
	e.now.everyFinding(func(f *app.Finding) {
		if f.Quote != "" || e.came[f.ID] || e.hushed(f) {
			return
		}
		n := *f
		n.ID, n.Transcript, n.Speaker = app.FindingID(id(app.KindFinding, string(f.ID))), "", ""
		if f.Interview != "" {
			n.Interview = app.InterviewID(id(app.KindInterview, string(f.Interview)))
		}
		if f.Participant != "" {
			n.Participant = app.ParticipantID(id(app.KindParticipant, string(f.Participant)))
		}
		n.Tags = slices.Clone(f.Tags)
		for i := range n.Tags {
			n.Tags[i].Tag = app.TagID(id(app.KindTag, string(n.Tags[i].Tag)))
		}
		b.put(&n)
	})
	e.putNameless(b, id)
	consents, err := app.Papers[app.Consent](ctx, e.raw, app.PaperQuery{Kind: app.KindConsent, Study: e.opt.Study})
	if err != nil {
		return err
	}
	for i := range consents {
		if c := consents[i]; e.names[c.Participant] != "" {
			c.Participant = app.ParticipantID(id(app.KindParticipant, string(c.Participant)))
			c.Reason, c.How, c.Note, c.Text, c.Version = "", "", "", "", 0
			b.put(&c)
		}
	}
	metrics, err := app.Papers[app.Metric](ctx, e.raw, app.PaperQuery{Kind: app.KindMetric})
	for i := range metrics {
		b.put(&metrics[i])
	}
	return err
}

// putNameless adds where findings stand on the board, and insights with their evidence.
func (e *exporter) putNameless(b *beside, id func(app.Kind, string) string) {
	for i := range e.now.placed {
		p := e.now.placed[i]
		if f := e.findings[p.Finding]; f != nil {
			p.Theme, p.Finding = app.ThemeID(id(app.KindTheme, string(p.Theme))), app.FindingID(id(app.KindFinding, string(p.Finding)))
			b.put(&p)
		}
	}
	for i := range e.now.claims {
		c := e.now.claims[i]
		c.ID, c.Evidence = app.InsightID(id(app.KindInsight, string(c.ID))), slices.Clone(c.Evidence)
		for j := range c.Evidence {
			ev := &c.Evidence[j]
			if ev.Finding != "" {
				ev.Finding = app.FindingID(id(app.KindFinding, string(ev.Finding)))
			} else {
				ev.Theme = app.ThemeID(id(app.KindTheme, string(ev.Theme)))
			}
		}
		b.put(&c)
	}
}
