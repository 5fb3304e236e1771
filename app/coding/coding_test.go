package coding_test

import (
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/coding"
)

// desk is a bench with one interview and a tag.
type desk struct {
	*apptest.Bench
	coding *coding.Service
	study  *app.Study
	iv     *apptest.Session
	trust  *app.Tag
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{Bench: apptest.New(t)}
	d.coding = d.as(apptest.Author)
	d.study = d.Study("Onboarding")
	d.iv = d.Session(d.study, "P01",
		"Mod: How did the first week go?",
		"P: I waited three days for access. Naïve of me: 👩‍👩‍👧 nobody told me.",
		"Mod: And then?",
		"P:   I gave up.  ")
	d.trust = d.Tag(d.study, "Trust", "")
	return d
}

func (d *desk) as(author string) *coding.Service {
	return &coding.Service{Store: d.Store, Log: d.Log, Hand: d.As(author)}
}

func ids(fs ...*app.Finding) []app.FindingID {
	var out []app.FindingID
	for _, f := range fs {
		out = append(out, f.ID)
	}
	return out
}

func TestMark_AnchorsThePassage(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct {
		name, selected, want string
		at                   int // minutes
	}{
		{"a sentence", "I waited three days for access.", "I waited three days for access.", 1},
		{"space at the ends is left out", " Naïve of me: ", "Naïve of me:", 1},
		{"over a turn's end it belongs to the first speaker", "nobody told me.\nAnd then?", "nobody told me.\nAnd then?", 1},
		{"the end of the text", "I gave up.  ", "I gave up.", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			var f *app.Finding
			d.OneStep(t, "Tag with Trust", func() (err error) {
				f, err = d.coding.Mark(t.Context(), d.iv.ID, d.iv.Span(c.selected), []app.TagID{d.trust.ID, d.trust.ID})
				return err
			})
			got := apptest.Find(d.Bench, f)
			if got.Quote != c.want || got.Speaker != "P" || got.Participant != d.iv.Person.ID || got.Study != d.study.ID || int(got.At.Minutes()) != c.at {
				t.Errorf("Mark() = %+v", got)
			}
			if !strings.HasSuffix(d.iv.Text.Text[:got.Start], got.Before) || !strings.HasPrefix(d.iv.Text.Text[got.End:], got.After) {
				t.Errorf("context %q … %q", got.Before, got.After)
			}
			if len(got.Tags) != 1 || got.Tags[0].Author != apptest.Author || got.Tags[0].Provenance != app.ByHand || !got.Created.Equal(got.Modified) {
				t.Errorf("tags %+v, created %v, modified %v", got.Tags, got.Created, got.Modified)
			}
		})
	}
}

func TestMark_Refuses(t *testing.T) {
	d := newDesk(t)
	umlaut := d.iv.Span("ï").Start
	for _, c := range []struct {
		name string
		iv   app.InterviewID
		span app.Span
		tag  app.TagID
		want app.Code
	}{
		{"an unknown interview", "nobody", app.Span{End: 3}, d.trust.ID, app.ENotFound},
		{"an unknown tag", d.iv.ID, app.Span{End: 3}, "nothing", app.ENotFound},
		{"beyond the end", d.iv.ID, app.Span{Start: 3, End: 10_000}, d.trust.ID, app.EInvalid},
		{"before the beginning", d.iv.ID, app.Span{Start: -1, End: 3}, d.trust.ID, app.EInvalid},
		{"backwards", d.iv.ID, app.Span{Start: 9, End: 3}, d.trust.ID, app.EInvalid},
		{"nothing", d.iv.ID, app.Span{Start: 3, End: 3}, d.trust.ID, app.EInvalid},
		{"only space", d.iv.ID, app.Span{Start: len(d.iv.Text.Text) - 2, End: len(d.iv.Text.Text)}, d.trust.ID, app.EInvalid},
		{"half a rune", d.iv.ID, app.Span{Start: umlaut + 1, End: umlaut + 5}, d.trust.ID, app.EInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.Nothing(t, c.want, func() error {
				f, err := d.coding.Mark(t.Context(), c.iv, c.span, []app.TagID{c.tag})
				if f != nil {
					t.Errorf("Mark() = %+v beside an error", f)
				}
				return err
			})
		})
	}
}

func TestMark_TakesWholeSigns(t *testing.T) {
	d := newDesk(t)
	family := d.iv.Span("👩‍👩‍👧")
	f, err := d.coding.Mark(t.Context(), d.iv.ID, app.Span{Start: family.Start + len("👩"), End: family.End + len(" nobody")}, nil)
	if err != nil || f.Quote != "👩‍👩‍👧 nobody" {
		t.Errorf("Mark() = %q, %v, want the family whole", f.Quote, err)
	}
}

