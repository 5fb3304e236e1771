package themes

import (
	"cmp"
	"context"
	"slices"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/tally"
	"throughline/ui/say"
)

// Crosser counts findings over two axes.
type Crosser interface {
	CrossTab(ctx context.Context, q app.CrossQuery) (app.CrossTab, error)
}

// Portrait is what stands around the selected theme: voices, neighbours, insights, and who says it when.
type Portrait struct {
	*analysis.Portrait
	Who    []Spread // by segment, then where there are several by study, product and region
	When   []SpreadRow
	Sounds []SpreadRow
	Unread int             // findings without a sound for want of consent
	Beside []Beside        // tags on its findings, those that stand out most first
	Asked  *tally.AskedRow // who was asked about it; nil where no question of a guide is linked
	Guide  []string        // of the study
}

// Asker tells who was asked about a theme, and keeps which questions it belongs to.
type Asker interface {
	Asked(ctx context.Context, ask tally.Ask) (*tally.Asked, error)
	TieTheme(ctx context.Context, study app.StudyID, theme app.ThemeID, tag app.TagID, questions []string) error
}

// Spread is who says a theme, by one axis.
type Spread struct {
	Axis  app.Axis
	Title string
	Rows  []SpreadRow
	Rest  int // values that are not among Rows
}

// SpreadRow is one value of an axis: how many of the people who were interviewed say it.
type SpreadRow struct {
	Value    string // for a FindingQuery
	Label    string
	Findings int
	People   int
	Asked    int // people interviewed, 0 where that is not known
}

// Share is the share of the people asked who say it, 0 to 1.
func (r SpreadRow) Share() float64 { return share(r.People, r.Asked) }

// Beside is a tag on findings of a theme.
type Beside struct {
	Tag   app.TagID
	Name  string
	Color int
	Both  int     // findings of the theme that carry it
	Lift  float64 // times as often as on any finding of the study
}

// Bounds of what a page shows at once.
const (
	mostSpread = 8
	mostBeside = 10
)

// spreads are the axes a theme is spread over. Segments are always shown, the others where there is more than one value.
var spreads = []struct {
	axis  app.Axis
	title string
}{{app.AxisSegment, say.T("By segment")}, {app.AxisStudy, say.T("By study")}, {app.AxisProduct, say.T("By product")}, {app.AxisRegion, say.T("By region")}}

// loadPortrait reads what stands around the selected theme; what was read before shows until then when it is the same theme's.
func (m *Model) loadPortrait() {
	t := m.Theme()
	if t == nil || m.Analysis == nil {
		m.portrait.Cancel()
		m.Portrait = nil
		return
	}
	if m.Portrait != nil && m.Portrait.Theme != t.ID {
		m.Portrait = nil
	}
	study, id, cross, asker := t.Study, t.ID, m.Cross, m.Asker // the board the theme stands on, which may be another than the one shown
	m.portrait.Load(func(ctx context.Context) (*Portrait, error) {
		p, err := m.Analysis.Portrait(ctx, study, id)
		if err != nil {
			return nil, err
		}
		out := &Portrait{Portrait: p}
		if cross != nil {
			err = out.count(ctx, cross, study, id)
		}
		if err == nil && asker != nil && study != "" {
			err = out.ask(ctx, asker, study, id)
		}
		return out, err
	}, func(p *Portrait, err error) {
		if err != nil {
			m.Err, m.failed = err, true
		} else {
			m.Portrait = p
		}
		m.changed()
	})
}

// ask tells how many of those who were asked raise the theme.
func (p *Portrait) ask(ctx context.Context, asker Asker, study app.StudyID, theme app.ThemeID) error {
	a, err := asker.Asked(ctx, tally.Ask{Find: app.FindingQuery{Study: study, Themes: []app.ThemeID{theme}}, Rows: app.AxisTheme})
	if err != nil {
		return err
	}
	if p.Guide = a.Guide; a.Linked > 0 {
		p.Asked = a.Row(string(theme))
	}
	return nil
}

// Tie says which questions of the guide the selected theme belongs to; none lets where its findings lie decide.
func (m *Model) Tie(questions []string) {
	t := m.Theme()
	if t == nil || m.Asker == nil {
		return
	}
	study, id := t.Study, t.ID
	m.work.Do(func(ctx context.Context) error { return m.Asker.TieTheme(ctx, study, id, "", questions) }, func(err error) {
		if err != nil {
			m.Err = err
			m.changed()
		}
	})
}

