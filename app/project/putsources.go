package project

import (
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/format/refi"
	"throughline/app/passage"
	"throughline/app/qda"
)

// putSources writes interviews as sources, findings as selections and tags as codings.
func (e *exporter) putSources() {
	docs := map[app.InterviewID]*doc{}
	of := map[*qda.Source][]*doc{}
	for _, d := range e.was.docs {
		docs[d.interview.ID] = d
		of[d.of] = append(of[d.of], d)
	}
	talks := map[app.InterviewID]*talk{}
	for _, t := range e.now.talks {
		talks[t.ID] = t
		if d := docs[t.ID]; d != nil {
			e.guids[t.Ref()] = d.of.GUID
		}
	}
	sources := make([]qda.Source, 0, len(e.out.Sources)+len(e.now.talks))
	for i := range e.out.Sources {
		s := &e.out.Sources[i]
		left := 0
		for _, d := range of[s] {
			if t := talks[d.interview.ID]; t != nil {
				left++
				e.document(d, t)
			}
		}
		if len(of[s]) > 0 && left == 0 || len(of[s]) == 0 && e.lostText(s) {
			e.removed(s)
			continue
		}
		e.regions(s)
		e.rest(s, of[s], talks)
		sources = append(sources, *s)
	}
	for _, t := range e.now.talks {
		if docs[t.ID] == nil && t.latest() != nil {
			sources = append(sources, e.newSource(t))
		}
	}
	e.out.Sources = sources
}

// rest writes the findings of a source's interviews that are neither passages nor regions of it.
func (e *exporter) rest(s *qda.Source, of []*doc, talks map[app.InterviewID]*talk) {
	for _, d := range of {
		if t := talks[d.interview.ID]; t != nil {
			e.whole(s, t.findings)
		}
	}
}

// lostText reports whether the text of a source that came as an interview is not here any more: the interview was deleted.
func (e *exporter) lostText(s *qda.Source) bool {
	for _, t := range speaking(s) {
		if len(t.Selections) == 0 {
			continue
		}
		for i := range t.Selections {
			if e.findings[app.FindingID(e.was.idOf(app.KindFinding, t.Selections[i].GUID.Key()))] != nil {
				return false
			}
		}
		return true
	}
	return false
}

// removed notes everything in a source as gone.
func (e *exporter) removed(s *qda.Source) {
	eachText(s, func(t *qda.Source) {
		e.gone[t.GUID.Key()] = true
		for i := range t.Selections {
			e.gone[t.Selections[i].GUID.Key()] = true
		}
	})
}

// document brings a source to what its interview is now.
func (e *exporter) document(d *doc, t *talk) {
	s, text := d.of, d.text
	if t.Title != d.interview.Title {
		s.Name = t.Title
	}
	if t.Note != d.interview.Note && len(e.was.docs) > 0 {
		s.Description = t.Note
	}
	if !t.Stamp.Modified.Equal(d.interview.Stamp.Modified) && (t.Title != d.interview.Title || t.Note != d.interview.Note) {
		e.changed(&s.Made, t.Stamp)
	}
	now := t.latest()
	same := now != nil && now.Text == d.transcript.Text && !t.covered && e.plainLabels(t)
	p := &placer{places: d.places, counts: text.Counts, raw: text.Text, latest: now}
	if text.Plain != nil {
		p.raw = mustText(text.Plain)
	}
	switch {
	case now == nil:
		return
	case !same:
		e.rewrite(text, t, p)
	case e.own && e.standardise(text, p):
	}
	p.ruler = qda.NewRuler(p.raw, p.counts)
	e.selections(d, t, p, same)
}

// mustText is the text of bytes that were read before.
func mustText(data []byte) string {
	raw, _ := refi.Decoded(data) // it was text when the draft was made
	return raw
}

// standardise gives a text the standard's way of counting. Its words stay.
func (e *exporter) standardise(text *qda.Source, p *placer) bool {
	c := text.Counts
	if c.Unit == "" && !c.CRLF && !c.Mark && !c.LastIn && !strings.ContainsAny(p.raw, "\r\ufeff") {
		return false
	}
	p.raw, p.counts, p.all = text.Text, qda.Counts{}, true
	if text.Plain != nil {
		text.Plain = []byte(text.Text)
	}
	text.Counts = qda.Counts{}
	return true
}

// rewrite writes the text of an interview that is not as it came any more, the way the program of the file writes texts.
func (e *exporter) rewrite(text *qda.Source, t *talk, p *placer) {
	said, labelled := e.spoken(t)
	raw, counts := said, qda.Counts{}
	if !e.own {
		usual, crlf, mark := refi.Usual(e.out.Origin)
		counts = usual
		if crlf {
			raw = strings.ReplaceAll(raw, "\n", "\r\n")
		}
		if mark {
			raw = "\ufeff" + raw
		}
	}
	if text.Data != nil || text.Path != "" && text.Kind == qda.Text {
		e.ledger.note("sources", app.Degraded, "have another text than they came with: the formatted one is left out")
		text.Data, text.Path = nil, ""
	}
	text.Text, text.Counts = said, counts
	if !text.Inline {
		text.Plain = []byte(raw)
	}
	p.raw, p.counts, p.places, p.all = raw, counts, labelled, true
	if text.Inline {
		p.raw, p.counts = said, qda.Counts{}
		text.Counts = qda.Counts{}
	}
}

