package people

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"throughline/app"
)

// MergeField is one thing that people who are one may differ about.
type MergeField struct {
	ID     string // "code", "segment", "status", "note", "source", or FieldColumn of a field
	Title  string
	Values []string // of the people, in the order of MergePlan.People; "" for none
	Wins   int      // whose value is kept: a place in Values
}

// Differs reports whether two of the people have different values.
func (f *MergeField) Differs() bool {
	have := ""
	for _, v := range f.Values {
		if v != "" && have != "" && v != have {
			return true
		}
		if v != "" {
			have = v
		}
	}
	return false
}

// MergePlan is what merging people would do.
type MergePlan struct {
	People     []app.Participant // the one kept first
	Fields     []MergeField
	Interviews int // in which a speaker becomes the one kept
	Findings   int // that become theirs
	Papers     int // consents, candidacies, incentives and what is sealed
	Memos      int // that will stand on them
	Doubles    int // candidacies of one study of which the one that got further stays
}

// PlanMerge tells what merging people into one would do. The first is kept; where it has no value, the first of the others that has one wins.
// Fields in which nobody has a value are left out. Returns EInvalid for fewer than two people, ENotFound if one is gone.
func (s *Service) PlanMerge(ctx context.Context, ids []app.ParticipantID) (*MergePlan, error) {
	p := &MergePlan{}
	found, err := s.Store.ParticipantsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		i := slices.IndexFunc(found, func(o *app.Participant) bool { return o.ID == id })
		if i < 0 {
			return nil, app.NotFound("The person")
		}
		if !slices.ContainsFunc(p.People, func(o app.Participant) bool { return o.ID == id }) {
			p.People = append(p.People, *found[i])
		}
	}
	if len(p.People) < 2 {
		return nil, app.Invalid("Merging needs at least two people.", "Select everybody who is the same person.")
	}
	p.compare()
	deps, err := s.gather(ctx, p.People)
	if err != nil {
		return nil, err
	}
	for _, r := range deps.records {
		switch r.(type) {
		case *app.Interview:
			p.Interviews++
		case *app.Finding:
			p.Findings++
		case *app.Memo:
			p.Memos++
		case app.Paper:
			p.Papers++
		}
	}
	_, gone := oneCandidacyEach(deps.runs)
	p.Doubles = len(gone)
	return p, nil
}

// compare lists what the people have.
func (p *MergePlan) compare() {
	add := func(id, title string, value func(*app.Participant) string) {
		f := MergeField{ID: id, Title: title, Wins: -1}
		for i := range p.People {
			v := value(&p.People[i])
			if f.Wins < 0 && v != "" {
				f.Wins = i
			}
			f.Values = append(f.Values, v)
		}
		if f.Wins >= 0 {
			p.Fields = append(p.Fields, f)
		}
	}
	add(ColCode, "Code", func(o *app.Participant) string { return o.Code })
	add(ColSegment, "Segment", func(o *app.Participant) string { return o.Segment })
	add(ColStatus, "Panel", func(o *app.Participant) string { return string(o.Panel.Status) })
	add(ColSource, "Came from", func(o *app.Participant) string { return o.Panel.Source })
	seen := map[string]bool{}
	for i := range p.People {
		for _, a := range p.People[i].Attributes {
			if key := nameKey(a.Name); !seen[key] {
				seen[key] = true
				add(FieldColumn(a.Name), a.Name, func(o *app.Participant) string { return o.Attribute(a.Name) })
			}
		}
	}
}

// merged is the one kept with the values that win. Labels and notes of all are kept, and a block of anybody holds, the longest one.
func (p *MergePlan) merged() app.Participant {
	m := p.People[0]
	m.Attributes = slices.Clone(m.Attributes)
	m.Panel.Labels = slices.Clone(m.Panel.Labels)
	for _, f := range p.Fields {
		v := f.Values[f.Wins]
		switch f.ID {
		case ColCode:
			m.Code = v
		case ColSegment:
			m.Segment = v
		case ColStatus:
			m.Panel.Status = app.PanelStatus(v)
		case ColSource:
			m.Panel.Source = v
		default:
			m.Attributes = app.WithAttribute(m.Attributes, f.Title, v)
		}
	}
	for i := range p.People[1:] {
		o := &p.People[i+1]
		for _, l := range o.Panel.Labels {
			if !slices.ContainsFunc(m.Panel.Labels, func(have string) bool { return strings.EqualFold(have, l) }) {
				m.Panel.Labels = append(m.Panel.Labels, l)
			}
		}
		if o.Note != "" && !strings.Contains(m.Note, o.Note) {
			m.Note = strings.TrimSpace(m.Note + "\n\n" + o.Code + ": " + o.Note)
		}
		switch have, other := m.Panel, o.Panel; {
		case other.Blocked == "":
		case have.Blocked == "", other.Until == "" && have.Until != "", have.Until != "" && other.Until > have.Until:
			m.Panel.Blocked, m.Panel.Until = other.Blocked, other.Until
		}
	}
	return m
}

