package shell

import (
	"testing"

	"fyne.io/fyne/v2"

	"throughline/ui/kit"
)

func TestFrame_KeepsToWhatIsNeededInANarrowWindow(t *testing.T) {
	for _, row := range []struct {
		name string
		wide float32
		want float32 // of the rail
	}{
		{"wide", 1280, railWide + 1},
		{"1280 pixels at 200 %", 640, railNarrow + 1},
		{"wide again", 1000, railWide + 1},
	} {
		f := newFrame(t)
		f.win.Resize(fyne.NewSize(640, 400))
		f.ui.until("a narrow frame", func() bool { return f.narrow })
		f.win.Resize(fyne.NewSize(row.wide, 400))
		f.ui.until("the frame for the width", func() bool { return f.narrow == (row.wide < narrowBelow) })
		if got := f.rail.root.Size().Width; got != row.want {
			t.Errorf("%s: the rail is %v wide, want %v", row.name, got, row.want)
		}
		if min := f.win.Content().MinSize(); min.Width > row.wide {
			t.Errorf("%s: the frame needs %v", row.name, min)
		}
		if right := f.right.Position().X + f.right.MinSize().Width; right > row.wide {
			t.Errorf("%s: what is right of the rail ends at %v", row.name, right)
		}
		if f.p.Settings.RailNarrow() {
			t.Errorf("%s: the choice of the person was changed", row.name)
		}
	}
	f := newFrame(t)
	f.win.Resize(fyne.NewSize(640, 400))
	f.ui.until("a narrow frame", func() bool { return f.narrow })
	f.Go(kit.Route{Screen: kit.Findings})
	if f.Here().Screen != kit.Findings {
		t.Error("a narrow frame leads nowhere")
	}
}
