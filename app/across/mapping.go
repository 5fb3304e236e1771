package across

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/synthesis"
)

// TagPart is a tag of one study that may count for one of the taxonomy.
type TagPart struct {
	app.TagRow
	StudyName string
}

// Mapping is a proposal: tags of studies that may count for one tag of the taxonomy, one that is there or a new one.
type Mapping struct {
	Key   string
	Name  string    // of the taxonomy's tag
	Into  app.TagID // "" for a new tag of the taxonomy
	Parts []TagPart // those with most findings first
	Likeness
}

// Mappings proposes which tags of studies mean the same, by name, by definition and by the findings that carry them, the most alike
// first. Tags that are mapped already, proposed or deprecated are left out. Two studies' tags without a counterpart in the taxonomy are
// proposed with a new one. What people told apart is among the refused. Takes seconds for many. Deterministic.
func (s *Service) Mappings(ctx context.Context, p app.Progress) (m Mappings, err error) {
	p.Report(0, 100, "Reading codebooks")
	studies, err := s.Store.Studies(ctx)
	if err != nil {
		return m, err
	}
	all, err := s.Store.Tags(ctx, "")
	if err != nil {
		return m, err
	}
	d := tagDraft{names: studyNames(studies), at: map[app.TagID]int{}, into: map[app.TagID]int{}}
	d.read(all)
	read, err := s.Store.TagSamples(ctx, perHolder)
	if err != nil {
		return m, err
	}
	codes, texts := d.codes(read)
	learned, err := synthesis.LearnCodes(ctx, texts, codes, seed, func(done, total int64, what string) { p.Report(10+done*7/10, 100, what) })
	if err != nil {
		return m, err
	}
	p.Report(85, 100, "Comparing tags")
	pairs, err := learned.Near(ctx, leastPair, func(a, b int) bool { return d.home[a] == d.home[b] })
	if err != nil {
		return m, err
	}
	told, err := s.ToldApart(ctx)
	if err != nil {
		return m, err
	}
	m.all = d.propose(groupsOf(d.home, pairs, nil, synthesis.NearFloor, false))
	m.Part(told)
	return m, nil
}

// tagDraft is the tags that are compared: those of the taxonomy, and those of studies that count for none yet.
type tagDraft struct {
	names map[app.StudyID]string
	rows  []app.TagRow
	home  []app.StudyID
	at    map[app.TagID]int
	into  map[app.TagID]int // of tags that are mapped: what they count for
}

func (d *tagDraft) read(all []app.TagRow) {
	for _, t := range all {
		if t.Status == app.TagActive && t.MapsTo == "" && (t.Study == "" || t.Findings > 0) {
			d.at[t.ID] = len(d.rows)
			d.rows, d.home = append(d.rows, t), append(d.home, t.Study)
		}
	}
	for _, t := range all {
		if to, ok := d.at[t.MapsTo]; ok && t.MapsTo != "" {
			d.into[t.ID] = to
		}
	}
}

func (d *tagDraft) codes(read []app.Sample) ([]synthesis.Code, []string) {
	codes := make([]synthesis.Code, len(d.rows))
	for i := range d.rows {
		codes[i] = synthesis.Code{Name: d.rows[i].Name, About: strings.TrimSpace(d.rows[i].Definition + " " + d.rows[i].Include)}
	}
	t := newTexts()
	for _, a := range read {
		i, ok := d.at[a.Tag]
		if !ok {
			if i, ok = d.into[a.Tag]; !ok {
				continue
			}
		}
		codes[i].Passages = append(codes[i].Passages, t.place(a))
	}
	for i := range codes {
		slices.Sort(codes[i].Passages)
		codes[i].Passages = slices.Compact(codes[i].Passages)
	}
	return codes, t.texts
}

func (d *tagDraft) propose(groups []group) []Mapping {
	var out []Mapping
	for _, g := range groups {
		m := Mapping{Likeness: g.Likeness}
		for _, i := range g.members {
			t := d.rows[i]
			if t.Study == "" {
				m.Into, m.Name = t.ID, t.Name
			} else {
				m.Parts = append(m.Parts, TagPart{TagRow: t, StudyName: d.names[t.Study]})
			}
		}
		if len(m.Parts) == 0 || m.Into == "" && !severalStudies(m.Parts) {
			continue
		}
		m.finish()
		out = append(out, m)
	}
	return out
}

