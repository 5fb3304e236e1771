package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"throughline/app"
)

// material is everything a report was made of, read once.
type material struct {
	tongue       // of its words
	spec         Spec
	order        Spec       // as it was asked for
	study        *app.Study // nil for all studies
	studies      map[app.StudyID]app.Study
	counts       app.Counts
	interviews   []app.InterviewRow
	dated        map[app.InterviewID]app.Date
	participants []app.ParticipantRow
	person       map[app.ParticipantID]app.ParticipantRow
	asked        map[app.StudyID]map[app.ParticipantID]bool // who was interviewed; "" holds everyone
	tags         []app.TagRow
	themes       []app.ThemeRow
	held         map[app.ThemeID]int             // findings of each theme
	sorted       int                             // findings in a theme, each once
	placed       map[app.ThemeID][]app.FindingID // the first of them that were read, in board order
	insights     []app.InsightRow
	rest         []app.InsightRow                 // chosen too, but left out for want of room
	of           int                              // insights there were to choose from
	chosen       *chosen                          // what a query chose; nil for all findings
	decisions    []app.Decision                   // the latest first
	kept         *kept                            // of a publication; nil when the workspace itself is read
	findings     map[app.FindingID]app.FindingRow // evidence, and candidates to stand for a theme
	cites        *citations
	withheld     map[app.FindingID]bool // quotes that may not leave
	hash         string
}

// loadSteps is how many reads load reports on.
const loadSteps = 8

func newMaterial(spec Spec) *material {
	return &material{tongue: tongue{spec.Language}, spec: spec, order: spec, studies: map[app.StudyID]app.Study{}, held: map[app.ThemeID]int{}, placed: map[app.ThemeID][]app.FindingID{},
		findings: map[app.FindingID]app.FindingRow{}, withheld: map[app.FindingID]bool{}, dated: map[app.InterviewID]app.Date{}}
}

// load reads what the spec asks for.
func load(ctx context.Context, store Store, spec Spec) (*material, error) {
	m := newMaterial(spec)
	steps := []struct {
		what string
		run  func() error
	}{
		{"the study", func() error { return m.loadStudy(ctx, store) }},
		{"interviews", func() error { return m.loadInterviews(ctx, store) }},
		{"people", func() (err error) { m.participants, err = store.Participants(ctx, spec.Study); return }},
		{"tags, themes and insights", func() error {
			return together(func() (err error) { m.tags, err = store.Tags(ctx, spec.Study); return },
				func() (err error) { m.themes, err = store.Themes(ctx, spec.Study); return },
				func() error { return m.loadInsights(ctx, store) },
				func() (err error) { m.decisions, err = store.Decisions(ctx, spec.Study, ""); return })
		}},
		{"chosen studies", func() error { return m.loadSeveral(ctx, store) }},
		{"chosen findings", func() error { return cmp.Or(m.loadChosen(ctx, store), m.countSorted(ctx, store)) }},
		{"the board", func() error { return m.loadBoard(ctx, store) }},
		{"the evidence", func() error { return m.loadFindings(ctx, store) }},
	}
	for i, s := range steps {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		spec.Progress.Report(int64(i), loadSteps, "Reading "+s.what)
		if err := s.run(); err != nil {
			return nil, fmt.Errorf("report: read %s: %w", s.what, err)
		}
		if s.what == "people" {
			m.countAsked()
		}
	}
	spec.Progress.Report(loadSteps, loadSteps, "")
	return m, m.seal()
}

// together runs reads side by side and returns the first error in their order.
func together(reads ...func() error) error {
	errs := make([]error, len(reads))
	var wait sync.WaitGroup
	for i, read := range reads {
		wait.Go(func() { errs[i] = read() })
	}
	wait.Wait()
	return cmp.Or(errs...)
}

