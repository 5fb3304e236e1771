package project

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/qda"
)

func compareRefs(a, b app.Ref) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
}

// draft makes what a project becomes in the workspace as it is.
func (s *Service) draft(ctx context.Context, p *qda.Project, opt Options, progress app.Progress) (*draft, error) {
	studies, err := s.Store.Studies(ctx)
	if err != nil {
		return nil, err
	}
	study, fresh, err := s.studyFor(studies, p, opt)
	if err != nil {
		return nil, err
	}
	own := ownPart(p, renamed(p, opt.Coders))
	d := newDraft(without(p, own), study, s.Hand.Stamp(), app.NewID[app.OriginID]())
	d.fresh, d.file = fresh, opt.File
	for user, name := range opt.Coders { // each is put on its own: the order does not matter
		d.names[app.Ref{Kind: kindUser, ID: user.Key()}] = name
	}
	if err := s.meet(ctx, d); err != nil {
		return nil, err
	}
	if err := d.make(ctx, progress); err != nil {
		return nil, err
	}
	d.ownBeside(own)
	if len(d.beside) > 0 {
		if err := s.free(ctx, d); err != nil {
			return nil, err
		}
	}
	if cs, study, err := s.wholeIn(ctx, d, p, opt); err != nil {
		return nil, err
	} else if cs != nil {
		d.exact, d.study = cs, study
		return d, nil
	}
	d.learn(s.Hand)
	return d, d.pack()
}

// free leaves out of what lies beside a project what the workspace has already.
func (s *Service) free(ctx context.Context, d *draft) error {
	refs := make([]app.Ref, len(d.beside))
	b := &beside{}
	for i, r := range d.beside {
		refs[i] = r.Ref()
		b.put(r)
	}
	named, err := s.Store.Named(ctx, refs)
	if err != nil {
		return err
	}
	here := map[app.Ref]bool{}
	for _, n := range named {
		here[n.Ref] = true
	}
	if err := s.sharedHere(ctx, b, here); err != nil {
		return err
	}
	d.beside = slices.DeleteFunc(d.beside, func(r app.Record) bool {
		p, ok := r.(*app.Placement)
		return here[r.Ref()] || ok && here[app.Ref{Kind: app.KindTheme, ID: string(p.Theme)}]
	})
	return nil
}

// studyFor is the study that a project goes into.
func (s *Service) studyFor(studies []app.Study, p *qda.Project, opt Options) (*app.Study, bool, error) {
	if opt.Study != "" {
		for i := range studies {
			if studies[i].ID == opt.Study {
				return &studies[i], false, nil
			}
		}
		return nil, false, app.NotFound("The study")
	}
	st := &app.Study{Name: strings.TrimSpace(opt.Name), Goal: strings.TrimSpace(p.Description)}
	if st.Name == "" {
		base := cmp.Or(strings.TrimSpace(p.Name), strings.TrimSpace(opt.File), "Imported project")
		st.Name = base
		for n := 2; app.StudyNameFree(studies, st) != nil; n++ {
			st.Name = fmt.Sprintf("%s (%d)", base, n)
		}
	}
	return st, true, app.NewStudy(studies, st, s.Hand)
}

// meet looks what the workspace has already: tags and people of the same name, and ids that are taken.
func (s *Service) meet(ctx context.Context, d *draft) error {
	if err := s.taken(ctx, d); err != nil {
		return err
	}
	if !d.fresh {
		if err := s.meetTags(ctx, d); err != nil {
			return err
		}
	}
	people, err := s.Store.ParticipantsByCode(ctx)
	if err != nil {
		return err
	}
	low := make(map[string]app.Participant, len(people))
	for code, p := range people { // of two that differ in case alone either would do; the exact one is preferred below
		low[strings.ToLower(code)] = p
	}
	for i := range d.p.Cases {
		name := d.caseName(i)
		have, ok := people[name]
		if !ok {
			have, ok = low[strings.ToLower(name)]
		}
		ref := app.Ref{Kind: app.KindParticipant, ID: string(have.ID)}
		if !ok || d.here[ref] {
			continue
		}
		d.join(app.KindParticipant, d.p.Cases[i].GUID.Key(), ref)
		d.met[have.ID] = &have
		d.clashes = append(d.clashes, Clash{app.KindParticipant, name, fmt.Sprintf("A participant %s is here already: the case becomes the same person.", name)})
	}
	return nil
}

