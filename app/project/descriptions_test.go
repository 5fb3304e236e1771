package project_test

import (
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/project"
	"throughline/app/qda"
)

// What another program says of a code stays word for word, also under words that are labels here, and may be changed beside them.
func TestRoundTrip_KeepsDescriptionsOfOtherPrograms(t *testing.T) {
	for about, says := range map[string]string{"Waits.\n\nShortcut: 3": "Waits.\n\nShortcut: 3", "Waits.\nStatus: deprecated\nReplaced by: Haste": "Waits.\nReplaced by: Haste",
		"Shortcut: 3\nReplaced by: 4": "Shortcut: 3\nReplaced by: 4", `\\server\notes`: `\\server\notes`} {
		b := apptest.New(t)
		done := imported(t, service(b), &qda.Project{Format: "qdpx", Name: "Codes", Origin: "MAXQDA 2022", Codes: []qda.Code{{GUID: "11111111-1111-1111-1111-111111111111", Name: "Slow", Parent: -1,
			Codable: true, Description: about}}}, project.Options{File: "codes.qdpx"})
		p, _, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
		if got := p.Codes[0].Description; got != about {
			t.Errorf("the description went out as %q, want %q", got, about)
		}
		first := tag(t, b, done.Study)
		if first.Definition != says {
			t.Errorf("it is defined as %q, want %q", first.Definition, says)
		}
		for _, standard := range []bool{false, true} { // and read again, here and as a file of this program
			p, _, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Standard: standard})
			there := apptest.New(t)
			again := tag(t, there, imported(t, service(there), p, project.Options{File: "codes.qdpx"}).Study)
			if again.Definition != first.Definition || again.Status != first.Status {
				t.Errorf("read again it is %q, %s, was %q, %s (by the standard: %v)", again.Definition, again.Status, first.Definition, first.Status, standard)
			}
		}
		now := *first
		now.Include, now.Stamp = "Queues", b.Hand.Touch(now.Stamp)
		cs := b.Hand.Begin("More")
		cs.Update(first, &now)
		if err := b.Log.Commit(t.Context(), cs); err != nil {
			t.Fatal(err)
		}
		p, _, _ = exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside})
		there := apptest.New(t)
		if again := tag(t, there, imported(t, service(there), p, project.Options{File: "codes.qdpx"}).Study); again.Definition != first.Definition || again.Include != "Queues" {
			t.Errorf("changed and read again it is %q, %q", again.Definition, again.Include)
		}
	}
}

// tag is the one tag of a study.
func tag(t *testing.T, b *apptest.Bench, study app.StudyID) *app.Tag {
	t.Helper()
	tags, err := b.Store.Tags(t.Context(), study)
	if err != nil || len(tags) != 1 {
		t.Fatal(tags, err)
	}
	return &tags[0].Tag
}
