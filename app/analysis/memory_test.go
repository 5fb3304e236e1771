package analysis_test

import (
	"fmt"
	"runtime"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/generate"
)

// held is how many bytes of the heap something that is made holds on to.
func held(make func() any) int {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.GC() // what pools let go of the first time
	runtime.ReadMemStats(&before)
	it := make()
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(it)
	return int(after.HeapAlloc) - int(before.HeapAlloc)
}

// What is kept to compare findings is what is compared, and not what they are: a page that shows what is like one of 50,000 findings held their rows,
// three times as much.
func TestMoreLike_HoldsOnToNoRows(t *testing.T) {
	d := newDesk(t, 3000, 10)
	like := func() any {
		if got, err := d.analysis.MoreLike(t.Context(), "", d.findings[0].ID, 5); err != nil || len(got) == 0 {
			t.Fatal(got, err)
		}
		return d.analysis
	}
	like() // word vectors and tables are read once
	d.analysis.Reset()
	each := held(like) / len(d.findings)
	t.Logf("%d bytes of each finding", each)
	if each > 1200 {
		t.Errorf("%d bytes are held of each finding, want no more than 1200", each)
	}
}

// A proposal holds where findings lie and how they begin.
func TestDraft_HoldsOnToNoTexts(t *testing.T) {
	d := newDesk(t, 0, 1)
	long := generate.New(generate.Options{Seed: 2}).Passages(500, 10)
	for i := range long {
		for len(long[i].Text) < 4000 {
			long[i].Text += " " + long[i].Text
		}
	}
	d.add(d.study, long...)
	d.findings = nil // their texts
	draft := func() any {
		got, err := d.analysis.Draft(t.Context(), d.study.ID, 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	draft()
	each := held(draft) / len(long)
	t.Logf("%d bytes of each finding", each)
	if each > 3000 {
		t.Errorf("%d bytes are held of each finding, want less than its text alone", each)
	}
}

// What was learned of the tags of a study is let go when another was looked at: somebody who goes through all studies does not gather all.
func TestSuggest_KeepsWhatItLearnedOfTheLastStudy(t *testing.T) {
	d := newDesk(t, 0, 1)
	var interviews []app.InterviewID
	var studies []app.StudyID
	for i := range 3 {
		study := d.Study(fmt.Sprint("Study ", i))
		studies = append(studies, study.ID)
		tag := d.Tag(study, "Price", "")
		iv := d.Session(study, "P1", prices(12)...)
		for n := range 9 {
			iv.Finding(fmt.Sprintf("In %d we pay the monthly price.", n), tag.ID)
		}
		interviews = append(interviews, iv.ID)
	}
	ask := func(s *analysis.Service, id app.InterviewID) []analysis.Suggestion {
		got, err := s.Suggest(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := ask(d.analysis, interviews[0])
	if len(first) == 0 {
		t.Fatal("nothing is suggested")
	}
	for i, id := range interviews {
		ask(d.analysis, id)
		if got := d.analysis.Learned(); got != studies[i] {
			t.Errorf("what was learned of study %q is kept, want of %q", got, studies[i])
		}
	}
	if again := ask(d.analysis, interviews[0]); fmt.Sprint(again) != fmt.Sprint(first) {
		t.Errorf("asked again %v, at first %v", again, first)
	}
}
