package memo_test

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/memo"
)

type desk struct {
	*apptest.Bench
	memos *memo.Service
	study *app.Study
	iv    *apptest.Session
	tag   *app.Tag
	f     *app.Finding
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{Bench: apptest.New(t)}
	d.memos = &memo.Service{Store: d.Store, Log: d.Log, Hand: d.Hand}
	d.study = d.Study("Onboarding")
	d.tag = d.Tag(d.study, "Waiting", "")
	d.iv = d.Session(d.study, "P01", "P: I waited three days. Then I gave up.")
	d.f = d.iv.Finding("three days", d.tag.ID)
	return d
}

// write stores a memo. The test ends if the workspace refuses.
func (d *desk) write(m app.Memo) *app.Memo {
	d.T.Helper()
	out, err := d.memos.Write(d.T.Context(), m)
	if err != nil {
		d.T.Fatal(err)
	}
	return out
}

func names(rows []app.MemoRow, err error) string {
	if err != nil {
		return err.Error()
	}
	var out []string
	for _, r := range rows {
		out = append(out, r.Name())
	}
	return strings.Join(out, ", ")
}

func TestWrite_IsOneStepAndTakesTheStudyOfItsPlace(t *testing.T) {
	d := newDesk(t)
	wide := d.Tag(nil, "Trust", "")
	for _, c := range []struct {
		name  string
		on    app.Ref
		study app.StudyID
	}{
		{"a study", d.study.Ref(), d.study.ID}, {"an interview", d.iv.Ref(), d.study.ID}, {"a finding", d.f.Ref(), d.study.ID},
		{"a tag", d.tag.Ref(), d.study.ID}, {"a tag of all studies", wide.Ref(), ""}, {"a theme", d.Theme(d.study, "Access").Ref(), d.study.ID},
		{"an insight", d.Insight(d.study, "People wait").Ref(), d.study.ID}, {"a person", d.iv.Person.Ref(), ""}, {"nothing", app.Ref{}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var m *app.Memo
			d.OneStep(t, "Write memo “On it”", func() (err error) {
				m, err = d.memos.Write(t.Context(), app.Memo{On: c.on, Title: " On it "})
				return err
			})
			if m.Study != c.study || m.Kind != app.MemoFree || m.Title != "On it" || m.Author != apptest.Author {
				t.Errorf("Write() = %+v", m)
			}
			rows, err := d.memos.For(t.Context(), c.on)
			if c.on != (app.Ref{}) && (err != nil || len(rows) != 1 || rows[0].ID != m.ID || rows[0].Gone || rows[0].Place.Name == "") {
				t.Errorf("For() = %+v, %v", rows, err)
			}
		})
	}
}

func TestWrite_RefusesWhatCannotBe(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct {
		name string
		memo app.Memo
		want app.Code
	}{
		{"no words", app.Memo{}, app.EInvalid},
		{"an unknown kind", app.Memo{Title: "x", Kind: "poem"}, app.EInvalid},
		{"on something gone", app.Memo{Title: "x", On: app.Ref{Kind: app.KindTag, ID: "gone"}}, app.ENotFound},
		{"on a transcript", app.Memo{Title: "x", On: d.iv.Text.Ref()}, app.EInvalid},
		{"a memo that is gone", app.Memo{ID: "gone", Title: "x"}, app.ENotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.Nothing(t, c.want, func() error { _, err := d.memos.Write(t.Context(), c.memo); return err })
		})
	}
	m := d.write(app.Memo{Title: "Same"})
	d.Nothing(t, "", func() error { _, err := d.memos.Write(t.Context(), *m); return err })
}

