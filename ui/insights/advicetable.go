package insights

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/insight"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// adviceTable is the other face: every recommendation by its score, and where they stand on a map.
type adviceTable struct {
	screen *Screen
	root   *fyne.Container
	table  *kit.DataTable
	chart  *kit.ChartView
	maps   *kit.Segments
	faces  *kit.Segments
	card   *fyne.Container
	line   *kit.Text
	center *fyne.Container
	shown  []insight.Scored
	drawn  string
}

// The maps.
const (
	landscape = "landscape" // importance by satisfaction
	bubbles   = "bubbles"   // effort by reach
	noMap     = "none"
)

func newAdviceTable(s *Screen) *adviceTable {
	t := &adviceTable{screen: s}
	t.table = kit.NewDataTable([]kit.Column{{ID: "text", Title: say.T("Recommendation"), Width: 240, Grow: 3}, {ID: "score", Title: say.T("Score"), Width: 120, Trailing: true},
		{ID: "formula", Title: say.T("From"), Width: 170, From: 760}, {ID: "level", Title: say.T("Confidence"), Width: 110}, {ID: "status", Title: say.T("Status"), Width: 110},
		{ID: "insights", Title: say.T("Rests on"), Width: 160, Grow: 1, From: 900}, {ID: "study", Title: say.T("Study"), Width: 120, Grow: 1, From: 1100}}, t.cell)
	t.table.OnOpen = func(row int) { t.edit(row) }
	t.table.OnMenu = func(row int, at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(s.root), at, t.menu(row)...) }
	t.chart = kit.NewChartView(&chart.Chart{Kind: chart.Scatter}, 300)
	t.chart.OnTap = func(m chart.Mark) { t.tapped(m) }
	t.maps = kit.NewSegments([]kit.Option{{ID: landscape, Text: say.T("Opportunities")}, {ID: bubbles, Text: say.T("Reach and effort")}, {ID: noMap, Text: say.T("Table only")}}, func(string) {
		t.drawn = ""
		t.paint()
	})
	t.faces = kit.NewSegments([]kit.Option{{ID: string(Claims), Text: say.T("Insights")}, {ID: string(Advice), Text: say.T("What to do")}}, func(id string) { s.model.Show(Face(id)) })
	t.line = kit.NewElastic("", kit.Small)
	t.card = kit.VStack(kit.Space2)
	t.center = kit.Stack(t.table)
	head := kit.Inset(kit.VStack(kit.Space2, kit.HStack(kit.Space3, kit.Fixed(t.faces, listWidth-2*kit.Space3, 0), kit.Grow(t.line), t.maps), t.card), kit.Space3, kit.Space4, kit.Space2, kit.Space3)
	t.root = kit.Dock(head, nil, nil, nil, t.center)
	return t
}

// paint shows the model's recommendations.
func (t *adviceTable) paint() {
	m := t.screen.model
	t.faces.Select(string(m.Face))
	t.shown = m.Advised
	t.table.SetRows(len(t.shown))
	scored := 0
	var b strings.Builder
	for i := range t.shown {
		if t.shown[i].Score.OK {
			scored++
		}
		b.WriteString(string(t.shown[i].ID) + t.shown[i].Modified.String() + string(t.shown[i].Level))
	}
	t.line.SetText(say.T("%s, %s scored. Double click edits.", say.Count(len(t.shown), "recommendation"), say.Number(scored)))
	if drawn := b.String() + t.maps.Selected(); drawn != t.drawn {
		t.drawn = drawn
		t.paintMap()
	}
	t.center.Objects = []fyne.CanvasObject{t.table}
	if m.Err != nil {
		t.center.Objects = []fyne.CanvasObject{kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry))}
	} else if m.Loaded && len(t.shown) == 0 {
		t.center.Objects = []fyne.CanvasObject{kit.EmptyState(icons.Done, say.T("Nothing is recommended yet"),
			say.T("A recommendation rests on insights and takes its confidence from their evidence. Open an insight and press R."),
			kit.NewButton(say.T("Go to the insights"), kit.Primary, func() { m.Show(Claims) }))}
	}
	t.center.Refresh()
	t.table.Refresh()
}

func (t *adviceTable) paintMap() {
	t.card.Objects = nil
	c, note := t.landscape(), say.T("A dot is a need: the more important and the less satisfied, the better the opportunity. Right of the lower line people are underserved (a score above 10).")
	if t.maps.Selected() == bubbles {
		c, note = t.bubbles(), say.T("Reach by effort; the larger the dot, the higher its RICE score.")
	}
	if t.maps.Selected() != noMap && c != nil {
		t.chart.SetChart(c)
		t.card.Objects = []fyne.CanvasObject{t.chart, kit.NewParagraph(note, kit.Small)}
	} else if t.maps.Selected() != noMap && len(t.shown) > 0 {
		t.card.Objects = []fyne.CanvasObject{kit.NewParagraph(say.T("Nothing is scored that way yet. Double click a recommendation and give it numbers."), kit.Small)}
	}
	t.card.Refresh()
	t.root.Refresh()
}

