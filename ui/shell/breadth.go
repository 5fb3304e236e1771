package shell

import (
	"fyne.io/fyne/v2"

	"throughline/ui/task"
)

// narrowBelow is the width of a window below which the frame keeps to what is needed: a rail of icons, and signs for the two great acts at the top. A window of
// 1280 pixels at 200 % is 640 wide.
const narrowBelow float32 = 800

// leastFrame is how small the window may be made. What a page needs beyond it is scrolled.
var leastFrame = fyne.NewSize(560, 360)

// breadth gives the whole room to the frame, and has it laid out for a narrow window or a wide one.
type breadth struct{ s *Shell }

// MinSize implements fyne.Layout. The frame of a wide window must not keep the window from becoming narrow.
func (b breadth) MinSize(frame []fyne.CanvasObject) fyne.Size {
	return frame[0].MinSize().Min(leastFrame)
}

// Layout implements fyne.Layout.
func (b breadth) Layout(frame []fyne.CanvasObject, room fyne.Size) {
	frame[0].Move(fyne.NewPos(0, 0))
	frame[0].Resize(room)
	if room.Width > 0 && room.Width < narrowBelow != b.s.narrow {
		task.Post(b.s.fit) // not from within a layout
	}
}

// fit lays the frame out for the width that the window has.
func (s *Shell) fit() {
	narrow := s.stage.Size().Width < narrowBelow
	if s.closed || narrow == s.narrow {
		return
	}
	s.narrow = narrow
	s.top.build()
	s.rail.rebuild()
	s.top.paint()
}
