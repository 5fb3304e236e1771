package reader

import (
	"context"
	"fmt"
	"math/rand"
	"slices"
	"sync"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/coding"
	"throughline/ui/task"
)

// moody is a workspace in memory that is slow, refuses now and then, and tells what was committed.
type moody struct {
	*fakeStore
	mu    sync.Mutex
	dice  *rand.Rand // guarded by mu
	kept  map[app.FindingID]*app.Finding
	heard func(*app.ChangeSet)
}

func (s *moody) refuses() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	time.Sleep(time.Duration(s.dice.Intn(300)) * time.Microsecond)
	return s.dice.Intn(7) == 0
}

func (s *moody) InterviewFindings(context.Context, app.InterviewID) ([]app.Finding, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []app.Finding
	for _, f := range s.kept {
		out = append(out, *f)
	}
	return out, nil
}

func (s *moody) edit(id app.FindingID, change func(*app.Finding)) error {
	if s.refuses() {
		return errDisk
	}
	s.mu.Lock()
	old := s.kept[id]
	if old == nil {
		s.mu.Unlock()
		return app.NotFound("The finding")
	}
	f := *old
	change(&f)
	s.kept[id] = &f
	s.mu.Unlock()
	s.heard(&app.ChangeSet{Changes: []app.Change{{Before: old, After: &f}}})
	return nil
}

func (s *moody) MarkAs(_ context.Context, _ *app.Transcript, span app.Span, tags []app.TagID, by app.Provenance) (*app.Finding, error) {
	if s.refuses() {
		return nil, errDisk
	}
	f, err := coding.Anchor(s.iv, s.tr, span)
	if err != nil {
		return nil, err
	}
	for _, t := range tags {
		f = f.WithTag(app.Tagging{Tag: t, Author: "ana", Provenance: by})
	}
	s.mu.Lock()
	s.kept[f.ID] = f
	s.mu.Unlock()
	s.heard(&app.ChangeSet{Changes: []app.Change{{After: f}}})
	return f, nil
}

func (s *moody) TagAs(_ context.Context, ids []app.FindingID, id app.TagID, by app.Provenance) error {
	return s.edit(ids[0], func(f *app.Finding) { *f = *f.WithTag(app.Tagging{Tag: id, Author: "ana", Provenance: by}) })
}

func (s *moody) Untag(_ context.Context, ids []app.FindingID, id app.TagID) error {
	return s.edit(ids[0], func(f *app.Finding) { *f = *f.WithoutTag(id) })
}

func (s *moody) Note(_ context.Context, id app.FindingID, text string) error {
	return s.edit(id, func(f *app.Finding) { f.Note = text })
}

func (s *moody) Star(_ context.Context, ids []app.FindingID, on bool) error {
	return s.edit(ids[0], func(f *app.Finding) { f.Star = on })
}

func (s *moody) SetStance(_ context.Context, ids []app.FindingID, st app.Stance) error {
	return s.edit(ids[0], func(f *app.Finding) { f.Stance = st })
}

func (s *moody) SetSentiment(_ context.Context, ids []app.FindingID, v int) error {
	return s.edit(ids[0], func(f *app.Finding) { f.Sentiment = v })
}

func (s *moody) SetSeverity(_ context.Context, ids []app.FindingID, v int) error {
	return s.edit(ids[0], func(f *app.Finding) { f.Severity = v })
}

func (s *moody) Withdraw(_ context.Context, ids []app.FindingID, id app.TagID) error {
	return s.Untag(context.Background(), ids, id)
}

func (s *moody) MergeFindings(_ context.Context, into app.FindingID, from []app.FindingID) error {
	s.mu.Lock()
	a, b := s.kept[into], s.kept[from[0]]
	s.mu.Unlock()
	if a == nil || b == nil {
		return app.NotFound("The finding")
	}
	if err := s.edit(into, func(f *app.Finding) {
		*f = *coding.Merged(a, b)
		f.Quote = s.tr.Text[f.Start:f.End]
	}); err != nil {
		return err
	}
	return s.Delete(context.Background(), from)
}

