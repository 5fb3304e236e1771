package merge_test

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/erase"
	"throughline/app/merge"
	"throughline/app/passage"
)

func consentOf(p app.ParticipantID, id app.ConsentID, given app.Date, hand app.Hand, scopes ...app.Scope) *app.Consent {
	return &app.Consent{ID: id, Participant: p, Scopes: scopes, Given: given, Stamp: hand.Stamp()}
}

func TestMerge_TheStricterPermissionHolds(t *testing.T) {
	for _, c := range []struct {
		name         string
		mara, jon    func(s *side, c *app.Consent)
		want         app.ConsentState // for quoting inside on the day after
		wantWithdraw app.Date
	}{
		{"withdrawn here, widened there", func(s *side, c *app.Consent) {
			edit(s, c, func(c *app.Consent) { c.Withdrawn = "2026-11-03" })
		}, func(s *side, c *app.Consent) {
			edit(s, c, func(c *app.Consent) { c.Scopes = app.Scopes() })
		}, app.ConsentWithdrawn, "2026-11-03"},
		{"withdrawn on both sides", func(s *side, c *app.Consent) {
			edit(s, c, func(c *app.Consent) { c.Withdrawn = "2026-11-05" })
		}, func(s *side, c *app.Consent) {
			edit(s, c, func(c *app.Consent) { c.Withdrawn = "2026-11-04" })
		}, app.ConsentWithdrawn, "2026-11-04"},
		{"withdrawn here, asked again there before", func(s *side, c *app.Consent) {
			edit(s, c, func(c *app.Consent) { c.Withdrawn = "2026-11-05" })
		}, func(s *side, c *app.Consent) {
			s.change("Ask", app.Change{After: consentOf(c.Participant, "again", "2026-11-03", s.hand, app.Scopes()...)})
		}, app.ConsentWithdrawn, "2026-11-05"},
		{"withdrawn here, asked again there afterwards", func(s *side, c *app.Consent) {
			edit(s, c, func(c *app.Consent) { c.Withdrawn = "2026-11-03" })
		}, func(s *side, c *app.Consent) {
			s.change("Ask", app.Change{After: consentOf(c.Participant, "again", "2026-11-05", s.hand, app.Scopes()...)})
		}, app.ConsentGiven, "2026-11-03"},
		{"refused and allowed on one day", func(s *side, c *app.Consent) {
			s.change("Ask", app.Change{After: consentOf(c.Participant, "a", "2026-11-05", s.hand)})
		}, func(s *side, c *app.Consent) {
			s.change("Ask", app.Change{After: consentOf(c.Participant, "b", "2026-11-05", s.hand, app.Scopes()...)})
		}, app.ConsentRefused, ""},
		{"deleted there, withdrawn here", func(s *side, c *app.Consent) {
			edit(s, c, func(c *app.Consent) { c.Withdrawn = "2026-11-03" })
		}, func(s *side, c *app.Consent) { s.change("Delete", app.Change{Before: s.find(c.Ref())}) }, app.ConsentWithdrawn, "2026-11-03"},
		{"narrowed here, widened there", func(s *side, c *app.Consent) {
			edit(s, c, func(c *app.Consent) { c.Scopes = []app.Scope{app.ScopeRecord} })
		}, func(s *side, c *app.Consent) {
			edit(s, c, func(c *app.Consent) { c.Scopes = app.Scopes() })
		}, app.ConsentRefused, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := apptest.New(t)
			talk := b.Session(b.Study("Checkout"), "P1", "Mod: How is it?", "P: The page takes a minute.")
			given := consentOf(talk.Person.ID, "given", "2026-10-01", b.Hand, app.ScopeRecord, app.ScopeInside)
			b.Put(given)
			mara, jon := pair(t, b)
			c.mara(mara, given)
			c.jon(jon, given)
			both := [2]*side{mara.again(), jon.again()}
			both[0].merge(jon, merge.Choices{Prefer: merge.Theirs})
			both[1].merge(mara, merge.Choices{Prefer: merge.Theirs})
			for i, s := range both {
				consents := some[*app.Consent](&editor{side: s}, app.KindConsent)
				var all []app.Consent
				for _, k := range consents {
					all = append(all, *k)
				}
				if got := app.ConsentOf(all, talk.Study, app.ScopeInside, "2026-11-30"); got != c.want {
					t.Errorf("side %d: %s, want %s (%+v)", i, got, c.want, all)
				}
				if got := s.find(given.Ref()).(*app.Consent).Withdrawn; got != c.wantWithdraw {
					t.Errorf("side %d: withdrawn %q, want %q", i, got, c.wantWithdraw)
				}
			}
		})
	}
}

