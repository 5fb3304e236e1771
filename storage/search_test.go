package storage_test

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"throughline/app"
	"throughline/storage"
)

// library is a workspace whose texts are known: two studies, an interview each, one sentence a turn.
func library(t testing.TB) *storage.Store {
	t.Helper()
	s := fresh(t)
	for _, st := range []struct {
		id    app.StudyID
		turns []string
	}{
		{"one", []string{"Setting up permissions was confusing.", "I didn't trust the naïve défault.", "We export the REPORT to our café partners.",
			"我们的数据同步很慢 over wifi", strings.Repeat("filler words go on and on, ", 40) + "then the needle shows up" + strings.Repeat(", and more filler follows", 40)}},
		{"two", []string{"Permissions are fine here.", "Größe und Straße", "Łódź is nice", "trust fall", "ข้อมูลช้า"}},
	} {
		iv := &app.Interview{ID: app.InterviewID("iv-" + st.id), Study: st.id, Title: "Élodie " + string(st.id), Date: "2026-01-02", Stamp: by}
		tr := &app.Transcript{ID: app.TranscriptID("tr-" + st.id), Interview: iv.ID, Revision: 1, Stamp: by}
		for _, u := range st.turns {
			start := len(tr.Text)
			tr.Text += u + "\n"
			tr.Turns = append(tr.Turns, app.Turn{Span: app.Span{Start: start, End: start + len(u)}, Speaker: "Eve", From: 65_000_000_000, To: app.NoTime})
		}
		commit(t, s, &app.Study{ID: st.id, Name: "Study " + string(st.id), Stamp: by}, iv, tr)
	}
	quote := "permissions was confusing"
	commit(t, s, &app.Participant{ID: "p", Code: "P07", Segment: "Équipe", Stamp: by},
		&app.Tag{ID: "tag", Study: "one", Name: "Permission model", Status: app.TagActive, Stamp: by},
		&app.Tag{ID: "wide", Name: "Trust", Status: app.TagActive, Stamp: by},
		&app.Theme{ID: "theme", Study: "one", Name: "Export pains", Note: "partners", Stamp: by},
		&app.Finding{ID: "f1", Study: "one", Interview: "iv-one", Transcript: "tr-one", Span: app.Span{Start: 11, End: 11 + len(quote)}, Quote: quote, Note: "setup", Stamp: by},
		&app.Insight{ID: "in", Study: "one", Title: "Permissions confuse people", Body: "They lose trust early.", Status: app.InsightDraft, Stamp: by})
	return s
}

func TestSearch_FindsWhatWasTyped(t *testing.T) {
	s := library(t)
	for _, c := range []struct {
		name, query string
		study       app.StudyID
		want        string // kind:id of the hits; of turns, where they start
	}{
		{"a word everywhere", "permissions", "", "insight:in finding:f1 transcript:0 transcript:0"},
		{"in one study", "permissions", "two", "transcript:0"},
		{"a beginning", "perm", "one", "insight:in tag:tag finding:f1 transcript:0"},
		{"only the last word is a beginning", "perm confusing", "one", ""},
		{"words in any order", "confusing setting", "", "transcript:0"},
		{"a phrase", `"was confusing"`, "", "finding:f1 transcript:0"},
		{"a phrase in the wrong order", `"confusing was"`, "", ""},
		{"a closed phrase is no beginning", `"confus"`, "", ""},
		{"an open phrase is a beginning", `"was confus`, "", "finding:f1 transcript:0"},
		{"without accents", "naive default", "", "transcript:38"},
		{"with other accents", "càfe", "", "transcript:74"},
		{"other case", "rEpOrT", "", "transcript:74"},
		{"an apostrophe", "didn't", "", "transcript:38"},
		{"a word of a script without spaces", "数据", "", "transcript:118"},
		{"the end of such a text", "很慢", "", "transcript:118"},
		{"its signs in another order", "据数", "", ""},
		{"Thai from the middle", "มูล", "", "transcript:74"},
		{"letters of another keyboard", "strasse lodz", "", ""},
		{"sharp s", "strasse", "", "transcript:27"},
		{"umlauts", "grosse", "", "transcript:27"},
		{"crossed l", "lodz", "", "transcript:47"},
		{"a title", "elodie", "", "interview:iv-one interview:iv-two"},
		{"the middle of a name", "odie two", "", "interview:iv-two"},
		{"a code", "p07", "", "participant:p"},
		{"a segment", "equipe", "", "participant:p"},
		{"a tag across studies in any study", "trust", "two", "tag:wide transcript:63"},
		{"a theme's note", "partners", "one", "theme:theme transcript:74"},
		{"a finding's note", "setup", "", "finding:f1"},
		{"an unknown study", "trust", "nobody", ""},
		{"an operator is a word", "NOT", "", ""},
		{"signs only", `*"()^:-+ {} '`, "", ""},
		{"nothing", "   ", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			hits, err := s.Search(ctx, c.query, c.study, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, h := range hits {
				id := h.ID
				if h.Kind == app.KindTranscript {
					id = strconv.Itoa(h.Span.Start)
				}
				got = append(got, string(h.Kind)+":"+id)
				wantGoodSnippet(t, h)
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("Search(%q) = %s, want %s", c.query, g, c.want)
			}
		})
	}
}

