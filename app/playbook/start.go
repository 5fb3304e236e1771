package playbook

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// Start is a study that is begun from templates.
type Start struct {
	Study     app.Study        // its name, and what else is known; empty fields are filled by the templates
	Templates []app.TemplateID // of the workspace, at most one study plan, guide and screener
	Starters  []Key            // that are put into the workspace in the same step
}

// StartStudy makes a study of templates, as one step: goal, research questions and method come from its study plan, the guide from its
// interview guide, a recruitment from its screener, tags from its codebooks, a checklist from each template with boxes; plan and
// guide become memos that the study may change. Study.Templates says which versions. Returns EInvalid without a name or for that of
// another study, ENotFound for a template that is gone.
func (s *Service) StartStudy(ctx context.Context, start Start) (*app.Study, error) {
	studies, err := s.Store.Studies(ctx)
	if err != nil {
		return nil, err
	}
	st := start.Study
	if err := app.NewStudy(studies, &st, s.Hand); err != nil {
		return nil, err
	}
	cs := s.Hand.Begin("New study " + st.Name)
	chosen, err := s.chosen(ctx, cs, start)
	if err != nil {
		return nil, err
	}
	f := filler{hand: s.Hand, st: &st, cs: &app.ChangeSet{}}
	if f.tags, err = s.Store.AllTags(ctx); err != nil {
		return nil, err
	}
	for i := range chosen {
		if err := f.use(&chosen[i]); err != nil {
			return nil, err
		}
	}
	cs.Create(&st)
	cs.Changes = append(cs.Changes, f.cs.Changes...)
	return &st, s.Log.Commit(ctx, cs)
}

// UseIn lets a study that is there use templates as well, as one step: what is empty is filled as StartStudy does, what a person wrote
// stays. Templates that the study uses already are left alone.
func (s *Service) UseIn(ctx context.Context, study app.StudyID, templates []app.TemplateID, starters []Key) error {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(study)})
	if err != nil {
		return err
	}
	old := rec.(*app.Study)
	cs := s.Hand.Begin("Use templates in " + old.Name)
	chosen, err := s.chosen(ctx, cs, Start{Templates: templates, Starters: starters})
	if err != nil {
		return err
	}
	st := *old
	f := filler{hand: s.Hand, st: &st, cs: &app.ChangeSet{}}
	if f.tags, err = s.Store.AllTags(ctx); err != nil {
		return err
	}
	recruited, err := app.Papers[app.Recruitment](ctx, s.Store, app.PaperQuery{Kind: app.KindRecruitment, Study: study})
	if err != nil {
		return err
	}
	if len(recruited) > 0 {
		f.recruited = &recruited[0]
	}
	for i := range chosen {
		if slices.ContainsFunc(old.Templates, func(u app.TemplateUse) bool { return u.Template == chosen[i].ID }) {
			continue
		}
		if err := f.use(&chosen[i]); err != nil {
			return err
		}
	}
	if old.Equal(&st) {
		return nil
	}
	st.Stamp = s.Hand.Touch(old.Stamp)
	if len(chosen) == 1 {
		cs.Label = "Use " + chosen[0].Name + " in " + old.Name
	}
	cs.Update(old, &st)
	cs.Changes = append(cs.Changes, f.cs.Changes...)
	return s.Log.Commit(ctx, cs)
}

// chosen returns the templates of a start, and adds the starters among them to the step.
func (s *Service) chosen(ctx context.Context, cs *app.ChangeSet, start Start) ([]app.Template, error) {
	have, err := s.templates(ctx)
	if err != nil {
		return nil, err
	}
	var out []app.Template
	for _, id := range start.Templates {
		i := slices.IndexFunc(have, func(t app.Template) bool { return t.ID == id })
		if i < 0 {
			return nil, &app.Error{Code: app.ENotFound, Message: "A template is not there any more.", Hint: "Choose another."}
		}
		out = append(out, have[i])
	}
	if len(start.Starters) > 0 {
		made, err := s.starting(have, start.Starters)
		if err != nil {
			return nil, err
		}
		for _, t := range made {
			cs.Create(t)
			out = append(out, *t)
		}
		for _, k := range start.Starters { // there already under this name: that one is meant
			if t := same(have, k.Kind, k.Name); t != nil && !slices.ContainsFunc(out, func(o app.Template) bool { return o.ID == t.ID }) {
				out = append(out, *t)
			}
		}
	}
	return out, nil
}

