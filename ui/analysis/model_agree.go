package analysis

import (
	"context"
	"math"
	"slices"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/tally"
	"throughline/ui/say"
)

// Coding is how two coders compare.
type Coding struct {
	Loaded   bool
	Pair     tally.Pair // who is compared
	Plan     *tally.Plan
	Figures  *tally.Agreement
	Contrast *tally.Contrast
	Texts    map[app.InterviewID]*app.Transcript // of the places in sight
	Titles   map[app.InterviewID]string
	Tags     map[app.TagID]app.Tag
	Place    int      // which of Contrast.Places is looked at
	Span     app.Span // of a new boundary that is being drawn; zero for none

	pairs []tally.Pair
	plans []tally.Plan
}

// Now returns the place that is looked at; ok is false when none is left.
func (c *Coding) Now() (tally.Differing, bool) {
	if c.Contrast == nil || c.Place >= len(c.Contrast.Places) {
		return tally.Differing{}, false
	}
	return c.Contrast.Places[c.Place], true
}

// Progress is how many of the disagreements are settled: n of all.
func (c *Coding) Progress() (n, of int) {
	if c.Contrast == nil {
		return 0, 0
	}
	left := len(c.Contrast.Places)
	if c.Plan != nil && c.Plan.Before != nil && c.Plan.Before.Disagreements >= left {
		return c.Plan.Before.Disagreements - left, c.Plan.Before.Disagreements
	}
	return c.Contrast.Settled, c.Contrast.Settled + left
}

// Unit is what coders are compared on.
func (m *Model) Unit() tally.Unit {
	if u, ok := m.units[m.Study]; ok {
		return u
	}
	return tally.Sentences
}

// SetUnit compares on characters, sentences or turns.
func (m *Model) SetUnit(u tally.Unit) {
	if m.units == nil {
		m.units = map[app.StudyID]tally.Unit{}
	}
	m.units[m.Study] = u
	m.count()
}

func (m *Model) query(p tally.Pair) tally.AgreementQuery {
	return tally.AgreementQuery{Study: m.study(), A: p.A, B: p.B, Interviews: p.Interviews, RollUp: m.Ask.RollUp, Unit: m.Unit(), Seed: seed}
}

// compare loads who coded the same interviews, and compares the pair that Part names: "plan:" and an id, or both names.
func (m *Model) compare() {
	study, part, unit, rollUp := m.study(), m.Part, m.Unit(), m.Ask.RollUp
	place := m.Coding.Place
	m.coding.Load(func(ctx context.Context) (c Coding, err error) {
		pairs, err := m.Tally.Pairs(ctx, study)
		if err != nil {
			return c, err
		}
		plans, err := m.Tally.Plans(ctx, study)
		if err != nil {
			return c, err
		}
		c.Loaded, c.Place = true, place
		choosePair(&c, part, pairs, plans)
		c.pairs, c.plans = pairs, plans
		if c.Pair.A == "" {
			return c, nil
		}
		q := tally.AgreementQuery{Study: study, A: c.Pair.A, B: c.Pair.B, Interviews: c.Pair.Interviews, RollUp: rollUp, Unit: unit, Seed: seed}
		if c.Figures, err = m.Tally.Agreement(ctx, q, nil); err != nil {
			return c, err
		}
		if c.Contrast, err = m.Tally.Contrast(ctx, q); err != nil {
			return c, err
		}
		return c, m.readTexts(ctx, study, &c)
	}, func(c Coding, err error) {
		m.Busy, m.Err = false, err
		if err == nil {
			m.Choices.Pairs, m.Choices.Plans = c.pairs, c.plans
			c.Place = min(c.Place, max(0, len(places(c.Contrast))-1))
			m.Coding = c
			m.Page = agreementPage(&c, m.Unit())
			if m.Part == "" {
				m.Part = m.Page.Part
			}
		}
		m.changed()
	})
}

