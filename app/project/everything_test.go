package project_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/project"
	"throughline/app/qda"
)

// vendor is a project with everything that the standard names, as a program might write it. See its file.
func vendor(t *testing.T) *qda.Project {
	t.Helper()
	data, err := os.ReadFile("testdata/everything.qde")
	if err != nil {
		t.Fatal(err)
	}
	return reread(t, archive(t, map[string]string{"project.qde": string(data), "Sources/talk.txt": "\ufeffThus:\r\n\r\n  It costs too much\r\nfor us.\r\nAnn: Really?\r\n", "sources/talk.docx": "docx",
		"sources/paper.pdf": "%PDF-", "vendor/layout.bin": "\x00\x01"}))
}

func TestRoundTrip_OfEverythingTheStandardHasIsEqual(t *testing.T) {
	b := apptest.New(t)
	s := service(b)
	p := vendor(t)
	done := imported(t, s, vendor(t), project.Options{File: "everything.qdpx"})
	t.Logf("%+v", done.Makes)
	again, out, data := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
	sameGraph(t, p, again)
	for _, l := range out.Report.Losses {
		t.Errorf("lost on the way out: %+v", l)
	}
	// and once more, into another workspace, by the project alone
	there := apptest.New(t)
	again.Unaltered = false
	more := imported(t, service(there), again, project.Options{File: "again.qdpx"})
	if more.Makes.Findings != done.Makes.Findings || more.Makes.Taggings != done.Makes.Taggings || more.Makes.Memos != done.Makes.Memos {
		t.Errorf("made %+v, then %+v", done.Makes, more.Makes)
	}
	third, _, _ := exported(t, there, project.ExportOptions{Study: more.Study, Audience: app.AudienceInside, Names: true})
	sameGraph(t, p, third)
	_ = data
}

func TestImport_MakesOfEachElementWhatItIsHere(t *testing.T) {
	b := apptest.New(t)
	done := imported(t, service(b), vendor(t), project.Options{File: "everything.qdpx"})
	rows, err := b.Store.Findings(t.Context(), app.FindingQuery{Study: done.Study})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]app.FindingRow{}
	for _, r := range rows {
		found[strings.ToUpper(string(r.ID))] = r
	}
	sel := found["0A1B2C3D-0000-4000-8000-000000000007"]
	if sel.Quote != "It costs too much" || len(sel.Tags) != 2 || sel.Note != "Angry" || sel.Author != "Ann" || sel.Code != "P1" {
		t.Errorf("the selection is %+v", sel)
	}
	if dup := found["0A1B2C3D-0000-4000-8000-00000000001C"]; dup.Quote != sel.Quote || len(dup.Tags) != 0 {
		t.Errorf("the same passage without a code is %+v", dup)
	}
	if tr := found["0A1B2C3D-0000-4000-8000-000000000011"]; tr.Quote != "It rang twice." || tr.At.Milliseconds() != 2500 {
		t.Errorf("between the sync points is %q at %v", tr.Quote, tr.At)
	}
	if call := found["0A1B2C3D-0000-4000-8000-000000000012"]; call.Quote != "" || !strings.Contains(call.Note, "of Call") || call.At.Milliseconds() != 100 || len(call.Tags) != 1 {
		t.Errorf("the stretch of the recording is %+v", call)
	}
	if len(found) != done.Makes.Findings {
		t.Errorf("%d findings of %d", len(found), done.Makes.Findings)
	}
	if gone := found["0A1B2C3D-0000-4000-8000-00000000002F"]; !strings.Contains(gone.Note, "A place in Gone (3–9)") {
		t.Errorf("the place in a text that is missing is %+v", gone)
	}
	people, err := b.Store.Participants(t.Context(), done.Study)
	if err != nil || len(people) != 1 || people[0].Code != "P1" || people[0].Attribute("Age") != "44" {
		t.Errorf("people are %+v (%v)", people, err)
	}
	memos, err := b.Store.Memos(t.Context(), app.MemoQuery{Study: done.Study})
	if err != nil || len(memos) != 1 || memos[0].Text != "Is it the price?" || memos[0].On.Kind != app.KindTag {
		t.Errorf("memos are %+v (%v)", memos, err)
	}
	var text bytes.Buffer
	if err := done.Report.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"kept aside", "1 set is not shown here", "1 selection selects no words and came as notes", "files that the project names", "4 unknown elements are not named by the standard"} {
		if !strings.Contains(text.String(), part) {
			t.Errorf("the report does not say %q:\n%s", part, text.String())
		}
	}
}

