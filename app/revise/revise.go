// Package revise changes transcripts: each change is a new revision, with every finding of the interview carried over or listed,
// as one step that undo takes back to the last byte. It also keeps who speaks in them.
package revise

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/passage"
)

// Store is what revising asks of the workspace.
type Store interface {
	app.PaperStore
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Transcript(ctx context.Context, id app.InterviewID) (*app.Transcript, error)
	Revisions(ctx context.Context, id app.InterviewID) ([]*app.Transcript, error)
	InterviewFindings(ctx context.Context, id app.InterviewID) ([]app.Finding, error)
	ParticipantsByCode(ctx context.Context) (map[string]app.Participant, error)
}

// Service revises transcripts and speakers. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
}

// Item is one finding of a review: where it stood and where it will.
type Item struct {
	passage.Placing
	Finding app.Finding // as it is stored
	Now     string      // the words it will have; "" without a place
	Older   bool        // it had no place in the revision before either
}

// Review tells what a draft would do. Nothing is stored.
type Review struct {
	Interview  app.Interview   // with the speakers it would have
	Base, Next *app.Transcript // the latest revision, and the one that would follow
	Items      []Item          // findings with a passage, by place in the base; those without a place before come last
	Pieces     []passage.Piece // the comparison of the texts
	Words      int             // how many words differ
	Label      string          // of the step
	was        *app.Interview  // as stored
	compared   *passage.Map
}

// Count returns how many findings have a verdict. Findings that had no place before and get none now are not counted.
func (r *Review) Count(v passage.Verdict) int {
	n := 0
	for i := range r.Items {
		if r.Items[i].Verdict == v && !(r.Items[i].Older && v == passage.Lost) {
			n++
		}
	}
	return n
}

// Doubtful lists the findings that are not simply kept, lost ones first, then by confidence, then as in Items.
func (r *Review) Doubtful() []Item {
	var out []Item
	for _, it := range r.Items {
		if it.Verdict != passage.Kept && !(it.Older && it.Verdict == passage.Lost) {
			out = append(out, it)
		}
	}
	rank := func(it Item) float64 {
		if it.Verdict == passage.Lost {
			return it.Confidence - 2
		}
		return it.Confidence
	}
	slices.SortStableFunc(out, func(a, b Item) int { return cmp.Compare(rank(a), rank(b)) })
	return out
}

// Choice is what a person decided about a finding instead of what the review proposes.
type Choice struct {
	Leave bool     // keep it without a place: quote, tags, note and evidence stay on the older revision
	Span  app.Span // else its place in the new text
}

// Preview says what a draft would do: which findings keep their place and which do not. It stores nothing. Returns EConflict when
// the draft was not made from the latest revision, EInvalid when it changes nothing or holds no text.
func (s *Service) Preview(ctx context.Context, d Draft) (*Review, error) {
	iv, base, err := s.latest(ctx, d.Interview)
	if err != nil {
		return nil, err
	}
	if base.ID != d.Base {
		return nil, app.StaleText()
	}
	r := &Review{Base: base, was: iv, Label: cmp.Or(d.Label, "Edit transcript of "+iv.Title)}
	if d.Masks != nil {
		r.compared = passage.Replace(base.Text, d.Masks)
	} else {
		r.compared = passage.DiffTurns(base, &app.Transcript{Text: d.Text, Turns: d.Turns})
	}
	r.Next = s.next(base, r.compared, d)
	r.Interview = *iv
	r.Interview.Speakers = speakers(iv, base, r.Next, r.compared, d.Speakers)
	if r.Next.Text == "" {
		return nil, app.Invalid("The transcript would hold no text.", "Delete the interview instead, if that is what you want.")
	}
	if err := r.Next.Validate(); err != nil {
		return nil, err
	}
	if same(base, r.Next) && slices.Equal(iv.Speakers, r.Interview.Speakers) {
		return nil, app.Invalid("Nothing was changed.", "")
	}
	r.Pieces, r.Words = r.compared.Pieces(), r.compared.ChangedWords()
	return r, s.place(ctx, r)
}

func same(a, b *app.Transcript) bool {
	return a.Text == b.Text && slices.Equal(a.Turns, b.Turns) && slices.Equal(a.Cues, b.Cues) && slices.Equal(a.Pages, b.Pages)
}

// latest reads an interview and its text.
func (s *Service) latest(ctx context.Context, id app.InterviewID) (*app.Interview, *app.Transcript, error) {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(id)})
	if err != nil {
		return nil, nil, err
	}
	tr, err := s.Store.Transcript(ctx, id)
	return rec.(*app.Interview), tr, err
}