func TestMerge_BringsNobodyBackWhoWasErased(t *testing.T) {
	for _, c := range []struct {
		name string
		old  bool // a certificate from before there were marks
	}{{"by mark", false}, {"by code", true}} {
		t.Run(c.name, func(t *testing.T) {
			s := newScene(t)
			gone := s.talk.Person
			edit(s.jon, s.f, func(f *app.Finding) { f.Note = "they said it twice" })
			f := &app.Finding{ID: app.NewID[app.FindingID](), Study: s.study.ID, Interview: s.talk.ID, Participant: gone.ID, Note: "called us later", At: app.NoTime, Stamp: s.jon.hand.Stamp()}
			file := &app.Source{ID: app.NewID[app.SourceID](), Name: "p1-2.txt", Format: "txt", Hash: "6a", Data: []byte("P: The quorvanish page."), Stamp: s.jon.hand.Stamp()}
			other := &app.Interview{ID: app.NewID[app.InterviewID](), Study: s.study.ID, Title: "Of somebody else in the same file", Source: file.ID, Stamp: s.jon.hand.Stamp()}
			again := &app.Interview{ID: app.NewID[app.InterviewID](), Study: s.study.ID, Title: "A second talk", Source: file.ID, Stamp: s.jon.hand.Stamp(),
				Speakers: []app.Speaker{{Label: "P", Name: "P", Role: app.RoleParticipant, Participant: gone.ID}}}
			words := &app.Transcript{ID: app.NewID[app.TranscriptID](), Interview: again.ID, Revision: 1, Text: "The quorvanish page.", Stamp: s.jon.hand.Stamp(),
				Turns: []app.Turn{{Span: app.Span{End: 20}, Speaker: "P", From: app.NoTime, To: app.NoTime}}}
			s.jon.change("Work", app.Change{After: file}, app.Change{After: f}, app.Change{After: other}, app.Change{After: again}, app.Change{After: words})
			s.jon.change("Note", app.Change{After: &app.Measure{ID: "m", Study: s.study.ID, Participant: gone.ID, Kind: app.MeasureSEQ, Task: "Pay", Value: 6, Stamp: s.jon.hand.Stamp()}})
			back := []app.Record{gone, file, f, again, words, s.f}
			for _, on := range []app.Ref{gone.Ref(), s.talk.Interview.Ref(), again.Ref(), s.f.Ref(), f.Ref()} {
				m := &app.Memo{ID: app.NewID[app.MemoID](), Study: s.study.ID, On: on, Kind: app.MemoFree, Text: "Works at the quorvanish.", Stamp: s.jon.hand.Stamp()}
				s.jon.change("Write", app.Change{After: m})
				back = append(back, m)
			}
			svc := &erase.Service{Store: s.mara.store, Log: s.mara.log, Hand: s.mara.hand}
			if _, err := svc.Erase(t.Context(), erase.Order{Participant: gone.ID, Reason: "asked"}, nil); err != nil {
				t.Fatal(err)
			}
			if c.old {
				for _, e := range some[*app.Erasure](&editor{side: s.mara}, app.KindErasure) {
					e.Marks = nil
					if err := s.mara.store.CloseErasure(t.Context(), e); err != nil {
						t.Fatal(err)
					}
				}
			}
			p := s.mara.merge(s.jon, merge.Choices{Prefer: merge.Theirs})
			for _, r := range back {
				if s.mara.has(r.Ref()) {
					t.Errorf("%+v came back", r)
				}
			}
			if s.mara.has(app.Ref{Kind: app.KindMeasure, ID: "m"}) || len(p.Left) < 4 || !strings.Contains(p.Left[0].Why, "P1 was erased here on") {
				t.Errorf("left: %+v", p.Left)
			}
			if s.mara.find(other.Ref()).(*app.Interview).Source != "" {
				t.Error("a talk of somebody else names the file that was left")
			}
			// the other way round nobody is erased, and it is said
			q := s.jon.merge(s.mara, merge.Choices{})
			if !s.jon.has(gone.Ref()) || len(q.Notices) != 1 || !strings.Contains(q.Notices[0], "P1 was erased in the other workspace") {
				t.Errorf("notices %q", q.Notices)
			}
		})
	}
}

