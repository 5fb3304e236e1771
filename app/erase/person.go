package erase

import (
	"context"
	"maps"
	"slices"
	"strings"

	"throughline/app"
)

// learner works out what is a person's: from what is stored, and from what only the history still holds.
type learner struct {
	*plan
	view   app.ErasureView
	last   map[app.InterviewID]*app.Interview             // as the history tells it last
	spoke  map[app.InterviewID]map[string]map[string]bool // label to participants it ever stood for
	merged map[app.ParticipantID][]app.ParticipantID      // into whom, from whom
	now    map[app.ParticipantID]bool                     // people stored
	shared map[app.SourceID][]app.InterviewID
	texts  map[app.InterviewID][]*app.Transcript
	names  []string           // of speakers, that are no codes
	were   []*app.Participant // states that only the history holds
	past   []*app.Transcript  // texts that only the history holds
}

// planPerson works out the erasure of people who are known to be one: their ids, and names that only the vault knows them by.
func planPerson(ctx context.Context, view app.ErasureView, ids []app.ParticipantID, names []string) (*plan, error) {
	l := &learner{plan: newPlan(), view: view, last: map[app.InterviewID]*app.Interview{}, spoke: map[app.InterviewID]map[string]map[string]bool{},
		merged: map[app.ParticipantID][]app.ParticipantID{}, now: map[app.ParticipantID]bool{}, shared: map[app.SourceID][]app.InterviewID{},
		texts: map[app.InterviewID][]*app.Transcript{}}
	for _, id := range ids {
		l.people[id] = true
	}
	for _, n := range names {
		if isName(n) {
			l.words.called(n)
			l.names = append(l.names, n)
		}
	}
	for _, do := range []func(context.Context) error{l.history, l.persons, l.interviews, l.transcripts, l.findings} {
		if err := do(ctx); err != nil {
			return nil, err
		}
	}
	l.cited = func(e app.PublishedProof) bool { return e.Who != "" && slices.Contains(l.codes, e.Who) }
	l.views = func(spec string) bool {
		for id := range l.people {
			if strings.Contains(spec, string(id)) {
				return true
			}
		}
		return false
	}
	return l.plan, nil
}

// history learns which interviews there were, who spoke in them under which label, and who was merged with whom.
func (l *learner) history(ctx context.Context) error {
	kinds := append([]app.Kind{app.KindParticipant, app.KindInterview, app.KindTranscript}, app.PaperKinds()...)
	return l.view.Steps(ctx, kinds, func(changes []app.Change) error {
		var ended []app.ParticipantID
		for _, c := range changes {
			if p, ok := c.Before.(*app.Participant); ok && c.After == nil {
				ended = append(ended, p.ID)
			}
			for _, r := range []app.Record{c.Before, c.After} {
				l.heard(r)
			}
		}
		for _, from := range ended {
			if to := heir(from, changes); to != "" {
				l.merged[to] = append(l.merged[to], from)
			}
		}
		return nil
	})
}

// heard notes what a state of a record in the history tells.
func (l *learner) heard(r app.Record) {
	switch r := r.(type) {
	case *app.Interview:
		l.last[r.ID] = r
		l.spoken(r)
	case *app.Participant:
		l.were = append(l.were, r)
	case *app.Transcript:
		if r.Text != "" {
			l.past = append(l.past, r)
		}
	}
}

// spoken notes who stood behind which label.
func (l *learner) spoken(i *app.Interview) {
	if l.spoke[i.ID] == nil {
		l.spoke[i.ID] = map[string]map[string]bool{}
	}
	for _, s := range i.Speakers {
		if l.spoke[i.ID][s.Label] == nil {
			l.spoke[i.ID][s.Label] = map[string]bool{}
		}
		l.spoke[i.ID][s.Label][string(s.Participant)] = true
	}
}

// past hands over every state of records of some kinds that the history still holds.
func past(ctx context.Context, view app.ErasureView, do func(app.Record), kinds ...app.Kind) error {
	return view.Steps(ctx, kinds, func(changes []app.Change) error {
		for _, c := range changes {
			if c.Before != nil {
				do(c.Before)
			}
			if c.After != nil {
				do(c.After)
			}
		}
		return nil
	})
}

// heir is to whom a step gave what belonged to a participant it removed, "" for nobody.
func heir(from app.ParticipantID, changes []app.Change) app.ParticipantID {
	for _, c := range changes {
		var before, after []app.ParticipantID
		switch b := c.Before.(type) {
		case *app.Interview:
			if a, ok := c.After.(*app.Interview); ok {
				before, after = b.Participants(), a.Participants()
			}
		case app.Paper:
			if a, ok := c.After.(app.Paper); ok {
				before, after = []app.ParticipantID{b.Filed().Participant}, []app.ParticipantID{a.Filed().Participant}
			}
		}
		if !slices.Contains(before, from) || slices.Contains(after, from) {
			continue
		}
		for _, to := range after {
			if to != "" && !slices.Contains(before, to) {
				return to
			}
		}
	}
	return ""
}

// persons follows merges, and learns what the people are called.
func (l *learner) persons(ctx context.Context) error {
	var stored []*app.Participant
	if err := l.view.Records(ctx, app.KindParticipant, func(r app.Record) error {
		p := r.(*app.Participant)
		l.now[p.ID] = true
		stored = append(stored, p)
		return nil
	}); err != nil {
		return err
	}
	for queue := slices.Sorted(maps.Keys(l.people)); len(queue) > 0; queue = queue[1:] {
		for _, from := range l.merged[queue[0]] {
			if !l.people[from] && !l.now[from] {
				l.people[from] = true
				queue = append(queue, from)
			}
		}
	}
	l.called(stored)
	return nil
}

// called learns the codes of the people, now and before; one that somebody else has as well says nothing.
func (l *learner) called(stored []*app.Participant) {
	taken := map[string]bool{}
	for _, p := range stored {
		if !l.people[p.ID] {
			taken[strings.ToLower(p.Code)] = true
		}
	}
	for _, p := range append(stored, l.were...) {
		if !l.people[p.ID] || taken[strings.ToLower(p.Code)] || slices.Contains(l.codes, p.Code) {
			continue
		}
		l.codes = append(l.codes, p.Code)
		if telling(p.Code) {
			l.words.called(p.Code)
		}
	}
}

// longNumber is from how many digits on a number by itself is known again in a text: shorter ones are counts, prices and years of anybody.
const longNumber = 5

// telling reports whether a code is known again in a text: it has a digit and is no short number, or is no short word.
func telling(code string) bool {
	if strings.Trim(code, "0123456789 ") == "" {
		return len(code) >= longNumber
	}
	return strings.ContainsAny(code, "0123456789") && len(code) > 1 || len([]rune(code)) >= 4 && isName(code)
}
