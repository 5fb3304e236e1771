package project

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/qda"
)

// ownPart is what this program put beside a project, with authors under other names where called says so; nil where there is nothing, or
// where somebody changed the project since.
func ownPart(p *qda.Project, called map[string]string) *beside {
	i := slices.IndexFunc(p.Members, func(m qda.Member) bool { return m.Path == ownRecords })
	if i < 0 || !p.Unaltered {
		return nil
	}
	data := p.Members[i].Data
	if len(called) > 0 {
		var err error
		if data, err = signedAs(data, called); err != nil {
			return nil
		}
	}
	b := new(beside)
	if json.Unmarshal(data, b) != nil || b.Version != 1 || !b.restore(p) {
		return nil
	}
	if len(called) > 0 {
		b.sortTags()
	}
	return b
}

// sortTags brings the tags of findings into their order after their authors were called otherwise. Two that became the same are one.
func (b *beside) sortTags() {
	for _, c := range b.Records {
		f, ok := c.After.(*app.Finding)
		if !ok {
			continue
		}
		tags := f.Tags
		f.Tags = nil
		for _, t := range tags {
			f.Tags = f.WithTag(t).Tags
		}
	}
}

// renamed are the names of users that come in under another one, with that one.
func renamed(p *qda.Project, coders map[qda.GUID]string) map[string]string {
	called := map[string]string{}
	for _, u := range p.Users {
		if name := coders[u.GUID]; name != "" {
			called[userName(u)] = name
		}
	}
	return called
}

// signedAs gives the records of a JSON text other authors, by the names they have.
func signedAs(data []byte, called map[string]string) ([]byte, error) {
	var tree any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&tree); err != nil {
		return nil, err
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				walk(item)
			}
		case map[string]any:
			if by, ok := v["author"].(string); ok && called[by] != "" {
				v["author"] = called[by]
			}
			for _, item := range v { // each is changed on its own: the order does not matter
				walk(item)
			}
		}
	}
	walk(tree)
	return json.Marshal(tree)
}

// isOwn reports whether a member of an archive is this program's.
func isOwn(m qda.Member) bool { return strings.HasPrefix(m.Path, "x-throughline/") }

// wholeIn makes the step that brings a whole study back as it was; nil where the file does not hold one, or some of its records are here
// already. What its people add to those who are here is in it; where they differ d is told.
func (s *Service) wholeIn(ctx context.Context, d *draft, p *qda.Project, opt Options) (*app.ChangeSet, *app.Study, error) {
	b := ownPart(p, renamed(p, opt.Coders))
	if b == nil || !b.Whole || opt.Study != "" {
		return nil, nil, nil
	}
	studies, err := s.Store.Studies(ctx)
	if err != nil {
		return nil, nil, err
	}
	study, refs, fine := b.sound()
	otherwise := opt.Name != "" && fine && strings.TrimSpace(opt.Name) != study.Name
	if !fine || otherwise || app.StudyNameFree(studies, study) != nil {
		return nil, nil, nil
	}
	named, err := s.Store.Named(ctx, refs)
	if err != nil {
		return nil, nil, err
	}
	here := map[app.Ref]bool{}
	for _, n := range named {
		if n.Kind != app.KindTag && n.Kind != app.KindParticipant && n.Kind != app.KindView {
			return nil, nil, nil
		}
		here[n.Ref] = true
	}
	if err := s.sharedHere(ctx, b, here); err != nil {
		return nil, nil, err
	}
	cs := s.Hand.Begin("Import project " + study.Name)
	for _, c := range b.Records {
		if !here[c.After.Ref()] {
			cs.Changes = append(cs.Changes, c)
		}
	}
	return cs, study, s.learnWhole(ctx, d, b, cs)
}

// sound reports whether all records of b can be made, with the study and their names.
func (b *beside) sound() (study *app.Study, refs []app.Ref, fine bool) {
	for _, c := range b.Records {
		if c.After == nil || c.Before != nil || c.After.Validate() != nil {
			return nil, nil, false
		}
		if st, ok := c.After.(*app.Study); ok {
			study = st
		}
		refs = append(refs, c.After.Ref())
	}
	return study, refs, study != nil
}

