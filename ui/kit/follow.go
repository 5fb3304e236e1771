package kit

import (
	"sync"

	"fyne.io/fyne/v2"
)

// followers are the scrollers on the screen; they scroll to what the keyboard reaches in them.
var followers struct {
	sync.Mutex
	views map[*ScrollView]bool
}

func (v *ScrollView) follow(on bool) {
	followers.Lock()
	defer followers.Unlock()
	if !on {
		delete(followers.views, v)
		return
	}
	if followers.views == nil {
		followers.views = map[*ScrollView]bool{}
	}
	followers.views[v] = true
}

// follow scrolls so far that o, which has got the keyboard, is seen with its focus ring. Most of it must be out of sight if loosely is set: a field that was
// pressed with the mouse must not move away below it.
func follow(o fyne.CanvasObject, loosely bool) {
	followers.Lock()
	var in *ScrollView
	for v := range followers.views {
		if v.Visible() && holds(v.body.content, o) {
			in = v
			break
		}
	}
	followers.Unlock()
	if in == nil || CanvasOf(o) == nil {
		return
	}
	driver := fyne.CurrentApp().Driver()
	y := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(in.body).Y
	high, seen := o.Size().Height, in.Size().Height
	if high == 0 || high > seen {
		return
	}
	if middle := y + high/2 - in.Offset(); loosely && middle > 0 && middle < seen {
		return
	}
	in.Reveal(max(0, y-Space2), high+2*Space2)
}

// ShowFocused brings what has the keyboard into sight again after it was moved.
func ShowFocused(in fyne.CanvasObject) {
	if c := CanvasOf(in); c != nil {
		if o, ok := c.Focused().(fyne.CanvasObject); ok {
			follow(o, false)
		}
	}
}

// holds reports whether o stands in a tree of containers.
func holds(tree, o fyne.CanvasObject) bool {
	if tree == o {
		return true
	}
	c, ok := tree.(*fyne.Container)
	if !ok || !c.Visible() {
		return false
	}
	for _, x := range c.Objects {
		if holds(x, o) {
			return true
		}
	}
	return false
}
