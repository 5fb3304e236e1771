package history_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/history"
)

var madeAt = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

// pairs are records before and after.
type pairs [][2]app.Record

func (p pairs) all() (changes []app.Change) {
	for _, c := range p {
		changes = append(changes, app.Change{Before: c[0], After: c[1]})
	}
	return changes
}

// passageAt is a finding of text at words [from, to).
func passageAt(text string, from, to int) *app.Finding {
	at := func(word int) int {
		n := 0
		for range word {
			n += strings.IndexByte(text[n:], ' ') + 1
		}
		return n
	}
	f := &app.Finding{ID: "f", Study: "st", Interview: "iv", Transcript: "tr", Stamp: app.NewStamp("ana", madeAt)}
	f.Start, f.End = at(from), at(to)-1
	f.Quote = text[f.Start:f.End]
	return f
}

func edit[T any](r *T, do func(*T)) *T {
	c := *r
	do(&c)
	return &c
}

func tagging(tag, author string, how app.Provenance) app.Tagging {
	return app.Tagging{Tag: app.TagID(tag), Author: author, Provenance: how, Created: madeAt}
}

func TestDescribe_SaysEachChangeInWords(t *testing.T) {
	names := history.Names{
		{Kind: app.KindTag, ID: "trust"}: "Trust", {Kind: app.KindTag, ID: "price"}: "Pricing", {Kind: app.KindTheme, ID: "th1"}: "Onboarding",
		{Kind: app.KindTheme, ID: "th2"}: "Money", {Kind: app.KindFinding, ID: "f"}: "we pay too much", {Kind: app.KindParticipant, ID: "p7"}: "P07",
		{Kind: app.KindStudy, ID: "st"}: "Study A", {Kind: app.KindSource, ID: "so"}: "p07.vtt", {Kind: app.KindInterview, ID: "iv"}: "Interview with P07",
	}
	text := "one two three four five six seven eight nine ten "
	f := passageAt(text, 3, 6)
	tag := &app.Tag{ID: "trust", Name: "Trust", Status: app.TagActive}
	theme := &app.Theme{ID: "th1", Name: "Onboarding"}
	in := &app.Insight{ID: "i", Title: "People pay late", Status: app.InsightDraft, Evidence: []app.Evidence{{Finding: "f", Stance: app.Supports}}}
	iv := &app.Interview{ID: "iv", Study: "st", Title: "Interview with P07", Speakers: []app.Speaker{{Label: "S1", Name: "S1", Role: app.RoleParticipant}}}
	place := func(theme app.ThemeID, order float64) *app.Placement {
		return &app.Placement{Theme: theme, Finding: "f", Order: order}
	}
	long := strings.Repeat("the same words again and ", 8)
	for _, c := range []struct {
		name    string
		changes pairs
		want    string
	}{
		{"a tag is renamed", pairs{{tag, edit(tag, func(t *app.Tag) { t.Name = "Confidence" })}}, "Changed Confidence [Name: Trust → Confidence]"},
		{"a tag is made", pairs{{nil, tag}}, "Made Trust []"},
		{"a tag with a definition is deleted", pairs{{edit(tag, func(t *app.Tag) { t.Definition = "To rely on" }), nil}}, "Deleted Trust [Definition: − To rely on]"},
		{"a tag moves under another", pairs{{tag, edit(tag, func(t *app.Tag) { t.Parent = "price" })}}, "Changed Trust [Under: + Pricing]"},
		{"under a tag nobody knows", pairs{{tag, edit(tag, func(t *app.Tag) { t.Parent = "x" })}}, "Changed Trust [Under: + a deleted tag]"},
		{"a tag counts for another", pairs{{tag, edit(tag, func(t *app.Tag) { t.MapsTo = "price" })}}, "Changed Trust [Counts for: + Pricing]"},
		{"a tag is deprecated for another", pairs{{tag, edit(tag, func(t *app.Tag) { t.Status, t.ReplacedBy = app.TagDeprecated, "price" })}},
			"Changed Trust [Status: active → deprecated; Replaced by: + Pricing]"},
		{"a tag gets a key and a colour", pairs{{tag, edit(tag, func(t *app.Tag) { t.Shortcut, t.Color = 3, 5 })}}, "Changed Trust [Colour: changed; Key: + 3]"},
		{"a tag becomes everyone's", pairs{{edit(tag, func(t *app.Tag) { t.Study = "st" }), tag}}, "Changed Trust [Study: Study A → all studies]"},
		{"only the stamp changes", pairs{{tag, edit(tag, func(t *app.Tag) { t.Modified = madeAt })}}, "Changed Trust []"},
		{"a passage is tagged", pairs{{nil, f.WithTag(tagging("price", "ana", app.ByHand))}}, "Made four five six [Tags: + Pricing]"},
		{"a suggestion is accepted", pairs{{f, f.WithTag(tagging("price", "ana", app.BySuggestion))}}, "Changed four five six [Tags: + Pricing (suggested, then accepted)]"},
		{"a rule tags", pairs{{f, f.WithTag(tagging("price", "ana", app.ByRule))}}, "Changed four five six [Tags: + Pricing (by rule)]"},
		{"one tag for another", pairs{{f.WithTag(tagging("trust", "ana", app.ByHand)), f.WithTag(tagging("price", "ana", app.ByHand))}},
			"Changed four five six [Tags: + Pricing, − Trust]"},
		{"the same tag by two", pairs{{f.WithTag(tagging("trust", "ana", app.ByHand)), f.WithTag(tagging("trust", "ana", app.ByHand)).WithTag(tagging("trust", "ben", app.ByHand))}},
			"Changed four five six [Tags: + Trust by ben]"},
		{"the start goes left", pairs{{f, passageAt(text, 0, 6)}}, "Changed one two three four five six [Start: moved 3 words left]"},
		{"the start goes right", pairs{{f, passageAt(text, 4, 6)}}, "Changed five six [Start: moved 1 word right]"},
		{"the end goes right", pairs{{f, passageAt(text, 3, 8)}}, "Changed four five six seven eight [End: moved 2 words right]"},
		{"both go in", pairs{{f, passageAt(text, 4, 5)}}, "Changed five [Start: moved 1 word right; End: moved 1 word left]"},
		{"over a full stop", pairs{{edit(f, func(f *app.Finding) { f.End, f.Quote = f.End+1, f.Quote+"." }), f}}, "Changed four five six [End: moved 1 sign left]"},
		{"a passage elsewhere", pairs{{f, passageAt(text, 7, 9)}}, "Changed eight nine [Passage: four five six → eight nine]"},
		{"a new revision", pairs{{f, edit(f, func(f *app.Finding) { f.Transcript = "tr2" })}}, "Changed four five six [Text: carried over to another revision]"},
		{"note, stance, star", pairs{{f, edit(f, func(f *app.Finding) { f.Note, f.Stance, f.Star = "Look\nhere", app.Contradicts, true })}},
			"Changed four five six [Note: + Look here; Stance: + contradicts; Star: yes]"},
		{"judged anew", pairs{{edit(f, func(f *app.Finding) { f.Sentiment, f.Severity = -1, 2 }), edit(f, func(f *app.Finding) { f.Sentiment, f.Severity = -2, 0 })}},
			"Changed four five six [Sentiment: negative → very negative; Severity: − minor]"},
		{"star off", pairs{{edit(f, func(f *app.Finding) { f.Star = true }), f}}, "Changed four five six [Star: no longer]"},
		{"a long note changes at its end", pairs{{edit(f, func(f *app.Finding) { f.Note = long + "old" }), edit(f, func(f *app.Finding) { f.Note = long + "new" })}},
			"Changed four five six [Note: … again and old → … again and new]"},
		{"into a theme", pairs{{nil, place("th1", 1)}}, "Made we pay too much [Theme: + Onboarding]"},
		{"out of a theme", pairs{{place("th1", 1), nil}}, "Deleted we pay too much [Theme: − Onboarding]"},
		{"from theme to theme", pairs{{place("th1", 1), nil}, {nil, place("th2", 1)}}, "Changed we pay too much [Theme: Onboarding → Money]"},
		{"within a theme", pairs{{place("th1", 1), place("th1", 2)}}, "Changed we pay too much [Place: moved within Onboarding]"},
		{"a theme is locked", pairs{{theme, edit(theme, func(t *app.Theme) { t.Locked = true })}}, "Changed Onboarding [Locked: yes]"},
		{"evidence", pairs{{in, edit(in, func(i *app.Insight) { i.Evidence = []app.Evidence{{Theme: "th2", Stance: app.Nuances, Note: "late"}} })}},
			"Changed People pay late [Evidence: + “Money” nuances: late, − “we pay too much” supports]"},
		{"evidence in another order", pairs{{edit(in, func(i *app.Insight) { i.Evidence = append(i.Evidence, app.Evidence{Theme: "th1"}) }),
			edit(in, func(i *app.Insight) { i.Evidence = append([]app.Evidence{{Theme: "th1"}}, i.Evidence...) })}}, "Changed People pay late [Evidence: order changed]"},
		{"a speaker is recognised", pairs{{iv, edit(iv, func(i *app.Interview) {
			i.Speakers = []app.Speaker{{Label: "S1", Name: "Kim", Role: app.RoleParticipant, Participant: "p7"}}
		})}}, "Changed Interview with P07 [Speakers: S1: participant → Kim, participant P07]"},
		{"a file is imported", pairs{{nil, edit(iv, func(i *app.Interview) { i.Source, i.Date = "so", "2026-10-01" })}},
			"Made Interview with P07 [Date: + 2026-10-01; Speakers: S1: + participant; File: + p07.vtt]"},
		{"a text is stored", pairs{{nil, &app.Transcript{ID: "tr", Interview: "iv", Revision: 2}}}, "Made Interview with P07 [Revision: + 2]"},
		{"a memo is written", pairs{{nil, &app.Memo{ID: "m", Kind: app.MemoRule, Title: "When", Text: "Only then", On: app.Ref{Kind: app.KindTag, ID: "trust"}}}},
			"Made When [Text: + Only then; On: + Trust]"},
		{"a memo links", pairs{{&app.Memo{ID: "m", Title: "T", Text: "See [[tag:01a2|Invitation]]"}, &app.Memo{ID: "m", Title: "T", Text: "See [[tag:01a2|Invitation]] and [[Price]]"}}},
			"Changed T [Text: See Invitation → See Invitation and Price]"},
		{"a link of a memo is tied", pairs{{&app.Memo{ID: "m", Title: "T", Text: "See [[Price]]"}, &app.Memo{ID: "m", Title: "T", Text: "See [[tag:01a2|Price]]"}}},
			"Changed T [Text: links changed]"},
		{"a memo becomes another kind", pairs{{&app.Memo{ID: "m", Kind: app.MemoFree, Text: "A\nB"}, &app.Memo{ID: "m", Kind: app.MemoQuestion, Text: "A\nC"}}},
			"Changed A [Text: A B → A C; Kind: Free → Question]"},
		{"an attribute", pairs{{&app.Participant{ID: "p7", Code: "P07", Attributes: []app.Attribute{{Name: "Role", Value: "PM"}}},
			&app.Participant{ID: "p7", Code: "P07", Attributes: []app.Attribute{{Name: "Role", Value: "Lead"}, {Name: "Team", Value: "A"}}}}},
			"Changed P07 [Attributes: Role: PM → Lead, Team: + A]"},
		{"questions", pairs{{&app.Study{ID: "st", Name: "A", Questions: []string{"Why?"}}, &app.Study{ID: "st", Name: "A", Questions: []string{"How?"}}}},
			"Changed A [Questions: + How?, − Why?]"},
	} {
		var got []string
		for _, d := range history.Describe(c.changes.all(), names) {
			var fields []string
			for _, x := range d.Fields {
				fields = append(fields, x.Name+": "+x.Text)
			}
			got = append(got, fmt.Sprintf("%s %s [%s]", d.Verb, d.Title, strings.Join(fields, "; ")))
		}
		if words := strings.Join(got, "\n"); words != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, words, c.want)
		}
	}
}

