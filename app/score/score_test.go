package score_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/format/source"
	"throughline/app/score"
)

// lab is a workspace with a study in which three people were seen.
type lab struct {
	*apptest.Bench
	study    *app.Study
	sessions []*apptest.Session
	*score.Service
}

func newLab(t *testing.T) *lab {
	t.Helper()
	b := apptest.New(t)
	l := &lab{Bench: b, study: b.Study("Checkout"), Service: &score.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}}
	for i := range 3 {
		l.sessions = append(l.sessions, b.Session(l.study, fmt.Sprint("P", i+1), "Mod: Please buy it.", "P: Here we go."))
	}
	return l
}

func (l *lab) all(t *testing.T) []app.Measure {
	t.Helper()
	all, err := l.List(t.Context(), l.study.ID)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEnter_TakesThePlaceOfTheSameMeasure(t *testing.T) {
	l := newLab(t)
	seq := app.Measure{Interview: l.sessions[0].ID, Kind: app.MeasureSEQ, Task: " Check  out ", Value: 5}
	l.OneStep(t, "Enter SEQ of Check out", func() error { return l.Enter(t.Context(), seq) })
	seq.Task, seq.Value = "CHECK OUT", 6
	l.OneStep(t, "Change SEQ of Check out", func() error { return l.Enter(t.Context(), seq) })
	l.Nothing(t, "", func() error { return l.Enter(t.Context(), seq) })
	all := l.all(t)
	if len(all) != 1 || all[0].Value != 6 || all[0].Task != "Check out" || all[0].Participant != l.sessions[0].Person.ID || all[0].Study != l.study.ID || all[0].Date != "2026-10-01" {
		t.Fatalf("measures %+v", all)
	}
	seq.Release = "2.4"
	l.OneStep(t, "Enter SEQ of CHECK OUT", func() error { return l.Enter(t.Context(), seq) })
	for _, c := range []struct {
		name string
		m    app.Measure
		want app.Code
	}{
		{"out of range", app.Measure{Interview: l.sessions[0].ID, Kind: app.MeasureSEQ, Task: "Check out", Value: 8}, app.EInvalid},
		{"no task", app.Measure{Interview: l.sessions[0].ID, Kind: app.MeasureSEQ, Value: 5}, app.EInvalid},
		{"between", app.Measure{Interview: l.sessions[0].ID, Kind: app.MeasureNPS, Value: 7.5}, app.EInvalid},
		{"unknown", app.Measure{Interview: l.sessions[0].ID, Kind: "iq", Value: 5}, app.EInvalid},
		{"nobody's", app.Measure{Study: l.study.ID, Kind: app.MeasureSUS, Value: 5}, app.EInvalid},
		{"a session that is gone", app.Measure{Interview: "gone", Kind: app.MeasureSUS, Value: 5}, app.ENotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			l.Nothing(t, c.want, func() error { return l.Enter(t.Context(), c.m) })
		})
	}
	all = l.all(t)
	l.OneStep(t, "Clear 2 measures", func() error { return l.Clear(t.Context(), []app.MeasureID{all[0].ID, "gone", all[1].ID}) })
	l.Nothing(t, "", func() error { return l.Clear(t.Context(), []app.MeasureID{all[0].ID}) })
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		kind app.MeasureKind
		text string
		want float64
		ok   bool
	}{
		{app.MeasureSuccess, "Yes", 1, true}, {app.MeasureSuccess, "0", 0, true}, {app.MeasureSuccess, "failed", 0, true}, {app.MeasureSuccess, "100%", 1, true}, {app.MeasureSuccess, "0%", 0, true}, {app.MeasureSuccess, "maybe", 0, false},
		{app.MeasureTime, "84", 84, true}, {app.MeasureTime, "1:24", 84, true}, {app.MeasureTime, "1 minute 24 seconds", 84, true}, {app.MeasureTime, "84,5 s", 84.5, true},
		{app.MeasureTime, "0", 0, false}, {app.MeasureTime, "soon", 0, false},
		{app.MeasureSUS, "4,2", 4.2, true}, {app.MeasureSUS, "4 2 5 1 4 2 5 2 4 1", 85, true}, {app.MeasureSUS, "4;2;5;1;4;2;5;2;4;1", 85, true}, {app.MeasureSUS, "4 2 5", 0, false},
		{app.MeasureSUS, "4 2 5 1 4 2 5 2 4 6", 0, false}, {app.MeasureSUS, "101", 0, false},
		{app.MeasureUMUXLite, "6 7", 91.66666666666667, true}, {app.MeasureUXLite, "4/5", 87.5, true},
		{app.MeasureNPS, "10", 10, true}, {app.MeasureNPS, "11", 0, false}, {app.MeasureCSAT, "4.5", 0, false}, {app.MeasureCES, "7", 7, true},
	} {
		v, _, err := score.Read(c.kind, c.text)
		if (err == nil) != c.ok || c.ok && v != c.want {
			t.Errorf("Read(%s, %q) = %v, %v, want %v", c.kind, c.text, v, err, c.want)
		}
		if err != nil && app.CodeOf(err) != app.EInvalid {
			t.Errorf("Read(%s, %q) fails with %v", c.kind, c.text, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"yes", "1:24", "4 2 5 1 4 2 5 2 4 1", "٣", "1,234.5", "-", "1e9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, k := range app.MeasureKinds() {
			if v, _, err := score.Read(k, text); err == nil && k.Check(v) != nil {
				t.Errorf("Read(%s, %q) = %v, which the kind refuses", k, text, v)
			}
		}
	})
}