func (s *moody) Resize(_ context.Context, id app.FindingID, _ *app.Transcript, span app.Span) error {
	return s.edit(id, func(f *app.Finding) { f.Span, f.Quote = span, s.tr.Text[span.Start:span.End] })
}

func (s *moody) Delete(_ context.Context, ids []app.FindingID) error {
	s.mu.Lock()
	old := s.kept[ids[0]]
	delete(s.kept, ids[0])
	s.mu.Unlock()
	if old != nil {
		s.heard(&app.ChangeSet{Changes: []app.Change{{Before: old}}})
	}
	return nil
}

func (s *moody) MarkNew(ctx context.Context, seen *app.Transcript, span app.Span, name string) (*app.Finding, error) {
	t, err := s.newTag(name)
	if err != nil {
		return nil, err
	}
	return s.MarkAs(ctx, seen, span, []app.TagID{t.ID}, app.ByHand)
}

func (s *moody) TagNew(ctx context.Context, id app.FindingID, name string) error {
	t, err := s.newTag(name)
	if err != nil {
		return err
	}
	return s.TagAs(ctx, []app.FindingID{id}, t.ID, app.ByHand)
}

func (s *moody) newTag(name string) (*app.Tag, error) {
	if s.refuses() {
		return nil, errDisk
	}
	t := &app.Tag{ID: app.TagID("new-" + name), Name: name, Status: app.TagActive}
	s.heard(&app.ChangeSet{Changes: []app.Change{{After: t}}})
	return t, nil
}

// Whatever is done in whatever order, and whatever is refused: in the end what shows is what is stored.
func TestModel_EndsAsTheWorkspaceIs(t *testing.T) {
	s := &moody{fakeStore: newFakeStore(400, 0), dice: rand.New(rand.NewSource(7)), kept: map[app.FindingID]*app.Finding{}}
	m := &Model{Store: s, Coding: s, Hand: app.Hand{Author: "ana"}, OnError: func(error) {}}
	s.heard = func(cs *app.ChangeSet) { task.Post(func() { m.Changed(cs) }) }
	m.Open("i1", app.Span{})
	eventually(t, "the interview", func() bool { return m.Loaded })
	r := rand.New(rand.NewSource(8))
	for n := range 600 {
		if r.Intn(3) == 0 {
			runPosts()
		}
		anyAct(m, r, n)
	}
	m.Flush()
	m.writes.Mark()()
	eventually(t, "all as it is stored", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return len(s.kept) == len(m.findings) && !slices.ContainsFunc(m.findings, func(e *entry) bool {
			f := s.kept[e.ID]
			return f == nil || e.pending != 0 || e.fresh || looks(f) != looks(&e.Finding)
		})
	})
	m.Close()
	if len(m.findings) < 20 {
		t.Errorf("only %d findings came of it", len(m.findings))
	}
}

// anyAct does one of the things a person does.
func anyAct(m *Model, r *rand.Rand, n int) {
	text := m.Transcript.Text
	switch r.Intn(12) {
	case 0, 1, 2:
		at := r.Intn(len(text) - 60)
		m.Select(app.Span{Start: at, End: at + 5 + r.Intn(50)})
		m.Tag(app.TagID(fmt.Sprintf("tag%02d", r.Intn(40))))
	case 3:
		m.ToggleStar()
	case 4:
		m.SetStance(app.Supports)
	case 5:
		m.SetNote(fmt.Sprint("note ", n))
	case 6:
		if f := m.Active(); f != nil && f.End+3 < len(text) {
			m.Resize(app.Span{Start: f.Start, End: f.End + 3})
		}
	case 7:
		m.Delete()
	case 8:
		m.Step(1, r.Intn(len(text)))
	case 9:
		m.UntagNewest()
	case 10:
		m.CreateTag(fmt.Sprint("idea ", r.Intn(9)))
	case 11:
		m.TagRecent(1 + r.Intn(9))
	}
}
