// Package coding marks passages and keeps the codebook: every act is one labelled step that undo takes back.
package coding

import (
	"context"
	"fmt"
	"strings"

	"throughline/app"
)

// Store is what coding asks of the workspace.
type Store interface {
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Dependants(ctx context.Context, ref app.Ref) ([]app.Record, error)
	Transcript(ctx context.Context, id app.InterviewID) (*app.Transcript, error)
	InterviewFindings(ctx context.Context, id app.InterviewID) ([]app.Finding, error)
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
}

// Service marks passages and keeps tags. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
}

// Mark makes a finding of a passage and puts tags on it, by hand. A passage that is already a finding with the same span
// gets the tags instead. Returns EInvalid when the span does not lie in the text.
func (s *Service) Mark(ctx context.Context, id app.InterviewID, span app.Span, tags []app.TagID) (*app.Finding, error) {
	return s.MarkAs(ctx, id, span, tags, app.ByHand)
}

// MarkAs is Mark with the provenance of the tags.
func (s *Service) MarkAs(ctx context.Context, id app.InterviewID, span app.Span, tags []app.TagID, by app.Provenance) (*app.Finding, error) {
	label, err := s.tagLabel(ctx, tags)
	if err != nil {
		return nil, err
	}
	found, err := s.Store.InterviewFindings(ctx, id)
	if err != nil {
		return nil, err
	}
	cs := s.Hand.Begin(label)
	for i := range found {
		if old := &found[i]; old.Span == span && old.Quote != "" {
			f := s.withTags(old, tags, by)
			cs.Update(old, f)
			return f, s.Log.Commit(ctx, cs)
		}
	}
	f, err := s.anchor(ctx, id, span)
	if err != nil {
		return nil, err
	}
	f = s.withTags(f, tags, by)
	f.Modified = f.Created
	cs.Create(f)
	return f, s.Log.Commit(ctx, cs)
}

// anchor makes an untagged finding of a passage of the latest transcript.
func (s *Service) anchor(ctx context.Context, id app.InterviewID, span app.Span) (*app.Finding, error) {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(id)})
	if err != nil {
		return nil, err
	}
	tr, err := s.Store.Transcript(ctx, id)
	if err != nil {
		return nil, err
	}
	f, err := Anchor(rec.(*app.Interview), tr, span)
	if err != nil {
		return nil, err
	}
	f.Stamp = s.Hand.Stamp()
	return f, nil
}

// contextRunes is how much text before and after a passage is kept, to find it again after an edit.
const contextRunes = 32

// Anchor makes an unsigned, untagged finding of a passage: quote, context, speaker, participant and time are taken from
// the text. White space at the ends is left out. Returns EInvalid if the span does not lie in the text or holds only space.
func Anchor(iv *app.Interview, tr *app.Transcript, span app.Span) (*app.Finding, error) {
	quote, err := tr.Quote(span)
	if err != nil {
		return nil, err
	}
	span.Start += len(quote) - len(strings.TrimLeft(quote, " \n\t"))
	span.End -= len(quote) - len(strings.TrimRight(quote, " \n\t"))
	if span.Len() <= 0 {
		return nil, app.Invalid("The selection holds no text.", "Select some words.")
	}
	f := &app.Finding{ID: app.NewID[app.FindingID](), Study: iv.Study, Interview: iv.ID, Transcript: tr.ID, Span: span,
		Quote: tr.Text[span.Start:span.End], At: tr.TimeAt(span.Start)}
	f.Before = lastRunes(tr.Text[:span.Start], contextRunes)
	f.After = firstRunes(tr.Text[span.End:], contextRunes)
	if i := tr.TurnAt(span.Start); i < len(tr.Turns) {
		f.Speaker = tr.Turns[i].Speaker
		f.Participant = iv.Speaker(f.Speaker).Participant
	}
	return f, nil
}

func lastRunes(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		at--
		for at > 0 && s[at]&0xc0 == 0x80 {
			at--
		}
	}
	return s[at:]
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func (s *Service) withTags(f *app.Finding, tags []app.TagID, by app.Provenance) *app.Finding {
	g := *f
	g.Stamp = s.Hand.Touch(f.Stamp)
	for _, t := range tags {
		g = *g.WithTag(app.Tagging{Tag: t, Author: s.Hand.Author, Provenance: by, Created: g.Modified})
	}
	return &g
}

// tagLabel names the step, and checks that the tags exist.
func (s *Service) tagLabel(ctx context.Context, tags []app.TagID) (string, error) {
	var names []string
	for _, id := range tags {
		t, err := s.tag(ctx, id)
		if err != nil {
			return "", err
		}
		names = append(names, t.Name)
	}
	if len(names) == 0 {
		return "Highlight", nil
	}
	return "Tag with " + strings.Join(names, ", "), nil
}

