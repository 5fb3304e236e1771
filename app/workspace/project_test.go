package workspace_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/erase"
	"throughline/app/project"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/storage/storagetest"
)

// projectFile is a project of two people, each in a text of their own, and a file of both.
func projectFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "two.qdpx")
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	id := func(n int) string { return fmt.Sprintf("0A1B2C3D-0000-4000-8000-%012X", n) }
	source := func(n int, name, words string) string {
		return fmt.Sprintf(`<TextSource guid="%s" name="%s" plainTextPath="internal://%d.txt" richTextPath="internal://%d.docx"><PlainTextSelection guid="%s" name="%s" startPosition="0" endPosition="%d"><Coding guid="%s"><CodeRef targetGUID="%s"/></Coding></PlainTextSelection></TextSource>`,
			id(n), name, n, n, id(n+10), words, len(words), id(n+20), id(1))
	}
	for name, text := range map[string]string{
		"project.qde": `<Project xmlns="urn:QDA-XML:project:1.0" name="Two" origin="Vendor"><CodeBook><Codes><Code guid="` + id(1) + `" name="Slow" isCodable="true"/></Codes></CodeBook><Cases>` +
			`<Case guid="` + id(2) + `" name="P1"><SourceRef targetGUID="` + id(30) + `"/></Case><Case guid="` + id(3) + `" name="P2"><SourceRef targetGUID="` + id(31) + `"/></Case></Cases><Sources>` +
			source(30, "First", "The qualmberry page hangs.") + source(31, "Second", "The zorvane page hangs.") + `</Sources></Project>`,
		"sources/30.txt": "The qualmberry page hangs.\nMore of it.", "sources/31.txt": "The zorvane page hangs.\nMore of it.",
		"sources/30.docx": "qualmberry formatted", "sources/31.docx": "zorvane formatted", "vendor/all.txt": "qualmberry and zorvane",
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// twoIn is a workspace into which that project came.
func twoIn(t *testing.T) (*workspace.Workspace, *apptest.Bench, project.Plan) {
	t.Helper()
	b := apptest.New(t)
	w, err := workspace.Over(t.Context(), b.Store, b.Hand)
	if err != nil {
		t.Fatal(err)
	}
	p, err := w.Projects.Open(t.Context(), projectFile(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := w.Projects.Import(t.Context(), p, project.Options{File: "two.qdpx"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return w, b, plan
}

// saidOf is all that stands in an archive.
func saidOf(t *testing.T, path string) string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err == nil {
			_, err = io.Copy(&all, r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

func TestWriteProject_CoversWhatWasNotAllowed(t *testing.T) {
	w, b, plan := twoIn(t)
	people, err := w.Store.ParticipantsByCode(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b.Put(&app.Consent{ID: "c1", Participant: people["P1"].ID, Study: plan.Study, Given: "2025-01-01", Withdrawn: "2025-02-01", Scopes: app.Scopes(), Stamp: b.Hand.Stamp()},
		&app.Consent{ID: "c2", Participant: people["P2"].ID, Study: plan.Study, Given: "2025-01-01", Scopes: app.Scopes(), Stamp: b.Hand.Stamp()})
	for _, names := range []bool{false, true} {
		out := filepath.Join(t.TempDir(), "out.qdpx")
		var kept app.Withheld
		if _, err := w.WriteProject(t.Context(), project.ExportOptions{Study: plan.Study, Names: names, Program: "T"}, out, report.FileOptions{Audience: app.AudienceInside, OnWithheld: func(x app.Withheld) { kept = x }}, nil); err != nil {
			t.Fatal(err)
		}
		said := saidOf(t, out)
		if strings.Contains(said, "qualmberry") || !strings.Contains(said, "zorvane page") || !strings.Contains(said, "zorvane formatted") || kept.Passages == 0 {
			t.Errorf("names %v: withheld %+v, written\n%.3000s", names, kept, said)
		}
	}
}

func TestCurtain_CoversWhatWasKeptOfAProject(t *testing.T) {
	w, _, plan := twoIn(t)
	w.Curtain.Draw(app.AudienceOutside)
	origins, err := app.Papers[app.Origin](t.Context(), w.Store, app.PaperQuery{Kind: app.KindOrigin, Study: plan.Study})
	if err != nil || len(origins) != 1 || origins[0].Skeleton != nil {
		t.Errorf("the skeleton is shown: %v", err)
	}
	files, err := app.Papers[app.OriginFile](t.Context(), w.Store, app.PaperQuery{Kind: app.KindOriginFile, Study: plan.Study})
	if err != nil || len(files) != 3 || files[0].Data != nil || files[2].Data != nil {
		t.Errorf("files are shown: %v", err)
	}
	if rec, err := w.Store.Find(t.Context(), origins[0].Ref()); err != nil || rec.(*app.Origin).Skeleton != nil {
		t.Errorf("found by id it is shown: %v", err)
	}
}

func TestErase_TakesAPersonOutOfWhatWasKeptOfAProject(t *testing.T) {
	w, b, plan := twoIn(t)
	people, err := w.Store.ParticipantsByCode(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Erase.Erase(t.Context(), erase.Order{Participant: people["P1"].ID, Reason: "asked"}, nil); err != nil {
		t.Fatal(err)
	}
	if left := storagetest.Remains(t, b.Store.Path(), "qualmberry"); len(left) > 0 {
		t.Errorf("of the person there is still %v", left)
	}
	origins, err := app.Papers[app.Origin](t.Context(), b.Store, app.PaperQuery{Kind: app.KindOrigin, Study: plan.Study})
	if err != nil || len(origins) != 1 {
		t.Fatal(len(origins), err)
	}
	var left struct {
		Cases   []struct{ Name string }
		Sources []struct{ Name string }
	}
	if err := app.UnpackJSON(origins[0].Skeleton, &left); err != nil || len(left.Cases) != 1 || len(left.Sources) != 1 || left.Sources[0].Name != "Second" {
		t.Errorf("the skeleton has %+v (%v)", left, err)
	}
	files, err := app.Papers[app.OriginFile](t.Context(), b.Store, app.PaperQuery{Kind: app.KindOriginFile, Study: plan.Study})
	if err != nil || len(files) != 1 || string(files[0].Data) != "zorvane formatted" {
		t.Errorf("files that stay: %+v (%v)", files, err)
	}
	out := filepath.Join(t.TempDir(), "out.qdpx")
	if _, err := w.WriteProject(t.Context(), project.ExportOptions{Study: plan.Study, Names: true, Program: "T"}, out, report.FileOptions{Audience: app.AudienceInside}, nil); err != nil {
		t.Fatal(err)
	}
	if said := saidOf(t, out); strings.Contains(said, "qualmberry") || !strings.Contains(said, "zorvane page") {
		t.Errorf("written is\n%.3000s", said)
	}
}