// revise makes the next text of a talk on one side and carries its findings.
func revise(s *side, talk *apptest.Session, note, old, new string) *app.Transcript {
	s.t.Helper()
	tr, err := s.store.Transcript(s.t.Context(), talk.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	at := strings.Index(tr.Text, old)
	next := *tr
	next.ID, next.Revision, next.Note, next.Stamp = app.NewID[app.TranscriptID](), tr.Revision+1, note, s.hand.Stamp()
	next.Text = tr.Text[:at] + new + tr.Text[at+len(old):]
	next.Turns = append([]app.Turn(nil), tr.Turns...)
	for i := range next.Turns {
		if next.Turns[i].Start > at {
			next.Turns[i].Start += len(new) - len(old)
		}
		if next.Turns[i].End > at {
			next.Turns[i].End += len(new) - len(old)
		}
	}
	changes := []app.Change{{After: &next}}
	found := []app.Finding{}
	for _, f := range some[*app.Finding](&editor{side: s}, app.KindFinding) {
		if f.Transcript == tr.ID {
			found = append(found, *f)
		}
	}
	placed, err := passage.Carry(s.t.Context(), passage.Diff(tr.Text, next.Text), found)
	if err != nil {
		s.t.Fatal(err)
	}
	for i, p := range placed {
		if p.Verdict != passage.Lost {
			after := passage.Put(&found[i], talk.Interview, &next, p.Span)
			after.Stamp = s.hand.Touch(found[i].Stamp)
			changes = append(changes, app.Change{Before: &found[i], After: after})
		}
	}
	s.change("Revise", changes...)
	return &next
}

func TestMerge_BringsNoWordsBackOfAStudyWhoseRetentionEnded(t *testing.T) {
	s := newScene(t)
	file := &app.Source{ID: app.NewID[app.SourceID](), Name: "p2.txt", Format: "txt", Hash: "6a", Data: []byte("P: The quorvanish page."), Stamp: s.jon.hand.Stamp()}
	more := &app.Interview{ID: app.NewID[app.InterviewID](), Study: s.study.ID, Title: "Another", Source: file.ID, Stamp: s.jon.hand.Stamp()}
	no := &app.Rejection{ID: app.NewID[app.RejectionID](), Interview: s.talk.ID, Tag: s.slow.ID, Quote: "How is it?", Stamp: s.jon.hand.Stamp()}
	s.jon.change("Work", app.Change{After: file}, app.Change{After: more}, app.Change{After: no})
	text := revise(s.jon, s.talk, "", "How is it?", "How is it going these days?")
	svc := &erase.Service{Store: s.mara.store, Log: s.mara.log, Hand: s.mara.hand}
	if _, err := svc.Erase(t.Context(), erase.Order{Study: s.study.ID, Keeps: app.KeepQuotes, Reason: "its retention ended"}, nil); err != nil {
		t.Fatal(err)
	}
	was, err := s.mara.store.Transcript(t.Context(), s.talk.ID)
	if err != nil || strings.Contains(was.Text, "How is it") {
		t.Fatalf("the text is %q, %v", was.Text, err)
	}
	p := s.mara.merge(s.jon, merge.Choices{Prefer: merge.Theirs})
	for _, r := range []app.Record{file, more, no, text} {
		if s.mara.has(r.Ref()) {
			t.Errorf("a %s came in", r.Ref().Kind)
		}
	}
	if now, err := s.mara.store.Transcript(t.Context(), s.talk.ID); err != nil || now.Text != was.Text {
		t.Errorf("the text is %q, %v", now.Text, err)
	}
	if len(p.Left) < 4 || !strings.Contains(p.Left[0].Why, "the words of its study were erased here on") {
		t.Errorf("left: %+v", p.Left)
	}
}

func TestMerge_PassagesGoWithTheTextThatStays(t *testing.T) {
	s := newScene(t)
	next := revise(s.mara, s.talk, "", "How is it?", "How is it going these days?")
	span := s.talk.Span("takes a minute")
	f, err := passage.Anchor(s.talk.Interview, s.talk.Text, span)
	if err != nil {
		t.Fatal(err)
	}
	f.Stamp = s.jon.hand.Stamp()
	s.jon.change("Find", app.Change{After: f})
	a, b := s.mara.again(), s.jon.again()
	a.merge(s.jon, merge.Choices{})
	b.merge(s.mara, merge.Choices{})
	for i, x := range []*side{a, b} {
		got := x.find(f.Ref()).(*app.Finding)
		if got.Transcript != next.ID || got.Quote != "takes a minute" || next.Text[got.Start:got.End] != got.Quote {
			t.Errorf("side %d: it stands at %+v in %s", i, got.Span, got.Transcript)
		}
	}
	if a.hash() != b.hash() {
		t.Error("it makes a difference who merges:", differ(t, a, b))
	}
}

func TestMerge_ARevisionThatTheirsTookBackGoes(t *testing.T) {
	for _, c := range []struct {
		name, anew, want string // what Jon writes instead, "" for nothing; how the text begins
	}{{"taken back", "", "How is it?"}, {"and corrected anew", "How was it?", "How was it?"}} {
		t.Run(c.name, func(t *testing.T) {
			s := newScene(t)
			revise(s.mara, s.talk, "", "How is it?", "How is it now?")
			jon := s.mara.again()
			if _, err := jon.log.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
			jon.change("Go on", app.Change{After: &app.Tag{ID: "new", Study: s.study.ID, Name: "New", Status: app.TagActive, Stamp: jon.hand.Stamp()}})
			if c.anew != "" {
				revise(jon, s.talk, "", "How is it?", c.anew)
			}
			p := s.mara.merge(jon, merge.Choices{})
			tr, err := s.mara.store.Transcript(t.Context(), s.talk.ID)
			if err != nil || !strings.HasPrefix(tr.Text, c.want+"\n") || len(p.Conflicts) != 0 {
				t.Errorf("the text is %q, %v, conflicts %+v", tr.Text, err, p.Conflicts)
			}
			for _, f := range []*app.Finding{s.f, s.g} {
				if got := s.mara.find(f.Ref()).(*app.Finding); got.Transcript != tr.ID || tr.Text[got.Start:got.End] != f.Quote {
					t.Errorf("%q stands at %v of %s", f.Quote, got.Span, got.Transcript)
				}
			}
			if again := s.mara.merge(jon, merge.Choices{}); again.Changes() != 0 {
				t.Errorf("again: %+v", again.Counts)
			}
			last := revise(jon, s.talk, "", "The page", "Each page")
			s.mara.merge(jon, merge.Choices{})
			if tr, err = s.mara.store.Transcript(t.Context(), s.talk.ID); err != nil || tr.Text != last.Text {
				t.Errorf("then the text is %q, %v", tr.Text, err)
			}
		})
	}
}

func TestMerge_ARedactionThatTheirsTookBackStays(t *testing.T) {
	for _, anew := range []bool{false, true} {
		s := newScene(t)
		red := revise(s.mara, s.talk, "Redacted 1 passage", "I do not trust the total.", "█████.")
		jon := s.mara.again()
		if _, err := jon.log.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		if anew {
			revise(jon, s.talk, "", "How is it?", "How was it?")
		}
		edit(jon, s.f, func(f *app.Finding) { f.Star = true })
		p := s.mara.merge(jon, merge.Choices{Prefer: merge.Theirs})
		tr, err := s.mara.store.Transcript(t.Context(), s.talk.ID)
		if err != nil || tr.ID != red.ID || p.Open() != 0 || len(p.Conflicts) == 0 || p.Conflicts[0].Why != "What was redacted stays so" {
			t.Errorf("the text is %q, %v, conflicts %+v", tr.Text, err, p.Conflicts)
		}
		if f := s.mara.find(s.f.Ref()).(*app.Finding); f.Transcript != red.ID || !f.Star {
			t.Errorf("the finding is %+v", f)
		}
	}
}

func TestMerge_APassageOfATextBetweenThatStaysOut(t *testing.T) {
	s := newScene(t)
	revise(s.mara, s.talk, "", "How is it?", "How was it?")
	between := revise(s.jon, s.talk, "", "How is it?", "How is it going?")
	at := strings.Index(between.Text, "going")
	f, err := passage.Anchor(s.talk.Interview, between, app.Span{Start: at, End: at + len("going")})
	if err != nil {
		t.Fatal(err)
	}
	f.Stamp = s.jon.hand.Stamp()
	s.jon.change("Find", app.Change{After: f})
	last := revise(s.jon, s.talk, "", "How is it going?", "So?")
	for _, c := range []struct {
		prefer merge.Side
		taken  bool
	}{{merge.Ours, false}, {merge.Theirs, true}} {
		x := s.mara.again()
		p := x.merge(s.jon, merge.Choices{Prefer: c.prefer})
		if x.has(f.Ref()) != c.taken || x.has(last.Ref()) != c.taken || !c.taken && len(p.Left) != 3 {
			t.Errorf("prefer %s: the passage is here: %v; left %+v", c.prefer, x.has(f.Ref()), p.Left)
		}
	}
}

func TestMerge_WhatIsRedactedStaysSo(t *testing.T) {
	s := newScene(t)
	red := revise(s.mara, s.talk, "Redacted 1 passage", "I do not trust the total.", "█████.")
	revise(s.jon, s.talk, "", "How is it?", "How is it going these days?")
	f, err := passage.Anchor(s.talk.Interview, s.talk.Text, s.talk.Span("trust the total"))
	if err != nil {
		t.Fatal(err)
	}
	f.Stamp = s.jon.hand.Stamp()
	s.jon.change("Find", app.Change{After: f})
	for _, prefer := range []merge.Side{merge.Ours, merge.Theirs} {
		a, b := s.mara.again(), s.jon.again()
		p := a.merge(s.jon, merge.Choices{Prefer: prefer})
		b.merge(s.mara, merge.Choices{Prefer: prefer})
		for i, x := range []*side{a, b} {
			tr, err := x.store.Transcript(t.Context(), s.talk.ID)
			if err != nil || strings.Contains(tr.Text, "trust") || !strings.Contains(tr.Text, "█████") {
				t.Errorf("prefer %s, side %d: the text is %q, %v", prefer, i, tr.Text, err)
			}
		}
		if a.has(f.Ref()) {
			t.Errorf("what was redacted in %s came back as a passage: %+v", red.ID, p.Left)
		}
	}
}

func TestMerge_TheVaultStays(t *testing.T) {
	s := newScene(t)
	sealed := &app.Sealed{ID: "x", Use: app.SealedContact, Participant: s.talk.Person.ID, Data: []byte("sealed"), Stamp: s.jon.hand.Stamp()}
	s.jon.change("Seal", app.Change{After: sealed})
	p := s.mara.merge(s.jon, merge.Choices{})
	if s.mara.has(sealed.Ref()) || len(p.Notices) != 1 || !strings.Contains(p.Notices[0], "1 entry of the other vault") {
		t.Errorf("notices %q", p.Notices)
	}
}

func TestMerge_StrangersAreComparedByID(t *testing.T) {
	b, c := apptest.New(t), apptest.New(t)
	study := b.Study("Checkout")
	same := *study
	c.Put(&same)
	b.Tag(study, "Trust", "")
	tag := c.Tag(study, "Trust", "")
	f := &app.Finding{ID: "note", Study: study.ID, Note: "seen", At: app.NoTime, Stamp: c.Hand.Stamp()}
	c.Put(f.WithTag(app.Tagging{Tag: tag.ID, Author: "Jon", Provenance: app.ByHand, Created: f.Created}))
	mara, jon := open(t, copyOf(t, b.Store), "Mara", 1), open(t, copyOf(t, c.Store), "Jon", 2)
	p := mara.merge(jon, merge.Choices{})
	if p.Relation != merge.Strangers || len(p.Conflicts) != 1 || p.Conflicts[0].Choice != merge.Same {
		t.Errorf("%s, %+v", p.Relation, p.Conflicts)
	}
	got := mara.find(f.Ref()).(*app.Finding)
	if tags, err := mara.store.AllTags(t.Context()); err != nil || len(tags) != 1 || !got.HasTag(tags[0].ID) {
		t.Errorf("%v carries %v", tags, got.TagIDs())
	}
	if again := mara.merge(jon, merge.Choices{}); again.Changes() != 0 {
		t.Errorf("again: %+v", again.Counts)
	}
}

func TestMerge_APassageStaysOnItsPage(t *testing.T) {
	s := newScene(t)
	edit(s.jon, s.f, func(f *app.Finding) { f.Page = 7; f.Quote, f.Span.End = f.Quote[:len(f.Quote)-1], f.End-1 })
	edit(s.mara, s.f, func(f *app.Finding) { f.Quote, f.Span.Start = f.Quote[1:], f.Start+1 })
	for _, c := range []struct {
		prefer merge.Side
		page   int
	}{{merge.Ours, 0}, {merge.Theirs, 7}} {
		x := s.mara.again()
		x.merge(s.jon, merge.Choices{Prefer: c.prefer})
		if got := x.find(s.f.Ref()).(*app.Finding); got.Page != c.page {
			t.Errorf("prefer %s: %q is on page %d, want %d", c.prefer, got.Quote, got.Page, c.page)
		}
	}
}
