package recruit

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Sizes of the table of quotas.
const (
	cellHigh   float32 = 74
	cellMost   float32 = 156
	meterLeast float32 = 24
	rowName    float32 = 132
	figures    float32 = 320
)

// fewColumns is up to how many columns of the table keep their width.
const (
	fewColumns = 2
)

// quotaPane shows how far the quotas are filled, and what that says.
type quotaPane struct {
	s     *Screen
	tools *fyne.Container
	line  *kit.Text
	edit  *kit.Button
	table *fyne.Container
	left  *kit.ScrollView
	side  *fyne.Container
	right *kit.ScrollView
	empty fyne.CanvasObject
	body  *fyne.Container
	split *kit.SplitView
	shown string
	root  *fyne.Container
}

func newQuotaPane(s *Screen) *quotaPane {
	p := &quotaPane{s: s, line: kit.NewElastic("", kit.Small), table: kit.VStack(kit.Space2), side: kit.VStack(kit.Space4), body: kit.Stack()}
	p.edit = kit.NewIconTextButton(icons.Edit, say.T("Change quotas…"), kit.Secondary, s.AskQuotas)
	p.tools = kit.Head(kit.Space3, kit.Grow(p.line), p.edit)
	p.left = kit.Scroll(kit.Inset(p.table, kit.Space3, 20, kit.Space5, 20))
	p.right = kit.Scroll(kit.Inset(p.side, kit.Space4, kit.Space4, kit.Space5, kit.Space4))
	actions := []fyne.CanvasObject{}
	if s.model.ReadOnly {
		p.edit.Hide()
	} else {
		actions = append(actions, kit.NewButton(say.T("Plan quotas…"), kit.Primary, s.AskQuotas))
	}
	p.empty = kit.EmptyState(icons.Table, say.T("No quotas yet"), say.T("Say how many people of each kind you want to meet, by segment and one field more. The table shows live how far each kind is filled."), actions...)
	p.split = kit.NewSplit(nil, p.left, kit.Band(kit.Surface, p.right), 0, figures)
	p.root = kit.Dock(kit.Inset(p.tools, kit.Space3, kit.Space4, kit.Space3, 20), nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, p.body))
	return p
}

func (p *quotaPane) content() fyne.CanvasObject { return p.root }

func (p *quotaPane) paint() {
	m := p.s.model
	show := fyne.CanvasObject(p.split)
	if len(m.Desk.Recruitment.Quotas) == 0 {
		show = p.empty
	}
	if len(p.body.Objects) != 1 || p.body.Objects[0] != show {
		p.body.Objects = []fyne.CanvasObject{show}
		p.body.Refresh()
	}
	t := m.Meter.Matrix.Total
	words := ""
	if t.Planned > 0 {
		words = say.T("%s of %s filled: %s completed, %s booked", say.Number(t.Filled()), say.Number(t.Planned), say.Number(t.Done), say.Number(t.Booked))
	}
	p.line.SetText(words)
	if now := fmt.Sprintf("%+v", m.Meter); now != p.shown {
		p.shown = now
		p.paintTable()
		p.paintSide()
	}
}

// paintTable draws the cells with their margins. Many columns share the width there is; few keep theirs.
func (p *quotaPane) paintTable() {
	x := &p.s.model.Meter.Matrix
	p.table.Objects = nil
	two := x.ColField != ""
	wide := cellMost
	if len(x.Cols) > fewColumns {
		wide = 0
	}
	row := func(name fyne.CanvasObject, cells []fyne.CanvasObject) {
		if wide > 0 {
			line := kit.HStack(kit.Space2, kit.Fixed(name, rowName, 0))
			for _, c := range cells {
				line.Add(kit.Fixed(c, wide, 0))
			}
			p.table.Add(line)
			return
		}
		weights := []float32{1.2}
		for range cells {
			weights = append(weights, 1)
		}
		p.table.Add(kit.Columns(kit.Space2, weights, append([]fyne.CanvasObject{name}, cells...)...))
	}
	label := func(s string) fyne.CanvasObject { return kit.NewElastic(s, kit.Label) }
	var head []fyne.CanvasObject
	for _, c := range x.Cols {
		head = append(head, label(c))
	}
	if two {
		over := []fyne.CanvasObject{label(x.ColField)}
		for range x.Cols {
			over = append(over, label(""))
		}
		row(label(""), over)
		head = append(head, label(say.T("All")))
	}
	if len(x.Rows) > 0 {
		row(label(x.RowField), head)
	}
	for r, name := range x.Rows {
		var cells []fyne.CanvasObject
		for c := range x.Cols {
			cells = append(cells, p.cell(x.Cells[r][c]))
		}
		if two {
			cells = append(cells, margin(x.RowSum[r]))
		}
		row(kit.NewParagraph(name, kit.Body.B()).Limit(2), cells)
	}
	if two {
		var sums []fyne.CanvasObject
		for c := range x.Cols {
			sums = append(sums, margin(x.ColSum[c]))
		}
		row(kit.NewParagraph(say.T("All"), kit.Label), append(sums, margin(x.Total)))
	}
	p.loose(x)
	p.left.Refresh()
}

