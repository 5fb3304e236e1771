package kit

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/ui/task"
)

// evidenceSeat is a desk over three insights, and what it was asked for.
type evidenceSeat struct {
	desk    *EvidenceDesk
	wrote   []app.Insight
	added   map[app.InsightID][]app.Evidence
	said    []Toast
	failed  []error
	went    []Route
	refuses error
}

func newEvidenceSeat() *evidenceSeat {
	s := &evidenceSeat{added: map[app.InsightID][]app.Evidence{}}
	row := func(id, study string, day int64, ev ...app.Evidence) app.InsightRow {
		return app.InsightRow{Insight: app.Insight{ID: app.InsightID(id), Study: app.StudyID(study), Title: "Claim " + id, Evidence: ev,
			Stamp: app.NewStamp("Mara", time.Unix(day, 0))}, StudyName: study}
	}
	gone := row("old", "s", 9)
	gone.Status = app.InsightSuperseded
	s.desk = &EvidenceDesk{Insights: func(context.Context, app.StudyID) ([]app.InsightRow, error) {
		return []app.InsightRow{row("a", "s", 1, app.Evidence{Finding: "f1"}), row("b", "s", 3), row("c", "other", 4), row("d", "", 2), gone}, s.refuses
	}, Attach: func(_ context.Context, id app.InsightID, ev []app.Evidence) (int, int, error) {
		s.added[id] = ev
		if id == "a" {
			return len(ev) - 1, 1, s.refuses
		}
		return len(ev), 0, s.refuses
	}, Write: func(_ context.Context, in app.Insight) (*app.Insight, error) {
		s.wrote = append(s.wrote, in)
		in.ID = "new"
		return &in, s.refuses
	}, Toast: func(t Toast) { s.said = append(s.said, t) }, Fail: func(err error) { s.failed = append(s.failed, err) },
		GoTo: func(r Route) { s.went = append(s.went, r) }}
	return s
}

// pick makes the choice for an offer, loaded.
func (s *evidenceSeat) pick(t *testing.T, o EvidenceOffer) (e *evidencePick, await func(func() bool)) {
	t.Helper()
	wait, release := task.Hold()
	t.Cleanup(release)
	await = func(done func() bool) {
		t.Helper()
		if !wait(5*time.Second, done) {
			t.Fatal("nothing came")
		}
	}
	e = newEvidencePick(s.desk, o)
	read := false
	e.read(func(err error) {
		if read = true; err != nil {
			t.Errorf("read: %v", err)
		}
	})
	await(func() bool { return read })
	return e, await
}

func TestEvidencePick_OffersTheInsightsOfAStudyNewestFirst(t *testing.T) {
	s := newEvidenceSeat()
	for _, c := range []struct {
		name  string
		study app.StudyID
		want  []string
	}{
		{"one study", "s", []string{"b Draft", "d Draft", "a 1 of 2 in it"}},
		{"all studies", "", []string{"c Draft · other", "b Draft · s", "d Draft", "a 1 of 2 in it"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, _ := s.pick(t, OfferOfFindings(c.study, []app.FindingID{"f1", "f2"}))
			var got []string
			for i := range e.rows {
				got = append(got, string(e.rows[i].ID)+" "+e.detail(&e.rows[i]))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("offers %q, want %q", got, c.want)
			}
		})
	}
}

func TestEvidencePick_ListsANewInsightFirstUntilWordsAreTyped(t *testing.T) {
	e, _ := newEvidenceSeat().pick(t, OfferOf("s", "“Waiting”", app.Ref{Kind: app.KindTheme, ID: "t"}))
	for _, c := range []struct{ typed, want string }{
		{"", "New insight…|Claim b|Claim d|Claim a"},
		{" claim d ", "Claim d|New insight “claim d”"},
		{"People wait", "New insight “People wait”"},
	} {
		var got []string
		for _, it := range e.items(nil, c.typed) {
			got = append(got, it.Text)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("typed %q: %s, want %s", c.typed, s, c.want)
		}
	}
}

