package project_test

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/project"
	"throughline/app/qda"
)

// A text that came with its speakers named goes out without the names, however they stand in it.
func TestExport_WithoutNamesFindsThemHoweverTheyStand(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"before a colon", "Mod: Well?\nAnna Schmidt: It is slow.\nMod: Why?\nAnna Schmidt: I wait.", "Speaker 2: It is slow."},
		{"in brackets", "[Mod] Well?\n[Anna Schmidt] It is slow.\n[Mod] Why?\n[Anna Schmidt] I wait.", "[Speaker 2] It is slow."},
		{"in another case", "MOD: Well?\nANNA SCHMIDT: It is slow.\nMOD: Why?\nAnna Schmidt: I wait.", ": I wait."},
		{"after a time", "00:00:01 Mod: Well?\n00:00:03 Anna Schmidt: It is slow.\n00:00:05 Mod: Why?\n00:00:09 Anna Schmidt: I wait.", "It is slow."},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := apptest.New(t)
			p := &qda.Project{Format: "qdpx", Name: "Checkout", Origin: "NVivo for Windows 12.6", Sources: []qda.Source{{GUID: "11111111-1111-1111-1111-111111111111", Name: "One", Kind: qda.Text,
				Text: c.text, Plain: []byte(c.text), PlainPath: "internal://11111111-1111-1111-1111-111111111111.txt"}}}
			done := imported(t, service(b), p, project.Options{File: "n.qdpx"})
			out, _, data := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside})
			if all := strings.ToLower(string(unzipped(t, data))); strings.Contains(all, "schmidt") {
				t.Errorf("a name goes out: %q", out.Sources[0].Text)
			}
			if !strings.Contains(out.Sources[0].Text, c.want) {
				t.Errorf("the text is %q, want %q in it", out.Sources[0].Text, c.want)
			}
		})
	}
}

// What has no place in the standard goes out as JSON: a name is found in its words, whatever their signs, and the names of its fields are no words.
func TestExport_WithoutNamesMasksWordsAndNotFields(t *testing.T) {
	b := apptest.New(t)
	study := b.Study("Checkout")
	var evidence []app.Evidence
	for _, code := range []string{"Smith & Sons", "Title", "Body"} {
		f := b.Session(study, code, "Mod: Well?", "P: The blue one works.").Finding("The blue one works.")
		evidence = append(evidence, app.Evidence{Finding: f.ID, Stance: app.Supports})
	}
	b.Put(&app.Insight{ID: app.NewID[app.InsightID](), Study: study.ID, Title: "Blue works", Body: "It is what \"Smith & Sons\" <asked> for.", Status: app.InsightDraft,
		Order: 1, Evidence: evidence, Stamp: b.Hand.Stamp()})
	_, _, data := exported(t, b, project.ExportOptions{Study: study.ID, Audience: app.AudienceInside})
	if all := string(unzipped(t, data)); strings.Contains(all, "Smith") {
		t.Errorf("a name goes out: %s", all[max(0, strings.Index(all, "Smith")-80):])
	}
	there := apptest.New(t)
	done := imported(t, service(there), reread(t, data), project.Options{File: "x.qdpx"})
	insights, err := there.Store.Insights(t.Context(), done.Study)
	if err != nil || len(insights) != 1 || insights[0].Title != "Blue works" || !strings.HasPrefix(insights[0].Body, "It is what \"Participant ") ||
		!strings.HasSuffix(insights[0].Body, "\" <asked> for.") {
		t.Errorf("insights %+v (%v)", insights, err)
	}
}
