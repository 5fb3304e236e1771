package erase_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/erase"
	"throughline/storage/storagetest"
)

func (s *scene) order() erase.Order {
	return erase.Order{Participant: s.p07.Person.ID, Reason: "asked by the person"}
}

// erased carries the erasure of P07 out.
func (s *scene) erased() *app.Erasure {
	s.T.Helper()
	e, err := s.service.Erase(s.T.Context(), s.order(), nil)
	s.do(err)
	return e
}

func TestErase_LeavesNoWordOfThePersonAnywhere(t *testing.T) {
	s := newScene(t)
	before := storagetest.Remains(t, s.Store.Path(), secrets...)
	for _, w := range secrets {
		if !strings.Contains(strings.ToLower(strings.Join(before, "\n")), strings.ToLower(w)[3:]) {
			t.Errorf("the scene does not hold %q, so that its absence would say nothing", w)
		}
	}
	e := s.erased()
	for _, r := range storagetest.Remains(t, s.Store.Path(), secrets...) {
		t.Error("still there:", r)
	}
	for _, w := range others {
		if len(storagetest.Remains(t, s.Store.Path(), w)) == 0 {
			t.Errorf("%q is gone as well", w)
		}
	}
	s.Whole(t)
	if e.Open != nil || len(e.Failed()) > 0 || len(e.Backups) != 1 || e.Backups[0].State != app.BackupCleaned {
		t.Errorf("Erase() = %+v", e)
	}
}

func TestErase_KeepsWhatOthersSaid(t *testing.T) {
	s := newScene(t)
	s.erased()
	text := apptest.Find(s.Bench, s.groupText)
	want := "Who decides?\n[erased]\nWith us groupwordsofp09 decides everything.\n[erased], you said [erased]?\n[erased]\nAs [erased] says, it depends."
	if text.Text != want {
		t.Errorf("the meeting says %q,\nwant %q", text.Text, want)
	}
	if r := apptest.Find(s.Bench, s.turned); !r.Equal(s.turned) {
		t.Errorf("what was turned down of P09 is %+v", r)
	}
	if f := apptest.Find(s.Bench, s.kept); f.Quote != s.kept.Quote || text.Text[f.Start:f.End] != f.Quote {
		t.Errorf("the finding of P09 is %+v", f)
	}
	if in := apptest.Find(s.Bench, s.insight); len(in.Evidence) != 1 || in.Status != app.InsightStale || in.Body != "One put it so: [erased]." {
		t.Errorf("the insight is %+v", in)
	}
	if m := apptest.Find(s.Bench, s.memoElse); m.Text != "P08 keeps notes; but [erased] said “[erased]” and [erased] nodded." {
		t.Errorf("the memo says %q", m.Text)
	}
	if g := apptest.Find(s.Bench, s.group); g.Title != "Group: [erased] and P09" || len(g.Speakers) != 3 || g.Speakers[1].Participant != "" {
		t.Errorf("the meeting is %+v", g)
	}
	for _, gone := range []app.Record{s.p07.Person, s.p07.Interview, s.p07.Text, s.memoOn, s.merged} {
		if s.Has(gone) {
			t.Errorf("%v is still stored", gone.Ref())
		}
	}
}

