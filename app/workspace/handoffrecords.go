package workspace

import (
	"cmp"
	"context"
	"slices"
	"time"

	"throughline/app"
	"throughline/app/history"
	"throughline/app/report"
)

// mostHanded is how many findings a bundle's workspace takes: they are held in memory while it is made.
const mostHanded = 200_000

// handOffWorkspace makes the workspace of a bundle at path: a new file with one step in its journal, so that nothing is in it but what handOffRecords lists.
func (w *Workspace) handOffWorkspace(ctx context.Context, spec report.Spec, path string, h HandOff) error {
	c, err := w.handOffRecords(ctx, spec, h)
	if err != nil {
		return err
	}
	store, err := h.Open(ctx, path, New)
	if err != nil {
		return err
	}
	err = func() error {
		log, err := history.Open(ctx, store)
		if err != nil {
			return err
		}
		return log.Commit(ctx, c)
	}()
	if closed := store.Close(); err == nil {
		err = closed
	}
	return err
}

// handed gathers what the readers of a bundle may see.
type handed struct {
	spec     report.Spec
	store    report.Store
	say      func(string) string
	cs       *app.ChangeSet
	studies  map[app.StudyID]bool
	tags     map[app.TagID]bool
	themes   map[app.ThemeID]bool
	findings map[app.FindingID]app.FindingID // by the ids they have here, those that they have in the bundle
	secret   []byte                          // of the sender: what ids of people are made of
	people   map[app.ParticipantID]app.ParticipantRow
	talks    map[talkKey]*talk
	order    []talkKey
}

// talkKey names the interview that passages are kept in: their own, or one for the whole study where nothing may lead to an interview.
type talkKey struct {
	study     app.StudyID
	interview app.InterviewID
}

// talk is an interview of which only the passages are kept that were marked and may be read.
type talk struct {
	interview app.Interview
	text      app.Transcript
}

// handOffRecords are the records of a bundle's workspace: studies, the codebook without examples, participants by the names of the spec and nothing else of them, findings
// whose words the readers may see, with the passages alone as their interviews' texts, themes, insights, recommendations and decisions. What may not be seen is a finding without
// words. No vault, consent, memo, publication, source file or former state comes along. Ids of people, and where nothing may lead to an interview those of passages, are
// known to nobody else, so that a bundle cannot be laid beside another one or a report with more names. The same choices, day and key give the same records.
func (w *Workspace) handOffRecords(ctx context.Context, spec report.Spec, h HandOff) (*app.ChangeSet, error) {
	door := w.Door(h.File.Audience)
	store, say, err := report.Through(ctx, door, spec)
	if err != nil {
		return nil, err
	}
	day := cmp.Or(spec.Date, w.Hand.Today())
	b := &handed{spec: spec, store: store, say: say, cs: app.NewChangeSet("Hand-off", w.Hand.Author, day.Time()), secret: h.Key.Seed(), studies: map[app.StudyID]bool{}, tags: map[app.TagID]bool{}, themes: map[app.ThemeID]bool{},
		findings: map[app.FindingID]app.FindingID{}, people: map[app.ParticipantID]app.ParticipantRow{}, talks: map[talkKey]*talk{}}
	for _, step := range []func(context.Context) error{b.addStudies, b.addPeople, b.addTalks, b.addTags, b.addThemes, b.addFindings, b.addInsights} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	placed, err := door.Placements(ctx, spec.Study)
	if err != nil {
		return nil, err
	}
	for _, p := range placed {
		if id, ok := b.findings[p.Finding]; ok && b.themes[p.Theme] {
			p.Finding = id
			if b.hides() {
				p.Stamp = b.restamped(p.Stamp)
			}
			b.cs.Create(&p)
		}
	}
	return b.cs, b.name()
}

// wants reports whether a study belongs into the bundle.
func (b *handed) wants(id app.StudyID) bool {
	switch {
	case b.spec.Study != "":
		return id == b.spec.Study
	case len(b.spec.Studies) > 0:
		return slices.Contains(b.spec.Studies, id)
	}
	return true
}

