package erase_test

import (
	"bytes"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/erase"
	"throughline/storage/storagetest"
)

func TestRetention_ListsTheMostUrgentFirst(t *testing.T) {
	b := apptest.New(t)
	s := &erase.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	study := func(name string, end, keep app.Date) {
		b.Put(&app.Study{ID: app.NewID[app.StudyID](), Name: name, End: end, Keep: keep, Stamp: b.Hand.Stamp()})
	}
	study("No end", "", "")
	study("By the standards", "2026-01-31", "")
	study("Own day", "2026-01-31", "2026-11-10")
	study("Over", "2025-12-31", "2026-10-31")
	b.Put(&app.Standards{Programme: app.Programme{KeepMonths: 13}, Stamp: b.Hand.Stamp()})
	got, err := s.Retention(t.Context(), "2026-11-02")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, d := range got {
		lines = append(lines, d.Name+" "+string(d.Until)+" "+app.Number(d.Days))
	}
	want := "Over 2026-10-31 -2, Own day 2026-11-10 8, By the standards 2027-02-28 118"
	if strings.Join(lines, ", ") != want || !got[0].Over() || got[1].Over() || !got[1].Own || got[2].Own {
		t.Errorf("Retention() = %v,\nwant %s", lines, want)
	}
}

func TestKeepFor_IsOneStep(t *testing.T) {
	b := apptest.New(t)
	s := &erase.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	b.OneStep(t, "Keep words for 1 month after a study's end", func() error { return s.KeepFor(t.Context(), 1) })
	b.OneStep(t, "Keep words without limit", func() error { return s.KeepFor(t.Context(), 0) })
	b.Nothing(t, app.EInvalid, func() error { return s.KeepFor(t.Context(), -1) })
	steps := b.Steps()
	if err := s.KeepFor(t.Context(), 0); err != nil || b.Steps() != steps {
		t.Errorf("the same again made a step, %v", err)
	}
	if err := s.KeepFor(t.Context(), 24); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Months(t.Context()); n != 24 || err != nil {
		t.Errorf("Months() = %d, %v", n, err)
	}
}

func TestExtend_IsOneStepWithItsReason(t *testing.T) {
	b := apptest.New(t)
	s := &erase.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	st := b.Study("Ordering")
	b.OneStep(t, "Keep the words of “Ordering” until 2027-01-01: a follow-up is planned", func() error {
		return s.Extend(t.Context(), st.ID, "2027-01-01", "2026-11-02", " a follow-up\nis planned ")
	})
	for _, tt := range []struct {
		name, reason string
		until        app.Date
	}{{"no reason", " ", "2027-01-01"}, {"today", "so", "2026-11-02"}, {"no day", "so", "next year"}} {
		b.Nothing(t, app.EInvalid, func() error { return s.Extend(t.Context(), st.ID, tt.until, "2026-11-02", tt.reason) })
	}
}

// quoted are words inside findings of the scene, and unquoted those that no finding quotes.
var (
	quoted   = []string{"quorvanish", "groupwordsofp09", "marmeladenglas"}
	unquoted = []string{"moostrichter", "spreadsheet-of-p08", "dachkompott", "How do you order"}
)

func TestEndRetention_KeepsWhatFindingsQuote(t *testing.T) {
	s := newScene(t)
	e, err := s.service.Erase(t.Context(), erase.Order{Study: s.study.ID, Keeps: app.KeepQuotes, Reason: "retention ended"}, nil)
	s.do(err)
	s.Whole(t)
	for _, w := range quoted {
		if len(storagetest.Remains(t, s.Store.Path(), w)) == 0 {
			t.Errorf("%q is gone, though a finding quotes it", w)
		}
	}
	if left := storagetest.Remains(t, s.Store.Path(), "spreadsheet-of-p08", "How do you order today"); len(left) > 0 {
		t.Errorf("still there: %q", left)
	}
	if text := apptest.Find(s.Bench, s.p08.Text); text.Text != "[erased]\nI keep a marmeladenglas of notes [erased]" {
		t.Errorf("the interview with P08 says %q", text.Text)
	}
	if s.Has(app.Record(&app.Source{ID: s.p08.Source})) {
		t.Error("the original file is still there")
	}
	if e.Removed[erase.CountFiles] != 4 || e.Removed[erase.CountFindings] != 0 {
		t.Errorf("Erase() removed %v", e.Removed)
	}
	if found, err := s.Store.Search(t.Context(), "spreadsheet", "", nil, 10); err != nil || len(found) != 0 {
		t.Errorf("the search still finds %v, %v", found, err)
	}
	due, err := s.service.Retention(t.Context(), "2026-11-02")
	if err != nil || len(due) != 0 {
		t.Errorf("Retention() = %v, %v", due, err)
	}
}

