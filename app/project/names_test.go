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

// Names on lines of their own, above what is said, go out as numbers too; what people say there stays.
func TestExport_WithoutNamesFindsThemOnLinesOfTheirOwn(t *testing.T) {
	const said = "Do you wait?\nYes\nOften?\nYes\nWhy?\nNo\nReally?\nNo"
	for _, c := range []struct{ name, text, person, want string }{
		{"with blank lines", "Anna Schmidt\nHello there\n\nInterviewer\nIs it slow?\n\nAnna Schmidt\nI wait.\nAnd wait.\n\nInterviewer\nYes\n", "", "Speaker 1\nHello there\nInterviewer\nIs it slow?\nSpeaker 1\nI wait.\nAnd wait.\nInterviewer\nYes"},
		{"without", "Interviewer\nIs it slow?\nAnna Schmidt\nI wait.\nInterviewer\nAnd?\nAnna Schmidt\nI wait more.", "", "Interviewer\nIs it slow?\nSpeaker 1\nI wait.\nInterviewer\nAnd?\nSpeaker 1\nI wait more."},
		{"with signs", "Mod:\nIs it slow?\nAnna Schmidt:\nI wait.\nMod:\nAnd?\nAnna Schmidt:\nI wait more.", "", "Mod:\nIs it slow?\nSpeaker 1:\nI wait.\nMod:\nAnd?\nSpeaker 1:\nI wait more."},
		{"two of them", "Anna Schmidt\nIs it slow?\n[Ben S.]\nI wait.\nANNA SCHMIDT\nAnd?\n[Ben S.]\nI wait more.", "", "Speaker 1\nIs it slow?\n[Speaker 2]\nI wait.\nSpeaker 1\nAnd?\n[Speaker 2]\nI wait more."},
		{"a case, once", "About the till.\n\nanna schmidt\nAnna Schmidt\nI wait.", "Anna Schmidt", "About the till.\nParticipant 1\nParticipant 1\nI wait."},
		{"replies again and again", "Anna Schmidt\nYes\nInterviewer\nand then\nAnna Schmidt\nYes\nInterviewer\nand then\nAnna Schmidt\nI wait.", "", "Speaker 1\nYes\nInterviewer\nand then\nSpeaker 1\nYes\nInterviewer\nand then\nSpeaker 1\nI wait."},
		{"answers", said, "", said},
		{"headings", "Waiting\nIt is slow.\nPaying\nIt is dear.", "", "Waiting\nIt is slow.\nPaying\nIt is dear."},
		{"a list", "Waiting\nPaying\nWaiting\nPaying\nIt is dear.", "", "Waiting\nPaying\nWaiting\nPaying\nIt is dear."},
		{"codes", "P1\nIt is slow.\nP2\nIt is dear.\nP1\nYes.\nP2\nNo.", "", "P1\nIt is slow.\nP2\nIt is dear.\nP1\nYes.\nP2\nNo."},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := apptest.New(t)
			const guid = "11111111-1111-1111-1111-111111111111"
			at := strings.Index(c.text, "I wait")
			p := &qda.Project{Format: "qdpx", Name: "Checkout", Origin: "MAXQDA 2022", Codes: []qda.Code{{GUID: "21111111-1111-1111-1111-111111111111", Name: "Slow", Parent: -1, Codable: true}},
				Sources: []qda.Source{{GUID: guid, Name: "One", Kind: qda.Text, Text: c.text, Plain: []byte(c.text), PlainPath: "internal://one.txt", Data: []byte("formatted " + c.text), Path: "internal://one.docx"}}}
			if c.person != "" {
				p.Cases = []qda.Case{{GUID: "31111111-1111-1111-1111-111111111111", Name: c.person, Sources: []qda.GUID{guid}}}
			}
			if at >= 0 {
				p.Sources[0].Selections = []qda.Selection{{GUID: "41111111-1111-1111-1111-111111111111", Start: at, End: at + 6, From: int64(at), To: int64(at + 6)}}
			}
			done := imported(t, service(b), p, project.Options{File: "n.qdpx"})
			out, _, data := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside})
			src := out.Sources[0]
			if strings.TrimSpace(src.Text) != strings.TrimSpace(c.want) {
				t.Errorf("the text is %q, want %q", src.Text, c.want)
			}
			if all := string(unzipped(t, data)); strings.Contains(all, "Schmidt") {
				t.Errorf("a name goes out: %.300s", all[max(0, strings.Index(all, "Schmidt")-80):])
			}
			if at >= 0 && (len(src.Selections) != 1 || src.Text[src.Selections[0].Start:src.Selections[0].End] != "I wait") {
				t.Errorf("the selection is %+v in %q", src.Selections, src.Text)
			}
			kept, _, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
			if kept.Sources[0].Text != c.text {
				t.Errorf("with names the text is %q, want %q", kept.Sources[0].Text, c.text)
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
