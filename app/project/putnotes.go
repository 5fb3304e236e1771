package project

import (
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/qda"
)

// putNotes writes memos as notes, and names them where they stand.
func (e *exporter) putNotes() {
	for i := range e.now.loose {
		f := &e.now.loose[i]
		if !e.came[f.ID] {
			e.noteOf(f)
		}
	}
	memos := map[app.MemoID]*app.Memo{}
	for i := range e.now.memos {
		memos[e.now.memos[i].ID] = &e.now.memos[i]
	}
	came := len(e.was.memos)
	kept := e.out.Notes[:0:0]
	for i := range e.out.Notes {
		n := e.out.Notes[i]
		if i >= came { // observations, added above
			kept = append(kept, n)
			continue
		}
		old := e.was.memos[i]
		m := memos[old.ID]
		if m == nil {
			e.gone[n.GUID.Key()] = true
			continue
		}
		delete(memos, m.ID)
		e.guids[m.Ref()] = n.GUID
		e.note(&n, m, old)
		kept = append(kept, n)
	}
	e.out.Notes = kept
	for i := range e.now.memos {
		m := &e.now.memos[i]
		if memos[m.ID] == nil {
			continue
		}
		n := qda.Source{GUID: e.guid(m.Ref()), Kind: qda.Text, Name: m.Title, Inline: true, Text: m.Text, Made: e.made(m.Stamp)}
		e.guids[m.Ref()] = n.GUID
		e.out.Notes = append(e.out.Notes, n)
		e.refer(m.On, n.GUID)
		e.ledger.kept("notes", 1)
	}
}

// note brings a note to what its memo is now.
func (e *exporter) note(n *qda.Source, m, old *app.Memo) {
	e.ledger.kept("notes", 1)
	if m.Title == old.Title && m.Text == old.Text {
		return
	}
	if m.Title != old.Title {
		n.Name = m.Title
	}
	if m.Text != old.Text {
		n.Text, n.Plain, n.Counts = m.Text, nil, qda.Counts{}
		n.Inline = n.PlainPath == ""
		if n.Data != nil || n.Path != "" {
			n.Data, n.Path = nil, ""
			e.ledger.note("notes", app.Degraded, "have other words than they came with: the formatted text is left out")
		}
		for i := range n.Selections { // they counted places in the old words
			n.Selections[i].From, n.Selections[i].To, n.Selections[i].Start, n.Selections[i].End = 0, 0, 0, 0
		}
	}
	e.changed(&n.Made, m.Stamp)
}

// refer names a note on what it stands on, where the standard has a place for that.
func (e *exporter) refer(on app.Ref, note qda.GUID) {
	g := e.guids[on]
	switch on.Kind {
	case app.KindStudy:
		e.out.NoteRefs = append(e.out.NoteRefs, note)
		return
	case app.KindTag:
		for i := range e.out.Codes {
			if e.out.Codes[i].GUID == g {
				e.out.Codes[i].NoteRefs = append(e.out.Codes[i].NoteRefs, note)
				return
			}
		}
	case app.KindInterview, app.KindFinding:
		if e.referSource(g, note) {
			return
		}
	}
	if on != (app.Ref{}) && g == "" {
		g = e.guid(on)
	}
	if g != "" {
		e.out.Links = append(e.out.Links, qda.Link{GUID: derived("note", note.Key(), g.Key()), Name: "note on", Direction: "OneWay", From: note, To: g})
	}
}

func derived(of ...string) qda.GUID { return qda.GUID(strings.ToUpper(app.IDOf[string](of...))) }

// referSource names a note on a source or selection; false where there is none.
func (e *exporter) referSource(g, note qda.GUID) (done bool) {
	for i := range e.out.Sources {
		s := &e.out.Sources[i]
		if s.GUID == g {
			s.NoteRefs = append(s.NoteRefs, note)
			return true
		}
		eachText(s, func(t *qda.Source) {
			for j := range t.Selections {
				if !done && t.Selections[j].GUID == g {
					t.Selections[j].NoteRefs = append(t.Selections[j].NoteRefs, note)
					done = true
				}
			}
		})
		if done {
			return true
		}
	}
	return false
}

// putThemes writes themes as sets of the sources in which they are met, and a link to each of their selections.
func (e *exporter) putThemes() {
	met := map[app.ThemeID][]app.FindingID{}
	for _, p := range e.now.placed {
		met[p.Theme] = append(met[p.Theme], p.Finding)
	}
	for i := range e.now.themes {
		t := &e.now.themes[i]
		s := qda.Set{GUID: e.guid(t.Ref()), Name: t.Name, Description: t.Note}
		e.guids[t.Ref()] = s.GUID
		for _, id := range met[t.ID] {
			f := e.findings[id]
			if f == nil {
				continue
			}
			ref := f.Ref()
			if g := e.guids[app.Ref{Kind: app.KindInterview, ID: string(f.Interview)}]; g == "" && f.Interview != "" {
				g = e.guid(app.Ref{Kind: app.KindInterview, ID: string(f.Interview)})
				s.Sources = appendNew(s.Sources, g)
			} else if g != "" {
				s.Sources = appendNew(s.Sources, g)
			}
			e.out.Links = append(e.out.Links, qda.Link{GUID: derived("theme", string(t.ID), ref.ID), Name: "in theme", Direction: "OneWay", From: e.guid(ref), To: s.GUID})
		}
		e.out.Sets = append(e.out.Sets, s)
	}
}