// count spreads the theme over people, time, sound and tags.
func (p *Portrait) count(ctx context.Context, cross Crosser, study app.StudyID, theme app.ThemeID) error {
	find := app.FindingQuery{Study: study, Themes: []app.ThemeID{theme}}
	for _, s := range spreads {
		if study != "" && s.axis != app.AxisSegment {
			continue
		}
		tab, err := cross.CrossTab(ctx, app.CrossQuery{Find: find, Rows: s.axis})
		if err != nil {
			return err
		}
		if rows := spreadRows(tab); len(rows) > 1 || s.axis == app.AxisSegment && len(rows) > 0 {
			slices.SortStableFunc(rows, func(a, b SpreadRow) int {
				return cmp.Or(cmp.Compare(b.People, a.People), cmp.Compare(b.Findings, a.Findings))
			})
			p.Who = append(p.Who, Spread{Axis: s.axis, Title: s.title, Rows: rows[:min(mostSpread, len(rows))], Rest: max(0, len(rows)-mostSpread)})
		}
	}
	for _, x := range []struct {
		axis app.Axis
		to   *[]SpreadRow
	}{{app.AxisMonth, &p.When}, {app.AxisSound, &p.Sounds}} {
		tab, err := cross.CrossTab(ctx, app.CrossQuery{Find: find, Rows: x.axis})
		if err != nil {
			return err
		}
		*x.to = spreadRows(tab)
		p.Unread = max(p.Unread, tab.Unread)
	}
	in, err := cross.CrossTab(ctx, app.CrossQuery{Find: find, Rows: app.AxisTag})
	if err != nil {
		return err
	}
	all, err := cross.CrossTab(ctx, app.CrossQuery{Find: app.FindingQuery{Study: study}, Rows: app.AxisTag})
	if err != nil {
		return err
	}
	p.Beside = beside(in, all)
	return nil
}

func spreadRows(tab app.CrossTab) []SpreadRow {
	rows := make([]SpreadRow, 0, len(tab.Rows))
	for i, k := range tab.Rows {
		r := SpreadRow{Value: k.Value, Label: k.Label, Findings: tab.RowSum[i].Findings, People: tab.RowSum[i].People}
		if i < len(tab.RowAsked) {
			r.Asked = tab.RowAsked[i]
		}
		if r.Label != "" {
			rows = append(rows, r)
		}
	}
	return rows
}

// leastBoth is how many findings a tag needs in a theme to be told beside it.
const leastBoth = 2

// beside tells the tags of a theme by how much more often they stand on its findings than on any; in counts them in the theme, all in the study.
func beside(in, all app.CrossTab) []Beside {
	total := make(map[string]int, len(all.Rows))
	for i, k := range all.Rows {
		total[k.Value] = all.RowSum[i].Findings
	}
	var out []Beside
	for i, k := range in.Rows {
		both := in.RowSum[i].Findings
		if both < leastBoth {
			continue
		}
		lift := analysis.Lift(in.Chosen.Findings, total[k.Value], both, all.Chosen.Findings)
		out = append(out, Beside{Tag: app.TagID(k.Value), Name: k.Label, Color: k.Hue - 1, Both: both, Lift: lift})
	}
	slices.SortStableFunc(out, func(a, b Beside) int {
		return cmp.Or(cmp.Compare(b.Lift, a.Lift), cmp.Compare(b.Both, a.Both), cmp.Compare(a.Name, b.Name))
	})
	return out[:min(mostBeside, len(out))]
}

// Narrow is the query of the findings of the selected theme under one value of an axis.
func (m *Model) Narrow(axis app.Axis, value string) app.FindingQuery {
	q := app.FindingQuery{Study: m.Study}
	if t := m.Theme(); t != nil {
		q.Themes = []app.ThemeID{t.ID}
	}
	switch axis {
	case app.AxisSegment:
		q.Segments = []string{value}
	case app.AxisStudy:
		q.Studies = []app.StudyID{app.StudyID(value)}
	case app.AxisProduct:
		q.Products = []string{value}
	case app.AxisRegion:
		q.Regions = []string{value}
	case app.AxisMonth:
		q.Months = []string{value}
	case app.AxisSound:
		q.Sounds = []app.Sound{app.Sound(value)}
	case app.AxisTag:
		q.Tags = []app.TagID{app.TagID(value)}
	}
	return q
}
