package report_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/report/reporttest"
)

func spec() report.Spec {
	return report.Spec{Study: "study-1", Title: "New customers stall before they see value, and most of the wait is not theirs to end",
		Author: "Ida Brandt", Date: "2026-11-04", Audience: "Product team"}
}

func compose(t *testing.T, s report.Store, sp report.Spec) *report.Document {
	t.Helper()
	d, err := report.Compose(context.Background(), s, sp)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestCompose_Onboarding(t *testing.T) {
	golden(t, "onboarding.txt", dump(compose(t, reporttest.Onboarding(), spec())))
}

func TestCompose_EmptyStudyIsHonest(t *testing.T) {
	s := &reporttest.Store{Projects: []app.Study{{ID: "study-1", Name: "Not begun"}}}
	golden(t, "empty.txt", dump(compose(t, s, report.Spec{Study: "study-1", Date: "2026-11-04"})))
}

func TestCompose_EmptyWorkspace(t *testing.T) {
	got := dump(compose(t, &reporttest.Store{}, report.Spec{}))
	if !strings.Contains(got, "Nothing has been learned yet") {
		t.Errorf("report of nothing:\n%s", got)
	}
}

func TestCompose_Withholds(t *testing.T) {
	sp := spec()
	sp.MayQuote = func(p app.ParticipantID) bool { return p != "p-0007" }
	doc := compose(t, reporttest.Onboarding(), sp)
	if w := doc.Withheld; w == nil || w.Passages != 3 || w.People != 1 {
		t.Errorf("Withheld = %+v, want what the report says: 3 passages of 1 person", w)
	}
	got := dump(doc)
	if strings.Contains(got, "Nine days. I counted them") || strings.Contains(got, "nothing to show my boss") {
		t.Error("words of a person without consent are printed")
	}
	for _, want := range []string{
		"1 person has no consent that allows quoting outside the team: 3 of their passages are counted here but not quoted.",
		"2 passages are counted but not quoted, for want of consent.",
		"_Not quoted: no consent to quotation._",
		"People=8 of 12",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
}

// keptFrom is a store in which words of people are kept back, each person's for a reason.
type keptFrom struct {
	*reporttest.Store
	why map[app.ParticipantID]app.ConsentState
}

func (k keptFrom) FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error) {
	rows, err := k.Store.FindingsByID(ctx, ids)
	for i := range rows {
		if why := k.why[rows[i].Participant]; why != "" {
			rows[i].Withheld, rows[i].Quote = why, ""
		}
	}
	return rows, err
}

// The dialog before an export and the words of the report tell the same reasons in the same order.
func TestCompose_TellsReasonsInTheOrderOfTheGate(t *testing.T) {
	mild := app.Reasons()
	slices.Reverse(mild) // the first person of the evidence has the mildest reason
	k := keptFrom{reporttest.Onboarding(), map[app.ParticipantID]app.ConsentState{}}
	for i, p := range k.People {
		k.why[p.ID] = mild[i%len(mild)]
	}
	doc := compose(t, k, spec())
	text, at := dump(doc), 0
	_, text, _ = strings.Cut(text, "counted here but not quoted (")
	text, _, _ = strings.Cut(text, ")")
	if len(doc.Withheld.Why) != len(mild) {
		t.Fatalf("Withheld.Why = %v, want every reason", doc.Withheld.Why)
	}
	for i, w := range doc.Withheld.Why {
		if w.State != app.Reasons()[i] {
			t.Errorf("reason %d of the document is %q, want %q", i+1, w.State, app.Reasons()[i])
		}
		said := strings.Index(text, fmt.Sprintf("%d %s", w.Passages, w.State))
		if said < at {
			t.Errorf("the report says %q, want %d %s next", text, w.Passages, w.State)
		}
		at = said
	}
}

func TestCompose_Sections(t *testing.T) {
	sp := spec()
	sp.Sections = []report.Section{report.SectionEvidence, report.SectionInsights}
	sp.Insights = []app.InsightID{"n-0002"}
	d := compose(t, reporttest.Onboarding(), sp)
	got := dump(d)
	for _, gone := range []string{"[summary]", "[method]", "[themes]", "<themes>", "Admins stall"} {
		if strings.Contains(got, gone) {
			t.Errorf("report of one insight still has %s", gone)
		}
	}
	if strings.Index(got, "[insight-1]") > strings.Index(got, "[evidence]") {
		t.Error("the evidence comes before the insight")
	}
}

// Every link must lead somewhere, and no ID may be given twice.
func TestCompose_LinksLeadSomewhere(t *testing.T) {
	d := compose(t, reporttest.Onboarding(), spec())
	ids, links := map[string]int{}, map[string]bool{}
	see := func(rs []report.Run) {
		for _, r := range rs {
			links[r.Link], links[r.PageOf] = true, true
		}
	}
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case report.Heading:
			ids[b.ID]++
		case report.Quote:
			ids[b.ID]++
			links[b.Link] = true
		case report.Paragraph:
			see(b.Runs)
		case report.List:
			for _, it := range b.Items {
				see(it.Runs)
				links[it.Link] = true
			}
		case report.Table:
			for _, r := range b.Rows {
				ids[r.ID]++
				for _, c := range r.Cells {
					see(c)
				}
			}
		}
	}
	delete(links, "")
	delete(ids, "")
	for l := range links {
		if ids[l] == 0 {
			t.Errorf("link to %q leads nowhere", l)
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("id %q is given %d times", id, n)
		}
	}
	if len(links) < 60 {
		t.Errorf("only %d links", len(links))
	}
}