// place carries every finding of the interview over. Those that stand on an older revision come back when their words do.
func (s *Service) place(ctx context.Context, r *Review) error {
	found, err := s.Store.InterviewFindings(ctx, r.was.ID)
	if err != nil {
		return err
	}
	groups := map[app.TranscriptID][]app.Finding{}
	var older []app.TranscriptID
	for _, f := range found {
		if f.Quote == "" {
			continue // a note about the whole interview
		}
		if f.Transcript != r.Base.ID && groups[f.Transcript] == nil {
			older = append(older, f.Transcript)
		}
		groups[f.Transcript] = append(groups[f.Transcript], f)
	}
	if err := r.carry(ctx, r.compared, groups[r.Base.ID], false); err != nil {
		return err
	}
	slices.Sort(older)
	for _, id := range older {
		rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindTranscript, ID: string(id)})
		if err != nil {
			return err
		}
		if err := r.carry(ctx, passage.DiffTurns(rec.(*app.Transcript), r.Next), groups[id], true); err != nil {
			return err
		}
	}
	return nil
}

// carry adds the findings of one revision. Of older ones only the very words bring a finding back.
func (r *Review) carry(ctx context.Context, m *passage.Map, found []app.Finding, older bool) error {
	placed, err := passage.Carry(ctx, m, found)
	if err != nil {
		return err
	}
	for i, p := range placed {
		it := Item{Placing: p, Finding: found[i], Older: older}
		if older && p.Verdict == passage.Changed {
			it.Verdict = passage.Lost
		}
		if older && p.Verdict == passage.Kept {
			it.Verdict = passage.Moved // it comes from further than the revision before
		}
		if it.Verdict != passage.Lost {
			it.Now = r.Next.Text[p.Span.Start:p.Span.End]
		}
		r.Items = append(r.Items, it)
	}
	return nil
}

// Apply stores a draft as the next revision and carries the findings over as Preview says, but for those with a choice, as one
// step. Findings without a place stay what they are, on the revision that has their words. Errors are those of Preview, and
// EInvalid for a choice outside the text.
func (s *Service) Apply(ctx context.Context, d Draft, choices map[app.FindingID]Choice) (r *Review, err error) {
	err = app.Afresh(func() error {
		r, err = s.apply(ctx, d, choices)
		return err
	})
	return r, err
}

// apply is Apply with what stands in the text now; returns EConflict as well if a passage is marked or changed while the step is stored.
func (s *Service) apply(ctx context.Context, d Draft, choices map[app.FindingID]Choice) (*Review, error) {
	r, err := s.Preview(ctx, d)
	if err != nil {
		return nil, err
	}
	if err := r.choose(choices); err != nil {
		return nil, err
	}
	cs := s.Hand.Begin(r.Label)
	if err := s.write(ctx, cs, r); err != nil {
		return nil, err
	}
	return r, s.Log.Commit(ctx, cs)
}

// ApplyAll stores drafts of several interviews as one step with a label, and more after them. Errors are those of Preview; then nothing is stored.
func (s *Service) ApplyAll(ctx context.Context, drafts []Draft, label string, more []app.Change, p app.Progress) error {
	return app.Afresh(func() error { return s.applyAll(ctx, drafts, label, more, p) })
}

func (s *Service) applyAll(ctx context.Context, drafts []Draft, label string, more []app.Change, p app.Progress) error {
	cs := s.Hand.Begin(label)
	for i, d := range drafts {
		p.Report(int64(i), int64(len(drafts)), label)
		r, err := s.Preview(ctx, d)
		if err != nil {
			return err
		}
		if err := s.write(ctx, cs, r); err != nil {
			return err
		}
	}
	cs.Changes = append(cs.Changes, more...)
	return s.Log.Commit(app.WithProgress(ctx, p), cs)
}

// write adds what a review does to a step.
func (s *Service) write(ctx context.Context, cs *app.ChangeSet, r *Review) error {
	r.Next.Stamp = s.Hand.Stamp()
	cs.Create(r.Next)
	if !slices.Equal(r.was.Speakers, r.Interview.Speakers) || r.was.Moderator != r.Interview.Moderator {
		r.Interview.Stamp = s.Hand.Touch(r.was.Stamp)
		cs.Update(r.was, &r.Interview)
	}
	seen := app.Sight{Text: r.Base.ID, Interview: r.was, Standing: []app.Ref{}}
	for i := range r.Items {
		it := &r.Items[i]
		seen.Standing = append(seen.Standing, it.Finding.Ref())
		if it.Verdict == passage.Lost {
			continue
		}
		move := passage.Move
		if label := it.Finding.Speaker; r.was.Speaker(label).Participant != r.Interview.Speaker(label).Participant {
			move = passage.Put // the label is somebody else now
		}
		f := move(&it.Finding, &r.Interview, r.Next, it.Span)
		f.Stamp = s.Hand.Touch(it.Finding.Stamp)
		cs.Update(&it.Finding, f)
	}
	var err error
	seen.Links, err = s.carryQuestions(ctx, cs, r)
	cs.Sights = append(cs.Sights, seen)
	return err
}