func (m *material) loadStudy(ctx context.Context, store Store) error {
	all, err := store.Studies(ctx)
	if err != nil {
		return err
	}
	for _, s := range all {
		if m.spec.holds(s.ID) {
			m.studies[s.ID] = s
		}
	}
	for _, id := range m.spec.Studies {
		if _, ok := m.studies[id]; !ok {
			return app.NotFound("A study to report on")
		}
	}
	if m.spec.Study != "" {
		s, ok := m.studies[m.spec.Study]
		if !ok {
			return app.NotFound("The study to report on")
		}
		m.study = &s
	}
	m.counts, err = store.Counts(ctx, m.spec.Study)
	return err
}

func (m *material) loadInterviews(ctx context.Context, store Store) error {
	all, err := store.Interviews(ctx, m.spec.Study, app.Page{})
	for _, in := range all {
		if m.spec.holds(in.Study) {
			m.interviews = append(m.interviews, in)
		}
	}
	return err
}

// countAsked finds who was interviewed in which study, the denominators of the report, and when.
func (m *material) countAsked() {
	m.person = make(map[app.ParticipantID]app.ParticipantRow, len(m.participants))
	for _, p := range m.participants {
		m.person[p.ID] = p
	}
	m.asked = map[app.StudyID]map[app.ParticipantID]bool{"": {}}
	m.dated = make(map[app.InterviewID]app.Date, len(m.interviews))
	for _, in := range m.interviews {
		m.dated[in.ID] = in.Date
		if m.asked[in.Study] == nil {
			m.asked[in.Study] = map[app.ParticipantID]bool{}
		}
		for _, p := range in.Participants() {
			m.asked[in.Study][p], m.asked[""][p] = true, true
		}
	}
}

// loadBoard reads the first findings of the themes that are shown, from which quotes are chosen, and more of those that stand behind an insight.
func (m *material) loadBoard(ctx context.Context, store Store) error {
	for _, t := range m.themes {
		if _, known := m.held[t.ID]; !known {
			m.held[t.ID] = t.Findings
		}
	}
	var behind, shown []app.ThemeID
	seen := map[app.ThemeID]bool{}
	for _, in := range m.insights {
		for _, e := range in.Evidence {
			if e.Theme != "" && !seen[e.Theme] {
				seen[e.Theme] = true
				behind = append(behind, e.Theme)
			}
		}
	}
	for _, t := range m.themesShown() {
		if !seen[t.ID] && m.chosen == nil {
			shown = append(shown, t.ID)
		}
	}
	for _, part := range []struct {
		themes []app.ThemeID
		most   int
	}{{behind, m.spec.bounds().passages}, {shown, themeCandidates}} {
		if len(part.themes) == 0 {
			continue
		}
		placements, err := store.FirstPlacementsIn(ctx, part.themes, part.most)
		if err != nil {
			return err
		}
		for _, p := range placements {
			m.placed[p.Theme] = append(m.placed[p.Theme], p.Finding)
		}
	}
	return nil
}

// loadInsights keeps the chosen insights in the order of the store; of too many the strongest.
func (m *material) loadInsights(ctx context.Context, store Store) error {
	all, err := store.Insights(ctx, m.spec.Study)
	if err != nil {
		return err
	}
	for _, in := range all {
		if in.Study != "" && !m.spec.holds(in.Study) {
			continue
		}
		chosen := in.Status != app.InsightSuperseded
		if chosen {
			m.of++
		}
		if m.spec.Insights != nil {
			chosen = slices.Contains(m.spec.Insights, in.ID)
		}
		if chosen {
			m.insights = append(m.insights, in)
		}
	}
	most := m.spec.bounds().insights
	if m.of <= most {
		m.of = len(m.insights)
	}
	m.keepStrongest(most)
	return nil
}

// keepStrongest moves insights beyond most to the rest, unless a query is still to choose among them.
func (m *material) keepStrongest(most int) {
	kept := strongest(m.insights, most)
	if m.spec.isQuery() && m.chosen == nil {
		return
	}
	if len(kept) < len(m.insights) {
		m.rest = slices.DeleteFunc(m.insights, func(in app.InsightRow) bool {
			return slices.ContainsFunc(kept, func(k app.InsightRow) bool { return k.ID == in.ID })
		})
	}
	m.insights = kept
}

