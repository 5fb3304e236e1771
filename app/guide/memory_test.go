package guide_test

import (
	"context"
	"reflect"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/guide"
)

// counted counts the interviews whose texts are read.
type counted struct {
	guide.Store
	read int
}

func (c *counted) Readings(ctx context.Context, ids []app.InterviewID, cues bool) ([]app.Reading, error) {
	c.read += len(ids)
	return c.Store.Readings(ctx, ids, cues)
}

func TestSessions_ReadOnlyWhatChanged(t *testing.T) {
	b := apptest.New(t)
	st := &app.Study{ID: app.NewID[app.StudyID](), Name: "Pay", Guide: []string{"What is your work?", "What happens at payday?"}, Stamp: b.Hand.Stamp()}
	other := b.Study("Other")
	b.Put(st)
	turns := []string{"Mod: What is your work?", "P: I cook for forty people in a school.", "Mod: And payday, what happens then?", "P: The money was wrong."}
	one, two := b.Session(st, "P01", turns...), b.Session(st, "P02", turns...)
	b.Session(other, "P03", turns...)
	store := &counted{Store: b.Store}
	s := &guide.Service{Store: store, Log: b.Log, Hand: b.Hand}
	b.Log.Subscribe(s.Forget)
	check := func(step string, want int) {
		t.Helper()
		store.read = 0
		got, err := s.Sessions(t.Context(), st.ID, nil)
		if err != nil || len(got) != 2 {
			t.Fatalf("%s: %d sessions, %v", step, len(got), err)
		}
		grid, err := s.Coverage(t.Context(), st.ID)
		if err != nil {
			t.Fatal(err)
		}
		if store.read != want {
			t.Errorf("%s: %d texts are read, want %d", step, store.read, want)
		}
		anew := &guide.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
		same, err := anew.Sessions(t.Context(), st.ID, nil)
		if err != nil || !reflect.DeepEqual(got, same) {
			t.Errorf("%s: sessions differ from those of a new service, %v", step, err)
		}
		again, err := anew.Coverage(t.Context(), st.ID)
		if err != nil || !reflect.DeepEqual(grid, again) {
			t.Errorf("%s: the guide differs from that of a new service, %v", step, err)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check("at first", 2)
	must(s.Link(t.Context(), one.Text, 0, st.Guide[0]))
	check("a link more", 0)
	must(s.Skip(t.Context(), two.ID, st.Guide[1], true))
	check("a question left out", 0)
	_, err := b.Log.Undo(t.Context())
	must(err)
	check("undone", 0)
	iv := *one.Interview
	iv.Speakers = []app.Speaker{{Label: "Mod", Name: "Ana", Role: app.RoleModerator}, {Label: "P", Name: "P01", Role: app.RoleParticipant, Participant: one.Person.ID}}
	iv.Stamp = b.Hand.Touch(iv.Stamp)
	cs := b.Hand.Begin("Name the moderator")
	cs.Update(one.Interview, &iv)
	must(b.Log.Commit(t.Context(), cs))
	check("a speaker is named", 1)
	text := *two.Text
	text.ID, text.Revision, text.Stamp = app.NewID[app.TranscriptID](), 2, b.Hand.Stamp()
	b.Put(&text) // as many words: only the step tells
	check("another text", 1)
	s.Reset()
	check("all forgotten", 2)
	_, err = s.Sessions(t.Context(), other.ID, nil)
	must(err)
	check("after another study", 2)
}
