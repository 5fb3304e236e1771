package codebook_test

import (
	"context"
	"testing"

	"throughline/app"
	"throughline/app/coding"
	"throughline/ui/codebook"
)

func (d *desk) choose(paths ...string) {
	d.t.Helper()
	var ids []app.TagID
	for _, p := range paths {
		ids = append(ids, d.tags[p].ID)
	}
	d.m.Choose(ids)
}

// undone expects that one undo gives back what was.
func (d *desk) undone(want ...string) {
	d.t.Helper()
	if _, err := d.Log.Undo(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
	d.until("the undo", func() bool { return d.tree() == join(want) })
}

func (d *desk) becomes(want ...string) {
	d.t.Helper()
	d.until("the act", func() bool { return d.tree() == join(want) || d.m.Err != nil })
	d.shows(want...)
}

func join(lines []string) string {
	out := ""
	for _, l := range lines {
		out += l + "\n"
	}
	return out
}

func TestModel_DropsSayWhatTheyDoAndDoIt(t *testing.T) {
	d := newDesk(t, "Price", "Trust", "Trust/Security")
	d.tag(nil, "Confidence")
	d.until("the taxonomy", func() bool { return len(d.m.Rows) == 6 })
	before := []string{"[Onboarding]", "Price", "Trust", "  Security", "[Taxonomy of all studies]", "Confidence"}
	d.shows(before...)
	for _, c := range []struct {
		name   string
		chosen []string
		row    int
		how    codebook.Beside
		words  string
		ok     bool
	}{
		{"onto another", []string{"Price"}, 2, codebook.Into, "Move Price under Trust", true},
		{"onto itself", []string{"Trust"}, 2, codebook.Into, "Trust cannot stand under itself.", false},
		{"onto its own sub-tag", []string{"Trust"}, 3, codebook.Into, "Trust cannot stand under itself.", false},
		{"onto the heading", []string{"Trust/Security"}, 0, codebook.Into, "Move Security to the top", true},
		{"below all", []string{"Trust/Security"}, -1, codebook.Into, "Move Security to the top", true},
		{"two", []string{"Price", "Trust/Security"}, -1, codebook.Into, "Move 2 tags to the top", true},
		{"before another", []string{"Trust"}, 1, codebook.Above, "Move Trust before Price", true},
		{"onto one of the taxonomy", []string{"Price"}, 5, codebook.Into, "Count Price for Confidence", true},
		{"onto the taxonomy", []string{"Price"}, 4, codebook.Into, "Promote Price to the taxonomy", true},
		{"one of the taxonomy onto a study's", []string{"Confidence"}, 1, codebook.Into, "Price belongs to another codebook.", false},
		{"one of the taxonomy onto a study", []string{"Confidence"}, 0, codebook.Into, "Another codebook", false},
	} {
		d.choose(c.chosen...)
		if words, ok := d.m.CanDrop(c.row, c.how); words != c.words || ok != c.ok {
			t.Errorf("%s: CanDrop() = %q, %v, want %q, %v", c.name, words, ok, c.words, c.ok)
		}
	}
	d.choose("Price")
	d.m.Drop(2, codebook.Into)
	d.becomes("[Onboarding]", "Trust", "  Price", "  Security", "[Taxonomy of all studies]", "Confidence")
	d.undone(before...)
	d.choose("Price")
	d.m.Drop(5, codebook.Into)
	d.until("the mapping", func() bool { return d.m.Tags[d.tags["Price"].ID].MapsTo == d.tags["Confidence"].ID })
}

func TestModel_CutAndPaste(t *testing.T) {
	d := newDesk(t, "Price", "Trust", "Trust/Security")
	d.choose("Price")
	d.m.CutOut()
	d.choose("Trust")
	d.m.Paste()
	d.becomes("Trust", "  Price", "  Security")
	if len(d.m.Cut) != 0 {
		t.Error("what was cut out is still there")
	}
	d.choose("Price", "Trust/Security")
	d.m.CutOut()
	d.m.Choose(nil)
	d.m.Paste()
	d.becomes("Price", "Security", "Trust")
}

func TestModel_NewTagsStandWhereTheyWereBegun(t *testing.T) {
	d := newDesk(t, "Price", "Trust", "Trust/Security")
	d.choose("Trust")
	d.m.Toggle(d.tags["Trust"].ID, false)
	d.m.Begin(true)
	d.shows("Price", "Trust", "  ", "  Security")
	d.m.Finish("Audit", true)
	d.becomes("Price", "Trust", "  Audit", "  Security")
	d.until("it is chosen", func() bool { c := d.m.Current(); return c != nil && c.Name == "Audit" })
	d.m.Begin(false)
	d.m.Finish(" ", true)
	d.m.Begin(false)
	d.m.Finish("Dropped", false)
	d.shows("Price", "Trust", "  Audit", "  Security")
	d.m.BeginIn("")
	d.m.Finish("Shared", true)
	d.becomes("[Onboarding]", "Price", "Trust", "  Audit", "  Security", "[Taxonomy of all studies]", "Shared")
}

func TestModel_DeletingChoosesTheNeighbour(t *testing.T) {
	d := newDesk(t, "Bread", "Cheese", "Wine")
	d.choose("Cheese")
	d.m.Delete()
	d.becomes("Bread", "Wine")
	d.until("the neighbour", func() bool { c := d.m.Current(); return c != nil && c.Name == "Wine" })
	d.m.Delete()
	d.becomes("Bread")
	d.until("the one above", func() bool { c := d.m.Current(); return c != nil && c.Name == "Bread" })
}

func TestModel_RenamingToANamesakeIsTold(t *testing.T) {
	d := newDesk(t, "Bread", "Cheese")
	d.m.Rename(d.tags["Bread"].ID, "cheese")
	d.until("the error", func() bool { return d.m.Err != nil })
	if app.CodeOf(d.m.Err) != app.EInvalid {
		t.Errorf("error %v, want invalid", d.m.Err)
	}
	d.m.Dismiss()
	d.m.Rename(d.tags["Bread"].ID, "Dark bread")
	d.becomes("Cheese", "Dark bread")
}

func TestModel_MergeShowsItsPlanAndIsOneStep(t *testing.T) {
	d := newDesk(t, "Bread", "Cheese", "Cheese/Old", "Wine")
	iv := d.Session(d.study, "P01", "P: bread and cheese and wine")
	iv.Finding("bread", d.tags["Bread"].ID, d.tags["Cheese"].ID)
	iv.Finding("cheese", d.tags["Cheese"].ID)
	d.choose("Bread", "Cheese")
	var plan *coding.MergePlan
	d.m.PlanMerge(d.tags["Bread"].ID, func(p *coding.MergePlan, err error) { plan = p })
	d.until("the plan", func() bool { return plan != nil })
	if plan.Findings != 1 || plan.Folded != 1 || plan.SubTags != 1 {
		t.Errorf("plan %+v, want 1 finding, 1 folded, 1 sub-tag", plan)
	}
	d.m.Merge(d.tags["Bread"].ID, func(t *app.Tag) { t.Definition = "To eat." }, func(err error) {
		if err != nil {
			t.Error(err)
		}
	})
	d.becomes("Bread", "  Old", "Wine")
	d.until("the merged one", func() bool { c := d.m.Current(); return c != nil && c.Definition == "To eat." && c.Findings == 2 })
	d.undone("Bread", "Cheese", "  Old", "Wine")
}

func TestModel_CountsWhatIsBeneath(t *testing.T) {
	d := newDesk(t, "Food", "Food/Bread", "Food/Cheese")
	iv := d.Session(d.study, "P01", "P: bread and cheese and wine")
	iv.Finding("bread", d.tags["Food/Bread"].ID, d.tags["Food/Cheese"].ID)
	iv.Finding("cheese", d.tags["Food/Cheese"].ID)
	d.until("the totals", func() bool { return d.m.Use(d.m.Tags[d.tags["Food"].ID]).Findings == 2 })
	if got := d.m.Use(d.m.Tags[d.tags["Food"].ID]); got.Participants != 1 {
		t.Errorf("use of Food = %+v, want one person", got)
	}
	d.m.SetSort(codebook.ByUse)
	d.shows("Food", "  Cheese", "  Bread")
}

func TestModel_DetailsFollowTheChoice(t *testing.T) {
	d := newDesk(t, "Bread", "Cheese")
	d.m.Past = d.Log
	iv := d.Session(d.study, "P01", "P: bread and cheese and wine")
	iv.Finding("bread", d.tags["Bread"].ID, d.tags["Cheese"].ID)
	d.choose("Bread")
	d.until("the details", func() bool { return d.m.Detail != nil && len(d.m.Detail.Quotes) == 1 })
	det := d.m.Detail
	if near := det.Beside(5); len(near) != 1 || near[0].Label != "Cheese" || len(det.Facets.Participants) != 1 || len(det.Past) == 0 {
		t.Errorf("beside %v, people %v, past %v", near, det.Facets.Participants, det.Past)
	}
	d.choose("Bread", "Cheese")
	if d.m.Detail != nil {
		t.Error("details of one tag stay while several are chosen")
	}
}

func TestSplitting(t *testing.T) {
	d := newDesk(t, "Food")
	iv := d.Session(d.study, "P01", "P: bread and cheese and wine and beer")
	for _, w := range []string{"bread", "cheese", "wine", "beer"} {
		iv.Finding(w, d.tags["Food"].ID)
	}
	d.until("the findings", func() bool { return d.m.Tags[d.tags["Food"].ID].Findings == 4 })
	d.choose("Food")
	var sp *codebook.Splitting
	d.m.Split(func(s *codebook.Splitting, err error) { sp = s })
	d.until("the findings to split", func() bool { return sp != nil })
	if len(sp.Rows) != 4 || sp.Ready() == "" || sp.Whole() {
		t.Fatalf("splitting %+v", sp)
	}
	sp.Assign([]int{0, 1}, 1)
	if sp.Next(1) != 2 || sp.Next(2) != 3 || sp.Next(3) != 3 || sp.Ready() != "Name part 1." {
		t.Errorf("next %d, %d, %d, ready %q", sp.Next(1), sp.Next(2), sp.Next(3), sp.Ready())
	}
	var again *codebook.Splitting
	d.m.Split(func(s *codebook.Splitting, err error) { again = s })
	d.until("the findings once more", func() bool { return again != nil })
	if again.Resume(sp); again.Count(1) != 2 || again.Part[0] != 1 {
		t.Errorf("resumed with parts %v, want them as they were left", again.Part)
	}
	sp.Names[0] = "To eat"
	sp.Assign([]int{2}, 3)
	sp.Names[2] = "To drink"
	sp.Beneath = true
	if sp.Ready() != "" || sp.Count(0) != 1 || len(sp.Names) != 3 {
		t.Errorf("ready %q, left %d, parts %q", sp.Ready(), sp.Count(0), sp.Names)
	}
	d.m.ApplySplit(sp, func(err error) {
		if err != nil {
			t.Error(err)
		}
	})
	d.becomes("Food", "  To drink", "  To eat")
	d.undone("Food")
}

func TestSplitting_TakesWhatTheMachineProposes(t *testing.T) {
	d := newDesk(t, "Food")
	iv := d.Session(d.study, "P01", "P: bread and cheese and wine and beer")
	for _, w := range []string{"bread", "cheese", "wine", "beer"} {
		iv.Finding(w, d.tags["Food"].ID)
	}
	d.until("the findings", func() bool { return d.m.Tags[d.tags["Food"].ID].Findings == 4 })
	d.m.Group = func(_ context.Context, texts []string) ([]int, []string, error) {
		group := make([]int, len(texts))
		for i, text := range texts {
			switch text {
			case "wine", "beer":
				group[i] = 1
			case "cheese":
				group[i] = -1
			}
		}
		return group, []string{"Eat", "Drink"}, nil
	}
	d.choose("Food")
	var sp *codebook.Splitting
	d.m.Split(func(s *codebook.Splitting, err error) { sp = s })
	d.until("the findings to split", func() bool { return sp != nil })
	done := false
	d.m.ProposeSplit(sp, func(err error) { done = err == nil })
	d.until("the proposal", func() bool { return done })
	if sp.Count(1) != 1 || sp.Count(2) != 2 || sp.Count(0) != 1 || sp.Names[1] != "Drink" {
		t.Errorf("parts %v of %q", sp.Part, sp.Names)
	}
	if d.Log.State().Undo == "Split Food" {
		t.Error("a proposal was stored")
	}
}