// belongings is what belongs to people who go: records to change, candidacies of all of them, whether something of theirs is sealed.
type belongings struct {
	records []app.Record
	runs    []app.Candidacy // of everybody, those of the one kept first
	sealed  bool            // something of the others is
}

// gather reads what has to become the one kept's.
func (s *Service) gather(ctx context.Context, all []app.Participant) (*belongings, error) {
	b := &belongings{}
	runs, err := app.Papers[app.Candidacy](ctx, s.Store, app.PaperQuery{Kind: app.KindCandidacy})
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		for i := range runs {
			if runs[i].Participant == p.ID {
				b.runs = append(b.runs, runs[i])
			}
		}
	}
	seen := map[app.Ref]bool{}
	refs := make([]app.Ref, 0, len(all))
	for _, p := range all[1:] {
		deps, err := s.Store.Dependants(ctx, p.Ref())
		if err != nil {
			return nil, err
		}
		refs = append(refs, p.Ref())
		for _, r := range deps {
			if !seen[r.Ref()] {
				seen[r.Ref()] = true
				b.records = append(b.records, r)
			}
			_, sealed := r.(*app.Sealed)
			b.sealed = b.sealed || sealed
		}
	}
	memos, err := s.Store.MemosAbout(ctx, refs)
	for _, m := range memos {
		if slices.Contains(refs, m.On) {
			b.records = append(b.records, m)
		}
	}
	return b, err
}

// oneCandidacyEach keeps of several candidacies for one study the one that got furthest, the earlier of equal ones, with the moves, answers
// and notes of all.
func oneCandidacyEach(all []app.Candidacy) (kept map[app.CandidacyID]*app.Candidacy, gone []*app.Candidacy) {
	rank := func(c *app.Candidacy) int {
		return slices.Index([]app.Stage{app.StageCandidate, app.StageDeclined, app.StageInvited, app.StageNoShow, app.StageScheduled, app.StageCompleted}, c.Stage)
	}
	best := map[app.StudyID]int{}
	for i := range all {
		if k, ok := best[all[i].Study]; !ok || rank(&all[i]) > rank(&all[k]) {
			best[all[i].Study] = i
		}
	}
	kept = map[app.CandidacyID]*app.Candidacy{}
	for i := range all {
		at := best[all[i].Study]
		if at == i {
			continue
		}
		k := kept[all[at].ID]
		if k == nil {
			c := all[at]
			k = &c
			kept[c.ID] = k
		}
		o := &all[i]
		k.Moves = append(slices.Clone(k.Moves), o.Moves...)
		slices.SortStableFunc(k.Moves, func(a, b app.Move) int { return a.At.Compare(b.At) })
		if len(k.Answers) == 0 {
			k.Answers, k.Score, k.Fit, k.Why = o.Answers, o.Score, o.Fit, o.Why
		}
		if k.Interview == "" {
			k.Interview = o.Interview
		}
		if o.Note != "" && !strings.Contains(k.Note, o.Note) {
			k.Note = strings.TrimSpace(k.Note + "\n" + o.Note)
		}
		gone = append(gone, o)
	}
	return kept, gone
}