func TestEndRetention_RemovesAllWords(t *testing.T) {
	s := newScene(t)
	e, err := s.service.Erase(t.Context(), erase.Order{Study: s.study.ID, Reason: "retention ended"}, nil)
	s.do(err)
	s.Whole(t)
	for _, w := range append(append([]string{}, quoted...), unquoted...) {
		for _, r := range storagetest.Remains(t, s.Store.Path(), w) {
			if w != "dachkompott" && w != "moostrichter" { // what researchers wrote about people stays, where it quotes nobody
				t.Error("still there:", r)
			}
		}
	}
	if in := apptest.Find(s.Bench, s.insight); len(in.Evidence) != 0 || in.Status != app.InsightStale {
		t.Errorf("the insight is %+v", in)
	}
	if !s.Has(s.p08.Person) || !s.Has(s.p08.Interview) {
		t.Error("the participant or the interview is gone, and only their words were to go")
	}
	var b bytes.Buffer
	c, err := s.service.Certificate(t.Context(), e, s.Store.Path())
	s.do(err)
	s.do(c.Write(&b))
	if !strings.Contains(b.String(), "Certificate of the end of retention") || !strings.Contains(b.String(), "no words of participants") {
		t.Errorf("the certificate says %s", b.String())
	}
}

func TestEndRetention_OtherStepsCanStillBeUndone(t *testing.T) {
	for _, keeps := range []app.Keeping{app.KeepNothing, app.KeepQuotes} {
		t.Run("keeps "+string(keeps), func(t *testing.T) {
			s := newScene(t)
			_, err := s.service.Erase(t.Context(), erase.Order{Study: s.study.ID, Keeps: keeps, Reason: "retention ended"}, nil)
			s.do(err)
			undone := 0
			for {
				if _, err := s.Log.Undo(t.Context()); app.CodeOf(err) == app.ENotFound {
					break
				} else if err != nil {
					t.Fatalf("after %d steps: %v", undone, err)
				}
				undone++
			}
			if undone < 20 || s.Has(s.study) {
				t.Errorf("%d steps were undone, and the study is there: %v", undone, s.Has(s.study))
			}
			s.Whole(t)
		})
	}
}

func TestEndRetention_APassageTakenBackIsOnThePageWhereItStands(t *testing.T) {
	s := newScene(t)
	all, err := s.Store.Revisions(t.Context(), s.group.ID)
	s.do(err)
	was := *s.kept
	was.ID, was.Transcript, was.Page, was.Stamp = app.NewID[app.FindingID](), all[1].ID, 2, s.Hand.Stamp()
	was.Start = strings.Index(all[1].Text, was.Quote)
	was.End = was.Start + len(was.Quote)
	s.Put(&was)
	is := was
	is.Transcript, is.Span, is.Page, is.Star = s.kept.Transcript, s.kept.Span, 5, true
	s.step("Carry", &was, &is)
	_, err = s.service.Erase(t.Context(), erase.Order{Study: s.study.ID, Keeps: app.KeepQuotes, Reason: "retention ended"}, nil)
	s.do(err)
	_, err = s.Log.Undo(t.Context())
	s.do(err)
	if got := apptest.Find(s.Bench, &was); got.Star || got.Transcript != is.Transcript || got.Page != 5 {
		t.Errorf("the passage stands on page %d of %s, want 5 of %s", got.Page, got.Transcript, is.Transcript)
	}
}
