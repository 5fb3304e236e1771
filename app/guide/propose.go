package guide

import (
	"cmp"
	"context"
	"math"
	"slices"

	"throughline/app"
)

// Proposal is a turn that seems to ask a question of the guide. It counts for nothing until a person confirms it.
type Proposal struct {
	Interview  app.InterviewID
	Title      string // of the interview
	Question   string
	Transcript app.TranscriptID
	Span       app.Span // of the turn
	Quote      string   // the turn
	At         string   // when it is said, "00:12:31"; "" when unknown
	Score      float64  // 0 to 1, see Sure
	order      int      // of the question in the guide
}

// Sure is the score from which proposals may be confirmed in bulk: of those that reach it hardly any is wrong, see docs/QUALITY.md.
const Sure = 0.65

// Least is the score below which nothing is proposed: more would be wrong than right.
const Least = 0.45

// Proposals is what a study's interviews seem to have asked.
type Proposals struct {
	Study     app.StudyID
	All       []Proposal // by interview as listed, then by place
	Read      int        // interviews that were read
	Mute      int        // interviews without a moderator, in which nothing can be asked
	NoGuide   bool       // the study has no guide
	Confirmed int        // links that there are already
}

// Above counts the proposals that reach a score.
func (p *Proposals) Above(score float64) int {
	n := 0
	for i := range p.All {
		if p.All[i].Score >= score {
			n++
		}
	}
	return n
}

// pageSize is how many interviews are read at once: some megabytes of text.
const pageSize = 24

// Propose looks through all interviews of a study for turns of moderators that ask a question of its guide and are not linked to it: by the
// words both have and by how near they lie by meaning. A question is proposed at one turn of an interview, and not where it is linked, left out
// on purpose, or was turned down before. Nothing is stored. It reports interviews and looks at ctx after each.
func (s *Service) Propose(ctx context.Context, study app.StudyID, p app.Progress) (*Proposals, error) {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(study)})
	if err != nil {
		return nil, err
	}
	links, err := s.Links(ctx, study, "")
	if err != nil {
		return nil, err
	}
	out := &Proposals{Study: study}
	for i := range links {
		if links[i].Asks() {
			out.Confirmed++
		}
	}
	ear := newEar(rec.(*app.Study).Guide)
	if out.NoGuide = len(ear.all) == 0; out.NoGuide {
		return out, nil
	}
	said := byInterview(links)
	err = s.eachReading(ctx, study, p, func(r *app.Reading) {
		found, heard := ear.hear(r, said[r.ID])
		out.All = append(out.All, found...)
		out.Read++
		if !heard {
			out.Mute++
		}
	})
	return out, err
}

// inOrder is how well the place of a turn fits the place of a question in the guide, 0 to 1: both from 0 to 1.
func inOrder(turn, question float64) float64 { return max(0, 1-2.5*math.Abs(turn-question)) }

// hear proposes the questions that an interview seems to ask; false when it has no moderator.
func (e *ear) hear(r *app.Reading, links []app.GuideLink) (found []Proposal, heard bool) {
	done, refused := told(links, r.Transcript.ID)
	tr := r.Transcript
	var all []Proposal
	for _, u := range tr.Turns {
		if r.Interview.Speaker(u.Speaker).Role != app.RoleModerator {
			continue
		}
		heard = true
		said := tr.Text[u.Start:u.End]
		pieces := e.pieces(said)
		for q := range e.all {
			h := &e.all[q]
			if done[h.text] || refused[settled{r.ID, h.text, u.Span}] {
				continue
			}
			like := 0.0
			for _, p := range pieces {
				like = max(like, h.like(p))
			}
			place := 0.5
			if len(e.all) > 1 {
				place = float64(q) / float64(len(e.all)-1)
			}
			score := like
			if like < 1 {
				score = (1-orderWeight)*like + orderWeight*inOrder(float64(u.Start)/float64(max(1, len(tr.Text))), place)
			}
			if like >= leastLike && score >= Least {
				all = append(all, Proposal{Interview: r.ID, Title: r.Title, Question: h.text, Transcript: tr.ID, Span: u.Span, Quote: said,
					At: app.Clock(tr.TimeAt(u.Start)), Score: score, order: q})
			}
		}
	}
	return assign(all), heard
}

