package across

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/synthesis"
)

// Part is a theme of one study in a proposed theme across studies.
type Part struct {
	app.ThemeRow
	StudyName string
	Within    int          // of its findings that stand in the theme across studies already
	Quotes    []app.Sample // some of its findings, up to two
}

// Meta is a proposed theme across studies: themes of different studies that may say the same.
type Meta struct {
	Key  string      // stays the same while its themes do
	Name string      // of the theme across studies, or proposed: that of its largest theme, one that people named before others
	Into app.ThemeID // the theme across studies that would grow, "" for a new one
	Parts
	Likeness
	New int // findings that accepting would put into it
}

// Parts are themes, those with most findings first.
type Parts []Part

// Findings counts what the themes hold.
func (p Parts) Findings() (n int) {
	for i := range p {
		n += p[i].Findings
	}
	return n
}

// Studies counts the studies the themes are of.
func (p Parts) Studies() int {
	seen := map[app.StudyID]bool{}
	for i := range p {
		seen[p[i].Study] = true
	}
	return len(seen)
}

// MetaThemes proposes which themes of different studies say the same, by their names and by the findings they hold, the most alike first.
// Themes whose findings stand mostly in one theme across studies belong to it. A proposal has at most one theme of a study; those that
// would change nothing are left out. It reads up to 60 findings of each theme, and takes seconds for many. Deterministic.
func (s *Service) MetaThemes(ctx context.Context, p app.Progress) ([]Meta, error) {
	p.Report(0, 100, "Reading themes")
	m := metaDraft{at: map[app.ThemeID]int{}, quotes: map[app.ThemeID][]app.Sample{}}
	if err := m.read(ctx, s.Store); err != nil {
		return nil, err
	}
	codes, texts, err := m.codes(ctx, s.Store)
	if err != nil {
		return nil, err
	}
	learned, err := synthesis.LearnCodes(ctx, texts, codes, seed, func(done, total int64, what string) { p.Report(10+done*7/10, 100, what) })
	if err != nil {
		return nil, err
	}
	p.Report(85, 100, "Comparing themes")
	pairs, err := learned.Near(ctx, leastPair, func(a, b int) bool { return m.home[a] == m.home[b] })
	if err != nil {
		return nil, err
	}
	return m.propose(groupsOf(m.home, pairs, m.tied, synthesis.NearFloor, true)), nil
}

// leastPair is the score from which a pair is kept while things are grouped.
const leastPair = 0.3

// metaDraft is the themes of all boards as they are compared.
type metaDraft struct {
	rows   []app.ThemeRow
	names  map[app.StudyID]string
	home   []app.StudyID
	at     map[app.ThemeID]int
	within map[[2]app.ThemeID]int // findings of a study's theme (first) in one across studies
	tied   [][2]int
	quotes map[app.ThemeID][]app.Sample
}

func (m *metaDraft) read(ctx context.Context, store Store) error {
	studies, err := store.Studies(ctx)
	if err != nil {
		return err
	}
	m.names = studyNames(studies)
	all, err := store.Themes(ctx, "")
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.Findings > 0 || t.Study == "" {
			m.at[t.ID] = len(m.rows)
			m.rows, m.home = append(m.rows, t), append(m.home, t.Study)
		}
	}
	shared, err := store.SharedThemes(ctx)
	if err != nil {
		return err
	}
	m.within = make(map[[2]app.ThemeID]int, len(shared))
	for _, h := range shared {
		m.within[[2]app.ThemeID{h.Theme, h.Across}] = h.Findings
		if own, ok := m.at[h.Theme]; ok && 2*h.Findings >= m.rows[own].Findings {
			m.tied = append(m.tied, [2]int{m.at[h.Across], own})
		}
	}
	return nil
}

func studyNames(studies []app.Study) map[app.StudyID]string {
	names := make(map[app.StudyID]string, len(studies))
	for i := range studies {
		names[studies[i].ID] = studies[i].Name
	}
	return names
}

// codes reads some findings of each theme, each text once.
func (m *metaDraft) codes(ctx context.Context, store Store) ([]synthesis.Code, []string, error) {
	codes := make([]synthesis.Code, len(m.rows))
	for i := range m.rows {
		codes[i] = synthesis.Code{Name: m.rows[i].Name, About: m.rows[i].Note}
	}
	read, err := store.ThemeSamples(ctx, perHolder)
	if err != nil {
		return nil, nil, err
	}
	t := newTexts()
	for _, a := range read {
		i, ok := m.at[a.Theme]
		if !ok {
			continue
		}
		if q := m.quotes[a.Theme]; len(q) < 2 {
			m.quotes[a.Theme] = append(q, a)
		}
		codes[i].Passages = append(codes[i].Passages, t.place(a))
	}
	for i := range codes {
		slices.Sort(codes[i].Passages)
	}
	return codes, t.texts, nil
}

// texts are the findings read to compare, each once.
type texts struct {
	texts []string
	at    map[app.FindingID]int
}

func newTexts() *texts { return &texts{at: map[app.FindingID]int{}} }

func (t *texts) place(a app.Sample) int {
	at, ok := t.at[a.Finding]
	if !ok {
		at = len(t.texts)
		t.at[a.Finding] = at
		t.texts = append(t.texts, a.Text)
	}
	return at
}