func TestExport_WritesWhatWasChangedHere(t *testing.T) {
	b := apptest.New(t)
	done := imported(t, service(b), vendor(t), project.Options{File: "everything.qdpx"})
	tags, err := b.Store.Tags(t.Context(), done.Study)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := b.Store.Findings(t.Context(), app.FindingQuery{Study: done.Study})
	if err != nil {
		t.Fatal(err)
	}
	cs := b.Hand.Begin("Changes")
	for i := range tags {
		if tags[i].Name == "Too high" {
			now := tags[i].Tag
			now.Name, now.Color, now.Stamp = "Far too high", 5, b.Hand.Touch(now.Stamp)
			cs.Update(&tags[i].Tag, &now)
		}
	}
	fresh := &app.Tag{ID: app.NewID[app.TagID](), Study: done.Study, Name: "New", Definition: "Made here", Status: app.TagActive, Stamp: b.Hand.Stamp()}
	cs.Create(fresh)
	var talk app.InterviewID
	var text app.TranscriptID
	for i := range rows {
		f := &rows[i].Finding
		switch strings.ToUpper(string(f.ID))[24:] {
		case "000000000007":
			talk, text = f.Interview, f.Transcript
			now := f.WithTag(app.Tagging{Tag: fresh.ID, Author: "Mara", Provenance: app.ByHand, Created: app.Moment(apptest.Noon)})
			now.Note, now.Stamp = "Very angry", b.Hand.Touch(now.Stamp)
			cs.Update(f, now)
		case "00000000001C":
			cs.Delete(f)
		}
	}
	tr, err := b.Store.Transcript(t.Context(), talk)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(tr.Text, "for us")
	found := &app.Finding{ID: app.NewID[app.FindingID](), Study: done.Study, Interview: talk, Transcript: text, Span: app.Span{Start: at, End: at + 6}, Quote: "for us", At: app.NoTime, Stamp: b.Hand.Stamp()}
	memo := &app.Memo{ID: app.NewID[app.MemoID](), Study: done.Study, On: found.Ref(), Kind: app.MemoFree, Title: "Who?", Text: "All of them", Stamp: b.Hand.Stamp()}
	cs.Create(found)
	cs.Create(memo)
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	p, _, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
	if c := p.Codes[1]; c.Name != "Far too high" || c.Color != app.HueCode(5) || len(c.Rest.Attributes) != 1 || p.Codes[2].Name != "New" || p.Codes[2].Description != "Made here" {
		t.Errorf("the codes are %+v", p.Codes)
	}
	s := &p.Sources[0]
	if len(s.Selections) != 3 || len(s.Selections[0].Codings) != 3 || s.Selections[0].Description != "Very angry" || s.Selections[0].Name != "It costs too much" || s.Selections[0].Made.Changed == "" {
		t.Errorf("the selections are %+v", s.Selections)
	}
	last := s.Selections[2]
	if got := s.Text[last.Start:last.End]; got != "for us" || len(last.NoteRefs) != 1 || string(s.Data) != "docx" || !strings.HasPrefix(string(s.Plain), "\ufeffThus") {
		t.Errorf("the new one is of %q: %+v", got, last)
	}
	if len(p.Links) != 0 || len(p.Notes) != 2 || p.Notes[1].Name != "Who?" {
		t.Errorf("links %+v, notes %+v", p.Links, p.Notes)
	}
}

