package tally_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/tally"
)

func (r *room) contrast(t *testing.T) *tally.Contrast {
	t.Helper()
	c, err := r.Contrast(t.Context(), r.query)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// differ lets Ada and Ben differ in every way and agree once.
func (r *room) differ(t *testing.T) {
	r.code(t, "Ada", "Alpha was.", "Price")       // only Ada
	r.code(t, "Ben", "Bravo came", "Price")       // the same but for the full stop: they agree
	r.code(t, "Ada", "Bravo came.", "Price")      //
	r.code(t, "Ada", "Candy too.", "Price")       // other tags
	r.code(t, "Ben", "Candy too.", "Speed")       //
	r.code(t, "Ada", "Fancy one.", "Trust")       // other bounds
	r.code(t, "Ben", "Fancy one. Gamma", "Trust") //
	r.code(t, "Ben", "India ink.", "Trust")       // only Ben
	r.code(t, "Ada", "Julia sat.", "Trust")       // other tags and bounds
	r.code(t, "Ben", "sat.", "Price", "Trust")    //
}

func TestContrast_TellsWhatTheyDifferIn(t *testing.T) {
	r := newRoom(t)
	r.differ(t)
	r.code(t, "Zoe", "Delta ran.", "Price") // somebody else
	c := r.contrast(t)
	var got []tally.Kind
	for _, d := range c.Places {
		got = append(got, d.Kind)
	}
	want := []tally.Kind{tally.OnlyA, tally.Tags, tally.Bounds, tally.OnlyB, tally.Mixed}
	if !slices.Equal(got, want) || c.Same != 1 || c.Settled != 0 {
		t.Fatalf("%v, agreeing %d, settled %d; want %v, 1 and 0", got, c.Same, c.Settled, want)
	}
	if d := c.Places[2]; d.Span != r.ses.Span("Fancy one. Gamma") || len(d.A) != 1 || len(d.B) != 1 {
		t.Errorf("the place with other bounds is %+v", d)
	}
	r.query.Tags = []app.TagID{r.tags["Speed"]}
	if c := r.contrast(t); len(c.Places) != 1 || c.Places[0].Kind != tally.OnlyB {
		t.Errorf("for one tag: %+v", c.Places)
	}
}

// on lists who gave which tags at a passage.
func (r *room) on(t *testing.T, passage string) []string {
	t.Helper()
	all, err := r.store().Codings(t.Context(), []app.InterviewID{r.ses.ID})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range all {
		if c.Span != r.ses.Span(passage) {
			continue
		}
		for name, id := range r.tags {
			if id == c.Tag {
				text := c.Author + " " + name
				if c.Provenance == app.ByAgreement {
					text += " agreed"
				}
				out = append(out, text)
			}
		}
	}
	slices.Sort(out)
	return out
}

func TestSettle_GivesBothTheSame(t *testing.T) {
	for _, tc := range []struct {
		name    string
		place   int
		how     tally.Settlement
		label   string
		passage string
		want    []string
	}{
		{"only Ada's, taken", 0, tally.Settlement{Verdict: tally.TakeA}, "Settle: take Ada", "Alpha was.", []string{"Ada Price", "Ben Price agreed"}},
		{"only Ada's, dropped", 0, tally.Settlement{Verdict: tally.TakeB}, "Settle: take Ben", "Alpha was.", nil},
		{"tags of one finding, Ben's", 1, tally.Settlement{Verdict: tally.TakeB}, "Settle: take Ben", "Candy too.", []string{"Ada Speed agreed", "Ben Speed"}},
		{"both tags", 1, tally.Settlement{Verdict: tally.TakeBoth}, "Settle: take both", "Candy too.",
			[]string{"Ada Price", "Ada Speed agreed", "Ben Price agreed", "Ben Speed"}},
		{"neither", 1, tally.Settlement{Verdict: tally.TakeNeither}, "Settle: take neither", "Candy too.", nil},
		{"bounds, Ada's", 2, tally.Settlement{Verdict: tally.TakeA}, "Settle: take Ada", "Fancy one.", []string{"Ada Trust", "Ben Trust agreed"}},
		{"bounds, Ada's: Ben's passage goes", 2, tally.Settlement{Verdict: tally.TakeA}, "Settle: take Ada", "Fancy one. Gamma", nil},
		{"both bounds", 2, tally.Settlement{Verdict: tally.TakeBoth}, "Settle: take both", "Fancy one. Gamma", []string{"Ada Trust agreed", "Ben Trust"}},
		{"a boundary of its own", 2, tally.Settlement{Verdict: tally.TakeSpan, Span: app.Span{}}, "Settle: new boundary", "Fancy one. Gamma ray.",
			[]string{"Ada Trust", "Ben Trust agreed"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := newRoom(t)
			r.differ(t)
			before := r.contrast(t)
			if tc.how.Verdict == tally.TakeSpan {
				tc.how.Span = r.ses.Span("Fancy one. Gamma ray.")
			}
			r.OneStep(t, tc.label, func() error { return r.Settle(t.Context(), r.query, before.Places[tc.place], tc.how) })
			if got := r.on(t, tc.passage); !slices.Equal(got, tc.want) {
				t.Errorf("at %q %v, want %v", tc.passage, got, tc.want)
			}
			after := r.contrast(t)
			if len(after.Places) != len(before.Places)-1 {
				t.Errorf("%d places differ, before %d", len(after.Places), len(before.Places))
			}
		})
	}
}

func TestSettle_LeavesWhatOthersDid(t *testing.T) {
	r := newRoom(t)
	r.differ(t)
	r.code(t, "Zoe", "Candy too.", "Trust")
	d := r.contrast(t).Places[1]
	r.OneStep(t, "Settle: take neither", func() error { return r.Settle(t.Context(), r.query, d, tally.Settlement{Verdict: tally.TakeNeither}) })
	if got := r.on(t, "Candy too."); !slices.Equal(got, []string{"Zoe Trust"}) {
		t.Errorf("left is %v", got)
	}
}

func TestSettle_KeepsAFindingThatSomethingHangsOn(t *testing.T) {
	r := newRoom(t)
	r.differ(t)
	d := r.contrast(t).Places[0]
	f := apptestFinding(t, r, d.A[0].Finding)
	r.Theme(r.study, "Firsts", f)
	r.OneStep(t, "Settle: take neither", func() error { return r.Settle(t.Context(), r.query, d, tally.Settlement{Verdict: tally.TakeNeither}) })
	if !r.Has(f) {
		t.Error("the finding went although it stands in a theme")
	}
}

func apptestFinding(t *testing.T, r *room, id app.FindingID) *app.Finding {
	t.Helper()
	rows, err := r.store().FindingsByID(t.Context(), []app.FindingID{id})
	if err != nil || len(rows) != 1 {
		t.Fatal(err, len(rows))
	}
	return &rows[0].Finding
}

func TestSettle_RefusesWhatWasChangedMeanwhile(t *testing.T) {
	r := newRoom(t)
	r.differ(t)
	d := r.contrast(t).Places[0]
	r.code(t, "Ben", "Alpha was.", "Speed")
	r.Nothing(t, app.EConflict, func() error { return r.Settle(t.Context(), r.query, d, tally.Settlement{Verdict: tally.TakeA}) })
	d = r.contrast(t).Places[0]
	r.Nothing(t, app.EInvalid, func() error { return r.Settle(t.Context(), r.query, d, tally.Settlement{Verdict: "maybe"}) })
	r.Nothing(t, app.EInvalid, func() error {
		return r.Settle(t.Context(), r.query, d, tally.Settlement{Verdict: tally.TakeSpan, Span: app.Span{Start: 5, End: 5000}})
	})
}

func TestSettle_WithoutAPlanKeepsTheFiguresInOne(t *testing.T) {
	r := newRoom(t)
	r.differ(t)
	a, c := r.measure(t, tally.Sentences), r.contrast(t)
	r.OneStep(t, "Settle: take both", func() error {
		return r.Settle(t.Context(), r.query, c.Places[0], tally.Settlement{Verdict: tally.TakeBoth, Before: tally.Before(a, len(c.Places), r.Bench.Hand.Now())})
	})
	plans, err := r.Plans(t.Context(), r.study.ID)
	if err != nil || len(plans) != 1 || plans[0].Name != "Ada and Ben" || plans[0].Before == nil || plans[0].Before.F1 != a.All.F1 || len(plans[0].Interviews) != 1 {
		t.Errorf("Plans() = %+v, %v", plans, err)
	}
}

func TestPlan_TellsHowFarItIsAndNoTags(t *testing.T) {
	r := newRoom(t)
	other := r.Session(r.study, "P02", "P: Nothing yet.")
	r.code(t, "Ada", "Alpha was.", "Price")
	d := app.DoubleCoding{A: " Ada", B: "Ben", Interviews: []app.InterviewID{r.ses.ID, other.ID}}
	r.OneStep(t, "Set up double coding by Ada and Ben", func() error {
		_, err := r.Begin(t.Context(), r.study.ID, d)
		return err
	})
	r.OneStep(t, "Set up double coding by Ada and Ben, 2", func() error {
		_, err := r.Begin(t.Context(), r.study.ID, d)
		return err
	})
	plans, err := r.Plans(t.Context(), r.study.ID)
	if err != nil || len(plans) != 2 || len(plans[0].Parts) != 2 {
		t.Fatalf("Plans() = %+v, %v", plans, err)
	}
	part := plans[0].Parts[0]
	if part.A.Passages != 1 || part.A.Until != r.ses.Span("Alpha was.").End || part.B.Passages != 0 || part.Begun() || part.Length != len(r.ses.Text.Text) {
		t.Errorf("the first interview is %+v", part)
	}
	r.differ(t)
	a := r.measure(t, tally.Sentences)
	c := r.contrast(t)
	before := tally.Before(a, len(c.Places), r.Bench.Hand.Now())
	r.OneStep(t, "Settle: take Ada", func() error {
		return r.Settle(t.Context(), r.query, c.Places[0], tally.Settlement{Verdict: tally.TakeA, Plan: plans[0].ID, Before: before})
	})
	again := r.contrast(t)
	r.OneStep(t, "Settle: take both", func() error {
		return r.Settle(t.Context(), r.query, again.Places[0], tally.Settlement{Verdict: tally.TakeBoth, Plan: plans[0].ID, Before: tally.Before(a, 1, r.Bench.Hand.Now())})
	})
	plans, err = r.Plans(t.Context(), r.study.ID)
	if err != nil || plans[0].Before == nil || plans[0].Before.Disagreements != len(c.Places) || plans[0].Before.Kappa != a.All.Kappa {
		t.Errorf("the plan keeps %+v, %v", plans[0].Before, err)
	}
	if !plans[0].Parts[0].Begun() {
		t.Error("both have begun")
	}
	r.OneStep(t, "Remove double coding by Ada and Ben", func() error { return r.Drop(t.Context(), plans[0].ID) })
	for _, bad := range map[string]app.DoubleCoding{"one person": {A: "Ada", Interviews: d.Interviews}, "the same": {A: "Ada", B: "ada ", Interviews: d.Interviews}, "no interviews": {A: "Ada", B: "Ben"}} {
		r.Nothing(t, app.EInvalid, func() error { _, err := r.Begin(t.Context(), r.study.ID, bad); return err })
	}
	pairs, err := r.Pairs(t.Context(), r.study.ID)
	if err != nil || len(pairs) != 1 || pairs[0].A != "Ada" || pairs[0].B != "Ben" || len(pairs[0].Interviews) != 1 {
		t.Errorf("Pairs() = %+v, %v", pairs, err)
	}
}
