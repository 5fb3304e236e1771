package playbook

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/playbook"
)

// Usage is which study uses which template, and how far its checklists are.
type Usage struct {
	Studies []StudyUse // by name; those that use a template or have a checklist
	At      app.StudyID
	Health  *Health // of the codebook of the study at hand; nil until it is known
}

// StudyUse is a study with what it uses.
type StudyUse struct {
	ID        app.StudyID
	Name      string
	Status    string
	Templates []TemplateUse
	Lists     []app.Checklist
	Older     int
}

// TemplateUse is a template that a study uses.
type TemplateUse struct {
	ID            app.TemplateID
	Kind          app.TemplateKind
	Name          string
	Version, Last int
}

// Done counts what is ticked in the study's checklists, and of how many.
func (u *StudyUse) Done() (done, of int) {
	for i := range u.Lists {
		done += u.Lists[i].Done()
		of += len(u.Lists[i].Items)
	}
	return done, of
}

// take makes the usage of what was read.
func (u *Usage) take(rows []playbook.Row, lists []app.Checklist) {
	u.Studies = nil
	for i := range rows {
		r := &rows[i]
		for _, use := range r.Uses {
			s := u.study(use.Study)
			s.Name, s.Status = use.Name, use.Status
			s.Templates = append(s.Templates, TemplateUse{r.ID, r.Kind, r.Name, use.Version, r.Latest().Number})
			if use.Older {
				s.Older++
			}
		}
	}
	for _, l := range lists {
		if i := slices.IndexFunc(u.Studies, func(s StudyUse) bool { return s.ID == l.Study }); i >= 0 {
			u.Studies[i].Lists = append(u.Studies[i].Lists, l)
		}
	}
	slices.SortStableFunc(u.Studies, func(a, b StudyUse) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
}

func (u *Usage) study(id app.StudyID) *StudyUse {
	for i := range u.Studies {
		if u.Studies[i].ID == id {
			return &u.Studies[i]
		}
	}
	u.Studies = append(u.Studies, StudyUse{ID: id})
	return &u.Studies[len(u.Studies)-1]
}

// StudyAt is the study on the page: the one chosen in the list, the one in force, or the first; nil for none.
func (m *Model) StudyAt() *StudyUse {
	u := &m.Uses
	for _, id := range []app.StudyID{u.At, m.Study} {
		if i := slices.IndexFunc(u.Studies, func(s StudyUse) bool { return s.ID == id }); i >= 0 {
			return &u.Studies[i]
		}
	}
	if len(u.Studies) > 0 {
		return &u.Studies[0]
	}
	return nil
}

// SelectStudy shows what a study uses.
func (m *Model) SelectStudy(id app.StudyID) {
	m.Uses.At, m.Uses.Health = id, nil
	m.checkup()
	m.changed()
}

// checkup looks the codebook of the study on the page over, if it is not known.
func (m *Model) checkup() {
	at := m.StudyAt()
	if m.Checkup == nil || m.Face != Studies || at == nil || m.Uses.Health != nil {
		return
	}
	id := at.ID
	m.check.Load(func(ctx context.Context) (Health, error) { return m.Checkup(ctx, id) }, func(h Health, err error) {
		if now := m.StudyAt(); err == nil && now != nil && now.ID == id {
			m.Uses.Health = &h
			m.changed()
		}
	})
}