func TestCompose_HashFollowsTheData(t *testing.T) {
	one := compose(t, reporttest.Onboarding(), spec()).Hash
	sp := spec()
	sp.Title, sp.Date, sp.Author = "Another title", "2027-01-01", "Someone"
	if got := compose(t, reporttest.Onboarding(), sp).Hash; got != one {
		t.Error("the hash follows title or date")
	}
	s := reporttest.Onboarding()
	s.Marks[3].Star = !s.Marks[3].Star
	if got := compose(t, s, spec()).Hash; got == one {
		t.Error("the hash does not follow a finding")
	}
}

func TestCompose_KeepsNumbersWhenEvidenceIsAdded(t *testing.T) {
	number := func(s *reporttest.Store, text string) string {
		for _, b := range compose(t, s, spec()).Blocks {
			if q, ok := b.(report.Quote); ok && strings.HasPrefix(q.Text, text) {
				return q.Evidence
			}
		}
		return ""
	}
	s := reporttest.Onboarding()
	before := number(s, "For us it was one click")
	f := s.Marks[0]
	f.ID, f.Quote = "f-9999", "Later words."
	f.Created = f.Created.AddDate(0, 1, 0)
	s.Marks = append(s.Marks, f)
	s.Claims[0].Evidence = append([]app.Evidence{{Finding: f.ID, Stance: app.Supports}}, s.Claims[0].Evidence...)
	if after := number(s, "For us it was one click"); before == "" || after != before {
		t.Errorf("number went from %q to %q", before, after)
	}
}

func TestCompose_ManyInsightsKeepTheSummaryShort(t *testing.T) {
	s := reporttest.Big(reporttest.Size{People: 30, Findings: 400, Themes: 40, Insights: 60, Tags: 10})
	d := compose(t, s, report.Spec{Study: "study-1", Date: "2026-11-04"})
	got := dump(d)
	summary, _, _ := strings.Cut(got[strings.Index(got, "[summary]"):], "=== page")
	if n := strings.Count(summary, "<insight-"); n < 4 || n > 20 {
		t.Errorf("the summary names %d insights", n)
	}
	if !strings.Contains(summary, "more insights on the pages that follow") {
		t.Error("the summary does not say that there is more")
	}
}

func TestCompose_Fails(t *testing.T) {
	_, err := report.Compose(context.Background(), reporttest.Onboarding(), report.Spec{Study: "nowhere"})
	if app.CodeOf(err) != app.ENotFound {
		t.Errorf("unknown study: %v, want ENotFound", err)
	}
	broken := reporttest.Onboarding()
	broken.Failing = errors.New("disk")
	if _, err = report.Compose(context.Background(), broken, spec()); !errors.Is(err, broken.Failing) {
		t.Errorf("broken store: %v, want its error", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err = report.Compose(ctx, reporttest.Onboarding(), spec()); app.CodeOf(err) != app.ECanceled {
		t.Errorf("canceled: %v, want ECanceled", err)
	}
}

func ExampleCompose() {
	d, err := report.Compose(context.Background(), reporttest.Onboarding(), report.Spec{Study: "study-1", Date: "2026-11-04"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Title)
	for _, f := range d.Facts[:2] {
		fmt.Printf("%s: %s\n", f.Label, f.Value)
	}
	// Output:
	// Onboarding friction, Q3
	// Date: 4 November 2026
	// Sample: 16 interviews with 12 people in 3 segments, 2–26 September 2026
}
