package workspace_test

import (
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/consent"
	"throughline/app/workspace"
	"throughline/storage/storagetest"
)

func TestAddSample_ConsentsDiffer(t *testing.T) {
	w, _ := open(t)
	id, err := w.AddSample(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	d, err := w.Consent.Desk(t.Context(), id)
	if err != nil || len(d.Texts) != 1 || len(d.Texts[0].Versions) != 3 {
		t.Fatalf("%d texts, %v", len(d.Texts), err)
	}
	want := map[string]consent.Standing{"P01": consent.StandGiven, "P05": consent.StandPartly, "P06": consent.StandPartly, "P09": consent.StandWithdrawn,
		"P10": consent.StandEnding, "P15": consent.StandGiven, "P18": consent.StandMissing}
	seen := map[int]bool{}
	for _, r := range d.Rows {
		if s, ok := want[r.Code]; ok && r.Standing != s {
			t.Errorf("%s is %s, want %s", r.Code, r.Standing, s)
		}
		if r.Standing == consent.StandMissing {
			continue
		}
		if v, ok := d.Texts[0].Version(r.Consent.Version); !ok || strings.Contains(v.Body, "[") {
			t.Errorf("%s agreed to version %d, which still has places to fill in", r.Code, r.Consent.Version)
		}
		seen[r.Consent.Version] = true
	}
	if len(seen) != 2 || d.Count[consent.StandGiven] < 10 {
		t.Errorf("versions %v, standings %v", seen, d.Count)
	}
	perms := d.Perms
	for _, tt := range []struct {
		code  string
		scope app.Scope
		state app.ConsentState
	}{
		{"P05", app.ScopeOutside, app.ConsentRefused}, {"P05", app.ScopeInside, app.ConsentGiven}, {"P06", app.ScopeMachine, app.ConsentRefused},
		{"P06", app.ScopeOutside, app.ConsentGiven}, {"P09", app.ScopeInside, app.ConsentWithdrawn}, {"P10", app.ScopeOutside, app.ConsentGiven},
	} {
		known, err := w.Store.ParticipantsByCode(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := perms.Of(id, known[tt.code].ID).For(tt.scope); got != tt.state {
			t.Errorf("%s for %s: %s, want %s", tt.code, tt.scope, got, tt.state)
		}
	}
}

func TestAddSample_PlaybookToolsAndRetention(t *testing.T) {
	w, _ := open(t)
	ctx := t.Context()
	id, err := w.AddSample(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := w.Playbook.List(ctx)
	if err != nil || len(rows) != 6 {
		t.Fatalf("%d templates, %v", len(rows), err)
	}
	older := 0
	for _, r := range rows {
		if len(r.Uses) != 1 || r.Uses[0].Study != id {
			t.Errorf("%s is used by %v", r.Name, r.Uses)
		}
		older += r.Older
	}
	lists, err := w.Playbook.Checklists(ctx, id)
	if err != nil || len(lists) != 1 || lists[0].Done() == 0 || len(lists[0].Items)-lists[0].Done() != 3 {
		t.Errorf("%d checklists, %v", len(lists), err)
	}
	tools, err := w.Playbook.Tools(ctx)
	if err != nil || len(tools) != 4 || older != 1 {
		t.Fatalf("%d tools, %d uses of older versions, %v", len(tools), older, err)
	}
	today := app.DateOf(w.Hand.Begin("").At)
	soon, connected := 0, 0
	for _, tl := range tools {
		if tl.Renewal != "" && tl.Renewal <= app.DateOf(today.Time().AddDate(0, 0, 30)) {
			soon++
		}
		connected += len(tl.Profiles)
	}
	if soon != 1 || connected != 3 {
		t.Errorf("%d renewals are due within 30 days, %d connections", soon, connected)
	}
	rec, err := w.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(id)})
	if err != nil || rec.(*app.Study).Keep <= today {
		t.Errorf("words are kept until %v, %v", rec, err)
	}
}

// TestAddSample_BeforeItsInterviews is on a machine whose clock stands before the days of the interviews: nobody agreed in the future.
func TestAddSample_BeforeItsInterviews(t *testing.T) {
	now := time.Date(2024, 2, 29, 8, 0, 0, 0, time.UTC)
	w, err := workspace.Over(t.Context(), storagetest.New(t), app.Hand{Author: "Ana", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Jobs.Close)
	id, err := w.AddSample(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	d, err := w.Consent.Desk(t.Context(), id)
	if err != nil || d.Count[consent.StandGiven] < 10 || d.Count[consent.StandWithdrawn] != 1 || d.Count[consent.StandEnding] != 1 {
		t.Errorf("standings %v, %v", d.Count, err)
	}
	whole(t, w)
}