// TestMentions_AsksForAllThatDescribeNames: with names for everything mentioned nothing is called deleted.
func TestMentions_AsksForAllThatDescribeNames(t *testing.T) {
	for _, c := range []app.Change{
		{After: passageAt("a b c d ", 0, 2).WithTag(tagging("t", "ana", app.ByHand))},
		{Before: &app.Tag{ID: "t", Name: "T", Parent: "u", ReplacedBy: "v", Study: "s"}},
		{After: &app.Placement{Theme: "th", Finding: "f"}},
		{After: &app.Insight{ID: "i", Title: "I", Study: "s", Evidence: []app.Evidence{{Finding: "f"}, {Theme: "th"}}}},
		{Before: &app.Interview{ID: "iv", Study: "s", Title: "I", Source: "so", Speakers: []app.Speaker{{Label: "a", Participant: "p"}}}, After: &app.Interview{ID: "iv", Study: "s2", Title: "I"}},
	} {
		names := history.Names{}
		for _, r := range history.Mentions(c) {
			names[r] = "known"
		}
		for _, d := range history.Describe([]app.Change{c}, names) {
			for _, f := range d.Fields {
				if strings.Contains(f.Text, "deleted") {
					t.Errorf("%v: %s: %s", c.Ref(), f.Name, f.Text)
				}
			}
		}
	}
}
