package search

import (
	"context"
	"strings"

	"throughline/app"
	"throughline/app/ask"
	engine "throughline/app/search"
	"throughline/ui/say"
)

// Part is a stretch of a preview.
type Part struct {
	Who    string // who says it, or a heading
	Text   string
	Marks  []app.Span // bytes of Text to mark
	Chosen bool       // it is what was found
}

// Preview is an answer in its place.
type Preview struct {
	Of    app.Ref
	Span  app.Span
	Asked string // the words that are marked
	Parts []Part
	Exact app.Span // where to go in the text: the first match, or what was found
}

// around is how many turns stand before and after the one found.
const around = 2

// look reads the preview of the chosen answer.
func (m *Model) look() {
	r := m.Chosen()
	if r == nil {
		m.preview.Cancel()
		m.Preview = nil
		return
	}
	chosen, question := *r, m.asked()
	if p := m.Preview; p != nil && p.Of == r.Ref() && p.Span == r.Span && p.Asked == question {
		return
	}
	m.preview.Load(func(ctx context.Context) (*Preview, error) { return readPreview(ctx, m.Store, chosen, question) }, func(p *Preview, err error) {
		if err != nil {
			p = &Preview{Of: chosen.Ref(), Span: chosen.Span, Asked: question, Parts: []Part{{Text: chosen.Snippet, Marks: chosen.Marks, Chosen: true}}}
		}
		m.Preview = p
		m.changed()
	})
}

// asked is what was searched: what was typed, or what it was mended to.
func (m *Model) asked() string {
	if m.Answer.Mended != "" {
		return m.Answer.Mended
	}
	return m.Question.Text
}

// place is where an answer is opened: at its first match once the preview has read it, else where it begins.
func (m *Model) place(r *engine.Result) app.Span {
	if p := m.Preview; p != nil && p.Of == r.Ref() && p.Span == r.Span {
		return p.Exact
	}
	return r.Span
}

func readPreview(ctx context.Context, store Store, r engine.Result, question string) (*Preview, error) {
	p := &Preview{Of: r.Ref(), Span: r.Span, Asked: question, Exact: r.Span}
	q := ask.Parse(question)
	if r.Interview != "" && r.Span.Len() > 0 {
		tr, err := store.Transcript(ctx, r.Interview)
		if err != nil {
			return nil, err
		}
		p.inText(tr, r, q)
		return p, nil
	}
	rec, err := store.Find(ctx, r.Ref())
	if err != nil {
		return nil, err
	}
	add := func(who, text string) {
		if strings.TrimSpace(text) != "" {
			p.Parts = append(p.Parts, Part{Who: who, Text: text, Marks: q.Marks(text)})
		}
	}
	switch rec := rec.(type) {
	case *app.Insight:
		add("", rec.Body)
		if inAdvice(r, q, rec.Body) {
			p.Parts = append(p.Parts, Part{Who: say.T("What to do"), Text: r.Snippet, Marks: r.Marks})
		}
	case *app.Theme:
		add("", rec.Note)
		add(say.T("Words"), strings.Join(rec.Terms, ", "))
	case *app.Finding:
		add("", rec.Quote)
		add(say.T("Note"), rec.Note)
	case *app.Memo:
		add("", app.PlainLinks(rec.Text, nil))
	case *app.Tag:
		add(say.T("Definition"), rec.Definition)
		add(say.T("Include"), rec.Include)
		add(say.T("Exclude"), rec.Exclude)
		add(say.T("Example"), rec.Example)
	case *app.Template:
		add("", rec.About)
		add(say.Sentence(rec.Kind.Word()), r.Snippet)
	case *app.Participant:
		add(say.T("Segment"), rec.Segment)
		add(say.T("Note"), rec.Note)
	case *app.Interview:
		add(say.T("Note"), rec.Note)
	}
	return p, nil
}

// inText shows the turns round what was found.
func (p *Preview) inText(tr *app.Transcript, r engine.Result, q ask.Query) {
	at := tr.TurnAt(r.Span.Start)
	if at >= len(tr.Turns) || r.Span.End > len(tr.Text) {
		p.Parts = []Part{{Text: r.Snippet, Marks: r.Marks, Chosen: true}}
		return
	}
	last := max(at, tr.TurnAt(max(r.Span.Start, r.Span.End-1)))
	for i := max(0, at-around); i <= min(len(tr.Turns)-1, last+around); i++ {
		u := tr.Turns[i]
		part := Part{Who: u.Speaker, Text: tr.Text[u.Start:u.End], Chosen: i >= at && i <= last}
		if part.Chosen && r.HasWords { // of what only means the same, a “who” in common tells nothing
			part.Marks = q.Marks(part.Text)
			if r.Kind == app.KindTranscript && len(part.Marks) > 0 && p.Exact == r.Span {
				first := part.Marks[0]
				p.Exact = app.Span{Start: u.Start + first.Start, End: u.Start + first.End}
			}
		}
		p.Parts = append(p.Parts, part)
	}
}

// inAdvice reports whether an insight was found in a recommendation, not in its own words.
func inAdvice(r engine.Result, q ask.Query, body string) bool {
	return r.Snippet != r.Title && len(r.Marks) > 0 && len(q.Marks(body)) == 0
}
