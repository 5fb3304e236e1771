package analysis_test

import (
	"fmt"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/generate"
)

// said adds a note as a finding and returns it.
func (d *desk) said(note string) *app.Finding {
	d.T.Helper()
	d.add(d.study, generate.Passage{Text: note, Group: fmt.Sprint("P", len(d.findings)%5)})
	return d.findings[len(d.findings)-1]
}

func TestMoreLike_FindsTheNearestByMeaning(t *testing.T) {
	d := newDesk(t, 20, 4)
	price := d.said("The monthly price is far too high for our small company.")
	cost := d.said("The monthly cost is too high for such a small firm.")
	got, err := d.analysis.MoreLike(t.Context(), d.study.ID, price.ID, 3)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) == 0 || got[0].ID != cost.ID || got[0].Score < 0.35 || got[0].Score > 1 {
		t.Errorf("MoreLike() = %+v, want the one about the cost first", got)
	}
	fresh := d.said("A monthly price too high for a small company.")
	cs := d.Hand.Begin("told")
	cs.Create(fresh)
	d.analysis.Forget(cs)
	if got, err = d.analysis.MoreLike(t.Context(), d.study.ID, price.ID, 1); err != nil || len(got) != 1 || got[0].ID != fresh.ID {
		t.Errorf("after a finding was added: %+v, %v; want the new one first", got, err)
	}
	if _, err := d.analysis.MoreLike(t.Context(), d.study.ID, "gone", 3); app.CodeOf(err) != app.ENotFound {
		t.Errorf("of a finding that is gone: %v, want ENotFound", err)
	}
}

func TestDuplicates_TellsWhatMayBeOne(t *testing.T) {
	d := newDesk(t, 0, 1)
	d.said("Exporting the report to PDF takes several minutes.")
	d.said("A long answer about something else altogether, the weather.")
	d.said("Exporting a report to PDF takes several minutes!")
	d.said("The staff was friendly and helpful.")
	d.said("Helpful staff, and very friendly.")
	got, err := d.analysis.Duplicates(t.Context(), d.study.ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	var say []string
	for _, p := range got {
		say = append(say, fmt.Sprint(p.Kind, " ", p.A.ID, " ", p.B.ID))
		if p.Like <= 0 || p.Like > 1 {
			t.Errorf("likeness %v of %s and %s", p.Like, p.A.ID, p.B.ID)
		}
	}
	want := "words finding-0000 finding-0002|meaning finding-0003 finding-0004"
	if s := strings.Join(say, "|"); s != want {
		t.Errorf("Duplicates() = %s, want %s", s, want)
	}
}

func TestDuplicates_FindsAPassageMarkedTwice(t *testing.T) {
	d := newDesk(t, 0, 1)
	iv := d.Session(d.study, "P1", "P: The export to PDF takes far too long for me, every single day.")
	iv.Finding("The export to PDF takes far too long")
	iv.Finding("The export to PDF takes far too long for me")
	other := iv.Finding("every single day")
	got, err := d.analysis.Duplicates(t.Context(), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].Kind != analysis.SamePassage || got[0].A.ID == other.ID || got[0].B.ID == other.ID || got[0].Like < 0.7 {
		t.Errorf("Duplicates() = %+v, want the first two as one passage", got)
	}
}

func TestDigest_SumsAThemeUp(t *testing.T) {
	d := newDesk(t, 30, 3)
	pr := d.propose(t, analysis.Options{K: 3, Seed: 1})
	d.accept(t, pr)
	for _, th := range d.board(t) {
		got, err := d.analysis.Digest(t.Context(), d.study.ID, th.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got.Findings != th.Findings || len(got.Summary) == 0 || len(got.Summary) > 3 || len(got.Disagreeing) > 3 {
			t.Errorf("Digest(%s) = %d findings, %d lines, %d disagreeing", th.Name, got.Findings, len(got.Summary), len(got.Disagreeing))
		}
		for _, l := range got.Summary {
			if l.Said == "" || !strings.Contains(l.Text(), l.Said) || l.Theme != th.ID {
				t.Errorf("summary line %q is not of %q", l.Said, l.Text())
			}
		}
		for _, w := range got.Words {
			if w.In > w.Of || w.Chance > 0.05 || w.Others > 0 && w.Times < 2 {
				t.Errorf("word %+v", w)
			}
		}
	}
	empty, err := d.analysis.CreateTheme(t.Context(), d.study.ID, "Empty")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := d.analysis.Digest(t.Context(), d.study.ID, empty.ID); err != nil || len(got.Summary)+len(got.Words)+len(got.Disagreeing) != 0 {
		t.Errorf("Digest of an empty theme = %+v, %v", got, err)
	}
}

func TestDigest_ShowsWhoDisagrees(t *testing.T) {
	d := newDesk(t, 0, 1)
	for _, s := range []string{"The export is slow and I hate it.", "A terrible, slow export every day.", "The export is annoying and slow.", "The export is bad, it fails and fails.", "The export is a slow mess."} {
		d.said(s)
	}
	happy := d.said("The export is quick and I love how easy it is.")
	theme := d.Theme(d.study, "Export", d.findings...)
	got, err := d.analysis.Digest(t.Context(), d.study.ID, theme.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Disagreeing) != 1 || got.Disagreeing[0].ID != happy.ID || !strings.Contains(got.Disagreeing[0].Why, "praise") {
		t.Errorf("disagreeing = %+v, want the happy one with its reason", got.Disagreeing)
	}
}

func TestWords_StandOutInWhatAQueryChooses(t *testing.T) {
	d := newDesk(t, 0, 1)
	tag := d.Tag(d.study, "Price", "")
	iv := d.Session(d.study, "P1", prices(12)...)
	for i := range 24 {
		if i%2 == 0 {
			iv.Finding(fmt.Sprintf("In %d we pay the monthly price.", i/2), tag.ID)
		} else {
			d.said(fmt.Sprintf("In %d the login page broke.", i))
		}
	}
	got, err := d.analysis.Words(t.Context(), app.FindingQuery{Study: d.study.ID, Tags: []app.TagID{tag.ID}})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) == 0 || got[0].Text != "monthly price" || got[0].In != 12 || got[0].Of != 12 || got[0].Others != 0 || got[0].OthersOf != 12 {
		t.Errorf("Words() = %+v, want monthly price first, 12 of 12 and none of the others", got)
	}
	if got, err := d.analysis.Words(t.Context(), app.FindingQuery{Study: d.study.ID}); err != nil || len(got) != 0 {
		t.Errorf("of all against none = %+v, %v", got, err)
	}
}

func prices(n int) []string {
	turns := make([]string, n)
	for i := range turns {
		turns[i] = fmt.Sprintf("P: In %d we pay the monthly price.", i)
	}
	return turns
}