// sharedHere finds what all studies share of b and the workspace has: by id, or under a name that no two may have.
func (s *Service) sharedHere(ctx context.Context, b *beside, here map[app.Ref]bool) error {
	standards, err := s.Store.Standards(ctx)
	if err != nil {
		return err
	}
	here[app.StandardsRef] = standards.Author != ""
	words, err := s.Store.OpinionWords(ctx)
	if err != nil {
		return err
	}
	for i := range words {
		here[words[i].Ref()] = true
	}
	for _, kind := range app.PaperKinds() {
		if !slices.ContainsFunc(b.Records, func(c app.Change) bool { return c.After.Ref().Kind == kind }) {
			continue
		}
		all, err := s.Store.Papers(ctx, app.PaperQuery{Kind: kind}) // a query a kind
		if err != nil {
			return err
		}
		once := map[string]bool{"": true}
		for _, r := range all {
			here[r.Ref()] = true
			once[r.(app.Paper).Filed().Once] = true
		}
		for _, c := range b.Records {
			if p, ok := c.After.(app.Paper); ok && p.Ref().Kind == kind && p.Filed().Once != "" && once[p.Filed().Once] {
				here[p.Ref()] = true
			}
		}
	}
	return nil
}

// ownBeside adds to a draft what lies beside the project: themes, insights, consents and metrics whose records the draft makes.
func (d *draft) ownBeside(b *beside) {
	if b == nil || b.Whole {
		return
	}
	made := map[app.Ref]bool{}
	for _, c := range b.Records {
		if f, ok := c.After.(*app.Finding); ok {
			d.observed(f)
			continue
		}
		if r := d.ownRecord(c.After, made); r != nil && r.Validate() == nil && !made[r.Ref()] {
			made[r.Ref()] = true
			d.beside = append(d.beside, r)
		}
	}
}

// ownRecord is a record from beside the project as it is in this study; nil for one whose others are not there.
func (d *draft) ownRecord(r app.Record, made map[app.Ref]bool) app.Record {
	switch r := r.(type) {
	case *app.Theme:
		r.Study = d.study.ID
		return r
	case *app.Placement:
		if r.Finding = d.found(r.Finding); r.Finding != "" && made[app.Ref{Kind: app.KindTheme, ID: string(r.Theme)}] {
			return r
		}
	case *app.Insight:
		r.Study = d.study.ID
		var kept []app.Evidence
		for _, e := range r.Evidence {
			if e.Finding != "" {
				e.Finding = d.found(e.Finding)
			}
			if e.Finding != "" || e.Theme != "" && made[e.Ref()] {
				kept = append(kept, e)
			}
		}
		r.Evidence = kept
		return r
	case *app.Consent:
		if r.Participant = d.person[string(r.Participant)]; r.Participant != "" {
			r.Study = d.study.ID
			return r
		}
	case *app.Metric:
		return r
	}
	return nil
}

// found is the id of the finding that a GUID became, "" for none.
func (d *draft) found(guid app.FindingID) app.FindingID {
	if f := d.findOf[string(guid)]; f != nil {
		return f.ID
	}
	return ""
}

// observed takes a finding that is no passage, from this program's own part of a file.
func (d *draft) observed(f *app.Finding) {
	key := string(f.ID)
	f.ID, f.Study, f.Participant = app.FindingID(d.id(app.KindFinding, key)), d.study.ID, d.person[string(f.Participant)]
	var tags []app.Tagging
	for _, t := range f.Tags {
		if tag, ok := d.tagOf[string(t.Tag)]; ok {
			t.Tag = tag
			tags = append(tags, t)
		}
	}
	f.Tags = nil
	for _, t := range tags {
		*f = *f.WithTag(t)
	}
	in := d.idOf(app.KindInterview, string(f.Interview))
	f.Interview = ""
	d.findOf[key] = f
	for _, doc := range d.docs {
		if string(doc.interview.ID) == in {
			f.Interview = doc.interview.ID
			doc.findings = append(doc.findings, f)
			return
		}
	}
	d.loose = append(d.loose, f)
}

// without is a project without what its own part tells better: sets of themes, notes of insights and observations, and the links of both.
func without(p *qda.Project, b *beside) *qda.Project {
	if b == nil || b.Whole {
		return p
	}
	own := map[string]bool{}
	for _, c := range b.Records {
		if c.After != nil {
			own[c.After.Ref().ID] = true
		}
	}
	out := *p
	keep := func(g qda.GUID) bool { return !own[g.Key()] }
	out.Sets, out.Notes, out.Links = nil, nil, nil
	for _, s := range p.Sets {
		if keep(s.GUID) {
			out.Sets = append(out.Sets, s)
		}
	}
	for i := range p.Notes {
		if keep(p.Notes[i].GUID) {
			out.Notes = append(out.Notes, p.Notes[i])
		}
	}
	for _, l := range p.Links {
		if keep(l.From) && keep(l.To) {
			out.Links = append(out.Links, l)
		}
	}
	return &out
}
