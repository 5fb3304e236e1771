package reports

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"throughline/app"
	"throughline/app/report"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Making is how the report is made, whatever it is about, and what a model asks for it.
type Making struct {
	Depth     report.Depth
	Naming    report.Naming
	Language  report.Language
	Brand     report.Brand
	MaxQuotes int
	Own       []report.Section // the order a person gave the sections, nil for that of the outline

	Some  []app.StudyID // of all studies those that were chosen, nil for all
	Known []app.Study   // that can be chosen; nil in a report of one study

	Designs []app.Template // report templates of the playbook
	Design  string         // name of the one that was used or saved last, as long as nothing was changed since

	DesignsOf  func(ctx context.Context) ([]app.Template, error)                       // nil for none
	KeepDesign func(ctx context.Context, name string, d report.Design) error           // saves a report template
	Recall     func() string                                                           // how the last report was made here; nil for the usual way
	Remember   func(design string)                                                     // keeps how it is made for the next time; may be nil
	CheckFile  func(ctx context.Context, path string, p app.Progress) (Checked, error) // says what of a report or bundle holds
}

// Checked is what came of checking a file.
type Checked struct {
	Path   string
	Signed string         // of a hand-off bundle: by which key it is signed; "" for a report
	Drift  []report.Drift // what is no longer as it was
}

// design is how the report is made as chosen.
func (m *Model) design() report.Design {
	s := m.Spec()
	d := s.Design()
	if s.Sections != nil {
		d.Sections = nil
		for _, sec := range m.Sections() {
			if !m.Left[sec] {
				d.Sections = append(d.Sections, sec)
			}
		}
	}
	return d
}

// make takes a design over.
func (m *Model) make(d report.Design) {
	m.Depth, m.Naming, m.Language, m.Brand, m.MaxQuotes = d.Depth, d.Naming, cmp.Or(d.Language, spoken()), d.Brand, d.MaxQuotes
	m.Audience, m.Readers, m.Paper = d.Audience, d.Readers, d.Paper
	m.Own = nil
	m.Left = m.spared()
	if d.Sections == nil {
		return
	}
	m.Left = map[report.Section]bool{}
	m.Own = slices.Clone(d.Sections)
	for _, sec := range report.Sections() {
		if !slices.Contains(d.Sections, sec) {
			m.Left[sec] = true
			m.Own = append(m.Own, sec)
		}
	}
}

// spared are the sections that readers and outline leave out by themselves; nil for none.
func (m *Model) spared() map[report.Section]bool {
	left := map[report.Section]bool{}
	for _, s := range report.Sections() {
		if !slices.Contains(m.Depth.Sections(), s) || len(m.Order) > 0 && !slices.Contains(m.Order, s) {
			left[s] = true
		}
	}
	if len(left) == 0 {
		return nil
	}
	return left
}

// usual reports whether sections and order are those that readers and outline have by themselves.
func (m *Model) usual() bool { return m.Own == nil && maps.Equal(m.Left, m.spared()) }

// remade composes again and keeps how the report is made for the next time.
func (m *Model) remade() {
	m.Design = ""
	m.remember()
	m.reload()
}

func (m *Model) remember() {
	if m.Remember != nil {
		m.Remember(m.design().Text())
	}
}

// spoken is the language of a report that names none: that of the window, "" for English.
func spoken() report.Language {
	if l := report.Language(say.Language()); l != report.English && slices.Contains(report.Languages(), l) {
		return l
	}
	return ""
}

// recall takes over how the last report was made; what cannot be read any more is as if nothing was.
func (m *Model) recall() {
	m.Language = spoken()
	if m.Recall == nil {
		return
	}
	if d, err := report.ReadDesign(m.Recall()); err == nil {
		m.make(d)
	}
}

// SetDepth says for which readers it is made; sections follow.
func (m *Model) SetDepth(d report.Depth) {
	if d != m.Depth {
		m.Depth, m.Own = d, nil
		m.Left = m.spared()
		m.remade()
	}
}

// SetNaming says how far people are told apart.
func (m *Model) SetNaming(n report.Naming) {
	if n != m.Naming {
		m.Naming = n
		m.remade()
	}
}

