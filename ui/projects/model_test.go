package projects_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/project"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/storage"
	"throughline/storage/rival"
	"throughline/storage/rival/rivaltest"
	"throughline/ui/projects"
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
	w, err := workspace.Over(ctx, store, app.Hand{Author: "Mara Lindqvist", Now: func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	w.Projects.Readers = append(w.Projects.Readers, project.Reader{Name: "rivals", Knows: rival.Recognises, Read: rival.ReadSole, Parts: rival.List, ReadPart: rival.Read})
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
	deadline := time.After(30 * time.Second)
	for !ok() {
		select {
		case f := <-d.ui:
			f()
		case <-deadline:
			d.t.Fatalf("%s did not happen", what)
		}
	}
}

func (d *desk) imports() *projects.Import {
	return &projects.Import{Carrier: d.w.Projects, Store: d.w.Store, People: d.w.Store, Jobs: d.w.Jobs, Author: d.w.Hand.Author}
}

// planned begins an import and waits for its plan.
func (d *desk) planned(m *projects.Import, path string) {
	d.t.Helper()
	m.Begin("", path)
	d.until("plan", func() bool {
		return m.Step == projects.Broken || m.Step == projects.Checking && (m.Plan != nil || m.Err != nil)
	})
}

func TestImport_BringsAProjectAfterADryRun(t *testing.T) {
	d := newDesk(t)
	m := d.imports()
	d.planned(m, rivaltest.QualCoder(t, t.TempDir()))
	if !m.Ready() || m.NewName != "Planning study" {
		t.Fatalf("not ready: %v, name %q, %v", m.Ready(), m.NewName, m.Err)
	}
	if n, err := d.w.Store.Studies(t.Context()); err != nil || len(n) != 0 {
		t.Fatalf("the dry run wrote %v (%v)", n, err)
	}
	coder := m.Coders()[0]
	m.Sign(coder.GUID, "  Mara   Lindqvist ")
	if m.ComesAs(coder) != "Mara Lindqvist" || m.Others(coder)[0] != "Mara Lindqvist" {
		t.Errorf("comes as %q, others %q", m.ComesAs(coder), m.Others(coder))
	}
	m.NewName = "Families"
	m.Start()
	d.until("end", func() bool { return m.Step == projects.Finished })
	studies, err := d.w.Store.Studies(t.Context())
	if err != nil || len(studies) != 1 || studies[0].Name != "Families" || studies[0].ID != m.Plan.Study {
		t.Fatalf("studies %v (%v), plan %+v", studies, err, m.Plan)
	}
	rows, err := d.w.Store.Findings(t.Context(), app.FindingQuery{Page: app.Page{Limit: 100}})
	if err != nil || len(rows) != m.Plan.Makes.Findings {
		t.Fatalf("%d findings, want %d (%v)", len(rows), m.Plan.Makes.Findings, err)
	}
	authors := map[string]bool{}
	for _, r := range rows {
		for _, tag := range r.Tags {
			authors[tag.Author] = true
		}
	}
	if !authors["Mara Lindqvist"] || !authors["Jon"] || authors["Mara"] {
		t.Errorf("tags are by %v", authors)
	}
	var b bytes.Buffer
	if err := m.Plan.Report.WriteText(&b); err != nil || !strings.Contains(b.String(), "Planning study.qda") {
		t.Errorf("report %q (%v)", b.String(), err)
	}
	if _, err := d.w.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n, err := d.w.Store.Studies(t.Context()); err != nil || len(n) != 0 {
		t.Errorf("one undo leaves %v (%v)", n, err)
	}
}

func TestImport_TellsClashesWithTheStudyItGoesInto(t *testing.T) {
	d := newDesk(t)
	m := d.imports()
	path := rivaltest.RQDA(t, t.TempDir())
	d.planned(m, path)
	m.Start()
	d.until("end", func() bool { return m.Step == projects.Finished })
	study := m.Plan.Study
	d.planned(m, path)
	d.until("studies", func() bool { return len(m.All) == 1 })
	if m.Taken() && m.Ready() {
		t.Error("a name that is taken is let through")
	}
	m.SetStudy(study)
	d.until("plan", func() bool { return m.Plan != nil })
	if m.Plan.Makes.Joined == 0 || len(m.Plan.Clashes) == 0 || !m.Ready() {
		t.Errorf("joined %d, clashes %v", m.Plan.Makes.Joined, m.Plan.Clashes)
	}
}

func TestImport_OffersThoseWhoWorkHereForACoder(t *testing.T) {
	d := newDesk(t)
	m := d.imports()
	d.planned(m, rivaltest.QualCoder(t, t.TempDir()))
	m.Start()
	d.until("end", func() bool { return m.Step == projects.Finished })
	d.planned(m, rivaltest.RQDA(t, t.TempDir()))
	coder := m.Coders()[0]
	d.until("names", func() bool { return len(m.Others(coder)) > 1 })
	got := m.Others(coder)
	if got[0] != "Mara Lindqvist" || !slices.Contains(got, "Jon") || slices.Contains(got, projects.CoderName(coder)) {
		t.Errorf("%q are offered for %q", got, projects.CoderName(coder))
	}
	m.Sign(coder.GUID, "Jon")
	m.Sign(coder.GUID, projects.CoderName(coder))
	if len(m.Signs) != 0 {
		t.Errorf("under the own name: %v", m.Signs)
	}
}

func TestImport_ChoosesAmongTheProjectsOfAFile(t *testing.T) {
	d := newDesk(t)
	m := d.imports()
	d.planned(m, rivaltest.Taguette(t, t.TempDir()))
	if len(m.Parts) != 2 || m.Part != "1" || m.NewName != "Planning" {
		t.Fatalf("parts %v, chosen %q, name %q", m.Parts, m.Part, m.NewName)
	}
	m.Choose("2")
	d.until("other", func() bool { return m.Step == projects.Checking && m.Plan != nil })
	if m.NewName != "Other" || m.Plan.Makes.Interviews != 1 {
		t.Errorf("name %q, %+v", m.NewName, m.Plan.Makes)
	}
}

func TestImport_SaysWhyAFileCannotBeRead(t *testing.T) {
	d := newDesk(t)
	m := d.imports()
	path := filepath.Join(t.TempDir(), "x.rqda")
	if err := os.WriteFile(path, []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.planned(m, path)
	if message, hint := app.Explain(m.Err); m.Step != projects.Broken || message == "" || hint == "" {
		t.Errorf("step %d, %q %q", m.Step, message, hint)
	}
}

func TestImport_StoppedLeavesNothing(t *testing.T) {
	d := newDesk(t)
	m := d.imports()
	d.planned(m, rivaltest.LargeQualCoder(t, t.TempDir(), 20, 10, 4000))
	m.Start()
	m.Stop()
	d.until("end", func() bool { return m.Step != projects.Importing })
	n, err := d.w.Store.Studies(t.Context())
	if err != nil || len(n) != 0 && m.Step != projects.Finished {
		t.Errorf("stopped, and there are %d studies (%v)", len(n), err)
	}
	if m.Step == projects.Checking && (m.Err != nil || !m.Ready()) {
		t.Errorf("it cannot be tried again: %v", m.Err)
	}
}

func TestWords(t *testing.T) {
	r := project.Report{Elements: []project.Element{{Name: "codes", Total: 3, Kept: 3}, {Name: "links", Total: 1, Aside: 1}, {Name: "selections", Total: 1200, Kept: 1197, Degraded: 2, Dropped: 1}},
		Losses: []app.Loss{{Text: "a", Degree: app.Aside}, {Text: "b", Degree: app.Degraded}, {Text: "c"}, {Text: "d", Degree: app.Dropped}}}
	if got, want := projects.Verdict(r, "come through"), "1,200 of 1,204 elements come through as they are, 1 kept aside, 2 changed, 1 dropped."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := projects.Verdict(project.Report{Elements: r.Elements[:1]}, "came through"); got != "All 3 elements came through as they are." {
		t.Errorf("%q", got)
	}
	r.Elements = r.Elements[:1]
	if got := projects.Verdict(r, "go out"); got != "All 3 elements go out; details that do not are listed below." {
		t.Errorf("%q", got)
	}
	var order []string
	for _, l := range projects.Losses(r) {
		order = append(order, l.Text+" "+l.Word)
	}
	if got := strings.Join(order, ", "); got != "d Dropped, b Changed, a Kept aside, c Note" {
		t.Errorf("%q", got)
	}
	if got, want := projects.Becomes(project.Makes{Interviews: 1, Findings: 2, Taggings: 1}), "1 interview · 2 findings, tagged once"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := projects.ReportName("A/B: study", "import"); got != "A-B study import report.txt" {
		t.Errorf("%q", got)
	}
}

func TestExport_SaysWhatGoesOutBeforeItIsWritten(t *testing.T) {
	d := newDesk(t)
	in := d.imports()
	d.planned(in, rivaltest.QualCoder(t, t.TempDir()))
	in.Start()
	d.until("end", func() bool { return in.Step == projects.Finished })
	m := &projects.Export{Planner: d.w, Store: d.w.Store, Program: "Throughline test"}
	m.Begin("")
	d.until("plan", func() bool { return m.Report != nil || m.Err != nil })
	if m.Err != nil || m.Options.Study != in.Plan.Study || m.FileName() != "Planning study.qdpx" {
		t.Fatalf("%v, study %q, file %q", m.Err, m.Options.Study, m.FileName())
	}
	codings := func() int {
		for _, e := range m.Report.Elements {
			if e.Name == "codings" {
				return e.Total
			}
		}
		return 0
	}
	if codings() != in.Plan.Makes.Taggings {
		t.Errorf("%d codings go out, want %d", codings(), in.Plan.Makes.Taggings)
	}
	m.Set(func(o *project.ExportOptions) { o.Names = true })
	if m.Report != nil {
		t.Error("the old plan stands for the new choice")
	}
	d.until("plan", func() bool { return m.Report != nil })
	path := filepath.Join(t.TempDir(), m.FileName())
	r, err := d.w.WriteProject(t.Context(), m.Options, path, report.FileOptions{}, nil)
	if err != nil || len(r.Losses) != len(m.Report.Losses) {
		t.Errorf("written with %v, planned with %v (%v)", r.Losses, m.Report.Losses, err)
	}
	if _, err := d.w.WriteProject(t.Context(), m.Options, path, report.FileOptions{}, nil); app.CodeOf(err) != app.EConflict {
		t.Errorf("a file that is there is written over: %v", err)
	}
}

func TestExport_HasNothingWithoutAStudy(t *testing.T) {
	d := newDesk(t)
	m := &projects.Export{Planner: d.w, Store: d.w.Store}
	m.Begin("")
	d.until("studies", func() bool { return m.Loaded })
	if m.Report != nil || m.Err != nil || len(m.All) != 0 {
		t.Errorf("%+v", m)
	}
}
