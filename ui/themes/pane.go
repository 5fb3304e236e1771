package themes

import (
	"fyne.io/fyne/v2"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// pane paints one face of the themes and takes its keys. A screen asks only the pane that is shown. A proposal that is
// looked at comes before it.
type pane interface {
	// content is what stands in the middle, without the list of themes beside it.
	content() fyne.CanvasObject
	// paint shows the model's state; it runs on every change while the pane is shown.
	paint()
	// key and rune take a key or a letter; false if it is not the pane's.
	key(*fyne.KeyEvent) bool
	rune(rune) bool
	// focus gives the pane the keyboard when it comes into sight.
	focus()
}

// faceNames are the faces in the order offered. A face other than the list and the map is offered when it has a pane.
var faceNames = []kit.Option{{ID: string(BoardFace), Text: say.T("Board")}, {ID: string(Pages), Text: say.T("List")}, {ID: string(MapFace), Text: say.T("Map")},
	{ID: string(TableFace), Text: say.T("Table")}}

// makePanes makes the panes of the faces that have one.
func (s *Screen) makePanes() {
	s.panes = map[Face]pane{BoardFace: newBoardPane(s), TableFace: newTablePane(s)}
}

// faces are the choices of the view switch.
func (s *Screen) faces() []kit.Option {
	var out []kit.Option
	for _, o := range faceNames {
		if f := Face(o.ID); f == Pages || f == MapFace || s.panes[f] != nil {
			out = append(out, o)
		}
	}
	return out
}

// pane is the pane of the face that is shown while there is something to show on it, or nil.
func (s *Screen) pane() pane {
	m := s.model
	if !m.Loaded || m.Viewing && m.Face() != BoardFace || m.Total == 0 && len(m.Themes) == 0 {
		return nil
	}
	return s.panes[m.Face()]
}

// nextFace turns to the next of the faces offered.
func (s *Screen) nextFace() {
	all := s.faces()
	for i, o := range all {
		if Face(o.ID) == s.model.Face() {
			s.model.Show(Face(all[(i+1)%len(all)].ID))
			return
		}
	}
}

// keyTaken hands a key to what stands in the middle.
func (s *Screen) keyTaken(k *fyne.KeyEvent) bool {
	if p := s.pane(); p != nil {
		return p.key(k)
	}
	return s.model.Viewing && s.preview.key(k)
}

// runeTaken hands a letter to what stands in the middle.
func (s *Screen) runeTaken(r rune) bool {
	if p := s.pane(); p != nil {
		return p.rune(r)
	}
	return s.model.Viewing && s.preview.rune(r)
}
