package analysis

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/synthesis/stat"
	"throughline/synthesis/suggest"
)

// Record says how suggestions of a tag fared on passages held out.
type Record = suggest.Record

// Offer is what accepting the suggestions of a tag all at once would do, and how far such suggestions can be trusted.
type Offer struct {
	Tag      app.Tag
	Passages []Offered // interview by interview, in text order
	Record   Record
	// Precision is the 95 % interval of the share of such suggestions that are right, by Record; Recall of the share of the tag's
	// passages that are found. Both are over passages that were tagged or read and passed over, held out.
	Precision, Recall stat.Interval
}

// Offered is a passage that an Offer holds.
type Offered struct {
	Interview  app.InterviewID
	Title      string // of the interview
	Transcript app.TranscriptID
	Suggestion
	Quote string
}

const (
	// minOffered is the least number of suggestions held out on which accepting all may rest, leastRight the least share of them that has to
	// be right.
	minOffered = 5
	leastRight = 0.5
)

// Trusted reports whether accepting all is offered: of at least five such suggestions held out at least half were right.
func (o *Offer) Trusted() bool {
	return o.Record.Offered >= minOffered && float64(o.Record.Right) >= leastRight*float64(o.Record.Offered)
}

// Judged says in a sentence how such suggestions fared when they were held out.
func (o *Offer) Judged() string {
	r := o.Record
	if r.Offered == 0 {
		return "How often such suggestions are right is not known yet: held out, none was made."
	}
	return fmt.Sprintf("When held out, %d of %s were right (plausible are %.0f to %.0f %%), and %d of the tag’s %s were found.", r.Right,
		app.Count(r.Offered, "such suggestion"), 100*o.Precision.Low, 100*o.Precision.High, r.Right, app.Count(r.Carriers, "passage"))
}

// Offer collects the suggestions of a tag of at least a score, 0 to 1, in one interview or, for "", in all of the study, those
// answered already left out, and says how such suggestions fared held out. It changes nothing. Returns ENotFound for a tag that is
// not in use in the study.
func (s *Service) Offer(ctx context.Context, study app.StudyID, interview app.InterviewID, tag app.TagID, least float64, p app.Progress) (*Offer, error) {
	tags, err := s.activeTags(ctx, study)
	if err != nil {
		return nil, err
	}
	t, ok := tags[string(tag)]
	if !ok {
		return nil, app.NotFound("The tag")
	}
	o := &Offer{Tag: t}
	m, err := s.learn(ctx, study, tags, true)
	if err != nil || m.model == nil {
		return o, err
	}
	o.judge(m, least)
	only := []app.InterviewID(nil)
	if interview != "" {
		only = []app.InterviewID{interview}
	}
	ids, err := s.Store.InterviewsToRead(ctx, study, only, nil)
	if err != nil {
		return nil, err
	}
	all, err := s.Store.Rejections(ctx, study)
	if err != nil {
		return nil, err
	}
	no := map[app.InterviewID]map[rejected]bool{}
	for _, r := range all {
		if no[r.Interview] == nil {
			no[r.Interview] = map[rejected]bool{}
		}
		no[r.Interview][rejected{r.Tag, r.Quote}] = true
	}
	c := &collector{o: o, m: m, tags: tags, no: no, least: least}
	return o, s.collect(ctx, c, ids, p)
}

func (o *Offer) judge(m *trained, least float64) {
	o.Record = m.model.HeldOut(string(o.Tag.ID), least)
	_, o.Precision = stat.AdjustedWald(o.Record.Right, o.Record.Offered, 0.95)
	_, o.Recall = stat.AdjustedWald(o.Record.Right, o.Record.Carriers, 0.95)
}

// collector gathers the passages of an offer.
type collector struct {
	o     *Offer
	m     *trained
	tags  map[string]app.Tag
	no    map[app.InterviewID]map[rejected]bool
	marks map[app.InterviewID][]app.Span // passages that carry the tag
	least float64
}

// collect fills in the passages.
func (s *Service) collect(ctx context.Context, c *collector, ids []app.InterviewID, p app.Progress) error {
	taken, err := s.Store.TagsAt(ctx, ids, []app.TagID{c.o.Tag.ID})
	if err != nil {
		return err
	}
	c.marks = map[app.InterviewID][]app.Span{}
	for _, t := range taken {
		c.marks[t.Interview] = append(c.marks[t.Interview], t.Span)
	}
	done := int64(0)
	return s.each(ctx, ids, func(r *app.Reading) error {
		p.Report(done, int64(len(ids)), "Reading "+r.Title)
		done++
		return c.add(ctx, r)
	})
}

// add gathers the passages of one interview.
func (c *collector) add(ctx context.Context, r *app.Reading) error {
	list, err := c.m.offer(ctx, r, c.tags, func(span app.Span, words string, tag app.TagID) bool {
		return tag != c.o.Tag.ID || c.no[r.ID][rejected{tag, words}] || slices.ContainsFunc(c.marks[r.ID], span.Overlaps)
	})
	for _, g := range list {
		if g.Score >= c.least {
			c.o.Passages = append(c.o.Passages, Offered{r.ID, r.Title, r.Transcript.ID, g, strings.Clone(r.Transcript.Text[g.Span.Start:g.Span.End])}) // not to hold on to the transcript
		}
	}
	return err
}
