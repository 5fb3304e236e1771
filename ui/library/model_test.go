package library_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/exchange"
	"throughline/app/workspace"
	"throughline/storage"
	"throughline/ui/library"
	"throughline/ui/task"
)

// desk is a real workspace in a temp folder, and the UI goroutine of the test.
type desk struct {
	t  *testing.T
	w  *workspace.Workspace
	ui chan func()
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	ctx := context.Background()
	store, err := storage.Create(ctx, filepath.Join(t.TempDir(), "w.throughline"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Over(ctx, store, app.Hand{Author: "Ana", Now: func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, w: w, ui: make(chan func(), 1000)}
	old := task.Post
	task.Post = func(f func()) { d.ui <- f }
	t.Cleanup(func() {
		task.Settle()
		_ = w.Close()
		task.Post = old
	})
	return d
}

// until runs what is posted to the UI goroutine until ok holds.
func (d *desk) until(what string, ok func() bool) {
	d.t.Helper()
	deadline := time.After(20 * time.Second)
	for !ok() {
		select {
		case f := <-d.ui:
			f()
		case <-deadline:
			d.t.Fatalf("%s did not happen", what)
		}
	}
}

func (d *desk) study(name string) app.StudyID {
	d.t.Helper()
	st, err := d.w.Studies.Create(context.Background(), app.Study{Name: name})
	if err != nil {
		d.t.Fatal(err)
	}
	return st.ID
}

func (d *desk) imports() *library.Import {
	return &library.Import{Importer: d.w.Exchange, Studies: d.w.Studies, Jobs: d.w.Jobs, Store: d.w.Store}
}

func (d *desk) list() *library.Model {
	return &library.Model{Store: d.w.Store, Editor: d.w.Studies, OnError: func(err error) { d.t.Error(err) }}
}

const caption = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Moderator>What happened after you got the invitation?\n\n00:00:05.000 --> 00:00:20.000\n<v %s>I had to open a ticket with our IT people and that took nine days, so I had nothing to show.\n\n"

// files writes files by name and returns their paths in that order.
func (d *desk) files(content map[string]string) []string {
	d.t.Helper()
	dir := d.t.TempDir()
	var paths []string
	for name, text := range content {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			d.t.Fatal(err)
		}
		paths = append(paths, p)
	}
	slices.Sort(paths)
	return paths
}

func vtt(who string) string { return strings.ReplaceAll(caption, "%s", who) }

// bring imports files into a study and waits.
func (d *desk) bring(study app.StudyID, paths []string) *library.Import {
	d.t.Helper()
	m := d.imports()
	m.Begin(study, paths)
	d.until("preview", func() bool { return m.Step == library.Checking })
	m.Start()
	d.until("import", func() bool { return m.Step == library.Finished })
	return m
}

func TestImport_PreviewsThenBringsFilesInAndTellsOfEach(t *testing.T) {
	d := newDesk(t)
	study := d.study("Onboarding")
	paths := d.files(map[string]string{"p1.vtt": vtt("P01"), "p2.vtt": vtt("P02"), "empty.txt": ""})
	m := d.imports()
	m.Begin(study, paths)
	d.until("preview", func() bool { return m.Step == library.Checking })
	if m.Ready() != 2 || m.Result.Count(exchange.Failed) != 1 {
		t.Fatalf("ready %d, failed %d, want 2 and 1", m.Ready(), m.Result.Count(exchange.Failed))
	}
	counts, err := d.w.Store.Counts(context.Background(), study)
	if err != nil || counts.Interviews != 0 {
		t.Fatalf("a preview wrote %d interviews, %v", counts.Interviews, err)
	}
	m.Start()
	d.until("import", func() bool { return m.Step == library.Finished })
	if m.Err != nil || m.First() == "" {
		t.Errorf("error %v, first %q", m.Err, m.First())
	}
	if got := library.Outcome(m.Result); !strings.HasPrefix(got, "2 files imported: 2 interviews, ") || !strings.HasSuffix(got, "1 cannot be read.") {
		t.Errorf("Outcome() = %q", got)
	}
	m.Begin(study, paths[1:])
	d.until("second preview", func() bool { return m.Step == library.Checking })
	if m.Ready() != 0 || m.Result.Count(exchange.Duplicate) != 2 {
		t.Errorf("the same files again: ready %d, duplicates %d", m.Ready(), m.Result.Count(exchange.Duplicate))
	}
}

func TestImport_MakesAStudyWhenThereIsNone(t *testing.T) {
	d := newDesk(t)
	m := d.imports()
	m.Begin("", d.files(map[string]string{"p1.vtt": vtt("P01")}))
	d.until("preview", func() bool { return m.Step == library.Checking && m.NewName != "" })
	m.SetStudy("", "")
	if m.Ready() != 0 {
		t.Error("ready without a study")
	}
	m.SetStudy("", "Pricing")
	m.Start()
	d.until("import", func() bool { return m.Step == library.Finished })
	all, err := d.w.Store.Studies(context.Background())
	if err != nil || len(all) != 1 || all[0].Name != "Pricing" || m.Options.Study != all[0].ID {
		t.Errorf("studies = %+v, %v, want Pricing made and kept", all, err)
	}
}

func TestImport_ColumnsOfATableGetTheirMeaning(t *testing.T) {
	d := newDesk(t)
	study := d.study("Survey")
	paths := d.files(map[string]string{"answers.csv": "Who,Team,What was hard?\nR1,Sales,The invoices never matched what we had agreed on the phone\nR2,Support,Nobody told us about the new limits until it was too late\n"})
	m := d.imports()
	m.Begin(study, paths)
	d.until("preview", func() bool { return m.Step == library.Checking })
	m.NameColumns(paths[0], "")
	d.until("columns", func() bool { return m.Step == library.Columns })
	m.SetMeaning(0, library.MeanCode)
	m.SetMeaning(1, library.MeanSegment)
	m.SetMeaning(2, library.MeanAnswer)
	if got := []library.Meaning{m.MeaningOf(0), m.MeaningOf(1), m.MeaningOf(2)}; !slices.Equal(got, []library.Meaning{library.MeanCode, library.MeanSegment, library.MeanAnswer}) {
		t.Fatalf("meanings = %v", got)
	}
	m.SetMeaning(1, library.MeanCode)
	if m.MeaningOf(0) != library.MeanNothing {
		t.Error("two columns are the participant code")
	}
	m.SetMeaning(0, library.MeanCode)
	m.SetMeaning(1, library.MeanSegment)
	m.UseColumns()
	d.until("second preview", func() bool { return len(m.Result.Files) == 1 && m.Result.Files[0].Documents == 2 })
	m.Start()
	d.until("import", func() bool { return m.Step == library.Finished })
	rows, err := d.w.Store.Interviews(context.Background(), study, app.Page{})
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d interviews, %v, want 2", len(rows), err)
	}
	if library.People(&rows[0]) == "" || len(rows[0].Segments) != 1 {
		t.Errorf("row = %+v, want code and segment", rows[0])
	}
}

// TestImport_ATableOfPassagesBecomesFindings names the columns of a table that no program is known to write.
func TestImport_ATableOfPassagesBecomesFindings(t *testing.T) {
	d := newDesk(t)
	study := d.study("Survey")
	paths := d.files(map[string]string{"found.csv": "Where,What they said,Theme\nP07,I copy it by hand every day of the week,Habits\nP08,Nobody ever checks what I type in there,Trust\n"})
	m := d.imports()
	m.Begin(study, paths)
	d.until("preview", func() bool { return m.Step == library.Checking })
	m.NameColumns(paths[0], "")
	d.until("columns", func() bool { return m.Step == library.Columns })
	if m.Coded() {
		t.Fatal("taken for passages though nothing says so")
	}
	m.SetCoded(true)
	if m.ColumnsReady() {
		t.Error("ready without a column of passages")
	}
	m.SetMeaning(0, library.MeanDocument)
	m.SetMeaning(1, library.MeanQuote)
	m.SetMeaning(2, library.MeanTags)
	if got := []library.Meaning{m.MeaningOf(0), m.MeaningOf(1), m.MeaningOf(2)}; !m.ColumnsReady() ||
		!slices.Equal(got, []library.Meaning{library.MeanDocument, library.MeanQuote, library.MeanTags}) {
		t.Fatalf("meanings = %v", got)
	}
	m.UseColumns()
	d.until("second preview", func() bool { return len(m.Result.Files) == 1 && m.Result.Files[0].Findings == 2 })
	if f := &m.Result.Files[0]; f.Tags != 2 || len(library.Remarks(f)) != 2 || library.Remarks(f)[0] != "2 comments and highlights become findings, with 2 new tags." {
		t.Errorf("result %+v, remarks %q", f, library.Remarks(f))
	}
	m.Start()
	d.until("import", func() bool { return m.Step == library.Finished })
	counts, err := d.w.Store.Tags(context.Background(), study)
	if err != nil || len(counts) != 2 || counts[0].Findings != 1 {
		t.Errorf("tags %+v, %v", counts, err)
	}
	m.SetCoded(false)
	if m.Coded() || m.MeaningOf(1) != library.MeanAnswer {
		t.Error("a survey again, its answers are not known")
	}
}

func TestImport_LeavesAFileOutAndTakesMore(t *testing.T) {
	d := newDesk(t)
	study := d.study("Onboarding")
	paths := d.files(map[string]string{"a.vtt": vtt("P01"), "b.vtt": vtt("P02")})
	m := d.imports()
	m.Begin(study, []string{filepath.Dir(paths[0])}) // the folder
	d.until("preview", func() bool { return m.Step == library.Checking && len(m.Result.Files) == 2 })
	m.Leave(paths[0])
	d.until("one file", func() bool { return len(m.Result.Files) == 1 })
	if m.Result.Files[0].Path != paths[1] {
		t.Errorf("left %s, want %s to stay", m.Result.Files[0].Path, paths[1])
	}
	m.Leave(paths[1])
	if m.Step != library.Choosing {
		t.Errorf("step %v without files, want Choosing", m.Step)
	}
}

func TestImport_ModeratorCanBeCorrected(t *testing.T) {
	d := newDesk(t)
	study := d.study("Onboarding")
	paths := d.files(map[string]string{"a.vtt": vtt("Dana")})
	m := d.imports()
	m.Begin(study, paths)
	d.until("preview", func() bool { return m.Step == library.Checking })
	m.SetModerator(paths[0], "Dana")
	d.until("correction", func() bool { return m.Result.Files[0].Moderator == "Dana" })
}

func TestModel_FiltersSortsAndEdits(t *testing.T) {
	d := newDesk(t)
	study := d.study("Onboarding")
	d.bring(study, d.files(map[string]string{"p2.vtt": vtt("P02"), "p10.vtt": vtt("P10"), "p1.vtt": vtt("P01")}))
	m := d.list()
	changed := 0
	m.OnChange = func() { changed++ }
	m.Open(study, "")
	d.until("list", func() bool { return m.Loaded })
	if len(m.Rows) != 3 || changed == 0 {
		t.Fatalf("%d rows, changed %d times", len(m.Rows), changed)
	}
	m.SetFilter("p10")
	if len(m.Rows) != 1 || !strings.Contains(m.Summary(), "1 of 3 interviews") {
		t.Errorf("filtered to %d rows: %q", len(m.Rows), m.Summary())
	}
	m.SetFilter("")
	m.SetSort(library.ColTitle, true)
	if got := m.Rows[0].Title; got < m.Rows[2].Title {
		t.Errorf("descending by title begins with %q", got)
	}
	first := m.Rows[0]
	m.SetStatus(m.Rows[:1], "done")
	m.Rename(m.Rows[1], "A better title")
	m.Delete(m.Rows[2:])
	task.Settle()
	m.Changed(&app.ChangeSet{Changes: []app.Change{{After: &app.Interview{}}}})
	d.until("changes", func() bool { return len(m.All) == 2 })
	for _, r := range m.All {
		if r.ID == first.ID && r.Status != "done" {
			t.Errorf("status = %q, want done", r.Status)
		}
		if r.ID != first.ID && r.Title != "A better title" {
			t.Errorf("title = %q", r.Title)
		}
	}
}

func TestModel_AnInterviewWithFindingsIsBeingRead(t *testing.T) {
	d := newDesk(t)
	study := d.study("Onboarding")
	d.bring(study, d.files(map[string]string{"p1.vtt": vtt("P01")}))
	m := d.list()
	m.Open(study, "")
	d.until("list", func() bool { return m.Loaded })
	state := func(what, want string) {
		t.Helper()
		task.Settle()
		m.Changed(&app.ChangeSet{Changes: []app.Change{{After: &app.Interview{}}}})
		d.until(what, func() bool { return len(m.All) == 1 && library.StatusWord(m.All[0].State()) == want })
	}
	state("nothing is tagged", "New")
	ctx := context.Background()
	tag, err := d.w.Coding.CreateTag(ctx, study, "Setup", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.w.Coding.Mark(ctx, m.All[0].ID, app.Span{Start: 0, End: 4}, []app.TagID{tag.ID}); err != nil {
		t.Fatal(err)
	}
	state("a passage is tagged", "Reading")
	if _, err := d.w.Log.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	state("one undo takes both back", "New")
	if _, err := d.w.Log.Redo(ctx); err != nil {
		t.Fatal(err)
	}
	state("and redo brings both", "Reading")
	m.SetStatus(m.All[:1], "")
	state("somebody says it is new", "New")
	m.SetStatus(m.All[:1], "done")
	state("somebody says it is done", "Done")
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{library.Length(0), ""}, {library.Length(20 * time.Second), "1 min"}, {library.Length(48 * time.Minute), "48 min"},
		{library.Length(65 * time.Minute), "1 h 05 min"}, {library.Day("2026-09-12"), "12 Sep 2026"}, {library.Day(""), ""},
		{library.FormatWord("vtt"), "WebVTT"}, {library.FormatWord("xyz"), "XYZ"}, {library.StatusWord(""), "New"},
		{library.FileLine(&exchange.FileResult{Status: exchange.Imported, Format: "vtt", Documents: 1, Speakers: []string{"Moderator", "P07"}, Date: "2026-09-12", Words: 6210}), "WebVTT · Moderator, P07 · 12 Sep 2026 · 6,210 words"},
		{library.FileLine(&exchange.FileResult{Status: exchange.Failed, Err: app.Invalid("The file is empty.", "Choose another.")}), "The file is empty. Choose another."},
		{library.Recognised(exchange.Result{Files: []exchange.FileResult{{Status: exchange.Imported, Documents: 1}, {Status: exchange.Failed}, {Status: exchange.Failed}}}), "1 file, 1 interview. 2 cannot be read."},
		{library.Recognised(exchange.Result{Files: []exchange.FileResult{{Status: exchange.Duplicate}}}), "1 is here already."},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
