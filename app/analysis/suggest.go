package analysis

import (
	"context"
	"fmt"
	"slices"

	"throughline/app"
	"throughline/synthesis/suggest"
	"throughline/synthesis/text"
)

// Suggestion is a tag the machine offers for a passage. A person accepts or rejects it.
type Suggestion struct {
	Span    app.Span // in the latest transcript
	Tag     app.Tag
	Score   float64  // 0-1
	Terms   []string // words that speak for it
	Nearest []string // up to 3 passages tagged so before, most alike first
	Reason  string   // one sentence to show
}

const (
	// minScore is the least calibrated score at which a suggestion is shown. 0.3: on interviews of the sample held out it leaves
	// about a dozen an interview, and where people had marked the passage the tag is theirs in half the cases; at 0.5 hardly
	// any is left, see TestSuggest_OnAnInterviewNobodyCoded.
	minScore = 0.3
	// minWords is the shortest sentence that can carry a finding.
	minWords = 5
)

// Suggest offers tags for the participants' sentences of an interview, in text order, at most one a sentence. Sentences that
// already carry the tag are left out, those for which somebody turned it down, and tags for which no word of the sentence speaks. Returns nothing while the study has
// fewer than eight tagged findings.
func (s *Service) Suggest(ctx context.Context, id app.InterviewID) ([]Suggestion, error) {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(id)})
	if err != nil {
		return nil, err
	}
	iv := rec.(*app.Interview)
	tr, err := s.Store.Transcript(ctx, id)
	if err != nil {
		return nil, err
	}
	found, err := s.Store.InterviewFindings(ctx, id)
	if err != nil {
		return nil, err
	}
	tags, err := s.activeTags(ctx, iv.Study)
	if err != nil {
		return nil, err
	}
	m, err := s.learn(ctx, iv.Study, tags)
	if err != nil || m.model == nil {
		return nil, err
	}
	no, err := s.rejected(ctx, iv)
	if err != nil {
		return nil, err
	}
	var out []Suggestion
	for _, span := range sentences(iv, tr) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		words := tr.Text[span.Start:span.End]
		for _, g := range m.model.Suggest(words, 1) {
			tag, ok := tags[g.Tag]
			if !ok || g.Score < minScore || len(g.Why.Terms) == 0 || no[rejected{tag.ID, words}] || carries(found, tr.ID, span, tag.ID) {
				continue
			}
			out = append(out, m.explain(span, tag, g))
		}
	}
	return out, nil
}

// Sure says in a word how likely a person would give the tag. The score it rests on was calibrated on passages held out; by
// the way suggestions are chosen it is rarely high.
func (s Suggestion) Sure() string {
	switch {
	case s.Score >= 0.7:
		return "Likely"
	case s.Score >= 0.5:
		return "Maybe"
	}
	return "A guess"
}

// InTen is of how many in ten such suggestions the tag fits, 1 to 9.
func (s Suggestion) InTen() int { return max(1, min(9, int(s.Score*10+0.5))) }

// explain words a suggestion.
func (m *trained) explain(span app.Span, tag app.Tag, g suggest.Suggestion) Suggestion {
	s := Suggestion{Span: span, Tag: tag, Score: g.Score, Terms: g.Why.Terms}
	for _, i := range g.Why.Nearest {
		if i >= 0 && i < len(m.texts) && len(s.Nearest) < 3 {
			s.Nearest = append(s.Nearest, m.texts[i])
		}
	}
	switch len(s.Nearest) {
	case 0:
		s.Reason = fmt.Sprintf("Speaks of %s.", tag.Name)
	case 1:
		s.Reason = fmt.Sprintf("Like a passage you tagged %s.", tag.Name)
	default:
		s.Reason = fmt.Sprintf("Like %d passages you tagged %s.", len(s.Nearest), tag.Name)
	}
	return s
}

// carries reports whether a finding of the text carries the tag there. Findings left on an older revision have no place in it.
func carries(found []app.Finding, text app.TranscriptID, span app.Span, tag app.TagID) bool {
	return slices.ContainsFunc(found, func(f app.Finding) bool {
		return f.Transcript == text && f.Span.Overlaps(span) && f.HasTag(tag)
	})
}

// sentences returns the participants' sentences that are long enough to mean something, in text order.
func sentences(iv *app.Interview, tr *app.Transcript) []app.Span {
	var out []app.Span
	for _, t := range tr.Turns {
		if iv.Speaker(t.Speaker).Role != app.RoleParticipant {
			continue
		}
		turn := tr.Text[t.Start:t.End]
		for _, s := range text.Sentences(turn) {
			if app.CountWords(turn[s.Start:s.End]) >= minWords {
				out = append(out, app.Span{Start: t.Start + s.Start, End: t.Start + s.End})
			}
		}
	}
	return out
}
