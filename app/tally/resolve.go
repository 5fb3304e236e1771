package tally

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/passage"
)

// Verdict says what becomes of a place at which two coders differ.
type Verdict string

// The verdicts.
const (
	TakeA       Verdict = "a"
	TakeB       Verdict = "b"
	TakeBoth    Verdict = "both"
	TakeNeither Verdict = "neither"
	TakeSpan    Verdict = "span" // one passage with bounds and tags of its own
)

// Settlement is a verdict on a place, and with TakeSpan what stands there from then on.
type Settlement struct {
	Verdict Verdict
	Span    app.Span    // of TakeSpan
	Tags    []app.TagID // of TakeSpan; none for all tags of both
	// Plan keeps Before, unless that is nil, when this is the first place that is settled; without a Plan one is made.
	Plan   app.ViewID
	Before *app.AsCoded
}

// Settle gives both coders the same tags at a place where they differ, as one step signed by who settles it. What a coder takes over
// is marked as agreed; passages that nobody stands by any more lose the tags of both, and go when nothing else hangs on them. What others than the two
// did there stays. Returns EConflict when the place is not any more as d says, EInvalid for a passage that does not lie in the text.
func (s *Service) Settle(ctx context.Context, q AgreementQuery, d Differing, how Settlement) error {
	if err := s.unchanged(ctx, q, d); err != nil {
		return err
	}
	found, err := s.marked(ctx, d)
	if err != nil {
		return err
	}
	outcome, moved, err := s.outcome(ctx, d, how, found)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin(stepLabel(q, how.Verdict))
	stamp := s.Hand.Stamp()
	var gone []app.Record
	var deps []app.Record
	for i := range found {
		old := &found[i].Finding
		f := *old
		if moved != nil && f.ID == moved.ID {
			f = *moved
		}
		f.Tags = settledTags(old.Tags, q, touched(d, f.ID), outcome[f.ID], stamp)
		if len(f.Tags) == 0 {
			hang, err := s.Store.Dependants(ctx, old.Ref())
			if err != nil {
				return err
			}
			if len(hang) == 0 && bareFinding(old) {
				gone, deps = append(gone, old), append(deps, hang...)
				continue
			}
		}
		if f.Stamp = old.Stamp; !f.Equal(old) {
			f.Stamp = s.Hand.Touch(old.Stamp)
			cs.Update(old, &f)
		}
	}
	cs.DeleteAll(s.Hand, deps, gone...)
	if err := s.keepBefore(ctx, cs, q, how); err != nil {
		return err
	}
	return s.Log.Commit(ctx, cs)
}

func stepLabel(q AgreementQuery, v Verdict) string {
	switch v {
	case TakeA:
		return "Settle: take " + q.A
	case TakeB:
		return "Settle: take " + q.B
	case TakeBoth:
		return "Settle: take both"
	case TakeNeither:
		return "Settle: take neither"
	}
	return "Settle: new boundary"
}

// unchanged checks that the place is as it was seen.
func (s *Service) unchanged(ctx context.Context, q AgreementQuery, d Differing) error {
	q.Interviews = []app.InterviewID{d.Interview}
	now, err := s.Contrast(ctx, q)
	if err != nil {
		return err
	}
	for _, p := range now.Places {
		if p.Span == d.Span && sameMarks(p.A, d.A) && sameMarks(p.B, d.B) {
			return nil
		}
	}
	return &app.Error{Code: app.EConflict, Message: "This passage was changed meanwhile.", Hint: "Look at it again; the list is up to date now."}
}

// marked reads the findings of a place.
func (s *Service) marked(ctx context.Context, d Differing) ([]app.FindingRow, error) {
	var ids []app.FindingID
	for _, m := range slices.Concat(d.A, d.B) {
		if !slices.Contains(ids, m.Finding) {
			ids = append(ids, m.Finding)
		}
	}
	found, err := s.Store.FindingsByID(ctx, ids)
	if err == nil && len(found) < len(ids) {
		err = app.NotFound("The finding")
	}
	return found, err
}