// SetLanguage chooses the language of the fixed words.
func (m *Model) SetLanguage(l report.Language) {
	if l != m.Language && !(l == report.English && m.Language == "") {
		m.Language = l
		m.remade()
	}
}

// SetBrand chooses the look. Returns EInvalid for a colour that is none, and the errors of logo.Read.
func (m *Model) SetBrand(b report.Brand) error {
	d, err := report.Design{Brand: b}.Compact()
	if err != nil {
		return err
	}
	m.Brand = d.Brand
	m.remade()
	return nil
}

// Move puts a section one place up (-1) or down (1).
func (m *Model) Move(s report.Section, by int) {
	all := m.Sections()
	at := slices.Index(all, s)
	to := at + by
	if at < 0 || to < 0 || to >= len(all) {
		return
	}
	all[at], all[to] = all[to], all[at]
	m.Own = all
	m.changed()
	m.remade()
}

// Choose takes a study into a report of some of them or leaves it out. Without any it is of all again.
func (m *Model) Choose(id app.StudyID, on bool) {
	var some []app.StudyID
	for _, s := range m.Known {
		if on && s.ID == id || s.ID != id && m.Chosen(s.ID) {
			some = append(some, s.ID)
		}
	}
	m.choose(some)
}

// ChooseAll makes it a report of all studies.
func (m *Model) ChooseAll() { m.choose(nil) }

func (m *Model) choose(some []app.StudyID) {
	if slices.Equal(some, m.Some) {
		return
	}
	m.Some, m.Without = some, nil
	m.changed()
	m.reload()
}

// Chosen reports whether a study was chosen; in a report of all none was.
func (m *Model) Chosen(id app.StudyID) bool { return slices.Contains(m.Some, id) }

// has reports whether a study is among some.
func has(all []app.Study, id app.StudyID) bool {
	return slices.ContainsFunc(all, func(s app.Study) bool { return s.ID == id })
}

// nameOf is the name of a study among some, "" where it is not.
func nameOf(all []app.Study, id app.StudyID) string {
	i := slices.IndexFunc(all, func(s app.Study) bool { return s.ID == id })
	if i < 0 {
		return ""
	}
	return all[i].Name
}

// someNamed names some studies together: the first one, and how many more.
func someNamed(all []app.Study, some []app.StudyID) string {
	name := nameOf(all, some[0])
	switch more := len(some) - 1; more {
	case 0:
		return name
	case 1:
		return say.T("%s and 1 more study", name)
	default:
		return say.T("%s and %s more studies", name, say.Number(more))
	}
}

// UseDesign makes the report as a report template says.
func (m *Model) UseDesign(id string) {
	for i := range m.Designs {
		if string(m.Designs[i].ID) != id {
			continue
		}
		d, err := report.ReadDesign(m.Designs[i].Latest().Body)
		if err != nil {
			m.Err = err
			m.changed()
			return
		}
		m.make(d)
		m.remember()
		m.Design = m.Designs[i].Name
		m.reload()
	}
}

// SaveDesign keeps how the report is made as a report template under a name; one that has the name gets a version more. done hears how it went.
func (m *Model) SaveDesign(name string, done func(error)) {
	d := m.design()
	m.keeping.Load(func(ctx context.Context) (bool, error) { return true, m.KeepDesign(ctx, name, d) }, func(_ bool, err error) {
		if err == nil {
			m.Design = name
			m.reload()
		}
		done(err)
	})
}

// Check says what of a report or a hand-off bundle holds, as a job. done hears it.
func (m *Model) Check(path string, done func(Checked, error)) {
	m.Jobs.Start(say.T("Check report"), func(ctx context.Context, p app.Progress) error {
		return task.Told(func() (Checked, error) { return m.CheckFile(ctx, path, p) }, func(c Checked, err error) {
			c.Path = path
			done(c, err)
		})
	})
}

// choices are the report templates and, for a report of all studies, the studies there are.
func (m *Model) choices(ctx context.Context, study app.StudyID) (designs []app.Template, known []app.Study, err error) {
	if m.DesignsOf != nil {
		if designs, err = m.DesignsOf(ctx); err != nil {
			return nil, nil, err
		}
	}
	if study == "" {
		known, err = m.Store.Studies(ctx)
	}
	return designs, known, err
}
