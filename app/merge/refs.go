package merge

import (
	"slices"

	"throughline/app"
)

// needs returns the records without which a record cannot be stored, doubles allowed.
func needs(r app.Record) (refs []app.Ref) {
	add := func(k app.Kind, id string) {
		if id != "" {
			refs = append(refs, app.Ref{Kind: k, ID: id})
		}
	}
	switch r := r.(type) {
	case *app.Interview:
		add(app.KindStudy, string(r.Study))
		add(app.KindSource, string(r.Source))
		for _, s := range r.Speakers {
			add(app.KindParticipant, string(s.Participant))
		}
	case *app.Transcript:
		add(app.KindInterview, string(r.Interview))
	case *app.Tag:
		add(app.KindStudy, string(r.Study))
		for _, t := range []app.TagID{r.Parent, r.ReplacedBy, r.MapsTo} {
			add(app.KindTag, string(t))
		}
	case *app.Finding:
		add(app.KindStudy, string(r.Study))
		add(app.KindInterview, string(r.Interview))
		add(app.KindTranscript, string(r.Transcript))
		add(app.KindParticipant, string(r.Participant))
		for _, t := range r.TagIDs() {
			add(app.KindTag, string(t))
		}
	case *app.Theme:
		add(app.KindStudy, string(r.Study))
	case *app.Placement:
		add(app.KindTheme, string(r.Theme))
		add(app.KindFinding, string(r.Finding))
	case *app.Insight:
		add(app.KindStudy, string(r.Study))
		for _, e := range r.Evidence {
			refs = append(refs, e.Ref())
		}
	case *app.Rejection:
		add(app.KindInterview, string(r.Interview))
		add(app.KindTag, string(r.Tag))
	default:
		needsAside(r, add)
	}
	return refs
}

// needsAside is needs for what is no part of the coding itself.
func needsAside(r app.Record, add func(app.Kind, string)) {
	switch r := r.(type) {
	case *app.Memo:
		add(app.KindStudy, string(r.Study))
	case *app.Rule:
		add(app.KindStudy, string(r.Study))
	case *app.View:
		add(app.KindStudy, string(r.Study))
	case *app.Recommendation:
		add(app.KindStudy, string(r.Study))
	case *app.Decision:
		add(app.KindStudy, string(r.Study))
	case *app.Publication:
		add(app.KindInsight, string(r.Insight))
	case app.Paper:
		f := r.Filed()
		add(app.KindStudy, string(f.Study))
		add(app.KindParticipant, string(f.Participant))
		add(app.KindInterview, string(f.Interview))
	}
}

// without returns a record that does without others: what merely mentions them is taken out of a copy. nil where it cannot stand without them.
func without(r app.Record, gone func(app.Ref) bool) app.Record {
	lost := losses{gone}
	switch r := r.(type) {
	case *app.Interview:
		return lost.interview(*r)
	case *app.Tag:
		return lost.tag(*r)
	case *app.Finding:
		return lost.finding(*r)
	case *app.Insight:
		if lost.has(app.KindStudy, string(r.Study)) {
			return nil
		}
		c := *r
		c.Evidence = slices.DeleteFunc(slices.Clone(c.Evidence), func(e app.Evidence) bool { return gone(e.Ref()) })
		return &c
	}
	if slices.ContainsFunc(needs(r), gone) {
		return nil
	}
	return r
}

// losses say what is not there.
type losses struct{ gone func(app.Ref) bool }

func (l losses) has(k app.Kind, id string) bool { return id != "" && l.gone(app.Ref{Kind: k, ID: id}) }

func (l losses) interview(c app.Interview) app.Record {
	if l.has(app.KindStudy, string(c.Study)) {
		return nil
	}
	if l.has(app.KindSource, string(c.Source)) {
		c.Source = ""
	}
	c.Speakers = slices.Clone(c.Speakers)
	for i := range c.Speakers {
		if l.has(app.KindParticipant, string(c.Speakers[i].Participant)) {
			c.Speakers[i].Participant = ""
		}
	}
	return &c
}

func (l losses) tag(c app.Tag) app.Record {
	if l.has(app.KindStudy, string(c.Study)) {
		return nil
	}
	for _, t := range []*app.TagID{&c.Parent, &c.ReplacedBy, &c.MapsTo} {
		if l.has(app.KindTag, string(*t)) {
			*t = ""
		}
	}
	return &c
}

func (l losses) finding(c app.Finding) app.Record {
	if l.has(app.KindStudy, string(c.Study)) || l.has(app.KindInterview, string(c.Interview)) || l.has(app.KindTranscript, string(c.Transcript)) {
		return nil
	}
	if l.has(app.KindParticipant, string(c.Participant)) {
		c.Participant = ""
	}
	c.Tags = slices.DeleteFunc(slices.Clone(c.Tags), func(t app.Tagging) bool { return l.has(app.KindTag, string(t.Tag)) })
	if len(c.Tags) == 0 {
		c.Tags = nil
	}
	return &c
}