func TestWriteIn_ASittingIsUndoneTogether(t *testing.T) {
	d := newDesk(t)
	m := d.write(app.Memo{Title: "Draft"})
	before, sitting := d.Hash(), memo.NewSitting()
	for _, text := range []string{"One.", "One. Two.", "One. Two. Three."} {
		m.Text = text
		var err error
		if m, err = d.memos.WriteIn(t.Context(), sitting, *m); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d.Hash() != before {
		t.Error("one undo did not take the sitting back")
	}
}

func TestWrite_TiesNamesToRecords(t *testing.T) {
	d := newDesk(t)
	other := d.Study("Pricing")
	d.Tag(other, "Waiting", "")
	m := d.write(app.Memo{Study: d.study.ID, Text: "See [[waiting]], [[P01]], [[onboarding]] and [[Nobody]]."})
	want := "See [[tag:" + string(d.tag.ID) + "|waiting]], [[participant:" + string(d.iv.Person.ID) + "|P01]], [[study:" + string(d.study.ID) +
		"|onboarding]] and [[Nobody]]."
	if m.Text != want {
		t.Errorf("Write() tied %q, want %q", m.Text, want)
	}
	renamed := *d.tag
	renamed.Name = "Waiting for access"
	cs := d.Hand.Begin("Rename")
	cs.Update(d.tag, &renamed)
	if err := d.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	targets, err := d.memos.Targets(t.Context(), m.Study, m.Text)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := app.ReplaceLinks(m.Text, targets.Read), "See Waiting for access, P01, Onboarding and Nobody."; got != want {
		t.Errorf("the memo reads %q, want %q", got, want)
	}
	for i, l := range app.Links(m.Text) {
		if _, ok := targets.Of(l); ok != (i < 3) {
			t.Errorf("link %q leads somewhere: %v", l.Words, ok)
		}
	}
}

func TestBacklinks_KnowExactLinksAndNames(t *testing.T) {
	d := newDesk(t)
	exact := d.write(app.Memo{Title: "Exact", Text: "twice " + app.ExactLink(d.f.Ref(), "x") + app.ExactLink(d.f.Ref(), "y")})
	d.write(app.Memo{Title: "By name", Text: "[[Later]]"})
	d.write(app.Memo{Title: "Other", Text: "Later, [[Sooner]]"})
	late := d.Theme(d.study, "Later")
	for _, c := range []struct {
		name string
		to   app.Ref
		want string
	}{
		{"exact, each memo once", d.f.Ref(), "Exact"},
		{"by name, made after the memo", late.Ref(), "By name"},
		{"nobody", d.tag.Ref(), ""},
		{"a memo", exact.Ref(), ""},
		{"not stored", app.Ref{Kind: app.KindTag, ID: "gone"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := names(d.memos.Backlinks(t.Context(), c.to)); got != c.want {
				t.Errorf("Backlinks() = %q, want %q", got, c.want)
			}
		})
	}
}

func TestMemo_OutlivesWhatItStandsOn(t *testing.T) {
	d := newDesk(t)
	m := d.write(app.Memo{On: d.tag.Ref(), Title: "Rule", Text: "Only " + app.ExactLink(d.tag.Ref(), "Waiting")})
	cs := d.Hand.Begin("Delete tag")
	bare := *d.f.WithoutTag(d.tag.ID)
	cs.Update(d.f, &bare)
	cs.Delete(d.tag)
	if err := d.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	d.Whole(t)
	row := func() app.MemoRow {
		rows, _, err := d.memos.List(t.Context(), app.MemoQuery{})
		if err != nil || len(rows) != 1 {
			t.Fatalf("List() = %v, %v", rows, err)
		}
		return rows[0]
	}
	if r := row(); !r.Gone || r.Place.Name != "Waiting" {
		t.Errorf("after the deletion the memo stands on %+v, gone %v", r.Place, r.Gone)
	}
	if _, err := d.memos.Write(t.Context(), app.Memo{ID: m.ID, On: m.On, Study: m.Study, Kind: app.MemoRule, Title: "Rule of old"}); err != nil {
		t.Errorf("a memo whose place is gone cannot be edited: %v", err)
	}
	for range 2 {
		if _, err := d.Log.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if r := row(); r.Gone || r.Place.Name != "Waiting" || r.Title != "Rule" {
		t.Errorf("after undo the memo stands on %+v, gone %v", r.Place, r.Gone)
	}
}

func TestList_MatchesEveryFieldOfAQuery(t *testing.T) {
	d := newDesk(t)
	ben := &memo.Service{Store: d.Store, Log: d.Log, Hand: d.As("Ben")}
	other := d.Study("Pricing")
	d.write(app.Memo{Title: "a", On: d.tag.Ref(), Kind: app.MemoRule, Text: "Überraschung for [[nobody]]"})
	d.write(app.Memo{Title: "b", Study: other.ID, Kind: app.MemoQuestion})
	d.write(app.Memo{Title: "c", Kind: app.MemoTheory})
	if _, err := ben.Write(t.Context(), app.Memo{Title: "d", On: d.f.Ref(), Kind: app.MemoRule}); err != nil {
		t.Fatal(err)
	}
	day := app.DateOf(apptest.Noon)
	for _, c := range []struct {
		name  string
		query app.MemoQuery
		want  string
	}{
		{"everything, newest first", app.MemoQuery{}, "d, c, b, a"},
		{"a page", app.MemoQuery{Page: app.Page{Offset: 1, Limit: 2}}, "c, b"},
		{"a study with those across", app.MemoQuery{Study: d.study.ID}, "d, c, a"},
		{"an unknown study", app.MemoQuery{Study: "gone"}, ""},
		{"a record", app.MemoQuery{On: d.tag.Ref()}, "a"},
		{"kinds", app.MemoQuery{Kinds: []app.MemoKind{app.MemoRule, app.MemoTheory}}, "d, c, a"},
		{"places", app.MemoQuery{Places: []app.Kind{app.KindFinding, ""}}, "d, c, b"},
		{"authors", app.MemoQuery{Authors: []string{"Ben"}}, "d"},
		{"text", app.MemoQuery{Text: "uberrasch"}, "a"},
		{"the words of a link", app.MemoQuery{Text: "nobody"}, "a"},
		{"of the day", app.MemoQuery{From: day, To: day}, "d, c, b, a"},
		{"of a day before", app.MemoQuery{To: "2000-01-01"}, ""},
		{"several", app.MemoQuery{Study: d.study.ID, Kinds: []app.MemoKind{app.MemoRule}, Authors: []string{apptest.Author}}, "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, facets, err := d.memos.List(t.Context(), c.query)
			if got := names(rows, err); got != c.want {
				t.Errorf("List() = %q, want %q", got, c.want)
			}
			sum := 0
			for _, f := range facets.Kinds {
				sum += f.Count
			}
			if c.query.Page == (app.Page{}) && (facets.Total != len(rows) || sum != len(rows)) {
				t.Errorf("facets = %+v, want %d", facets, len(rows))
			}
		})
	}
}

func TestDelete_IsOneStep(t *testing.T) {
	d := newDesk(t)
	m := d.write(app.Memo{Title: "x", Text: "[[Waiting]]", On: d.f.Ref()})
	d.OneStep(t, "Delete memo “x”", func() error { return d.memos.Delete(t.Context(), m.ID) })
	d.Nothing(t, app.ENotFound, func() error { return d.memos.Delete(t.Context(), m.ID) })
}

func TestWrite_StepsCarryTheNameOfTheMemo(t *testing.T) {
	d := newDesk(t)
	link := app.ExactLink(app.Ref{Kind: app.KindTag, ID: "t"}, "Invitation")
	for _, c := range []struct {
		name string
		memo app.Memo
		want string
	}{
		{"by its title", app.Memo{Title: "Rights, not time", Text: "Long"}, "memo “Rights, not time”"},
		{"by its first line, links as words", app.Memo{Text: "\nSee " + link + ".\nMore"}, "memo “See Invitation.”"},
		{"shortened", app.Memo{Title: "A title that goes on and on and does not come to its end"}, "memo “A title that goes on and on and does no…”"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := d.write(c.memo)
			if got := d.Log.State().Undo; got != "Write "+c.want {
				t.Errorf("the step is %q, want Write %s", got, c.want)
			}
			m.Text += " Still."
			d.OneStep(t, "Edit "+c.want, func() error { _, err := d.memos.Write(t.Context(), *m); return err })
			d.OneStep(t, "Delete "+c.want, func() error { return d.memos.Delete(t.Context(), m.ID) })
		})
	}
}