func places(c *tally.Contrast) []tally.Differing {
	if c == nil {
		return nil
	}
	return c.Places
}

// choosePair settles who is compared: what was chosen, else the first plan whose coders have both begun, else the pair with most interviews.
func choosePair(c *Coding, part string, pairs []tally.Pair, plans []tally.Plan) {
	usePlan := func(p *tally.Plan) {
		c.Plan = p
		c.Pair = tally.Pair{A: p.A, B: p.B}
		for _, x := range p.Parts {
			if x.Begun() {
				c.Pair.Interviews = append(c.Pair.Interviews, x.Interview)
			}
		}
		if len(c.Pair.Interviews) == 0 {
			c.Pair = tally.Pair{}
		}
	}
	for i := range plans {
		if part == planPart(plans[i].ID) {
			usePlan(&plans[i])
			return
		}
	}
	for _, p := range pairs {
		if part == pairPart(p) {
			usePair(c, p, plans)
			return
		}
	}
	for i := range plans {
		if usePlan(&plans[i]); c.Pair.A != "" {
			return
		}
	}
	c.Plan = nil
	if len(pairs) > 0 {
		usePair(c, pairs[0], plans)
	}
}

// usePair compares a pair, with the plan of the same two on the same interviews if there is one.
func usePair(c *Coding, p tally.Pair, plans []tally.Plan) {
	c.Pair = p
	for i := range plans {
		same := plans[i].A == p.A && plans[i].B == p.B || plans[i].A == p.B && plans[i].B == p.A
		if same && len(plans[i].Interviews) == len(p.Interviews) && !slices.ContainsFunc(p.Interviews, func(id app.InterviewID) bool { return !slices.Contains(plans[i].Interviews, id) }) {
			c.Plan = &plans[i]
		}
	}
}

func planPart(id app.ViewID) string { return "plan:" + string(id) }
func pairPart(p tally.Pair) string  { return "pair:" + p.A + "\x00" + p.B }

// maxTexts is how many transcripts the browser of disagreements keeps at hand.
const maxTexts = 60

// readTexts reads the transcripts in which coders differ.
func (m *Model) readTexts(ctx context.Context, study app.StudyID, c *Coding) error {
	c.Texts, c.Titles, c.Tags = map[app.InterviewID]*app.Transcript{}, map[app.InterviewID]string{}, map[app.TagID]app.Tag{}
	for _, d := range places(c.Contrast) {
		if c.Texts[d.Interview] != nil || len(c.Texts) >= maxTexts {
			continue
		}
		tr, err := m.Store.Transcript(ctx, d.Interview)
		if err != nil {
			return err
		}
		c.Texts[d.Interview] = tr
	}
	tags, err := m.Store.AllTags(ctx)
	for _, t := range tags {
		c.Tags[t.ID] = t
	}
	if err != nil {
		return err
	}
	coded, err := m.Store.CodedInterviews(ctx, study)
	for _, i := range coded {
		c.Titles[i.Interview] = i.Title
	}
	return err
}

// Walk looks at another place, by one forward or back.
func (m *Model) Walk(by int) {
	n := len(places(m.Coding.Contrast))
	if at := m.Coding.Place + by; at >= 0 && at < n {
		m.Coding.Place, m.Coding.Span = at, app.Span{}
		m.changed()
	}
}

// Settle settles the place that is looked at.
func (m *Model) Settle(v tally.Verdict) {
	d, ok := m.Coding.Now()
	if !ok || m.ReadOnly || m.Busy {
		return
	}
	how := tally.Settlement{Verdict: v, Span: m.Coding.Span}
	if v == tally.TakeSpan && how.Span.Len() <= 0 {
		return
	}
	if p := m.Coding.Plan; p == nil || p.Before == nil {
		how.Before = tally.Before(m.Coding.Figures, len(m.Coding.Contrast.Places), m.Clock())
		if p != nil {
			how.Plan = p.ID
		}
	}
	q := m.query(m.Coding.Pair)
	m.Coding.Span = app.Span{}
	m.act(func(ctx context.Context) error { return m.Tally.Settle(ctx, q, d, how) })
}

