package project

import (
	"cmp"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/passage"
	"throughline/app/qda"
)

// passage makes the finding of a selection in a text. One that selects no words becomes a note.
func (d *draft) passage(doc *doc, sel *qda.Selection) {
	if sel.Start < 0 || sel.End > len(doc.text.Text) || sel.Start > sel.End {
		d.ledger.lost("selections", app.Degraded, "have no place in the text and came as notes")
		d.note(doc.of, sel, doc)
		return
	}
	span := passage.Snap(doc.transcript.Text, doc.places.Span(app.Span{Start: sel.Start, End: sel.End}))
	if span.Len() <= 0 {
		d.ledger.lost("selections", app.Degraded, "select no words and came as notes")
		d.note(doc.of, sel, doc)
		return
	}
	switch {
	case doc.text.Counts.Unsure:
		d.ledger.lost("selections", app.Degraded, "may stand some letters off: position uncertain")
	default:
		d.ledger.kept("selections", 1)
	}
	f := d.finding(sel, doc)
	f = passage.Put(f, doc.interview, doc.transcript, span)
	f.Note = strings.TrimSpace(sel.Description)
	d.coded(f, sel.Codings)
	if in := d.inCase[sel.GUID.Key()]; len(in) == 1 && f.Participant == "" {
		f.Participant = in[0]
	}
	d.add(f, sel, doc)
}

// finding begins the finding of a selection.
func (d *draft) finding(sel *qda.Selection, doc *doc) *app.Finding {
	f := &app.Finding{ID: app.FindingID(d.id(app.KindFinding, sel.GUID.Key())), Study: d.study.ID, At: app.NoTime, Star: sel.Starred, Stamp: d.signed(sel.Made)}
	if doc != nil {
		f.Interview = doc.interview.ID
	}
	if sel.Made.By == "" && len(sel.Codings) > 0 {
		f.Stamp.Author = d.author(sel.Codings[0].By)
	}
	return f
}

// add files a finding.
func (d *draft) add(f *app.Finding, sel *qda.Selection, doc *doc) {
	if key := sel.GUID.Key(); d.findOf[key] == nil {
		d.findOf[key] = f
	}
	if doc != nil {
		doc.findings = append(doc.findings, f)
		return
	}
	d.loose = append(d.loose, f)
}

// noteOf counts and makes the note of a selection in a source without text.
func (d *draft) noteOf(s *qda.Source, sel *qda.Selection, doc *doc, why string) {
	d.ledger.lost("selections", app.Degraded, cmp.Or(why, "are of a text that is missing and came as notes"))
	d.note(s, sel, doc)
}

// note makes the finding of a selection that is no passage here: a note that says what it is of.
func (d *draft) note(s *qda.Source, sel *qda.Selection, doc *doc) {
	f := d.finding(sel, doc)
	said := strings.TrimSpace(sel.Description)
	if sel.Of != nil && strings.TrimSpace(sel.Of.Text) != "" {
		said = strings.TrimSpace(sel.Of.Text + "\n" + said)
	} else if name := strings.TrimSpace(sel.Name); name != "" {
		said = strings.TrimSpace(name + "\n" + said)
	}
	f.Note = strings.TrimSpace(passage.Clean(region(s, sel) + "\n" + said))
	if s.Kind == qda.Audio || s.Kind == qda.Video {
		if sel.From >= 0 && sel.From < int64(1000*time.Hour/time.Millisecond) {
			f.At = time.Duration(sel.From) * time.Millisecond
		}
	}
	if in := d.inCase[sel.GUID.Key()]; len(in) == 1 {
		f.Participant = in[0]
	}
	d.coded(f, sel.Codings)
	d.add(f, sel, doc)
}

// regions makes the findings of what is selected in a PDF, picture or recording itself.
func (d *draft) regions(s *qda.Source, first *doc) {
	if s.Kind == qda.Text {
		return
	}
	for i := range s.Selections {
		sel := &s.Selections[i]
		d.noteOf(s, sel, first, "are regions of a picture, page or recording and came as notes")
		if sel.Of != nil {
			for j := range sel.Of.Selections {
				d.noteOf(sel.Of, &sel.Of.Selections[j], first, "are in the text of a region and came as notes")
			}
		}
	}
}

// whole makes the finding of the codes that are on a source as a whole.
func (d *draft) whole(s *qda.Source, first *doc) {
	codings := s.Codings
	if s.Of != nil {
		codings = append(codings[:len(codings):len(codings)], s.Of.Codings...)
	}
	if len(codings) == 0 {
		return
	}
	sel := &qda.Selection{GUID: qda.GUID("whole " + s.GUID.Key()), Made: qda.Made{By: codings[0].By, At: codings[0].At}}
	f := d.finding(sel, first)
	f.Note = "Coded as a whole: " + cmp.Or(strings.TrimSpace(s.Name), "a source without a name")
	d.coded(f, codings)
	d.add(f, sel, first)
}

// coded puts the tags of codings on a finding.
func (d *draft) coded(f *app.Finding, codings []qda.Coding) {
	for i := range codings {
		c := &codings[i]
		tag, ok := d.tagOf[c.Code.Key()]
		if !ok {
			d.ledger.lost("codings", app.Aside, "are of a code that is not in the file")
			continue
		}
		at := app.Moment(c.At.Time())
		if !storableTime(at) {
			at = f.Created
		}
		author := f.Author
		if c.By != "" {
			author = d.author(c.By)
		}
		n := len(f.Tags)
		*f = *f.WithTag(app.Tagging{Tag: tag, Author: author, Provenance: app.ByHand, Created: at})
		if len(f.Tags) == n {
			d.ledger.lost("codings", app.Aside, "are there twice: the same code by the same person on the same selection")
			continue
		}
		d.ledger.kept("codings", 1)
	}
}
