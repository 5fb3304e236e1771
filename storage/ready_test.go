package storage

import (
	"fmt"
	"testing"

	"throughline/app"
)

func TestReadier_HasEachInTheOrderOfTheStep(t *testing.T) {
	text := func(id string) *app.Transcript {
		return &app.Transcript{ID: app.TranscriptID(id), Text: "One. Two.", Turns: []app.Turn{{Span: app.Span{End: 4}}, {Span: app.Span{Start: 5, End: 9}}}}
	}
	source := &app.Source{ID: "s", Data: []byte("bytes")}
	first, changed, last := text("a"), text("b"), text("c")
	changes := []app.Change{{After: first}, {After: source}, {Before: changed, After: changed}, {After: &app.Study{ID: "x"}}, {After: last}}
	r := makeReady(changes)
	defer r.stop()
	if got := r.take(first).words; got != `["one","two"]` {
		t.Errorf("words of the first: %s", got)
	}
	if got := r.take(changed); got.record != nil {
		t.Errorf("something was made for a text that is only changed: %+v", got)
	}
	if got := r.take(source).packed; string(got[1:]) != "bytes" {
		t.Errorf("the file is packed as %q", got)
	}
	if got := r.take(last).words; got != `["one","two"]` {
		t.Errorf("words of the last: %s", got)
	}
	if got := r.take(first); got.record != nil {
		t.Errorf("something is left for %v", got.record.Ref())
	}
}

func TestReadier_EndsWithTheStep(t *testing.T) {
	var changes []app.Change
	for i := range 10 * readyMost {
		changes = append(changes, app.Change{After: &app.Source{ID: app.SourceID(fmt.Sprint(i))}})
	}
	r := makeReady(changes)
	r.stop()
	for range r.next { // is closed, although most were never taken
	}
	if r := makeReady([]app.Change{{After: &app.Study{ID: "x"}}}); r != nil || r.take(&app.Study{}).record != nil {
		t.Error("something is made ready for a study")
	}
}