func TestMark_TheSamePassageAgain(t *testing.T) {
	d := newDesk(t)
	speed := d.Tag(d.study, "Speed", "")
	span := d.iv.Span("I waited three days")
	first, err := d.coding.Mark(t.Context(), d.iv.ID, span, []app.TagID{d.trust.ID})
	if err != nil {
		t.Fatal(err)
	}
	var f *app.Finding
	mark := func(s *coding.Service, span app.Span, tags ...app.TagID) func() error {
		return func() (err error) { f, err = s.Mark(t.Context(), d.iv.ID, span, tags); return err }
	}
	t.Run("another tag goes onto the finding there is", func(t *testing.T) {
		d.OneStep(t, "Tag with Speed", mark(d.coding, span, speed.ID))
		if f.ID != first.ID || len(f.Tags) != 2 {
			t.Errorf("Mark() = %s with %d tags, want %s with 2", f.ID, len(f.Tags), first.ID)
		}
	})
	t.Run("a space more makes no other finding", func(t *testing.T) {
		wide := app.Span{Start: span.Start, End: span.End + 1}
		d.OneStep(t, "Tag with Trust", mark(d.as("Jonas"), wide, d.trust.ID))
		if f.ID != first.ID || len(f.Tags) != 3 {
			t.Errorf("Mark() = %s with %d tags, want %s with 3", f.ID, len(f.Tags), first.ID)
		}
	})
	t.Run("what it has already is no step", func(t *testing.T) {
		d.Nothing(t, "", mark(d.coding, span, speed.ID))
		d.Nothing(t, "", mark(d.coding, span))
		if f == nil || f.ID != first.ID {
			t.Errorf("Mark() = %v, want the finding there is", f)
		}
	})
}

func TestMark_WithoutTagsIsAHighlight(t *testing.T) {
	d := newDesk(t)
	d.OneStep(t, "Highlight", func() error {
		_, err := d.coding.Mark(t.Context(), d.iv.ID, d.iv.Span("nobody told me"), nil)
		return err
	})
}

func TestMarkAs_KeepsWhereTheTagCameFrom(t *testing.T) {
	d := newDesk(t)
	f, err := d.coding.MarkAs(t.Context(), d.iv.Text, d.iv.Span("nobody told me"), []app.TagID{d.trust.ID}, app.BySuggestion)
	if err != nil || apptest.Find(d.Bench, f).Tags[0].Provenance != app.BySuggestion {
		t.Errorf("MarkAs() = %+v, %v", f, err)
	}
}

func TestTag_TwoAuthors(t *testing.T) {
	d := newDesk(t)
	a, b := d.iv.Finding("I waited"), d.iv.Finding("three days")
	jonas := d.as("Jonas")
	both := ids(a, b)
	d.OneStep(t, "Tag with Trust", func() error { return d.coding.Tag(t.Context(), append(both, a.ID), d.trust.ID) })
	d.OneStep(t, "Tag with Trust", func() error { return jonas.Tag(t.Context(), both, d.trust.ID) })
	if got := apptest.Find(d.Bench, a); len(got.Tags) != 2 || len(got.TagIDs()) != 1 || !got.Modified.After(a.Modified) {
		t.Errorf("after two authors: %+v", got)
	}
	d.Nothing(t, "", func() error { return jonas.Tag(t.Context(), both, d.trust.ID) })
	d.OneStep(t, "Untag Trust", func() error { return d.coding.Untag(t.Context(), both, d.trust.ID) })
	if got := apptest.Find(d.Bench, a); got.Tags != nil {
		t.Errorf("Untag left %+v, want both authors' taggings gone", got.Tags)
	}
	d.Nothing(t, "", func() error { return d.coding.Untag(t.Context(), both, d.trust.ID) })
	d.Nothing(t, app.ENotFound, func() error { return d.coding.Tag(t.Context(), both, "nothing") })
	d.Nothing(t, app.ENotFound, func() error { return d.coding.Untag(t.Context(), both, "nothing") })
	d.Nothing(t, app.ENotFound, func() error { return d.coding.Tag(t.Context(), []app.FindingID{a.ID, "gone"}, d.trust.ID) })
	d.Nothing(t, "", func() error { return d.coding.Tag(t.Context(), nil, d.trust.ID) })
}

