package erase

import (
	"context"
	"maps"
	"slices"
	"strings"

	"throughline/app"
)

// interviews finds those in which the people speak or spoke.
func (l *learner) interviews(ctx context.Context) error {
	stored := map[app.InterviewID]*app.Interview{}
	if err := l.view.Records(ctx, app.KindInterview, func(r app.Record) error {
		i := r.(*app.Interview)
		stored[i.ID] = i
		l.spoken(i)
		if i.Source != "" {
			l.shared[i.Source] = append(l.shared[i.Source], i.ID)
		}
		return nil
	}); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(l.spoke)) {
		i := stored[id]
		if i == nil {
			i = l.last[id]
		}
		if labels := l.labels(i); len(labels) > 0 {
			l.sessions[id] = &session{iv: i, labels: labels}
		}
	}
	for _, s := range l.sessions {
		for _, k := range s.iv.Speakers {
			if !s.labels[k.Label] {
				continue
			}
			for _, n := range []string{k.Label, k.Name} {
				if isName(n) && !slices.Contains(l.codes, n) {
					l.words.called(n)
					l.names = append(l.names, n)
				}
			}
		}
	}
	return nil
}

// labels are those of an interview behind which the people stand; a label that stands for somebody else now is theirs no more.
func (l *learner) labels(i *app.Interview) map[string]bool {
	labels := map[string]bool{}
	for label, who := range l.spoke[i.ID] {
		for id := range who {
			if l.people[app.ParticipantID(id)] {
				labels[label] = true
			}
		}
	}
	for _, s := range i.Speakers {
		if !l.people[s.Participant] {
			delete(labels, s.Label)
		}
	}
	return labels
}

// transcripts decides which interviews go altogether, and cuts what people said out of the others.
func (l *learner) transcripts(ctx context.Context) error {
	seen := map[app.TranscriptID]bool{}
	take := func(t *app.Transcript) {
		if l.sessions[t.Interview] != nil && !seen[t.ID] && t.Text != "" {
			seen[t.ID] = true
			l.texts[t.Interview] = append(l.texts[t.Interview], t)
		}
	}
	if err := l.view.Records(ctx, app.KindTranscript, func(r app.Record) error { take(r.(*app.Transcript)); return nil }); err != nil {
		return err
	}
	for _, t := range l.past {
		take(t)
	}
	for _, id := range slices.Sorted(maps.Keys(l.sessions)) {
		l.session(id)
	}
	for _, s := range l.sessions {
		l.file(s)
	}
	if err := l.proper(ctx); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(l.sessions)) { // all their words are known now
		for _, t := range l.texts[id] {
			if !l.sessions[id].goes {
				l.edits[t.ID] = l.cut(l.sessions[id], t)
			}
		}
	}
	return nil
}

// session learns what was said in an interview, and decides what becomes of it.
func (l *learner) session(id app.InterviewID) {
	s := l.sessions[id]
	s.goes = !slices.ContainsFunc(s.iv.Speakers, func(k app.Speaker) bool { return k.Role == app.RoleParticipant && !s.labels[k.Label] })
	for _, t := range l.texts[id] {
		for _, u := range t.Turns {
			switch {
			case s.labels[u.Speaker]:
				l.words.said(t.Text[u.Start:u.End])
				s.said.WriteString(t.Text[u.Start:u.End])
				s.said.WriteByte('\n')
			case s.iv.Speaker(u.Speaker).Role == app.RoleParticipant && strings.TrimSpace(t.Text[u.Start:u.End]) != "":
				s.goes = false
			}
		}
	}
	if s.goes {
		l.gone[s.iv.Ref()] = true
		for _, t := range l.texts[id] {
			l.gone[t.Ref()] = true
		}
	}
}