// landscape places the opportunities by importance and satisfaction; nil where there is none. The line is an opportunity score of 10,
// above it people are underserved (Ulwick); below satisfaction = importance they are served too well.
func (t *adviceTable) landscape() *chart.Chart {
	s := chart.Series{Name: say.T("Opportunities")}
	for _, r := range t.shown {
		if in := r.Recommendation.Score; in.Importance > 0 {
			s.X, s.Values, s.Names = append(s.X, in.Importance), append(s.Values, in.Satisfaction), append(s.Names, short30(r.Text))
		}
	}
	if len(s.X) == 0 {
		return nil
	}
	return &chart.Chart{Kind: chart.Scatter, Title: say.T("Opportunities"), Alt: say.T("Opportunities by importance and satisfaction."), XTitle: say.T("Importance"), YTitle: say.T("Satisfaction"),
		Full: 10, XFull: 10, Series: []chart.Series{s}, Guides: []chart.Guide{{X1: 5, Y1: 0, X2: 8, Y2: 6, Name: say.T("underserved right of it")}, {X1: 8, Y1: 6, X2: 10, Y2: 10},
			{X1: 0, Y1: 0, X2: 10, Y2: 10, Name: say.T("served too well above it")}}}
}

// bubbles places what has reach and effort; the area is the RICE score.
func (t *adviceTable) bubbles() *chart.Chart {
	s := chart.Series{Name: say.T("Recommendations")}
	for _, r := range t.shown {
		in := r.Recommendation.Score
		if in.Reach > 0 && in.Effort > 0 {
			s.X, s.Values, s.Names = append(s.X, in.Effort), append(s.Values, in.Reach), append(s.Names, short30(r.Text))
			in.Method = app.RICE
			v, _ := in.Value(max(r.Score.Confidence, 0.01))
			s.Sizes = append(s.Sizes, v)
		}
	}
	if len(s.X) == 0 {
		return nil
	}
	return &chart.Chart{Kind: chart.Scatter, Title: say.T("Reach and effort"), Alt: say.T("Recommendations by effort and reach."), XTitle: say.T("Effort, person-months"), YTitle: say.T("Reach"), Series: []chart.Series{s}}
}

// tapped opens the recommendation of a dot.
func (t *adviceTable) tapped(m chart.Mark) {
	n := -1
	for i, r := range t.shown {
		in := r.Recommendation.Score
		if t.maps.Selected() == bubbles && in.Reach > 0 && in.Effort > 0 || t.maps.Selected() != bubbles && in.Importance > 0 {
			n++
		} else {
			continue
		}
		if n == m.Category {
			t.table.Select(i)
			t.table.Reveal(i)
			t.edit(i)
			return
		}
	}
}

func (t *adviceTable) cell(row, col int) kit.Cell {
	if row >= len(t.shown) {
		return kit.Cell{}
	}
	r := &t.shown[row]
	switch t.table.Columns()[col].ID {
	case "text":
		return kit.Cell{Text: r.Text}
	case "score":
		score, _ := scoreWords(*r)
		return kit.Cell{Text: score, Style: kit.Control.B()}
	case "formula":
		_, formula := scoreWords(*r)
		return kit.Cell{Text: formula, Style: kit.Control.In(kit.Muted)}
	case "level":
		if r.Score.Own {
			return kit.Cell{Text: say.T("by hand")}
		}
		return kit.Cell{Text: say.Sentence(string(r.Level))}
	case "status":
		return kit.Cell{Text: capital(say.Sentence(string(r.Status))), Struck: r.Status == app.TurnedOff}
	case "insights":
		if len(r.Rests) == 1 {
			return kit.Cell{Text: r.Rests[0].Title, Style: kit.Control.In(kit.Muted)}
		}
		return kit.Cell{Text: say.Count(len(r.Rests), "insight"), Style: kit.Control.In(kit.Muted)}
	}
	return kit.Cell{Text: say.Sentence(r.HasStudy), Style: kit.Control.In(kit.Muted)}
}

func (t *adviceTable) edit(row int) {
	if row < len(t.shown) {
		t.screen.editAdvice(t.shown[row].Recommendation, t.shown[row].Level)
	}
}

func (t *adviceTable) menu(row int) []kit.MenuItem {
	if row >= len(t.shown) {
		return nil
	}
	m, r := t.screen.model, t.shown[row]
	items := []kit.MenuItem{{Text: say.T("Edit…"), Icon: icons.Edit, Key: "Enter", Run: func() { t.edit(row) }}}
	for _, in := range r.Rests {
		id := in.ID
		items = append(items, kit.MenuItem{Text: say.T("Show “%s”", short30(in.Title)), Icon: icons.Insights, Run: func() { m.Show(Claims); m.Open(m.Study, id, "") }})
	}
	items = append(items, kit.MenuItem{Text: say.T("Copy the table"), Icon: icons.Copy, Run: t.copy}, kit.Separator)
	for _, st := range app.RecommendationStatuses() {
		items = append(items, kit.MenuItem{Text: capital(say.Sentence(string(st))), Checked: r.Status == st, Run: func() { x := r.Recommendation; x.Status = st; m.SaveAdvice(x, nil) }})
	}
	return append(items, kit.Separator, kit.MenuItem{Text: say.T("Delete recommendation"), Icon: icons.Trash, Danger: true, Run: func() { m.Drop(r.Ref()) }})
}

// copy puts the list on the clipboard as tab-separated text, which spreadsheets take as a table.
func (t *adviceTable) copy() {
	fyne.CurrentApp().Clipboard().SetContent(t.screen.model.AdviceText())
}

// short30 is the beginning of a text, for names on a map.
func short30(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 30 {
		return strings.TrimSpace(string(r[:29])) + "…"
	}
	return text
}
