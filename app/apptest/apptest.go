// Package apptest gives the tests of use cases a small workspace: a real SQLite file, the write door, a clock that moves.
package apptest

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/history"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// Noon is when a bench begins; each look at its clock is a second later.
var Noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

// Author signs what a bench makes.
const Author = "Mara"

// Bench is an open workspace of one test. Its methods end the test when the workspace refuses.
type Bench struct {
	T     testing.TB
	Store *storage.Store
	Log   *history.Log
	Hand  app.Hand
	now   time.Time
}

// New makes an empty workspace in a folder of the test. It is checked for damage and closed when the test ends.
func New(t testing.TB) *Bench {
	t.Helper()
	b := &Bench{T: t, Store: storagetest.New(t), now: Noon}
	b.Hand = b.As(Author)
	var err error
	if b.Log, err = history.Open(t.Context(), b.Store); err != nil {
		t.Fatal(err)
	}
	return b
}

// As is the hand of another author, by the same clock.
func (b *Bench) As(author string) app.Hand {
	return app.Hand{Author: author, Now: func() time.Time { b.now = b.now.Add(time.Second); return b.now }}
}

// Put stores records as one step.
func (b *Bench) Put(records ...app.Record) {
	b.T.Helper()
	cs := b.Hand.Begin("Put")
	for _, r := range records {
		cs.Create(r)
	}
	if err := b.Log.Commit(b.T.Context(), cs); err != nil {
		b.T.Fatal(err)
	}
}

// Meanwhile is a write door at which something else is done once, before the first step that comes by is stored.
func (b *Bench) Meanwhile(do func()) app.Committer { return &meanwhile{b.Log, sync.OnceFunc(do)} }

type meanwhile struct {
	app.Committer
	do func()
}

// Commit implements app.Committer.
func (m *meanwhile) Commit(ctx context.Context, cs *app.ChangeSet) error {
	m.do()
	return m.Committer.Commit(ctx, cs)
}

// Study stores a study.
func (b *Bench) Study(name string) *app.Study {
	b.T.Helper()
	st := &app.Study{ID: app.NewID[app.StudyID](), Name: name, Method: "Interview", Status: "running", Stamp: b.Hand.Stamp()}
	b.Put(st)
	return st
}

// Session is one stored interview with its transcript.
type Session struct {
	*app.Interview
	Text   *app.Transcript
	Person *app.Participant
	bench  *Bench
}

// Session stores an interview of a study with the participant code. Turns are "Mod: …" for the moderator, "P: …" for
// the participant.
func (b *Bench) Session(study *app.Study, code string, turns ...string) *Session {
	b.T.Helper()
	p := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: code, Segment: "Admin", Stamp: b.Hand.Stamp()}
	src := &app.Source{ID: app.NewID[app.SourceID](), Name: code + ".txt", Format: "txt", Hash: "hash of " + string(p.ID),
		Data: []byte(strings.Join(turns, "\n")), Stamp: b.Hand.Stamp()}
	iv := &app.Interview{ID: app.NewID[app.InterviewID](), Study: study.ID, Source: src.ID, Title: "Interview with " + code, Date: "2026-10-01",
		Stamp: b.Hand.Stamp(), Speakers: []app.Speaker{{Label: "Mod", Name: "Mod", Role: app.RoleModerator},
			{Label: "P", Name: "P", Role: app.RoleParticipant, Participant: p.ID}}}
	tr := &app.Transcript{ID: app.NewID[app.TranscriptID](), Interview: iv.ID, Revision: 1, Language: "en", Stamp: b.Hand.Stamp()}
	for i, t := range turns {
		speaker, said, _ := strings.Cut(t, ": ")
		if i > 0 {
			tr.Text += "\n"
		}
		at := len(tr.Text)
		tr.Text += said
		tr.Turns = append(tr.Turns, app.Turn{Span: app.Span{Start: at, End: len(tr.Text)}, Speaker: speaker,
			From: time.Duration(i) * time.Minute, To: app.NoTime})
	}
	b.Put(p, src, iv, tr)
	return &Session{iv, tr, p, b}
}

// Span is the place of a passage in the transcript.
func (s *Session) Span(passage string) app.Span {
	s.bench.T.Helper()
	at := strings.Index(s.Text.Text, passage)
	if at < 0 {
		s.bench.T.Fatalf("%q does not occur in %q", passage, s.Text.Text)
	}
	return app.Span{Start: at, End: at + len(passage)}
}

// Finding stores a finding of a passage, with tags by Author.
func (s *Session) Finding(passage string, tags ...app.TagID) *app.Finding {
	s.bench.T.Helper()
	span := s.Span(passage)
	turn := s.Text.Turns[s.Text.TurnAt(span.Start)]
	f := &app.Finding{ID: app.NewID[app.FindingID](), Study: s.Study, Interview: s.ID, Transcript: s.Text.ID, Span: span, Quote: passage,
		Speaker: turn.Speaker, Participant: s.Interview.Speaker(turn.Speaker).Participant, At: turn.From, Stamp: s.bench.Hand.Stamp()}
	for _, t := range tags {
		f = f.WithTag(app.Tagging{Tag: t, Author: Author, Provenance: app.ByHand, Created: f.Created})
	}
	s.bench.Put(f)
	return f
}

// Tag stores a tag of a study, or of all for nil, under parent unless it is "".
func (b *Bench) Tag(study *app.Study, name string, parent app.TagID) *app.Tag {
	b.T.Helper()
	t := &app.Tag{ID: app.NewID[app.TagID](), Name: name, Parent: parent, Status: app.TagActive, Stamp: b.Hand.Stamp()}
	if study != nil {
		t.Study = study.ID
	}
	b.Put(t)
	return t
}

// Theme stores a theme of a study's board, or of the board across studies for nil, with findings in it.
func (b *Bench) Theme(study *app.Study, name string, findings ...*app.Finding) *app.Theme {
	b.T.Helper()
	t := &app.Theme{ID: app.NewID[app.ThemeID](), Name: name, Order: 1, Stamp: b.Hand.Stamp()}
	if study != nil {
		t.Study = study.ID
	}
	records := []app.Record{t}
	for i, f := range findings {
		records = append(records, &app.Placement{Theme: t.ID, Finding: f.ID, Order: float64(i + 1), Stamp: b.Hand.Stamp()})
	}
	b.Put(records...)
	return t
}

// Insight stores an insight of a study, or across studies for nil, with evidence.
func (b *Bench) Insight(study *app.Study, title string, evidence ...app.Evidence) *app.Insight {
	b.T.Helper()
	in := &app.Insight{ID: app.NewID[app.InsightID](), Title: title, Status: app.InsightDraft, Order: 1, Evidence: evidence, Stamp: b.Hand.Stamp()}
	if study != nil {
		in.Study = study.ID
	}
	b.Put(in)
	return in
}
