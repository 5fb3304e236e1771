package storage_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/storage"
)

// heeds says everything that is counted, chosen or sorted by how findings sound and what they state, by their quotes.
func heeds(t *testing.T, s *storage.Store) string {
	t.Helper()
	var out []string
	quotes := func(q app.FindingQuery) string {
		var all []string
		for _, f := range must(s.Findings(ctx, q))(t) {
			all = append(all, f.Quote)
		}
		return strings.Join(all, ", ")
	}
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	facets := must(s.FindingFacets(ctx, app.FindingQuery{}))(t)
	for _, c := range slices.Concat(facets.Sounds, facets.Kinds) {
		say("facet %s %d (%d estimated)", c.Value, c.Count, c.Estimated)
	}
	say("unread %d, unestimated %d", facets.Unread, facets.Unestimated)
	say("negative: %s", quotes(app.FindingQuery{Sounds: []app.Sound{app.Negative}}))
	say("not negative: %s", quotes(app.FindingQuery{}.And(app.Clause{Op: app.OpNot, Parts: []app.Clause{{Op: app.OpSound, Values: []string{"negative"}}}})))
	kind := app.StatementKinds[0]
	say("kind: %s", quotes(app.FindingQuery{Kinds: []app.StatementKind{kind}}))
	say("kind by query: %s", quotes(app.FindingQuery{}.And(app.Clause{Op: app.OpKind, Values: []string{string(kind)}})))
	say("complaints first: %s", quotes(app.FindingQuery{Order: app.BySentiment}))
	tab := must(s.CrossTab(ctx, app.CrossQuery{Rows: app.AxisSound, Columns: app.AxisParticipant}))(t)
	say("%s", strings.TrimSpace(drawn(tab)))
	say("table unread %d", tab.Unread)
	for _, m := range must(s.ThemeMoods(ctx))(t) {
		say("mood of the theme: %d findings, %d complaint, %d estimated", m.Findings, m.Complaint, m.Estimated)
	}
	for _, m := range must(s.TagMoods(ctx))(t) {
		say("mood of the tag: %d findings, %d complaint, %d estimated", m.Findings, m.Complaint, m.Estimated)
	}
	return strings.Join(out, "\n")
}

// TestEstimates_CountOnlyOfWhatTheMachineMayRead makes estimates, and lets people allow less afterwards: in every way that ends in words that
// the machine may not read, all that is counted is as if they had never been estimated.
func TestEstimates_CountOnlyOfWhatTheMachineMayRead(t *testing.T) {
	noMachine := []app.Scope{app.ScopeRecord, app.ScopeInside, app.ScopeOutside}
	for _, c := range []struct {
		name    string
		consent app.Consent // of P2
		later   int         // days until it is looked
		filed   bool        // the finding is filed under P1, who allows all; P2 is heard in it
	}{
		{"analysis was not allowed", app.Consent{Given: "2026-01-01", Scopes: noMachine}, 0, false},
		{"it was withdrawn", app.Consent{Given: "2026-01-01", Withdrawn: "2026-02-01", Scopes: app.Scopes()}, 0, false},
		{"it ran out", app.Consent{Given: "2026-01-01", Expires: "2026-11-20", Scopes: app.Scopes()}, 30, false},
		{"of another who is heard as well", app.Consent{Given: "2026-01-01", Scopes: noMachine}, 0, true},
		{"of another who is heard as well, and it ran out", app.Consent{Given: "2026-01-01", Expires: "2026-11-20", Scopes: app.Scopes()}, 30, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			now := apptest.Noon
			s := must(storage.Create(ctx, filepath.Join(t.TempDir(), "w.throughline"), storage.Options{Now: func() time.Time { return now }}))(t)
			t.Cleanup(func() { _ = s.Close() })
			one, two := hearTwo(t, s, c.filed)
			allow := app.Consent{ID: "c1", Participant: "p1", Study: "s", Given: "2026-01-01", Scopes: app.Scopes(), Stamp: app.NewStamp("ana", now)}
			c.consent.ID, c.consent.Participant, c.consent.Study, c.consent.Stamp = "c2", "p2", "s", allow.Stamp
			commit(t, s, &allow, &c.consent)
			estimateAll(t, s) // as a program that does not ask, or before the consent ran out
			now = now.AddDate(0, 0, c.later)

			got := heeds(t, s)
			if err := s.SaveEstimates(ctx, "basis", []app.EstimateOf{{Finding: two.ID, Changed: two.Modified.UnixMilli()}}); err != nil { // what it comes to when nothing was estimated
				t.Fatal(err)
			}
			if want := heeds(t, s); got != want {
				t.Errorf("with an estimate that nobody may make any more:\n%s\n\nwithout it:\n%s", got, want)
			}
			for _, want := range []string{"unread 1, unestimated 0", "negative: " + one.Quote + "\n", "table unread 1", "mood of the theme: 2 findings, 1 complaint, 1 estimated", "mood of the tag: 2 findings, 1 complaint, 1 estimated"} {
				if !strings.Contains(got, want) {
					t.Errorf("no %q in\n%s", want, got)
				}
			}
			judged := *two
			judged.Sentiment = -1
			cs := app.NewChangeSet("Judge", "ana", now)
			cs.Update(two, &judged)
			apply(t, s, cs)
			if got := heeds(t, s); !strings.Contains(got, "unread 0,") || !strings.Contains(got, "facet negative 2 (1 estimated)") {
				t.Errorf("what a person said of it counts:\n%s", got)
			}
		})
	}
}

