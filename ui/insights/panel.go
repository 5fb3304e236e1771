package insights

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/evidence"
	"throughline/ui/kit"
)

func levelOf(m *Model, r *app.InsightRow) string {
	level, _, _ := evidence.Confidence(r.Support, app.DateOf(m.Now()))
	return level
}

// meter is how far the bar under the level is filled: a picture of four steps, not a measurement.
func meter(level string) float64 {
	switch level {
	case string(app.High):
		return 0.9
	case string(app.Moderate):
		return 0.65
	case string(app.Low):
		return 0.4
	}
	return 0.15
}

// confidence shows the level with the counts it comes from and what would change it.
func (s *Screen) confidence(in *app.InsightRow) []fyne.CanvasObject {
	level, _, change := s.model.Confidence()
	sup := in.Support
	methods := strings.ToLower(strings.Join(sup.Methods, ", "))
	if methods == "" {
		methods = "unknown"
	}
	rows := []fyne.CanvasObject{
		kit.NewText("Confidence: "+level, kit.Strong),
		kit.NewMeter(meter(level), kit.PaintOf(kit.Accent), 40),
		fact("People", fmt.Sprintf("%d of %d", sup.Participants, sup.Asked)),
		fact("Segments", fmt.Sprintf("%d of %d", sup.Segments, sup.AllSegments)),
		fact("Methods", methods),
		fact("Studies", app.Number(sup.Studies)),
		fact("Passages for it", app.Number(sup.Findings)),
		fact("Contradictions", app.Number(sup.Against)),
		fact("Newest", ago(sup.Newest.Time(), s.model.Now())),
		fact("From one person at most", fmt.Sprintf("%.0f %%", 100*sup.TopShare)),
	}
	if change != "" {
		rows = append(rows, kit.Detail("What would change it", kit.NewParagraph(change, kit.Control)))
	}
	rows = append(rows, kit.NewParagraph("Counted from the evidence, not measured. A convention to question, with its reasons.", kit.Small))
	return append(rows, kit.HLine(), s.memos.On(in.Ref(), in.Title))
}

// ago says how long ago a day was: "6 weeks ago".
func ago(t, now time.Time) string {
	if t.IsZero() {
		return "unknown"
	}
	switch days := int(now.Sub(t).Hours() / 24); {
	case days < 1:
		return "today"
	case days < 14:
		return app.Count(days, "day") + " ago"
	case days < 61:
		return app.Count(days/7, "week") + " ago"
	case days < 730:
		return app.Count(days*12/365, "month") + " ago"
	default:
		return app.Count(days/365, "year") + " ago"
	}
}

func fact(name, value string) fyne.CanvasObject {
	return kit.HStack(kit.Space2, kit.Grow(kit.NewText(name, kit.Control)), kit.NewElastic(value, kit.Control.B()))
}