func TestErase_OtherStepsCanStillBeUndone(t *testing.T) {
	s := newScene(t)
	s.erased()
	undone := 0
	for {
		if _, err := s.Log.Undo(t.Context()); app.CodeOf(err) == app.ENotFound {
			break
		} else if err != nil {
			t.Fatalf("after %d steps: %v", undone, err)
		}
		undone++
	}
	if undone < 20 || s.Has(s.study) || s.Has(s.tag) {
		t.Errorf("%d steps were undone, and the study is there: %v", undone, s.Has(s.study))
	}
	s.Whole(t)
	for {
		if _, err := s.Log.Redo(t.Context()); app.CodeOf(err) == app.ENotFound {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		undone--
	}
	if undone != 0 || apptest.Find(s.Bench, s.insight).Status != app.InsightStale {
		t.Errorf("%d steps did not come again", undone)
	}
	s.Whole(t)
	if left := storagetest.Remains(t, s.Store.Path(), secrets...); len(left) > 0 {
		t.Errorf("undo and redo brought back %q", left)
	}
}

func TestErase_IsSaidInTheHistory(t *testing.T) {
	s := newScene(t)
	s.erased()
	all, err := s.Store.Entries(t.Context(), app.Page{})
	s.do(err)
	if all[1].Label != "Erase a participant" || all[1].State != app.EntryErased || all[0].Label != "Mark 1 insight stale: evidence was erased" {
		t.Errorf("the history begins with %+v", all[:2])
	}
	empty := 0
	for _, e := range all {
		if e.Label == app.ErasedLabel {
			empty++
		}
	}
	if empty == 0 {
		t.Error("no step says that its contents were erased")
	}
}

func TestErase_LeavesNumbersAloneThatAreCodesAsWell(t *testing.T) {
	for _, c := range []struct{ code, memo, want string }{
		{"12", "We heard it from 12 people in 2024.", "We heard it from 12 people in 2024."},
		{"2024", "We heard it from 12 people in 2024.", "We heard it from 12 people in 2024."},
		{"20241", "20241 said so, and 12 others.", "[erased] said so, and 12 others."},
		{"P12", "P12 said so, and 12 others.", "[erased] said so, and 12 others."},
	} {
		b := apptest.New(t)
		who := b.Session(b.Study("Ordering"), c.code, "Mod: Well?", "P: It works.").Person
		m := &app.Memo{ID: app.NewID[app.MemoID](), Kind: app.MemoFree, Text: c.memo, Stamp: b.Hand.Stamp()}
		b.Put(m)
		service := &erase.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
		if _, err := service.Erase(t.Context(), erase.Order{Participant: who.ID, Reason: "asked by the person"}, nil); err != nil {
			t.Fatal(err)
		}
		if got := apptest.Find(b, m).Text; got != c.want {
			t.Errorf("after %s was erased the memo says %q, want %q", c.code, got, c.want)
		}
	}
}

func TestPreview_SaysWhatGoes(t *testing.T) {
	s := newScene(t)
	hash := s.Hash()
	v, err := s.service.Preview(t.Context(), s.order())
	s.do(err)
	if s.Hash() != hash {
		t.Error("looking changed the workspace")
	}
	for name, want := range map[string]int{erase.CountPeople: 1, erase.CountInterviews: 2, erase.CountKept: 1, erase.CountRevisions: 4, erase.CountFiles: 1, erase.CountEmptied: 2,
		erase.CountFindings: 2, erase.CountEvidence: 2, erase.CountQuotes: 1, erase.CountRejections: 3, erase.CountMemos: 1, "consents": 2, "candidacies": 1, "incentives": 1,
		"sealed contacts and aliases": 1, erase.CountViews: 1} {
		if v.Removed[name] != want {
			t.Errorf("%s: %d, want %d", name, v.Removed[name], want)
		}
	}
	if len(v.Affected) != 2 || v.Affected[0].Title != s.insight.Title || v.Affected[0].Lost != 1 || v.Affected[0].Left != 1 || v.Code != "P07" || len(v.Copies) != 1 {
		t.Errorf("Preview() = %+v", v)
	}
	places := map[app.Kind]int{}
	for _, p := range v.Passages {
		places[p.In.Kind]++
	}
	for _, k := range []app.Kind{app.KindMemo, app.KindTag, app.KindInsight, app.KindTheme, app.KindInterview} {
		if places[k] == 0 {
			t.Errorf("no passage in a %s is listed: %v", k, v.Passages)
		}
	}
}

func TestErase_CertificateHoldsNothingPersonal(t *testing.T) {
	s := newScene(t)
	order := s.order()
	order.Proof = true
	e, err := s.service.Erase(t.Context(), order, nil)
	s.do(err)
	c, err := s.service.Certificate(t.Context(), e, s.Store.Path())
	s.do(err)
	var b bytes.Buffer
	s.do(c.Write(&b))
	for _, w := range secrets {
		if strings.Contains(strings.ToLower(b.String()), strings.ToLower(w)) {
			t.Errorf("the certificate says %q", w)
		}
	}
	for _, want := range []string{"P07", "asked by the person", "consent given 2026-09-01", "test-version-14", c.Checksum, "2 insights lost evidence", "2  consents"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the certificate does not say %q:\n%s", want, b.String())
		}
	}
	if !c.Complete || len(c.Checksum) != 64 {
		t.Errorf("Certificate() = %+v", c)
	}
}

// holed is a store of which a part of what erasing takes is left out.
type holed struct {
	erase.Store
	purge, copies, words bool
}

func (h holed) Purge(ctx context.Context, p app.Progress) error {
	if h.purge {
		return nil
	}
	return h.Store.Purge(ctx, p)
}

func (h holed) Copies(ctx context.Context) ([]string, error) {
	if h.copies {
		return nil, nil
	}
	return h.Store.Copies(ctx)
}

// deaf knows records, and no words.
type deaf struct{ app.Scrub }

func (deaf) Words(text string) string { return text }

func (h holed) Erase(ctx context.Context, plan func(app.ErasureView) (*app.ErasureOrder, error), p app.Progress) (app.ErasureCount, error) {
	return h.Store.Erase(ctx, func(v app.ErasureView) (*app.ErasureOrder, error) {
		o, err := plan(v)
		if err == nil && h.words {
			o.Scrub = deaf{o.Scrub}
		}
		return o, err
	}, p)
}

func TestErase_RemainsAreFoundWhenAPartIsLeftOut(t *testing.T) {
	for _, tt := range []struct {
		name string
		hole func(*holed)
	}{
		{"the file is not written anew", func(h *holed) { h.purge = true }},
		{"backups are left alone", func(h *holed) { h.copies = true }},
		{"labels of the history are left alone", func(h *holed) { h.words = true }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newScene(t)
			h := holed{Store: s.Store}
			tt.hole(&h)
			s.service.Store = h
			s.erased()
			if len(storagetest.Remains(t, s.Store.Path(), secrets...)) == 0 {
				t.Error("the search finds nothing, so that it proves nothing")
			}
		})
	}
}

func TestLines_AreInWordsThatFitTheCount(t *testing.T) {
	for _, tt := range []struct {
		name string
		n    int
		want string
	}{
		{erase.CountInterviews, 1, "interview removed"},
		{erase.CountInterviews, 2, "interviews removed"},
		{erase.CountKept, 1, "interview that keeps the words of others"},
		{erase.CountEvidence, 1, "piece of evidence in insights"},
		{erase.CountPassages, 1, "passage in texts of others"},
		{"candidacies", 1, "candidacy"},
		{"sealed contacts and aliases", 1, "sealed contact or alias"},
		{erase.CountSteps, 3, erase.CountSteps},
	} {
		if got := erase.Lines(map[string]int{tt.name: tt.n}); len(got) != 1 || got[0].What != tt.want || got[0].Count != tt.n {
			t.Errorf("Lines(%d %s) = %v, want %q", tt.n, tt.name, got, tt.want)
		}
	}
	if got := erase.Lines(map[string]int{"of a newer version": 1}); len(got) != 0 {
		t.Errorf("Lines() = %v", got)
	}
}