func (b *handed) addStudies(ctx context.Context) error {
	all, err := b.store.Studies(ctx)
	for _, s := range all {
		if !b.wants(s.ID) {
			continue
		}
		b.studies[s.ID] = true
		s.Guide, s.Templates, s.Goal = nil, nil, b.say(s.Goal)
		b.cs.Create(&s)
	}
	return err
}

func (b *handed) addPeople(ctx context.Context) error {
	if b.spec.Naming == report.NamesNone {
		return nil
	}
	all, err := b.store.Participants(ctx, b.spec.Study)
	for _, p := range all {
		b.people[p.ID] = p
	}
	return err
}

// addTalks begins an interview for each whose people may be known, and adds the people who were interviewed.
func (b *handed) addTalks(ctx context.Context) error {
	all, err := b.store.Interviews(ctx, b.spec.Study, app.Page{})
	if err != nil {
		return err
	}
	seen := map[app.ParticipantID]bool{}
	for i := range all {
		in := &all[i]
		if !b.studies[in.Study] {
			continue
		}
		t := b.talk(talkKey{in.Study, b.known(in.ID)}, in)
		for _, id := range in.Participants() {
			p, ok := b.people[id]
			if !ok {
				continue
			}
			if !seen[id] {
				seen[id] = true
				b.cs.Create(&app.Participant{ID: b.person(id), Code: p.Code, Segment: p.Segment, Stamp: b.stamp()})
			}
			if !slices.ContainsFunc(t.interview.Speakers, func(s app.Speaker) bool { return s.Participant == b.person(id) }) {
				t.interview.Speakers = append(t.interview.Speakers, app.Speaker{Label: p.Code, Name: p.Code, Role: app.RoleParticipant, Participant: b.person(id)})
			}
		}
	}
	for id := range b.people {
		if !seen[id] {
			delete(b.people, id)
		}
	}
	return nil
}

// stamp signs what is made anew with the day of the report.
func (b *handed) stamp() app.Stamp { return app.NewStamp(b.cs.Author, b.cs.At) }

// known is an interview that may be told, "" where the naming hides them.
func (b *handed) known(id app.InterviewID) app.InterviewID {
	if b.hides() {
		return ""
	}
	return id
}

func (b *handed) talk(key talkKey, in *app.InterviewRow) *talk {
	t := b.talks[key]
	if t != nil {
		return t
	}
	id := cmp.Or(key.interview, secretID[app.InterviewID](b, "interview", string(key.study)))
	t = &talk{interview: app.Interview{ID: id, Study: key.study, Title: "Passages", Stamp: b.stamp()},
		text: app.Transcript{ID: secretID[app.TranscriptID](b, "transcript", string(id)), Interview: id, Revision: 1, Stamp: b.stamp()}}
	if in != nil && key.interview != "" {
		t.interview.Title, t.interview.Method, t.interview.Date = b.say(in.Title), in.Method, in.Date
	}
	b.talks[key] = t
	b.order = append(b.order, key)
	return t
}

func (b *handed) addThemes(ctx context.Context) error {
	all, err := b.store.Themes(ctx, b.spec.Study)
	for _, t := range all {
		if t.Study != "" && !b.studies[t.Study] {
			continue
		}
		b.themes[t.ID] = true
		t.Terms, t.Name, t.Note = nil, b.say(t.Name), b.say(t.Note)
		b.cs.Create(&t.Theme)
	}
	return err
}

