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
	// minScore is the least calibrated score at which a suggestion is shown: more likely right than wrong.
	minScore = 0.5
	// minExamples is how many tagged findings a study needs before suggestions are worth a look.
	minExamples = 8
	// minWords is the shortest sentence that can carry a finding.
	minWords = 5
	// quietPerInterview bounds the untagged sentences taken from one read interview to learn what is not worth a tag.
	quietPerInterview = 60
)

// Suggest offers tags for the participants' sentences of an interview, in text order, at most one a sentence. Sentences that
// already carry the tag are left out, and tags for which no word of the sentence speaks. Returns nothing while the study has
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
	m, err := s.learn(ctx, iv.Study)
	if err != nil || m.model == nil {
		return nil, err
	}
	var out []Suggestion
	for _, span := range sentences(iv, tr) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, g := range m.model.Suggest(tr.Text[span.Start:span.End], 1) {
			tag, ok := m.names[g.Tag]
			if !ok || g.Score < minScore || len(g.Why.Terms) == 0 || carries(found, span, tag.ID) {
				continue
			}
			out = append(out, m.explain(span, tag, g))
		}
	}
	return out, nil
}

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

func carries(found []app.Finding, span app.Span, tag app.TagID) bool {
	return slices.ContainsFunc(found, func(f app.Finding) bool { return f.Span.Overlaps(span) && f.HasTag(tag) })
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

// learn trains on the study's tagged findings, and on sentences that researchers read and left untagged, unless what was
// learned before still holds.
func (s *Service) learn(ctx context.Context, study app.StudyID) (*trained, error) {
	s.mu.Lock()
	version, old := s.version, s.models[study]
	s.mu.Unlock()
	if old != nil && old.version == version {
		return old, nil
	}
	rows, err := s.Store.Findings(ctx, app.FindingQuery{Study: study})
	if err != nil {
		return nil, err
	}
	tags, err := s.Store.Tags(ctx, study)
	if err != nil {
		return nil, err
	}
	m := &trained{version: version, names: make(map[string]app.Tag, len(tags))}
	about := make(map[string]string, len(tags))
	for _, t := range tags {
		if t.Status == app.TagActive {
			m.names[string(t.ID)], about[string(t.ID)] = t.Tag, t.Name
		}
	}
	ex := m.examples(rows)
	if len(ex) >= minExamples {
		quiet, err := s.quiet(ctx, rows)
		if err != nil {
			return nil, err
		}
		m.model, err = suggest.Train(ctx, append(ex, quiet...), suggest.Options{Seed: 1, About: about})
		if err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	if s.models == nil {
		s.models = map[app.StudyID]*trained{}
	}
	s.models[study] = m
	s.mu.Unlock()
	return m, nil
}

// examples takes the tagged findings, and remembers their texts for explanations.
func (m *trained) examples(rows []app.FindingRow) []suggest.Example {
	var ex []suggest.Example
	for i := range rows {
		if rows[i].Quote == "" || len(rows[i].Tags) == 0 {
			continue
		}
		e := suggest.Example{Text: rows[i].Quote}
		for _, t := range rows[i].TagIDs() {
			e.Tags = append(e.Tags, string(t))
		}
		ex = append(ex, e)
		m.texts = append(m.texts, rows[i].Quote)
	}
	return ex
}

// quiet samples sentences without any finding from interviews that were read (at least three findings), evenly over each
// text: what a researcher passed over teaches what is not worth a tag.
func (s *Service) quiet(ctx context.Context, rows []app.FindingRow) ([]suggest.Example, error) {
	byInterview := map[app.InterviewID][]app.Span{}
	var order []app.InterviewID
	for i := range rows {
		id := rows[i].Interview
		if id == "" || rows[i].Quote == "" {
			continue
		}
		if byInterview[id] == nil {
			order = append(order, id)
		}
		byInterview[id] = append(byInterview[id], rows[i].Span)
	}
	var ex []suggest.Example
	for _, id := range order {
		if len(byInterview[id]) < 3 || len(ex) > 3*len(rows) {
			continue
		}
		rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(id)})
		if err != nil {
			return nil, err
		}
		tr, err := s.Store.Transcript(ctx, id)
		if err != nil {
			return nil, err
		}
		var free []app.Span
		for _, span := range sentences(rec.(*app.Interview), tr) {
			if !slices.ContainsFunc(byInterview[id], span.Overlaps) {
				free = append(free, span)
			}
		}
		step := max(1, (len(free)+quietPerInterview-1)/quietPerInterview)
		for i := 0; i < len(free); i += step {
			ex = append(ex, suggest.Example{Text: tr.Text[free[i].Start:free[i].End]})
		}
	}
	return ex, nil
}
