package erase

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// mostWords is up to how many words of a study are known again in the texts of others when all of them go: more would not fit into
// memory beside the work.
const mostWords = 3_000_000

// ender works out what goes when the retention of a study ends.
type ender struct {
	*plan
	view   app.ErasureView
	study  app.StudyID
	keeps  app.Keeping
	kept   map[app.TranscriptID][]app.Span // passages that findings quote
	now    map[app.FindingID]*app.Finding  // stored, with a quote
	stored map[app.TranscriptID]bool
}

// planStudy works out the end of a study's retention.
func planStudy(ctx context.Context, view app.ErasureView, study app.StudyID, keeps app.Keeping) (*plan, error) {
	e := &ender{plan: newPlan(), view: view, study: study, keeps: keeps, kept: map[app.TranscriptID][]app.Span{}, now: map[app.FindingID]*app.Finding{},
		stored: map[app.TranscriptID]bool{}}
	for _, do := range []func(context.Context) error{e.interviews, e.quotes, e.transcripts, e.past} {
		if err := do(ctx); err != nil {
			return nil, err
		}
	}
	e.cited = func(p app.PublishedProof) bool { return e.keeps == app.KeepNothing && e.gone[p.Ref()] }
	return e.plan, nil
}

// interviews finds those of the study, stored or not, and their files.
func (e *ender) interviews(ctx context.Context) error {
	others := map[app.SourceID]bool{}
	var files []app.SourceID
	take := func(i *app.Interview) {
		if i.Study == e.study {
			e.sessions[i.ID] = &session{iv: i, raw: true}
			if i.Source != "" {
				files = append(files, i.Source)
			}
		}
	}
	if err := past(ctx, e.view, func(r app.Record) {
		if i, ok := r.(*app.Interview); ok {
			take(i)
		}
	}, app.KindInterview); err != nil {
		return err
	}
	if err := e.view.Records(ctx, app.KindInterview, func(r app.Record) error {
		i := r.(*app.Interview)
		if i.Study != e.study {
			delete(e.sessions, i.ID) // it was moved to another study
			others[i.Source] = true
		}
		take(i)
		return nil
	}); err != nil {
		return err
	}
	for _, f := range files {
		if others[f] {
			e.emptied[f] = true
		} else {
			e.gone[app.Ref{Kind: app.KindSource, ID: string(f)}] = true
		}
	}
	return nil
}

// quotes notes which passages stay, and which findings go.
func (e *ender) quotes(ctx context.Context) error {
	return e.view.Records(ctx, app.KindFinding, func(r app.Record) error {
		f := r.(*app.Finding)
		switch {
		case e.sessions[f.Interview] == nil || f.Quote == "":
		case e.keeps == app.KeepQuotes:
			e.kept[f.Transcript] = append(e.kept[f.Transcript], f.Span)
			e.now[f.ID] = f
		default:
			e.gone[f.Ref()] = true
			e.words.quoted(f.Quote)
		}
		return nil
	})
}

// transcripts cuts the latest text of each interview, and those older ones in which findings stand; other revisions go.
func (e *ender) transcripts(ctx context.Context) error {
	latest := map[app.InterviewID]*app.Transcript{}
	known := 0
	cut := func(t *app.Transcript) {
		e.edits[t.ID] = e.cut(t)
		delete(e.gone, t.Ref())
	}
	err := e.view.Records(ctx, app.KindTranscript, func(r app.Record) error {
		t := r.(*app.Transcript)
		s := e.sessions[t.Interview]
		if s == nil {
			return nil
		}
		e.stored[t.ID] = true
		e.gone[t.Ref()] = true
		if len(e.kept[t.ID]) > 0 {
			cut(t)
		}
		if old := latest[t.Interview]; old == nil || old.Revision < t.Revision {
			latest[t.Interview] = t
		}
		if e.keeps == app.KeepNothing {
			for _, u := range t.Turns {
				if known += app.CountWords(t.Text[u.Start:u.End]); known <= mostWords && s.iv.Speaker(u.Speaker).Role == app.RoleParticipant {
					e.words.said(t.Text[u.Start:u.End])
				}
			}
		}
		return nil
	})
	for _, t := range latest {
		cut(t)
	}
	for id, f := range e.now {
		if ed := e.edits[f.Transcript]; ed != nil {
			e.places[id] = ed.finding(f, func(l string) string { return l })
		}
	}
	return err
}

// cut takes all out of a text but the passages that stay.
func (e *ender) cut(t *app.Transcript) *edits {
	kept := e.kept[t.ID]
	slices.SortFunc(kept, func(a, b app.Span) int { return a.Start - b.Start })
	var cut []app.Span
	take := func(from, to int) {
		if s := trimmed(t.Text, app.Span{Start: from, End: max(from, to)}); strings.ContainsFunc(t.Text[s.Start:s.End], isWordRune) {
			cut = append(cut, s)
		}
	}
	part := func(from, to int) {
		at := from
		for _, k := range kept {
			if k.End <= at || k.Start >= to {
				continue
			}
			take(at, min(k.Start, to))
			at = max(at, k.End)
		}
		take(at, to)
	}
	at := 0
	for _, u := range t.Turns {
		part(at, u.Start)
		part(u.Start, u.End)
		at = u.End
	}
	part(at, len(t.Text))
	return newEdits(t.Text, cut)
}

// past finds what only the history still holds: texts and findings of the study that are stored no more.
func (e *ender) past(ctx context.Context) error {
	return past(ctx, e.view, func(r app.Record) {
		switch r := r.(type) {
		case *app.Transcript:
			if e.sessions[r.Interview] != nil && !e.stored[r.ID] {
				e.gone[r.Ref()] = true
			}
		case *app.Finding:
			if e.sessions[r.Interview] != nil && r.Quote != "" && e.now[r.ID] == nil {
				e.gone[r.Ref()] = true
			}
		}
	}, app.KindTranscript, app.KindFinding)
}