func FuzzNamed(f *testing.F) {
	for _, s := range []string{"SUS_q10", "Task 2: time (s)", "UMUX-Lite easy", "importance of finding a price", "§"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, head string) {
		kind, _, answer, ok := score.Named(head)
		if n, _ := kind.Answers(); ok && (kind.Word() == "" || answer < 0 || answer > n) {
			t.Errorf("Named(%q) = %q, answer %d", head, kind, answer)
		}
	})
}

func TestNamed(t *testing.T) {
	for _, c := range []struct {
		head, want string
	}{
		{"SUS", "sus//0"}, {"SUS score", "sus//0"}, {"SUS_q10", "sus//10"}, {"sus3", "sus//3"}, {"System Usability Scale 4", "sus//4"},
		{"Task 2: time (s)", "time/Task 2/0"}, {"Time on task", "time//0"}, {"Checkout success", "success/Checkout/0"}, {"Task success", "success//0"},
		{"SEQ Find a price", "seq/Find a price/0"}, {"UMUX-Lite useful", "umux-lite//1"}, {"UMUX-Lite easy", "umux-lite//2"}, {"UX-Lite", "ux-lite//0"},
		{"NPS", "nps//0"}, {"Importance of finding a price", "importance/finding a price/0"}, {"Remarks", ""}, {"", ""},
	} {
		kind, task, answer, ok := score.Named(c.head)
		got := fmt.Sprint(kind, "/", task, "/", answer)
		if !ok {
			got = ""
		}
		if got != c.want {
			t.Errorf("Named(%q) = %q, want %q", c.head, got, c.want)
		}
	}
}

