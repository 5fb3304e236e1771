package findings

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// How many turns of the interview stand around a finding.
const (
	besideTurns = 1 // in the inspector
	lookTurns   = 4 // in the preview
)

// Size of the preview.
const (
	previewWide float32 = 620
	previewHigh float32 = 520
)

// preview shows the one chosen finding in its interview, above the table, and follows the keyboard from row to row.
type preview struct {
	s     *Screen
	inner *fyne.Container
	title *kit.Text
	body  *fyne.Container
	view  *kit.ScrollView
	own   fyne.CanvasObject // the turn with the finding
	off   func()            // takes it off the stage; nil while it is hidden
	shown string
}

func newPreview(s *Screen) *preview {
	p := &preview{s: s, title: kit.NewElastic("", kit.Strong), body: kit.VStack(kit.Space3)}
	p.view = kit.Scroll(kit.Inset(p.body, kit.Space3, kit.Space4, kit.Space4, kit.Space4))
	head := kit.Inset(kit.HStack(kit.Space2, kit.Grow(p.title), kit.NewIconTextButton(icons.Interviews, say.T("Open"), kit.Secondary, s.openChosen),
		kit.NewIconButton(icons.Close, say.T("Close (Space)"), func() { p.hide() })), kit.Space2, kit.Space2, kit.Space2, kit.Space4)
	foot := kit.PadXY(kit.HStack(kit.Space3, kit.Hint("J", say.T("next")), kit.Hint("K", say.T("previous")), kit.Hint("Enter", say.As("open", "to open")), kit.Hint("Space", say.T("close"))), kit.Space4, kit.Space2)
	p.inner = kit.Stack(kit.NewBox(kit.Surface, kit.Accent), kit.Dock(kit.VStack(0, head, kit.HLine()), nil, kit.VStack(0, kit.HLine(), foot), nil, p.view))
	return p
}

// toggle shows the preview, or hides it.
func (p *preview) toggle() {
	if p.hide() {
		return
	}
	st := kit.StageOf(p.s.root)
	if st == nil || p.s.one() == nil {
		return
	}
	p.shown = ""
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.s.middle)
	room := p.s.middle.Size()
	card := kit.Fixed(p.inner, min(previewWide, room.Width-2*kit.Space4), min(previewHigh, st.Size().Height-at.Y-kit.Space6))
	p.off = st.Float(card, func(stage, m fyne.Size) fyne.Position {
		return fyne.NewPos(at.X+max(0, (room.Width-m.Width)/2), max(kit.Space4, min(at.Y+kit.Space6, stage.Height-m.Height-kit.Space4)))
	})
	p.follow()
}

// hide takes the preview away; false if there is none.
func (p *preview) hide() bool {
	if p.off == nil {
		return false
	}
	p.off()
	p.off = nil
	return true
}

// follow shows the finding chosen now.
func (p *preview) follow() {
	if p.off == nil {
		return
	}
	f := p.s.one()
	if f == nil {
		p.hide()
		return
	}
	scene, ok := p.s.model.Scene(f, lookTurns)
	shown := fmt.Sprint(f.ID, ok, f.Modified.UnixNano(), len(scene.Turns))
	if shown == p.shown {
		return
	}
	p.shown = shown
	p.title.SetText(joined(f.Code, f.Segment, f.InterviewTitle))
	p.body.Objects, p.own = p.s.scene(f, scene, ok)
	p.body.Refresh()
	p.view.Refresh()
	p.reveal()
}

// reveal brings the finding into sight, under what was said right before.
func (p *preview) reveal() {
	at := float32(0)
	for i, row := range p.body.Objects {
		if row == p.own && i > 0 {
			at = p.body.Objects[i-1].Position().Y
		}
	}
	p.view.ScrollTo(at)
}

// scene lays out a finding in its surroundings, or what stands in their place; own is the turn in which the finding begins.
func (s *Screen) scene(f *app.FindingRow, scene Scene, ok bool) (rows []fyne.CanvasObject, own fyne.CanvasObject) {
	switch {
	case !ok:
		return []fyne.CanvasObject{kit.NewText(say.T("Reading the interview…"), kit.Small)}, nil
	case scene.Old:
		rows = append(rows, kit.NewParagraph(say.T("It stands in an older revision of the transcript."), kit.Small))
		fallthrough
	case len(scene.Turns) == 0 && f.Quote != "":
		return append(rows, kit.Barred(s.stripe(f), kit.NewRuns(passage(f)...))), nil
	case len(scene.Turns) == 0:
		return []fyne.CanvasObject{kit.NewParagraph(f.Note, kit.Body)}, nil
	}
	for i := range scene.Turns {
		t := &scene.Turns[i]
		row := s.turnRow(f, t)
		rows = append(rows, row)
		for _, part := range t.Parts {
			if part.Own && own == nil {
				own = row
			}
		}
	}
	return rows, own
}

// turnRow is one turn: who, when, and what was said with its marks.
func (s *Screen) turnRow(f *app.FindingRow, t *SceneTurn) fyne.CanvasObject {
	style := kit.Body
	if t.Moderator {
		style = style.In(kit.Muted)
	}
	var runs []kit.Run
	for _, p := range t.Parts {
		r := kit.Run{Text: p.Text, Style: style}
		switch {
		case p.Own:
			r.Style, r.Tint = kit.Body, s.stripe(f)
		case p.Other:
			r.Tint = kit.PaintOf(kit.Muted)
			if tag := s.firstTag(p.Tags); tag != nil {
				r.Tint = kit.TagPaint(tag.Color)
			}
		}
		runs = append(runs, r)
	}
	name := kit.NewRuns(kit.Run{Text: joined(t.Speaker, app.Clock(t.At)), Style: kit.Small.B()})
	return kit.VStack(2, name, kit.NewRuns(runs...))
}

func (s *Screen) firstTag(ids []app.TagID) *app.TagRow {
	for _, id := range ids {
		if t := s.model.TagNamed(id); t != nil {
			return t
		}
	}
	return nil
}
