package reader

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/revise"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// revisions is the dialog that lists the revisions of the text and shows older ones, read only.
type revisions struct {
	s     *Screen
	all   []revise.Revision
	at    int
	d     *kit.Dialog
	cards []*kit.TapCard
	text  *TextView
}

// showRevisions opens the dialog.
func (s *Screen) showRevisions() {
	s.model.Revisions(func(all []revise.Revision) {
		v := &revisions{s: s, all: all, d: kit.NewDialog(say.T("Revisions of %s", s.model.Interview.Title), 980, 640), text: NewTextView()}
		list := kit.VStack(2)
		for i := range all {
			c := kit.NewListEntry(v.line(i), func() { v.show(i) })
			v.cards = append(v.cards, c)
			list.Add(c)
		}
		side := kit.Fixed(kit.Scroll(kit.Inset(list, 0, kit.Space3, 0, 0)), 270, 0)
		v.d.SetContent(kit.Dock(nil, nil, nil, side, kit.Stack(kit.NewBox(kit.Surface, kit.Line), kit.Pad(v.text, 1))))
		v.d.Show(kit.CanvasOf(s.root))
		v.show(0)
	})
}

// line is what the list tells of a revision.
func (v *revisions) line(i int) fyne.CanvasObject {
	r := v.all[i]
	title := say.T("Revision %d", r.Revision)
	if i == 0 {
		title += say.T(", latest")
	}
	what := r.Note
	switch {
	case what == "" && i == len(v.all)-1:
		what = say.T("As imported")
	case what == "":
		what = say.Count(r.Changed, "word") + " " + verb(r.Changed, say.T("differs"), say.T("differ"))
	case r.Changed > 0:
		what += ", " + say.Count(r.Changed, "word") + " " + verb(r.Changed, say.T("differs"), say.T("differ"))
	}
	lines := kit.VStack(0, kit.NewElastic(title, kit.Strong), kit.NewElastic(strings.TrimPrefix(r.Author+", ", ", ")+say.Date(r.Created.Local(), "2 Jan 2006 15:04"), kit.Small),
		kit.NewElastic(what, kit.Small))
	if i > 0 && r.Findings > 0 {
		lines.Add(kit.NewElastic(say.T("%s %s place only here", say.Count(r.Findings, "finding"), verb(r.Findings, say.T("has its"), say.T("have their"))), kit.Small))
	}
	return lines
}

// show shows one revision.
func (v *revisions) show(i int) {
	v.at = i
	for k, c := range v.cards {
		c.SetSelected(k == i)
	}
	tr := v.all[i].Transcript
	voices := make([]Voice, len(tr.Turns))
	for k, t := range tr.Turns {
		sp := v.s.model.Interview.Speaker(t.Speaker)
		voices[k] = Voice{Name: sp.Name, Quiet: sp.Role == app.RoleModerator, Time: clock(t.From)}
	}
	v.text.SetTranscript(tr, voices, 0)
	var left, right []fyne.CanvasObject
	if len(v.all) > 1 && v.s.model.Revise != nil {
		forget := kit.NewButton(say.T("Remove older revisions"), kit.Quiet, v.forget)
		forget.SetTip(say.T("Words taken out of the text go from the revisions, too. Undo brings them back while the history is kept."))
		left = append(left, forget)
	}
	right = append(right, kit.NewButton(say.T("Close"), kit.Secondary, v.d.Hide))
	if i > 0 {
		right = append(right, kit.NewButton(say.T("Go back to revision %d…", v.all[i].Revision), kit.Primary, v.back))
	}
	v.d.SetActions(left, right...)
}

func (v *revisions) back() {
	v.d.Hide()
	v.s.model.ReviewBack(v.all[v.at].Transcript, v.s.showReview)
}

func (v *revisions) forget() {
	v.d.Hide()
	n := len(v.all) - 1
	v.s.model.ForgetOlder(func() {
		v.s.told(say.T("%s removed. Undo brings %s back while the history is kept.", say.Count(n, "older revision"), verb(n, say.T("it"), say.T("them"))), icons.Trash)
	})
}

// pickFile asks for a file whose transcript takes the place of this one.
func (s *Screen) pickFile() {
	(&kit.FileDialog{Mode: kit.OpenFile, Title: say.T("Replace the transcript"), Action: say.T("Compare…"), OnPick: func(paths []string) {
		s.model.ReviewFile(paths[0], s.showReview)
	}}).Show(kit.CanvasOf(s.root))
}

// masks are what is offered to stand in place of words that must go.
var masks = []string{"[name]", "[place]", "[company]", "[contact]", revise.DefaultMask}

// redact offers what to put in place of the selection, or of the finding at hand.
func (s *Screen) redact() {
	m := s.model
	span := m.Selection()
	if f := m.Active(); span.Len() == 0 && f != nil {
		span = f.Span
	}
	c := kit.CanvasOf(s.text)
	if span.Len() == 0 || m.Revise == nil || c == nil {
		return
	}
	everywhere := m.Occurrences(span)
	put := func(spans []app.Span, mask string) func() {
		return func() {
			s.bar.hide()
			m.Redact(spans, mask, func(n int) {
				s.told(say.T("Redacted %s. The words stay in the older revision until you remove it.", say.Count(n, "passage")), icons.Lock)
			})
		}
	}
	items := []kit.MenuItem{{Text: say.T("Put in place of “%s”", short(flat(m.Transcript.Text[span.Start:span.End]), 30)), Head: true}}
	for _, mask := range masks {
		items = append(items, kit.MenuItem{Text: mask, Run: put([]app.Span{span}, mask)})
	}
	if n := len(everywhere); n > 1 {
		items = append(items, kit.Separator, kit.MenuItem{Text: say.T("At all %s places", say.Number(n)), Head: true})
		for _, mask := range masks {
			items = append(items, kit.MenuItem{Text: mask, Detail: say.T("%d times", n), Run: put(everywhere, mask)})
		}
	}
	at, _ := s.text.PlaceOf(span.Start, false)
	kit.ShowMenuAt(c, fyne.CurrentApp().Driver().AbsolutePositionForObject(s.text).Add(at).AddXY(0, kit.Reading.LineHeight()), items...)
}

// more is the menu of what can be done with the text as a whole.
func (s *Screen) more(anchor fyne.CanvasObject) {
	m := s.model
	off := m.Revise == nil
	items := []kit.MenuItem{
		{Icon: icons.Edit, Text: say.T("Edit the transcript"), Key: "Ctrl E", Disabled: off, Run: s.edit},
		{Icon: icons.Lock, Text: say.T("Redact the selection…"), Key: "R", Disabled: off || m.Selection().Len() == 0 && m.Active() == nil, Run: s.redact},
		{Icon: icons.Search, Text: say.T("Find personal data"), Disabled: m.Privacy == nil, Run: s.findPersonal},
		{Icon: icons.Import, Text: say.T("Replace the transcript by a file…"), Disabled: off || m.Files == nil, Run: s.pickFile},
		kit.Separator,
		{Icon: icons.People, Text: say.T("Speakers"), Run: func() { m.Activate("") }},
		{Icon: icons.History, Text: say.T("Revisions…"), Detail: fmt.Sprint(m.Transcript.Revision), Disabled: off, Run: s.showRevisions},
	}
	kit.ShowMenu(anchor, items...)
}
