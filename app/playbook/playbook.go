// Package playbook keeps the templates and standards by which a team does its research, in versions, starts studies from them and tells
// which study uses which version; and it keeps the register of the tools in use.
package playbook

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// Store is what the use case asks of the workspace.
type Store interface {
	app.PaperStore
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Studies(ctx context.Context) ([]app.Study, error)
	AllTags(ctx context.Context) ([]app.Tag, error)
	Named(ctx context.Context, refs []app.Ref) ([]app.Named, error)
}

// Service keeps the playbook and the tools. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
}

// Row is a template with what a list shows of it.
type Row struct {
	app.Template
	Uses  []Use
	Older int  // how many of Uses are of an older version
	Kit   bool // a starter template that is not in the workspace yet: it has no ID, see Starters
}

// Use is a study that uses a template.
type Use struct {
	Study   app.StudyID
	Name    string
	Status  string
	Version int
	Older   bool // a newer version holds
}

// List returns all templates by kind, in the order of app.TemplateKinds, then by name; retired ones stand last in their kind.
func (s *Service) List(ctx context.Context) ([]Row, error) {
	all, err := s.templates(ctx)
	if err != nil {
		return nil, err
	}
	studies, err := s.Store.Studies(ctx)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, len(all))
	at := make(map[app.TemplateID]*Row, len(all))
	for i, t := range all {
		rows[i].Template = t
		at[t.ID] = &rows[i]
	}
	for _, st := range studies {
		for _, u := range st.Templates {
			if r := at[u.Template]; r != nil {
				use := Use{Study: st.ID, Name: st.Name, Status: st.Status, Version: u.Version, Older: u.Version < r.Latest().Number}
				r.Uses = append(r.Uses, use)
				if use.Older {
					r.Older++
				}
			}
		}
	}
	Sort(rows)
	return rows, nil
}

// Sort puts templates in the order of List.
func Sort(rows []Row) {
	place := map[app.TemplateKind]int{}
	for i, k := range app.TemplateKinds() {
		place[k] = i
	}
	slices.SortStableFunc(rows, func(a, b Row) int {
		switch {
		case a.Kind != b.Kind:
			return place[a.Kind] - place[b.Kind]
		case a.Retired != b.Retired:
			if a.Retired {
				return 1
			}
			return -1
		}
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
}

func (s *Service) templates(ctx context.Context) ([]app.Template, error) {
	return app.Papers[app.Template](ctx, s.Store, app.PaperQuery{Kind: app.KindTemplate})
}

// find returns a template; ENotFound if it is gone.
func (s *Service) find(ctx context.Context, id app.TemplateID) (*app.Template, error) {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindTemplate, ID: string(id)})
	if err != nil {
		return nil, err
	}
	return rec.(*app.Template), nil
}

// Draft is a template as it is written before it is stored.
type Draft struct {
	Kind     app.TemplateKind
	Name     string
	About    string
	Owner    string
	Language string
	Body     string // as in app.TemplateVersion
	Note     string // of its version
}

// Create adds a template with its first version. Returns EInvalid without a name or kind or for a body that is not of the kind, EConflict
// when the kind has a template of that name.
func (s *Service) Create(ctx context.Context, d Draft) (*app.Template, error) {
	t, err := s.made(d)
	if err != nil {
		return nil, err
	}
	cs := s.Hand.Begin("New template " + t.Name)
	cs.Create(t)
	return t, s.Log.Commit(ctx, cs)
}

// made is the template of a draft.
func (s *Service) made(d Draft) (*app.Template, error) {
	d.Name = strings.TrimSpace(d.Name)
	if err := checkBody(d.Kind, d.Body); err != nil {
		return nil, err
	}
	stamp := s.Hand.Stamp()
	t := &app.Template{ID: app.NewID[app.TemplateID](), Kind: d.Kind, Name: d.Name, About: d.About, Owner: d.Owner, Language: d.Language, Stamp: stamp,
		Versions: []app.TemplateVersion{{Number: 1, Body: d.Body, Note: d.Note, Author: stamp.Author, At: stamp.Created}}}
	return t, t.Validate()
}

// Edit stores a new text as the next version, with a note of what changed; the versions before stay. A text that is as it was adds
// none. Returns EInvalid for a body that is not of the kind.
func (s *Service) Edit(ctx context.Context, id app.TemplateID, body, note string) (*app.Template, error) {
	old, err := s.find(ctx, id)
	if err != nil {
		return nil, err
	}
	if body == old.Latest().Body {
		return old, nil
	}
	t, err := s.next(old, body, note)
	if err != nil {
		return nil, err
	}
	cs := s.Hand.Begin(fmt.Sprintf("Version %d of %s", t.Latest().Number, t.Name))
	cs.Update(old, t)
	return t, s.Log.Commit(ctx, cs)
}

// next is the template with another text as its next version.
func (s *Service) next(old *app.Template, body, note string) (*app.Template, error) {
	if err := checkBody(old.Kind, body); err != nil {
		return nil, err
	}
	t := *old
	t.Stamp = s.Hand.Touch(old.Stamp)
	t.Versions = append(slices.Clone(old.Versions), app.TemplateVersion{Number: len(old.Versions) + 1, Body: body, Note: strings.TrimSpace(note),
		Author: s.Hand.Author, At: t.Modified})
	return &t, nil
}