// outcome returns the tags that both stand by, by finding, and for TakeSpan the finding that moves.
func (s *Service) outcome(ctx context.Context, d Differing, how Settlement, found []app.FindingRow) (map[app.FindingID][]app.TagID, *app.Finding, error) {
	out := map[app.FindingID][]app.TagID{}
	add := func(marks []Marked) {
		for _, m := range marks {
			out[m.Finding] = append(out[m.Finding], m.Tags...)
		}
	}
	switch how.Verdict {
	case TakeA:
		add(d.A)
	case TakeB:
		add(d.B)
	case TakeBoth:
		add(d.A)
		add(d.B)
	case TakeNeither:
	case TakeSpan:
		moved, err := s.moved(ctx, d, how.Span, found)
		if err != nil {
			return nil, nil, err
		}
		out[moved.ID] = how.Tags
		if len(how.Tags) == 0 {
			out[moved.ID] = tagsOf(slices.Concat(d.A, d.B))
		}
		return out, moved, nil
	default:
		return nil, nil, app.Invalid("There is no way to settle it “"+string(how.Verdict)+"”.", "Choose a, b, both, neither or a new boundary.")
	}
	return out, nil, nil
}

// moved is the finding of the place that becomes the passage at span: one that is there already, else the first.
func (s *Service) moved(ctx context.Context, d Differing, span app.Span, found []app.FindingRow) (*app.Finding, error) {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(d.Interview)})
	if err != nil {
		return nil, err
	}
	tr, err := s.Store.Transcript(ctx, d.Interview)
	if err != nil {
		return nil, err
	}
	iv := rec.(*app.Interview)
	at, err := passage.Anchor(iv, tr, span)
	if err != nil {
		return nil, err
	}
	i := max(0, slices.IndexFunc(found, func(f app.FindingRow) bool { return f.Span == at.Span }))
	return passage.Move(&found[i].Finding, iv, tr, at.Span), nil
}

// touched lists the tags of the two coders on a finding that the query looks at; others are left alone.
func touched(d Differing, id app.FindingID) []app.TagID {
	var out []app.TagID
	for _, m := range slices.Concat(d.A, d.B) {
		if m.Finding == id {
			out = append(out, m.Tags...)
		}
	}
	return out
}

// settledTags returns what a finding carries afterwards: of the two coders exactly the tags outcome names, of others and of what the query does not look at what was
// there.
func settledTags(old []app.Tagging, q AgreementQuery, looked, outcome []app.TagID, stamp app.Stamp) []app.Tagging {
	f := app.Finding{}
	for _, t := range old {
		ours := (t.Author == q.A || t.Author == q.B) && slices.Contains(looked, t.Tag)
		if !ours || slices.Contains(outcome, t.Tag) {
			f = *f.WithTag(t)
		}
	}
	for _, tag := range outcome {
		for _, who := range []string{q.A, q.B} {
			f = *f.WithTag(app.Tagging{Tag: tag, Author: who, Provenance: app.ByAgreement, Created: stamp.Created})
		}
	}
	return f.Tags
}

// bareFinding reports whether a finding says nothing but that its passage was marked.
func bareFinding(f *app.Finding) bool {
	return f.Note == "" && f.Stance == "" && f.Sentiment == 0 && f.Severity == 0 && !f.Star
}

// keepBefore lets a plan keep how far the coders agreed before they talked. Without a plan one is made of what is compared.
func (s *Service) keepBefore(ctx context.Context, cs *app.ChangeSet, q AgreementQuery, how Settlement) error {
	if how.Before == nil {
		return nil
	}
	if how.Plan == "" {
		if len(q.Interviews) == 0 {
			both, err := s.bothCoded(ctx, q.Study, q.A, q.B)
			if err != nil {
				return err
			}
			q.Interviews = both
		}
		v, err := s.newPlan(ctx, q.Study, app.DoubleCoding{A: q.A, B: q.B, Interviews: q.Interviews, Before: how.Before})
		if err == nil {
			cs.Create(v)
		}
		return err
	}
	old, plan, err := s.plan(ctx, how.Plan)
	if err != nil || plan.Before != nil {
		return err
	}
	plan.Before = how.Before
	v := *old
	v.Spec = app.ViewSpec(plan)
	v.Stamp = s.Hand.Touch(old.Stamp)
	cs.Update(old, &v)
	return nil
}
