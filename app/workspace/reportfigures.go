package workspace

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/report"
	"throughline/app/score"
	"throughline/app/tally"
)

// How much of a figure fits on a page and is still read.
const (
	mostFigureTags     = 18
	mostFigureSegments = 7
	mostFigureBars     = 14
)

// figures are what is counted of studies beside their insights: how much later interviews brought, who says what, what was measured in their sessions, and the metrics of the product, as
// the readers of a door may see it.
func (w *Workspace) figures(ctx context.Context, spec report.Spec, studies []app.Study) ([]report.Figure, error) {
	door := w.Door(spec.Readers)
	counts := &tally.Service{Store: door}
	var out []report.Figure
	for i := range studies {
		find := spec.Find
		find.Study, find.Page = studies[i].ID, app.Page{}
		course, err := counts.Saturation(ctx, tally.Ask{Find: find, Seed: 1}, tally.SaturationRule{}, nil)
		if err != nil {
			return nil, err
		}
		if len(course.All.Seen) > 1 {
			f := saturationFigure(course)
			if len(studies) > 1 {
				f.Title = "Saturation: " + spec.Language.Own(studies[i].Name)
			}
			out = append(out, f)
		}
	}
	segments, err := counts.BySegment(ctx, tally.Ask{Find: spec.Query(), Seed: 1})
	if err != nil {
		return nil, err
	}
	if len(segments.Columns) > 1 && len(segments.Rows) > 0 {
		out = append(out, segmentFigure(segments, spec.Language))
	}
	if spec.Find.Narrowed() {
		return out, nil // sessions and the product are measured, not findings
	}
	measured, err := (&score.Service{Store: door}).List(ctx, spec.Study)
	if err != nil {
		return nil, err
	}
	by := score.ByRelease
	if len(studies) > 1 {
		by = inStudy(studies)
		measured = slices.DeleteFunc(measured, func(m app.Measure) bool { return by(&m) == "" })
	}
	scores := slices.DeleteFunc(score.Of(measured, by), func(s score.Score) bool { return held(spec.Naming).few(s.N) })
	out = append(out, scoreFigures(scores, spec.Language)...)
	product, err := w.productFigures(ctx, door, spec, studies)
	return append(out, product...), err
}

// inStudy groups measures by the name of their study, "" for others.
func inStudy(studies []app.Study) score.Grouping {
	names := make(map[app.StudyID]string, len(studies))
	for i := range studies {
		names[studies[i].ID] = studies[i].Name
	}
	return func(m *app.Measure) string { return names[m.Study] }
}

// saturationFigure draws the tags heard so far, interview by interview, in the band of all orders.
func saturationFigure(x *tally.Saturation) report.Figure {
	c := &x.All
	seen, mean := chart.Series{Name: "In the order they were made", Hue: 1}, chart.Series{Name: "Mean of all orders, with the middle 90 % of them", Hue: 9}
	view := &chart.Chart{Kind: chart.Line, Title: "Saturation", Unit: "tags", XTitle: "Interviews", Alt: x.Says()}
	for i, n := range c.Seen {
		view.Categories = append(view.Categories, strconv.Itoa(i+1))
		seen.Values = append(seen.Values, float64(n))
		if i < len(c.Band.Mean) {
			mean.Values, mean.Low, mean.High = append(mean.Values, c.Band.Mean[i]), append(mean.Low, c.Band.Low[i]), append(mean.High, c.Band.High[i])
		}
	}
	if len(mean.Values) == len(seen.Values) {
		view.Series = append(view.Series, mean)
	}
	view.Series = append(view.Series, seen)
	return report.Figure{Title: "Do later interviews still bring something new?", Says: x.Says(), Chart: view,
		Note: "Tags heard at least once after each interview. The reading follows Guest, Namey and Chen 2020: base 4, run 2, threshold 5 %."}
}