// Describe changes name, what it is about, owner and language; the text stays. Returns EConflict for the name of another of its kind.
func (s *Service) Describe(ctx context.Context, id app.TemplateID, d Draft) error {
	return s.change(ctx, id, "Edit template ", func(t *app.Template) {
		t.Name, t.About, t.Owner, t.Language = strings.TrimSpace(d.Name), strings.TrimSpace(d.About), strings.TrimSpace(d.Owner), strings.TrimSpace(d.Language)
	})
}

// Retire takes a template out of what is offered, or offers it again. Studies that use it keep it.
func (s *Service) Retire(ctx context.Context, id app.TemplateID, on bool) error {
	label := "Retire template "
	if !on {
		label = "Offer again template "
	}
	return s.change(ctx, id, label, func(t *app.Template) { t.Retired = on })
}

// Link says that a template rests on an insight, or for on false that it does not.
func (s *Service) Link(ctx context.Context, id app.TemplateID, insight app.InsightID, on bool) error {
	label := "Link insight to "
	if !on {
		label = "Unlink insight from "
	}
	return s.change(ctx, id, label, func(t *app.Template) {
		t.Insights = slices.DeleteFunc(slices.Clone(t.Insights), func(i app.InsightID) bool { return i == insight })
		if on {
			t.Insights = append(t.Insights, insight)
		}
		if len(t.Insights) == 0 {
			t.Insights = nil
		}
	})
}

// change stores what do makes of a template, as one step; what stays the same is not stored.
func (s *Service) change(ctx context.Context, id app.TemplateID, label string, do func(*app.Template)) error {
	old, err := s.find(ctx, id)
	if err != nil {
		return err
	}
	t := *old
	do(&t)
	if old.Equal(&t) {
		return nil
	}
	t.Stamp = s.Hand.Touch(old.Stamp)
	cs := s.Hand.Begin(label + t.Name)
	cs.Update(old, &t)
	return s.Log.Commit(ctx, cs)
}

// Duplicate makes a template of the newest text of another, under a name that is free.
func (s *Service) Duplicate(ctx context.Context, id app.TemplateID) (*app.Template, error) {
	old, err := s.find(ctx, id)
	if err != nil {
		return nil, err
	}
	all, err := s.templates(ctx)
	if err != nil {
		return nil, err
	}
	name := old.Name + " (copy)"
	for n := 2; taken(all, old.Kind, name); n++ {
		name = fmt.Sprintf("%s (copy %d)", old.Name, n)
	}
	t, err := s.made(Draft{Kind: old.Kind, Name: name, About: old.About, Owner: old.Owner, Language: old.Language, Body: old.Latest().Body,
		Note: fmt.Sprintf("From version %d of %s", old.Latest().Number, old.Name)})
	if err != nil {
		return nil, err
	}
	cs := s.Hand.Begin("Duplicate template " + old.Name)
	cs.Create(t)
	return t, s.Log.Commit(ctx, cs)
}

func taken(all []app.Template, kind app.TemplateKind, name string) bool {
	return same(all, kind, name) != nil
}

// same returns the template of a kind with a name, whatever its case, or nil.
func same(all []app.Template, kind app.TemplateKind, name string) *app.Template {
	for i := range all {
		if all[i].Kind == kind && strings.EqualFold(strings.TrimSpace(all[i].Name), strings.TrimSpace(name)) {
			return &all[i]
		}
	}
	return nil
}

// Delete removes a template that no study uses and nobody agreed to. Returns EConflict for another: it is to be retired.
func (s *Service) Delete(ctx context.Context, id app.TemplateID) error {
	old, err := s.find(ctx, id)
	if err != nil {
		return err
	}
	studies, err := s.Store.Studies(ctx)
	if err != nil {
		return err
	}
	for _, st := range studies {
		if slices.ContainsFunc(st.Templates, func(u app.TemplateUse) bool { return u.Template == id }) {
			return &app.Error{Code: app.EConflict, Message: "“" + old.Name + "” is used by the study " + st.Name + ".", Hint: "Retire it: studies keep it, and it is not offered any more."}
		}
	}
	given, err := app.Papers[app.Consent](ctx, s.Store, app.PaperQuery{Kind: app.KindConsent})
	if err != nil {
		return err
	}
	if slices.ContainsFunc(given, func(c app.Consent) bool { return c.Text == id }) {
		return &app.Error{Code: app.EConflict, Message: "People agreed to “" + old.Name + "”.", Hint: "Retire it: what they agreed to has to stay."}
	}
	cs := s.Hand.Begin("Delete template " + old.Name)
	cs.Delete(old)
	return s.Log.Commit(ctx, cs)
}

// Informed returns the templates that rest on an insight, by kind and name.
func (s *Service) Informed(ctx context.Context, insight app.InsightID) ([]app.Template, error) {
	rows, err := s.List(ctx)
	if err != nil {
		return nil, err
	}
	var out []app.Template
	for _, r := range rows {
		if slices.Contains(r.Insights, insight) {
			out = append(out, r.Template)
		}
	}
	return out, nil
}
