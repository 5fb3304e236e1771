package tally_test

import (
	"math"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/coding"
	"throughline/app/tally"
	"throughline/synthesis/stat"
)

// room is a workspace with two coders.
type room struct {
	*apptest.Bench
	*tally.Service
	study *app.Study
	ses   *apptest.Session
	tags  map[string]app.TagID
	query tally.AgreementQuery
}

// newRoom has one interview of ten sentences by the participant, of ten characters each with the space: "aaaaaaaa." and so on.
func newRoom(t *testing.T) *room {
	b := apptest.New(t)
	r := &room{Bench: b, Service: &tally.Service{Store: b.Store, Log: b.Log, Hand: b.As("Cleo")}, tags: map[string]app.TagID{}}
	r.study = b.Study("Checkout")
	r.ses = b.Session(r.study, "P01", "Mod: What came first?",
		"P: Alpha was. Bravo came. Candy too. Delta ran. Extra one.",
		"Mod: And then?", "P: Fancy one. Gamma ray. Hotel bed. India ink. Julia sat.")
	for _, name := range []string{"Price", "Speed", "Trust"} {
		r.tags[name] = b.Tag(r.study, name, "").ID
	}
	r.query = tally.AgreementQuery{Study: r.study.ID, A: "Ada", B: "Ben", Seed: 1}
	return r
}

// code lets a coder tag a passage, as the reader does.
func (r *room) code(t *testing.T, who, passage string, tags ...string) {
	t.Helper()
	c := &coding.Service{Store: r.Bench.Store, Log: r.Bench.Log, Hand: r.As(who)}
	var ids []app.TagID
	for _, name := range tags {
		ids = append(ids, r.tags[name])
	}
	if _, err := c.Mark(t.Context(), r.ses.ID, r.ses.Span(passage), ids); err != nil {
		t.Fatal(err)
	}
}

// store is the one of the bench; the service has one of that name as well.
func (r *room) store() tally.Store { return r.Bench.Store }

