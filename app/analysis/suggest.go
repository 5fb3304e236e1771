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
	Shown   int      // passages that show the tag; below five the suggestion is a guess
	Below   int      // of these, passages that carry only tags beneath it
	Terms   []string // words that speak for it
	Nearest []string // up to 3 passages tagged so before, most alike first
	Reason  string   // one sentence to show
}

const (
	// minScore is the least calibrated score at which a suggestion is shown. 0.3: on interviews of the sample held out it leaves
	// about a dozen an interview, and where people had marked the passage the tag is theirs in half the cases; at 0.5 hardly
	// any is left, see TestSuggest_OnAnInterviewNobodyCoded.
	minScore = 0.3
	// Likely is the least score of a suggestion that is called likely.
	Likely = 0.7
	// maybe is the least score of one that may be.
	maybe = 0.5
	// minWords is the shortest sentence that can carry a finding.
	minWords = 5
)

// Suggest offers tags for the participants' sentences of an interview, in text order, at most one a sentence. Sentences that
// already carry the tag are left out, those for which somebody turned it down, and tags for which no word of the sentence speaks.
// Of a tag and those above it in the codebook the lowest that is likely is offered. Tags with few passages in the study learn from
// other studies as well, and those with fewer than five in all are guesses, from their name and what there is. What people did
// since the last call counts.
func (s *Service) Suggest(ctx context.Context, id app.InterviewID) ([]Suggestion, error) {
	return s.suggest(ctx, id, false)
}

// Relearn learns everything anew, should much have changed since that was done, and suggests as Suggest does. It takes a second or more;
// call it when the reader rests.
func (s *Service) Relearn(ctx context.Context, id app.InterviewID) ([]Suggestion, error) {
	return s.suggest(ctx, id, true)
}

func (s *Service) suggest(ctx context.Context, id app.InterviewID, anew bool) ([]Suggestion, error) {
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
	m, err := s.learn(ctx, iv.Study, tags, anew)
	if err != nil || m.model == nil {
		return nil, err
	}
	no, err := s.rejected(ctx, iv)
	if err != nil {
		return nil, err
	}
	return m.offer(ctx, &app.Reading{Interview: *iv, Transcript: tr}, tags, func(span app.Span, words string, tag app.TagID) bool {
		return no[rejected{tag, words}] || carries(found, tr.ID, span, tag)
	})
}

// offer suggests a tag for each sentence of an interview; answered says that there is nothing to ask about a passage and a tag.
func (m *trained) offer(ctx context.Context, r *app.Reading, tags map[string]app.Tag, answered func(app.Span, string, app.TagID) bool) ([]Suggestion, error) {
	var out []Suggestion
	for _, span := range sentences(&r.Interview, r.Transcript) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		words := r.Transcript.Text[span.Start:span.End]
		for _, g := range m.model.Likely(words, 1, minScore) {
			tag, ok := tags[g.Tag]
			if !ok || len(g.Why.Terms) == 0 || answered(span, words, tag.ID) {
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
	case s.Shown < suggest.Few || s.Score < maybe:
		return "A guess"
	case s.Score >= Likely:
		return "Likely"
	}
	return "Maybe"
}

// InTen is of how many in ten such suggestions the tag fits, 1 to 9.
func (s Suggestion) InTen() int { return max(1, min(9, int(s.Score*10+0.5))) }

// explain words a suggestion.
func (m *trained) explain(span app.Span, tag app.Tag, g suggest.Suggestion) Suggestion {
	s := Suggestion{Span: span, Tag: tag, Score: g.Score, Shown: g.Shown, Below: g.Below, Terms: g.Why.Terms}
	for _, i := range g.Why.Nearest {
		if i >= 0 && i < len(m.examples) && len(s.Nearest) < 3 {
			s.Nearest = append(s.Nearest, m.examples[i].Text)
		}
	}
	switch {
	case g.Shown == 0:
		s.Reason = fmt.Sprintf("A guess from the name: nothing is tagged %s yet.", tag.Name)
	case g.Shown < suggest.Few:
		s.Reason = fmt.Sprintf("A guess: only %s tagged %s.", app.Count(g.Shown, "passage"), tag.Name)
	case len(s.Nearest) == 0:
		s.Reason = fmt.Sprintf("Speaks of %s.", tag.Name)
	case len(s.Nearest) == 1 && g.Below > 0:
		s.Reason = fmt.Sprintf("Like a passage you tagged %s or a tag beneath it.", tag.Name)
	case len(s.Nearest) == 1:
		s.Reason = fmt.Sprintf("Like a passage you tagged %s.", tag.Name)
	case g.Below > 0:
		s.Reason = fmt.Sprintf("Like %d passages you tagged %s or a tag beneath it.", len(s.Nearest), tag.Name)
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
