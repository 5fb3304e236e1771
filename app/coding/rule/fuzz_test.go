package rule

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"throughline/app"
	"throughline/app/fold"
)

// FuzzScan holds every kind of rule over any text against its laws: nothing panics, hits lie in the text in order and apart
// from each other, begin and end between grapheme clusters, hold what was looked for, and the full-text index would not have
// left their turn out.
func FuzzScan(f *testing.F) {
	for _, s := range []struct{ phrase, text string }{
		{"price", "The price 👍🏽 is overpriced.\nPRICE\n\nx"}, {"a  b", "a\u200bb \ta\nb"}, {"é", "e\u0301 E\u0301 é \u0301"}, {"价格", "我们的价格太高了"},
		{"👩", "👩‍👩‍👧👩"}, {"ss", "ßs"}, {"(a|", "((a|"}, {"x*", "xxx"}, {"שלום", "\u202bשָׁלוֹם\u202c"}, {"🇩🇪", "🇫🇩🇪🇩🇪"}, {" ̂x", "a ̂x b"}, {"ﬁ", "ﬁnd fi"}, {"价格", "价格\u06e4"}, {"\xe2", "0\u200b0"},
	} {
		for kind := range uint8(6) {
			f.Add(s.phrase, s.text, kind, true)
		}
	}
	kinds := []app.RuleKind{app.RuleWords, app.RulePattern, app.RuleSpeaker, app.RuleQuestion, app.RuleHeading}
	f.Fuzz(func(t *testing.T, phrase, text string, choice uint8, whole bool) {
		text = strings.NewReplacer("\r", "", "\x00", "").Replace(strings.ToValidUTF8(text, ""))
		r := &app.Reading{Interview: app.Interview{Speakers: []app.Speaker{{Label: "M", Role: app.RoleModerator}, {Label: "P", Role: app.RoleParticipant}}},
			Transcript: turned(text)}
		kind := kinds[int(choice)%len(kinds)]
		for _, scope := range Scopes(kind) {
			spec := app.RuleSpec{Kind: kind, Texts: []string{phrase}, WholeWords: whole, MatchCase: choice&64 != 0, Scope: scope, Around: 1,
				Roles: []app.Role{app.RoleParticipant, app.RoleModerator, app.RoleOther}}
			c, err := Compile(spec, nil)
			if err != nil {
				if app.CodeOf(err) != app.EInvalid {
					t.Fatalf("Compile(%q) = %v", phrase, err)
				}
				return
			}
			hits, err := c.scan(context.Background(), r, nil)
			if err != nil {
				t.Fatal(err)
			}
			c.obey(t, r.Transcript, hits)
		}
	})
}

// turned makes a transcript in which every line is a turn of another speaker.
func turned(text string) *app.Transcript {
	tr := &app.Transcript{Text: text}
	at := 0
	for i, line := range strings.SplitAfter(text, "\n") {
		tr.Turns = append(tr.Turns, app.Turn{Span: app.Span{Start: at, End: at + len(strings.TrimSuffix(line, "\n"))}, Speaker: []string{"M", "P", ""}[i%3]})
		at += len(line)
	}
	return tr
}

func (c *Compiled) obey(t *testing.T, tr *app.Transcript, hits []found) {
	text := tr.Text
	borders := map[int]bool{0: true}
	for g := uniseg.NewGraphemes(text); g.Next(); {
		_, end := g.Positions()
		borders[end] = true
	}
	last := 0
	for _, h := range hits {
		if h.Start < last || h.Len() <= 0 || h.End > len(text) || len(h.matches) == 0 {
			t.Fatalf("hit %+v after byte %d of %q", h, last, text)
		}
		last = h.End
		if !borders[h.Start] || !borders[h.End] {
			t.Fatalf("hit %q of %q splits a sign", text[h.Start:h.End], text)
		}
		v := view(text, h)
		if !utf8.ValidString(v.Text) || v.Core.Start < 0 || v.Core.End > len(v.Text) || v.Core.Len() <= 0 {
			t.Fatalf("view %+v of %+v in %q", v, h, text)
		}
		for _, m := range v.Marks {
			if m.Start < 0 || m.End > len(v.Text) || m.Len() <= 0 {
				t.Fatalf("mark %+v in view %+v", m, v)
			}
		}
		for _, m := range h.matches {
			if m.Start < h.Start && strings.TrimSpace(text[m.Start:h.Start]) != "" || m.End > h.End && strings.TrimSpace(text[h.End:m.End]) != "" {
				t.Fatalf("match %+v lies outside its hit %+v of %q", m, h, text)
			}
		}
		if c.spec.Kind == app.RuleWords {
			c.holds(t, tr, h)
		}
	}
}

// holds expects a phrase in the hit, and the words that the index is asked for in the turn of each match.
func (c *Compiled) holds(t *testing.T, tr *app.Transcript, h found) {
	if p := c.phrases[0]; !strings.Contains(foldText(tr.Text[h.Start:h.End], c.spec.MatchCase).text, p) {
		t.Fatalf("hit %q does not hold %q", tr.Text[h.Start:h.End], p)
	}
	for _, ask := range c.ask() {
		wanted := folds(ask)
		for _, m := range h.matches {
			turn := tr.Turns[tr.TurnAt(m.Start)]
			have := folds(tr.Text[turn.Start:turn.End])
			if !slices.ContainsFunc(starts(have, len(wanted)), func(w []string) bool { return slices.Equal(w, wanted) }) {
				t.Fatalf("the index is asked for %q, which %q does not hold as words", wanted, have)
			}
		}
	}
}

func folds(text string) []string {
	var out []string
	for _, w := range fold.Words(text) {
		if w.Folded != "" {
			out = append(out, w.Folded)
		}
	}
	return out
}

// starts are all runs of n words.
func starts(words []string, n int) [][]string {
	var out [][]string
	for i := 0; i+n <= len(words); i++ {
		out = append(out, words[i:i+n])
	}
	return out
}
