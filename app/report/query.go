package report

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// isQuery reports whether the report is of some findings only.
func (s Spec) isQuery() bool { return s.Find.Narrowed() }

// find is the query of the report, of the study it is about.
func (s Spec) find() app.FindingQuery {
	q := s.Find
	q.Study, q.Page = s.Study, app.Page{}
	if s.several() {
		q = q.And(app.Clause{Op: app.OpStudy, Values: textsOf(s.Studies)})
	}
	return q
}

// Query is the query for the findings that the report is made of.
func (s Spec) Query() app.FindingQuery { return s.find() }

// chosen is what a query chose.
type chosen struct {
	name     string                          // what the findings are called
	words    string                          // the query in plain words
	rows     []app.FindingRow                // the first of them, in the query's order
	all      app.CrossCount                  // all of them
	asked    int                             // people interviewed, as far as the query demands something of people and interviews
	askedIn  map[app.StudyID]int             // the same by study
	segments app.CrossTab                    // by segment
	inTheme  map[app.ThemeID][]app.FindingID // of the rows
	is       map[app.FindingID]bool          // of the rows
}

// loadChosen reads what the query chooses, and lets themes, tags and insights be those of its findings.
func (m *material) loadChosen(ctx context.Context, store Store) error {
	if !m.spec.isQuery() {
		return nil
	}
	q := m.spec.find()
	if err := q.Validate(); err != nil {
		return err
	}
	c := &chosen{askedIn: map[app.StudyID]int{}, inTheme: map[app.ThemeID][]app.FindingID{}, is: map[app.FindingID]bool{}}
	if err := m.describe(ctx, store, q, c); err != nil {
		return err
	}
	q.Page.Limit = m.spec.bounds().chosen
	rows, err := store.Findings(ctx, q)
	if err != nil {
		return err
	}
	c.rows = rows
	for i := range rows {
		c.is[rows[i].ID] = true
		if t := rows[i].Theme; t != "" {
			c.inTheme[t] = append(c.inTheme[t], rows[i].ID)
		}
	}
	tabs := map[app.Axis]app.CrossTab{}
	for _, by := range []app.Axis{app.AxisStudy, app.AxisSegment, app.AxisTheme, app.AxisTag} {
		if tabs[by], err = store.CrossTab(ctx, app.CrossQuery{Find: m.spec.find(), Rows: by}); err != nil {
			return err
		}
	}
	c.segments = tabs[app.AxisSegment]
	c.all, c.asked = c.segments.Chosen, c.segments.AskedAll
	for i, key := range tabs[app.AxisStudy].Rows {
		c.askedIn[app.StudyID(key.Value)] = tabs[app.AxisStudy].RowAsked[i]
	}
	m.chosen = c
	m.narrow(tabs[app.AxisTheme], tabs[app.AxisTag])
	return nil
}

// describe says what was asked for.
func (m *material) describe(ctx context.Context, store Store, q app.FindingQuery, c *chosen) error {
	named, err := store.Named(ctx, q.Refs())
	if err != nil {
		return err
	}
	names := make(map[app.Ref]string, len(named))
	for _, n := range named {
		names[n.Ref] = n.Name
	}
	c.words = strings.Join(q.DescribeIn(func(r app.Ref) string { return names[r] }, func(s string) string { return m.t(s) }), "; ")
	c.name = cmp.Or(oneLine(m.spec.Scope), upperFirst(clip(m.t("findings ")+c.words, 90)))
	return nil
}

// narrow keeps the themes, tags and insights of the chosen findings, with the counts that they have among them.
func (m *material) narrow(themes, tags app.CrossTab) {
	m.counts.Findings = m.chosen.all.Findings
	m.recount(countsOf(themes), countsOf(tags))
	rests := func(in app.InsightRow) bool {
		return slices.ContainsFunc(in.Evidence, func(e app.Evidence) bool {
			return m.chosen.is[e.Finding] || len(m.chosen.inTheme[e.Theme]) > 0
		})
	}
	m.insights = slices.DeleteFunc(slices.Clone(m.insights), func(in app.InsightRow) bool { return !rests(in) })
	m.of = len(m.insights)
	m.keepStrongest(m.spec.bounds().insights)
}

// countsOf are the counts of tables by what they count.
func countsOf(tabs ...app.CrossTab) map[string]app.CrossCount {
	out := map[string]app.CrossCount{}
	for _, tab := range tabs {
		for i, key := range tab.Rows {
			out[key.Value] = tab.RowSum[i]
		}
	}
	return out
}

// standIn are the findings from which those that stand for a theme are chosen.
func (m *material) standIn(theme app.ThemeID) []app.FindingID {
	all := m.placed[theme]
	if m.chosen != nil {
		all = m.chosen.inTheme[theme]
	}
	return all[:min(themeCandidates, len(all))]
}

// askedFor is how many people could have said something of a study, of all for "".
func (m *material) askedFor(study app.StudyID) int {
	switch {
	case m.chosen == nil:
		return len(m.askedIn(study))
	case study == "" || study == m.spec.Study:
		return m.chosen.asked
	}
	return m.chosen.askedIn[study]
}

// chosenWords is the query in plain words, "" for a report of everything.
func (m *material) chosenWords() string {
	if m.chosen == nil {
		return ""
	}
	return m.counted(m.chosen.all.Findings, "finding", "findings") + ": " + m.chosen.words
}

// chosenText says in a sentence what the report is of: "23 findings of 9 of 12 people in 8 interviews: tagged Pricing."
func (m *material) chosenText() string {
	c := m.chosen
	text := upperFirst(m.counted(c.all.Findings, "finding", "findings"))
	if c.all.People > 0 {
		text += m.t(" of ") + m.peopleOf(c.all.People, c.asked)
	}
	if c.all.Interviews > 0 {
		text += m.t(" in ") + m.counted(c.all.Interviews, "interview", "interviews")
	}
	return text + ": " + c.words + "."
}

// whoSaidChosen is the table of the people behind the chosen findings, by segment.
func (m *material) whoSaidChosen(d *Document) {
	tab := m.chosen.segments
	if len(tab.Rows) == 0 || m.chosen.asked == 0 {
		return
	}
	t := Table{Dense: true, Columns: []Column{{Title: m.t("Segment"), Share: 1.4}, {Title: m.t("asked"), Right: true, Share: 1},
		{Title: m.t("said it"), Right: true, Share: 1}, {Title: m.t("findings"), Right: true, Share: 1}, {Title: m.t("95 % interval"), Right: true, Share: 1.4}}}
	row := func(name string, n app.CrossCount, asked int) Row {
		interval := ""
		if n.People <= asked && asked > 0 {
			interval = m.intervalText(n.People, asked)
		}
		return Row{Cells: []Cell{cell(name), cell(m.count(asked)), cell(m.count(n.People)), cell(m.count(n.Findings)), cell(interval)}}
	}
	for i, key := range tab.Rows {
		if m.spec.Naming != NamesSegment {
			break
		}
		t.Rows = append(t.Rows, row(m.segmentName(key.Label), tab.RowSum[i], tab.RowAsked[i]))
	}
	if len(t.Rows) != 1 {
		all := row(m.t("All"), m.chosen.all, m.chosen.asked)
		all.Strong = true
		t.Rows = append(t.Rows, all)
	}
	d.add(Heading{Level: 2, Text: m.t("Who says it")}, t)
}
