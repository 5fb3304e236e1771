package workspace_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/workspace"
	"throughline/assets/sample"
	"throughline/storage"
	"throughline/storage/storagetest"
)

func open(t *testing.T) (*workspace.Workspace, *storage.Store) {
	t.Helper()
	s := storagetest.New(t)
	w, err := workspace.Over(t.Context(), s, app.Hand{Author: "Ana"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Jobs.Close)
	return w, s
}

func hash(t *testing.T, s *storage.Store) string {
	t.Helper()
	h, err := s.ContentHash(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func whole(t *testing.T, w *workspace.Workspace) {
	t.Helper()
	rep, err := w.Store.Check(t.Context(), nil)
	if err != nil || !rep.OK {
		t.Errorf("Check() = %q, %v", rep.Problems, err)
	}
}

func TestAddSample_IsComplete(t *testing.T) {
	w, _ := open(t)
	ctx := t.Context()
	var told int64
	id, err := w.AddSample(ctx, func(done, _ int64, _ string) { told = max(told, done) })
	if err != nil {
		t.Fatal(err)
	}
	n, err := w.Store.Counts(ctx, id)
	if err != nil || n.Studies != 1 || n.Interviews != 12 || n.Findings != 188 || n.Tags != 22 || n.Themes != 9 || n.Insights != 6 || n.Memos != 4 || n.Participants != 12 || told != 12 {
		t.Errorf("Counts() = %+v, %v; progress to %d", n, err, told)
	}
	whole(t, w)
	recruited(t, w, id)
	var told2 struct {
		Interviews []struct{ Title, Participant string }
		Findings   []struct {
			Quote, Interview string
			Tags             []struct{ Tag, Author string }
		}
		Themes []struct{ Findings []string }
	}
	raw, err := sample.Files.ReadFile("study.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &told2); err != nil {
		t.Fatal(err)
	}
	ivs, err := w.Store.Interviews(ctx, id, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	code := map[string]string{}
	for _, iv := range ivs {
		if len(iv.Codes) != 1 || !strings.HasPrefix(iv.Title, iv.Codes[0]+", ") || iv.Date == "" || iv.Moderator == "" || iv.Words < 1000 || len(iv.Segments) != 1 || iv.Status != "done" {
			t.Errorf("interview %q: codes %v, date %s, moderator %q, %d words", iv.Title, iv.Codes, iv.Date, iv.Moderator, iv.Words)
		}
		code[iv.Title] = iv.Codes[0]
	}
	for _, iv := range told2.Interviews {
		if code[iv.Title] != iv.Participant {
			t.Errorf("%s is by %s", iv.Title, code[iv.Title])
		}
	}
	checkQuotes(t, w, id, told2.Findings[0].Tags[0].Author)
	checkBoard(t, w, id)
}

func checkQuotes(t *testing.T, w *workspace.Workspace, id app.StudyID, coder string) {
	t.Helper()
	rows, err := w.Store.Findings(t.Context(), app.FindingQuery{Study: id})
	if err != nil {
		t.Fatal(err)
	}
	starred, noted, stances := 0, 0, map[app.Stance]int{}
	authors := map[string]int{}
	for _, f := range rows {
		rec, err := w.Store.Find(t.Context(), app.Ref{Kind: app.KindInterview, ID: string(f.Interview)})
		if err != nil {
			t.Fatal(err)
		}
		if who := rec.(*app.Interview).Speaker(f.Speaker); f.Quote == "" || f.Participant == "" || f.Code == "" || who.Role != app.RoleParticipant || len(f.Tags) == 0 {
			t.Errorf("%q in %s is said by %q, a %s, with %d tags", f.Quote, f.InterviewTitle, f.Speaker, who.Role, len(f.Tags))
		}
		if f.Star {
			starred++
		}
		if f.Note != "" {
			noted++
		}
		stances[f.Stance]++
		for _, tg := range f.Tags {
			authors[tg.Author]++
		}
	}
	if starred == 0 || noted == 0 || len(authors) != 2 || authors[coder] == 0 {
		t.Errorf("%d starred, %d with notes, stances %v, tagged by %v", starred, noted, stances, authors)
	}
}

func checkBoard(t *testing.T, w *workspace.Workspace, id app.StudyID) {
	t.Helper()
	themes, err := w.Store.Themes(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, th := range themes {
		if th.Findings == 0 || th.Participants < 2 || th.Note == "" || th.Proposed {
			t.Errorf("theme %q: %d findings by %d, note %q", th.Name, th.Findings, th.Participants, th.Note)
		}
	}
	insights, err := w.Store.Insights(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range insights {
		if len(in.Evidence) < 3 || in.Support.Participants == 0 || in.Owner == "" || in.Body == "" {
			t.Errorf("insight %q: %d pieces of evidence, %+v", in.Title, len(in.Evidence), in.Support)
		}
	}
	tags, err := w.Store.Tags(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	under := 0
	for _, tag := range tags {
		if tag.Parent != "" {
			under++
		}
		if tag.Definition == "" {
			t.Errorf("tag %q has no definition", tag.Name)
		}
	}
	if under == 0 {
		t.Error("the codebook is no tree")
	}
}

func TestAddSample_OnlyOnce(t *testing.T) {
	w, s := open(t)
	if _, err := w.AddSample(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	before := hash(t, s)
	if _, err := w.AddSample(t.Context(), nil); app.CodeOf(err) != app.EInvalid || hash(t, s) != before {
		t.Errorf("AddSample() = %v; as before: %v", err, hash(t, s) == before)
	}
}

func TestAddSample_BesideOtherWork(t *testing.T) {
	w, s := open(t)
	cs := w.Hand.Begin("Own")
	ours := map[app.ParticipantID]bool{}
	for _, code := range []string{"P01", "p2", "P-03"} {
		own := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: code, Segment: "Ours", Stamp: w.Hand.Stamp()}
		ours[own.ID] = true
		cs.Create(own)
	}
	if err := w.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	before := hash(t, s)
	id, err := w.AddSample(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	people, err := w.Store.Participants(t.Context(), id)
	if err != nil || len(people) != 12 {
		t.Errorf("%d participants, %v", len(people), err)
	}
	for _, p := range people {
		if ours[p.ID] {
			t.Errorf("%s of ours became a participant of the sample", p.Code)
		}
	}
	if e, err := w.Log.Undo(t.Context()); err != nil || hash(t, s) != before {
		t.Errorf("Undo() = %q, %v; as before: %v, want the sample gone at once", e.Label, err, hash(t, s) == before)
	}
}

func TestAddSample_StoppedLeavesNothing(t *testing.T) {
	w, s := open(t)
	before := hash(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := w.AddSample(ctx, func(done, _ int64, _ string) {
		if done == 5 {
			cancel()
		}
	})
	if app.CodeOf(err) != app.ECanceled || hash(t, s) != before {
		t.Errorf("AddSample() = %v; as before: %v", err, hash(t, s) == before)
	}
	whole(t, w)
	if _, err := w.AddSample(t.Context(), nil); err != nil {
		t.Errorf("again: %v", err)
	}
}

// recruited checks that the sample's recruitment is alive: people at every stage, quotas open and full, something due.
func recruited(t *testing.T, w *workspace.Workspace, id app.StudyID) {
	t.Helper()
	d, err := w.Recruit.Desk(t.Context(), id, app.DateOf(w.Hand.Begin("").At))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range app.Stages() {
		if len(d.Column(s)) == 0 {
			t.Errorf("nobody of the sample is %s", s)
		}
	}
	if n := len(d.Astray()) + len(d.Matches()); n > 0 || len(d.Ledger) != 12 || len(d.Recruitment.Quotas) != 6 {
		t.Errorf("%d are judged otherwise or not linked, %d entries, %d quotas", n, len(d.Ledger), len(d.Recruitment.Quotas))
	}
	for _, p := range d.People {
		if p.Stage == app.StageCompleted && (p.Fit != app.FitQualified || p.Interview == "") {
			t.Errorf("%s completed: %q, interview %q", p.Who.Code, p.Why, p.Interview)
		}
	}
}
