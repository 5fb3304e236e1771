package storage_test

import (
	"testing"

	"throughline/app"
	"throughline/app/apptest"
)

func TestFindings_TellTheConsentOfAllWhoAreHeard(t *testing.T) {
	b := apptest.New(t)
	study := b.Study("Checkout")
	gave := b.Session(study, "P1", "Mod: How was it?", "P: It was fine for us.")
	left := b.Session(study, "P2", "Mod: And you?", "P: It was bad for me.")
	talk := *gave.Interview // two people and somebody nobody knows, in one talk
	talk.Speakers = append(talk.Speakers, app.Speaker{Label: "Q", Name: "Q", Role: app.RoleParticipant, Participant: left.Person.ID}, app.Speaker{Label: "Guest", Role: app.RoleParticipant},
		app.Speaker{Label: "Aide", Role: app.RoleModerator}, app.Speaker{Label: "Watcher", Role: app.RoleOther})
	text := &app.Transcript{ID: app.NewID[app.TranscriptID](), Interview: talk.ID, Revision: 2, Text: "ask one two guest aide watch title", Stamp: b.Hand.Stamp()}
	at := 0
	for i, word := range []string{"ask", "one", "two", "guest", "aide", "watch", "title"} {
		label := []string{"Mod", "P", "Q", "Guest", "Aide", "Watcher", ""}[i]
		text.Turns = append(text.Turns, app.Turn{Span: app.Span{Start: at, End: at + len(word)}, Speaker: label, From: app.NoTime, To: app.NoTime})
		at += len(word) + 1
	}
	cs := b.Hand.Begin("Talk")
	cs.Update(gave.Interview, &talk)
	cs.Create(text)
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	b.Put(&app.Consent{ID: "c1", Participant: gave.Person.ID, Study: study.ID, Given: "2026-01-01", Scopes: app.Scopes(), Stamp: b.Hand.Stamp()},
		&app.Consent{ID: "c2", Participant: left.Person.ID, Study: study.ID, Given: "2026-01-01", Withdrawn: "2026-02-01", Scopes: app.Scopes(), Stamp: b.Hand.Stamp()})

	for _, c := range []struct {
		name        string
		from, to    string
		participant app.ParticipantID
		want        app.ConsentState
	}{
		{"who gave it", "one", "one", gave.Person.ID, app.ConsentGiven},
		{"who withdrew", "two", "two", left.Person.ID, app.ConsentWithdrawn},
		{"both, filed under the one who gave it", "one", "two", gave.Person.ID, app.ConsentWithdrawn},
		{"the moderator alone", "ask", "ask", "", ""},
		{"the moderator and who gave it", "ask", "one", "", app.ConsentGiven},
		{"somebody nobody knows", "guest", "guest", "", app.ConsentUnrecorded},
		{"a watcher nobody knows", "watch", "watch", "", app.ConsentUnrecorded},
		{"a second moderator", "aide", "aide", "", ""},
		{"a title", "title", "title", "", ""},
		{"the moderator, filed under who withdrew", "ask", "ask", left.Person.ID, app.ConsentWithdrawn},
	} {
		t.Run(c.name, func(t *testing.T) {
			from, to := index(t, text.Text, c.from), index(t, text.Text, c.to)+len(c.to)
			f := &app.Finding{ID: app.NewID[app.FindingID](), Study: study.ID, Interview: talk.ID, Transcript: text.ID, Participant: c.participant,
				Span: app.Span{Start: from, End: to}, Quote: text.Text[from:to], At: app.NoTime, Stamp: b.Hand.Stamp()}
			b.Put(f)
			rows, err := b.Store.FindingsByID(t.Context(), []app.FindingID{f.ID})
			if err != nil {
				t.Fatal(err)
			}
			if got := rows[0].Consent.For(app.ScopeOutside); got != c.want {
				t.Errorf("consent to be quoted outside: %q, want %q", got, c.want)
			}
		})
	}
	t.Run("a note under somebody", func(t *testing.T) {
		own := &app.Finding{ID: "n1", Study: study.ID, Participant: left.Person.ID, Note: "Said so by mail", At: app.NoTime, Stamp: b.Hand.Stamp()}
		ours := &app.Finding{ID: "n2", Study: study.ID, Note: "We think so", At: app.NoTime, Stamp: b.Hand.Stamp()}
		b.Put(own, ours)
		rows, err := b.Store.FindingsByID(t.Context(), []app.FindingID{"n1", "n2"})
		if err != nil {
			t.Fatal(err)
		}
		if rows[0].Consent.For(app.ScopeInside) != app.ConsentWithdrawn || rows[1].Consent != (app.Allowed{}) {
			t.Errorf("theirs %v, ours %v", rows[0].Consent, rows[1].Consent)
		}
	})
}

func index(t *testing.T, text, word string) int {
	for i := range text {
		if len(text) >= i+len(word) && text[i:i+len(word)] == word {
			return i
		}
	}
	t.Fatalf("no %q in %q", word, text)
	return -1
}

func TestPermissions_FollowEveryStep(t *testing.T) {
	b := apptest.New(t)
	study := b.Study("Checkout")
	s := b.Session(study, "P1", "P: It was fine.")
	f := s.Finding("It was fine.")
	state := func() app.ConsentState {
		t.Helper()
		rows, err := b.Store.FindingsByID(t.Context(), []app.FindingID{f.ID})
		if err != nil {
			t.Fatal(err)
		}
		return rows[0].Consent.For(app.ScopeOutside)
	}
	expect := func(after string, want app.ConsentState) {
		t.Helper()
		if got := state(); got != want {
			t.Errorf("after %s: %q, want %q", after, got, want)
		}
	}
	expect("nothing", "")
	b.Put(&app.Consent{ID: "c", Participant: s.Person.ID, Study: study.ID, Given: "2026-01-01", Scopes: []app.Scope{app.ScopeInside}, Stamp: b.Hand.Stamp()})
	expect("a consent", app.ConsentRefused)
	if _, err := b.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	expect("undo", "")
	if _, err := b.Log.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	expect("redo", app.ConsentRefused)
	b.Put(&app.Consent{ID: "d", Participant: s.Person.ID, Study: study.ID, Given: "2026-02-01", Scopes: app.Scopes(), Stamp: b.Hand.Stamp()})
	expect("another", app.ConsentGiven)
	b.Put(&app.Standards{Programme: app.Programme{Consent: app.ConsentAlways}, Stamp: b.Hand.Stamp()})
	expect("the rule", app.ConsentGiven)
}
