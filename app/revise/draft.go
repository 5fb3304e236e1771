package revise

import (
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/passage"
)

// Draft is what the next revision of a transcript is to be. Make it with Edit, Redact, Exchange, Back or Relabel.
type Draft struct {
	Interview app.InterviewID
	Base      app.TranscriptID // the revision it was made from
	Text      string           // canonical
	Turns     []app.Turn
	Cues      []app.Cue       // nil: those of the base are carried over where their words are kept
	Pages     []app.PageBreak // nil: those of the base are carried over
	Masks     []passage.Edit  // what is put in place of what in the base, when that is all; Text is then made from it
	Language  string          // "" keeps the base's
	Speakers  []app.Speaker   // nil: as they are, with new labels added
	Label     string          // of the step; "" for "Edit transcript of …"
	Note      string          // kept with the revision
}

// Turn is one turn of a text that is being edited.
type Turn struct {
	Speaker string
	Text    string
	From    time.Duration // or app.NoTime
	To      time.Duration // or app.NoTime
	Lead    string        // what stands before it and belongs to nobody; "" for a line feed between turns
}

// TurnsOf takes a transcript apart for editing.
func TurnsOf(t *app.Transcript) []Turn {
	out := make([]Turn, len(t.Turns))
	end := 0
	for i, u := range t.Turns {
		out[i] = Turn{Speaker: u.Speaker, Text: t.Text[u.Start:u.End], From: u.From, To: u.To, Lead: t.Text[end:u.Start]}
		end = u.End
	}
	return out
}

// Edit is the draft of edited turns. Their text is made canonical; turns left without text go. Text that belongs to no turn stays.
func Edit(base *app.Transcript, turns []Turn) Draft {
	d := Draft{Interview: base.Interview, Base: base.ID}
	var text strings.Builder
	for _, t := range turns {
		words := t.Text
		if t.Text = passage.Clean(words); t.Text == "" {
			continue
		}
		switch {
		case t.Lead != "":
			text.WriteString(t.Lead)
		case text.Len() > 0:
			text.WriteByte('\n')
		}
		at := text.Len()
		text.WriteString(t.Text)
		d.Turns = append(d.Turns, app.Turn{Span: app.Span{Start: at, End: text.Len()}, Speaker: strings.Join(strings.Fields(t.Speaker), " "),
			From: t.From, To: t.To})
	}
	if n := len(base.Turns); n > 0 && len(d.Turns) > 0 {
		text.WriteString(base.Text[base.Turns[n-1].End:])
	}
	d.Text = text.String()
	return d
}

// DefaultMask is put in place of a passage that is redacted, unless another is chosen.
const DefaultMask = "[redacted]"

// Redact is the draft in which masks stand in place of passages of the base. Passages that overlap become one; signs half covered
// are taken whole. The words stay in the older revision until it is removed, see Service.Forget.
func Redact(base *app.Transcript, masks []passage.Edit) Draft {
	var edits []passage.Edit
	for _, m := range masks {
		if _, err := base.Quote(m.Span); err != nil {
			continue
		}
		if m.Span = passage.Snap(base.Text, m.Span); m.Len() > 0 {
			m.With = strings.Join(strings.Fields(passage.Clean(m.With)), " ")
			edits = append(edits, m)
		}
	}
	slices.SortStableFunc(edits, func(a, b passage.Edit) int { return a.Start - b.Start })
	merged := make([]passage.Edit, 0, len(edits))
	for _, e := range edits {
		if n := len(merged); n > 0 && e.Start < merged[n-1].End {
			merged[n-1].End = max(merged[n-1].End, e.End)
			continue
		}
		merged = append(merged, e)
	}
	m := passage.Replace(base.Text, merged)
	d := Draft{Interview: base.Interview, Base: base.ID, Text: m.New, Masks: merged, Label: "Redact " + app.Count(len(merged), "passage"),
		Note: "Redacted " + app.Count(len(merged), "passage")}
	for _, t := range base.Turns {
		t.Span = m.Span(t.Span)
		d.Turns = append(d.Turns, t)
	}
	return d
}

