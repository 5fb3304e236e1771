package search

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// Earlier is what is known from before about a question.
type Earlier struct {
	Result
	StudyName string // of what belongs to a study, "" for what stands across
	Asked     string // the question of the study's guide, for a guide question
	Strength  string // "High confidence", "7 of 12 people", "" for what has none
}

// Before answers "have we asked this before?".
type Before struct {
	Insights  []Earlier
	Themes    []Earlier
	Questions []Earlier // of guides, and research questions; Kind is KindStudy and ID the study
	Findings  []Earlier // of other studies
	Placed    Placed    // how much of the workspace was compared by meaning
}

// Empty reports whether nothing is known.
func (b *Before) Empty() bool {
	return len(b.Insights)+len(b.Themes)+len(b.Questions)+len(b.Findings) == 0
}

// mostEarlier is how many of each kind Asked returns.
const mostEarlier = 5

// Asked says what the workspace knows about a question already, by words and by meaning: insights, themes, questions that studies asked, and
// findings; of each the five best, with date and strength. What belongs to the study from which is asked is left out; "" leaves out nothing.
// An empty question knows nothing.
func (s *Service) Asked(ctx context.Context, question string, from app.StudyID) (Before, error) {
	var b Before
	question = strings.Join(strings.Fields(strings.Map(plainSign, question)), " ")
	if question == "" {
		return b, nil
	}
	q := Question{SearchQuery: app.SearchQuery{Text: question, Limit: mostEarlier}}
	q.Narrow.Kinds = []app.Kind{app.KindInsight, app.KindTheme, app.KindFinding}
	if from != "" {
		q.Limit *= 4 // some are of the study itself
	}
	a, err := s.Answer(ctx, q)
	if err != nil {
		return b, err
	}
	studies, err := s.Store.Studies(ctx)
	if err != nil {
		return b, err
	}
	names := make(map[app.StudyID]string, len(studies))
	for _, st := range studies {
		names[st.ID] = st.Name
	}
	b.Placed = a.Placed
	var all []Result
	for _, g := range a.Groups {
		for _, r := range g.Results {
			if from == "" || r.Study != from {
				all = append(all, r)
			}
		}
	}
	strengths, err := s.Strengths(ctx, all)
	if err != nil {
		return b, err
	}
	for _, r := range all {
		e := Earlier{Result: r, StudyName: names[r.Study], Strength: strengths[r.Ref()]}
		for kind, list := range map[app.Kind]*[]Earlier{app.KindInsight: &b.Insights, app.KindTheme: &b.Themes, app.KindFinding: &b.Findings} {
			if kind == r.Kind && len(*list) < mostEarlier {
				*list = append(*list, e)
			}
		}
	}
	b.Questions = s.questions(question, studies, from)
	return b, ctx.Err()
}

// plainSign turns the signs of the search's language into spaces: a question is a sentence.
func plainSign(r rune) rune {
	if strings.ContainsRune(`"|:-`, r) {
		return ' '
	}
	return r
}

// leastAsked is the likeness from which a question of a guide counts as asked before.
const leastAsked = 0.5

// questions finds what studies asked that is like a question.
func (s *Service) questions(question string, studies []app.Study, from app.StudyID) []Earlier {
	var out []Earlier
	like := likeness(question)
	for _, st := range studies {
		if st.ID == from && from != "" {
			continue
		}
		var best Earlier
		for _, asked := range slices.Concat(st.Guide, st.Questions) {
			if l := like(asked); l >= leastAsked && l > best.Like {
				best = Earlier{StudyName: st.Name, Asked: asked, Result: Result{Like: l,
					Hit: app.Hit{Kind: app.KindStudy, ID: string(st.ID), Study: st.ID, Title: asked, Snippet: asked, Detail: st.Name, Date: cmp.Or(st.End, st.Start, app.DateOf(st.Modified))}}}
			}
		}
		if best.Like > 0 {
			out = append(out, best)
		}
	}
	slices.SortStableFunc(out, func(a, b Earlier) int { return cmp.Compare(b.Like, a.Like) })
	return out[:min(mostEarlier, len(out))]
}