// choose puts a person's choices in place of what the review proposes.
func (r *Review) choose(choices map[app.FindingID]Choice) error {
	for i := range r.Items {
		it := &r.Items[i]
		c, ok := choices[it.Finding.ID]
		switch {
		case !ok:
		case c.Leave:
			it.Placing, it.Now = passage.Placing{Verdict: passage.Lost}, ""
		default:
			if _, err := r.Next.Quote(c.Span); err != nil {
				return err
			}
			span := passage.Snap(r.Next.Text, c.Span)
			if span.Len() == 0 {
				return app.Invalid("The selection holds no text.", "Select some words.")
			}
			it.Placing = passage.Placing{Verdict: passage.Changed, Span: span, Confidence: 1}
			it.Now = r.Next.Text[span.Start:span.End]
		}
	}
	return nil
}

// Place gives a finding a place in the text that a person saw: one that lost it, or one that should stand elsewhere. Tags, note and
// evidence stay. Returns EInvalid for a finding without a passage or a span without text, EConflict when the latest text has not the
// words of the span where they stood.
func (s *Service) Place(ctx context.Context, id app.FindingID, seen *app.Transcript, span app.Span) error {
	return app.Afresh(func() error { return s.putAt(ctx, id, seen, span) })
}

func (s *Service) putAt(ctx context.Context, id app.FindingID, seen *app.Transcript, span app.Span) error {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindFinding, ID: string(id)})
	if err != nil {
		return err
	}
	f := rec.(*app.Finding)
	if f.Quote == "" {
		return app.Invalid("This finding is a note: it has no place in a text.", "Mark the passage itself.")
	}
	iv, tr, err := s.latest(ctx, f.Interview)
	if err != nil {
		return err
	}
	if span, err = passage.Follow(seen, tr, span); err != nil {
		return err
	}
	if span = passage.Snap(tr.Text, span); span.Len() == 0 {
		return app.Invalid("The selection holds no text.", "Select some words.")
	}
	g := passage.Move(f, iv, tr, span)
	g.Stamp = s.Hand.Touch(f.Stamp)
	cs := s.Hand.Begin("Place finding")
	cs.Sights = []app.Sight{{Text: tr.ID, Interview: iv}}
	cs.Update(f, g)
	return s.Log.Commit(ctx, cs)
}

// Revision is one stored state of a transcript.
type Revision struct {
	*app.Transcript
	Changed  int // words that differ from the revision before; 0 for the first
	Findings int // that have their passage in this revision
}

// Revisions lists the revisions of an interview, the latest first.
func (s *Service) Revisions(ctx context.Context, id app.InterviewID) ([]Revision, error) {
	all, err := s.Store.Revisions(ctx, id)
	if err != nil {
		return nil, err
	}
	found, err := s.Store.InterviewFindings(ctx, id)
	if err != nil {
		return nil, err
	}
	out := make([]Revision, len(all))
	for i, t := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		out[i].Transcript = t
		if i+1 < len(all) {
			out[i].Changed = passage.Diff(all[i+1].Text, t.Text).ChangedWords()
		}
		for k := range found {
			if found[k].Transcript == t.ID && found[k].Quote != "" {
				out[i].Findings++
			}
		}
	}
	return out, nil
}

// Forget removes the revisions before the latest, so that words taken out of the text are no longer in it. Findings without a
// place lose their words with them: what has a note keeps it, the rest says that its passage was removed. The step can still be
// undone as long as the history is kept: who must erase for good clears that as well. Returns EInvalid when there is only one.
func (s *Service) Forget(ctx context.Context, id app.InterviewID) error {
	all, err := s.Store.Revisions(ctx, id)
	if err != nil {
		return err
	}
	if len(all) < 2 {
		return app.Invalid("There are no older revisions.", "")
	}
	found, err := s.Store.InterviewFindings(ctx, id)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin(fmt.Sprintf("Remove %s", app.Count(len(all)-1, "older revision")))
	for i := range found {
		f := &found[i]
		if f.Transcript == "" || f.Transcript == all[0].ID {
			continue
		}
		g := *f
		g.Transcript, g.Span, g.Quote, g.Before, g.After = "", app.Span{}, "", "", ""
		if strings.TrimSpace(g.Note) == "" {
			g.Note = "The passage was removed with an older revision."
		}
		g.Stamp = s.Hand.Touch(f.Stamp)
		cs.Update(f, &g)
	}
	if err := s.forgetQuestions(ctx, cs, all[0]); err != nil {
		return err
	}
	for _, t := range all[1:] {
		cs.Delete(t)
	}
	return s.Log.Commit(ctx, cs)
}
