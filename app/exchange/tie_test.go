package exchange_test

import (
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/exchange"
)

const highlights = "Highlight,Document,Tags,Note,Created by\n" +
	"\"It was slow, honestly\",Interview with P07,Speed,At payroll,Jana Dvorak\n" +
	"slow,interview with P07.docx,Speed,,Jana Dvorak\n" +
	"we never found the button at all,Some other name,Search;Speed,,\n" +
	"nothing of it is here,Interview with P07,Speed,,\n" +
	"I would buy it again,Interview with P09,Worth,,\n" +
	"Then I asked a colleague,Elsewhere,Help,,\n"

func TestImport_TiesHighlightsToTheTranscriptsThatAreHere(t *testing.T) {
	d := newDesk(t)
	first := d.Session(d.study, "P07", "Mod: How was it?", "P: It was slow, honestly. Then I asked a colleague.")
	second := d.Session(d.study, "P08", "Mod: And you?", "P: We never found the button at all! Then I asked a colleague.")
	path := d.file("highlights.csv", highlights)
	preview, err := d.exchange.Preview(t.Context(), []string{path}, exchange.Options{Study: d.study.ID}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var res exchange.Result
	d.OneStep(t, "Import 1 file", func() error {
		res = d.run(exchange.Options{}, path)
		return nil
	})
	f := res.Files[0]
	if f.Status != exchange.Imported || f.Findings != 6 || len(f.Interviews) != 3 || preview.Files[0].Findings != 6 || preview.Files[0].Documents != 3 {
		t.Errorf("result %+v, preview %+v", f, preview.Files[0])
	}
	var said []string
	for _, l := range f.Lost {
		said = append(said, string(l.Degree)+": "+l.Text)
	}
	for _, want := range []string{"3 documents of which only", "1 highlight may stand at several places", "2 highlights not found"} {
		if !slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, "degraded: "+want) }) {
			t.Errorf("it does not tell %q: %q", want, said)
		}
	}
	if !slices.ContainsFunc(f.Warnings, func(s string) bool { return strings.HasPrefix(s, "3 highlights found once in the transcripts here") }) {
		t.Errorf("it does not tell what was tied: %q", f.Warnings)
	}
	rows, err := d.Store.Findings(t.Context(), app.FindingQuery{Study: d.study.ID, Order: app.ByPlace})
	if err != nil {
		t.Fatal(err)
	}
	got := map[app.InterviewID][]string{}
	for _, r := range rows {
		if r.Quote == "It was slow, honestly" && (r.Author != "Jana Dvorak" || r.Note != "At payroll" || r.Participant != first.Person.ID || len(r.Tags) != 1) {
			t.Errorf("finding %+v", r.Finding)
		}
		got[r.Interview] = append(got[r.Interview], r.Quote)
	}
	if in := got[first.Interview.ID]; !slices.Equal(in, []string{"It was slow, honestly", "slow"}) {
		t.Errorf("in the first stand %q", in)
	}
	if in := got[second.Interview.ID]; !slices.Equal(in, []string{"We never found the button at all"}) {
		t.Errorf("in the second stand %q", in)
	}
}

func TestImport_TiesHighlightsOnce(t *testing.T) {
	d := newDesk(t)
	s := d.Session(d.study, "P07", "Mod: How was it?", "P: It was slow, honestly.")
	path := d.file("h.csv", "Highlight,Document,Tags\nIt was slow,Interview with P07,Speed\n")
	d.run(exchange.Options{}, path)
	again := d.run(exchange.Options{}, d.file("again.csv", "Highlight,Document,Tags\nIt was slow,Interview with P07,Speed\nit was slow,Interview with P07,Wait\n"))
	if f := again.Files[0]; f.Status != exchange.Imported || f.Findings != 1 || f.Documents != 0 || f.Err != nil {
		t.Errorf("again: %+v", f)
	}
	rows, err := d.Store.Findings(t.Context(), app.FindingQuery{Interviews: []app.InterviewID{s.Interview.ID}})
	if err != nil || len(rows) != 2 {
		t.Errorf("%d findings (%v), want one of each tag", len(rows), err)
	}
	same := d.run(exchange.Options{Again: true}, path)
	if f := same.Files[0]; f.Status != exchange.Imported || f.Findings != 0 || f.Err != nil {
		t.Errorf("the same once more: %+v", f)
	}
}
