//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"testing"

	"throughline/app"
	"throughline/app/project"
	"throughline/storage"
	"throughline/storage/rival"
	"throughline/storage/rival/rivaltest"
)

// TestProjects brings a QualCoder project in through the window, takes it back and in again, writes the study out, and brings that in
// too: each holds what the one before held.
func TestProjects(t *testing.T) {
	dir := t.TempDir()
	folder := rivaltest.QualCoder(t, dir)
	came, err := rival.Read(t.Context(), folder, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	p := openSample(t)
	bring := func(path, name string) {
		p.Keys("ctrl+k")
		p.Type("import a project")
		p.Keys("Return")
		p.Calm()
		p.Keys("Return")
		p.Calm()
		p.Type(path)
		p.Keys("Return")
		p.Calm()
		p.MustShow("project-dry-run")
		p.Keys("ctrl+a")
		p.Type(name)
		p.Keys("Return")
		p.Expect("committed Import project")
		p.Expect("job done Import project")
		p.Calm()
	}
	bring(folder, "Families")
	p.MustShow("project-finished")
	p.Keys("Return")
	p.Expect("screen interviews")
	p.Keys("ctrl+z")
	p.Expect("undone")
	bring(folder, "Families")
	p.Keys("Return")
	p.Expect("screen interviews")

	out := filepath.Join(dir, "families.qdpx")
	p.Keys("ctrl+k")
	p.Type("export the study")
	p.Keys("Return")
	p.Calm()
	p.MustShow("project-export")
	p.Keys("Return")
	p.Calm()
	p.Keys("ctrl+a")
	p.Type("families.qdpx")
	p.Keys("Return")
	p.Expect("job done Export project")
	written := filepath.Join(p.Home, "Documents", "families.qdpx")
	if err := os.Rename(written, out); err != nil {
		t.Fatal(err)
	}
	again, err := project.REFI().Read(t.Context(), out, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := again.Count(), came.Count(); got != want {
		t.Errorf("the study goes out with %+v, want %+v", got, want)
	}

	bring(out, "Families again")
	p.Keys("Escape")
	p.Close()
	compare(t, filepath.Join(p.Home, "Documents", "Throughline sample.throughline"))
}

// compare holds the two studies that came in to one another.
func compare(t *testing.T, path string) {
	t.Helper()
	s, err := storage.Open(t.Context(), path, storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }() // only read
	studies, err := s.Studies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]app.Counts{}
	for _, st := range studies {
		if counts[st.Name], err = s.Counts(t.Context(), st.ID); err != nil {
			t.Fatal(err)
		}
	}
	one, two := counts["Families"], counts["Families again"]
	if one.Findings != 14 || one.Interviews != 4 || one.Findings != two.Findings || one.Interviews != two.Interviews || one.Tags != two.Tags {
		t.Errorf("the study has %+v, and what was written of it %+v", one, two)
	}
}
