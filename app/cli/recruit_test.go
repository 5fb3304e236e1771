package cli_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/cli"
	"throughline/app/recruit"
	"throughline/app/workspace"
)

// recruiting is a workspace whose study has a completed candidate, one with a session to come and one more.
func recruiting(t *testing.T, s *shell) {
	t.Helper()
	s.must("new", "r.throughline", "--study", "Onboarding")
	ctx := context.Background()
	store, err := open(ctx, "r.throughline", workspace.Existing)
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Over(ctx, store, app.Hand{Author: "Mara"})
	if err != nil {
		t.Fatal(err)
	}
	studies, err := w.Store.Studies(ctx)
	if err != nil {
		t.Fatal(err)
	}
	cs := w.Hand.Begin("People")
	var ids []app.ParticipantID
	for _, code := range []string{"P01", "P02", "P03"} {
		p := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: code, Segment: "Admin", Stamp: w.Hand.Stamp()}
		ids = append(ids, p.ID)
		cs.Create(p)
	}
	desk := func() *recruit.Desk {
		d, err := w.Recruit.Desk(ctx, studies[0].ID, "2026-11-02")
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	steps := []func() error{
		func() error { return w.Log.Commit(ctx, cs) },
		func() error {
			return w.Recruit.Change(ctx, studies[0].ID, "Set up", func(r *app.Recruitment) {
				r.Target, r.Incentive, r.Quotas = 2, 4000, recruit.Grid("Segment", "", []string{"Admin"}, nil, [][]int{{4}}, nil)
			})
		},
		func() error { _, err := w.Recruit.Add(ctx, desk(), ids); return err },
		func() error {
			d := desk()
			_, err := w.Recruit.Move(ctx, d, []app.CandidacyID{d.People[0].ID}, recruit.Target{Stage: app.StageCompleted})
			return err
		},
		func() error {
			d := desk()
			_, err := w.Recruit.Schedule(ctx, d, d.People[1].ID, app.Session{Start: time.Date(2026, 11, 9, 10, 0, 0, 0, time.UTC), Minutes: 30})
			return err
		},
		w.Close,
	}
	for i, do := range steps {
		if err := do(); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
	}
}

func TestRecruit(t *testing.T) {
	s := newShell(t)
	recruiting(t, s)
	if out := s.must("recruit", "status", "-w", "r.throughline", "--study", "onboarding"); !strings.Contains(out, "Onboarding: 1 of 2 completed, 1 ahead") || !strings.Contains(out, "Admin: 2 of 4, short") ||
		!strings.Contains(out, "Admin cannot be filled: 2 more wanted") || !strings.Contains(out, "EUR 40 due") {
		t.Errorf("status %q", out)
	}
	got := decode[struct {
		Studies []struct {
			Study     string
			Completed int
			Quotas    []struct{ State string }
		}
	}](t, s.must("recruit", "status", "-w", "r.throughline", "--json"))
	if len(got.Studies) != 1 || got.Studies[0].Completed != 1 || len(got.Studies[0].Quotas) != 1 || got.Studies[0].Quotas[0].State != "short" {
		t.Errorf("JSON %+v", got)
	}
	if out := s.must("recruit", "ics", "-w", "r.throughline", "s.ics"); !strings.Contains(out, "s.ics  1 session") {
		t.Errorf("ics %q", out)
	}
	if ics := s.read("s.ics"); !strings.Contains(ics, "SUMMARY:P02 · Onboarding\r\n") || !strings.Contains(ics, "DTSTART:20261109T100000Z\r\n") {
		t.Errorf("the calendar holds %q", ics)
	}
	s.fails(cli.ExitFailed, "no sessions", "recruit", "ics", "-w", "r.throughline", "--person", "P01", "none.ics")
	s.missing("none.ics")
	s.fails(cli.ExitFailed, "already there", "recruit", "ics", "-w", "r.throughline", "s.ics")
	if out := s.must("recruit", "ledger", "-w", "r.throughline"); !strings.Contains(out, "P01  EUR 40, EUR 40 due") {
		t.Errorf("ledger %q", out)
	}
	s.must("recruit", "ledger", "-w", "r.throughline", "l.csv")
	if table := s.read("l.csv"); !strings.Contains(table, "P01,Onboarding,40.00,EUR") {
		t.Errorf("the ledger holds %q", table)
	}
	s.fails(cli.ExitFailed, "csv or xlsx", "recruit", "ledger", "-w", "r.throughline", "l.pdf")
	s.fails(cli.ExitUsage, "status, ics or ledger", "recruit")
	s.fails(cli.ExitNotFound, "", "recruit", "status", "-w", "r.throughline", "--study", "none")
}