// loose lists quotas of other fields than the table's.
func (p *quotaPane) loose(x *engine.Matrix) {
	m := p.s.model
	if len(x.Loose) > 0 {
		p.table.Add(kit.NewText(say.T("Other quotas"), kit.Label))
	}
	for _, i := range x.Loose {
		name := engine.QuotaName(m.Desk.Recruitment.Quotas[i])
		p.table.Add(kit.HStack(kit.Space2, kit.Fixed(kit.NewParagraph(name, kit.Body.B()).Limit(2), rowName, 0), kit.Fixed(p.cell(engine.Box{Quota: i, Fill: m.Meter.Fills[i]}), cellMost, 0)))
	}
}

// cell is one kind of people: filled of planned, a bar, and what is under way. A press chooses who of them could be invited.
func (p *quotaPane) cell(b engine.Box) fyne.CanvasObject {
	if b.Quota < 0 {
		return kit.Fixed(kit.Stack(kit.NewBox(kit.Background, kit.Line), kit.Centered(kit.NewText("–", kit.Control.In(kit.Muted)))), 0, cellHigh)
	}
	ink, bar, word := kit.Ink, kit.Accent, ""
	switch b.State() {
	case engine.QuotaFull:
		ink, bar, word = kit.GoodInk, kit.Good, say.T("full")
	case engine.QuotaOver:
		ink, bar, word = kit.WarnInk, kit.Warn, say.T("over")
	case engine.QuotaShort:
		ink, bar, word = kit.BadInk, kit.Bad, say.T("short")
	}
	top := kit.HStack(kit.Space1, kit.Grow(kit.NewElastic(say.T("%s of %s", say.Number(b.Filled()), say.Number(b.Planned)), kit.Body.B())), kit.NewText(word, kit.Small.In(ink)))
	content := kit.VStack(kit.Space1, top, kit.NewMeter(b.Share(), kit.PaintOf(bar), meterLeast), kit.NewElastic(underWay(b.Fill), kit.Small))
	card := kit.NewTapCard(content, func() { p.choose(b.Quota) })
	card.SetTip(engine.QuotaName(p.s.model.Desk.Recruitment.Quotas[b.Quota]) + ": " + longWay(b.Fill))
	return kit.Fixed(card, 0, cellHigh)
}

// underWay says shortly what is in a cell beside what is filled.
func underWay(f engine.Fill) string {
	switch {
	case f.Invited > 0 && f.Ready > 0:
		return say.T("%s invited, %s ready", say.Number(f.Invited), say.Number(f.Ready))
	case f.Invited > 0:
		return say.T("%s invited", say.Number(f.Invited))
	case f.Ready > 0:
		return say.T("%s ready", say.Number(f.Ready))
	case f.Unknown > 0:
		return say.T("%s not screened", say.Number(f.Unknown))
	}
	return say.T("nobody waiting")
}

func longWay(f engine.Fill) string {
	return say.T("%s completed, %s booked, %s invited, %s qualified and not invited, %s not screened", say.Number(f.Done), say.Number(f.Booked), say.Number(f.Invited), say.Number(f.Ready), say.Number(f.Unknown))
}

// margin is the sum of a row or column.
func margin(f engine.Fill) fyne.CanvasObject {
	words := kit.VStack(kit.Space1, kit.NewElastic(say.T("%s of %s", say.Number(f.Filled()), say.Number(f.Planned)), kit.Body.B().In(kit.Muted)), kit.NewMeter(f.Share(), kit.PaintOf(kit.Edge), meterLeast))
	return kit.Fixed(kit.Pad(words, 10), 0, cellHigh)
}

// choose takes the candidates of a cell who could be invited to the board.
func (p *quotaPane) choose(quota int) {
	m := p.s.model
	var ids []app.CandidacyID
	for _, c := range m.Desk.People {
		if c.Stage == app.StageCandidate && c.Fit != app.FitNot && c.Who != nil && engine.In(m.Desk.Recruitment.Quotas[quota], c.Who) {
			ids = append(ids, c.ID)
		}
	}
	if len(ids) == 0 {
		m.fail(app.Invalid(say.T("No candidate of this kind is left."), say.T("Add people of the panel, or screen those who wait.")))
		return
	}
	m.SetPart(Board)
	m.Choose(ids)
	p.s.panes[Board].(*boardPane).board.Pick(keysOf(ids)...)
	p.s.Shown()
}

func (p *quotaPane) focus() {
	p.s.unfocus()
}

func (p *quotaPane) key(*fyne.KeyEvent) {}

func (p *quotaPane) rune(r rune) {
	if (r == 'e' || r == 'E') && !p.s.model.Refuses() {
		p.s.AskQuotas()
	}
}

func (p *quotaPane) keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "E", Does: say.T("Quotas: change them")}}
}

