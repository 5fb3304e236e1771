package exchange

import (
	"strings"
	"time"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/passage"
)

// at is where a place of a document is in its canonical text.
func (b *built) at(doc *app.Document, p app.DocPlace) int {
	u := &doc.Utterances[p.Utterance]
	timed := u.From != app.NoTime
	n := min(len(cleanText(u.Text[:p.Byte], timed)), len(cleanText(u.Text, timed)))
	at := min(b.starts[p.Utterance]+n, len(b.text))
	for at > 0 && at < len(b.text) && !utf8.RuneStart(b.text[at]) {
		at--
	}
	return at
}

// pages are where the pages of a document begin in its canonical text.
func (b *built) pages(doc *app.Document) []app.PageBreak {
	var out []app.PageBreak
	for _, p := range doc.Pages {
		at := b.at(doc, p.DocPlace)
		for at < len(b.text) && (b.text[at] == ' ' || b.text[at] == '\n') {
			at++
		}
		if n := len(out); n > 0 && out[n-1].Start >= at {
			out[n-1].Page = p.Page // nothing of the page before was kept
			continue
		}
		out = append(out, app.PageBreak{Start: at, Page: p.Page})
	}
	return out
}

// marks makes findings of what is marked in a document, and the tags they need, in the order they must be created. Marks of one passage are one
// finding. How many there are is added to out.
func (d *desk) marks(iv *app.Interview, tr *app.Transcript, doc *app.Document, b *built, out *FileResult) []app.Record {
	var tags, findings []app.Record
	known := map[app.Span]*app.Finding{}
	for _, m := range doc.Marks {
		f, err := passage.Anchor(iv, tr, app.Span{Start: b.at(doc, m.From), End: b.at(doc, m.To)})
		if err != nil {
			continue // nothing but signs that no text keeps
		}
		if first := known[f.Span]; first != nil {
			join(first, m)
			f = first
		} else {
			f.Note, f.Stamp = m.Note, d.signed(m.Author, m.Created)
			known[f.Span] = f
			findings = append(findings, f)
		}
		for _, names := range m.Tags {
			id, made := d.tags.find(names, d.opt.Study, d.service.Hand.Stamp())
			tags = append(tags, made...)
			by := d.signed(m.Author, m.Created)
			f.Tags = f.WithTag(app.Tagging{Tag: id, Author: by.Author, Provenance: app.ByHand, Created: by.Created}).Tags
		}
	}
	out.Findings += len(findings)
	out.Tags += len(tags)
	return append(tags, findings...)
}

// join adds what another mark says of the same passage.
func join(f *app.Finding, m app.DocMark) {
	note := m.Note
	if note == "" || note == f.Note {
		return
	}
	if m.Author != "" && m.Author != f.Author {
		note = m.Author + ": " + note
	}
	f.Note = strings.TrimSpace(f.Note + "\n" + note)
}

// signed is the stamp of somebody else's work: theirs where it is known, ours otherwise.
func (d *desk) signed(author string, created time.Time) app.Stamp {
	s := d.service.Hand.Stamp()
	if author != "" {
		s.Author = author
	}
	if !created.IsZero() && created.Before(s.Created) {
		s.Created = app.Moment(created)
	}
	return s
}

// MarksText says what the marks of a file become: "3 comments and highlights become findings, 2 new tags.", or "" for none.
func MarksText(findings, tags int) string {
	if findings == 0 {
		return ""
	}
	s := app.Number(findings) + " comments and highlights become findings"
	if findings == 1 {
		s = "1 comment or highlight becomes a finding"
	}
	if tags > 0 {
		s += ", with " + app.Count(tags, "new tag")
	}
	return s + "."
}
