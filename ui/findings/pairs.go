package findings

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// pairs shows findings that may be one, two by two, with what a person may do about each pair.
type pairs struct {
	s     *Screen
	line  *kit.Text
	list  *fyne.Container
	view  *kit.ScrollView
	room  *fyne.Container
	root  fyne.CanvasObject
	drawn string
}

// pairsShown bounds the pairs laid out at once; those dealt with make room for the next.
const pairsShown = 40

func newPairs(s *Screen) *pairs {
	p := &pairs{s: s, line: kit.NewElastic("", kit.Small), list: kit.VStack(kit.Space3)}
	p.view = kit.Scroll(kit.Inset(kit.AtMost(p.list, 1100), 0, 20, kit.Space6, 20))
	p.room = kit.Stack(p.view)
	back := kit.NewIconTextButton(icons.Left, say.T("Back to the table"), kit.Secondary, s.endPairs)
	head := kit.Inset(kit.HStack(kit.Space3, back, kit.NewText(say.T("May be the same"), kit.Strong), kit.Grow(p.line)), kit.Space3, 20, kit.Space3, 20)
	p.root = kit.Dock(head, nil, nil, nil, p.room)
	return p
}

// ShowDuplicates shows findings that may be one in place of the table.
func (s *Screen) ShowDuplicates() {
	if c := kit.CanvasOf(s.root); c != nil && c.Overlays().Top() == nil {
		c.Unfocus() // from the table, which is out of sight now, so that the keys of the page work
	}
	s.model.FindDuplicates()
}

func (s *Screen) endPairs() {
	s.model.EndPairs()
	s.Shown()
}

// paint shows the model's pairs and returns what stands in the place of the table.
func (p *pairs) paint() fyne.CanvasObject {
	m := p.s.model
	show, line := p.state()
	p.line.SetText(line)
	if p.room.Objects[0] != show {
		p.room.Objects = []fyne.CanvasObject{show}
		p.room.Refresh()
	}
	var said strings.Builder
	for i := range m.Pairs {
		fmt.Fprint(&said, m.Pairs[i].A.ID, m.Pairs[i].B.ID, m.Pairs[i].A.Modified.UnixNano(), m.Pairs[i].B.Modified.UnixNano(), "\n")
	}
	if said.String() != p.drawn {
		p.drawn = said.String()
		var rows []fyne.CanvasObject
		for i := range m.Pairs[:min(len(m.Pairs), pairsShown)] {
			rows = append(rows, p.pair(&m.Pairs[i]))
		}
		p.list.Objects = rows
		p.list.Refresh()
		p.view.Refresh()
	}
	return p.root
}

func (p *pairs) state() (show fyne.CanvasObject, line string) {
	m := p.s.model
	switch {
	case !m.PairsReady:
		return kit.Pad(kit.NewSkeleton(), kit.Space4), say.T("Comparing all findings…")
	case len(m.Pairs) == 0:
		return kit.EmptyState(icons.Done, say.T("No two findings are nearly the same"), say.T("Looked for: a passage marked twice, nearly the same words, and other words that mean the same.")), ""
	}
	line = say.Count(len(m.Pairs), "pair")
	if n := len(m.Pairs) - pairsShown; n > 0 {
		line += say.T(", the first %d shown", pairsShown)
	}
	return p.view, say.T("%s. Nothing is changed until you do; undo takes each act back.", line)
}

// pair is two findings side by side.
func (p *pairs) pair(t *analysis.Twins) fyne.CanvasObject {
	m := p.s.model
	acts := []fyne.CanvasObject{kit.NewText(likeness(t), kit.Strong), kit.Spacer(), kit.NewButton(say.T("Keep both"), kit.Quiet, func() { m.KeepBoth(t) })}
	if t.Kind == analysis.SamePassage {
		acts = append(acts, kit.NewButton(say.T("Merge"), kit.Secondary, func() { m.Merge(t) }))
	}
	return kit.NewCard(kit.VStack(kit.Space3, kit.HStack(kit.Space2, acts...), kit.Columns(kit.Space4, []float32{1, 1}, p.side(&t.A), p.side(&t.B))))
}

// likeness says why two findings may be one, and how alike they are.
func likeness(t *analysis.Twins) string {
	switch t.Kind {
	case analysis.SamePassage:
		return say.T("The same passage, %s of it", percent(t.Like))
	case analysis.SameWords:
		return say.T("Nearly the same words, %s", percent(t.Like))
	}
	return say.T("Much the same meaning, likeness %s", percent(t.Like))
}

func (p *pairs) side(f *app.FindingRow) fyne.CanvasObject {
	s := p.s
	of, to := Only(f.ID), placeOf(f)
	open := kit.NewTextButton(say.T("Open"), kit.Small.In(kit.Accent), func() { s.goTo(to) })
	remove := kit.NewTextButton(say.T("Delete this one"), kit.Small.In(kit.Accent), func() { s.model.Delete(of) })
	foot := kit.HStack(kit.Space3, open, remove, kit.Grow(kit.NewElastic(joined(f.Code, f.InterviewTitle, when(f)), kit.Small)))
	rows := []fyne.CanvasObject{kit.NewParagraph(f.Text(), kit.Body).Limit(6)}
	if tags := s.tagNames(f); tags != "" {
		rows = append(rows, kit.NewElastic(tags, kit.Small))
	}
	return kit.Barred(s.stripe(f), kit.VStack(kit.Space1, append(rows, foot)...))
}

// tagNames lists the tags of a finding.
func (s *Screen) tagNames(f *app.FindingRow) string {
	var names []string
	for _, id := range f.TagIDs() {
		if t := s.model.TagNamed(id); t != nil {
			names = append(names, t.Name)
		}
	}
	return strings.Join(names, ", ")
}