// act changes the workspace beside the window; what follows is told by Changed.
func (m *Model) act(do func(context.Context) error) {
	m.Busy = true
	m.changed()
	m.acts.Do(do, func(err error) {
		m.Busy, m.Err = false, err
		if app.CodeOf(err) == app.EConflict {
			m.compare()
		}
		m.changed()
	})
}

// Begin sets up a double coding.
func (m *Model) Begin(d app.DoubleCoding) {
	study := m.study()
	m.act(func(ctx context.Context) error {
		v, err := m.Tally.Begin(ctx, study, d)
		if err == nil && v == nil {
			return app.NotFound(say.T("The double coding"))
		}
		return err
	})
}

// Drop removes a double coding.
func (m *Model) Drop(id app.ViewID) {
	m.act(func(ctx context.Context) error { return m.Tally.Drop(ctx, id) })
}

// Stretch begins a new boundary with the whole place, or moves one end of it by a word: end 0 is the start, 1 the end; by is -1 or 1.
func (m *Model) Stretch(end, by int) {
	d, ok := m.Coding.Now()
	tr := m.Coding.Texts[d.Interview]
	if !ok || tr == nil {
		return
	}
	s := m.Coding.Span
	switch {
	case s.Len() <= 0:
		m.Coding.Span = d.Span
		m.changed()
		return
	case by == 0:
		return
	}
	if end == 0 {
		s.Start = nextWord(tr.Text, s.Start, by, true)
	} else {
		s.End = nextWord(tr.Text, s.End, by, false)
	}
	if s.Len() > 0 {
		m.Coding.Span = s
		m.changed()
	}
}

// nextWord is the next start, or end, of a word from at on.
func nextWord(text string, at, by int, start bool) int {
	edge := func(i int) bool {
		if i == 0 || i == len(text) {
			return true
		}
		before, after := space(text[i-1]), space(text[i])
		if start {
			return before && !after
		}
		return !before && after
	}
	for i := at + by; i >= 0 && i <= len(text); i += by {
		if edge(i) {
			return i
		}
	}
	return at
}

func space(b byte) bool { return b == ' ' || b == '\n' || b == '\t' }

func agreementPage(c *Coding, unit tally.Unit) *Page {
	p := &Page{Kind: Agreement}
	switch {
	case c.Plan != nil:
		p.Part = planPart(c.Plan.ID)
	case c.Pair.A != "":
		p.Part = pairPart(c.Pair)
	}
	if c.Figures == nil {
		p.Empty, p.Remedy = say.T("Agreement needs two people who coded the same interview"), say.T("Set up a double coding: choose interviews and two people. Each reads blind and tags on their own; here you see how far they are and, once both have begun, how far they agree.")
		return p
	}
	a := c.Figures
	p.Says = say.Sentence(a.Says())
	if c.Plan != nil && c.Plan.Before != nil {
		b := c.Plan.Before
		p.Says += say.T(" Before disagreements were settled (%s) κ was %s, α %s, F1 %s.", say.Date(b.At, "2 Jan 2006"), tally.Figure(b.Kappa), tally.Figure(b.Alpha), tally.Figure(b.F1))
	}
	p.Of = say.T("Cohen's κ by tag on %s, with 95 %% intervals", unit)
	s := chart.Series{}
	view := &chart.Chart{Kind: chart.Bar, Title: p.Of, Alt: p.Says, Unit: "κ", Full: 1}
	for _, t := range a.Tags[:min(len(a.Tags), chartRows)] {
		view.Categories, view.Hues = append(view.Categories, t.Name), append(view.Hues, t.Hue)
		s.Values, s.Labels = append(s.Values, max(0, t.Kappa)), append(s.Labels, tally.Figure(t.Kappa))
		s.Low, s.High = append(s.Low, max(0, t.KappaRange.Low)), append(s.High, max(0, t.KappaRange.High))
	}
	view.Series = []chart.Series{s}
	p.Chart = view
	p.Table = agreementTable(a, unit)
	for range p.Table.Rows {
		p.Table.Open = append(p.Table.Open, Open{})
	}
	tags := a.Tags
	open := func(i int) (Open, bool) {
		if i < 0 || i >= len(tags) {
			return Open{}, false
		}
		return Open{Title: say.T("%s, coded twice", tags[i].Name), Find: app.FindingQuery{Tags: []app.TagID{tags[i].Tag}, Interviews: a.Interviews}}, true
	}
	p.marks = func(_, category int) (Open, bool) { return open(category) }
	for i := range tags[:min(len(tags), tableRows)] {
		p.Table.Open[i+1], _ = open(i)
	}
	p.Warn = agreementWarn(a)
	p.Note = agreementNote(a, unit)
	return p
}

