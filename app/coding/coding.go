// Package coding marks passages and keeps the codebook: every act is one labelled step that undo takes back.
package coding

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/passage"
)

// Store is what coding asks of the workspace.
type Store interface {
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Dependants(ctx context.Context, ref app.Ref) ([]app.Record, error)
	Transcript(ctx context.Context, id app.InterviewID) (*app.Transcript, error)
	FindingAt(ctx context.Context, id app.TranscriptID, span app.Span) (f *app.Finding, ok bool, err error)
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	AllTags(ctx context.Context) ([]app.Tag, error)
	FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error)
	NamesTags(ctx context.Context, tags []app.TagID) ([]app.Record, error)
	MemosAbout(ctx context.Context, refs []app.Ref) ([]*app.Memo, error)
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
	_, latest, err := s.text(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.MarkAs(ctx, latest, span, tags, app.ByHand)
}

// MarkAs is Mark in a text that a person saw, with the provenance of the tags. In another revision of it the words are found again;
// returns EConflict when they do not stand there as they were.
func (s *Service) MarkAs(ctx context.Context, seen *app.Transcript, span app.Span, tags []app.TagID, by app.Provenance) (f *app.Finding, err error) {
	err = app.Afresh(func() error {
		f, err = s.markAs(ctx, seen, span, tags, by)
		return err
	})
	return f, err
}

// markAs is MarkAs in the text as it is; returns EConflict as well if that is revised while the step is stored.
func (s *Service) markAs(ctx context.Context, seen *app.Transcript, span app.Span, tags []app.TagID, by app.Provenance) (*app.Finding, error) {
	label, err := s.tagLabel(ctx, distinct(tags))
	if err != nil {
		return nil, err
	}
	f, iv, tr, err := s.anchor(ctx, seen.Interview, seen, span)
	if err != nil {
		return nil, err
	}
	old, known, err := s.Store.FindingAt(ctx, f.Transcript, f.Span)
	if err != nil {
		return nil, err
	}
	f.Stamp = s.Hand.Stamp()
	tagging := app.Tagging{Author: s.Hand.Author, Provenance: by, Created: f.Created}
	cs := s.Hand.Begin(label)
	cs.Sights = []app.Sight{{Text: tr.ID, Interview: iv}}
	if !known {
		f = withTags(f, tags, tagging)
		cs.Create(f)
	} else {
		stamp := old.Stamp.Touched(f.Created)
		f = withTags(old, tags, tagging)
		if len(f.Tags) == len(old.Tags) {
			return old, nil
		}
		f.Stamp = stamp
		cs.Update(old, f)
	}
	if err := s.Log.Commit(ctx, cs); err != nil {
		return nil, err
	}
	return f, nil
}

// MarkNew is MarkAs by hand with a tag that is made for it in the interview's study, unless there is one of that name. Undo takes both back together.
func (s *Service) MarkNew(ctx context.Context, seen *app.Transcript, span app.Span, name string) (*app.Finding, error) {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(seen.Interview)})
	if err != nil {
		return nil, err
	}
	one := s.inOne()
	t, err := one.CreateTag(ctx, rec.(*app.Interview).Study, name, "")
	if err != nil {
		return nil, err
	}
	return one.MarkAs(ctx, seen, span, []app.TagID{t.ID}, app.ByHand)
}

// TagNew puts a tag on a finding that is made for it in the finding's study, unless there is one of that name. Undo takes both back
// together.
func (s *Service) TagNew(ctx context.Context, id app.FindingID, name string) error {
	found, err := s.findings(ctx, []app.FindingID{id})
	if err != nil {
		return err
	}
	one := s.inOne()
	t, err := one.CreateTag(ctx, found[0].Study, name, "")
	if err != nil {
		return err
	}
	return one.Tag(ctx, []app.FindingID{id}, t.ID)
}

// inOne is the service with a write door through which all steps are undone together.
func (s *Service) inOne() *Service {
	one := *s
	one.Log = app.InBatch(s.Log)
	return &one
}

// withTags returns f with tags, put there as tagging says.
func withTags(f *app.Finding, tags []app.TagID, tagging app.Tagging) *app.Finding {
	for _, t := range tags {
		tagging.Tag = t
		f = f.WithTag(tagging)
	}
	return f
}

// anchor makes an unsigned, untagged finding of the latest transcript of an interview, of a passage of the one that was seen. It returns what it was
// made from as well.
func (s *Service) anchor(ctx context.Context, id app.InterviewID, seen *app.Transcript, span app.Span) (*app.Finding, *app.Interview, *app.Transcript, error) {
	iv, tr, err := s.text(ctx, id)
	if err == nil {
		span, err = passage.Follow(seen, tr, span)
	}
	if err != nil {
		return nil, nil, nil, err
	}
	f, err := Anchor(iv, tr, span)
	return f, iv, tr, err
}

// text reads an interview and its latest transcript.
func (s *Service) text(ctx context.Context, id app.InterviewID) (*app.Interview, *app.Transcript, error) {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(id)})
	if err != nil {
		return nil, nil, err
	}
	tr, err := s.Store.Transcript(ctx, id)
	return rec.(*app.Interview), tr, err
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

// findings reads findings, each once, in the order named. Returns ENotFound if one is gone.
func (s *Service) findings(ctx context.Context, ids []app.FindingID) ([]*app.Finding, error) {
	ids = distinct(ids)
	rows, err := s.Store.FindingsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	if len(rows) < len(ids) {
		return nil, app.NotFound("The finding")
	}
	out := make([]*app.Finding, len(rows))
	for i := range rows {
		f := rows[i].Finding // apart: whoever holds on to one change of a step would hold all the rows that were read for it
		out[i] = &f
	}
	return out, nil
}

