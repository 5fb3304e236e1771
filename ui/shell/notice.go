package shell

import (
	"fyne.io/fyne/v2"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// over is what stands over the page: a notice if there is one, the banner if there is one, and the bar.
func (s *Shell) over(notice fyne.CanvasObject) (all []fyne.CanvasObject) {
	for _, o := range []fyne.CanvasObject{notice, s.p.Banner} {
		if o != nil {
			all = append(all, o)
		}
	}
	return append(all, s.top.root)
}

// SetNotice puts a notice about the file above everything, in place of the one before; nil takes it away.
func (s *Shell) SetNotice(o fyne.CanvasObject) {
	s.head.Objects = s.over(o)
	s.right.Refresh()
}

// SetSaved says at the foot of the window whether what was done is on disk; "" is that all is.
func (s *Shell) SetSaved(words string) {
	b := s.status
	ink := kit.Muted
	if words == "" {
		if words = say.T("All saved"); s.p.Services.ReadOnly {
			words = say.T("Read only")
		}
	} else {
		ink = kit.BadInk
	}
	if b.saved.Text() != words {
		b.saved.SetText(words)
		b.saved.SetStyle(kit.Small.In(ink))
		b.row.Refresh()
	}
}