func (s *Service) tag(ctx context.Context, id app.TagID) (*app.Tag, error) {
	r, err := s.Store.Find(ctx, app.Ref{Kind: app.KindTag, ID: string(id)})
	if err != nil {
		return nil, err
	}
	return r.(*app.Tag), nil
}

// edit applies change to each finding as one step. Findings that stay as they were are left alone.
func (s *Service) edit(ctx context.Context, label string, ids []app.FindingID, change func(*app.Finding)) error {
	cs := s.Hand.Begin(label)
	for _, id := range ids {
		r, err := s.Store.Find(ctx, app.Ref{Kind: app.KindFinding, ID: string(id)})
		if err != nil {
			return err
		}
		old := r.(*app.Finding)
		f := *old
		change(&f)
		if old.Equal(&f) {
			continue
		}
		f.Stamp = s.Hand.Touch(old.Stamp)
		cs.Update(old, &f)
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	return s.Log.Commit(ctx, cs)
}

// Tag puts a tag on findings.
func (s *Service) Tag(ctx context.Context, ids []app.FindingID, id app.TagID) error {
	return s.TagAs(ctx, ids, id, app.ByHand)
}

// TagAs is Tag with the tag's provenance.
func (s *Service) TagAs(ctx context.Context, ids []app.FindingID, id app.TagID, by app.Provenance) error {
	label, err := s.tagLabel(ctx, []app.TagID{id})
	if err != nil {
		return err
	}
	now := s.Hand.Stamp().Created
	return s.edit(ctx, label, ids, func(f *app.Finding) {
		*f = *f.WithTag(app.Tagging{Tag: id, Author: s.Hand.Author, Provenance: by, Created: now})
	})
}

// Untag takes a tag off findings, whoever put it there.
func (s *Service) Untag(ctx context.Context, ids []app.FindingID, id app.TagID) error {
	t, err := s.tag(ctx, id)
	if err != nil {
		return err
	}
	return s.edit(ctx, "Untag "+t.Name, ids, func(f *app.Finding) { *f = *f.WithoutTag(id) })
}

// Note sets a finding's note.
func (s *Service) Note(ctx context.Context, id app.FindingID, text string) error {
	return s.edit(ctx, "Note", []app.FindingID{id}, func(f *app.Finding) { f.Note = strings.TrimSpace(text) })
}

// Star marks findings as ones to remember, or no more.
func (s *Service) Star(ctx context.Context, ids []app.FindingID, on bool) error {
	label := "Star"
	if !on {
		label = "Remove star"
	}
	return s.edit(ctx, label, ids, func(f *app.Finding) { f.Star = on })
}

// SetStance says what findings do to the question at hand; "" takes it back.
func (s *Service) SetStance(ctx context.Context, ids []app.FindingID, st app.Stance) error {
	label := "Clear stance"
	if st != "" {
		label = "Mark as " + string(st)
	}
	return s.edit(ctx, label, ids, func(f *app.Finding) { f.Stance = st })
}

// SetSentiment says how findings sound, -2 to 2. Returns EInvalid outside that.
func (s *Service) SetSentiment(ctx context.Context, ids []app.FindingID, v int) error {
	if v < -2 || v > 2 {
		return app.Invalid("Sentiment goes from -2 to 2.", "")
	}
	return s.edit(ctx, "Set sentiment", ids, func(f *app.Finding) { f.Sentiment = v })
}

// Resize moves the bounds of a finding. Tags and note stay.
func (s *Service) Resize(ctx context.Context, id app.FindingID, span app.Span) error {
	r, err := s.Store.Find(ctx, app.Ref{Kind: app.KindFinding, ID: string(id)})
	if err != nil {
		return err
	}
	at, err := s.anchor(ctx, r.(*app.Finding).Interview, span)
	if err != nil {
		return err
	}
	return s.edit(ctx, "Move boundary", []app.FindingID{id}, func(f *app.Finding) {
		f.Span, f.Quote, f.Before, f.After = at.Span, at.Quote, at.Before, at.After
		f.Transcript, f.Speaker, f.At, f.Participant = at.Transcript, at.Speaker, at.At, at.Participant
	})
}

// Delete removes findings, their places on boards and their use as evidence, as one step.
func (s *Service) Delete(ctx context.Context, ids []app.FindingID) error {
	label := "Delete finding"
	if len(ids) > 1 {
		label = fmt.Sprintf("Delete %d findings", len(ids))
	}
	var deps, recs []app.Record
	for _, id := range ids {
		ref := app.Ref{Kind: app.KindFinding, ID: string(id)}
		rec, err := s.Store.Find(ctx, ref)
		if err != nil {
			return err
		}
		d, err := s.Store.Dependants(ctx, ref)
		if err != nil {
			return err
		}
		deps, recs = append(deps, d...), append(recs, rec)
	}
	if len(recs) == 0 {
		return nil
	}
	cs := s.Hand.Begin(label)
	cs.DeleteAll(s.Hand, deps, recs...)
	return s.Log.Commit(ctx, cs)
}
