package metric_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/format/source"
	"throughline/app/metric"
)

type desk struct {
	*apptest.Bench
	*metric.Service
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	b := apptest.New(t)
	return &desk{b, &metric.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}}
}

func (d *desk) plan(t *testing.T, text string, change func(*metric.Spec)) *metric.Plan {
	t.Helper()
	sheet, err := metric.ReadSheet(t.Context(), source.Bytes("m.csv", text))
	if err != nil {
		t.Fatal(err)
	}
	spec := metric.Spec{Columns: metric.Guess(sheet)}
	if change != nil {
		change(&spec)
	}
	p, err := d.PlanImport(t.Context(), sheet, spec)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const long = `Metric,Date,Value,Segment,Definition,Owner,Target,Unit
Activation,2026-05-01,41,,First order in 7 days,Growth,50,%
Activation,2026-05-02,43.5,,,,,
Activation,2026-05-03,"44,5",Team,,,,
Churn,2026-05-01,3,,,,,
Churn,soon,3,,,,,
Churn,2026-05-04,many,,,,,
`

func TestImport_OfLongTables_IsOneStepAndUpdatesByDay(t *testing.T) {
	d := newDesk(t)
	p := d.plan(t, long, nil)
	if added, _, _ := p.Values(); added != 4 || len(p.Lines) != 2 || len(p.Problems) != 2 || !p.Lines[0].Defined || p.Lines[0].To != "2026-05-03" {
		t.Fatalf("plan %+v", p)
	}
	if got := p.Problems[0].String() + "|" + p.Problems[1].String(); got != "Row 6, Date: “soon” is no day.|Row 7, Value: “many” is no number." {
		t.Errorf("problems %q", got)
	}
	d.OneStep(t, "Import 2 metrics from m.csv", func() error { return d.Import(t.Context(), p, "m.csv") })
	m, err := d.Named(t.Context(), " ACTIVATION")
	if err != nil || m.Definition != "First order in 7 days" || m.Owner != "Growth" || m.Unit != "%" || m.Target == nil || *m.Target != 50 || m.Count() != 3 {
		t.Fatalf("metric %+v, %v", m, err)
	}
	if s, ok := m.Of("Team"); !ok || s.Values[0] != 44.5 || s.From != "2026-05-03" {
		t.Errorf("segment %+v", s)
	}
	if again := d.plan(t, long, nil); !again.Empty() {
		t.Errorf("again: %+v", again)
	}
	p = d.plan(t, "Metric,Date,Value\nactivation,2026-05-02,50\nactivation,2026-04-30,40\n", nil)
	if l := p.Lines[0]; l.New || l.Added != 1 || l.Changed != 1 || l.Metric != "Activation" {
		t.Errorf("update: %+v", p)
	}
	d.OneStep(t, "Import Activation from m.csv", func() error { return d.Import(t.Context(), p, "m.csv") })
	m, err = d.Named(t.Context(), "Activation")
	if s, _ := m.Of(""); err != nil || fmt.Sprint(s.Points()) != "[{2026-04-30 40} {2026-05-01 41} {2026-05-02 50}]" {
		t.Errorf("joined %+v, %v", s.Points(), err)
	}
}

func TestImport_OfWideTables(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a column a metric", "Day,Daily users,Orders,Remark\n05/13/2026,\"1,204\",30,fine\n05/14/2026,1210,,\n", "Daily users 2026-05-13 1204, Daily users 2026-05-14 1210, Orders 2026-05-13 30"},
		{"a column a day", "Metric,Segment,2026-05-01,2026-05-02\nOrders,Team,3,4\nOrders,,7,\n", "Orders 2026-05-01 7, Orders/Team 2026-05-01 3, Orders/Team 2026-05-02 4"},
		{"months", "Month,Orders\n2026-05,300\n2026-06,310\n", "Orders 2026-05-01 300, Orders 2026-06-01 310"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			p := d.plan(t, c.text, nil)
			if len(p.Problems) > 0 {
				t.Errorf("problems %v", p.Problems)
			}
			if err := d.Import(t.Context(), p, "wide.csv"); err != nil {
				t.Fatal(err)
			}
			all, err := d.List(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, m := range all {
				for _, s := range m.Series {
					for _, x := range s.Points() {
						got = append(got, fmt.Sprint(strings.TrimSuffix(m.Name+"/"+s.Segment, "/"), " ", x.Date, " ", x.Value))
					}
				}
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("values %q, want %q", got, c.want)
			}
		})
	}
}