// Merge makes several people one, as one step: the first of the plan is kept with the values that win; findings, speakers, memos and papers
// of the others become theirs, and the others go. What is sealed goes with them by the vault. Returns ESealed when something of the others
// is sealed and the vault is not open.
func (s *Service) Merge(ctx context.Context, p *MergePlan) error {
	if len(p.People) < 2 {
		return app.Invalid("Merging needs at least two people.", "Select everybody who is the same person.")
	}
	b, err := s.gather(ctx, p.People)
	if err != nil {
		return err
	}
	if b.sealed && !s.open() {
		return &app.Error{Code: app.ESealed, Message: "Details of " + p.People[1].Code + " lie in the vault, which is locked.", Hint: "Open the vault under Consent, then merge again."}
	}
	keep := p.People[0]
	after := p.merged()
	after.Stamp = s.Hand.Touch(keep.Stamp)
	cs := s.Hand.Begin("Merge " + app.Count(len(p.People), "person") + " into " + after.Code)
	cs.Update(&keep, &after)
	others := map[app.ParticipantID]bool{}
	ids := make([]app.ParticipantID, 0, len(p.People))
	for _, o := range p.People[1:] {
		others[o.ID] = true
		ids = append(ids, o.ID)
	}
	done := s.mergeRuns(cs, b.runs, keep.ID)
	for _, r := range b.records {
		if done[r.Ref()] {
			continue
		}
		moved, err := s.belongTo(r, keep.ID, others)
		if err != nil {
			return err
		}
		if moved != nil {
			cs.Update(r, moved)
		}
	}
	if b.sealed {
		if err := s.Contacts.Merge(ctx, cs, keep.ID, ids); err != nil {
			return err
		}
	}
	for i := range p.People[1:] {
		cs.Delete(&p.People[i+1])
	}
	return s.Log.Commit(ctx, cs)
}

// mergeRuns leaves one candidacy for each study, and tells which it dealt with.
func (s *Service) mergeRuns(cs *app.ChangeSet, runs []app.Candidacy, keep app.ParticipantID) map[app.Ref]bool {
	kept, gone := oneCandidacyEach(runs)
	done := map[app.Ref]bool{}
	for _, c := range gone {
		done[c.Ref()] = true
		cs.Delete(c)
	}
	for i := range runs {
		if c := kept[runs[i].ID]; c != nil {
			done[c.Ref()] = true
			c.Participant, c.Stamp = keep, s.Hand.Touch(c.Stamp)
			cs.Update(&runs[i], c)
		}
	}
	return done
}

// belongTo is a record that belongs to one person in place of others; nil for what is sealed, which the vault moves.
func (s *Service) belongTo(r app.Record, keep app.ParticipantID, others map[app.ParticipantID]bool) (app.Record, error) {
	switch r := r.(type) {
	case *app.Sealed:
		return nil, nil
	case *app.Finding:
		f := *r
		f.Participant, f.Stamp = keep, s.Hand.Touch(r.Stamp)
		return &f, nil
	case *app.Interview:
		iv := *r
		iv.Speakers = slices.Clone(r.Speakers)
		for i := range iv.Speakers {
			if others[iv.Speakers[i].Participant] {
				iv.Speakers[i].Participant = keep
			}
		}
		iv.Stamp = s.Hand.Touch(r.Stamp)
		return &iv, nil
	case *app.Memo:
		m := *r
		m.On.ID, m.Stamp = string(keep), s.Hand.Touch(r.Stamp)
		return &m, nil
	case app.Paper:
		return s.paperOf(r, keep)
	}
	return nil, &app.Error{Code: app.EUnsupported, Message: "Something of the person is of a kind that this version cannot move.", Hint: "Merge them with a newer Throughline."}
}

// paperOf is a paper filed under another person. Papers of every kind keep whose they are under the same name, so that new kinds move too.
func (s *Service) paperOf(p app.Paper, keep app.ParticipantID) (app.Record, error) {
	b, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	moved, err := app.NewRecord(p.Ref().Kind)
	if err != nil {
		return nil, err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(b, &fields); err != nil {
		return nil, err
	}
	for name, value := range map[string]any{"participant": keep, "modified": s.Hand.Touch(p.Signed()).Modified} {
		if fields[name], err = json.Marshal(value); err != nil {
			return nil, err
		}
	}
	if b, err = json.Marshal(fields); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(b, moved); err != nil {
		return nil, err
	}
	if q, ok := moved.(app.Paper); !ok || q.Filed().Participant != keep {
		return nil, &app.Error{Code: app.EUnsupported, Message: "A paper of the person is of a kind that this version cannot move.", Hint: "Merge them with a newer Throughline."}
	}
	return moved, nil
}
