package project

import (
	"cmp"
	"strings"

	"throughline/app"
	"throughline/app/passage"
	"throughline/app/qda"
)

// makeMemos makes a memo of each note, on the first thing that refers to it.
func (d *draft) makeMemos() {
	on, more := d.noteRefs()
	for i := range d.p.Notes {
		n := &d.p.Notes[i]
		key := n.GUID.Key()
		m := &app.Memo{ID: app.MemoID(d.id(app.KindMemo, key)), Study: d.study.ID, On: on[key], Title: strings.TrimSpace(n.Name), Text: passage.Clean(n.Text), Stamp: d.signed(n.Made)}
		m.Kind = app.UsualMemo(m.On.Kind)
		if m.Text == "" {
			m.Text = passage.Clean(n.Description)
		}
		if m.Title == "" && m.Text == "" {
			m.Title = "Note without words"
		}
		d.memos = append(d.memos, m)
		for range n.Codings {
			d.ledger.lost("codings", app.Aside, "are on notes")
		}
		switch {
		case len(n.Selections)+len(n.Codings) > 0:
			d.ledger.lost("notes", app.Degraded, "are coded themselves: the codes are written back and not shown")
		case more[key] > 1:
			d.ledger.lost("notes", app.Degraded, "are on several things: the memo stands on the first of them")
		default:
			d.ledger.kept("notes", 1)
		}
		for j := range n.Selections {
			d.ledger.lost("selections", app.Aside, "are in notes")
			for range n.Selections[j].Codings {
				d.ledger.lost("codings", app.Aside, "are in notes")
			}
		}
		eachText(n, func(t *qda.Source) {
			if t.Data != nil {
				d.keepFile(t.GUID.Key(), t.Path, "", t.Data)
			}
			if t.Plain != nil {
				d.keepFile("text "+t.GUID.Key(), t.PlainPath, "", t.Plain)
			}
		})
	}
	for _, m := range d.p.Members {
		if isOwn(m) {
			continue
		}
		d.keepFile("", m.Path, "", m.Data)
	}
}

// noteRefs finds what notes stand on, and how often each is referred to.
func (d *draft) noteRefs() (on map[string]app.Ref, more map[string]int) {
	on, more = map[string]app.Ref{}, map[string]int{}
	put := func(notes []qda.GUID, ref app.Ref) {
		for _, g := range notes {
			key := g.Key()
			if more[key]++; on[key] == (app.Ref{}) {
				on[key] = ref
			}
		}
	}
	for i := range d.p.Codes {
		put(d.p.Codes[i].NoteRefs, app.Ref{Kind: app.KindTag, ID: string(d.tagOf[d.p.Codes[i].GUID.Key()])})
	}
	selections := func(all []qda.Selection) {
		for i := range all {
			var ref app.Ref
			if f := d.findOf[all[i].GUID.Key()]; f != nil {
				ref = f.Ref()
			}
			put(all[i].NoteRefs, ref)
			for j := range all[i].Codings {
				put(all[i].Codings[j].NoteRefs, ref)
			}
		}
	}
	interviews := map[*qda.Source]app.Ref{}
	for _, doc := range d.docs {
		if interviews[doc.of] == (app.Ref{}) {
			interviews[doc.of] = doc.interview.Ref()
		}
	}
	for i := range d.p.Sources {
		s := &d.p.Sources[i]
		eachText(s, func(t *qda.Source) {
			put(t.NoteRefs, interviews[s])
			selections(t.Selections)
			for j := range t.Codings {
				put(t.Codings[j].NoteRefs, interviews[s])
			}
		})
	}
	put(d.p.NoteRefs, app.Ref{Kind: app.KindStudy, ID: string(d.study.ID)})
	for i := range d.p.Links {
		put(d.p.Links[i].NoteRefs, app.Ref{})
	}
	return on, more
}

// makeOrigin keeps the skeleton of the project.
func (d *draft) makeOrigin() {
	o := d.origin
	o.Study, o.File, o.Program, o.Format, o.Stamp = d.study.ID, cmp.Or(d.file, d.p.Name, "project"), d.p.Origin, d.p.Format, d.stamp
	for _, f := range d.files {
		f.Origin = d.origin.ID
	}
}
