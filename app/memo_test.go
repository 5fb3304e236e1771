package app_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"throughline/app"
)

func TestLinks_AreFoundInText(t *testing.T) {
	tag := app.Ref{Kind: app.KindTag, ID: "0190-ab"}
	for _, c := range []struct {
		name, text string
		want       []app.Link // Span is found from the words
		spans      []string
	}{
		{"nothing", "A plain memo.", nil, nil},
		{"by name", "See [[Permissions]].", []app.Link{{Words: "Permissions"}}, []string{"[[Permissions]]"}},
		{"room inside", "[[  Setup time ]]", []app.Link{{Words: "Setup time"}}, []string{"[[  Setup time ]]"}},
		{"exact", "x [[tag:0190-ab|Old name]] y", []app.Link{{To: tag, Words: "Old name"}}, []string{"[[tag:0190-ab|Old name]]"}},
		{"exact without words", "[[tag:0190-ab]]", []app.Link{{To: tag}}, []string{"[[tag:0190-ab]]"}},
		{"a colon in a name", "[[Round 2: pilots]]", []app.Link{{Words: "Round 2: pilots"}}, []string{"[[Round 2: pilots]]"}},
		{"an unknown kind is a name", "[[page:12|x]]", []app.Link{{Words: "page:12|x"}}, []string{"[[page:12|x]]"}},
		{"an id that is none", "[[tag:not an id|x]]", []app.Link{{Words: "tag:not an id|x"}}, []string{"[[tag:not an id|x]]"}},
		{"two", "[[A]] and [[memo:7|B]]", []app.Link{{Words: "A"}, {To: app.Ref{Kind: app.KindMemo, ID: "7"}, Words: "B"}}, []string{"[[A]]", "[[memo:7|B]]"}},
		{"side by side", "[[A]][[B]]", []app.Link{{Words: "A"}, {Words: "B"}}, []string{"[[A]]", "[[B]]"}},
		{"not closed", "[[A and more", nil, nil},
		{"closed on another line", "[[A\nB]] [[C]]", []app.Link{{Words: "C"}}, []string{"[[C]]"}},
		{"empty", "[[]] [[  ]]", nil, nil},
		{"the innermost count", "[[a [[B]] c]]", []app.Link{{Words: "B"}}, []string{"[[B]]"}},
		{"more brackets", "[[[A]]]", []app.Link{{Words: "[A]"}}, []string{"[[[A]]]"}},
		{"too long is text", "[[" + strings.Repeat("x", 401) + "]] [[A]]", []app.Link{{Words: "A"}}, []string{"[[A]]"}},
		{"other scripts", "[[数据同步]] [[naïve 🙂]]", []app.Link{{Words: "数据同步"}, {Words: "naïve 🙂"}}, []string{"[[数据同步]]", "[[naïve 🙂]]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := app.Links(c.text)
			var spans []string
			for i := range got {
				spans = append(spans, c.text[got[i].Start:got[i].End])
				got[i].Span = app.Span{}
			}
			if !slices.Equal(got, c.want) || !slices.Equal(spans, c.spans) {
				t.Errorf("Links(%.40q) = %+v at %q, want %+v at %q", c.text, got, spans, c.want, c.spans)
			}
		})
	}
}

func TestExactLink_ComesBackWithItsWords(t *testing.T) {
	to := app.Ref{Kind: app.KindInsight, ID: app.NewID[string]()}
	for _, c := range []struct{ name, words, want string }{
		{"plain", "People wait", "People wait"},
		{"what would end it", "A ]] B | C [[ D", "A B C D"},
		{"lines", " two\n lines ", "two lines"},
		{"long", strings.Repeat("é", 100), strings.Repeat("é", 80) + "…"},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := app.ExactLink(to, c.words)
			got := app.Links(text)
			if len(got) != 1 || got[0].To != to || got[0].Words != c.want || got[0].Len() != len(text) {
				t.Errorf("Links(%q) = %+v, want %q", text, got, c.want)
			}
		})
	}
}