// filler fills a study from templates; what is to be made beside it goes into cs.
type filler struct {
	hand      app.Hand
	st        *app.Study
	cs        *app.ChangeSet
	tags      []app.Tag        // of the workspace, to which new ones are added
	recruited *app.Recruitment // nil while there is none
}

// use fills the study from one template.
func (f *filler) use(t *app.Template) error {
	v := t.Latest()
	o := ReadOutline(t.Kind, v.Body)
	st := f.st
	switch t.Kind {
	case app.TemplatePlan:
		if st.Goal == "" {
			st.Goal = Fill(o.Goal, st)
		}
		if st.Method == "" {
			st.Method = o.Method
		}
		if len(st.Questions) == 0 {
			st.Questions = fillAll(o.Questions, st)
		}
		f.memo(t)
	case app.TemplateGuide:
		if len(st.Guide) == 0 {
			st.Guide = fillAll(o.Guide, st)
		}
		f.memo(t)
	case app.TemplateScreener:
		sc, err := ReadScreener(v.Body)
		if err != nil {
			return err
		}
		f.screen(sc)
	case app.TemplateCodebook:
		c, err := ReadCodes(v.Body)
		if err != nil {
			return err
		}
		f.codes(c.Codes, "")
	}
	if len(o.Items) > 0 {
		f.cs.Create(&app.Checklist{ID: app.NewID[app.ChecklistID](), Study: st.ID, Template: t.ID, Version: v.Number, Name: t.Name, Items: o.Items, Stamp: f.hand.Stamp()})
	}
	st.Templates = append(slices.Clone(st.Templates), app.TemplateUse{Template: t.ID, Kind: t.Kind, Version: v.Number})
	return nil
}

// screen gives a screener to the recruitment of the study, unless it asks something already.
func (f *filler) screen(sc app.Screener) {
	old := f.recruited
	switch {
	case old == nil:
		f.recruited = &app.Recruitment{ID: app.NewID[app.RecruitmentID](), Study: f.st.ID, Screener: sc, Stamp: f.hand.Stamp()}
		f.cs.Create(f.recruited)
	case len(old.Screener.Questions) == 0:
		now := *old
		now.Screener, now.Stamp = sc, f.hand.Touch(old.Stamp)
		f.recruited = &now
		f.cs.Update(old, &now)
	}
}

// memo keeps the whole text of a template on the study, where it may be changed.
func (f *filler) memo(t *app.Template) {
	f.cs.Create(&app.Memo{ID: app.NewID[app.MemoID](), Study: f.st.ID, On: f.st.Ref(), Kind: app.MemoMethod, Title: t.Name,
		Text: MemoText(t.Latest().Body, f.st), Stamp: f.hand.Stamp()})
}

// MemoText is a template's Markdown as a memo has it: the places to fill in filled as far as they are known, and nothing that a memo
// would take for a link.
func MemoText(body string, st *app.Study) string {
	return strings.NewReplacer("[[", "[", "]]", "]").Replace(Fill(body, st))
}

// codes puts tags under parent. One that is there under this name, in the study or for all, is taken as it is.
func (f *filler) codes(codes []Code, parent app.TagID) {
	for i, c := range codes {
		name := strings.TrimSpace(c.Name)
		id := f.named(name, parent)
		if id == "" {
			t := &app.Tag{ID: app.NewID[app.TagID](), Study: f.st.ID, Parent: parent, Name: name, Color: c.Color, Definition: c.Definition, Include: c.Include,
				Exclude: c.Exclude, Example: c.Example, Status: app.TagActive, Order: float64(i + 1), Stamp: f.hand.Stamp()}
			f.cs.Create(t)
			f.tags = append(f.tags, *t)
			id = t.ID
		}
		f.codes(c.Under, id)
	}
}

func (f *filler) named(name string, parent app.TagID) app.TagID {
	for _, t := range f.tags {
		if (t.Study == f.st.ID || t.Study == "") && t.Parent == parent && strings.EqualFold(t.Name, name) {
			return t.ID
		}
	}
	return ""
}
