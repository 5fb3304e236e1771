package erase

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"throughline/app"
)

// Passage is a place in a text of others where words of a person stand: they give way to the mark.
type Passage struct {
	In   app.Ref `json:"in"`
	Name string  `json:"name"` // of the record, as people know it
	Text string  `json:"text"` // the passage with some words around it
}

// Affected is an insight that loses evidence.
type Affected struct {
	ID     app.InsightID     `json:"id"`
	Title  string            `json:"title"`
	Study  app.StudyID       `json:"study,omitempty"`
	Status app.InsightStatus `json:"status"`
	Lost   int               `json:"lost"` // pieces of evidence
	Left   int               `json:"left"`
}

// session is an interview that an erasure touches.
type session struct {
	iv     *app.Interview  // as it is known last
	labels map[string]bool // of the speakers whose turns go
	goes   bool            // altogether
	raw    bool            // all that was said in it goes, but for passages that findings quote
	said   strings.Builder // what goes of its texts, a turn a line
}

// plan is an erasure worked out. It implements app.Scrub; once it is made it is only read.
type plan struct {
	people   map[app.ParticipantID]bool
	codes    []string // of the people, each once
	gone     map[app.Ref]bool
	emptied  map[app.SourceID]bool // files that lose their bytes and stay as what others refer to
	sessions map[app.InterviewID]*session
	edits    map[app.TranscriptID]*edits
	places   map[app.FindingID]*app.Finding // where findings stand whose older texts go
	cited    func(app.PublishedProof) bool  // whether a published quote goes
	views    func(spec string) bool         // whether a view goes
	words    *words
	proof    []app.ConsentProof

	removed  map[string]int
	affected []Affected
	passages []Passage
	flags    []app.Change // insights that count as stale now
	census   bool         // what is asked for is noted: one goroutine only
	in       app.Record
}

func newPlan() *plan {
	return &plan{people: map[app.ParticipantID]bool{}, gone: map[app.Ref]bool{}, emptied: map[app.SourceID]bool{}, sessions: map[app.InterviewID]*session{},
		edits: map[app.TranscriptID]*edits{}, places: map[app.FindingID]*app.Finding{}, words: newWords(), removed: map[string]int{},
		cited: func(app.PublishedProof) bool { return false }, views: func(string) bool { return false }}
}

// Goes implements app.Scrub.
func (p *plan) Goes(r app.Ref) bool {
	return p.gone[r] || r.Kind == app.KindParticipant && p.people[app.ParticipantID(r.ID)]
}

// Words implements app.Scrub.
func (p *plan) Words(text string) string { return p.words.blank(text) }

// blank is Words for the text of a record.
func (p *plan) blank(text string) string {
	now := p.words.blank(text)
	if p.census && now != text {
		p.note(text)
	}
	return now
}

// linked is blank for a text with links in it.
func (p *plan) linked(text string) string {
	now := p.words.text(text, p.Goes)
	if p.census && now != text {
		p.note(text)
	}
	return now
}

// note lists the passages of a text that give way.
func (p *plan) note(text string) {
	for _, s := range p.words.find(text) {
		p.passages = append(p.passages, Passage{In: p.in.Ref(), Name: app.NameOf(p.in), Text: excerpt(text, s)})
	}
}

func (p *plan) rewriter() rewriter { return rewriter{p.blank, p.Goes} }

// Record implements app.Scrub.
func (p *plan) Record(r app.Record) app.Record {
	switch r := r.(type) {
	case *app.Participant:
		if p.people[r.ID] {
			return nil
		}
	case *app.Transcript:
		return p.transcript(r)
	case *app.Source:
		return p.source(r)
	case *app.Interview:
		return p.interview(r)
	case *app.Finding:
		return p.finding(r)
	case *app.Rejection:
		return p.rejection(r)
	case *app.Insight:
		if gone := p.goneFindings(r); len(gone) > 0 {
			return p.rewriter().record(r.Without(gone))
		}
	}
	return p.other(r)
}

// other is Record for what stands further from what people said.
func (p *plan) other(r app.Record) app.Record {
	switch r := r.(type) {
	case *app.Memo:
		return p.memo(r)
	case *app.Publication:
		return p.publication(r)
	case *app.View:
		return p.view(r)
	case *app.Erasure:
		return r
	case *app.GuideLink:
		return p.guideLink(r)
	case *app.Origin:
		return p.origin(r)
	case *app.OriginFile:
		return p.originFile(r)
	case app.Paper:
		f := r.Filed()
		if p.people[f.Participant] || p.Goes(app.Ref{Kind: app.KindInterview, ID: string(f.Interview)}) {
			return nil
		}
	}
	return p.rewriter().record(r)
}

func (p *plan) transcript(t *app.Transcript) app.Record {
	s := p.sessions[t.Interview]
	switch {
	case s == nil:
		return t
	case s.goes || p.gone[t.Ref()]:
		return nil
	}
	if e := p.edits[t.ID]; e != nil {
		return p.noteOf(e.transcript(t, s.label))
	}
	return t
}

// noteOf blanks the note of a revision.
func (p *plan) noteOf(t *app.Transcript) app.Record {
	t.Note = p.words.blank(t.Note)
	return t
}

// label is what a speaker is called afterwards.
func (s *session) label(label string) string {
	if s.labels[label] {
		return app.Erased
	}
	return label
}

