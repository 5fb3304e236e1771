package home_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/dashboard"
	"throughline/app/metric"
	"throughline/storage"
	"throughline/storage/storagetest"
	"throughline/ui/home"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// filled is a workspace of two studies: one of five interviews, of which one waits, with an insight without evidence, and an empty one.
func filled(t *testing.T) (*storage.Store, *storagetest.Filled) {
	t.Helper()
	store := storagetest.New(t)
	f := storagetest.Fill(t, store, storagetest.Size{Interviews: 4, Findings: 5, Tags: 3, Themes: 2, Insights: 2})
	cs := app.NewChangeSet("More", "Mara", storagetest.Noon)
	iv := *f.Interviews[0]
	iv.ID, iv.Title = "waiting", "P99, not yet read"
	cs.Create(&iv)
	cs.Create(&app.Insight{ID: "hunch", Study: f.Study.ID, Title: "A hunch", Status: app.InsightDraft, Stamp: app.NewStamp("Mara", storagetest.Noon)})
	cs.Create(&app.Study{ID: "next", Name: "Next", Product: "Pay", Region: "Iberia", Stamp: app.NewStamp("Mara", storagetest.Noon)})
	if _, err := store.Apply(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	return store, f
}

func open(t *testing.T, store *storage.Store, study app.StudyID, tab home.Tab) *home.Model {
	t.Helper()
	await, release := task.Hold()
	t.Cleanup(release)
	m := &home.Model{Store: store, Author: "Mara", Now: func() time.Time { return storagetest.Noon }}
	m.Open(study, tab)
	settled := func() bool {
		return m.Loaded && (tab != home.Programme || m.Board.Loaded && m.Board.Backed() && !m.Board.Heating && !m.Board.Trending)
	}
	t.Cleanup(func() {
		if !await(10*time.Second, settled) {
			t.Error("something is still being read")
		}
	})
	if !await(10*time.Second, settled) || m.Err != nil || m.Board.Err != nil {
		t.Fatalf("not loaded: %v, %v", m.Err, m.Board.Err)
	}
	return m
}

func TestModel_SaysWhatWaits(t *testing.T) {
	store, _ := filled(t)
	m := open(t, store, "", home.ForMe)
	var all []string
	for _, n := range m.Needs {
		all = append(all, n.Text)
	}
	got := strings.Join(all, "\n")
	for _, want := range []string{"P99, not yet read waits to be tagged", "“A hunch” has no evidence yet", "in no theme"} {
		if !strings.Contains(got, want) {
			t.Errorf("needs lack %q:\n%s", want, got)
		}
	}
	if m.Counts.Interviews != 5 || m.Waiting != 1 || len(m.Studies) != 2 || len(m.Latest) == 0 {
		t.Errorf("counts %+v, %d waiting, %d studies, %d insights", m.Counts, m.Waiting, len(m.Studies), len(m.Latest))
	}
	if m.Board.Loaded {
		t.Error("the dashboard was read although nobody looks at it")
	}
}

func TestModel_ListsWhatOtherRoomsSay(t *testing.T) {
	await, release := task.Hold()
	t.Cleanup(release)
	store, f := filled(t)
	m := &home.Model{Store: store, Author: "Mara", Now: func() time.Time { return storagetest.Noon }}
	var asked app.StudyID
	m.Others = append(m.Others, func(_ context.Context, study app.StudyID) ([]dashboard.Need, error) {
		asked = study
		return []dashboard.Need{{Text: "soon", Loud: true, N: 1}, {Text: "later", N: 1}}, nil
	})
	m.Open(f.Study.ID, home.ForMe)
	if !await(10*time.Second, func() bool { return m.Loaded }) || m.Err != nil {
		t.Fatal(m.Err)
	}
	if n := len(m.Needs); n < 3 || m.Needs[0].Text != "soon" || m.Needs[n-1].Text != "later" || asked != f.Study.ID {
		t.Errorf("needs %+v, asked for %q", m.Needs, asked)
	}
}

func TestModel_GoesOnWhereThePersonLeft(t *testing.T) {
	store, f := filled(t)
	desk := app.ReadingDesk{Front: f.Interviews[2].ID, Open: []app.OpenInterview{{ID: f.Interviews[1].ID}, {ID: "gone"}, {ID: f.Interviews[2].ID}}}
	if err := store.SaveReadingDesk(t.Context(), "Mara", desk); err != nil {
		t.Fatal(err)
	}
	m := open(t, store, "", home.ForMe)
	if len(m.Left) != 2 || m.Left[0].Title != f.Interviews[2].Title || m.Left[1].Title != f.Interviews[1].Title {
		t.Errorf("left off at %+v, want the front one first", m.Left)
	}
	if len(m.Done) == 0 || m.Done[0].Label != "More" || m.Done[0].Author != "Mara" {
		t.Errorf("done last: %+v", m.Done)
	}
	if next := open(t, store, "next", home.ForMe); len(next.Left) != 0 {
		t.Errorf("another study goes on with %+v", next.Left)
	}
}

func TestBoard_ShowsTheNumbersOfAScope(t *testing.T) {
	store, f := filled(t)
	m := open(t, store, "", home.Programme)
	if len(m.Board.Metrics) < 9 || m.Board.Flow == nil || m.Board.Heat == nil || m.Board.Coverage == nil {
		t.Fatalf("the dashboard lacks something: %+v", m.Board)
	}
	if err := m.Board.Heat.Validate(); err != nil {
		t.Error(err)
	}
	title, q, ok := m.HeatFind(0, 0)
	if !ok || len(q.Tags) != 1 || len(q.Segments) != 1 || title == "" {
		t.Errorf("HeatFind(0, 0) = %q, %+v, %v", title, q, ok)
	}
	if found, err := store.Findings(t.Context(), q); err != nil || len(found) != m.Board.HeatTab.Cells[rowOf(m, q)][0].Findings || len(found) == 0 {
		t.Errorf("the cell opens %d findings, it counted %+v (%v)", len(found), m.Board.HeatTab.Cells, err)
	}
	if _, _, ok := m.HeatFind(99, 0); ok {
		t.Error("HeatFind beyond the rows")
	}
	if _, q, ok := m.CoverFind(1, 0); !ok || q.Study != f.Study.ID || len(q.Segments) != 1 {
		t.Errorf("CoverFind(1, 0) = %+v, want a segment of the second study", q)
	}
	m.SetScope("Pay", "Iberia")
	for _, n := range m.Board.Metrics {
		if n.Key == dashboard.KeyWaiting && n.Value != "–" {
			t.Errorf("a product without interviews has %q waiting", n.Value)
		}
	}
	if got := m.MetricRoute(dashboard.KeyUnsorted); !strings.Contains(got.ID, "Iberia") {
		t.Errorf("unsorted findings of the region lead to %+v", got)
	}
}

// rowOf is the row of the tag a query asks for.
func rowOf(m *home.Model, q app.FindingQuery) int {
	for i, r := range m.Board.HeatTab.Rows {
		if r.Value == string(q.Tags[0]) {
			return i
		}
	}
	return -1
}

func TestNeedRoute_LeadsToWhatWaits(t *testing.T) {
	for _, tt := range []struct {
		need dashboard.Need
		want kit.Route
	}{
		{dashboard.Need{Kind: dashboard.NeedTags, Study: "s", ID: "i"}, kit.Route{Screen: kit.Reader, Study: "s", ID: "i"}},
		{dashboard.Need{Kind: dashboard.NeedErasure, Study: "s"}, kit.Route{Screen: kit.Consent, Study: "s", ID: kit.PrivacyAt("retention", "").ID}},
		{dashboard.Need{Kind: dashboard.NeedTags}, kit.Route{Screen: kit.Interviews, Study: kit.AllStudies, Filter: "untagged"}},
		{dashboard.Need{Kind: dashboard.NeedSorting, Study: "s"}, kit.Route{Screen: kit.Themes, Study: "s"}},
		{dashboard.Need{Kind: dashboard.NeedConflict, Study: "s", ID: "x"}, kit.Route{Screen: kit.Insights, Study: "s", ID: "x"}},
		{dashboard.Need{Kind: dashboard.NeedSession, Study: "s"}, kit.Route{Screen: kit.Recruitment, Study: "s", ID: kit.RecruitAt("sessions", "").ID}},
		{dashboard.Need{Kind: dashboard.NeedInvite}, kit.Route{Screen: kit.Recruitment, Study: kit.AllStudies, ID: kit.RecruitAt("board", "").ID}},
	} {
		if got := home.NeedRoute(tt.need); got != tt.want {
			t.Errorf("%s leads to %+v, want %+v", tt.need.Kind, got, tt.want)
		}
	}
	if _, q, ok := home.NeedRoute(dashboard.Need{Kind: dashboard.NeedTagging, Study: "s"}).Find(); !ok || !q.Untagged {
		t.Error("untagged findings do not lead to their list")
	}
}

func TestModel_GreetsByTheHour(t *testing.T) {
	for hour, want := range map[int]string{0: "Good evening", 6: "Good morning", 13: "Good afternoon", 20: "Good evening"} {
		m := &home.Model{Now: func() time.Time { return time.Date(2026, 11, 2, hour, 0, 0, 0, time.UTC) }}
		if got := m.Greeting(); got != want {
			t.Errorf("at %d: %q, want %q", hour, got, want)
		}
	}
}

func TestTrack_ShowsMetricsOfTheProductOnBothFaces(t *testing.T) {
	store, _ := filled(t)
	rise := &metric.Shift{Mark: "2.4", Verdict: metric.Better, Unit: "%", Change: 10}
	m := &home.Model{Store: store, Now: func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }, Tracks: func(_ context.Context, most int) ([]metric.Tracked, int, error) {
		return []metric.Tracked{{Metric: "m", Name: "Activation", Latest: "51 %", Of: "2026-05-20", Target: "50 %", Shift: rise, Line: &chart.Chart{Kind: chart.Line}}}, most + 3, nil
	}}
	await, release := task.Hold()
	t.Cleanup(release)
	m.Open("", home.ForMe)
	if !await(10*time.Second, func() bool { return m.Loaded && len(m.Tracked) > 0 }) {
		t.Fatal("no metric came")
	}
	if got, want := home.TrackLine(&m.Tracked[0]), "51 % on 20 May 2026, target 50 %"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	if got, want := home.TrackShift(&m.Tracked[0]), "Better, +10 points since 2.4"; got != want {
		t.Errorf("the change says %q, want %q", got, want)
	}
	if got, want := m.MetricsLine(), "1 of 7"; got != want {
		t.Errorf("of how many: %q, want %q", got, want)
	}
}