func TestEvidencePick_AddsAndSaysWhatWasThere(t *testing.T) {
	s := newEvidenceSeat()
	e, await := s.pick(t, OfferOfFindings("s", []app.FindingID{"f1", "f2"}))
	e.stance = app.Contradicts
	e.add(&e.rows[2])
	await(func() bool { return len(s.said) == 1 })
	want := []app.Evidence{{Finding: "f1", Stance: app.Contradicts}, {Finding: "f2", Stance: app.Contradicts}}
	if got := s.added["a"]; !slices.Equal(got, want) || s.said[0].Text != "1 added to “Claim a”, 1 there already" || s.said[0].Action != "Open" {
		t.Errorf("added %+v and said %+v", got, s.said[0])
	}
	e.add(&e.rows[1])
	await(func() bool { return len(s.said) == 2 })
	s.said[1].Run()
	if got := (Route{Screen: Insights, Study: AllStudies, ID: "d"}); len(s.went) != 1 || s.went[0] != got || s.said[1].Text != "2 findings added to “Claim d”" {
		t.Errorf("said %q and went to %+v, want %+v", s.said[1].Text, s.went, got)
	}
	s.refuses = app.Invalid("No disk.", "")
	e.add(&e.rows[0])
	await(func() bool { return len(s.failed) == 1 })
	if len(s.said) != 2 {
		t.Errorf("said %+v after a failure", s.said)
	}
}

func TestEvidencePick_WritesANewInsightWithTheTheme(t *testing.T) {
	s := newEvidenceSeat()
	e, await := s.pick(t, OfferOf("s", "“Waiting”", app.Ref{Kind: app.KindTheme, ID: "t"}))
	var heard []error
	done := func(err error) { heard = append(heard, err) }
	e.write("People wait", done)
	await(func() bool { return len(heard) == 1 })
	if in := s.wrote[0]; heard[0] != nil || in.Title != "People wait" || in.Study != "s" || !slices.Equal(in.Evidence, []app.Evidence{{Theme: "t", Stance: app.Supports}}) ||
		len(s.said) != 1 || s.said[0].Text != "“People wait” written from “Waiting”" {
		t.Errorf("wrote %+v, heard %v, said %+v", in, heard, s.said)
	}
	s.refuses = app.Invalid("An insight needs a claim.", "")
	e.write("", done)
	await(func() bool { return len(heard) == 2 })
	if heard[1] == nil || len(s.said) != 1 {
		t.Errorf("a refused insight: heard %v, said %+v", heard, s.said)
	}
}

func TestEvidencePick_RefusesMoreThanAnInsightCarries(t *testing.T) {
	for _, c := range []struct {
		n    int
		want bool
	}{{1, false}, {mostEvidence, false}, {mostEvidence + 1, true}} {
		if err := newEvidencePick(nil, OfferOfFindings("s", make([]app.FindingID, c.n))).refused(); (err != nil) != c.want {
			t.Errorf("%d findings: %v", c.n, err)
		}
	}
}

func TestEvidencePick_SaysItInWords(t *testing.T) {
	e := newEvidencePick(nil, OfferOf("s", "“Waiting”", app.Ref{Kind: app.KindTheme, ID: "t"}))
	long := strings.Repeat("long ", 20)
	for _, c := range []struct {
		added, there int
		title, want  string
	}{
		{0, 1, "A", "Nothing to add: it is in “A” already"},
		{0, 3, "A", "Nothing to add: all 3 are in “A” already"},
		{1, 2, "A", "1 added to “A”, 2 there already"},
		{1, 0, "A", "“Waiting” added to “A”"},
		{1, 0, long, "“Waiting” added to “" + strings.TrimSpace(long[:47]) + "…”"},
	} {
		if got := e.said(c.added, c.there, c.title); got != c.want {
			t.Errorf("said %q, want %q", got, c.want)
		}
	}
}