func TestPlainLinks_ReadsByPresentNames(t *testing.T) {
	tag := app.Ref{Kind: app.KindTag, ID: "t1"}
	names := map[app.Ref]string{tag: "Waiting"}
	for _, c := range []struct{ text, want string }{
		{"[[tag:t1|Old]] and [[theme:x|Gone]]", "Waiting and Gone"},
		{"[[Setup]] [[theme:x]]", "Setup a theme"},
		{"no link", "no link"},
	} {
		if got := app.PlainLinks(c.text, names); got != c.want {
			t.Errorf("PlainLinks(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestMemo_KeepsItsLaws(t *testing.T) {
	good := app.Memo{ID: "m", Kind: app.MemoTheory, Title: "Why they wait", On: app.Ref{Kind: app.KindTag, ID: "t"}}
	for _, c := range []struct {
		name   string
		change func(*app.Memo)
		want   app.Code
	}{
		{"good", func(*app.Memo) {}, ""},
		{"free-standing", func(m *app.Memo) { m.On = app.Ref{} }, ""},
		{"text alone", func(m *app.Memo) { m.Title, m.Text = "", "x" }, ""},
		{"no words", func(m *app.Memo) { m.Title, m.Text = " ", "\n" }, app.EInvalid},
		{"no kind", func(m *app.Memo) { m.Kind = "" }, app.EInvalid},
		{"on a transcript", func(m *app.Memo) { m.On.Kind = app.KindTranscript }, app.EInvalid},
		{"on nothing of a kind", func(m *app.Memo) { m.On.ID = "" }, app.EInvalid},
	} {
		m := good
		c.change(&m)
		if got := app.CodeOf(m.Validate()); got != c.want {
			t.Errorf("%s: Validate() = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMemo_NamesItselfByTitleOrFirstLine(t *testing.T) {
	for _, c := range []struct{ title, text, name, line string }{
		{" Why ", "One.\nTwo.", "Why", "One."},
		{"", "\n  \n see [[tag:t|Trust]] now\nmore", "see Trust now", "see Trust now"},
		{"", strings.Repeat("x", 300), strings.Repeat("x", 80) + "…", strings.Repeat("x", 160) + "…"},
		{"", "", "", ""},
	} {
		m := app.Memo{Title: c.title, Text: c.text}
		if m.Name() != c.name || m.FirstLine() != c.line {
			t.Errorf("memo %q %.10q: Name() = %q, FirstLine() = %q", c.title, c.text, m.Name(), m.FirstLine())
		}
	}
}

func FuzzLinks(f *testing.F) {
	f.Add("See [[Permissions]] and [[tag:0190-ab|Old name]].")
	f.Add("[[[A]]] [[a [[B]] c]] [[\n]] [[")
	f.Add("[[tag:x]]]|[[memo:é|]]")
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, l := range app.Links(text) {
			if l.Start < at || l.End > len(text) || l.End-l.Start < 5 {
				t.Fatalf("link %v of %q overlaps or is outside", l, text)
			}
			part := text[l.Start:l.End]
			if !strings.HasPrefix(part, "[[") || !strings.HasSuffix(part, "]]") || strings.ContainsRune(part, '\n') {
				t.Fatalf("link %q of %q", part, text)
			}
			if l.To == (app.Ref{}) && l.Words == "" {
				t.Fatalf("link %q leads nowhere and says nothing", part)
			}
			again := app.Links(part)
			if len(again) != 1 || again[0].To != l.To || again[0].Words != l.Words {
				t.Fatalf("link %q alone gives %+v", part, again)
			}
			at = l.End
		}
		if same := app.ReplaceLinks(text, func(l app.Link) string { return text[l.Start:l.End] }); same != text {
			t.Fatalf("ReplaceLinks changed %q to %q", text, same)
		}
		if utf8.ValidString(text) {
			to := app.Ref{Kind: app.KindTheme, ID: "a-1"}
			if l := app.Links("x" + app.ExactLink(to, text) + "y"); len(l) != 1 || l[0].To != to || l[0].Words != app.LinkWords(text) {
				t.Fatalf("ExactLink(%q) = %+v", text, l)
			}
		}
	})
}