func TestExport_WritesATextThatWasChangedInThePlaceOfTheOldOne(t *testing.T) {
	b := apptest.New(t)
	done := imported(t, service(b), vendor(t), project.Options{File: "everything.qdpx"})
	rows, err := b.Store.Interviews(t.Context(), done.Study, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		if rows[i].Title != "Talk" {
			continue
		}
		tr, err := b.Store.Transcript(t.Context(), rows[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		findings, err := b.Store.InterviewFindings(t.Context(), rows[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		now := *tr
		now.ID, now.Revision, now.Stamp = app.NewID[app.TranscriptID](), 2, b.Hand.Stamp()
		now.Text = "So then, " + tr.Text
		now.Turns = nil
		cs := b.Hand.Begin("Edit")
		cs.Create(&now)
		for j := range findings {
			f := findings[j]
			if f.Quote != "" {
				f.Transcript, f.Start, f.End = now.ID, f.Start+9, f.End+9
				cs.Update(&findings[j], &f)
			}
		}
		if err := b.Log.Commit(t.Context(), cs); err != nil {
			t.Fatal(err)
		}
	}
	p, out, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
	s := &p.Sources[0]
	sel := s.Selections[0]
	if got := s.Text[sel.Start:sel.End]; got != "It costs too much" || !strings.HasPrefix(s.Text, "So then, Thus:") || s.Data != nil || s.Path != "" || len(s.Selections) != 3 {
		t.Errorf("the selection is of %q in %q, %+v", got, s.Text, s.Counts)
	}
	if len(out.Report.Losses) != 1 || !strings.Contains(out.Report.Losses[0].Text, "another text than") {
		t.Errorf("the report says %+v", out.Report.Losses)
	}
}

// What is written in a project of a region of a page, and of a note in several paragraphs, goes back as it came.
func TestExport_RegionsAndNotesGoBackAsTheyCame(t *testing.T) {
	p := reread(t, archive(t, map[string]string{"project.qde": `<Project xmlns="urn:QDA-XML:project:1.0" name="N" origin="ATLAS.ti 24"><CodeBook><Codes><Code guid="0A1B2C3D-0000-4000-8000-000000000003" name="Slow" isCodable="true"/></Codes></CodeBook>
<Sources><PDFSource guid="0A1B2C3D-0000-4000-8000-000000000001" name="paper" path="internal://p.pdf"><PDFSelection guid="0A1B2C3D-0000-4000-8000-00000000000A" name="x" page="1" firstX="1" firstY="2" secondX="3" secondY="4">
<Representation guid="0A1B2C3D-0000-4000-8000-00000000000B" name="words"><PlainTextContent>Words of the region</PlainTextContent></Representation>
<Coding guid="0A1B2C3D-0000-4000-8000-000000000028"><CodeRef targetGUID="0A1B2C3D-0000-4000-8000-000000000003"/></Coding></PDFSelection><NoteRef targetGUID="0A1B2C3D-0000-4000-8000-0000000000A1"/></PDFSource></Sources>
<Notes><Note guid="0A1B2C3D-0000-4000-8000-0000000000A1" name="Thoughts"><PlainTextContent>First thought.

	Second thought.</PlainTextContent></Note></Notes></Project>`, "Sources/p.pdf": "%PDF-1.4 nothing"}))
	b := apptest.New(t)
	done := imported(t, service(b), p, project.Options{File: "n.qdpx"})
	out, _, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
	sel := out.Sources[0].Selections[0]
	if sel.Of == nil || sel.Of.Text != "Words of the region" || sel.Description != "" {
		t.Errorf("the region goes back as %+v of %+v", sel, sel.Of)
	}
	if got := out.Notes[0].Text; got != "First thought.\n\n\tSecond thought." {
		t.Errorf("the note goes back as %q", got)
	}
}

func TestExport_KeepsNamesAndFilesUnlessTheyAreAskedFor(t *testing.T) {
	b := apptest.New(t)
	study := b.Study("Checkout")
	s := b.Session(study, "Anna Schmidt", "Mod: Well?", "P: The blue one works.")
	s.Finding("The blue one works.")
	p, _, data := exported(t, b, project.ExportOptions{Study: study.ID})
	if len(p.Cases) != 1 || p.Cases[0].Name != "Participant 1" || !strings.Contains(p.Sources[0].Text, "Moderator: Well?\nParticipant 1: The blue one works.") {
		t.Errorf("cases %+v, text %q", p.Cases, p.Sources[0].Text)
	}
	sel := p.Sources[0].Selections[0]
	if got := p.Sources[0].Text[sel.Start:sel.End]; got != "The blue one works." {
		t.Errorf("the selection is of %q", got)
	}
	if all := string(unzipped(t, data)); strings.Contains(all, "Schmidt") || p.Sources[0].Name != "Interview with Participant 1" {
		t.Errorf("the name went out: %s", p.Sources[0].Name)
	}
	p, _, _ = exported(t, b, project.ExportOptions{Study: study.ID, Names: true})
	if p.Cases[0].Name != "Anna Schmidt" {
		t.Errorf("asked for, the name is not there: %+v", p.Cases)
	}
}

func TestImport_JoinsWhatIsHereAndComesInTwice(t *testing.T) {
	b := apptest.New(t)
	s := service(b)
	first := imported(t, s, vendor(t), project.Options{File: "everything.qdpx"})
	plan, err := s.Plan(t.Context(), vendor(t), project.Options{Study: first.Study, File: "everything.qdpx"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if plan.Makes.Joined != 3 || plan.Makes.Tags != 0 || len(plan.Clashes) != 4 {
		t.Errorf("joins %+v, clashes %+v", plan.Makes, plan.Clashes)
	}
	second := imported(t, s, vendor(t), project.Options{Study: first.Study, File: "everything.qdpx"})
	third := imported(t, s, vendor(t), project.Options{File: "everything.qdpx"})
	if second.Makes.Findings != first.Makes.Findings || third.Makes.Tags != first.Makes.Tags || third.Name != first.Name+" (2)" {
		t.Errorf("first %+v, second %+v, third %+v named %s", first.Makes, second.Makes, third.Makes, third.Name)
	}
	p, _, _ := exported(t, b, project.ExportOptions{Study: third.Study, Audience: app.AudienceInside, Names: true})
	sameGraph(t, vendor(t), p)
	for range 3 {
		if _, err := b.Log.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	empty, _ := apptest.New(t).Store.ContentHash(t.Context())
	if now, _ := b.Store.ContentHash(t.Context()); now != empty {
		t.Error("three undos do not take three imports back")
	}
}

func TestImport_WithoutNamesBringsThemesAndInsightsBack(t *testing.T) {
	b := apptest.New(t)
	study := b.Study("Checkout")
	tag := b.Tag(study, "Slow", "")
	s := b.Session(study, "P1", "Mod: Well?", "P: The blue one works.")
	f := s.Finding("The blue one works.", tag.ID)
	theme := b.Theme(study, "Colours", f)
	b.Insight(study, "Blue works", app.Evidence{Finding: f.ID, Stance: app.Supports}, app.Evidence{Theme: theme.ID, Stance: app.Supports})
	note := &app.Finding{ID: app.NewID[app.FindingID](), Study: study.ID, Interview: s.ID, Note: "Smiled", At: app.NoTime, Stamp: b.Hand.Stamp()}
	b.Put(note.WithTag(app.Tagging{Tag: tag.ID, Author: "Mara", Provenance: app.ByHand, Created: app.Moment(apptest.Noon)}))
	_, _, data := exported(t, b, project.ExportOptions{Study: study.ID})
	there := apptest.New(t)
	done := imported(t, service(there), reread(t, data), project.Options{File: "x.qdpx"})
	insights, err := there.Store.Insights(t.Context(), done.Study)
	if err != nil || len(insights) != 1 || len(insights[0].Evidence) != 2 {
		t.Errorf("insights %+v (%v)", insights, err)
	}
	placed, err := there.Store.Placements(t.Context(), done.Study)
	if err != nil || len(placed) != 1 {
		t.Errorf("placements %+v (%v)", placed, err)
	}
	if done.Makes.Findings != 2 || done.Makes.Taggings != 2 || done.Makes.Memos != 0 {
		t.Errorf("made %+v", done.Makes)
	}
}

func TestExport_ByTheStandardCountsCodePoints(t *testing.T) {
	b := apptest.New(t)
	done := imported(t, service(b), nvivo(t), project.Options{File: "n.qdpx"})
	for _, standard := range []bool{false, true} {
		p, _, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true, Standard: standard})
		s := &p.Sources[0]
		sel := s.Selections[0]
		if got := s.Text[sel.Start:sel.End]; got != "three" {
			t.Errorf("standard %v: the selection is of %q", standard, got)
		}
		want, origin, from := "\ufeffOne 😀 two\r\nthree four", "NVivo for Windows 12.6", int64(12)
		if standard {
			want, origin, from = "One 😀 two\nthree four", "Throughline test", 10
		}
		if string(s.Plain) != want || p.Origin != origin || sel.From != from {
			t.Errorf("standard %v: written by %s as %q at %d", standard, p.Origin, s.Plain, sel.From)
		}
	}
}

// nvivo is a project as NVivo writes it: UTF-16 units, line ends of two, a byte order mark that does not count.
func nvivo(t *testing.T) *qda.Project {
	t.Helper()
	return reread(t, archive(t, map[string]string{"project.qde": `<Project xmlns="urn:QDA-XML:project:1.0" name="N" origin="NVivo for Windows 12.6"><Sources><TextSource guid="0A1B2C3D-0000-4000-8000-000000000001" name="a" plainTextPath="internal://a.txt"><PlainTextSelection guid="0A1B2C3D-0000-4000-8000-000000000002" name="" startPosition="12" endPosition="17"/></TextSource></Sources></Project>`,
		"Sources/a.txt": "\ufeffOne 😀 two\r\nthree four"}))
}

func TestImport_TellsSpeakersAndColoursApart(t *testing.T) {
	text := "Interviewer: How was it?\nP07: It was slow.\nVery slow indeed.\nInterviewer: Why is that?\nP07: Nobody knows.\nInterviewer: And then?\nP07: We waited.\n"
	b := apptest.New(t)
	p := &qda.Project{Format: "qdpx", Name: "Talk", Codes: []qda.Code{{GUID: "c1", Name: "One", Parent: -1}, {GUID: "c2", Name: "Two", Parent: -1}, {GUID: "c3", Name: "Under two", Parent: 1}, {GUID: "c4", Name: "Red", Parent: 1, Color: "#ff0000"}},
		Cases:   []qda.Case{{GUID: "p", Name: "p07", Sources: []qda.GUID{"s"}}},
		Sources: []qda.Source{{GUID: "s", Kind: qda.Text, PlainPath: "talk.txt", Text: text, Plain: []byte(text), Selections: []qda.Selection{{GUID: "f", Start: 30, End: 42, From: 30, To: 42}}}}}
	done := imported(t, service(b), p, project.Options{File: "talk.qdpx"})
	rows, err := b.Store.Interviews(t.Context(), done.Study, app.Page{})
	if err != nil || len(rows) != 1 || rows[0].Title != "talk" || rows[0].Moderator != "Interviewer" || len(rows[0].Codes) != 1 {
		t.Fatalf("interviews %+v (%v)", rows, err)
	}
	tr, err := b.Store.Transcript(t.Context(), rows[0].ID)
	if err != nil || len(tr.Turns) != 6 || tr.Text[tr.Turns[1].Start:tr.Turns[1].End] != "It was slow.\nVery slow indeed." {
		t.Errorf("turns %+v (%v)", tr.Turns, err)
	}
	found, err := b.Store.Findings(t.Context(), app.FindingQuery{Study: done.Study})
	if err != nil || len(found) != 1 || found[0].Quote != "It was slow." || found[0].Code != "p07" {
		t.Errorf("found %+v (%v)", found, err)
	}
	tags, err := b.Store.Tags(t.Context(), done.Study)
	if err != nil {
		t.Fatal(err)
	}
	colours := map[string]int{}
	for _, tag := range tags {
		colours[tag.Name] = tag.Color
	}
	if colours["One"] == colours["Two"] || colours["Two"] != colours["Under two"] || colours["Red"] != app.NearestHue(0xff0000) {
		t.Errorf("colours %v", colours)
	}
	again, _, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
	if again.Codes[0].Color != "" || again.Codes[3].Color != "#ff0000" || again.Sources[0].Text != text {
		t.Errorf("written back: %+v, %q", again.Codes, again.Sources[0].Text)
	}
}