func appendNew(all []qda.GUID, g qda.GUID) []qda.GUID {
	if slices.Contains(all, g) {
		return all
	}
	return append(all, g)
}

// putInsights writes insights as notes, and a link to each piece of their evidence.
func (e *exporter) putInsights() {
	for i := range e.now.claims {
		c := &e.now.claims[i]
		n := qda.Source{GUID: e.guid(c.Ref()), Kind: qda.Text, Name: c.Title, Inline: true, Text: c.Body, Made: e.made(c.Stamp)}
		e.guids[c.Ref()] = n.GUID
		e.out.Notes = append(e.out.Notes, n)
		for j, ev := range c.Evidence {
			name := string(ev.Stance)
			if ev.Note != "" {
				name += ": " + ev.Note
			}
			e.out.Links = append(e.out.Links, qda.Link{GUID: derived("evidence", string(c.ID), ev.Ref().ID, string(rune('a'+j%26))), Name: name, Direction: "OneWay", From: e.guid(ev.Ref()), To: n.GUID})
		}
		e.ledger.kept("notes", 1)
	}
}

// putRefs adds where people speak and takes out what names something that is gone.
func (e *exporter) putRefs() {
	cases := map[qda.GUID]*qda.Case{}
	for i := range e.out.Cases {
		cases[e.out.Cases[i].GUID] = &e.out.Cases[i]
	}
	spoke := map[app.InterviewID][]app.ParticipantID{}
	for _, d := range e.was.docs {
		spoke[d.interview.ID] = d.interview.Participants()
	}
	for _, t := range e.now.talks {
		source := e.guid(t.Ref())
		people := t.Participants()
		for _, id := range people {
			c := cases[e.guid(app.Ref{Kind: app.KindParticipant, ID: string(id)})]
			if c != nil && !slices.Contains(spoke[t.ID], id) {
				c.Sources = appendNew(c.Sources, source)
			}
		}
		if len(people) < 2 {
			continue
		}
		for i := range t.findings {
			f := &t.findings[i]
			if old := e.was.findOf[e.guids[f.Ref()].Key()]; old != nil && old.Participant == f.Participant {
				continue
			}
			if c := cases[e.guid(app.Ref{Kind: app.KindParticipant, ID: string(f.Participant)})]; c != nil && f.Participant != "" && f.Quote != "" {
				c.Selections = appendNew(c.Selections, e.guid(f.Ref()))
			}
		}
	}
	e.prune()
}

// prune takes out references to what is gone.
func (e *exporter) prune() {
	if len(e.gone) == 0 {
		return
	}
	drop := func(all []qda.GUID) []qda.GUID {
		if !slices.ContainsFunc(all, func(g qda.GUID) bool { return e.gone[g.Key()] }) {
			return all
		}
		return slices.DeleteFunc(slices.Clone(all), func(g qda.GUID) bool { return e.gone[g.Key()] })
	}
	for i := range e.out.Codes {
		e.out.Codes[i].NoteRefs = drop(e.out.Codes[i].NoteRefs)
	}
	for i := range e.out.Cases {
		c := &e.out.Cases[i]
		c.Codes, c.Sources, c.Selections = drop(c.Codes), drop(c.Sources), drop(c.Selections)
	}
	for i := range e.out.Sets {
		s := &e.out.Sets[i]
		s.Codes, s.Sources, s.Notes = drop(s.Codes), drop(s.Sources), drop(s.Notes)
	}
	codings := func(all []qda.Coding) []qda.Coding {
		kept := all[:0:0]
		for _, c := range all {
			if c.NoteRefs = drop(c.NoteRefs); !e.gone[c.Code.Key()] {
				kept = append(kept, c)
			}
		}
		return kept
	}
	for _, list := range [][]qda.Source{e.out.Sources, e.out.Notes} {
		for i := range list {
			eachText(&list[i], func(t *qda.Source) {
				t.NoteRefs, t.Codings = drop(t.NoteRefs), codings(t.Codings)
				for j := range t.Selections {
					t.Selections[j].NoteRefs, t.Selections[j].Codings = drop(t.Selections[j].NoteRefs), codings(t.Selections[j].Codings)
				}
			})
		}
	}
	e.out.Links = slices.DeleteFunc(e.out.Links, func(l qda.Link) bool { return e.gone[l.From.Key()] || e.gone[l.To.Key()] })
	e.out.NoteRefs = drop(e.out.NoteRefs)
}

// count says what else is in the file.
func (e *exporter) count() {
	e.ledger.kept("users", len(e.out.Users))
	e.ledger.kept("variables", len(e.out.Variables))
	e.ledger.kept("links", len(e.out.Links))
	e.ledger.kept("sets", len(e.out.Sets))
	e.ledger.kept("graphs", len(e.out.Graphs))
	e.ledger.kept("files", len(e.out.Members))
}
