package measures

import (
	"context"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Claims are the insights that a figure can be attached to.
type Claims struct {
	List   func(ctx context.Context, study app.StudyID) ([]app.InsightRow, error)
	Attach func(ctx context.Context, f app.Figure) error
}

// Figure is what the part says now, as a figure for an insight; ok is false where it says nothing.
func (m *Model) Figure() (f app.Figure, ok bool) {
	p := m.Page
	if p == nil {
		return f, false
	}
	switch {
	case m.Part == Metrics && p.Shift != nil:
		f = app.Figure{Metric: p.Metric.ID, Segment: p.Segment, Days: p.Shift.Days, Said: say.Sentence(p.Shift.Says())}
		for _, k := range m.Data.Marks {
			if MarkKey(k) == p.MarkKey {
				f.Annotation = k.ID
			}
		}
		return f, true
	case m.Part == Compare && len(p.Diffs) > 0:
		for i := range p.Diffs {
			if d := &p.Diffs[i]; d.Kind == p.Kind {
				return app.Figure{Measure: d.Kind, Of: m.Study, Task: d.Task, Release: p.B, Against: p.A, Said: say.Sentence(d.Says())}, true
			}
		}
	case m.Part == Scores:
		for i := range p.Scores {
			if s := &p.Scores[i]; s.Kind == p.Kind {
				f = app.Figure{Measure: s.Kind, Of: m.Study, Task: s.Task, Said: say.Sentence(s.Says())}
				if m.By == ByRelease {
					f.Release = s.Group
				}
				return f, true
			}
		}
	}
	return f, false
}

// attach asks for the insight that what the part says belongs to.
func (s *Screen) attach() {
	f, ok := s.model.Figure()
	if !ok || s.model.ReadOnly {
		return
	}
	var work task.Latest[[]app.InsightRow]
	study := s.model.Study
	work.Load(func(ctx context.Context) ([]app.InsightRow, error) { return s.doors.Claims.List(ctx, study) }, func(all []app.InsightRow, err error) {
		switch {
		case err != nil:
			s.model.fail(err)
		case len(all) == 0:
			s.model.fail(app.Invalid(say.T("There is no insight yet."), say.T("Write one under Insights first, then attach the figure to it.")))
		default:
			s.showAttach(f, all)
		}
	})
}

func (s *Screen) showAttach(f app.Figure, all []app.InsightRow) {
	d := kit.NewDialog(say.T("Attach to an insight"), 600, 280)
	var options []kit.Option
	for i := range all {
		options = append(options, kit.Option{ID: string(all[i].ID), Text: kit.Fit(all[i].Title, kit.Control, 480)})
	}
	pick := kit.NewDropdown(options, nil).WithWidth(540)
	pick.OnChange = pick.Select
	pick.Select(options[0].ID)
	stance := kit.NewSegments([]kit.Option{{ID: string(app.Supports), Text: say.T("Supports it")}, {ID: string(app.Contradicts), Text: say.T("Contradicts it")}, {ID: string(app.Nuances), Text: say.T("Nuances it")}}, nil)
	stance.OnChange = stance.Select
	stance.Select(string(app.Supports))
	wrong := kit.NewElastic("", kit.Small.In(kit.BadInk))
	act := func() {
		f.Insight, f.Stance = app.InsightID(pick.Selected()), app.Stance(stance.Selected())
		now := f
		s.model.do(say.T("Attached"), func(ctx context.Context) error { return s.doors.Claims.Attach(ctx, now) }, func(err error) { finish(d, wrong, err) })
	}
	attach := kit.NewButton(say.T("Attach"), kit.Primary, act)
	d.SetContent(kit.VStack(kit.Space3, kit.NewParagraph(f.Said, kit.Body), kit.FormRow(say.T("Insight"), pick), kit.HStack(0, stance, kit.Spacer())))
	d.SetActions([]fyne.CanvasObject{kit.Fixed(wrong, 300, 0)}, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), attach)
	canvas := kit.CanvasOf(s.root)
	d.Show(canvas)
	canvas.Focus(attach) // Enter attaches to the first, Shift+Tab leads to the others
}