// segmentFigure is which share of each segment raised the tags that most people raised.
func segmentFigure(x *tally.Segments, lang report.Language) report.Figure {
	cols, rows := min(len(x.Columns), mostFigureSegments), min(len(x.Rows), mostFigureTags)
	c := &chart.Chart{Kind: chart.Heat, Title: "Tags by segment", Unit: "% of the people asked", Alt: ownLabels(x, lang).Says()}
	for j, k := range x.Columns[:cols] {
		name := k.Label
		if name == "" {
			name = "No segment"
		}
		c.Categories = append(c.Categories, fmt.Sprintf("%s (%d)", name, x.Of[j]))
	}
	for _, r := range x.Rows[:rows] {
		s := chart.Series{Name: r.Label}
		for j := range cols {
			cell, share := r.Cells[j], 0.0
			if x.Of[j] > 0 {
				share = 100 * float64(cell.N) / float64(x.Of[j])
			}
			s.Values, s.Labels = append(s.Values, share), append(s.Labels, strconv.Itoa(cell.N))
		}
		c.Series = append(c.Series, s)
	}
	note := "The number is of people who raised it, the shade the share of those asked in the segment, whose number stands behind its name."
	if more := len(x.Rows) - rows; more > 0 {
		note += " " + app.Count(more, "tag") + " that fewer people raised are in the metric sheet."
	}
	if len(x.Small) > 0 {
		note += " Segments of fewer than five people say little: one person more or less changes much there."
	}
	return report.Figure{Title: "Who says what", Says: ownLabels(x, lang).Says(), Chart: c, Note: note, Segments: true}
}

// ownLabels is a table whose names are somebody's own, to be told in a sentence.
func ownLabels(x *tally.Segments, lang report.Language) *tally.Segments {
	told := *x
	told.Rows, told.Columns = slices.Clone(x.Rows), slices.Clone(x.Columns)
	for i := range told.Rows {
		told.Rows[i].Label = lang.Own(told.Rows[i].Label)
	}
	for j := range told.Columns {
		told.Columns[j].Label = lang.Own(told.Columns[j].Label)
	}
	return &told
}

// scoreFigures are the scores of each kind of measure, tasks and releases side by side, with their intervals.
func scoreFigures(all []score.Score, lang report.Language) []report.Figure {
	var out []report.Figure
	for from := 0; from < len(all); {
		to := from
		for to < len(all) && all[to].Kind == all[from].Kind {
			to++
		}
		if f, ok := scoreFigure(all[from:to], lang); ok {
			out = append(out, f)
		}
		from = to
	}
	return out
}

func scoreFigure(scores []score.Score, lang report.Language) (f report.Figure, ok bool) {
	kind := scores[0].Kind
	bar := chart.Series{Hue: 1}
	c := &chart.Chart{Kind: chart.Bar, Title: kind.Word()}
	if score.Share(kind) {
		c.Unit, c.Full = "%", 100
	}
	left := 0
	for i := range scores {
		s := &scores[i]
		switch {
		case s.N == 0:
			continue
		case len(c.Categories) == mostFigureBars:
			left++
			continue
		case f.Says == "":
			told := *s
			told.Task, told.Group = lang.Own(s.Task), lang.Own(s.Group)
			f.Says = told.Says()
		}
		name := s.Task
		if s.Group != "" {
			if name != "" {
				name += ", "
			}
			name += s.Group
		}
		if name == "" {
			name = kind.Word()
		}
		low, high := s.Low, s.High
		if !s.Bounded {
			low, high = s.Value, s.Value
		}
		c.Categories = append(c.Categories, fmt.Sprintf("%s (n = %d)", name, s.N))
		bar.Values, bar.Low, bar.High, bar.Labels = append(bar.Values, s.Value), append(bar.Low, low), append(bar.High, high), append(bar.Labels, s.Text())
	}
	if len(c.Categories) == 0 {
		return f, false
	}
	c.Series, c.Alt, f.Title, f.Chart = []chart.Series{bar}, f.Says, kind.Word(), c
	f.Note = "Bars are scores, whiskers 95 % intervals."
	if left > 0 {
		f.Note += " " + app.Count(left, "more score") + " in the metric sheet."
	}
	return f, true
}