// file decides what becomes of the original file of an interview: it goes when nobody else's words came from it; else it loses its
// bytes, all of them, and stays as the name of where the others came from.
func (l *learner) file(s *session) {
	source := s.iv.Source
	if source == "" {
		return
	}
	shared := slices.ContainsFunc(l.shared[source], func(o app.InterviewID) bool { return l.sessions[o] == nil || !l.sessions[o].goes })
	if s.goes && !shared {
		l.gone[app.Ref{Kind: app.KindSource, ID: string(source)}] = true
		return
	}
	l.emptied[source] = true
}

// cut takes the people's turns out of a text, and what others repeat of them.
func (l *learner) cut(s *session, t *app.Transcript) *edits {
	var cut []app.Span
	at := 0
	others := func(from, to int) {
		for _, f := range l.words.find(t.Text[from:to]) {
			cut = append(cut, app.Span{Start: from + f.Start, End: from + f.End})
		}
	}
	for _, u := range t.Turns {
		others(at, u.Start)
		if s.labels[u.Speaker] {
			cut = append(cut, trimmed(t.Text, u.Span))
		} else {
			others(u.Start, u.End)
		}
		at = u.End
	}
	others(at, len(t.Text))
	return newEdits(t.Text, cut)
}

// trimmed is a passage without the space around it.
func trimmed(text string, s app.Span) app.Span {
	part := text[s.Start:s.End]
	left := len(part) - len(strings.TrimLeft(part, " \t\n"))
	return app.Span{Start: s.Start + left, End: max(s.Start+left, s.Start+len(strings.TrimRight(part, " \t\n")))}
}

// findings finds those of what the people said. What is stored decides; the history only of what is not.
func (l *learner) findings(ctx context.Context) error {
	texts := map[app.TranscriptID]string{}
	for _, all := range l.texts {
		for _, t := range all {
			texts[t.ID] = t.Text
		}
	}
	learn := func(f *app.Finding) {
		if l.theirs(f, texts[f.Transcript]) {
			l.gone[f.Ref()] = true
			l.words.quoted(f.Quote)
		}
	}
	if err := past(ctx, l.view, func(r app.Record) {
		switch r := r.(type) {
		case *app.Finding:
			learn(r)
		case *app.Transcript:
			if s := l.sessions[r.Interview]; s != nil && s.goes {
				l.gone[r.Ref()] = true
			}
		}
	}, app.KindFinding, app.KindTranscript); err != nil {
		return err
	}
	return l.view.Records(ctx, app.KindFinding, func(r app.Record) error {
		delete(l.gone, r.Ref())
		learn(r.(*app.Finding))
		return nil
	})
}

// theirs reports whether a finding is of what the people said; text is that of its revision.
func (l *learner) theirs(f *app.Finding, text string) bool {
	s := l.sessions[f.Interview]
	switch e := l.edits[f.Transcript]; {
	case l.people[f.Participant], s != nil && s.goes:
		return true
	case s == nil:
		return false
	case f.Quote != "" && e != nil && f.End <= len(text):
		return e.inside(text, f.Span)
	}
	return s.labels[f.Speaker] && f.Speaker != ""
}

// proper finds the words that only they used and that are likely to be names.
func (l *learner) proper(ctx context.Context) error {
	p := &properWords{w: l.words, seen: map[uint64]*proper{}}
	for _, id := range slices.Sorted(maps.Keys(l.sessions)) {
		p.add(l.sessions[id].said.String())
	}
	for _, n := range l.names {
		p.named(n)
	}
	err := l.view.Records(ctx, app.KindTranscript, func(r app.Record) error {
		t := r.(*app.Transcript)
		s := l.sessions[t.Interview]
		if s == nil {
			p.other(t.Text, false)
			return nil
		}
		for _, u := range t.Turns {
			if !s.labels[u.Speaker] && s.iv.Speaker(u.Speaker).Role == app.RoleParticipant {
				p.other(t.Text[u.Start:u.End], true)
			}
		}
		return nil
	})
	p.keep()
	return err
}
