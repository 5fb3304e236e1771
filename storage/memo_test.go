package storage_test

import (
	"strings"
	"testing"

	"throughline/app"
)

func TestMemos_NameWhatTheyStandOn(t *testing.T) {
	s, a, _ := twoStudies(t)
	f := a.Findings[3]
	for _, c := range []struct {
		on   app.Record
		name string
	}{
		{a.Study, a.Study.Name}, {a.Participants[1], "P2"}, {a.Interviews[2], a.Interviews[2].Title}, {a.Tags[1], "Tag 2"},
		{f, string([]rune(f.Quote)[:120])}, {a.Themes[0], "Theme 1"}, {a.Insights[1], "Insight 2"},
	} {
		t.Run(string(c.on.Ref().Kind), func(t *testing.T) {
			m := &app.Memo{ID: app.MemoID("m-" + c.on.Ref().ID), On: c.on.Ref(), Kind: app.MemoFree, Title: "x", Stamp: by}
			commit(t, s, m)
			rows := must(s.Memos(ctx, app.MemoQuery{On: m.On}))(t)
			if len(rows) != 1 || !rows[0].Memo.Equal(m) || rows[0].Place.Name != c.name || rows[0].Gone {
				t.Errorf("Memos() = %+v, want on %q", rows, c.name)
			}
			named := must(s.Named(ctx, []app.Ref{{Kind: app.KindTag, ID: "gone"}, m.On, m.Ref()}))(t)
			if len(named) != 2 || named[0].Ref != m.On || named[0].Name != c.name || named[1].Name != "x" {
				t.Errorf("Named() = %+v", named)
			}
			if c.on == app.Record(f) && (rows[0].Place.Interview != f.Interview || rows[0].Place.Span != f.Span || named[0].Interview != f.Interview || named[0].Span != f.Span) {
				t.Errorf("the finding is at %+v and %+v", rows[0].Place, named[0])
			}
		})
	}
}

func TestNames_AreThoseOfAStudyAndOfAll(t *testing.T) {
	s, a, b := twoStudies(t)
	commit(t, s, &app.Memo{ID: "memo", Kind: app.MemoFree, Text: "\nFirst line\nmore", Stamp: by})
	all := must(s.Names(ctx, ""))(t)
	count := func(names []app.Named, kind app.Kind) (n int) {
		for _, x := range names {
			if x.Kind == kind {
				n++
			}
		}
		return n
	}
	own := must(s.Names(ctx, b.Study.ID))(t)
	for _, c := range []struct {
		kind     app.Kind
		all, own int
	}{{app.KindTag, 4, 1}, {app.KindTheme, 3, 1}, {app.KindInsight, 3, 1}, {app.KindParticipant, 8, 8}, {app.KindInterview, 8, 2}, {app.KindStudy, 2, 2}, {app.KindMemo, 1, 1}} {
		if n, m := count(all, c.kind), count(own, c.kind); n != c.all || m != c.own {
			t.Errorf("%d of %d names are of kind %s, want %d of %d", m, n, c.kind, c.own, c.all)
		}
	}
	if last := all[len(all)-1]; last.Name != "First line" {
		t.Errorf("a memo without a title is called %q", last.Name)
	}
	found := must(s.Called(ctx, b.Study.ID, []string{"TAG 1", "first LINE", "nobody", a.Interviews[0].Title}))(t)
	if len(found) != 3 || found["TAG 1"].ID != string(b.Tags[0].ID) || found["first LINE"].Kind != app.KindMemo || found[a.Interviews[0].Title].ID != string(b.Interviews[0].ID) {
		t.Errorf("Called() = %+v", found)
	}
}

func TestSearch_FindsMemosByWordsAsTheyAreRead(t *testing.T) {
	s, a, b := twoStudies(t)
	commit(t, s, &app.Memo{ID: "m1", Study: a.Study.ID, Kind: app.MemoRule, Title: "Zephyr rule", Text: "x", Stamp: by},
		&app.Memo{ID: "m2", Kind: app.MemoFree, Text: "Mind the [[tag:secretguid|zephyrs]] here.", Stamp: by},
		&app.Memo{ID: "m3", Study: b.Study.ID, Kind: app.MemoFree, Title: "Elsewhere", Text: "zephyr", Stamp: by})
	for _, c := range []struct {
		name, query string
		study       app.StudyID
		want        string
	}{
		{"title first", "zephyr", "", "m1 m2 m3"},
		{"of a study and of all", "zephyr", a.Study.ID, "m1 m2"},
		{"the id of a link is no word", "secretguid", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			hits := must(s.Search(ctx, c.query, c.study, []app.Kind{app.KindMemo}, 10))(t)
			got := map[string]bool{}
			for _, h := range hits {
				got[h.ID] = true
				if h.Title == "" || strings.Contains(h.Snippet, "[[") || len(h.Marks) == 0 {
					t.Errorf("hit %+v", h)
				}
			}
			for _, id := range strings.Fields(c.want) {
				if !got[id] {
					t.Errorf("%s was not found", id)
				}
			}
			if len(got) != len(strings.Fields(c.want)) || len(hits) > 0 && hits[0].ID != "m1" {
				t.Errorf("hits = %v, want %s", hits, c.want)
			}
		})
	}
}
