package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// A widget that was out of sight for long gets a new renderer at the size it has.
func TestPainter_ANewRendererIsLaidOutAtTheSizeTheWidgetHas(t *testing.T) {
	test.NewTempApp(t)
	for _, c := range []struct {
		name string
		make func() fyne.Widget
	}{
		{"paragraph", func() fyne.Widget { return NewParagraph("Words that tell a theme", Strong).Limit(2) }},
		{"text", func() fyne.Widget { return NewElastic("Words that tell a theme", Small) }},
		{"button", func() fyne.Widget { return NewButton("Accept", Primary, nil) }},
		{"slider", func() fyne.Widget { return NewSlider("Broad", "Fine", 200, nil) }},
		{"meter", func() fyne.Widget { return NewMeter(0.5, PaintOf(Accent), 40) }},
		{"badge", func() fyne.Widget { return NewBadge("proposed", Plain) }},
		{"segments", func() fyne.Widget { return NewSegments([]Option{{ID: "a", Text: "A"}, {ID: "b", Text: "B"}}, nil) }},
		{"groups", func() fyne.Widget {
			l := NewGroupList(func(int) GroupRow { return GroupRow{Title: "A", Line: "1 finding"} })
			l.SetRows(2, 0)
			return l
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := c.make()
			test.TempWidgetRenderer(t, w)
			w.Resize(fyne.NewSize(300, 60))
			texts, wide := drawnText(w.CreateRenderer().Objects())
			want, _ := drawnText(test.TempWidgetRenderer(t, w).Objects())
			if texts != want || wide == 0 {
				t.Errorf("anew it shows %q, %v wide; before %q", texts, wide, want)
			}
		})
	}
}

// drawnText joins the texts among objects and tells the width of the widest object.
func drawnText(objects []fyne.CanvasObject) (texts string, wide float32) {
	for _, o := range objects {
		if t, ok := o.(*canvas.Text); ok {
			texts += t.Text + "|"
		}
		wide = max(wide, o.Size().Width)
	}
	return texts, wide
}
