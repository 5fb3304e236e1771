package project

import (
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/passage"
	"throughline/app/qda"
)

// placer knows where the passages of an interview stand in the text of its source.
type placer struct {
	latest *app.Transcript
	raw    string       // the text as the file has it
	counts qda.Counts   // how places in it are counted
	places *passage.Map // between the file's text and the transcript's
	ruler  *qda.Ruler
	all    bool // the text is another than before: every place is counted anew; places leads from the transcript to it
	back   *passage.Map
}

// put places a passage of the latest text.
func (p *placer) put(sel *qda.Selection, span app.Span) {
	var to app.Span
	switch {
	case p.all && p.places.Old == p.latest.Text:
		to = p.places.Span(span)
	default:
		if p.back == nil {
			p.back = p.places.Inverse()
		}
		to = p.back.Span(span)
	}
	sel.Start, sel.End = to.Start, to.End
	sel.From, sel.To = p.ruler.Places(to.Start, to.End)
}

// selections brings the selections of a text to what the findings of its interview are now. same says that the text is as it came.
func (e *exporter) selections(d *doc, t *talk, p *placer, same bool) {
	kept := d.text.Selections[:0:0]
	for i := range d.text.Selections {
		sel, stays := e.still(&d.text.Selections[i])
		if !stays {
			continue
		}
		old := e.was.findOf[sel.GUID.Key()]
		now := e.findings[old.ID]
		switch {
		case now.Quote == "" || old.Quote == "":
		case now.Transcript != p.latest.ID:
			e.noteOf(now)
			e.gone[sel.GUID.Key()] = true
			continue
		case p.all && same: // another way of counting, the same words
			sel.From, sel.To = p.ruler.Places(sel.Start, sel.End)
		case !same || now.Span != old.Span:
			if p.put(&sel, now.Span); now.Span != old.Span || !same {
				e.changed(&sel.Made, now.Stamp)
			}
			e.sync(d, &sel)
		}
		kept = append(kept, sel)
	}
	d.text.Selections = kept
	for i := range t.findings {
		f := &t.findings[i]
		if e.came[f.ID] {
			continue
		}
		if e.newSelection(d.text, f, p) {
			e.sync(d, &d.text.Selections[len(d.text.Selections)-1])
		}
	}
}

// still brings a selection to what its finding is now; false when that is gone.
func (e *exporter) still(was *qda.Selection) (qda.Selection, bool) {
	sel := *was
	key := sel.GUID.Key()
	old := e.was.findOf[key]
	if old == nil {
		return sel, true
	}
	now := e.findings[old.ID]
	if now == nil {
		e.gone[key] = true
		return sel, false
	}
	e.guids[old.Ref()] = sel.GUID
	if now.Note != old.Note {
		sel.Description = now.Note
		e.changed(&sel.Made, now.Stamp)
	}
	if e.hushed(now) {
		sel.Name, sel.Description, sel.Of = "", "", nil
	}
	if !sameTags(now, old) {
		sel.Codings = e.codings(now, sel.Codings)
		e.changed(&sel.Made, now.Stamp)
	} else {
		e.ledger.kept("codings", len(sel.Codings))
	}
	e.ledger.kept("selections", 1)
	return sel, true
}

// hushed reports whether the words of a finding may not be read.
func (e *exporter) hushed(f *app.Finding) bool {
	return strings.HasPrefix(f.Quote, withheldMark) || strings.HasPrefix(f.Note, withheldMark)
}

// withheldMark begins what stands in the place of words that may not be read, see app.ConsentState.Notice.
const withheldMark = "[quote withheld: "

// newSelection adds the selection of a finding that did not come with the project; false for one that is no passage of the latest text.
func (e *exporter) newSelection(to *qda.Source, f *app.Finding, p *placer) bool {
	if f.Quote == "" {
		return false
	}
	if p.latest == nil || f.Transcript != p.latest.ID || f.End > len(p.latest.Text) {
		e.noteOf(f)
		return false
	}
	sel := qda.Selection{GUID: e.guid(f.Ref()), Description: f.Note, Made: e.made(f.Stamp)}
	p.put(&sel, f.Span)
	sel.Codings = e.codings(f, nil)
	to.Selections = append(to.Selections, sel)
	e.guids[f.Ref()] = sel.GUID
	e.ledger.kept("selections", 1)
	return true
}

// sameTags reports whether two findings carry the same tags by the same people.
func sameTags(a, b *app.Finding) bool {
	return slices.EqualFunc(a.Tags, b.Tags, func(x, y app.Tagging) bool { return x.Tag == y.Tag && x.Author == y.Author })
}

// codings are those of a finding: as they came where they are still there, new ones after them.
func (e *exporter) codings(f *app.Finding, was []qda.Coding) []qda.Coding {
	type by struct {
		tag    app.TagID
		author string
	}
	left := map[by]bool{}
	for _, t := range f.Tags {
		left[by{t.Tag, t.Author}] = true
	}
	var out []qda.Coding
	for _, c := range was {
		tag, known := e.was.tagOf[c.Code.Key()]
		author := e.was.author(c.By)
		if c.By == "" {
			author = f.Author
		}
		key := by{tag, author}
		if !known || left[key] {
			delete(left, key)
			out = append(out, c)
		}
	}
	for _, t := range f.Tags {
		if left[by{t.Tag, t.Author}] {
			out = append(out, qda.Coding{GUID: qda.GUID(strings.ToUpper(app.IDOf[string]("coding", string(f.ID), string(t.Tag), t.Author))),
				Code: e.guid(app.Ref{Kind: app.KindTag, ID: string(t.Tag)}), By: e.user(t.Author), At: qda.WhenOf(t.Created)})
		}
	}
	e.ledger.kept("codings", len(out))
	return out
}

// sync gives a selection of a transcript the points it lies between: the standard places it by them.
func (e *exporter) sync(d *doc, sel *qda.Selection) {
	for i := range d.of.Transcripts {
		t := &d.of.Transcripts[i]
		if &t.Source != d.text {
			continue
		}
		point := func(of string, at int64) qda.GUID {
			g := qda.GUID(strings.ToUpper(app.IDOf[string]("sync", sel.GUID.Key(), of)))
			for j := range t.Sync {
				if t.Sync[j].GUID.Key() == g.Key() {
					t.Sync[j].Position = &at
					return g
				}
			}
			t.Sync = append(t.Sync, qda.SyncPoint{GUID: g, Position: &at})
			return g
		}
		sel.FromSync, sel.ToSync = point("from", sel.From), point("to", sel.To)
	}
}
