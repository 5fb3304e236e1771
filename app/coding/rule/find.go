package rule

import (
	"context"
	"slices"

	"throughline/app"
)

// Result is what a rule found.
type Result struct {
	Hits       []Hit // by interview in the order of their list, then by place
	Interviews []Group
	Looked     int  // interviews the rule looks at, with hits or without
	More       bool // the search ended at MaxHits
}

// Group is the hits of one interview: Hits[From:To].
type Group struct {
	ID       app.InterviewID
	Study    app.StudyID
	Title    string
	From, To int
}

// Count is how many hits are in a state.
func (r *Result) Count(s State) int {
	n := 0
	for i := range r.Hits {
		if r.Hits[i].State == s {
			n++
		}
	}
	return n
}

// Find returns the passages that a rule would tag, without tagging them. It reads the interviews some at a time, leaves out
// those that the full-text index says cannot match, and can be stopped through ctx. Returns the errors of Compile.
func (s *Service) Find(ctx context.Context, spec app.RuleSpec, p app.Progress) (*Result, error) {
	var studies []app.Study
	if spec.Kind == app.RuleQuestion {
		var err error
		if studies, err = s.Store.Studies(ctx); err != nil {
			return nil, err
		}
	}
	c, err := Compile(spec, studies)
	if err != nil {
		return nil, err
	}
	all, err := s.Store.InterviewsToRead(ctx, spec.Study, spec.Interviews, nil)
	if err != nil {
		return nil, err
	}
	res, ids := &Result{Looked: len(all)}, all
	if ask := c.ask(); ask != nil {
		if ids, err = s.Store.InterviewsToRead(ctx, spec.Study, spec.Interviews, ask); err != nil {
			return nil, err
		}
	}
	pages := s.read(ctx, ids)
	defer pages.stop()
	for done := 0; done < len(ids) && !res.More; {
		page, err := pages.next(ctx)
		if err != nil {
			return nil, err
		}
		if err := s.addPage(ctx, res, c, page); err != nil {
			return nil, err
		}
		done = min(done+pageSize, len(ids))
		p.Report(int64(done), int64(len(ids)), app.Count(len(res.Hits), "hit"))
	}
	return res, nil
}

// addPage adds the hits in some interviews to a result.
func (s *Service) addPage(ctx context.Context, res *Result, c *Compiled, page []app.Reading) error {
	var marks map[app.InterviewID][]app.TagAt
	var err error
	if c.spec.Relation != app.AnyPlace {
		others := c.spec.Others
		if c.spec.Relation == app.Untagged {
			others = nil
		}
		if marks, err = s.marks(ctx, page, others); err != nil {
			return err
		}
	}
	hits := make([][]found, len(page))
	var met []app.Reading
	for i := range page {
		if hits[i], err = c.scan(ctx, &page[i], marks[page[i].ID]); err != nil {
			return err
		}
		if len(hits[i]) > 0 {
			met = append(met, page[i])
		}
	}
	var carried map[app.InterviewID][]app.TagAt
	if len(c.spec.Tags) > 0 && len(met) > 0 {
		if carried, err = s.marks(ctx, met, c.spec.Tags); err != nil {
			return err
		}
	}
	for i := range page {
		if len(hits[i]) == 0 || res.More {
			continue
		}
		if room := MaxHits - len(res.Hits); len(hits[i]) > room {
			hits[i], res.More = hits[i][:room], true
		}
		c.addGroup(res, &page[i], hits[i], carried[page[i].ID])
	}
	return nil
}

// marks reads what the passages of interviews carry, by interview.
func (s *Service) marks(ctx context.Context, page []app.Reading, tags []app.TagID) (map[app.InterviewID][]app.TagAt, error) {
	ids := make([]app.InterviewID, len(page))
	for i := range page {
		ids[i] = page[i].ID
	}
	all, err := s.Store.TagsAt(ctx, ids, tags)
	by := make(map[app.InterviewID][]app.TagAt, len(page))
	for _, m := range all {
		by[m.Interview] = append(by[m.Interview], m)
	}
	return by, err
}

func (c *Compiled) addGroup(res *Result, r *app.Reading, all []found, carried []app.TagAt) {
	g := Group{ID: r.ID, Study: r.Study, Title: r.Title, From: len(res.Hits)}
	for _, f := range all {
		h := Hit{Place: app.Place{Interview: r.ID, Span: f.Span}, Transcript: r.Transcript.ID, Matches: f.matches, At: app.NoTime,
			State: c.state(f.Span, carried), View: view(r.Transcript.Text, f)}
		if i := r.Transcript.TurnAt(f.Start); i < len(r.Transcript.Turns) {
			h.Speaker, h.At = r.Speaker(r.Transcript.Turns[i].Speaker).Name, r.Transcript.Turns[i].From
		}
		res.Hits = append(res.Hits, h)
	}
	g.To = len(res.Hits)
	res.Interviews = append(res.Interviews, g)
}

// state holds a passage against the findings that carry the rule's tags.
func (c *Compiled) state(span app.Span, carried []app.TagAt) State {
	var near, exact []app.TagID
	for _, m := range carried {
		if m.Start >= span.End {
			break
		}
		if m.Overlaps(span) {
			near = append(near, m.Tag)
		}
		if m.Span == span {
			exact = append(exact, m.Tag)
		}
	}
	all := func(have []app.TagID) bool {
		for _, t := range c.spec.Tags {
			if !slices.Contains(have, t) {
				return false
			}
		}
		return len(c.spec.Tags) > 0
	}
	switch {
	case all(exact):
		return Tagged
	case all(near):
		return Overlaps
	}
	return New
}

// pages reads ahead: the next interviews come from the file while the present ones are looked through.
type pages struct {
	ready  chan pageRead
	cancel context.CancelFunc
}

type pageRead struct {
	page []app.Reading
	err  error
}

func (s *Service) read(ctx context.Context, ids []app.InterviewID) *pages {
	ctx, cancel := context.WithCancel(ctx)
	p := &pages{ready: make(chan pageRead, 1), cancel: cancel}
	go func() {
		defer close(p.ready)
		for part := range slices.Chunk(ids, pageSize) {
			page, err := s.Store.Readings(ctx, part, false)
			select {
			case p.ready <- pageRead{page, err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return p
}

// next returns the next interviews, those without a text left out.
func (p *pages) next(ctx context.Context) ([]app.Reading, error) {
	select {
	case r := <-p.ready:
		return r.page, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// stop ends the reading and waits for it, so that nobody reads after the search has returned.
func (p *pages) stop() {
	p.cancel()
	for range p.ready {
	}
}