// edit applies change to each finding as one step. Findings that stay as they were are left alone.
func (s *Service) edit(ctx context.Context, label string, ids []app.FindingID, change func(*app.Finding)) error {
	found, err := s.findings(ctx, ids)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin(label)
	for _, old := range found {
		f := *old
		change(&f)
		if old.Equal(&f) {
			continue
		}
		f.Stamp = s.Hand.Touch(old.Stamp)
		cs.Update(old, &f)
	}
	return s.Log.Commit(ctx, cs)
}

// distinct returns each id once, at its first place.
func distinct[T comparable](ids []T) []T {
	seen := make(map[T]bool, len(ids))
	var out []T
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
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

// Withdraw takes one's own taggings of a tag off findings, of all tags for "". What others put there stays.
func (s *Service) Withdraw(ctx context.Context, ids []app.FindingID, id app.TagID) error {
	label := "Take off own tags"
	if id != "" {
		t, err := s.tag(ctx, id)
		if err != nil {
			return err
		}
		label = "Untag " + t.Name
	}
	return s.edit(ctx, label, ids, func(f *app.Finding) {
		f.Tags = slices.DeleteFunc(slices.Clone(f.Tags), func(t app.Tagging) bool {
			return t.Author == s.Hand.Author && (id == "" || t.Tag == id)
		})
		if len(f.Tags) == 0 {
			f.Tags = nil
		}
	})
}

// Note sets a finding's note.
func (s *Service) Note(ctx context.Context, id app.FindingID, text string) error {
	return s.NoteAll(ctx, []app.FindingID{id}, text)
}

// NoteAll gives findings one note, in place of those they have, as one step.
func (s *Service) NoteAll(ctx context.Context, ids []app.FindingID, text string) error {
	return s.edit(ctx, "Note", ids, func(f *app.Finding) { f.Note = strings.TrimSpace(text) })
}

// Star marks findings as ones to remember, or no more.
func (s *Service) Star(ctx context.Context, ids []app.FindingID, on bool) error {
	label := "Star"
	if !on {
		label = "Remove star"
	}
	return s.edit(ctx, label, ids, func(f *app.Finding) { f.Star = on })
}

// SetStance says what findings do to the question at hand; "" takes it back. Returns EInvalid for a stance there is not.
func (s *Service) SetStance(ctx context.Context, ids []app.FindingID, st app.Stance) error {
	label := "Mark as " + string(st)
	switch st {
	case app.Supports, app.Contradicts, app.Nuances:
	case "":
		label = "Clear stance"
	default:
		return app.Invalid(fmt.Sprintf("There is no stance %q.", st), "Choose supports, contradicts or nuances.")
	}
	return s.edit(ctx, label, ids, func(f *app.Finding) { f.Stance = st })
}

// SetSentiment says how findings sound, -2 to 2, app.SaidNeutral or app.SaidMixed; 0 takes it back. Returns EInvalid for another value.
func (s *Service) SetSentiment(ctx context.Context, ids []app.FindingID, v int) error {
	if !app.IsSentiment(v) {
		return app.Invalid("Sentiment goes from very negative to very positive, or is neutral or mixed.", "")
	}
	return s.edit(ctx, "Set sentiment", ids, func(f *app.Finding) { f.Sentiment = v })
}

// SetSeverity says how bad a problem findings report, by Nielsen's scale: 1 cosmetic to 4 catastrophic, 0 for not judged.
// Returns EInvalid outside that.
func (s *Service) SetSeverity(ctx context.Context, ids []app.FindingID, v int) error {
	if v < 0 || v > 4 {
		return app.Invalid("Severity goes from 0 to 4.", "")
	}
	return s.edit(ctx, "Set severity", ids, func(f *app.Finding) { f.Severity = v })
}

// Resize moves the bounds of a finding to a passage of the text that a person saw. Tags and note stay. Errors are those of MarkAs, and
// EInvalid for a finding without a passage.
func (s *Service) Resize(ctx context.Context, id app.FindingID, seen *app.Transcript, span app.Span) error {
	return app.Afresh(func() error { return s.resize(ctx, id, seen, span) })
}

func (s *Service) resize(ctx context.Context, id app.FindingID, seen *app.Transcript, span app.Span) error {
	found, err := s.findings(ctx, []app.FindingID{id})
	if err != nil {
		return err
	}
	if found[0].Quote == "" {
		return app.Invalid("This finding is a note: it has no place in a text.", "Mark the passage itself.")
	}
	at, iv, tr, err := s.anchor(ctx, found[0].Interview, seen, span)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Move boundary")
	cs.Sights = []app.Sight{{Text: tr.ID, Interview: iv}}
	s.change(cs, found[0], passage.Move(found[0], iv, tr, at.Span))
	return s.Log.Commit(ctx, cs)
}

// Delete removes findings, their places on boards and their use as evidence, as one step.
func (s *Service) Delete(ctx context.Context, ids []app.FindingID) error {
	found, err := s.findings(ctx, ids)
	if err != nil {
		return err
	}
	label := "Delete finding"
	if len(found) > 1 {
		label = fmt.Sprintf("Delete %d findings", len(found))
	}
	var deps, recs []app.Record
	for _, f := range found {
		d, err := s.Store.Dependants(ctx, f.Ref())
		if err != nil {
			return err
		}
		deps, recs = append(deps, d...), append(recs, f)
	}
	cs := s.Hand.Begin(label)
	cs.DeleteAll(s.Hand, deps, recs...)
	return s.Log.Commit(ctx, cs)
}
