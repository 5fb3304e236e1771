package project_test

import (
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/project"
	"throughline/storage/rival"
	"throughline/storage/rival/rivaltest"
)

// rivals are projects of other programs that are SQLite files.
var rivals = []struct {
	name, part string
	make       func(testing.TB, string) string
	makes      project.Makes
}{
	{"QualCoder", "", rivaltest.QualCoder, project.Makes{Tags: 9, People: 2, Interviews: 4, Findings: 14, Taggings: 17, Memos: 5, Files: 3}},
	{"Taguette", "Planning", rivaltest.Taguette, project.Makes{Tags: 6, Interviews: 2, Findings: 6, Taggings: 6}},
	{"RQDA", "", rivaltest.RQDA, project.Makes{Tags: 4, People: 1, Interviews: 2, Findings: 5, Taggings: 4, Memos: 3}},
	{"requal", "", rivaltest.Requal, project.Makes{Tags: 4, People: 1, Interviews: 2, Findings: 4, Taggings: 4, Memos: 5}},
}

// rivalReader is the reader of projects that are SQLite files.
func rivalReader() project.Reader {
	return project.Reader{Name: "QualCoder, Taguette, RQDA or requal project", Knows: rival.Recognises, Read: rival.ReadSole, Parts: rival.List, ReadPart: rival.Read}
}

func TestImport_TakesProjectsOfRivals(t *testing.T) {
	for _, row := range rivals {
		t.Run(row.name, func(t *testing.T) {
			b := apptest.New(t)
			s := service(b)
			s.Readers = append(s.Readers, rivalReader())
			path := row.make(t, t.TempDir())
			p, err := s.OpenPart(t.Context(), path, row.part, nil)
			if err != nil {
				t.Fatal(err)
			}
			done := imported(t, s, p, project.Options{File: "planning"})
			if done.Makes != row.makes {
				t.Errorf("made %+v, want %+v", done.Makes, row.makes)
			}
			for _, e := range done.Report.Elements {
				if e.Total != e.Kept+e.Aside+e.Degraded+e.Dropped {
					t.Errorf("%s do not add up: %+v", e.Name, e)
				}
			}
			page, err := b.Store.Findings(t.Context(), app.FindingQuery{Study: done.Study, Page: app.Page{Limit: 100}})
			if err != nil || len(page) != row.makes.Findings {
				t.Fatalf("the study has %d findings (%v)", len(page), err)
			}
			stars := 0
			for _, f := range page {
				if f.Star {
					stars++
				}
			}
			if row.name == "QualCoder" && stars != 2 {
				t.Errorf("%d findings are starred, want 2", stars)
			}
			if _, err := b.Log.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
			if studies, err := b.Store.Studies(t.Context()); err != nil || len(studies) != 0 {
				t.Errorf("after undo there are still %d studies (%v)", len(studies), err)
			}
		})
	}
}

func TestOpenPart_AsksWhereAFileHoldsSeveral(t *testing.T) {
	s := &project.Service{Readers: []project.Reader{project.REFI(), rivalReader()}}
	path := rivaltest.Taguette(t, t.TempDir())
	parts, err := s.Parts(t.Context(), path)
	if err != nil || len(parts) != 2 || parts[0].Name != "Planning" || parts[0].Sources != 2 {
		t.Errorf("the file holds %+v (%v)", parts, err)
	}
	if _, err := s.OpenPart(t.Context(), path, "", nil); app.CodeOf(err) != app.EInvalid {
		t.Errorf("none chosen: %v", err)
	}
	if p, err := s.OpenPart(t.Context(), path, "2", nil); err != nil || p.Name != "Other" {
		t.Errorf("the second is %v (%v)", p, err)
	}
	if !s.Knows(path) || s.Knows("notes.txt") {
		t.Error("what is a project is not known")
	}
}

func TestRoundTrip_OfRivalsIsEqual(t *testing.T) {
	for _, row := range rivals {
		t.Run(row.name, func(t *testing.T) {
			p, err := rival.Read(t.Context(), row.make(t, t.TempDir()), row.part, nil)
			if err != nil {
				t.Fatal(err)
			}
			first := apptest.New(t)
			done := imported(t, service(first), p, project.Options{File: "planning"})
			out, _, _ := exported(t, first, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
			if got, want := out.Count(), p.Count(); got != want {
				t.Errorf("the project goes out with %+v, want %+v", got, want)
			}
			second := apptest.New(t)
			again := imported(t, service(second), out, project.Options{File: "planning.qdpx"})
			if again.Makes.Findings != done.Makes.Findings || again.Makes.Taggings != done.Makes.Taggings || again.Makes.Tags != done.Makes.Tags ||
				again.Makes.Interviews != done.Makes.Interviews || again.Makes.People != done.Makes.People || again.Makes.Memos != done.Makes.Memos {
				t.Errorf("made %+v, want %+v", again.Makes, done.Makes)
			}
			same, _, _ := exported(t, second, project.ExportOptions{Study: again.Study, Audience: app.AudienceInside, Names: true})
			sameGraph(t, out, same)
		})
	}
}