// leastLike is how alike a turn must be whatever its place.
const leastLike = 0.25

// told tells which questions are settled in an interview, and which were turned down where in a revision.
func told(links []app.GuideLink, revision app.TranscriptID) (done map[string]bool, refused map[settled]bool) {
	done, refused = map[string]bool{}, map[settled]bool{}
	for i := range links {
		switch g := &links[i]; {
		case !g.Refused:
			done[g.Question] = true
		case g.Transcript == revision:
			refused[settled{g.Interview, g.Question, g.Span}] = true
		}
	}
	return done, refused
}

// assign keeps one turn a question and one question a turn, the likest first; by place.
func assign(all []Proposal) []Proposal {
	slices.SortStableFunc(all, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.order, b.order))
	})
	asked, taken := map[string]bool{}, map[int]bool{}
	var out []Proposal
	for _, p := range all {
		if !asked[p.Question] && !taken[p.Span.Start] {
			asked[p.Question], taken[p.Span.Start] = true, true
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b Proposal) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return out
}

// Confirm links proposals as a person confirmed them, as one step. Those whose turn is no longer in the latest text, or that are linked
// meanwhile, are left out; it returns how many were linked.
func (s *Service) Confirm(ctx context.Context, all []Proposal) (int, error) {
	return s.settle(ctx, all, false)
}

// Refuse turns proposals down, as one step: they are not made again.
func (s *Service) Refuse(ctx context.Context, all []Proposal) (int, error) {
	return s.settle(ctx, all, true)
}

func (s *Service) settle(ctx context.Context, all []Proposal, refuse bool) (int, error) {
	if len(all) == 0 {
		return 0, nil
	}
	ids := make([]app.InterviewID, 0, len(all))
	for i := range all {
		if !slices.Contains(ids, all[i].Interview) {
			ids = append(ids, all[i].Interview)
		}
	}
	latest := map[app.InterviewID]*app.Reading{}
	for lo := 0; lo < len(ids); lo += pageSize {
		texts, err := s.Store.Readings(ctx, ids[lo:min(lo+pageSize, len(ids))], false)
		if err != nil {
			return 0, err
		}
		for i := range texts {
			latest[texts[i].ID] = &app.Reading{Interview: texts[i].Interview, Transcript: &app.Transcript{ID: texts[i].Transcript.ID}}
		}
	}
	label := "Confirm " + app.Count(len(all), "question") + " as asked"
	if refuse {
		label = "Turn down " + app.Count(len(all), "proposed question")
	}
	cs := s.Hand.Begin(label)
	links, err := s.linksOf(ctx, all, latest)
	if err != nil {
		return 0, err
	}
	n := 0
	for i := range all {
		p := &all[i]
		r := latest[p.Interview]
		if r == nil || r.Transcript.ID != p.Transcript || links[settled{p.Interview, p.Question, p.Span}] {
			continue
		}
		cs.Sights = append(cs.Sights, app.Sight{Text: p.Transcript})
		cs.Create(&app.GuideLink{ID: app.NewID[app.GuideLinkID](), Study: r.Study, Interview: p.Interview, Question: p.Question, Transcript: p.Transcript,
			Span: p.Span, Quote: p.Quote, Provenance: app.BySuggestion, Refused: refuse, Stamp: s.Hand.Stamp()})
		n++
	}
	if n == 0 {
		return 0, nil
	}
	return n, s.Log.Commit(ctx, cs)
}

// settled is what a person has said of a question at a turn.
type settled struct {
	iv       app.InterviewID
	question string
	span     app.Span
}

func (s *Service) linksOf(ctx context.Context, all []Proposal, latest map[app.InterviewID]*app.Reading) (map[settled]bool, error) {
	out := map[settled]bool{}
	studies := map[app.StudyID]bool{}
	for i := range all {
		r := latest[all[i].Interview]
		if r == nil || studies[r.Study] {
			continue
		}
		studies[r.Study] = true
		links, err := s.Links(ctx, r.Study, "") // once a study; proposals are of one
		if err != nil {
			return nil, err
		}
		for _, g := range links {
			if !g.Skipped {
				out[settled{g.Interview, g.Question, g.Span}] = true
			}
		}
	}
	return out, nil
}
