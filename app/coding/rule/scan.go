package rule

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/passage"
	"throughline/synthesis/text"
)

// found is a passage that a rule would tag, in bytes of one transcript, with the matches in it.
type found struct {
	app.Span
	matches []app.Span // sorted, apart from each other
}

// scan holds the rule against one text. marks are the tags on its findings, of which those that the rule's relation speaks of
// are looked at. The passages come in text order and share no byte; they lie between grapheme clusters.
func (c *Compiled) scan(ctx context.Context, r *app.Reading, marks []app.TagAt) ([]found, error) {
	var all []found
	var err error
	switch c.spec.Kind {
	case app.RuleQuestion, app.RuleHeading:
		all = c.answers(&r.Interview, r.Transcript, marks)
	default:
		all, err = c.turns(ctx, r, marks)
	}
	return merged(r.Transcript.Text, all), err
}

// turns looks at each turn by itself: a phrase does not go on from one speaker to the next.
func (c *Compiled) turns(ctx context.Context, r *app.Reading, marks []app.TagAt) (all []found, err error) {
	tr := r.Transcript
	roles := map[string]bool{} // by label, whether the rule looks at it
	for i, u := range tr.Turns {
		if i%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		speaks, known := roles[u.Speaker]
		if !known {
			speaks = c.speaks(r.Interview.Speaker(u.Speaker))
			roles[u.Speaker] = speaks
		}
		if !speaks {
			continue
		}
		var cut []text.Span // the turn's sentences, once they are needed
		for _, m := range c.matches(tr.Text[u.Start:u.End]) {
			m.Start, m.End = m.Start+u.Start, m.End+u.Start
			if !c.related(m, marks) {
				continue
			}
			if c.spec.Scope == app.ScopeSentence && cut == nil {
				cut = text.Sentences(tr.Text[u.Start:u.End])
			}
			all = append(all, found{c.widen(tr, i, m, cut), []app.Span{m}})
		}
	}
	return all, nil
}

// matches are the places of what is looked for in a turn, in order, apart from each other.
func (c *Compiled) matches(turn string) []app.Span {
	switch c.spec.Kind {
	case app.RuleSpeaker:
		if strings.TrimSpace(turn) != "" {
			return []app.Span{{Start: 0, End: len(turn)}}
		}
		return nil
	case app.RulePattern:
		var spans []app.Span
		for _, m := range c.pattern.FindAllStringIndex(turn, -1) {
			s := app.Span{Start: m[0], End: m[1]}
			if strings.TrimSpace(turn[s.Start:s.End]) != "" && (!c.spec.WholeWords || standsAlone(turn, s)) {
				spans = append(spans, s)
			}
		}
		return spans
	}
	f := foldText(turn, c.spec.MatchCase)
	var spans []app.Span
	for _, p := range c.phrases {
		spans = f.find(spans, p, c.spec.WholeWords)
	}
	if len(c.phrases) > 1 && len(spans) > 1 {
		spans = union(spans)
	}
	return spans
}

// union sorts spans and makes those that share a byte one.
func union(spans []app.Span) []app.Span {
	slices.SortFunc(spans, func(a, b app.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// widen makes the passage that gets the tag of a match in turn i. cut are the sentences of the turn.
func (c *Compiled) widen(tr *app.Transcript, i int, m app.Span, cut []text.Span) app.Span {
	turn := tr.Turns[i]
	switch c.spec.Scope {
	case app.ScopeSentence:
		wide := m
		for _, s := range cut {
			if p := (app.Span{Start: s.Start + turn.Start, End: s.End + turn.Start}); p.Overlaps(m) {
				wide.Start, wide.End = min(wide.Start, p.Start), max(wide.End, p.End)
			}
		}
		return wide
	case app.ScopeTurn:
		return turn.Span
	case app.ScopeAround:
		return app.Span{Start: tr.Turns[max(0, i-c.spec.Around)].Start, End: tr.Turns[min(len(tr.Turns)-1, i+c.spec.Around)].End}
	}
	return m
}

// answers are the turns that follow the rule's questions or headings, one by one or as a whole.
func (c *Compiled) answers(iv *app.Interview, tr *app.Transcript, marks []app.TagAt) (all []found) {
	for _, s := range c.sections(iv, tr) {
		whole := found{}
		for _, u := range tr.Turns[s.from:s.to] {
			if !c.speaks(iv.Speaker(u.Speaker)) || strings.TrimSpace(tr.Text[u.Start:u.End]) == "" || !c.related(u.Span, marks) {
				continue
			}
			if c.spec.Scope == app.ScopeTurn {
				all = append(all, found{u.Span, []app.Span{u.Span}})
				continue
			}
			if len(whole.matches) == 0 {
				whole.Start = u.Start
			}
			whole.End = u.End
			whole.matches = append(whole.matches, u.Span)
		}
		if len(whole.matches) > 0 {
			all = append(all, whole)
		}
	}
	return all
}

// related reports whether a match stands to the findings as the rule wants it.
func (c *Compiled) related(m app.Span, marks []app.TagAt) bool {
	if c.spec.Relation == app.AnyPlace {
		return true
	}
	touches, within := false, false
	for _, k := range marks {
		if k.Start >= m.End {
			break // marks come by place
		}
		if c.spec.Relation != app.Untagged && !slices.Contains(c.spec.Others, k.Tag) {
			continue
		}
		touches = touches || k.Overlaps(m)
		within = within || k.Start <= m.Start && m.End <= k.End
	}
	switch c.spec.Relation {
	case app.Inside:
		return within
	case app.Overlapping:
		return touches
	}
	return !touches
}

// merged fits passages to their text as marking by hand does, leaves out those without text, and makes those that share a byte one.
func merged(text string, all []found) []found {
	out := all[:0]
	for _, f := range all {
		if f.Span = passage.Snap(text, f.Span); f.Len() > 0 {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b found) int { return cmp.Compare(a.Start, b.Start) })
	all, out = out, out[:0]
	for _, f := range all {
		n := len(out)
		if n == 0 || f.Start >= out[n-1].End {
			out = append(out, f)
			continue
		}
		last := &out[n-1]
		last.End = max(last.End, f.End)
		last.matches = union(append(last.matches, f.matches...))
	}
	return out
}