// Exchange is the draft in which the text of a file takes the place of the base. name is the file's.
func Exchange(base, file *app.Transcript, name string) Draft {
	return Draft{Interview: base.Interview, Base: base.ID, Text: file.Text, Turns: file.Turns, Cues: file.Cues, Pages: file.Pages, Language: file.Language,
		Label: "Replace transcript by " + name, Note: "From " + name}
}

// Back is the draft that goes back to an older revision.
func Back(base, older *app.Transcript) Draft {
	cues := older.Cues
	if cues == nil {
		cues = []app.Cue{}
	}
	pages := older.Pages
	if pages == nil {
		pages = []app.PageBreak{}
	}
	n := app.Number(older.Revision)
	return Draft{Interview: base.Interview, Base: base.ID, Text: older.Text, Turns: older.Turns, Cues: cues, Pages: pages, Language: older.Language,
		Label: "Go back to revision " + n, Note: "As revision " + n}
}

// Relabel is the draft in which turns of one speaker are another's.
func Relabel(base *app.Transcript, from, to string) Draft {
	d := Draft{Interview: base.Interview, Base: base.ID, Text: base.Text, Cues: base.Cues, Turns: slices.Clone(base.Turns)}
	for i := range d.Turns {
		if d.Turns[i].Speaker == from {
			d.Turns[i].Speaker = to
		}
	}
	return d
}

// next makes the revision of a draft, still unsigned.
func (s *Service) next(base *app.Transcript, m *passage.Map, d Draft) *app.Transcript {
	t := &app.Transcript{ID: app.NewID[app.TranscriptID](), Interview: base.Interview, Revision: base.Revision + 1, Language: d.Language,
		Text: m.New, Turns: d.Turns, Cues: d.Cues, Pages: d.Pages, Note: d.Note}
	if t.Language == "" {
		t.Language = base.Language
	}
	if len(t.Cues) == 0 {
		t.Cues = nil
	}
	if d.Cues == nil {
		t.Cues = carryCues(base.Cues, m)
	}
	if len(t.Pages) == 0 {
		t.Pages = nil
	}
	if d.Pages == nil {
		t.Pages = carryPages(base.Pages, m)
	}
	t.Turns = carryTimes(base, t.Turns, m)
	return t
}

// carryCues keeps the captions whose words are still there, in order.
func carryCues(cues []app.Cue, m *passage.Map) []app.Cue {
	var out []app.Cue
	end := 0
	for _, c := range cues {
		c.Span = passage.Snap(m.New, m.Span(c.Span))
		if c.Start = max(c.Start, end); c.Len() <= 0 {
			continue
		}
		out = append(out, c)
		end = c.End
	}
	return out
}

// carryPages keeps where pages begin. A page whose text is gone begins where what follows it does; of pages that begin at one place the last stays.
func carryPages(pages []app.PageBreak, m *passage.Map) []app.PageBreak {
	var out []app.PageBreak
	for _, p := range pages {
		p.Start = m.Span(app.Span{Start: p.Start, End: len(m.Old)}).Start
		if n := len(out); n > 0 && out[n-1].Start >= p.Start {
			out[n-1].Page = p.Page
			continue
		}
		out = append(out, p)
	}
	return out
}

// carryTimes gives turns without times those of the base where their first words stood, when none of them has a time. Times that
// would run backwards are left out.
func carryTimes(base *app.Transcript, turns []app.Turn, m *passage.Map) []app.Turn {
	timed := func(t app.Turn) bool { return t.From != app.NoTime }
	if slices.ContainsFunc(turns, timed) || !slices.ContainsFunc(base.Turns, timed) {
		return turns
	}
	out := slices.Clone(turns)
	last := time.Duration(0)
	for i := range out {
		old, ok := m.Back(out[i].Span)
		if !ok {
			continue
		}
		if at := base.TimeAt(old); at != app.NoTime && at >= last {
			out[i].From, last = at, at
		}
	}
	return out
}
