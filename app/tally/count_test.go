package tally_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/tally"
	"throughline/synthesis/stat"
)

// crowd is a study of twelve people, one interview each: P01 to P05 of Finance, the others of Admin.
//
//	Price: all five of Finance, P01 three times, and P06 to P09
//	Speed: P01, P06
//	Fees, beneath Price: P10
type crowd struct {
	*apptest.Bench
	study *app.Study
	tags  map[string]app.TagID
	all   []*apptest.Session
	count *tally.Service
}

func newCrowd(t *testing.T) *crowd {
	b := apptest.New(t)
	c := &crowd{Bench: b, study: b.Study("Checkout"), tags: map[string]app.TagID{}, count: &tally.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}}
	c.tags["Price"] = b.Tag(c.study, "Price", "").ID
	c.tags["Speed"] = b.Tag(c.study, "Speed", "").ID
	c.tags["Fees"] = b.Tag(c.study, "Fees", c.tags["Price"]).ID
	for i := range 12 {
		s := b.Session(c.study, fmt.Sprintf("P%02d", i+1), "Mod: How was it?", "P: It costs a lot. It is slow. The fees are hidden. I pay anyway. Nobody told me.")
		if i < 5 {
			p := *s.Person
			p.Segment = "Finance"
			p.Attributes = []app.Attribute{{Name: "Role", Value: []string{"Lead", "Clerk"}[i%2]}}
			cs := b.Hand.Begin("Segment")
			cs.Update(s.Person, &p)
			if err := b.Log.Commit(t.Context(), cs); err != nil {
				t.Fatal(err)
			}
		}
		c.all = append(c.all, s)
	}
	for i := range 9 {
		c.all[i].Finding("It costs a lot.", c.tags["Price"])
	}
	c.all[0].Finding("I pay anyway.", c.tags["Price"], c.tags["Speed"])
	c.all[0].Finding("Nobody told me.", c.tags["Price"])
	c.all[5].Finding("It is slow.", c.tags["Speed"])
	c.all[9].Finding("The fees are hidden.", c.tags["Fees"])
	return c
}

func (c *crowd) ask() tally.Ask { return tally.Ask{Find: app.FindingQuery{Study: c.study.ID}, Seed: 1} }

func TestFrequency_ByHand(t *testing.T) {
	c := newCrowd(t)
	f, err := c.count.Frequency(t.Context(), c.ask())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range f.Rows {
		got = append(got, fmt.Sprintf("%s %d of %d, %d interviews, %d findings", r.Label, r.N, r.Of, r.Interviews, r.Findings))
	}
	want := []string{"Price 9 of 12, 9 interviews, 11 findings", "Speed 2 of 12, 2 interviews, 2 findings", "Fees 1 of 12, 1 interviews, 1 findings"}
	if !slices.Equal(got, want) {
		t.Fatalf("Frequency() = %q, want %q", got, want)
	}
	in := stat.Wilson(9, 12, .95)
	if f.Rows[0].Range != in || f.Rows[0].Share != .75 {
		t.Errorf("Price is %v in %v, want .75 in %v", f.Rows[0].Share, f.Rows[0].Range, in)
	}
	if says := f.Says(); !strings.Contains(says, "“Price” is raised most: by 9 of 12 people") || !strings.Contains(says, "1 of 3 tags rests on one person alone") {
		t.Errorf("Says() = %s", says)
	}
	ask := c.ask()
	ask.By, ask.RollUp = tally.Findings, true
	f, err = c.count.Frequency(t.Context(), ask)
	if err != nil || f.Rows[0].Label != "Price" || f.Rows[0].N != 12 || f.Of != 13 {
		t.Errorf("by findings, rolled up: %+v of %d, %v", f.Rows[0], f.Of, err)
	}
	if f.Rows[0].Range != (stat.Interval{}) {
		t.Error("findings of one person are not independent: they have no interval")
	}
	ask = c.ask()
	ask.Find.Segments = []string{"Finance"}
	f, err = c.count.Frequency(t.Context(), ask)
	if err != nil || f.Of != 5 || f.Rows[0].N != 5 {
		t.Errorf("of Finance: %+v of %d, %v", f.Rows, f.Of, err)
	}
	empty, err := c.count.Frequency(t.Context(), tally.Ask{Find: app.FindingQuery{Study: c.study.ID, Text: "nonsense"}})
	if err != nil || len(empty.Rows) != 0 || empty.Says() != "Nothing was found yet." {
		t.Errorf("of nothing: %+v, %v", empty, err)
	}
}

