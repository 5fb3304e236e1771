package workspace_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/report"
)

// trio is a workspace of three studies of six people each: what is measured, coded twice and attached differs by study.
func trio(t *testing.T) (b *apptest.Bench, studies []*app.Study) {
	b = apptest.New(t)
	day := func(i int) app.Date { return app.DateOf(app.Date("2026-05-01").Time().AddDate(0, 0, i)) }
	second := b.As("Second coder")
	free := &app.Metric{ID: "free", Name: "Visits", Series: []app.Series{app.NewSeries("", []app.Point{{Date: day(0), Value: 5}})}, Stamp: b.Hand.Stamp()}
	b.Put(free)
	for k, name := range []string{"Alpha", "Beta", "Gamma"} {
		study := b.Study(name)
		studies = append(studies, study)
		tag := b.Tag(study, "Slow "+name, "").ID
		var first *app.Finding
		for i := range 6 {
			s := b.Session(study, fmt.Sprintf("%s%d", name[:1], i+1), "Mod: How was it?", "P: It took for ever. It cost a lot.")
			b.Put(&app.Measure{ID: app.NewID[app.MeasureID](), Study: study.ID, Interview: s.ID, Participant: s.Person.ID, Kind: app.MeasureSuccess, Task: "Buy", Release: fmt.Sprint(k), Value: float64(min(1, i/(k+1))), Stamp: b.Hand.Stamp()})
			first = s.Finding("took for ever", tag)
			other := *first
			other.ID, other.Tags, other.Stamp = app.NewID[app.FindingID](), []app.Tagging{{Tag: tag, Author: second.Author, Provenance: app.ByHand, Created: first.Created}}, second.Stamp()
			b.Put(&other)
		}
		in := b.Insight(study, "People wait in "+name, app.Evidence{Finding: first.ID, Stance: app.Supports})
		m := &app.Metric{ID: app.MetricID("m" + name), Name: name + " rate", Unit: "%", Series: []app.Series{app.NewSeries("", []app.Point{{Date: day(k), Value: 40}, {Date: day(k + 1), Value: 41}})}, Stamp: b.Hand.Stamp()}
		b.Put(m, &app.Annotation{ID: app.AnnotationID("a" + name), Kind: app.AnnotateStudy, Study: study.ID, Name: name + " began", Date: day(k), Stamp: b.Hand.Stamp()},
			&app.Figure{ID: app.FigureID("f" + name), Insight: in.ID, Study: study.ID, Stance: app.Supports, Metric: m.ID, Said: name + " rate was 41 %", Stamp: b.Hand.Stamp()})
	}
	return b, studies
}

// A sheet of two of three studies tells nothing of the third, and tells the two apart.
func TestWriteSheet_OfSomeStudies_IsOfThoseAlone(t *testing.T) {
	b, studies := trio(t)
	f := metricSheetOf(t, b, report.Spec{Studies: []app.StudyID{studies[2].ID, studies[0].ID}, Date: "2026-11-02"})
	other := regexp.MustCompile(`Beta|\bB[1-6]\b`) // codes of passages are drawn at random, and may have B1 in them
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			for _, cell := range r {
				if other.MatchString(cell) {
					t.Errorf("%s, row %d tells of a study that was not chosen: %q", sheet, i+1, r)
				}
			}
		}
	}
	for _, c := range []struct {
		sheet, column string
		want          []string // of the column Study and another, row by row
	}{
		{"UX measures", "Share", []string{"Gamma 0.5", "Gamma 0.5", "Alpha 0.833333333333333", "Alpha 0.833333333333333"}},
		{"Coverage", "People asked", []string{" 12", " 12", "Gamma 6", "Gamma 6", "Alpha 6", "Alpha 6"}},
		{"Agreement", "Both", []string{"Gamma 6", "Gamma 6", "Alpha 6", "Alpha 6"}},
		{"Tags x segments", "of asked", []string{" 12", " 12"}},
	} {
		var got []string
		for _, r := range table(t, f, c.sheet) {
			v := r[c.column]
			if len(v) > 17 {
				v = v[:17]
			}
			got = append(got, r["Study"]+" "+v)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s, %s: %q, want %q", c.sheet, c.column, got, c.want)
		}
	}
	var metrics []string
	for _, r := range table(t, f, "Product metrics") {
		metrics = append(metrics, r["Metric"]+" "+r["Studies"])
	}
	if want := []string{"Alpha rate Alpha", "Gamma rate Gamma", "Visits "}; !slices.Equal(metrics, want) {
		t.Errorf("metrics %q, want %q", metrics, want)
	}
	programme := table(t, f, "Programme metrics")
	if first, last := programme[0]["Study"], programme[len(programme)-1]["Study"]; first != "Gamma" || last != "Alpha" {
		t.Errorf("the programme's numbers are of %q and %q", first, last)
	}
	saturation := table(t, f, "Saturation")
	if len(saturation) != 24 || saturation[0]["Study"] != "Gamma" || saturation[23]["Study"] != "Alpha" {
		t.Errorf("%d rows of saturation", len(saturation))
	}
	for _, sheet := range []string{"UX measures", "Coverage", "Agreement"} {
		recomputed(t, f, sheet)
	}
}