func agreementTable(a *tally.Agreement, unit tally.Unit) Table {
	t := Table{Header: []string{say.T("Tag"), "κ", app.Capital(say.T("95 % interval")), "α", "F1", say.T("Jaccard"), say.T("Same"), a.A, a.B, "uα"}, Left: 1, More: max(0, len(a.Tags)-tableRows)}
	row := func(name string, x tally.TagAgreement) []string {
		interval := "–"
		if !math.IsNaN(x.KappaRange.Low) {
			interval = say.T("%s to %s", tally.Figure(x.KappaRange.Low), tally.Figure(x.KappaRange.High))
		}
		return []string{name, tally.Figure(x.Kappa), interval, tally.Figure(x.Alpha), tally.Figure(x.F1), tally.Figure(x.Jaccard), percent(x.Percent), say.Number(x.InA), say.Number(x.InB), tally.Figure(x.U)}
	}
	t.Rows = append(t.Rows, row(say.T("All tags"), a.All))
	for _, x := range a.Tags[:min(len(a.Tags), tableRows)] {
		t.Rows = append(t.Rows, row(x.Name, x))
	}
	return t
}

func agreementWarn(a *tally.Agreement) string {
	rare := slices.DeleteFunc(slices.Clone(a.Tags), func(t tally.TagAgreement) bool { return t.InA+t.InB >= 6 })
	switch {
	case a.Overlap && len(rare) == 0:
		return say.T("A coder gave some passages several tags at once, so that uα over all tags cannot be told; each tag has its own.")
	case len(rare) > 0:
		names := make([]string, len(rare))
		for i, t := range rare {
			names[i] = t.Name
		}
		return say.T("Given so rarely that κ says little: %s.", listed(names, 5))
	}
	return ""
}

func agreementNote(a *tally.Agreement, unit tally.Unit) []string {
	return []string{
		say.T("Compared are %s %s of people who are not moderators, in %s. What a coder marked twice counts once. κ = (Po − Pe) / (1 − Pe), Cohen 1960; over all tags it is pooled (De Vries et al. 2008). Same is Po: text that neither marked counts as agreement there, so that it flatters. F1 and Jaccard leave that text out.", say.Number(a.Units), unit, say.Count(len(a.Interviews), "interview")),
		say.T("α is Krippendorff's for two values, given or not; .800 can be relied on, .667 allows tentative conclusions. κ and α fall when a tag is rare, however well coders agree: read them with F1. Intervals are from 1,000 resamples of units (of turns, for characters) with a fixed seed."),
		say.T("uα is Krippendorff's for text that coders cut themselves (Krippendorff, Mathet, Bouvry and Widlöcher 2016). Over all tags: uα %s, |uα %s (what was marked at all), cuα %s (the tags, where both marked).", tally.Figure(a.U), tally.Figure(a.Binary), tally.Figure(a.Coding)),
	}
}