// hearTwo stores a finding of P1 and one of P2 in a theme and under a tag of all studies. Filed, the second is P1's too, and P2 speaks in it.
func hearTwo(t *testing.T, s *storage.Store, filed bool) (one, two *app.Finding) {
	t.Helper()
	by := app.NewStamp("ana", apptest.Noon)
	iv := &app.Interview{ID: "i", Study: "s", Title: "Talk", Date: "2026-10-01", Stamp: by, Speakers: []app.Speaker{{Label: "A", Role: app.RoleParticipant, Participant: "p1"},
		{Label: "B", Role: app.RoleParticipant, Participant: "p2"}}}
	text := &app.Transcript{ID: "t", Interview: "i", Revision: 1, Text: "It breaks.\nIt fails.", Stamp: by, Turns: []app.Turn{
		{Span: app.Span{End: 10}, Speaker: "A", From: app.NoTime, To: app.NoTime}, {Span: app.Span{Start: 11, End: 20}, Speaker: "B", From: app.NoTime, To: app.NoTime}}}
	finding := func(id app.FindingID, at app.Span, who app.ParticipantID) *app.Finding {
		f := &app.Finding{ID: id, Study: "s", Interview: "i", Transcript: "t", Span: at, Quote: text.Text[at.Start:at.End], Participant: who, At: app.NoTime, Stamp: by}
		return f.WithTag(app.Tagging{Tag: "g", Author: "ana", Provenance: app.ByHand, Created: apptest.Noon})
	}
	one, two = finding("f1", app.Span{End: 10}, "p1"), finding("f2", app.Span{Start: 11, End: 20}, "p2")
	if filed {
		two = finding("f2", app.Span{Start: 3, End: 20}, "p1")
	}
	commit(t, s, &app.Study{ID: "s", Name: "S", Stamp: by}, &app.Participant{ID: "p1", Code: "P1", Stamp: by}, &app.Participant{ID: "p2", Code: "P2", Stamp: by}, iv, text,
		&app.Tag{ID: "g", Name: "Faults", Status: app.TagActive, Stamp: by}, &app.Theme{ID: "h", Name: "Faults", Stamp: by}, one, two,
		&app.Placement{Theme: "h", Finding: "f1", Order: 1, Stamp: by}, &app.Placement{Theme: "h", Finding: "f2", Order: 2, Stamp: by})
	return one, two
}

// estimateAll keeps an estimate of every finding.
func estimateAll(t *testing.T, s *storage.Store) {
	t.Helper()
	all := must(s.Unestimated(ctx, "basis", 0, 10))(t)
	for i := range all {
		all[i].Sound, all[i].Sure, all[i].Kinds = app.Negative, 0.9, app.StatementKinds[:1]
	}
	if err := s.SaveEstimates(ctx, "basis", all); err != nil {
		t.Fatal(err)
	}
}
