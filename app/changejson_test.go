package app_test

import (
	"encoding/json"
	"testing"
	"time"

	"throughline/app"
)

func TestChange_ComesBackFromJSON(t *testing.T) {
	stamp := app.NewStamp("ana", time.Date(2026, 11, 4, 9, 0, 0, 0, time.UTC))
	old := &app.Finding{ID: "f", Study: "s", Note: `<b> "kind":"tag" & more`, Tags: []app.Tagging{{Tag: "t", Author: "ana", Provenance: app.ByHand, Created: stamp.Created}}, Stamp: stamp}
	now := *old
	now.Star = true
	place := &app.Placement{Theme: "t", Finding: "f", Order: 0.5, Stamp: stamp}
	for _, c := range []struct {
		name string
		c    app.Change
		want string // "" for whatever is written
	}{
		{"made", app.Change{After: old}, ""},
		{"changed", app.Change{Before: old, After: &now}, ""},
		{"removed", app.Change{Before: old}, ""},
		{"a place made", app.Change{After: place}, ""},
		{"a place removed", app.Change{Before: place}, ""},
		{"the one record of its kind", app.Change{Before: &app.Standards{}}, ""},
		{"in another order", app.Change{After: &app.Study{ID: "s", Name: "One", Stamp: stamp}},
			`{"after":{"id":"s","name":"One","author":"ana","created":"2026-11-04T09:00:00Z","modified":"2026-11-04T09:00:00Z"},"kind":"study"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, err := json.Marshal(c.c)
			if err != nil {
				t.Fatal(err)
			}
			if c.want != "" {
				text = []byte(c.want)
			}
			var back app.Change
			if err := json.Unmarshal(text, &back); err != nil {
				t.Fatal(err)
			}
			same := func(a, b app.Record) bool { return a == nil && b == nil || a != nil && b != nil && a.Equal(b) }
			if !same(c.c.Before, back.Before) || !same(c.c.After, back.After) {
				t.Errorf("%s comes back as %+v", text, back)
			}
		})
	}
	var none app.Change
	if err := json.Unmarshal([]byte(`{"kind":"dream","after":{}}`), &none); app.CodeOf(err) != app.EUnsupported {
		t.Errorf("a kind of a newer version: %v", err)
	}
}
