package report

import (
	"context"
	"fmt"

	"throughline/app"
)

// kept is what a publication kept of the confidence behind its recommendations.
type kept struct {
	levels map[app.RecommendationID]app.Level
	themes []app.PublishedProof
}

// composeVersion writes the report of a published version of an insight.
func composeVersion(ctx context.Context, store Store, spec Spec) (*Document, error) {
	pubs, err := store.Publications(ctx, spec.Published.Insight)
	if err != nil {
		return nil, err
	}
	for i := range pubs {
		if spec.Published.N == 0 || pubs[i].Version == spec.Published.N {
			return ComposePublication(ctx, &pubs[i], spec)
		}
	}
	return nil, app.NotFound("The published version")
}

// ComposePublication writes the report of a published insight from what was kept when it was published, and from nothing else: whatever became of the
// insight, its evidence and its people since, the same publication gives the same report. Of spec only Author, Audience, Paper, MaxQuotes, Readers and Brand
// count; the date is the day of publication. What readers may not see is covered by whoever read the publication.
func ComposePublication(ctx context.Context, pub *app.Publication, spec Spec) (*Document, error) {
	order := spec
	order.Published = Version{pub.Insight, pub.Version} // the latest will be another one
	spec.Sections = []Section{SectionInsights, SectionEvidence}
	spec.Date, spec.Study, spec.Find, spec.Insights, spec.MayQuote = app.DateOf(pub.Created), "", app.FindingQuery{}, nil, nil
	spec.Judge = func(app.Support) (string, []string, string) { return string(pub.Level), pub.Reasons, pub.Change }
	spec.Title = pub.Title
	m := newMaterial(spec)
	m.order = order
	m.study = &app.Study{Name: pub.Study}
	m.kept = &kept{levels: map[app.RecommendationID]app.Level{}}
	in := app.InsightRow{Support: pub.Support, StudyName: pub.Study}
	in.ID, in.Title, in.Body, in.Status = pub.Insight, pub.Title, pub.Body, app.InsightPublished
	if pub.Why != "" {
		in.Override = app.Override{Level: pub.Level, Reason: pub.Why}
		spec.Judge = func(app.Support) (string, []string, string) { return string(pub.Computed), pub.Reasons, pub.Change }
		m.spec = spec
	}
	m.advise(pub, &in)
	for i, e := range pub.Evidence {
		if e.Finding == "" {
			m.kept.themes = append(m.kept.themes, e)
			continue
		}
		f := app.FindingRow{InterviewTitle: e.Interview, Code: e.Who, Segment: e.Segment, Withheld: e.Withheld}
		f.ID, f.Created, f.At = e.Finding, pub.Created.Add(0), e.At
		f.Participant = app.ParticipantID(e.Who) // tells speakers apart, no more
		f.Interview = app.InterviewID(fmt.Sprint("proof-", i))
		m.dated[f.Interview] = e.Date
		if f.At == 0 {
			f.At = app.NoTime
		}
		if e.Observation {
			f.Note = e.Text
		} else {
			f.Quote = e.Text
		}
		m.keep([]app.FindingRow{f})
		in.Evidence = append(in.Evidence, e.Evidence)
	}
	m.insights, m.of = []app.InsightRow{in}, 1
	if err := m.seal(); err != nil {
		return nil, err
	}
	d := m.begin()
	d.Subtitle = dotted(pub.Study, m.t("Version %d", pub.Version), m.t("published ")+m.day(spec.Date)+m.t(" by ")+pub.Author)
	m.insightSections(d)
	m.appendix(d)
	if err := m.finish(d); err != nil {
		return nil, err
	}
	return d, ctx.Err()
}

// advise takes over the recommendations and decisions that a publication kept.
func (m *material) advise(pub *app.Publication, in *app.InsightRow) {
	for i, a := range pub.Actions {
		r := app.Recommendation{ID: app.RecommendationID(fmt.Sprint("kept-", i)), Text: a.Text, Status: a.Status, Owner: a.Owner, Score: a.Score}
		m.kept.levels[r.ID] = a.Level
		in.Advice = append(in.Advice, r)
	}
	if len(pub.Actions) == 0 { // published before more was kept of them
		for _, text := range pub.Advice {
			in.Advice = append(in.Advice, app.Recommendation{Text: text})
		}
	}
	for _, d := range pub.Decisions {
		m.decisions = append(m.decisions, app.Decision{Text: d.Text, Date: d.Date, By: d.By, Where: d.Where, Outcome: d.Outcome, Insights: []app.InsightID{pub.Insight}})
	}
}

// themesKept says on which themes a publication rested, with their weight on that day.
func (m *material) themesKept() []Block {
	if m.kept == nil || len(m.kept.themes) == 0 {
		return nil
	}
	l := List{Kind: Bullets}
	for _, t := range m.kept.themes {
		text := oneLine(t.Text) + ": " + m.counted(t.Findings, "finding", "findings")
		if t.People > 0 {
			text += m.t(" of ") + m.counted(t.People, "person", "people")
		}
		if t.Note != "" {
			text += ". " + oneLine(t.Note)
		}
		l.Items = append(l.Items, Item{Runs: say(text)})
	}
	return []Block{Heading{Level: 2, Text: m.t("Themes it rested on")}, l}
}