func TestEdits(t *testing.T) {
	d := newDesk(t)
	f := d.iv.Finding("I waited")
	one, ctx := ids(f), t.Context()
	for _, c := range []struct {
		name, label string
		act         func() error
		holds       func(*app.Finding) bool
	}{
		{"note", "Note", func() error { return d.coding.Note(ctx, f.ID, " Strong. \n") }, func(f *app.Finding) bool { return f.Note == "Strong." }},
		{"note taken back", "Note", func() error { return d.coding.Note(ctx, f.ID, " ") }, func(f *app.Finding) bool { return f.Note == "" }},
		{"star", "Star", func() error { return d.coding.Star(ctx, one, true) }, func(f *app.Finding) bool { return f.Star }},
		{"no star", "Remove star", func() error { return d.coding.Star(ctx, one, false) }, func(f *app.Finding) bool { return !f.Star }},
		{"stance", "Mark as contradicts", func() error { return d.coding.SetStance(ctx, one, app.Contradicts) },
			func(f *app.Finding) bool { return f.Stance == app.Contradicts }},
		{"no stance", "Clear stance", func() error { return d.coding.SetStance(ctx, one, "") }, func(f *app.Finding) bool { return f.Stance == "" }},
		{"sentiment", "Set sentiment", func() error { return d.coding.SetSentiment(ctx, one, -2) }, func(f *app.Finding) bool { return f.Sentiment == -2 }},
		{"longer", "Move boundary", func() error {
			return d.coding.Resize(ctx, f.ID, d.iv.Text, d.iv.Span("I waited three days for access."))
		},
			func(f *app.Finding) bool {
				return f.Quote == "I waited three days for access." && f.Span.Len() == len(f.Quote)
			}},
		{"into another turn", "Move boundary", func() error { return d.coding.Resize(ctx, f.ID, d.iv.Text, d.iv.Span("And then?")) },
			func(f *app.Finding) bool { return f.Speaker == "Mod" && f.Participant == "" && f.At.Minutes() == 2 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.OneStep(t, c.label, c.act)
			if got := apptest.Find(d.Bench, f); !c.holds(got) || !got.Modified.After(f.Modified) || !got.Created.Equal(f.Created) {
				t.Errorf("finding %+v", got)
			}
			d.Nothing(t, "", c.act)
		})
	}
}

func TestEdits_Refuse(t *testing.T) {
	d := newDesk(t)
	f := d.iv.Finding("I waited")
	note := &app.Finding{ID: app.NewID[app.FindingID](), Study: d.study.ID, Note: "Only a note.", At: app.NoTime, Stamp: d.Hand.Stamp()}
	d.Put(note)
	ctx := t.Context()
	for _, c := range []struct {
		name string
		want app.Code
		act  func() error
	}{
		{"note on nothing", app.ENotFound, func() error { return d.coding.Note(ctx, "gone", "x") }},
		{"sentiment 5", app.EInvalid, func() error { return d.coding.SetSentiment(ctx, ids(f), 5) }},
		{"an unknown stance", app.EInvalid, func() error { return d.coding.SetStance(ctx, ids(f), "loves") }},
		{"bounds outside", app.EInvalid, func() error { return d.coding.Resize(ctx, f.ID, d.iv.Text, app.Span{Start: 5, End: 99_999}) }},
		{"bounds of nothing", app.ENotFound, func() error { return d.coding.Resize(ctx, "gone", d.iv.Text, app.Span{End: 5}) }},
		{"bounds of a note", app.EInvalid, func() error { return d.coding.Resize(ctx, note.ID, d.iv.Text, app.Span{End: 5}) }},
		{"no note on a note", app.EInvalid, func() error { return d.coding.Note(ctx, note.ID, "") }},
		{"deleting one of two that is gone", app.ENotFound, func() error { return d.coding.Delete(ctx, []app.FindingID{f.ID, "gone"}) }},
		{"deleting none", "", func() error { return d.coding.Delete(ctx, nil) }},
	} {
		t.Run(c.name, func(t *testing.T) { d.Nothing(t, c.want, c.act) })
	}
}

func TestDelete_TakesPlacesAndEvidenceAlong(t *testing.T) {
	d := newDesk(t)
	a, b, c := d.iv.Finding("I waited", d.trust.ID), d.iv.Finding("three days"), d.iv.Finding("nobody told me")
	own := d.Theme(d.study, "Waiting", a, b, c)
	d.Theme(nil, "Across studies", a)
	in := d.Insight(d.study, "People wait", app.Evidence{Finding: a.ID, Stance: app.Supports}, app.Evidence{Theme: own.ID, Stance: app.Nuances},
		app.Evidence{Finding: b.ID, Stance: app.Supports}, app.Evidence{Finding: c.ID, Stance: app.Contradicts, Note: "One."})
	d.OneStep(t, "Delete 2 findings", func() error { return d.coding.Delete(t.Context(), ids(a, b, a)) })
	if d.Has(a) || d.Has(b) || !d.Has(c) || !d.Has(own) {
		t.Error("the wrong records are gone")
	}
	got := apptest.Find(d.Bench, in)
	want := []app.Evidence{{Theme: own.ID, Stance: app.Nuances}, {Finding: c.ID, Stance: app.Contradicts, Note: "One."}}
	if !slices.Equal(got.Evidence, want) || !got.Modified.After(in.Modified) {
		t.Errorf("evidence %+v, want %+v and a later time", got.Evidence, want)
	}
	placed, err := d.Store.Placements(t.Context(), "")
	if err != nil || len(placed) != 1 || placed[0].Finding != c.ID {
		t.Errorf("Placements() = %+v, %v", placed, err)
	}
	d.OneStep(t, "Delete finding", func() error { return d.coding.Delete(t.Context(), ids(c)) })
}
