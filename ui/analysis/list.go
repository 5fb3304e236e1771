package analysis

import (
	"throughline/ui/kit"
	"throughline/ui/say"
)

const (
	listWidth  float32 = 176 // at least
	listBeside float32 = 78  // beside a name
)

// listWidth is the width of the list of analyses: as much as its longest name needs.
func (s *Screen) listWidth() float32 {
	width := listWidth
	names := []string{say.T("UX measures"), say.T("Product metrics")}
	for _, k := range Kinds {
		names = append(names, k.Title())
	}
	for _, name := range names {
		width = max(width, kit.Measure(name, kit.Body.B()).Width+listBeside)
	}
	return width
}
