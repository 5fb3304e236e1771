package exchange_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/exchange"
	"throughline/app/format"
)

// plan plans the import of a file into the desk's study.
func (d *desk) plan(t *testing.T, path string) *exchange.CodebookPlan {
	t.Helper()
	plan, err := d.exchange.PlanCodebook(t.Context(), d.study.ID, path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// tree lists the tags of the desk's study as "path [field=value …]", by path.
func (d *desk) tree(t *testing.T) []string {
	t.Helper()
	book, err := d.exchange.Codebook(t.Context(), d.study.ID)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i := range book.Codes {
		c := &book.Codes[i]
		s := strings.Join(book.Path(i), " / ")
		for _, f := range []struct{ name, value string }{{"def", c.Tag.Definition}, {"include", c.Tag.Include}, {"next", strings.Join(c.Replaced, " / ")}} {
			if f.value != "" {
				s += " " + f.name + "=" + f.value
			}
		}
		if c.Tag.Status != app.TagActive {
			s += " " + string(c.Tag.Status)
		}
		if c.Tag.Shortcut > 0 {
			s += fmt.Sprint(" key=", c.Tag.Shortcut)
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

func states(p *exchange.CodebookPlan) string {
	var out []string
	for _, r := range p.Rows {
		out = append(out, strings.Join(r.Path, "/")+":"+string(r.State))
	}
	return strings.Join(out, " ")
}

func TestImportCodebook(t *testing.T) {
	const file = "Tag,Parent,Definition,Include,Shortcut,Status,Replaced by\n" +
		"Trust,,Believing the screen,Doubts,1,,\n" +
		"In people,Trust,,,,,\n" +
		"Old,,Gone by,,,deprecated,Trust / In people\n" +
		"Region,,Of the world,,,,\n"
	for _, c := range []struct {
		name   string
		take   exchange.Take
		states string
		want   []string
		kept   int
	}{
		{"keeps ours", exchange.Take{}, "Trust:conflict Trust/In people:new Old:new Region:same",
			[]string{"Old def=Gone by next=Trust / In people deprecated", "Region", "Trust / In people", "Trust def=Ours include=Doubts key=1"}, 1},
		{"takes theirs", exchange.Take{All: true}, "Trust:conflict Trust/In people:new Old:new Region:same",
			[]string{"Old def=Gone by next=Trust / In people deprecated", "Region", "Trust / In people", "Trust def=Believing the screen include=Doubts key=1"}, 0},
		{"takes one field", exchange.Take{Fields: map[exchange.Spot]bool{{Row: 0, Field: exchange.FieldDefinition}: true}}, "Trust:conflict Trust/In people:new Old:new Region:same",
			[]string{"Old def=Gone by next=Trust / In people deprecated", "Region", "Trust / In people", "Trust def=Believing the screen include=Doubts key=1"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			trust := d.Tag(d.study, "trust", "")
			d.set(trust, func(t *app.Tag) { t.Name, t.Definition = "Trust", "Ours" })
			d.Tag(nil, "Region", "")
			d.Tag(d.Study("Pricing"), "Old", "")
			plan := d.plan(t, d.file("book.csv", file))
			if got := states(plan); got != c.states {
				t.Errorf("states %s, want %s", got, c.states)
			}
			d.OneStep(t, "Import codebook book.csv", func() error {
				res, err := d.exchange.ImportCodebook(t.Context(), plan, c.take)
				if res.New != 2 || res.Changed != 1 || res.Kept != c.kept {
					t.Errorf("result %+v", res)
				}
				return err
			})
			if got := d.tree(t); !slices.Equal(got, c.want) {
				t.Errorf("codebook\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// set changes a stored tag.
func (d *desk) set(tag *app.Tag, change func(*app.Tag)) {
	d.T.Helper()
	after := *tag
	change(&after)
	after.Stamp = d.Hand.Touch(tag.Stamp)
	cs := d.Hand.Begin("Set")
	cs.Update(tag, &after)
	if err := d.Log.Commit(d.T.Context(), cs); err != nil {
		d.T.Fatal(err)
	}
	*tag = after
}

func TestImportCodebook_AgainChangesNothing(t *testing.T) {
	d := newDesk(t)
	path := d.file("book.csv", "Tag,Parent,Definition\nA,,x\nB,A,y\n")
	if _, err := d.exchange.ImportCodebook(t.Context(), d.plan(t, path), exchange.Take{}); err != nil {
		t.Fatal(err)
	}
	plan := d.plan(t, path)
	if got := states(plan); got != "A:same A/B:same" {
		t.Errorf("states %s", got)
	}
	d.Nothing(t, "", func() error {
		_, err := d.exchange.ImportCodebook(t.Context(), plan, exchange.Take{All: true})
		return err
	})
}

// TestCodebook_ComesBackWhole exports a study's codebook, changes the study and imports the file: all is as it was, found by GUID.
func TestCodebook_ComesBackWhole(t *testing.T) {
	for _, f := range []format.CodebookFormat{format.QDC, format.CSV} {
		t.Run(string(f), func(t *testing.T) {
			d := newDesk(t)
			top := d.Tag(d.study, "Top", "")
			sub := d.Tag(d.study, "Sub", top.ID)
			next := d.Tag(d.study, "Next", "")
			d.set(sub, func(t *app.Tag) {
				t.Definition, t.Include, t.Exclude, t.Example, t.Color, t.Shortcut = "Two\n\nparts", "in", "out", "“ex”", 7, 4
				t.Status, t.ReplacedBy = app.TagDeprecated, next.ID
			})
			want := d.tree(t)
			path := d.export(t, f)
			plan := d.plan(t, path)
			if n := plan.Count(exchange.CodeSame); n != 3 {
				t.Errorf("%d of 3 are the same: %s %+v", n, states(plan), plan.Rows)
			}
			d.set(sub, func(t *app.Tag) {
				t.Name, t.Parent, t.Definition, t.Include, t.Color, t.Status, t.ReplacedBy, t.Shortcut = "Other", "", "other", "", 1, app.TagActive, "", 0
			})
			plan = d.plan(t, path)
			if plan.Count(exchange.CodeConflict) != 1 || len(plan.Rows[2].Diffs) != 7 || !plan.Rows[2].ByID {
				t.Errorf("plan %+v", plan.Rows)
			}
			d.OneStep(t, "Import codebook book."+string(f), func() error {
				_, err := d.exchange.ImportCodebook(t.Context(), plan, exchange.Take{All: true})
				return err
			})
			if got := d.tree(t); !slices.Equal(got, want) {
				t.Errorf("codebook\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			if got := apptest.Find(d.Bench, sub); got.Color != 7 || got.Exclude != "out" || got.Example != "“ex”" {
				t.Errorf("tag %+v", got)
			}
		})
	}
}

// export writes the codebook of the desk's study to a file.
func (d *desk) export(t *testing.T, f format.CodebookFormat) string {
	t.Helper()
	book, err := d.exchange.Codebook(t.Context(), d.study.ID)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := format.WriteCodebook(&out, &book, f, "Throughline"); err != nil {
		t.Fatal(err)
	}
	return d.file("book."+string(f), out.String())
}

func TestImportCodebook_IntoAnotherStudyMakesTagsOfItsOwn(t *testing.T) {
	d := newDesk(t)
	a := d.Tag(d.study, "A", "")
	d.Tag(d.study, "B", a.ID)
	path := d.export(t, format.QDC)
	d.study = d.Study("Second")
	plan := d.plan(t, path)
	if plan.Count(exchange.CodeNew) != 2 {
		t.Errorf("states %s", states(plan))
	}
	if _, err := d.exchange.ImportCodebook(t.Context(), plan, exchange.Take{}); err != nil {
		t.Fatal(err)
	}
	if got := d.tree(t); !slices.Equal(got, []string{"A", "A / B"}) {
		t.Errorf("codebook %v", got)
	}
}

func TestImportCodebook_NeverMakesClashes(t *testing.T) {
	d := newDesk(t)
	a := d.Tag(d.study, "A", "")
	b := d.Tag(d.study, "B", a.ID)
	csv := func(rows ...string) string { return "Tag,Parent,GUID\n" + strings.Join(rows, "\n") + "\n" }
	for _, c := range []struct {
		name string
		file string
		want []string
	}{
		{"a name that another keeps", csv("Other,,"+string(a.ID), "A,,"), []string{"A 2", "A", "A / B"}},
		{"a name that another has", csv("C,,", "C,A,"+string(b.ID), "B,A,"), []string{"A", "A / B", "A / C", "C"}},
		{"parents exchanged", csv("B,,"+string(b.ID), "A,B,"+string(a.ID)), []string{"B", "B / A"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := d.Hash()
			take := exchange.Take{All: !strings.Contains(c.name, "keeps")}
			if _, err := d.exchange.ImportCodebook(t.Context(), d.plan(t, d.file("book.csv", c.file)), take); err != nil {
				t.Fatal(err)
			}
			d.Whole(t)
			got := d.tree(t)
			if want := slices.Sorted(slices.Values(c.want)); !slices.Equal(got, want) {
				t.Errorf("codebook %q, want %q", got, want)
			}
			if _, err := d.Log.Undo(t.Context()); err != nil || d.Hash() != before {
				t.Errorf("undo: %v", err)
			}
		})
	}
}

func TestImportCodebook_AParentNamedAloneIsTheTagOfThatName(t *testing.T) {
	d := newDesk(t)
	top := d.Tag(d.study, "Staff", "")
	d.Tag(d.study, "Phones", top.ID)
	twin := d.Tag(d.study, "Rest", top.ID)
	d.Tag(d.study, "Rest", twin.ID)
	path := d.file("book.csv", "Tag,Parent\nKiosk,Phones\nBreak,Rest\n")
	if _, err := d.exchange.ImportCodebook(t.Context(), d.plan(t, path), exchange.Take{}); err != nil {
		t.Fatal(err)
	}
	want := []string{"Rest", "Rest / Break", "Staff", "Staff / Phones", "Staff / Phones / Kiosk", "Staff / Rest", "Staff / Rest / Rest"}
	if got := d.tree(t); !slices.Equal(got, want) {
		t.Errorf("codebook %q, want %q", got, want)
	}
}

func TestPlanCodebook_TellsWhatIsLost(t *testing.T) {
	d := newDesk(t)
	d.set(d.Tag(d.study, "A", ""), func(t *app.Tag) { t.Shortcut = 1 })
	plan := d.plan(t, d.file("book.csv", "Tag,Shortcut,Colour,Files\nB,1,mauve,3\n"))
	var kinds []string
	for _, l := range plan.Lost {
		kinds = append(kinds, l.Kind)
	}
	if !slices.Equal(kinds, []string{"colours unread", "columns", "shortcuts"}) {
		t.Errorf("lost %+v", plan.Lost)
	}
	if _, err := d.exchange.ImportCodebook(t.Context(), plan, exchange.Take{}); err != nil {
		t.Fatal(err)
	}
	if got := d.tree(t); !slices.Equal(got, []string{"A key=1", "B"}) {
		t.Errorf("codebook %v", got)
	}
}

func TestPlanCodebook_Refuses(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct {
		name, path string
		study      app.StudyID
		want       app.Code
	}{
		{"a file that is not there", d.dir + "/none.csv", d.study.ID, app.ENotFound},
		{"a folder", d.dir, d.study.ID, app.EInvalid},
		{"an unknown study", d.file("a.csv", "Tag\nA\n"), "nothing", app.ENotFound},
		{"a file without tags", d.file("b.csv", "Tag,Parent\n"), d.study.ID, app.EInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := d.exchange.PlanCodebook(t.Context(), c.study, c.path, nil); app.CodeOf(err) != c.want {
				t.Errorf("PlanCodebook() = %v, want %s", err, c.want)
			}
		})
	}
}

// TestImportCodebook_TakesALargeOne holds that time grows with the codebook, not with its square.
func TestImportCodebook_TakesALargeOne(t *testing.T) {
	d := newDesk(t)
	var file strings.Builder
	file.WriteString("Tag,Parent,Definition,Status,Replaced by\n")
	for i := range 5000 {
		fmt.Fprintf(&file, "Tag %d,Group %d,\"What it means, %d\",deprecated,Group %d / Tag %d\n", i, i%50, i, (i+1)%50, i+1)
	}
	path := d.file("book.csv", file.String())
	if res, err := d.exchange.ImportCodebook(t.Context(), d.plan(t, path), exchange.Take{}); err != nil || res.New != 5050 {
		t.Fatalf("%+v, %v", res, err)
	}
	if plan := d.plan(t, path); plan.Count(exchange.CodeSame) != 5050 {
		t.Errorf("%d of 5,050 are the same", plan.Count(exchange.CodeSame))
	}
	d.Whole(t)
}