func TestPlanImport_RefusesWhatSaysNothing(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct{ name, text string }{{"no days", "Metric,Colour\nOrders,red\n"}, {"no metric", "Date,Value\n2026-05-01,3\n"}} {
		t.Run(c.name, func(t *testing.T) {
			sheet, err := metric.ReadSheet(t.Context(), source.Bytes("m.csv", c.text))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := d.PlanImport(t.Context(), sheet, metric.Spec{Columns: metric.Guess(sheet)}); app.CodeOf(err) != app.EInvalid {
				t.Errorf("error %v", err)
			}
		})
	}
	p := d.plan(t, "Date,Value\n2026-05-01,3\n", func(s *metric.Spec) { s.Metric = "Orders" })
	if len(p.Lines) != 1 || p.Lines[0].Metric != "Orders" {
		t.Errorf("named by hand: %+v", p)
	}
}

func TestDefineAnnotateDelete_AreOneStepEach(t *testing.T) {
	d := newDesk(t)
	target := 50.0
	var m *app.Metric
	d.OneStep(t, "Define Activation", func() (err error) {
		m, err = d.Define(t.Context(), app.Metric{Name: " Activation ", Target: &target})
		return err
	})
	d.Nothing(t, "", func() error { _, err := d.Define(t.Context(), *m); return err })
	d.Nothing(t, app.EConflict, func() error { _, err := d.Define(t.Context(), app.Metric{Name: "activation"}); return err })
	d.Nothing(t, app.EInvalid, func() error { _, err := d.Define(t.Context(), app.Metric{Name: " "}); return err })
	with := *m
	with.Owner = "Growth"
	d.OneStep(t, "Define Activation", func() error { _, err := d.Define(t.Context(), with); return err })
	st := d.Study("Checkout")
	var a *app.Annotation
	d.OneStep(t, "Mark 2.4", func() (err error) {
		a, err = d.Annotate(t.Context(), app.Annotation{Kind: app.AnnotateRelease, Name: "2.4", Date: "2026-05-04"})
		return err
	})
	d.Nothing(t, app.EConflict, func() error {
		_, err := d.Annotate(t.Context(), app.Annotation{Kind: app.AnnotateOther, Name: "2.4", Date: "2026-05-04"})
		return err
	})
	d.Nothing(t, app.EInvalid, func() error {
		_, err := d.Annotate(t.Context(), app.Annotation{Kind: app.AnnotateOther, Name: "2.5"})
		return err
	})
	began := *st
	began.Start = "2026-03-01"
	cs := d.Bench.Hand.Begin("Begin")
	cs.Update(st, &began)
	if err := d.Bench.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	marks, err := d.Marks(t.Context())
	if err != nil || len(marks) != 2 || marks[0].Name != "Checkout" || marks[0].Own || !marks[1].Own {
		t.Errorf("marks %+v, %v", marks, err)
	}
	in := d.Insight(st, "More people start")
	fig := &app.Figure{ID: "u", Insight: in.ID, Study: st.ID, Metric: m.ID, Said: "Activation rose", Stamp: d.Bench.Hand.Stamp()}
	d.Put(fig)
	d.OneStep(t, "Remove the mark 2.4", func() error { return d.Unmark(t.Context(), a.ID) })
	d.OneStep(t, "Delete Activation", func() error { return d.Delete(t.Context(), m.ID) })
	if d.Has(fig) {
		t.Error("a figure of the metric is left")
	}
}

// days are values on days from one on.
func days(from app.Date, values ...float64) []app.Point {
	var all []app.Point
	for i, v := range values {
		all = append(all, app.Point{Date: app.DateOf(from.Time().AddDate(0, 0, i)), Value: v})
	}
	return all
}