func severalStudies(parts []TagPart) bool {
	return slices.ContainsFunc(parts, func(p TagPart) bool { return p.Study != parts[0].Study })
}

func (m *Mapping) finish() {
	slices.SortStableFunc(m.Parts, func(a, b TagPart) int {
		return cmp.Or(cmp.Compare(b.Findings, a.Findings), strings.Compare(a.StudyName, b.StudyName), cmp.Compare(a.ID, b.ID))
	})
	if m.Name == "" {
		m.Name = m.Parts[0].Name
	}
	m.Key = string(m.Into) + "|"
	for _, id := range m.tags() {
		m.Key += " " + string(id)
	}
}

// AcceptMappings maps the proposals' tags to the taxonomy, and makes the tags that it lacks, as one step. A new one takes colour and
// definition of the tag with most findings, and the name that the proposal says. Returns EConflict for a tag that is gone or was mapped
// since, and when the taxonomy has a tag of a new one's name.
func (s *Service) AcceptMappings(ctx context.Context, all []Mapping) error {
	book, err := s.Store.Tags(ctx, "")
	if err != nil {
		return err
	}
	m := mapper{hand: s.Hand, now: make(map[app.TagID]*app.Tag, len(book)), taken: map[string]bool{}, step: s.Hand.Begin("")}
	for i := range book {
		m.now[book[i].ID] = &book[i].Tag
		if book[i].Study == "" {
			m.taken[strings.ToLower(book[i].Name)] = true
		}
	}
	for i := range all {
		if err := m.add(&all[i]); err != nil {
			return err
		}
	}
	if m.mapped == 0 {
		return app.Invalid("There is no tag to map.", "Choose a proposal first.")
	}
	m.step.Label = "Map " + app.Count(m.mapped, "tag") + " to the taxonomy"
	return s.Log.Commit(ctx, m.step)
}

// mapper is a step that maps tags to the taxonomy.
type mapper struct {
	hand   app.Hand
	now    map[app.TagID]*app.Tag // as stored
	taken  map[string]bool        // names of the taxonomy, in lower case
	step   *app.ChangeSet
	mapped int
}

func (m *mapper) add(p *Mapping) error {
	into, err := m.target(p)
	if err != nil {
		return err
	}
	for i := range p.Parts {
		old := m.now[p.Parts[i].ID]
		if old == nil || old.MapsTo != "" {
			return changedSince(p.Parts[i].Name + " was mapped or deleted since.")
		}
		t := *old
		t.MapsTo, t.Stamp = into, m.hand.Touch(old.Stamp)
		m.step.Update(old, &t)
		m.mapped++
	}
	return nil
}

// target is the taxonomy's tag that a proposal maps to, made where there is none.
func (m *mapper) target(p *Mapping) (app.TagID, error) {
	if p.Into != "" {
		if t := m.now[p.Into]; t == nil || t.Study != "" {
			return "", app.NotFound("The tag of the taxonomy")
		}
		return p.Into, nil
	}
	t := newTaxonomyTag(p, m.hand.Stamp())
	if m.taken[strings.ToLower(t.Name)] {
		return "", changedSince("The taxonomy has a tag called " + t.Name + " already.")
	}
	m.taken[strings.ToLower(t.Name)] = true
	m.step.Create(t)
	return t.ID, nil
}

func changedSince(what string) error {
	return &app.Error{Code: app.EConflict, Op: "map tags", Message: what, Hint: "Compare the codebooks again."}
}

func newTaxonomyTag(m *Mapping, stamp app.Stamp) *app.Tag {
	t := &app.Tag{ID: app.NewID[app.TagID](), Name: strings.TrimSpace(m.Name), Status: app.TagActive, Color: m.Parts[0].Color, Stamp: stamp}
	for i := range m.Parts {
		if p := &m.Parts[i]; p.Definition != "" {
			t.Definition, t.Include, t.Exclude, t.Example = p.Definition, p.Include, p.Exclude, p.Example
			break
		}
	}
	return t
}