// Each naming tells what nobody can be known by, and no more.
func TestWriteSheet_NamingKeepsBackWhatTellsAPerson(t *testing.T) {
	b, study := halves(t)                                                                                                         // six planners, four admins
	for i, iv := range func() []app.InterviewRow { all, _ := b.Store.Interviews(t.Context(), study, app.Page{}); return all }() { // SUS of three people, success of ten in two releases
		who := iv.Participants()[0]
		b.Put(&app.Measure{ID: app.NewID[app.MeasureID](), Study: study, Interview: iv.ID, Participant: who, Kind: app.MeasureSuccess, Task: "Buy", Release: fmt.Sprint("r", i/7), Value: 1, Stamp: b.Hand.Stamp()})
		if i < 3 {
			b.Put(&app.Measure{ID: app.NewID[app.MeasureID](), Study: study, Interview: iv.ID, Participant: who, Kind: app.MeasureSUS, Value: 70, Stamp: b.Hand.Stamp()})
		}
	}
	type told struct{ segments, titles, scores, columns, persons int }
	for level, want := range map[report.Naming]told{
		report.NamesSegment: {segments: 2, titles: 20, scores: 4, columns: 10, persons: 10},
		report.NamesCode:    {segments: 0, titles: 0, scores: 4, columns: 10, persons: 10}, // the other one follows from the whole
		report.NamesAlias:   {segments: 0, titles: 0, scores: 4, columns: 10, persons: 10},
		report.NamesNone:    {segments: 0, titles: 0, scores: 1, columns: 0, persons: 0},
	} {
		f := metricSheetOf(t, b, report.Spec{Study: study, Naming: level, Date: "2026-11-02"})
		got := told{}
		for _, r := range table(t, f, "Coverage") {
			if r["Of"] == "segment" {
				got.segments++
			}
		}
		for _, r := range table(t, f, "Saturation") {
			if r["Interview"] != "" {
				got.titles++
			}
		}
		for _, r := range table(t, f, "UX measures") {
			if r["n"] != "" {
				got.scores++
			}
		}
		matrix, err := f.GetRows("Tags x participants")
		if err != nil {
			t.Fatal(err)
		}
		got.columns, got.persons = len(matrix[0])-3, len(table(t, f, "Participants and coverage"))
		if got != want {
			t.Errorf("%q tells %+v, want %+v", level, got, want)
		}
		if segments, err := f.GetRows("Tags x segments"); err != nil || (want.segments == 0) != (len(segments) == 1) {
			t.Errorf("%q: tags by segment %v, %v", level, segments, err)
		}
		for _, sheet := range []string{"Agreement", "Programme metrics", "Co-occurrence"} {
			if i, _ := f.GetSheetIndex(sheet); i < 0 {
				t.Errorf("%q has no sheet %s", level, sheet)
			}
		}
	}
}

// Coders agree as they agree, whoever reads the sheet: who may not be quoted said as many sentences as before.
func TestWriteSheet_AgreementIsThatOfWhatWasSaid(t *testing.T) {
	b, studies := trio(t)
	all, err := b.Store.Interviews(t.Context(), studies[0].ID, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	who := all[0].Participants()[0]
	read := func(a app.Audience) []map[string]string {
		return table(t, metricSheetOf(t, b, report.Spec{Study: studies[0].ID, Naming: report.NamesCode, Date: "2026-11-02", Readers: a}), "Agreement")
	}
	inside := read(app.AudienceInside)
	b.Put(&app.Consent{ID: app.NewID[app.ConsentID](), Participant: who, Study: studies[0].ID, Given: "2026-01-01", Withdrawn: "2026-06-01", Stamp: b.Hand.Stamp()})
	for _, a := range []app.Audience{app.AudienceInside, app.AudienceOutside} {
		if got := read(a); len(inside) == 0 || !reflect.DeepEqual(got, inside) {
			t.Errorf("%s: %v, want %v", a, got, inside)
		}
	}
}