// themeCandidates is how many findings of a theme are read to choose its representative quotes from.
const themeCandidates = 12

// loadFindings reads the evidence of the insights and the first findings of each theme, all in one go.
func (m *material) loadFindings(ctx context.Context, store Store) error {
	var ids []app.FindingID
	seen := map[app.FindingID]bool{}
	add := func(list []app.FindingID) {
		for _, id := range list {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	for _, in := range m.insights {
		for _, e := range in.Evidence {
			if e.Finding != "" {
				add([]app.FindingID{e.Finding})
			} else {
				add(m.placed[e.Theme])
			}
		}
	}
	for _, t := range m.themesShown() {
		add(m.standIn(t.ID))
	}
	if m.chosen != nil {
		m.keep(m.chosen.rows)
		ids = slices.DeleteFunc(ids, func(id app.FindingID) bool { _, ok := m.findings[id]; return ok })
	}
	if len(ids) == 0 {
		return nil
	}
	rows, err := store.FindingsByID(ctx, ids)
	m.keep(rows)
	return err
}

// lend reads the passages that are evidence themselves of insights for which a report has no room; drop lets go of them.
func (m *material) lend(ctx context.Context, store Store, page []app.InsightRow) (drop func(), err error) {
	var ids []app.FindingID
	seen := map[app.FindingID]bool{}
	for _, in := range page {
		for _, e := range in.Evidence {
			if _, ok := m.findings[e.Finding]; !ok && e.Finding != "" && !seen[e.Finding] {
				seen[e.Finding] = true
				ids = append(ids, e.Finding)
			}
		}
	}
	drop = func() {
		for _, id := range ids {
			delete(m.findings, id)
		}
	}
	if len(ids) == 0 {
		return drop, nil
	}
	rows, err := store.FindingsByID(ctx, ids)
	m.keep(rows)
	return drop, err
}

// keep takes findings in, and notes which may not be quoted.
func (m *material) keep(rows []app.FindingRow) {
	for _, f := range rows {
		m.findings[f.ID] = f
		if f.Withheld != "" || f.Quote != "" && !m.spec.mayQuote(f.Participant) {
			m.withheld[f.ID] = true
		}
	}
}

// askedIn are the people interviewed in a study, or in all for "".
func (m *material) askedIn(study app.StudyID) map[app.ParticipantID]bool { return m.asked[study] }

// name is what the report is about.
func (m *material) name() string {
	switch {
	case m.study != nil:
		return m.study.Name
	case m.spec.several():
		return m.studyNames()
	}
	return m.t("All studies")
}

// topic is what the report is about: the study, or the findings that were asked for.
func (m *material) topic() string {
	if m.chosen == nil {
		return m.name()
	}
	return m.chosen.name
}

// span is the first and last day of the interviews.
func (m *material) span() (from, to app.Date) {
	for _, in := range m.interviews {
		if in.Date == "" {
			continue
		}
		if from == "" || in.Date < from {
			from = in.Date
		}
		to = max(to, in.Date)
	}
	return from, to
}

// segments are the segments of the people asked, the largest first, with how many were asked in each. People without
// a segment come last under "".
func (m *material) segments(study app.StudyID) (names []string, asked map[string]int) {
	asked = map[string]int{}
	for p := range m.askedIn(study) {
		asked[m.person[p].Segment]++
	}
	for s := range asked {
		names = append(names, s)
	}
	slices.SortFunc(names, func(a, b string) int {
		if (a == "") != (b == "") {
			return cmp.Compare(b, a)
		}
		return cmp.Or(cmp.Compare(asked[b], asked[a]), cmp.Compare(a, b))
	})
	return names, asked
}

// methods are the methods of the interviews with their number, the commonest first; "" stands for unnamed ones.
func (m *material) methods() (names []string, n map[string]int) {
	n = map[string]int{}
	for _, in := range m.interviews {
		n[cmp.Or(in.Method, m.studies[in.Study].Method)]++
	}
	for s := range n {
		names = append(names, s)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
	return names, n
}