func TestBySegment_ByHand(t *testing.T) {
	c := newCrowd(t)
	x, err := c.count.BySegment(t.Context(), c.ask())
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Columns) != 2 || x.Columns[0].Label != "Admin" || !slices.Equal(x.Of, []int{7, 5}) || x.OfAll != 12 || !x.Tested || len(x.Small) != 0 {
		t.Fatalf("columns %v of %v, tested %v (%s), small %v", x.Columns, x.Of, x.Tested, x.Why, x.Small)
	}
	price := x.Rows[0]
	if price.Label != "Price" || price.Cells[0].N != 4 || price.Cells[1].N != 5 || price.By != stat.ByFisher {
		t.Fatalf("the first row is %+v", price)
	}
	near(t, "expected of Finance: 9 · 5 / 12", price.Cells[1].Expected, 3.75)
	near(t, "P", price.P, stat.Fisher(4, 5, 3, 0))
	near(t, "residual", price.Cells[1].Residual, 1.25/math.Sqrt(3.75*(1-.75)*(1-5.0/12)))
	if says := x.Says(); says != "No difference between segments is beyond chance among 12 people." {
		t.Errorf("Says() = %s", says)
	}
	ask := c.ask()
	ask.By = tally.Findings
	x, err = c.count.BySegment(t.Context(), ask)
	if err != nil || x.Tested || x.Rows[0].Cells[1].N != 7 || !math.IsNaN(x.Rows[0].P) {
		t.Errorf("findings are only counted: %+v, %v", x.Rows[0], err)
	}
	ask = c.ask()
	ask.Columns, ask.Attribute = app.AxisAttribute, "role"
	x, err = c.count.BySegment(t.Context(), ask)
	if err != nil || len(x.Columns) != 2 || x.OfAll != 5 || len(x.Small) != 2 {
		t.Errorf("by role: %v of %d, small %v, %v", x.Columns, x.OfAll, x.Small, err)
	}
}