// spoken is the text of an interview with its speakers named in it, and the way from the one to the other.
func (e *exporter) spoken(t *talk) (string, *passage.Map) {
	now := t.latest()
	var edits []passage.Edit
	at := 0
	for _, u := range now.Turns {
		before := app.Span{Start: at, End: u.Start}
		gap := now.Text[at:u.Start]
		at = u.End
		if u.Speaker == "" || u.Len() == 0 {
			continue
		}
		name := e.label(t, u.Speaker)
		switch named := replaceWord(gap, u.Speaker, name); {
		case named != gap: // also in brackets, after a time, in capitals
			edits = append(edits, passage.Edit{Span: before, With: named})
		case strings.TrimSpace(gap[strings.LastIndexByte(gap, '\n')+1:]) != "" || indexFold(gap, u.Speaker) >= 0:
		case u.Start == 0 || now.Text[u.Start-1] == '\n':
			edits = append(edits, passage.Edit{Span: app.Span{Start: u.Start, End: u.Start}, With: name + ": "})
		}
	}
	m := passage.Replace(now.Text, e.hideLines(t, edits))
	return m.New, m
}

// label is what a speaker of an interview is called in a text: a number where their label could be a name and none was asked for.
func (e *exporter) label(t *talk, label string) string {
	s := t.Interview.Speaker(label)
	switch {
	case e.opt.Names:
		return label
	case s.Role == app.RoleModerator:
		return "Moderator"
	case s.Participant != "" && e.names[s.Participant] != "":
		return e.names[s.Participant]
	case codeForm.MatchString(label):
		return label
	}
	return fmt.Sprintf("Speaker %d", 1+slices.IndexFunc(t.Speakers, func(o app.Speaker) bool { return o.Label == label }))
}

// newSource is an interview that did not come with the project.
func (e *exporter) newSource(t *talk) qda.Source {
	s := qda.Source{GUID: e.guid(t.Ref()), Name: t.Title, Kind: qda.Text, Description: t.Note, Made: e.made(t.Stamp)}
	s.PlainPath = "internal://" + string(s.GUID) + ".txt"
	p := &placer{latest: t.latest()}
	e.rewrite(&s, t, p)
	p.ruler = qda.NewRuler(p.raw, p.counts)
	for i := range t.findings {
		e.newSelection(&s, &t.findings[i], p)
	}
	e.whole(&s, t.findings)
	e.ledger.kept("sources", 1)
	switch {
	case len(t.latest().Cues) == 0:
	case e.isWhole(e.now):
		e.ledger.note("sources", app.Aside, "have times of their turns, which stand in Throughline's part of the file alone")
	default:
		e.ledger.note("sources", app.Dropped, "have times of their turns, for which texts of the standard have no place")
	}
	return s
}

// whole counts notes of an interview that are no passage: they become notes on the source.
func (e *exporter) whole(s *qda.Source, findings []app.Finding) {
	for i := range findings {
		if f := &findings[i]; f.Quote == "" && !e.came[f.ID] {
			s.NoteRefs = append(s.NoteRefs, e.noteOf(f))
		}
	}
}

// noteOf writes a finding that is no passage of a text as a note with its codes.
func (e *exporter) noteOf(f *app.Finding) qda.GUID {
	n := qda.Source{GUID: e.guid(f.Ref()), Kind: qda.Text, Name: "Observation", Inline: true, Text: f.Note, Made: e.made(f.Stamp)}
	if f.Quote != "" {
		n.Text = strings.TrimSpace(f.Quote + "\n" + f.Note)
	}
	n.Codings = e.codings(f, nil)
	e.out.Notes = append(e.out.Notes, n)
	e.guids[f.Ref()] = n.GUID
	e.ledger.lost("selections", app.Degraded, "are no passage of the text as it is now and are written as coded notes")
	return n.GUID
}

// regions brings the selections in a picture, page or recording to what their findings are now, and the codes on the source as a whole.
func (e *exporter) regions(s *qda.Source) {
	of := []*qda.Source{}
	eachText(s, func(t *qda.Source) {
		if !slices.Contains(speaking(s), t) || !e.was.isText(t) {
			of = append(of, t)
		}
	})
	for _, t := range of {
		kept := t.Selections[:0:0]
		for i := range t.Selections {
			if sel, stays := e.still(&t.Selections[i]); stays {
				kept = append(kept, sel)
			}
		}
		t.Selections = kept
	}
	e.wholeOf(s)
	e.ledger.kept("sources", 1)
}

// wholeOf brings the codes of a source as a whole to what they are now.
func (e *exporter) wholeOf(s *qda.Source) {
	key := "whole " + s.GUID.Key()
	old := e.was.findOf[key]
	if old == nil {
		return
	}
	now := e.findings[old.ID]
	e.guids[old.Ref()] = s.GUID
	if now == nil {
		s.Codings = nil
		if s.Of != nil {
			s.Of.Codings = nil
		}
		return
	}
	if !sameTags(now, old) {
		all := s.Codings
		if s.Of != nil {
			all = append(all[:len(all):len(all)], s.Of.Codings...)
			s.Of.Codings = nil
		}
		s.Codings = e.codings(now, all)
		return
	}
	e.ledger.kept("codings", len(s.Codings))
}
