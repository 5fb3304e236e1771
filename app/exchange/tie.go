package exchange

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/passage"
)

// tied is a passage of a table that was found in a transcript of the study.
type tied struct {
	mark app.DocMark
	at   app.Finding // unsigned and untagged, in its transcript
}

// leastWords is how many words a passage has at least to be looked for in transcripts that are not called like its document.
const leastWords = 3

// tie finds the passages that a table takes from longer texts in the transcripts of the study: one that stands there once becomes a finding
// of that transcript, and is no text of its own. The others stay as they are; what became of them is told with what is lost.
func (d *desk) tie(ctx context.Context, r *readFile) error {
	if d.opt.Study == "" || !slices.ContainsFunc(r.bundle.Documents, func(doc app.Document) bool { return doc.Excerpts }) {
		return nil
	}
	var quotes, from []string
	for i := range r.bundle.Documents {
		doc := &r.bundle.Documents[i]
		for _, m := range doc.Marks {
			if doc.Excerpts {
				quotes, from = append(quotes, doc.Utterances[m.From.Utterance].Text), append(from, doc.Title)
			}
		}
	}
	l := &locator{finder: passage.NewFinder(quotes), from: from, found: make([][]sighting, len(quotes))}
	if err := l.look(ctx, d); err != nil || !l.any {
		return err
	}
	n := 0
	for i := range r.bundle.Documents {
		doc := &r.bundle.Documents[i]
		if !doc.Excerpts {
			continue
		}
		marks, utterances := doc.Marks, doc.Utterances
		doc.Marks, doc.Utterances = nil, nil
		for _, m := range marks {
			if f := l.only(n); f != nil {
				r.tied = append(r.tied, tied{m, *f})
			} else {
				u := utterances[m.From.Utterance]
				m.From.Utterance, m.To.Utterance = len(doc.Utterances), len(doc.Utterances)
				doc.Utterances, doc.Marks = append(doc.Utterances, u), append(doc.Marks, m)
			}
			n++
		}
		r.built[i] = canonical(doc)
	}
	l.tell(r)
	return nil
}

// locator looks for quotes in the transcripts of a study.
type locator struct {
	finder *passage.Finder
	from   []string     // the name of the document that each quote is of
	found  [][]sighting // by quote
	any    bool         // there are transcripts
	names  map[string]bool
}

// sighting is a place where a quote stands.
type sighting struct {
	finding *app.Finding
	named   bool // in a transcript that is called like the quote's document
}

// look goes through the latest transcripts of the study. Each is read by itself: all of them at once would not fit.
func (l *locator) look(ctx context.Context, d *desk) error {
	rows, err := d.service.Store.Interviews(ctx, d.opt.Study, app.Page{})
	if err != nil {
		return err
	}
	l.names = map[string]bool{}
	for i := range rows {
		iv := &rows[i].Interview
		tr, err := d.service.Store.Transcript(ctx, iv.ID)
		if app.CodeOf(err) == app.ENotFound {
			continue
		}
		if err != nil {
			return err
		}
		l.any = true
		name := plainName(iv.Title)
		l.names[name] = true
		for _, p := range l.finder.In(tr.Text) {
			f, err := passage.Anchor(iv, tr, p.Span)
			if err != nil {
				continue // nothing but signs that no text keeps
			}
			l.found[p.Quote] = append(l.found[p.Quote], sighting{f, plainName(l.from[p.Quote]) == name})
		}
	}
	return nil
}

// plainName is what a document is called, without the ending of a file.
func plainName(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if ext := filepath.Ext(s); len(ext) > 1 && len(ext) < 6 && !strings.Contains(ext, " ") {
		s = strings.TrimSuffix(s, ext)
	}
	return s
}

// only is the one place of a quote: in the transcript that is called like its document, else in all. nil where it stands nowhere or several times.
func (l *locator) only(quote int) *app.Finding {
	all := l.found[quote]
	if named := slices.DeleteFunc(slices.Clone(all), func(s sighting) bool { return !s.named }); len(named) > 0 {
		all = named
	} else if l.finder.Words(quote) < leastWords {
		return nil
	}
	if len(all) != 1 {
		return nil
	}
	return all[0].finding
}

// tell says what was tied and what was not, in the place of what the reader says of missing texts.
func (l *locator) tell(r *readFile) {
	several, nowhere := 0, 0
	for i, all := range l.found {
		switch {
		case l.only(i) != nil:
		case len(all) > 0:
			several++
		case l.names[plainName(l.from[i])] || len(r.tied) > 0:
			nowhere++
		}
	}
	left := 0
	for i := range r.bundle.Documents {
		if r.bundle.Documents[i].Excerpts && r.built[i].text != "" {
			left++
		}
	}
	lost := slices.DeleteFunc(slices.Clone(r.bundle.Lost), func(x app.Loss) bool { return x.Kind == "texts" })
	add := func(n int, kind, noun, text string) {
		if n > 0 {
			lost = append(lost, app.Loss{Kind: kind, Count: n, Degree: app.Degraded, Text: app.Count(n, noun) + text})
		}
	}
	add(left, "texts", "document", " of which only the highlighted passages are in the table, not the whole text.")
	add(several, "places", "highlight", " may stand at several places of the transcripts here: left in documents of passages.")
	add(nowhere, "places", "highlight", " not found in the transcripts here: left in documents of passages.")
	r.bundle.Lost = lost
	if n := len(r.tied); n > 0 {
		r.bundle.Warnings = append(slices.Clone(r.bundle.Warnings), app.Count(n, "highlight")+" found once in the transcripts here, word for word or nearly so: they become findings there.")
	}
}

// tiedRecords makes the findings of what was tied, and the tags they need. What is marked so already is left out.
func (d *desk) tiedRecords(r *readFile, out *FileResult) []app.Record {
	var tags, findings []app.Record
	for _, t := range r.tied {
		by := d.signed(t.mark.Author, t.mark.Created)
		f := t.at
		f.ID, f.Note, f.Stamp = app.NewID[app.FindingID](), t.mark.Note, by
		for _, names := range t.mark.Tags {
			id, made := d.tags.find(names, d.opt.Study, d.service.Hand.Stamp())
			tags = append(tags, made...)
			f.Tags = f.WithTag(app.Tagging{Tag: id, Author: by.Author, Provenance: app.ByHand, Created: by.Created}).Tags
		}
		if !slices.ContainsFunc(r.here, func(h app.Finding) bool { return covers(&h, &f) }) {
			findings = append(findings, &f)
		}
	}
	out.Findings += len(findings)
	out.Tags += len(tags)
	return append(tags, findings...)
}

// covers reports whether a finding marks the passage of another with all its tags.
func covers(have, f *app.Finding) bool {
	if have.Interview != f.Interview || have.Span != f.Span {
		return false
	}
	ids := have.TagIDs()
	return !slices.ContainsFunc(f.TagIDs(), func(id app.TagID) bool { return !slices.Contains(ids, id) })
}

// marked finds what is marked already in the transcripts that passages of a table were tied to.
func (d *desk) marked(ctx context.Context, r *readFile) error {
	var in []app.InterviewID
	for _, t := range r.tied {
		if !slices.Contains(in, t.at.Interview) {
			in = append(in, t.at.Interview)
		}
	}
	if len(in) == 0 {
		return nil
	}
	rows, err := d.service.Store.Findings(ctx, app.FindingQuery{Study: d.opt.Study, Interviews: in})
	for i := range rows {
		r.here = append(r.here, rows[i].Finding)
	}
	return err
}