// With enough people a difference is told, and it is told of the right cell.
func TestBySegment_TellsWhatIsBeyondChance(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Big")
	tag, other := b.Tag(st, "Price", "").ID, b.Tag(st, "Speed", "").ID
	for i := range 40 {
		s := b.Session(st, fmt.Sprintf("P%02d", i+1), "P: It costs a lot. It is slow.")
		if i%2 == 0 {
			p := *s.Person
			p.Segment = "Finance"
			cs := b.Hand.Begin("Segment")
			cs.Update(s.Person, &p)
			if err := b.Log.Commit(t.Context(), cs); err != nil {
				t.Fatal(err)
			}
		}
		if i%2 == 0 && i < 36 || i == 1 {
			s.Finding("It costs a lot.", tag)
		}
		if i%4 < 2 {
			s.Finding("It is slow.", other)
		}
	}
	s := &tally.Service{Store: b.Store}
	x, err := s.BySegment(t.Context(), tally.Ask{Find: app.FindingQuery{Study: st.ID}, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	row := x.Rows[slices.IndexFunc(x.Rows, func(r tally.SegmentRow) bool { return r.Label == "Price" })]
	if !row.Told || row.Cells[1].Mark != 1 || row.Cells[0].Mark != -1 {
		t.Errorf("Price: told %v, marks %d and %d", row.Told, row.Cells[0].Mark, row.Cells[1].Mark)
	}
	even := x.Rows[slices.IndexFunc(x.Rows, func(r tally.SegmentRow) bool { return r.Label == "Speed" })]
	if even.Told || even.Cells[0].Mark != 0 {
		t.Errorf("Speed is spread evenly, yet told: %+v", even)
	}
	if says := x.Says(); says != "“Price” is raised by 19 of 40 people; more by “Finance” than expected (18 of 20, expected 9.5)." {
		t.Errorf("Says() = %s", says)
	}
}

func TestTogether_ByHand(t *testing.T) {
	c := newCrowd(t)
	x, err := c.count.Together(t.Context(), c.ask())
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Couples) != 1 || x.Couples[0].Both.Findings != 1 || x.Couples[0].A.Label != "Price" || x.Couples[0].B.Label != "Speed" {
		t.Fatalf("Together() = %+v", x.Couples)
	}
	got := x.Couples[0]
	near(t, "expected: 11 · 2 / 13", got.Expected, 22.0/13)
	near(t, "Jaccard: 1 / 12", got.Jaccard, 1.0/12)
	near(t, "lift", got.Lift, 13.0/22)
	if x.Tags[0].Label != "Price" || x.Uses[0].Findings != 11 || got.Told {
		t.Errorf("tags %v, uses %v, told %v", x.Tags, x.Uses, got.Told)
	}
}

func TestSaturation_FollowsTheInterviews(t *testing.T) {
	c := newCrowd(t)
	x, err := c.count.Saturation(t.Context(), c.ask(), tally.SaturationRule{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	// P01 brings Price and Speed, P10 brings Fees: base 2, and a run that holds P10 brings half of it.
	if !slices.Equal(x.All.New[:10], []int{2, 0, 0, 0, 0, 0, 0, 0, 0, 1}) || x.All.BaseCodes != 2 || x.All.At != 4 || x.All.Codes != 3 {
		t.Fatalf("new %v, base %d, at %d", x.All.New, x.All.BaseCodes, x.All.At)
	}
	if len(x.Segments) != 2 || x.Segments[0].Name != "Admin" || !slices.Equal(x.Segments[0].New[:5], []int{2, 0, 0, 0, 1}) {
		t.Fatalf("segments %+v", x.Segments)
	}
	if says := x.Says(); !strings.HasPrefix(says, "The study is saturated after 4 interviews (4+2): the next 2 brought 0 new tags") {
		t.Errorf("Says() = %s", says)
	}
	ask := c.ask()
	ask.RollUp = true
	x, err = c.count.Saturation(t.Context(), ask, tally.SaturationRule{}, nil)
	if err != nil || x.All.Codes != 2 {
		t.Errorf("rolled up: %d codes, %v", x.All.Codes, err)
	}
}

func TestSaturation_LeavesOutWhatNobodyHasReadYet(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Half read")
	late := b.Tag(nil, "Late", "")
	for i := range 8 {
		s := b.Session(st, fmt.Sprintf("P%02d", i+1), "P: The invoice was late again.")
		if i < 4 {
			s.Finding("The invoice was late", late.ID)
		}
	}
	count := &tally.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	for name, find := range map[string]app.FindingQuery{"all": {Study: st.ID}, "words that one finding has": {Study: st.ID, Text: "nothing of this"}} {
		x, err := count.Saturation(t.Context(), tally.Ask{Find: find, Seed: 1}, tally.SaturationRule{}, nil)
		if err != nil || len(x.All.New) != 4 || x.All.Saturated() || !strings.HasPrefix(x.Says(), "The study has 4 interviews with tags; saturation needs 6") {
			t.Errorf("%s: %v interviews, %q, %v", name, x.All.New, x.Says(), err)
		}
	}
}

func TestTimeline_LaysOutOneInterview(t *testing.T) {
	c := newCrowd(t)
	tl, err := c.count.Timeline(t.Context(), c.ask(), c.all[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range tl.Rows {
		got = append(got, fmt.Sprintf("%s %d", r.Label, len(r.Marks)))
	}
	if !slices.Equal(got, []string{"Price 3", "Speed 1"}) || tl.Turns != 2 || tl.Rows[0].Marks[0].Turn != 1 || tl.Findings != 3 {
		t.Errorf("Timeline() = %q of %d turns, %+v", got, tl.Turns, tl.Rows)
	}
	if _, err := c.count.Timeline(t.Context(), c.ask(), "gone"); app.CodeOf(err) != app.ENotFound {
		t.Errorf("of an interview that is gone: %v", err)
	}
}

func TestTimeline_RolledUpCountsAFindingOnce(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Checkout")
	up := b.Tag(st, "Trust", "")
	total, lock := b.Tag(st, "Total", up.ID), b.Tag(st, "Lock", up.ID)
	s := b.Session(st, "P1", "Mod: Well?", "P: I do not trust the total. It has no lock.")
	s.Finding("I do not trust the total.", total.ID, lock.ID, up.ID)
	s.Finding("It has no lock.", lock.ID)
	tl, err := (&tally.Service{Store: b.Store}).Timeline(t.Context(), tally.Ask{Find: app.FindingQuery{Study: st.ID}, RollUp: true}, s.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(tl.Rows) != 1 || len(tl.Rows[0].Marks) != 2 || tl.Findings != 2 {
		t.Errorf("%d findings on %+v, want 2 marks under Trust", tl.Findings, tl.Rows)
	}
}

func TestWording_TellsSegmentsApart(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Words")
	for i := range 24 {
		said, segment := "We like the dashboard very much.", "Admin"
		if i%2 == 0 {
			said, segment = "The invoice was wrong again.", "Finance"
		}
		s := b.Session(st, fmt.Sprintf("P%02d", i+1), "P: "+said)
		p := *s.Person
		p.Segment = segment
		cs := b.Hand.Begin("Segment")
		cs.Update(s.Person, &p)
		if err := b.Log.Commit(t.Context(), cs); err != nil && segment != "Admin" {
			t.Fatal(err)
		}
		s.Finding(said)
	}
	s := &tally.Service{Store: b.Store}
	w, err := s.Wording(t.Context(), tally.Ask{Find: app.FindingQuery{Study: st.ID}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Segments) != 2 || w.Segments[1].Name != "Finance" || !slices.ContainsFunc(w.Segments[1].Words, func(w tally.Word) bool {
		return strings.Contains(w.Text, "invoice") && w.In == 12 && w.Others == 0 && w.P < 1e-3
	}) {
		t.Fatalf("Wording() = %+v", w.Segments)
	}
	lines, err := s.Lines(t.Context(), app.FindingQuery{Study: st.ID}, "INVOICE", 5)
	if err != nil || len(lines) != 5 || lines[0].Word != "invoice" || lines[0].Left != "The " || lines[0].Right != " was wrong again." || lines[0].Segment != "Finance" {
		t.Errorf("Lines() = %+v, %v", lines, err)
	}
}

func TestNarrow_OpensWhatWasCounted(t *testing.T) {
	c := newCrowd(t)
	x, err := c.count.BySegment(t.Context(), c.ask())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range x.Rows {
		for j, cell := range r.Cells {
			q := tally.Narrow(tally.Narrow(c.ask().Find, app.AxisTag, "", r.CrossKey, false), app.AxisSegment, "", x.Columns[j], false)
			rows, err := c.Store.Findings(t.Context(), q)
			if err != nil || len(rows) != cell.Findings {
				t.Errorf("%s in %s opens %d findings, want %d, %v", r.Label, x.Columns[j].Label, len(rows), cell.Findings, err)
			}
		}
	}
	for _, axis := range []app.Axis{app.AxisStudy, app.AxisParticipant, app.AxisInterview, app.AxisMethod, app.AxisMonth, app.AxisWeek, app.AxisStance, app.AxisAuthor, app.AxisProvenance} {
		tab, err := c.Store.CrossTab(t.Context(), app.CrossQuery{Find: c.ask().Find, Rows: axis})
		if err != nil {
			t.Fatal(err)
		}
		for i, key := range tab.Rows {
			rows, err := c.Store.Findings(t.Context(), tally.Narrow(c.ask().Find, axis, "", key, false))
			if err != nil || len(rows) != tab.RowSum[i].Findings {
				t.Errorf("%s %q opens %d findings, want %d, %v", axis, key.Value, len(rows), tab.RowSum[i].Findings, err)
			}
		}
	}
}
