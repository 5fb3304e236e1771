package playbook

import (
	"context"
	"fmt"
	"slices"
	"time"

	"throughline/app"
)

// Checklists returns the checklists of a study, or of all for "", in the order in which the studies began to use them.
func (s *Service) Checklists(ctx context.Context, study app.StudyID) ([]app.Checklist, error) {
	return app.Papers[app.Checklist](ctx, s.Store, app.PaperQuery{Kind: app.KindChecklist, Study: study})
}

// Tick ticks an item of a checklist, or for on false opens it again. Returns ENotFound if the checklist is gone, EInvalid if it has no
// such item.
func (s *Service) Tick(ctx context.Context, id app.ChecklistID, item int, on bool) error {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindChecklist, ID: string(id)})
	if err != nil {
		return err
	}
	old := rec.(*app.Checklist)
	if item < 0 || item >= len(old.Items) {
		return app.Invalid("The checklist has no such item any more.", "Look at it again.")
	}
	if old.Items[item].Done == on {
		return nil
	}
	c := *old
	c.Items = slices.Clone(old.Items)
	c.Stamp = s.Hand.Touch(old.Stamp)
	it := &c.Items[item]
	it.Done, it.By, it.At = on, "", time.Time{}
	label := "Open again: "
	if on {
		it.By, it.At, label = s.Hand.Author, c.Modified, "Tick: "
	}
	cs := s.Hand.Begin(label + it.Text)
	cs.Update(old, &c)
	return s.Log.Commit(ctx, cs)
}

// Move lets studies use the newest version of a template, as one step, and returns how many did not yet. Goal, questions and guide that
// are still as the version before wrote them follow; what a person changed stays. Checklists follow and keep the ticks of what is still
// asked.
func (s *Service) Move(ctx context.Context, id app.TemplateID, studies ...app.StudyID) (int, error) {
	t, err := s.find(ctx, id)
	if err != nil {
		return 0, err
	}
	all, err := s.Store.Studies(ctx)
	if err != nil {
		return 0, err
	}
	lists, err := s.Checklists(ctx, "")
	if err != nil {
		return 0, err
	}
	cs := s.Hand.Begin("")
	moved, name := 0, ""
	for i := range all {
		old := &all[i]
		if !slices.Contains(studies, old.ID) {
			continue
		}
		st, ok := s.moved(t, old)
		if !ok {
			continue
		}
		moved++
		name = old.Name
		cs.Update(old, st)
		s.moveList(cs, t, lists, old.ID)
	}
	if moved == 0 {
		return 0, nil
	}
	if moved > 1 {
		name = app.Count(moved, "study")
	}
	cs.Label = fmt.Sprintf("Move %s to version %d of %s", name, t.Latest().Number, t.Name)
	return moved, s.Log.Commit(ctx, cs)
}

// moved is a study with the newest version of a template; ok is false when it uses it already, or not at all.
func (s *Service) moved(t *app.Template, old *app.Study) (st *app.Study, ok bool) {
	i := slices.IndexFunc(old.Templates, func(u app.TemplateUse) bool { return u.Template == t.ID })
	if i < 0 || old.Templates[i].Version >= t.Latest().Number {
		return nil, false
	}
	c := *old
	c.Templates = slices.Clone(old.Templates)
	c.Templates[i].Version = t.Latest().Number
	c.Stamp = s.Hand.Touch(old.Stamp)
	if v, known := t.Version(old.Templates[i].Version); known {
		was, is := ReadOutline(t.Kind, v.Body), ReadOutline(t.Kind, t.Latest().Body)
		if t.Kind == app.TemplatePlan {
			follow(&c.Goal, Fill(was.Goal, old), Fill(is.Goal, old))
			follow(&c.Method, was.Method, is.Method)
			followAll(&c.Questions, fillAll(was.Questions, old), fillAll(is.Questions, old))
		}
		if t.Kind == app.TemplateGuide {
			followAll(&c.Guide, fillAll(was.Guide, old), fillAll(is.Guide, old))
		}
	}
	return &c, true
}

// follow changes a field that is as it was written.
func follow(field *string, was, is string) {
	if *field == was {
		*field = is
	}
}

func followAll(field *[]string, was, is []string) {
	if slices.Equal(*field, was) {
		*field = is
	}
}

// moveList brings a study's checklist to the newest version. A template that has no boxes any more leaves it.
func (s *Service) moveList(cs *app.ChangeSet, t *app.Template, lists []app.Checklist, study app.StudyID) {
	items := ReadOutline(t.Kind, t.Latest().Body).Items
	i := slices.IndexFunc(lists, func(c app.Checklist) bool { return c.Study == study && c.Template == t.ID })
	if len(items) == 0 {
		return
	}
	if i < 0 {
		cs.Create(&app.Checklist{ID: app.NewID[app.ChecklistID](), Study: study, Template: t.ID, Version: t.Latest().Number, Name: t.Name, Items: items, Stamp: s.Hand.Stamp()})
		return
	}
	old := &lists[i]
	c := *old
	for n, it := range items {
		if k := slices.IndexFunc(old.Items, func(o app.CheckItem) bool { return o.Text == it.Text }); k >= 0 {
			items[n].Done, items[n].By, items[n].At = old.Items[k].Done, old.Items[k].By, old.Items[k].At
		}
	}
	c.Items, c.Version, c.Name, c.Stamp = items, t.Latest().Number, t.Name, s.Hand.Touch(old.Stamp)
	cs.Update(old, &c)
}

// NoteIn begins a note of a note form, as a memo on a record of a study. Returns EInvalid for a template that is no note form.
func (s *Service) NoteIn(ctx context.Context, id app.TemplateID, study app.StudyID, on app.Ref) (*app.Memo, error) {
	t, err := s.find(ctx, id)
	if err != nil {
		return nil, err
	}
	if t.Kind != app.TemplateNotes {
		return nil, app.Invalid("“"+t.Name+"” is no note form.", "Choose a note form of the playbook.")
	}
	var st app.Study
	if study != "" {
		rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(study)})
		if err != nil {
			return nil, err
		}
		st = *rec.(*app.Study)
	}
	m := &app.Memo{ID: app.NewID[app.MemoID](), Study: study, On: on, Kind: app.MemoFree, Title: t.Name, Text: MemoText(t.Latest().Body, &st), Stamp: s.Hand.Stamp()}
	cs := s.Hand.Begin("New note from " + t.Name)
	cs.Create(m)
	return m, s.Log.Commit(ctx, cs)
}