func (p *plan) source(s *app.Source) app.Record {
	if p.gone[s.Ref()] {
		return nil
	}
	out := s
	if name := p.words.blank(s.Name); name != s.Name || p.emptied[s.ID] && len(s.Data) > 0 {
		c := *s
		c.Name = name
		if p.emptied[s.ID] {
			c.Data = nil
		}
		out = &c
	}
	return out
}

func (p *plan) interview(i *app.Interview) app.Record {
	s := p.sessions[i.ID]
	if s != nil && s.goes {
		return nil
	}
	if s != nil && len(s.labels) > 0 {
		out := *i
		out.Speakers = nil
		there := false
		for _, k := range i.Speakers {
			if s.labels[k.Label] {
				k = app.Speaker{Label: app.Erased, Name: app.Erased, Role: app.RoleParticipant}
				if there {
					continue
				}
				there = true
			}
			out.Speakers = append(out.Speakers, k)
		}
		if !slices.Equal(out.Speakers, i.Speakers) {
			i = &out
		}
	}
	return p.rewriter().record(i)
}

func (p *plan) finding(f *app.Finding) app.Record {
	if p.gone[f.Ref()] {
		return nil
	}
	out := f
	switch e := p.edits[f.Transcript]; {
	case e != nil && f.Quote != "":
		out = e.finding(f, p.sessions[f.Interview].label)
	case f.Transcript != "" && p.gone[app.Ref{Kind: app.KindTranscript, ID: string(f.Transcript)}]:
		now := p.places[f.ID]
		switch {
		case f.Quote == "":
			now = &app.Finding{Speaker: f.Speaker, At: f.At, Page: f.Page}
		case now == nil:
			return nil
		}
		c := *f
		c.Transcript, c.Span, c.Quote, c.Before, c.After = now.Transcript, now.Span, now.Quote, now.Before, now.After
		c.Speaker, c.At, c.Page = now.Speaker, now.At, now.Page
		out = &c
	}
	if note := p.blank(out.Note); note != out.Note || p.people[out.Participant] {
		c := *out
		c.Note = note
		if p.people[c.Participant] {
			c.Participant = ""
		}
		out = &c
	}
	if out != f && out.Equal(f) {
		return f
	}
	return out
}

func (p *plan) rejection(r *app.Rejection) app.Record {
	s := p.sessions[r.Interview]
	if s != nil && (s.goes || s.raw || strings.Contains(s.said.String(), r.Quote) || p.words.blank(r.Quote) != r.Quote) {
		return nil // its words are not in the text any more, so that it would turn nothing down
	}
	return r
}

// goneFindings are the pieces of evidence of an insight that go.
func (p *plan) goneFindings(i *app.Insight) map[app.Ref]bool {
	gone := map[app.Ref]bool{}
	for _, e := range i.Evidence {
		if p.gone[e.Ref()] {
			gone[e.Ref()] = true
		}
	}
	return gone
}

func (p *plan) memo(m *app.Memo) app.Record {
	if p.Goes(m.On) {
		return nil
	}
	out := *m
	out.Title, out.Text = p.blank(m.Title), p.linked(m.Text)
	if out == *m {
		return m
	}
	return &out
}

func (p *plan) publication(u *app.Publication) app.Record {
	out := *u
	out.Evidence = slices.DeleteFunc(slices.Clone(u.Evidence), func(e app.PublishedProof) bool {
		return e.Finding != "" && (p.gone[e.Ref()] || p.cited(e))
	})
	if len(out.Evidence) == len(u.Evidence) {
		return p.rewriter().record(u)
	}
	if len(out.Evidence) == 0 {
		out.Evidence = nil
	}
	return p.rewriter().record(&out)
}

// view drops a view that asks for somebody who goes, or is called after them; words in what others ask for give way.
func (p *plan) view(v *app.View) app.Record {
	if p.views(v.Spec) || p.words.blank(v.Name) != v.Name {
		return nil
	}
	var spec any
	if err := json.Unmarshal([]byte(v.Spec), &spec); err != nil {
		return v
	}
	now, changed := p.inJSON(spec)
	if !changed {
		return v
	}
	out := *v
	out.Spec = app.ViewSpec(now)
	return &out
}

// inJSON blanks the strings of a JSON value.
func (p *plan) inJSON(v any) (any, bool) {
	changed := false
	switch v := v.(type) {
	case string:
		now := p.blank(v)
		return now, now != v
	case []any:
		for i := range v {
			now, c := p.inJSON(v[i])
			v[i], changed = now, changed || c
		}
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			now, c := p.inJSON(v[k])
			v[k], changed = now, changed || c
		}
	}
	return v, changed
}

func (p *plan) guideLink(g *app.GuideLink) app.Record {
	s := p.sessions[g.Interview]
	if s != nil && s.goes {
		return nil
	}
	e := p.edits[g.Transcript]
	if e == nil {
		if p.gone[app.Ref{Kind: app.KindTranscript, ID: string(g.Transcript)}] {
			c := *g
			c.Transcript, c.Span, c.Quote = "", app.Span{}, ""
			return &c
		}
		return g
	}
	c := *g
	c.Span = e.span(g.Span)
	if c.Quote = ""; g.Quote != "" && c.Span.Start >= 0 && c.Span.End <= len(e.now) && c.Span.Start < c.Span.End {
		c.Quote = e.now[c.Span.Start:c.Span.End]
	}
	if c.Equal(g) {
		return g
	}
	return &c
}
