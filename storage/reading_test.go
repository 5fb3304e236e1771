package storage_test

import (
	"reflect"
	"testing"

	"throughline/app"
	"throughline/storage"
)

func TestReading_IsKeptPerPersonAndOutsideTheHistory(t *testing.T) {
	s := fresh(t)
	commit(t, s, specimen()...)
	before := must(s.ContentHash(ctx))(t)
	last, _, err := s.LastApplied(ctx)
	if err != nil {
		t.Fatal(err)
	}
	save := func(author string, at int) {
		if err := s.SaveReadingPlace(ctx, author, "interview-1", at); err != nil {
			t.Fatal(err)
		}
	}
	save("ana", 12)
	save("ana", 20)
	save("ben", 7)
	desk := app.ReadingDesk{Open: []app.OpenInterview{{ID: "gone", Title: "x"}, {ID: "interview-1", Title: "an old title"}}, Front: "interview-1", Beside: "gone", Whose: "mine"}
	if err := s.SaveReadingDesk(ctx, "ana", desk); err != nil {
		t.Fatal(err)
	}
	s = reopen(t, s)
	for author, want := range map[string]int{"ana": 20, "ben": 7, "eve": 0} {
		if got := must(s.ReadingPlace(ctx, author, "interview-1"))(t); got != want {
			t.Errorf("%s stopped at %d, want %d", author, got, want)
		}
	}
	desk.Open = []app.OpenInterview{{ID: "interview-1", Title: "Eve"}}
	if got := must(s.ReadingDesk(ctx, "ana"))(t); !reflect.DeepEqual(got, desk) {
		t.Errorf("ReadingDesk() = %+v, want %+v", got, desk)
	}
	if got := must(s.ReadingDesk(ctx, "ben"))(t); !reflect.DeepEqual(got, app.ReadingDesk{}) {
		t.Errorf("of somebody who had nothing open: %+v", got)
	}
	if now, _, err := s.LastApplied(ctx); err != nil || now != last || must(s.ContentHash(ctx))(t) != before {
		t.Errorf("the history ends with %+v, %v; the content changed: %v", now, err, must(s.ContentHash(ctx))(t) != before)
	}
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r := must(storage.Open(ctx, path, storage.Options{ReadOnly: true}))(t)
	defer func() { _ = r.Close() }() // only read
	if err := r.SaveReadingPlace(ctx, "ana", "interview-1", 1); app.CodeOf(err) != app.EIO {
		t.Errorf("writing to a read-only file: %v", err)
	}
}