// paintSide says what the quotas say.
func (p *quotaPane) paintSide() {
	m := p.s.model
	x := &m.Meter
	p.side.Objects = nil
	if len(m.Desk.People) == 0 {
		x := kit.NewParagraph(say.T("Nobody is a candidate yet."), kit.Small)
		p.side.Add(kit.HStack(kit.Space2, kit.Grow(x), p.adds()))
	} else {
		p.warnings(x.Warnings)
	}
	if len(x.Next) > 0 && !m.ReadOnly {
		p.side.Add(kit.VStack(kit.Space1, append([]fyne.CanvasObject{kit.NewText(say.T("Invite next"), kit.Label)}, p.s.suggestions()...)...))
	}
	p.side.Add(p.coverage())
	if len(x.Cover.Gaps) > 0 {
		p.side.Add(gaps(x.Cover.Gaps))
	}
	p.side.Add(segments(&x.Cover))
	if n := len(x.Cover.Overused); n > 0 {
		rows := kit.VStack(kit.Space1, kit.NewText(say.T("Asked very often"), kit.Label))
		for _, u := range x.Cover.Overused[:min(8, n)] {
			rows.Add(figure(u.Who.Code, say.T("%s in 12 months", say.Count(u.Sessions, "session")), kit.WarnInk))
		}
		p.side.Add(rows)
	}
	p.right.Refresh()
}

// warnings name the quotas that are over or cannot be filled.
func (p *quotaPane) warnings(all []string) {
	for _, w := range all {
		p.side.Add(kit.NoticeBar(icons.Warning, kit.Caution, kit.NewParagraph(w, kit.Small.In(kit.WarnInk))))
	}
}

// adds leads to people who could become candidates.
func (p *quotaPane) adds() fyne.CanvasObject {
	if p.s.model.ReadOnly {
		return kit.Spacer()
	}
	return kit.NewButton(say.T("Add people…"), kit.Secondary, p.s.AskAdd)
}

// figure is a name and its number.
func figure(name, value string, ink kit.Token) fyne.CanvasObject {
	return kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(name, kit.Control)), kit.NewText(value, kit.Control.In(ink)))
}

func (p *quotaPane) coverage() fyne.CanvasObject {
	c := &p.s.model.Meter.Cover
	least := kit.NewDropdown([]kit.Option{{ID: "1", Text: say.T("1 person")}, {ID: "2", Text: say.T("2 people")}, {ID: "3", Text: say.T("3 people")}, {ID: "5", Text: say.T("5 people")}}, nil)
	least.Select(strconv.Itoa(c.Least))
	least.OnChange = func(id string) {
		n, err := strconv.Atoi(id)
		if err == nil {
			p.s.model.SetLeast(n)
		}
	}
	rows := kit.VStack(kit.Space2, kit.NewText(say.T("Coverage"), kit.Label), kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(say.T("A cell counts from"), kit.Control)), least),
		figure(say.T("Cells covered"), say.T("%s of %s", say.Number(c.Covered), say.Number(c.Cells)), kit.Ink), figure(say.T("Diversity (Blau)"), fmt.Sprintf("%.2f", c.Blau), kit.Ink),
		figure(say.T("Evenness (Shannon)"), fmt.Sprintf("%.2f", c.Evenness), kit.Ink))
	f := &p.s.model.Meter.Funnel
	if share, of := f.QualifiedRate(); of > 0 {
		rows.Add(figure(say.T("Qualified"), say.T("%.0f of %s screened", share*float64(of), say.Number(of)), kit.Ink))
	}
	if share, of := f.ShowRate(); of > 0 {
		rows.Add(figure(say.T("Came"), say.T("%.0f of %s", share*float64(of), say.Number(of)), kit.Ink))
	}
	if f.Timed > 0 {
		rows.Add(figure(say.T("Time to recruit"), say.T("%.0f days, median of %s", f.ToRecruit.Hours()/24, say.Number(f.Timed)), kit.Ink))
	}
	return rows
}

func gaps(all []engine.Gap) fyne.CanvasObject {
	rows := kit.VStack(kit.Space2, kit.NewText(say.T("Against whom the study is about"), kit.Label))
	for _, g := range all {
		ink := kit.Ink
		if g.Clear() {
			ink = kit.WarnInk
		}
		value := say.T("%s points", signed(g.Gap))
		if g.Of == 0 {
			value = say.T("nobody yet")
		}
		rows.Add(kit.VStack(0, figure(g.Name, value, ink), kit.NewElastic(say.T("%s of %s, aimed at %.0f %%; 95 %% interval %s to %s", say.Number(g.Got), say.Number(g.Of), 100*g.Target, signed(g.Low), signed(g.High)), kit.Small)))
	}
	return rows
}

// signed writes a share as points with their sign.
func signed(share float64) string {
	return strings.Replace(fmt.Sprintf("%+.0f", 100*share), "-", "−", 1)
}

func segments(c *engine.Coverage) fyne.CanvasObject {
	rows := kit.VStack(kit.Space1, kit.NewText(say.T("Segments of the panel"), kit.Label))
	for _, g := range c.Segments[:min(10, len(c.Segments))] {
		name, ink := g.Name, kit.Ink
		if name == "" {
			name = say.T("No segment")
		}
		if g.Got == 0 {
			ink = kit.Muted
		}
		rows.Add(figure(name, say.T("%s of %s in the panel", say.Number(g.Got), say.Number(g.Panel)), ink))
	}
	return rows
}
