package analysis

import (
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/guide"
	"throughline/app/job"
	"throughline/ui/kit"
)

// asking is a study with a guide, its first interview linked.
func newAsking(t *testing.T) *hall {
	t.Helper()
	h := newHall(t, true)
	service := &guide.Service{Store: h.Store, Log: h.Log, Hand: h.As("Cleo")}
	h.m.Guide, h.m.Jobs = service, &job.Runner{}
	t.Cleanup(h.m.Jobs.Close)
	st := *h.study
	if err := service.Save(t.Context(), st, []guide.Line{{Text: "How was it?"}, {Text: "What would you change?"}}); err != nil {
		t.Fatal(err)
	}
	if err := service.Link(t.Context(), h.ses[0].Text, 0, "How was it?"); err != nil {
		t.Fatal(err)
	}
	if err := service.Skip(t.Context(), h.ses[0].ID, "What would you change?", true); err != nil {
		t.Fatal(err)
	}
	h.settled()
	return h
}

func (h *hall) turnTo(k Kind) *Page {
	h.t.Helper()
	h.m.Choose(k)
	h.settled()
	if h.m.Err != nil {
		h.t.Fatal(h.m.Err)
	}
	return h.m.Page
}

func TestScreen_Guide(t *testing.T) {
	h := newAsking(t)
	p := h.turnTo(Guide)
	row := p.Table.Rows[slices.IndexFunc(p.Table.Rows, func(r []string) bool { return strings.HasSuffix(r[0], "P01") })]
	if want := []string{"Interview with P01", "1 of 2", "00:00", "left out"}; !slices.Equal(row, want) || len(p.Table.Rows) != 8 {
		t.Errorf("the grid has %q in %d rows, want %q", row, len(p.Table.Rows), want)
	}
	if p.Says != "1 of 8 interviews are gone over. One question of the guide was asked in none of them." || p.Chart.Validate() != nil {
		t.Errorf("it says %q", p.Says)
	}
	h.went = nil
	h.s.table.OnCell(slices.IndexFunc(p.Table.Rows, func(r []string) bool { return r[2] == "00:00" }), 2)
	if len(h.went) != 1 || h.went[0].Screen != kit.Reader || h.went[0].ID != string(h.ses[0].ID) || h.went[0].Span != h.ses[0].Text.Turns[0].Span {
		t.Errorf("a time opens %+v, want the turn", h.went)
	}
	h.went = nil
	o, _ := p.At(0, 0)
	h.s.open(o)
	_, q, ok := h.went[0].Find()
	if !ok || q.Where == nil {
		t.Fatalf("a bar opens %+v", h.went)
	}
	q.Study = h.study.ID
	if rows, err := h.Store.Findings(t.Context(), q); err != nil || len(rows) != 2 || rows[0].Interview != h.ses[0].ID {
		t.Errorf("after the question lie %d findings, %v; want the two of the first interview", len(rows), err)
	}
}

func TestScreen_ProposalsAreConfirmedAndTurnedDown(t *testing.T) {
	h := newAsking(t)
	h.turnTo(Guide)
	h.m.SetLook(Proposed)
	h.settled()
	h.m.Propose()
	h.until("proposals", func() bool { return !h.m.Looking() && h.m.Asking.Found != nil })
	if n := len(h.m.Asking.Open); n != 7 || len(h.m.Sure()) != 7 {
		t.Fatalf("%d proposals, %d sure; want the seven interviews that are not linked", n, len(h.m.Sure()))
	}
	first, second := h.m.Asking.Open[0], h.m.Asking.Open[1]
	h.m.Confirm([]int{0})
	h.m.Refuse([]int{1}) // at once: neither is in the way of the other
	h.until("both", func() bool { return len(h.m.Asking.Open) == 5 })
	links, err := h.m.Guide.Links(t.Context(), h.study.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		p       guide.Proposal
		refused bool
	}{{first, false}, {second, true}} {
		if !slices.ContainsFunc(links, func(g app.GuideLink) bool {
			return g.Interview == c.p.Interview && g.Question == c.p.Question && g.Refused == c.refused && g.Provenance == app.BySuggestion
		}) {
			t.Errorf("%s is not stored, refused %v", c.p.Title, c.refused)
		}
	}
	if _, err := h.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.until("what was taken back", func() bool { return len(h.m.Asking.Open) == 6 })
	h.m.ConfirmSure()
	h.until("all", func() bool { return len(h.m.Asking.Open) == 0 })
	p := h.turnTo(Asked)
	if p.Empty != "" || p.Warn != "" || p.Chart.Validate() != nil || len(p.Table.Rows) != 3 {
		t.Fatalf("who was asked: %+v", p)
	}
	if want := []string{"Price", "How was it?", "8 of 8", "0", "0", "8"}; !slices.Equal(p.Table.Rows[0], want) {
		t.Errorf("price: %q, want %q", p.Table.Rows[0], want)
	}
	if p.Says != "Price was raised by 8 of 8 who were asked, 8 interviewed." {
		t.Errorf("it says %q", p.Says)
	}
}

func TestScreen_Moderation(t *testing.T) {
	h := newAsking(t)
	p := h.turnTo(Moderation)
	if len(p.Table.Rows) != 8 || p.Chart.Validate() != nil || p.Says == "" {
		t.Fatalf("%+v", p)
	}
	h.went = nil
	h.s.table.OnOpen(0)
	if len(h.went) != 1 || h.went[0].Screen != kit.Reader {
		t.Errorf("a row opens %+v, want its interview", h.went)
	}
	h.m.SetLook(ByModerator)
	h.settled()
	if p = h.m.Page; len(p.Table.Rows) != 1 || p.Table.Rows[0][0] != "Mod" || p.Table.Rows[0][1] != "8" {
		t.Errorf("by moderator: %q", p.Table.Rows)
	}
}

func TestModel_UnsureProposalsAreShownOnDemand(t *testing.T) {
	h := newAsking(t)
	h.turnTo(Guide)
	h.m.SetLook(Proposed)
	h.settled()
	h.m.Asking.Found = &guide.Proposals{All: []guide.Proposal{{Interview: "x", Question: "How was it?", Score: guide.Sure}, {Interview: "y", Question: "How was it?", Score: guide.Sure - 0.01}}}
	open := func() []app.InterviewID {
		var ids []app.InterviewID
		for _, p := range h.m.Asking.Open {
			ids = append(ids, p.Interview)
		}
		return ids
	}
	h.m.ShowUnsure(false)
	if got := open(); !slices.Equal(got, []app.InterviewID{"x"}) || h.m.Asking.Hidden != 1 {
		t.Errorf("shown are %v, %d hidden; want the sure one", got, h.m.Asking.Hidden)
	}
	h.s.Rune('u')
	if got := open(); !slices.Equal(got, []app.InterviewID{"x", "y"}) || h.m.Asking.Hidden != 0 {
		t.Errorf("U shows %v, %d hidden; want both", got, h.m.Asking.Hidden)
	}
	if n := len(h.m.Sure()); n != 1 {
		t.Errorf("%d are sure, want one", n)
	}
	h.s.Rune('U')
	if got := open(); len(got) != 1 {
		t.Errorf("U again shows %v", got)
	}
}
