package erase_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/erase"
)

func TestErase_TakesWhatWasMeasuredOfThePerson(t *testing.T) {
	s := newScene(t)
	theirs := &app.Measure{ID: "m1", Study: s.study.ID, Participant: s.p07.Person.ID, Interview: s.p07.ID, Kind: app.MeasureSUS, Value: 85, Stamp: s.Hand.Stamp()}
	apart := &app.Measure{ID: "m2", Study: s.study.ID, Participant: s.p07.Person.ID, Kind: app.MeasureSEQ, Task: "Order", Value: 6, Stamp: s.Hand.Stamp()}
	other := &app.Measure{ID: "m3", Study: s.study.ID, Participant: s.p08.Person.ID, Interview: s.p08.ID, Kind: app.MeasureSUS, Value: 60, Stamp: s.Hand.Stamp()}
	s.Put(theirs, apart, other)
	order := erase.Order{Participant: s.p07.Person.ID, Reason: "asked"}
	before, err := s.service.Preview(t.Context(), order)
	if err != nil || before.Removed["measures"] != 2 {
		t.Fatalf("%d measures are to go (%v)", before.Removed["measures"], err)
	}
	if !slices.Contains(erase.Counts(), "measures") {
		t.Error("the certificate does not list measures")
	}
	if _, err := s.service.Erase(t.Context(), order, nil); err != nil {
		t.Fatal(err)
	}
	if s.Has(theirs) || s.Has(apart) || !s.Has(other) {
		t.Errorf("left: %v %v, of others %v", s.Has(theirs), s.Has(apart), s.Has(other))
	}
}
