package themes

// Face is a way to look at the themes of a board.
type Face string

// The faces, in the order in which they are offered. Pages is the list of themes with the page of the selected one beside it.
const (
	BoardFace Face = "board"
	Pages     Face = "list"
	MapFace   Face = "map"
	TableFace Face = "table"
)

// Show turns to another face of the themes. The selected theme, the chosen cards and a proposal stay.
func (m *Model) Show(f Face) {
	if f != m.Face() {
		m.before, m.face = m.Face(), f
	}
	m.MapOn, m.Lit = f == MapFace, ""
	switch {
	case f == BoardFace || !m.Loaded:
	case m.lean:
		m.reload()
	case m.CardsOf != m.Selected:
		m.loadCards()
	}
	m.needMap()
	m.needTable()
	m.changed()
}

// Face is the face that is shown.
func (m *Model) Face() Face {
	if m.face == "" {
		return BoardFace
	}
	return m.face
}

// ShowMap shows findings as dots on a plane, or goes back to the face shown before. The first time the findings are compared, as a job.
func (m *Model) ShowMap(on bool) {
	switch {
	case on:
		m.Show(MapFace)
	case m.before != "" && m.before != MapFace:
		m.Show(m.before)
	default:
		m.Show(BoardFace)
	}
}

// AcrossOnly reports whether the board shows nothing although studies may have themes: all studies are shown, none of their themes stands across
// them, and no proposal is looked at.
func (m *Model) AcrossOnly() bool {
	return m.Study == "" && m.Face() == BoardFace && m.Loaded && !m.failed && m.Total > 0 && len(m.Board.Themes) == 0 && !(m.Viewing && m.Offer != nil)
}