func TestAround_SaysWhatMayBeChance(t *testing.T) {
	low, high := []float64{40, 42, 41, 43, 40, 42, 41, 43, 42, 41}, []float64{50, 52, 51, 53, 50, 52, 51, 53, 52, 51}
	for _, c := range []struct {
		name   string
		before []float64
		after  []float64
		lower  bool
		want   metric.Verdict
		text   string
	}{
		{"up is better", low, high, false, metric.Better, "+10 points"},
		{"up is worse", low, high, true, metric.Worse, "+10 points"},
		{"down is better", high, low, true, metric.Better, "−10 points"},
		{"the same", low, low, false, metric.Unclear, "+0 points"},
		{"three days", low[:3], high[:3], false, metric.TooFew, "+10 points"},
		{"nothing before", nil, high, false, metric.Missing, "–"},
	} {
		t.Run(c.name, func(t *testing.T) {
			from := app.DateOf(app.Date("2026-05-11").Time().AddDate(0, 0, -len(c.before)))
			m := &app.Metric{Name: "Activation", Unit: "%", Lower: c.lower, Series: []app.Series{app.NewSeries("", append(days(from, c.before...), days("2026-05-11", c.after...)...))}}
			sh := metric.Around(m, "", "2.4", "2026-05-11", 28)
			if sh.Verdict != c.want || sh.Text() != c.text || sh.NBefore != len(c.before) || sh.NAfter != len(c.after) {
				t.Fatalf("%s %q: %+v", sh.Verdict, sh.Text(), sh)
			}
			if !strings.Contains(sh.Says(), "2.4 (2026-05-11)") {
				t.Errorf("it says %q", sh.Says())
			}
		})
	}
}

func TestAround_LooksAtSoManyDaysOnly(t *testing.T) {
	m := &app.Metric{Name: "Orders", Series: []app.Series{app.NewSeries("", days("2026-05-01", 1, 2, 3, 4, 5, 6))}}
	sh := metric.Around(m, "", "", "2026-05-04", 2)
	if sh.NBefore != 2 || sh.NAfter != 2 || sh.Before != 2.5 || sh.After != 4.5 {
		t.Errorf("shift %+v", sh)
	}
	if sh := metric.Around(m, "Team", "", "2026-05-04", 2); sh.Verdict != metric.Missing {
		t.Errorf("a segment that is not there: %+v", sh)
	}
}

func TestSeries_KeepsPointsWhateverTheirOrder(t *testing.T) {
	for _, c := range []struct {
		name   string
		points []app.Point
		want   string
	}{
		{"none", nil, "[]"},
		{"one", []app.Point{{Date: "2026-05-01", Value: 1}}, "[{2026-05-01 1}]"},
		{"backwards, with a gap and one twice", []app.Point{{Date: "2026-06-01", Value: 3}, {Date: "2026-05-01", Value: 1}, {Date: "2026-05-01", Value: 2}}, "[{2026-05-01 2} {2026-06-01 3}]"},
		{"no day, no number", []app.Point{{Date: "2026-02-30", Value: 1}, {Date: "2026-05-01", Value: math.NaN()}}, "[]"},
		{"before 1970", []app.Point{{Date: "1969-12-31", Value: 1}, {Date: "1970-01-02", Value: 2}}, "[{1969-12-31 1} {1970-01-02 2}]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fmt.Sprint(app.NewSeries("", c.points).Points()); got != c.want {
				t.Errorf("points %s, want %s", got, c.want)
			}
		})
	}
}

func FuzzPlanImport(f *testing.F) {
	f.Add(long)
	f.Add("Day,Daily users\n05/13/2026,\"1,204\"\n")
	f.Add("Metric,2026-05-01\nOrders,3\n")
	f.Fuzz(func(t *testing.T, text string) {
		sheet, err := metric.ReadSheet(t.Context(), source.Bytes("m.csv", text))
		if err != nil {
			return
		}
		s := &metric.Service{Store: none{}}
		p, err := s.PlanImport(t.Context(), sheet, metric.Spec{Columns: metric.Guess(sheet), Metric: "M"})
		if err != nil {
			return
		}
		for _, l := range p.Lines {
			if l.Metric == "" || l.Added < 0 || l.From > l.To {
				t.Errorf("line %+v", l)
			}
		}
	})
}