// plan reads a file by its names and plans its import.
func (l *lab) plan(t *testing.T, text string, change func(*score.Spec)) *score.Plan {
	t.Helper()
	sheet, err := score.ReadSheet(t.Context(), source.Bytes("scores.csv", text))
	if err != nil {
		t.Fatal(err)
	}
	spec := score.Spec{Columns: score.Guess(sheet.Columns), Study: l.study.ID}
	if change != nil {
		change(&spec)
	}
	p, err := l.PlanImport(t.Context(), sheet, spec)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const wide = `Participant,Release,Checkout success,Checkout time,SUS1,SUS2,SUS3,SUS4,SUS5,SUS6,SUS7,SUS8,SUS9,SUS10,NPS
P1,2.4,yes,1:24,4,2,5,1,4,2,5,2,4,1,9
p2,2.4,no,90,4,2,5,1,4,2,5,2,4,1,11
P3,2.4,yes,45,4,2,5,1,4,2,5,2,4,,7
P9,2.4,yes,45,4,2,5,1,4,2,5,2,4,1,7
`

func TestImport_OfWideTables_IsOneStepAndSaysWhatItLost(t *testing.T) {
	l := newLab(t)
	p := l.plan(t, wide, nil)
	if p.Added != 10 || p.Count(score.ActAdd) != 3 || p.Count(score.ActSkip) != 1 || len(p.People) != 0 {
		t.Fatalf("plan %+v", p)
	}
	var said []string
	for _, x := range p.Problems {
		said = append(said, x.String())
	}
	want := "Row 3, NPS: NPS is a whole number from 0 to 10.|Row 4, SUS1: Answer 10 of SUS is missing, so it has no score.|Row 5: Nobody here has the code P9."
	if got := strings.Join(said, "|"); got != want {
		t.Errorf("problems %q, want %q", got, want)
	}
	l.OneStep(t, "Import 10 measures from scores.csv", func() error { return l.Import(t.Context(), p, "scores.csv") })
	all := l.all(t)
	if len(all) != 10 || all[0].Interview != l.sessions[0].ID || all[0].Participant != l.sessions[0].Person.ID {
		t.Errorf("measures %+v", all)
	}
	again := l.plan(t, wide, nil)
	if !again.Empty() || again.Same != 10 || again.Count(score.ActSame) != 3 {
		t.Errorf("again: %+v", again)
	}
	l.Nothing(t, "", func() error { return l.Import(t.Context(), again, "scores.csv") })
	changed := l.plan(t, strings.Replace(wide, "P1,2.4,yes,1:24", "P1,2.4,no,1:25", 1), nil)
	if changed.Changed != 2 || changed.Same != 8 || changed.Added != 0 || changed.Rows[0].Act != score.ActChange {
		t.Errorf("changed: %+v", changed)
	}
	l.OneStep(t, "Import 2 measures from scores.csv", func() error { return l.Import(t.Context(), changed, "scores.csv") })
	people := l.plan(t, wide, func(s *score.Spec) { s.AddPeople = true })
	if len(people.People) != 1 || people.People[0] != "P9" || people.Added != 4 {
		t.Errorf("with new people: %+v", people)
	}
	l.OneStep(t, "Import 6 measures from scores.csv", func() error { return l.Import(t.Context(), people, "scores.csv") })
}

func TestImport_OfLongTables(t *testing.T) {
	l := newLab(t)
	p := l.plan(t, "session,task,measure,value,date\nInterview with P1,Checkout,task success,1,05/13/2026\ninterview with p1,Checkout,time,84,05/13/2026\nInterview with P1,,SUS,72.5,\n"+
		"Interview with P1,Checkout,time,90,\nInterview with P1,,Mood,3,\nNobody,,SUS,70,\n,,SUS,70,\n", nil)
	if p.Added != 3 || p.Again != 1 || len(p.Problems) != 3 || p.Count(score.ActSkip) != 3 {
		t.Fatalf("plan %+v", p)
	}
	if err := l.Import(t.Context(), p, "long.csv"); err != nil {
		t.Fatal(err)
	}
	for _, m := range l.all(t) {
		if m.Kind == app.MeasureSuccess && m.Date != "2026-05-13" || m.Kind == app.MeasureTime && m.Value != 90 || m.Kind == app.MeasureSUS && m.Date != "2026-10-01" {
			t.Errorf("measure %+v", m)
		}
	}
}

func TestPlanImport_RefusesAMappingThatSaysNothing(t *testing.T) {
	l := newLab(t)
	for _, c := range []struct{ name, text string }{{"nobody's", "SUS\n80\n"}, {"no measure", "Participant,Colour\nP1,red\n"}, {"a name without a value", "Participant,Measure\nP1,SUS\n"}} {
		t.Run(c.name, func(t *testing.T) {
			sheet, err := score.ReadSheet(t.Context(), source.Bytes("x.csv", c.text))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := l.PlanImport(t.Context(), sheet, score.Spec{Columns: score.Guess(sheet.Columns), Study: l.study.ID}); app.CodeOf(err) != app.EInvalid {
				t.Errorf("error %v", err)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	sheet, err := score.ReadSheet(t.Context(), source.Bytes("x.csv", wide))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.PlanImport(ctx, sheet, score.Spec{Columns: score.Guess(sheet.Columns)}); err == nil {
		t.Error("a cancelled plan goes on")
	}
}
