package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/say"
)

// Past is what a Timeline shows: the history of one record.
type Past struct {
	Steps []app.PastStep // newest first
	Now   time.Time      // tells "Today"; days are those of Now's zone
	More  func()         // asks for older steps; nil when there are none
	Open  func(seq int64)
}

// Timeline shows the history of a record, newest first, by day: what was done, by whom, what changed. Steps that were taken
// back are faint. Open, if set, runs when a step is pressed.
func Timeline(p Past) *fyne.Container {
	if len(p.Steps) == 0 {
		return VStack(Space1, NewParagraph(say.T("Nothing has happened to it yet."), Small))
	}
	var rows []fyne.CanvasObject
	day := ""
	for _, st := range p.Steps {
		if d := DayName(st.At, p.Now); d != day {
			day = d
			rows = append(rows, Inset(NewText(d, Small), 0, 0, -Space1, 0))
		}
		rows = append(rows, pastStep(st, p))
	}
	if p.More != nil {
		rows = append(rows, NewButton(say.T("Show earlier"), Quiet, p.More))
	}
	return VStack(Space2, rows...)
}

func pastStep(st app.PastStep, p Past) fyne.CanvasObject {
	ink, quiet, paint := Ink, Muted, PaintOf(Accent)
	at := st.At.In(p.Now.Location()).Format("15:04")
	line := st.Author + " · " + at
	if st.State == app.EntryUndone {
		ink, quiet, paint = Faint, Faint, PaintOf(Line)
		line += say.T(" · undone")
	}
	lines := []fyne.CanvasObject{NewParagraph(say.Sentence(st.Label), Body.In(ink)), NewElastic(line, Small.In(quiet))}
	for _, f := range st.Fields {
		lines = append(lines, FieldLine(f, ink))
	}
	if st.More > 0 {
		lines = append(lines, NewText(say.T("and %s more", say.Number(st.More)), Small.In(quiet)))
	}
	var body fyne.CanvasObject = VStack(2, lines...)
	if p.Open != nil {
		card := NewCompactEntry(body, func() { p.Open(st.Seq) })
		card.SetTip(say.T("Show in the history"))
		body = Inset(card, -5, -5, -5, -5)
	}
	return Barred(paint, body)
}

// FieldLine shows one change in words: a muted name, then what became of it.
func FieldLine(f app.FieldChange, ink Token) fyne.CanvasObject {
	var runs []Run
	if f.Name != "" {
		runs = append(runs, Run{Text: say.Sentence(f.Name) + "  ", Style: Small})
	}
	// The arrow comes from another font, which has no space: what follows it must be a run of its own to be drawn.
	for i, part := range strings.Split(f.Text, " → ") {
		if i > 0 {
			runs = append(runs, Run{Text: " →", Style: Small})
			part = " " + part
		}
		runs = append(runs, Run{Text: part, Style: Small.In(ink)})
	}
	return NewRuns(runs...)
}

// DayName is the day of a time as a heading: "Today", "Yesterday", "Tuesday" in the last week, else "2 November 2026".
func DayName(at, now time.Time) string {
	at = at.In(now.Location())
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch {
	case !at.Before(midnight.AddDate(0, 0, 1)):
		return say.Date(at, "2 January 2006")
	case !at.Before(midnight):
		return say.T("Today")
	case !at.Before(midnight.AddDate(0, 0, -1)):
		return say.T("Yesterday")
	case !at.Before(midnight.AddDate(0, 0, -6)):
		return say.Date(at, "Monday")
	}
	return say.Date(at, "2 January 2006")
}

// HistoryOf is the place where the steps that touched a record are listed; the zero Ref lists all.
func HistoryOf(r app.Ref) Route {
	if r == (app.Ref{}) {
		return Route{Screen: History}
	}
	return Route{Screen: History, ID: string(r.Kind) + "/" + r.ID}
}

// HistoryRef returns the record whose steps a route to the history asks for; the zero Ref for all.
func (r Route) HistoryRef() app.Ref {
	kind, id, ok := strings.Cut(r.ID, "/")
	if r.Screen != History || !ok {
		return app.Ref{}
	}
	return app.Ref{Kind: app.Kind(kind), ID: id}
}