func wantGoodSnippet(t testing.TB, h app.Hit) {
	t.Helper()
	if len(h.Snippet) > 200 || !utf8.ValidString(h.Snippet) {
		t.Errorf("snippet of %d bytes: %q", len(h.Snippet), h.Snippet)
	}
	end := 0
	for _, m := range h.Marks {
		if m.Start < end || m.End <= m.Start || m.End > len(h.Snippet) || !utf8.ValidString(h.Snippet[m.Start:m.End]) {
			t.Errorf("marks %v do not fit %q", h.Marks, h.Snippet)
			return
		}
		end = m.End
	}
}

func TestSearch_ShowsWhereAndMarksWhat(t *testing.T) {
	s := library(t)
	hit := func(query string, k app.Kind) app.Hit {
		t.Helper()
		hits := must(s.Search(ctx, query, "one", []app.Kind{k}, 5))(t)
		if len(hits) != 1 {
			t.Fatalf("Search(%q) = %v, want one hit", query, hits)
		}
		return hits[0]
	}
	marked := func(h app.Hit) string {
		var all []string
		for _, m := range h.Marks {
			all = append(all, h.Snippet[m.Start:m.End])
		}
		return strings.Join(all, "|")
	}
	h := hit("naive trust", app.KindTranscript)
	if h.Title != "Élodie one" || h.Detail != "Eve · 1:05" || h.Interview != "iv-one" || h.Study != "one" || h.ID != "tr-one" || marked(h) != "trust|naïve" {
		t.Errorf("turn hit = %+v, marked %q", h, marked(h))
	}
	h = hit("needle sho", app.KindTranscript)
	if marked(h) != "needle|shows" || !strings.HasPrefix(h.Snippet, "…") || !strings.HasSuffix(h.Snippet, "…") {
		t.Errorf("cut hit = %q, marked %q", h.Snippet, marked(h))
	}
	h = hit("数据", app.KindTranscript)
	if marked(h) != "数|据" {
		t.Errorf("marked %q in %q", marked(h), h.Snippet)
	}
	h = hit("confusing", app.KindFinding)
	if marked(h) != "confusing" || h.Span.Len() != len("permissions was confusing") {
		t.Errorf("finding hit = %+v", h)
	}
	h = hit("trust", app.KindInsight)
	if h.Snippet != "They lose trust early." || h.Detail != "Study one · Draft" {
		t.Errorf("insight hit = %+v", h)
	}
	if hits := must(s.Search(ctx, "filler", "", nil, 0))(t); len(hits) != 1 || len(hits[0].Marks) < 3 {
		t.Errorf("Search(filler) = %+v, want all words of the snippet marked", hits)
	}
}

func TestSearch_FollowsChanges(t *testing.T) {
	s := library(t)
	f := must(s.Find(ctx, app.Ref{Kind: app.KindFinding, ID: "f1"}))(t).(*app.Finding)
	g := *f
	g.Note = "zanzibar"
	cs := app.NewChangeSet("Note", "ana", noon)
	cs.Update(f, &g)
	e := apply(t, s, cs)
	count := func(query string) int { return len(must(s.Search(ctx, query, "", nil, 0))(t)) }
	if count("zanzibar") != 1 || count("setup") != 0 {
		t.Error("the new note is not found, or the old one still is")
	}
	must(s.Revert(ctx, e.Seq))(t)
	if count("zanzibar") != 0 || count("setup") != 1 {
		t.Error("undo did not take the note back")
	}
}

func FuzzSearch(f *testing.F) {
	for _, q := range []string{"trust", `"was conf`, `a" OR b*`, "NEAR(a b, 2)", "col:x", "^x", "-x", "{a}", "\x00", "caf\xc3", "数据 ข้อมูล", "😀", strings.Repeat("a ", 600),
		strings.Repeat(`"`, 99), "ﬁ ǅ İ ß", "\u0301x", "x\u0301", "a.b.c", "12,5 ½ ²", "\U0010ffff \ue000"} {
		f.Add(q)
	}
	s := library(f)
	f.Fuzz(func(t *testing.T, query string) {
		for _, study := range []app.StudyID{"", "one"} {
			hits, err := s.Search(ctx, query, study, nil, 3)
			if err != nil {
				t.Fatalf("Search(%q): %v", query, err)
			}
			for _, h := range hits {
				wantGoodSnippet(t, h)
			}
		}
		if _, err := s.Findings(ctx, app.FindingQuery{Text: query}); err != nil {
			t.Fatalf("Findings(%q): %v", query, err)
		}
	})
}