func (r *room) measure(t *testing.T, unit tally.Unit) *tally.Agreement {
	t.Helper()
	q := r.query
	q.Unit = unit
	a, err := r.Agreement(t.Context(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func near(t *testing.T, name string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9) {
		t.Errorf("%s = %v, want %v", name, got, want)
	}
}

func TestAgreement_ByHand(t *testing.T) {
	r := newRoom(t)
	r.code(t, "Ada", "Alpha was. Bravo came.", "Price") // sentences 1 and 2
	r.code(t, "Ada", "Fancy one.", "Price")             // 6
	r.code(t, "Ada", "Hotel bed.", "Speed")             // 8
	r.code(t, "Ben", "Bravo came. Candy too.", "Price") // 2 and 3
	r.code(t, "Ben", "Fancy one.", "Price")             // 6
	r.code(t, "Ben", "And then?", "Trust")              // the moderator's words are no unit
	a := r.measure(t, tally.Sentences)
	if a.Units != 10 || len(a.Interviews) != 1 || len(a.Tags) != 3 {
		t.Fatalf("%d units, %d interviews, %d tags; want 10, 1 and 3", a.Units, len(a.Interviews), len(a.Tags))
	}
	price := a.Tags[0]
	if price.Name != "Price" || price.Tally != (stat.Tally{Both: 2, OnlyA: 1, OnlyB: 1, Neither: 6}) || price.InA != 3 || price.InB != 3 {
		t.Fatalf("the first tag is %s with %+v", price.Name, price.Tally)
	}
	near(t, "percent", price.Percent, .8)
	near(t, "kappa", price.Kappa, (.8-.58)/(1-.58)) // Pe = .3 · .3 + .7 · .7
	near(t, "F1", price.F1, 2.0/3)
	near(t, "Jaccard", price.Jaccard, .5)
	near(t, "alpha", price.Alpha, 1-19*2.0/(6*14))
	if !(price.KappaRange.Low <= price.Kappa && price.Kappa <= price.KappaRange.High) {
		t.Errorf("kappa %v is outside %v", price.Kappa, price.KappaRange)
	}
	// Speed: Po .9, Pe .1·0 + .9·1; Trust: Po 1, Pe 1.
	near(t, "pooled kappa", a.All.Kappa, ((.8+.9+1)/3-(.58+.9+1)/3)/(1-(.58+.9+1)/3))
	turns := r.measure(t, tally.Turns)
	if got := turns.Tags[0].Tally; turns.Units != 2 || got != (stat.Tally{Both: 2}) {
		t.Errorf("by turns: %d units, %+v", turns.Units, got)
	}
	chars := r.measure(t, tally.Characters).Tags[0].Tally
	// "Alpha was. Bravo came." is 22, "Bravo came. Candy too." 22 with 11 of the first, "Fancy one." 10.
	if chars.Both != 11+10 || chars.OnlyA != 11 || chars.OnlyB != 11 {
		t.Errorf("by characters: %+v", chars)
	}
}

func TestAgreement_CountsCharactersNotBytes(t *testing.T) {
	r := newRoom(t)
	r.ses = r.Session(r.study, "P02", "P: Ångström. 日本語です。 Plain end.")
	r.code(t, "Ada", "日本語です。", "Price")
	r.code(t, "Ben", "日本語です。 Plain", "Price")
	if got := r.measure(t, tally.Characters).Tags[0].Tally; got.Both != 6 || got.OnlyB != 6 || got.OnlyA != 0 || got.Units() != 27 {
		t.Errorf("%+v of %d, want 6 both, 6 more of Ben, of 27", got, got.Units())
	}
}

func TestAgreement_MarkedTwiceCountsOnce(t *testing.T) {
	r := newRoom(t)
	r.code(t, "Ada", "Alpha was. Bravo came.", "Price")
	r.code(t, "Ada", "Bravo came.", "Price")
	r.code(t, "Ben", "Alpha was. Bravo came.", "Price")
	got := r.measure(t, tally.Characters)
	if tl := got.Tags[0].Tally; tl.Both != 22 || tl.OnlyA+tl.OnlyB != 0 {
		t.Errorf("%+v, want full agreement on 22 characters", tl)
	}
	near(t, "uα", got.Tags[0].U, 1)
	if got.Overlap {
		t.Error("one tag twice is no overlap of tags")
	}
	r.code(t, "Ada", "Bravo came. Candy too.", "Speed")
	if got := r.measure(t, tally.Characters); !got.Overlap || !math.IsNaN(got.U) || math.IsNaN(got.Binary) {
		t.Errorf("overlapping tags: overlap %v, uα %v, |uα %v", got.Overlap, got.U, got.Binary)
	}
}

// Who is A and who is B, and what tags are called, makes no difference.
func TestAgreement_KnowsNoNames(t *testing.T) {
	r := newRoom(t)
	for i, p := range []string{"Alpha was.", "Bravo came. Candy too.", "Delta ran.", "Gamma ray. Hotel bed."} {
		r.code(t, "Ada", p, []string{"Price", "Speed"}[i%2])
	}
	for i, p := range []string{"Alpha was. Bravo", "Candy too.", "Delta ran.", "Hotel bed. India ink."} {
		r.code(t, "Ben", p, []string{"Price", "Speed", "Speed", "Trust"}[i])
	}
	for _, unit := range []tally.Unit{tally.Characters, tally.Sentences, tally.Turns} {
		a := r.measure(t, unit)
		r.query.A, r.query.B = r.query.B, r.query.A
		b := r.measure(t, unit)
		r.query.A, r.query.B = r.query.B, r.query.A
		near(t, string(unit)+": kappa", b.All.Kappa, a.All.Kappa)
		near(t, string(unit)+": F1", b.All.F1, a.All.F1)
		near(t, string(unit)+": uα", b.U, a.U)
		near(t, string(unit)+": cuα", b.Coding, a.Coding)
		for i := range a.Tags {
			near(t, a.Tags[i].Name+": alpha", b.Tags[i].Alpha, a.Tags[i].Alpha)
			near(t, a.Tags[i].Name+": low", b.Tags[i].KappaRange.Low, a.Tags[i].KappaRange.Low)
		}
	}
}

func TestAgreement_RollsUpSubTags(t *testing.T) {
	r := newRoom(t)
	parent := r.Tag(r.study, "Money", "").ID
	r.tags["Fees"], r.tags["Tax"] = r.Tag(r.study, "Fees", parent).ID, r.Tag(r.study, "Tax", parent).ID
	r.code(t, "Ada", "Alpha was.", "Fees")
	r.code(t, "Ben", "Alpha was.", "Tax")
	r.query.Tags = []app.TagID{parent}
	r.query.RollUp = true
	a := r.measure(t, tally.Sentences)
	if len(a.Tags) != 1 || a.Tags[0].Kappa != 1 {
		t.Errorf("rolled up: %+v", a.Tags)
	}
}

func TestAgreement_SaysWhatItNeeds(t *testing.T) {
	r := newRoom(t)
	r.code(t, "Ada", "Alpha was.", "Price")
	for name, q := range map[string]tally.AgreementQuery{
		"one coder":           {Study: r.study.ID, A: "Ada"},
		"the same twice":      {Study: r.study.ID, A: "Ada", B: "Ada"},
		"nothing both coded":  {Study: r.study.ID, A: "Ada", B: "Ben"},
		"nobody of that name": {Study: r.study.ID, A: "Ada", B: "Zoe"},
	} {
		if _, err := r.Agreement(t.Context(), q, nil); app.CodeOf(err) != app.EInvalid {
			t.Errorf("%s: %v, want EInvalid", name, err)
		}
	}
	if _, err := r.Agreement(t.Context(), tally.AgreementQuery{A: "Ada", B: "Ben", Interviews: []app.InterviewID{"gone"}}, nil); app.CodeOf(err) != app.ENotFound {
		t.Errorf("an interview that is gone: %v", err)
	}
}

func TestReliability_IsThatOfTheTagsAsked(t *testing.T) {
	r := newRoom(t)
	ask := func(tags ...string) tally.Reliability {
		var ids []app.TagID
		for _, n := range tags {
			ids = append(ids, r.tags[n])
		}
		got, err := r.Reliability(t.Context(), r.study.ID, ids)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	r.code(t, "Ada", "Alpha was.", "Price")
	if got := ask("Price"); got.Known {
		t.Errorf("with one coder: %+v", got)
	}
	r.code(t, "Ben", "Alpha was.", "Price")
	r.code(t, "Ada", "Hotel bed.", "Speed")
	r.code(t, "Ben", "India ink.", "Speed")
	price, speed := ask("Price"), ask("Speed")
	if !price.Known || price.Kappa != 1 || price.Coders != 2 || price.Interviews != 1 || price.Sentences != 10 {
		t.Errorf("Price: %+v", price)
	}
	near(t, "Speed", speed.Kappa, (.8-.82)/(1-.82))
	if got := ask("Trust"); got.Known {
		t.Errorf("a tag that nobody gave: %+v", got)
	}
	if got := ask(); got.Known {
		t.Errorf("no tag: %+v", got)
	}
}
