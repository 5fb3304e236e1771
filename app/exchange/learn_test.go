package exchange_test

import (
	"context"
	"fmt"
	"testing"

	"throughline/app"
	"throughline/app/exchange"
)

// What a survey says of people who are here is added where they lack it, in the step of the import. Where they have another value theirs stays, and
// that is told.
func TestImport_TellsFactsOfPeopleWhoAreHere(t *testing.T) {
	d := newDesk(t)
	d.Session(d.study, "P01", "Mod: Well?", "P: It is slow.")
	people := func() (out string) {
		t.Helper()
		all, err := d.Store.ParticipantsByCode(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, code := range []string{"P01", "P02"} {
			out += fmt.Sprintln(code, all[code].Segment, all[code].Attributes)
		}
		return out
	}
	was := people()
	first := d.file("one.csv", "Code,Segment,Plan,Seats,Why?\nP01,Admin,Team,,It was too slow for me\nP02,Buyer,Solo,4,Nothing ever worked\nP02,Buyer,Team,4,And it still does not work\n")
	second := d.file("two.csv", "Code,Segment,Plan,Seats,Why?\nP01,Buyer,Solo,9,Because the team grew a lot\nP02,Buyer,Solo,4,It is fine by now for me\n")
	dry, err := d.exchange.Preview(t.Context(), []string{first, second}, exchange.Options{Study: d.study.ID}, nil)
	if err != nil || people() != was {
		t.Fatalf("a preview changed %s (%v)", people(), err)
	}
	res := d.run(exchange.Options{}, first, second)
	if got, want := people(), "P01 Admin [{Plan Team} {Seats 9}]\nP02 Buyer [{Plan Solo} {Seats 4}]\n"; got != want {
		t.Errorf("they are\n%swant\n%s", got, want)
	}
	for i, want := range []app.Loss{{Kind: "facts", Count: 1, Degree: app.Dropped, Text: "1 fact not taken, people here have other values: P02 Plan."},
		{Kind: "facts", Count: 2, Degree: app.Dropped, Text: "2 facts not taken, people here have other values: P01 Segment, P01 Plan."}} {
		for _, r := range []exchange.Result{dry, res} {
			if lost := r.Files[i].Lost; r.Files[i].Status != exchange.Imported || len(lost) != 1 || lost[0] != want {
				t.Errorf("%s: lost %+v, want %+v", r.Files[i].Path, lost, want)
			}
		}
	}
	if _, err := d.Log.Undo(t.Context()); err != nil || people() != was {
		t.Errorf("after undo they are\n%s(%v)", people(), err)
	}
}

// Facts are added to a person as they are when it is stored, also where somebody changes them while the import runs.
func TestImport_AddsFactsToPeopleWhoChangeMeanwhile(t *testing.T) {
	d := newDesk(t)
	d.Session(d.study, "P01", "Mod: Well?", "P: It is slow.")
	late := &lateStore{Store: d.Store, after: func() {
		all, err := d.Store.ParticipantsByCode(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		was := all["P01"]
		now := was
		now.Note, now.Stamp = "Met at the fair", d.Hand.Touch(was.Stamp)
		cs := d.Hand.Begin("Note")
		cs.Update(&was, &now)
		if err := d.Log.Commit(t.Context(), cs); err != nil {
			t.Fatal(err)
		}
	}}
	d.exchange.Store = late
	res := d.run(exchange.Options{}, d.file("one.csv", "Code,Rooms,Why?\nP01,3,It was too slow for me\n"), d.file("two.csv", "Code,Seats,Why?\nP01,4,It was too slow for us\n"))
	all, err := d.Store.ParticipantsByCode(t.Context())
	if p := all["P01"]; err != nil || res.Count(exchange.Imported) != 2 || p.Note != "Met at the fair" || p.Attribute("Rooms") != "3" || p.Attribute("Seats") != "4" {
		t.Errorf("%+v is %+v (%v)", res.Files, p, err)
	}
}

// lateStore does something after the people were read for the first time.
type lateStore struct {
	exchange.Store
	after func()
}

func (s *lateStore) ParticipantsByCode(ctx context.Context) (map[string]app.Participant, error) {
	all, err := s.Store.ParticipantsByCode(ctx)
	if do := s.after; do != nil {
		s.after = nil
		do()
	}
	return all, err
}
