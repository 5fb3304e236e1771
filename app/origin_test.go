package app_test

import (
	"strings"
	"testing"

	"throughline/app"
)

func TestOrigin_LosesWhatGoesAndHushesWhatStays(t *testing.T) {
	type thing struct {
		GUID, Name, Description string
		Selections              []thing `json:",omitempty"`
	}
	tree := map[string]any{"Sources": []thing{
		{GUID: "{AAAA}", Name: "Anna", Selections: []thing{{GUID: "1", Name: "what Anna said"}}},
		{GUID: "BBBB", Name: "Round table", Selections: []thing{{GUID: "2", Name: "what all said", Description: "loud"}}},
		{GUID: "CCCC", Name: "Anna and Bert", Selections: []thing{{GUID: "3", Name: "what Bert said"}}},
	}}
	packed, err := app.PackJSON(tree)
	if err != nil {
		t.Fatal(err)
	}
	o := &app.Origin{ID: "o", Study: "s", File: "anna.qdpx", Format: "qdpx", Skeleton: packed}
	nothing := app.OriginScrub{Words: func(s string) string { return s }, Goes: func(string) bool { return false }, Hush: func(string) bool { return false }}
	if same, err := o.Scrubbed(nothing); err != nil || same != o {
		t.Fatalf("what loses nothing is another: %v", err)
	}
	left, err := o.Scrubbed(app.OriginScrub{
		Words: func(s string) string { return strings.ReplaceAll(s, "Anna", app.Erased) },
		Goes:  func(id string) bool { return id == "aaaa" },
		Hush:  func(id string) bool { return id == "bbbb" },
	})
	if err != nil {
		t.Fatal(err)
	}
	var now struct{ Sources []thing }
	if err := app.UnpackJSON(left.Skeleton, &now); err != nil {
		t.Fatal(err)
	}
	if len(now.Sources) != 2 || now.Sources[0].Name != "Round table" || now.Sources[0].Selections[0].Name != "" || now.Sources[0].Selections[0].GUID != "2" ||
		now.Sources[0].Selections[0].Description != "" || now.Sources[1].Name != app.Erased+" and Bert" || now.Sources[1].Selections[0].Name != "what Bert said" {
		t.Errorf("left is %+v", now)
	}
	again, _ := app.PackJSON(tree)
	if string(again) != string(packed) {
		t.Error("equal skeletons are packed otherwise")
	}
	if err := app.UnpackJSON([]byte("no"), &now); app.CodeOf(err) != app.EDamaged {
		t.Errorf("what is no skeleton gives %v", err)
	}
}