// join lets a thing of the file be a record that is here.
func (d *draft) join(kind app.Kind, guid string, to app.Ref) {
	d.here[to] = true
	if guid != to.ID {
		d.names[app.Ref{Kind: kind, ID: guid}] = to.ID
		return
	}
	delete(d.names, app.Ref{Kind: kind, ID: guid})
}

// meetTags joins codes with tags of the study that stand under the same tags and have the same name.
func (s *Service) meetTags(ctx context.Context, d *draft) error {
	rows, err := s.Store.Tags(ctx, d.study.ID)
	if err != nil {
		return err
	}
	byPath, above := map[string]app.TagID{}, map[app.TagID]*app.Tag{}
	for i := range rows {
		if rows[i].Study == d.study.ID {
			above[rows[i].ID] = &rows[i].Tag
		}
	}
	for i := range rows {
		if rows[i].Study != d.study.ID {
			continue
		}
		key, n := "", 0
		for t := &rows[i].Tag; t != nil && n < 100; t, n = above[t.Parent], n+1 {
			key = strings.ToLower(strings.TrimSpace(t.Name)) + "\x00" + key
		}
		byPath[key] = rows[i].ID
	}
	paths := make([]string, len(d.p.Codes))
	for i := range d.p.Codes {
		c := &d.p.Codes[i]
		up := ""
		if c.Parent >= 0 && c.Parent < i {
			up = paths[c.Parent]
		}
		paths[i] = up + strings.ToLower(strings.TrimSpace(c.Name)) + "\x00"
		id, ok := byPath[paths[i]]
		ref := app.Ref{Kind: app.KindTag, ID: string(id)}
		if !ok || d.here[ref] {
			continue
		}
		d.join(app.KindTag, c.GUID.Key(), ref)
		d.clashes = append(d.clashes, Clash{app.KindTag, c.Name, fmt.Sprintf("The study has a tag %s already: the code becomes the same tag, and what the file says of it otherwise is not taken.", c.Name)})
	}
	return nil
}

// taken finds GUIDs that are ids of other records here, as when a project comes in for the second time: its records get other ids.
func (s *Service) taken(ctx context.Context, d *draft) error {
	var refs []app.Ref
	add := func(k app.Kind, g qda.GUID) { refs = append(refs, app.Ref{Kind: k, ID: g.Key()}) }
	for i := range d.p.Codes {
		add(app.KindTag, d.p.Codes[i].GUID)
	}
	for i := range d.p.Cases {
		add(app.KindParticipant, d.p.Cases[i].GUID)
	}
	for i := range d.p.Notes {
		add(app.KindMemo, d.p.Notes[i].GUID)
	}
	for i := range d.p.Sources {
		eachText(&d.p.Sources[i], func(t *qda.Source) {
			add(app.KindInterview, t.GUID)
			for j := range t.Selections {
				add(app.KindFinding, t.Selections[j].GUID)
			}
		})
	}
	named, err := s.Store.Named(ctx, refs)
	if err != nil {
		return err
	}
	again := 0
	for _, n := range named {
		d.names[n.Ref] = app.IDOf[string](string(d.origin.ID), string(n.Kind), n.ID, "again")
		if n.Kind == app.KindInterview {
			again++
		}
	}
	if again > 0 {
		d.clashes = append(d.clashes, Clash{app.KindInterview, d.p.Name, app.Count(again, "source") + " of this project came in before. They are imported once more, beside the others."})
	}
	return nil
}