// propose turns groups into proposals, and leaves out those that would change nothing.
func (m *metaDraft) propose(groups []group) []Meta {
	var out []Meta
	for _, g := range groups {
		meta := Meta{Likeness: g.Likeness}
		for _, i := range g.members {
			if t := &m.rows[i]; t.Study == "" {
				meta.Into, meta.Name = t.ID, t.Name
			}
		}
		for _, i := range g.members {
			if t := m.rows[i]; t.Study != "" {
				within := 0
				if meta.Into != "" {
					within = m.within[[2]app.ThemeID{t.ID, meta.Into}]
				}
				meta.New += t.Findings - within
				meta.Parts = append(meta.Parts, Part{ThemeRow: t, StudyName: m.names[t.Study], Within: within, Quotes: m.quotes[t.ID]})
			}
		}
		if meta.New == 0 || meta.Into == "" && len(meta.Parts) < 2 {
			continue
		}
		meta.finish()
		out = append(out, meta)
	}
	return out
}

func (m *Meta) finish() {
	slices.SortStableFunc(m.Parts, func(a, b Part) int {
		return cmp.Or(cmp.Compare(b.Findings, a.Findings), strings.Compare(a.StudyName, b.StudyName), cmp.Compare(a.ID, b.ID))
	})
	if m.Name == "" {
		named := slices.IndexFunc(m.Parts, func(p Part) bool { return !p.Proposed })
		m.Name = m.Parts[max(0, named)].Name
	}
	ids := make([]string, len(m.Parts))
	for i := range m.Parts {
		ids[i] = string(m.Parts[i].ID)
	}
	slices.Sort(ids)
	m.Key = string(m.Into) + "|" + strings.Join(ids, " ")
}

// AcceptMetas puts the findings of the proposals' themes into themes across studies, new ones or those that grow, as one step. The
// themes of the studies stay as they are; the note of a new theme says which they were. Findings that stand in another theme across
// studies stay there. Returns EInvalid when nothing is left to put, ENotFound when a theme has gone.
func (s *Service) AcceptMetas(ctx context.Context, metas []Meta) error {
	var sources []app.ThemeID
	for i := range metas {
		for j := range metas[i].Parts {
			sources = append(sources, metas[i].Parts[j].ID)
		}
	}
	wide, err := s.wideBoard(ctx)
	if err != nil {
		return err
	}
	from, err := s.Store.PlacementsIn(ctx, sources)
	if err != nil {
		return err
	}
	held := map[app.ThemeID][]app.FindingID{}
	for i := range from {
		held[from[i].Theme] = append(held[from[i].Theme], from[i].Finding)
	}
	cs := s.Hand.Begin("Accept " + app.Count(len(metas), "theme") + " across studies")
	for i := range metas {
		if err := s.acceptMeta(cs, wide, held, &metas[i]); err != nil {
			return err
		}
	}
	if len(cs.Changes) == 0 {
		return app.Invalid("There is nothing to put into themes across studies.", "Their findings stand there already.")
	}
	return s.Log.Commit(ctx, cs)
}

// wideBoard is the board across studies as it stands.
type wideBoard struct {
	themes map[app.ThemeID]bool
	stands map[app.FindingID]bool  // in any theme of it
	last   map[app.ThemeID]float64 // place of the last finding in a theme
	order  float64                 // of the last theme
}

func (s *Service) wideBoard(ctx context.Context) (*wideBoard, error) {
	all, err := s.Store.Themes(ctx, "")
	if err != nil {
		return nil, err
	}
	b := &wideBoard{themes: map[app.ThemeID]bool{}, stands: map[app.FindingID]bool{}, last: map[app.ThemeID]float64{}}
	var ids []app.ThemeID
	for i := range all {
		if all[i].Study == "" {
			b.themes[all[i].ID], b.order = true, max(b.order, all[i].Order)
			ids = append(ids, all[i].ID)
		}
	}
	placed, err := s.Store.PlacementsIn(ctx, ids)
	for i := range placed {
		b.stands[placed[i].Finding] = true
		b.last[placed[i].Theme] = max(b.last[placed[i].Theme], placed[i].Order)
	}
	return b, err
}

func (s *Service) acceptMeta(cs *app.ChangeSet, wide *wideBoard, held map[app.ThemeID][]app.FindingID, m *Meta) error {
	theme := m.Into
	if theme != "" && !wide.themes[theme] {
		return app.NotFound("The theme across studies")
	}
	var coming []app.FindingID
	for i := range m.Parts {
		for _, f := range held[m.Parts[i].ID] {
			if !wide.stands[f] {
				wide.stands[f] = true
				coming = append(coming, f)
			}
		}
	}
	if len(coming) == 0 {
		return nil
	}
	if theme == "" {
		wide.order++
		t := &app.Theme{ID: app.NewID[app.ThemeID](), Name: strings.TrimSpace(m.Name), Note: m.Sources(), Color: len(wide.themes), Order: wide.order, Stamp: s.Hand.Stamp()}
		theme = t.ID
		wide.themes[theme] = true
		cs.Create(t)
	}
	for _, f := range coming {
		wide.last[theme]++
		cs.Create(&app.Placement{Theme: theme, Finding: f, Order: wide.last[theme], Stamp: s.Hand.Stamp()})
	}
	return nil
}

// Sources says which themes it is made of: "From “Price” (Renewal), “Cost” (Onboarding)."
func (m *Meta) Sources() string {
	parts := make([]string, len(m.Parts))
	for i := range m.Parts {
		parts[i] = fmt.Sprintf("“%s” (%s)", m.Parts[i].Name, m.Parts[i].StudyName)
	}
	return "From " + strings.Join(parts, ", ") + "."
}
