package rule

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/passage"
)

// Applied says what became of the hits that were applied.
type Applied struct {
	Made   int // new findings
	Added  int // findings of just the same passage, which got the tags
	Merged int // hits that became one with another they share text with
	Same   int // findings that carried the tags already
}

// Apply puts the rule's tags on chosen hits as one step, marked as the work of a rule. A passage that is a finding already gets
// the tags on that finding; hits that share text become one. Returns EInvalid without tags or hits, ENotFound for a tag that is
// gone, EConflict if a text was revised since it was searched, even while the step is stored; then, and when ctx ends before the step is stored, nothing is.
func (s *Service) Apply(ctx context.Context, spec app.RuleSpec, hits []Hit, p app.Progress) (done Applied, err error) {
	return s.apply(ctx, &work{s: s, tags: spec.Tags, by: app.ByRule}, hits, p)
}

// Accept puts a tag that was suggested on chosen hits as one step, marked as suggested and accepted by a person. Places and
// failures are as for Apply; of a hit Place and Transcript count.
func (s *Service) Accept(ctx context.Context, tag app.TagID, hits []Hit, p app.Progress) (Applied, error) {
	return s.apply(ctx, &work{s: s, tags: []app.TagID{tag}, by: app.BySuggestion}, hits, p)
}

func (s *Service) apply(ctx context.Context, w *work, hits []Hit, p app.Progress) (done Applied, err error) {
	if len(hits) == 0 {
		return done, app.Invalid("No passage is chosen.", "Choose some of those that were found.")
	}
	label, err := s.label(ctx, w.tags)
	if err != nil {
		return done, err
	}
	groups := join(hits, &done)
	w.stamp, w.done = s.Hand.Stamp(), &done
	read, total := 0, len(hits)-done.Merged
	for page := range slices.Chunk(groups, pageSize) {
		if err := w.add(ctx, page); err != nil {
			return Applied{}, err
		}
		for _, g := range page {
			read += len(g.hits)
		}
		p.Report(int64(read), int64(2*total), "Preparing")
	}
	if len(w.changes) == 0 {
		return done, nil
	}
	p.Report(int64(total), int64(2*total), "Saving "+app.Count(len(w.changes), "passage"))
	step := "Tag %s with %s"
	if w.by == app.BySuggestion {
		step = "Accept %s suggested as %s"
	}
	cs := s.Hand.Begin(fmt.Sprintf(step, app.Count(len(w.changes), "passage"), label))
	cs.Changes = w.changes
	for _, g := range groups {
		cs.Sights = append(cs.Sights, app.Sight{Text: g.transcript})
	}
	if err := s.Log.Commit(ctx, cs); err != nil {
		return Applied{}, err
	}
	p.Report(int64(2*total), int64(2*total), "Saved")
	return done, nil
}

// label names the tags, and checks that they exist.
func (s *Service) label(ctx context.Context, tags []app.TagID) (string, error) {
	if len(tags) == 0 {
		return "", app.Invalid("The rule puts no tag on.", "Choose a tag, or type the name of a new one.")
	}
	var names []string
	for _, id := range tags {
		rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindTag, ID: string(id)})
		if err != nil {
			return "", err
		}
		names = append(names, rec.(*app.Tag).Name)
	}
	return strings.Join(names, ", "), nil
}

// group is the hits of one interview, apart from each other.
type group struct {
	interview  app.InterviewID
	transcript app.TranscriptID
	hits       []app.Span
}

// join sorts hits by interview, in the order they come, and makes those that share text one.
func join(hits []Hit, done *Applied) []*group {
	at := map[app.InterviewID]*group{}
	var all []*group
	for i := range hits {
		h := &hits[i]
		g := at[h.Interview]
		if g == nil {
			g = &group{interview: h.Interview, transcript: h.Transcript}
			at[h.Interview] = g
			all = append(all, g)
		}
		g.hits = append(g.hits, h.Span)
	}
	for _, g := range all {
		n := len(g.hits)
		g.hits = union(g.hits)
		done.Merged += n - len(g.hits)
	}
	return all
}

// work collects the changes of one Apply.
type work struct {
	s       *Service
	tags    []app.TagID
	by      app.Provenance
	stamp   app.Stamp
	changes []app.Change
	done    *Applied
}

// add makes the changes for some interviews.
func (w *work) add(ctx context.Context, page []*group) error {
	ids := make([]app.InterviewID, len(page))
	var places []app.Place
	for i, g := range page {
		ids[i] = g.interview
		for _, h := range g.hits {
			places = append(places, app.Place{Interview: g.interview, Span: h})
		}
	}
	texts, err := w.s.Store.Readings(ctx, ids, true)
	if err != nil {
		return err
	}
	there, err := w.s.Store.FindingsAt(ctx, places)
	if err != nil {
		return err
	}
	by := make(map[app.InterviewID]*app.Reading, len(texts))
	for i := range texts {
		by[texts[i].ID] = &texts[i]
	}
	old := make(map[app.Place]*app.Finding, len(there))
	for i := range there {
		p := app.Place{Interview: there[i].Interview, Span: there[i].Span}
		if old[p] == nil { // of two findings of one passage the first gets the tags
			old[p] = &there[i]
		}
	}
	for _, g := range page {
		if err := w.addGroup(g, by[g.interview], old); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (w *work) addGroup(g *group, r *app.Reading, old map[app.Place]*app.Finding) error {
	if r == nil {
		return &app.Error{Code: app.EConflict, Message: "An interview that was searched is gone.", Hint: "Search again.", Path: string(g.interview)}
	}
	if r.Transcript.ID != g.transcript {
		return stale(r)
	}
	for _, span := range g.hits {
		if f := old[app.Place{Interview: g.interview, Span: span}]; f != nil {
			w.tag(f)
			continue
		}
		f, err := passage.Anchor(&r.Interview, r.Transcript, span)
		if err != nil || f.Span != span {
			return stale(r)
		}
		f.Stamp = w.stamp
		w.changes = append(w.changes, app.Change{After: w.with(f)})
		w.done.Made++
	}
	return nil
}

func stale(r *app.Reading) error {
	return &app.Error{Code: app.EConflict, Path: string(r.ID), Hint: "Search again: the passages may stand elsewhere now.",
		Message: fmt.Sprintf("The text of “%s” was revised since it was searched.", r.Title)}
}

// tag puts the tags on a finding that is there.
func (w *work) tag(f *app.Finding) {
	next := w.with(f)
	if len(next.Tags) == len(f.Tags) {
		w.done.Same++
		return
	}
	next.Stamp = f.Touched(w.stamp.Created)
	w.changes = append(w.changes, app.Change{Before: f, After: next})
	w.done.Added++
}

// with returns f with the tags. A tag that anyone put there already stays theirs.
func (w *work) with(f *app.Finding) *app.Finding {
	for _, t := range w.tags {
		if !f.HasTag(t) {
			f = f.WithTag(app.Tagging{Tag: t, Author: w.s.Hand.Author, Provenance: w.by, Created: w.stamp.Created})
		}
	}
	return f
}