// addFindings takes the findings over, and the passages into the texts of their interviews.
func (b *handed) addFindings(ctx context.Context) error {
	q := app.FindingQuery{Study: b.spec.Study, Studies: b.spec.Studies}
	if b.spec.Find.Narrowed() {
		q = b.spec.Find
		q.Study = b.spec.Study
		if len(b.spec.Studies) > 1 {
			q.Studies = b.spec.Studies
		}
	}
	const page = 2000
	var found []*app.Finding
	for {
		q.Page = app.Page{Offset: len(found), Limit: page}
		rows, err := b.store.Findings(ctx, q)
		if err != nil {
			return err
		}
		for i := range rows {
			found = append(found, b.finding(&rows[i]))
		}
		if len(rows) < page {
			break
		}
		if len(found) >= mostHanded {
			return &app.Error{Code: app.ETooLarge, Message: "A bundle takes up to " + app.Number(mostHanded) + " findings.", Hint: "Hand over one study, or the findings of a filter."}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	for _, key := range b.order {
		t := b.talks[key]
		b.cs.Create(&t.interview)
		b.cs.Create(&t.text)
	}
	for _, f := range found {
		b.cs.Create(f)
	}
	return nil
}

// finding is a finding as the readers may see it.
func (b *handed) finding(row *app.FindingRow) *app.Finding {
	f := row.Finding
	f.ID = b.spec.Naming.Proof(f.ID, f.Participant)
	b.findings[row.ID] = f.ID
	t := b.talk(talkKey{f.Study, b.known(f.Interview)}, nil)
	f.Interview, f.Transcript, f.Span, f.Before, f.After, f.Speaker = t.interview.ID, "", app.Span{}, "", "", ""
	_, known := b.people[f.Participant]
	if f.Participant = b.person(f.Participant); !known {
		f.Participant = ""
	}
	f.Note = b.say(f.Note)
	var tags []app.Tagging
	for _, g := range f.Tags {
		if b.hides() {
			g.Created = b.cs.At
		}
		if b.tags[g.Tag] {
			tags = append(tags, g)
		}
	}
	f.Tags = tags
	if b.hides() {
		f.Stamp = b.restamped(f.Stamp)
	}
	switch {
	case row.Withheld != "":
		f.Note, f.Quote, f.At, f.Page = row.Withheld.Notice(), "", app.NoTime, 0
	case f.Quote != "":
		f.Quote = b.say(f.Quote)
		f.Speaker = row.Code
		f.Transcript = t.text.ID
		f.Span = t.add(row.Code, f.Quote, f.At)
	}
	return &f
}

// add puts a passage at the end of a text and returns where it stands.
func (t *talk) add(speaker, words string, at time.Duration) app.Span {
	if t.text.Text != "" {
		t.text.Text += "\n"
	}
	span := app.Span{Start: len(t.text.Text), End: len(t.text.Text) + len(words)}
	t.text.Text += words
	t.text.Turns = append(t.text.Turns, app.Turn{Span: span, Speaker: speaker, From: at, To: app.NoTime})
	return span
}

func (b *handed) addInsights(ctx context.Context) error {
	all, err := b.store.Insights(ctx, b.spec.Study)
	if err != nil {
		return err
	}
	in := map[app.InsightID]bool{}
	advised := map[app.RecommendationID]bool{}
	var advice []app.Recommendation
	for i := range all {
		row := &all[i]
		if row.Study != "" && !b.studies[row.Study] || b.spec.Insights != nil && !slices.Contains(b.spec.Insights, row.ID) {
			continue
		}
		in[row.ID] = true
		x := row.Insight
		x.Title, x.Body, x.Override.Reason, x.Version = b.say(x.Title), b.say(x.Body), b.say(x.Override.Reason), 0
		x.Evidence = nil
		for _, e := range row.Evidence {
			if b.findings[e.Finding] != "" || b.themes[e.Theme] {
				e.Finding = b.findings[e.Finding]
				e.Note = b.say(e.Note)
				x.Evidence = append(x.Evidence, e)
			}
		}
		b.cs.Create(&x)
		for _, r := range row.Advice {
			if !advised[r.ID] {
				advised[r.ID] = true
				advice = append(advice, r)
			}
		}
	}
	for _, r := range advice {
		r.Text = b.say(r.Text)
		r.Insights = kept(r.Insights, in)
		b.cs.Create(&r)
	}
	decided, err := b.store.Decisions(ctx, b.spec.Study, "")
	for _, d := range decided {
		if d.Insights = kept(d.Insights, in); len(d.Insights) > 0 {
			d.Text, d.Outcome = b.say(d.Text), b.say(d.Outcome)
			b.cs.Create(&d)
		}
	}
	return err
}

func kept(all []app.InsightID, in map[app.InsightID]bool) []app.InsightID {
	return slices.DeleteFunc(slices.Clone(all), func(id app.InsightID) bool { return !in[id] })
}
