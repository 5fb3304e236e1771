package coding

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"throughline/app"
	"throughline/app/passage"
)

// MergeFindings makes one finding of into and of those that touch it, as one step. It reaches from the first start to the last end
// and carries the tags of all with who put them there; notes are joined, memos move along, a star on any stays. Its place on each
// board and its use as evidence stay; where it has none, those of the others become its own. Stance and sentiment are those of
// into unless it has none, severity is the highest. Returns EInvalid when words lie between two of them, when they come from
// different texts, or when there is nothing to merge.
func (s *Service) MergeFindings(ctx context.Context, into app.FindingID, from []app.FindingID) error {
	from = slices.DeleteFunc(distinct(from), func(id app.FindingID) bool { return id == into })
	if len(from) == 0 {
		return app.Invalid("There is nothing to merge.", "Choose two findings that touch.")
	}
	found, err := s.findings(ctx, append([]app.FindingID{into}, from...))
	if err != nil {
		return err
	}
	kept := found[0]
	tr, err := s.Store.Transcript(ctx, kept.Interview)
	if err != nil {
		return err
	}
	f := kept
	for _, g := range byPlace(f, found[1:]) {
		if !Touch(tr, f, g) {
			return app.Invalid("The two findings do not touch.", "Move a boundary until they do, or tag the whole passage.")
		}
		f = Merged(f, g)
	}
	at, iv, tr, err := s.anchor(ctx, f.Interview, tr, f.Span)
	if err != nil {
		return err
	}
	f = passage.Move(f, iv, tr, at.Span)
	f.Stamp = s.Hand.Touch(kept.Stamp)
	m := merging{hand: s.Hand, step: s.Hand.Begin("Merge findings"), into: kept.ID}
	m.step.Sights = []app.Sight{{Text: tr.ID, Interview: iv}}
	m.step.Update(kept, f)
	if err := m.follow(ctx, s.Store, kept, found[1:]); err != nil {
		return err
	}
	return s.Log.Commit(ctx, m.step)
}

// byPlace orders findings so that each touches what those before it have grown to, if any order does: the nearest first.
func byPlace(f *app.Finding, others []*app.Finding) []*app.Finding {
	far := func(g *app.Finding) int { return max(0, g.Start-f.End, f.Start-g.End) }
	out := slices.Clone(others)
	slices.SortStableFunc(out, func(a, b *app.Finding) int { return far(a) - far(b) })
	return out
}

// Touch reports whether two findings of the text tr overlap or have nothing but space and signs between them.
func Touch(tr *app.Transcript, a, b *app.Finding) bool {
	if a.Transcript != tr.ID || b.Transcript != tr.ID || a.Quote == "" || b.Quote == "" {
		return false
	}
	from, to := min(a.End, b.End), max(a.Start, b.Start)
	if from >= to {
		return true
	}
	gap, err := tr.Quote(app.Span{Start: from, End: to})
	return err == nil && strings.IndexFunc(gap, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0
}

// Merged returns f with the span widened over g and with what g carries. Quote and context are those of f still.
func Merged(f, g *app.Finding) *app.Finding {
	out := *f
	out.Start, out.End = min(f.Start, g.Start), max(f.End, g.End)
	for _, t := range g.Tags {
		out = *out.WithTag(t)
	}
	notes := []string{f.Note, g.Note}
	if g.Start < f.Start {
		slices.Reverse(notes)
	}
	notes = slices.DeleteFunc(notes, func(n string) bool { return n == "" })
	out.Note = strings.Join(slices.Compact(notes), "\n")
	out.Star = f.Star || g.Star
	out.Severity = max(f.Severity, g.Severity)
	if out.Stance == "" {
		out.Stance = g.Stance
	}
	if out.Sentiment == 0 {
		out.Sentiment = g.Sentiment
	}
	return &out
}

// merging carries what hangs on findings over to the one they become.
type merging struct {
	hand     app.Hand
	step     *app.ChangeSet
	into     app.FindingID
	boards   map[app.StudyID]bool // where into stands already
	insights map[app.InsightID]*app.Insight
	order    []app.InsightID
	moved    []app.Record // placements that into takes over
	gone     []app.Record
}

// follow adds to the step what makes into stand for the findings gone, and removes them.
func (m *merging) follow(ctx context.Context, store Store, into *app.Finding, gone []*app.Finding) error {
	m.boards, m.insights = map[app.StudyID]bool{}, map[app.InsightID]*app.Insight{}
	deps, err := store.Dependants(ctx, into.Ref())
	if err != nil {
		return err
	}
	for _, d := range deps {
		if p, ok := d.(*app.Placement); ok {
			board, err := boardOf(ctx, store, p.Theme)
			if err != nil {
				return err
			}
			m.boards[board] = true
		}
	}
	for _, g := range gone {
		deps, err := store.Dependants(ctx, g.Ref())
		if err != nil {
			return err
		}
		for _, d := range deps {
			if err := m.takeOver(ctx, store, d); err != nil {
				return err
			}
		}
		m.gone = append(m.gone, g)
	}
	refs := make([]app.Ref, len(gone))
	for i, g := range gone {
		refs[i] = g.Ref()
	}
	memos, err := store.MemosAbout(ctx, refs)
	if err != nil {
		return err
	}
	m.step.MoveMemos(m.hand, memos, refs, into.Ref(), into.Text())
	for _, id := range m.order {
		was, is := m.insights[id], *m.insights[id]
		is.Evidence = merged(was.Evidence, m.into, gone)
		is.Stamp = m.hand.Touch(was.Stamp)
		m.step.Update(was, &is)
	}
	for _, r := range m.gone {
		m.step.Delete(r)
	}
	for _, r := range m.moved {
		m.step.Create(r)
	}
	return nil
}

// takeOver notes what becomes of one record that refers to a finding that goes.
func (m *merging) takeOver(ctx context.Context, store Store, d app.Record) error {
	switch d := d.(type) {
	case *app.Insight:
		if m.insights[d.ID] == nil {
			m.insights[d.ID] = d
			m.order = append(m.order, d.ID)
		}
	case *app.Placement:
		m.gone = append(m.gone, d)
		board, err := boardOf(ctx, store, d.Theme)
		if err != nil || m.boards[board] {
			return err
		}
		m.boards[board] = true
		p := *d
		p.Finding, p.Stamp = m.into, m.hand.Touch(d.Stamp)
		m.moved = append(m.moved, &p)
	default:
		return app.Invalid("The finding carries something that cannot move to another.", "Remove it from the finding first.")
	}
	return nil
}

func boardOf(ctx context.Context, store Store, id app.ThemeID) (app.StudyID, error) {
	rec, err := store.Find(ctx, app.Ref{Kind: app.KindTheme, ID: string(id)})
	if err != nil {
		return "", err
	}
	return rec.(*app.Theme).Study, nil
}

// merged is evidence in which into stands for the findings gone, once.
func merged(evidence []app.Evidence, into app.FindingID, gone []*app.Finding) []app.Evidence {
	var out []app.Evidence
	at := -1
	for _, e := range evidence {
		stands := e.Finding == into || e.Finding != "" && slices.ContainsFunc(gone, func(g *app.Finding) bool { return g.ID == e.Finding })
		switch {
		case !stands:
			out = append(out, e)
		case at < 0:
			at = len(out)
			e.Finding = into
			out = append(out, e)
		case e.Note != "" && e.Note != out[at].Note:
			out[at].Note = strings.TrimPrefix(out[at].Note+"\n"+e.Note, "\n")
		}
	}
	return out
}
