package analysis

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/tally"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// controls is the row of choices above an analysis, and how it is brought up to date.
type controls struct {
	row    *fyne.Container
	update []func()
}

func (c *controls) paint() {
	for _, u := range c.update {
		u()
	}
}

// newControls makes the row for an analysis.
func (s *Screen) newControls(k Kind) *controls {
	c := &controls{row: kit.Flow(kit.Space2)}
	add := func(o fyne.CanvasObject, update func()) {
		c.row.Add(o)
		if update != nil {
			c.update = append(c.update, update)
		}
	}
	switch k {
	case Frequency:
		s.byControl(add)
		s.rowsControl(add)
		s.rollUp(add)
	case Segments:
		s.byControl(add)
		s.rowsControl(add)
		s.columnsControl(add)
		s.rollUp(add)
	case Together:
		s.byControl(add)
		s.looks(add, kit.Option{ID: string(HeatMap), Text: say.T("Heat map")}, kit.Option{ID: string(Network), Text: say.T("Network")})
	case Timeline:
		s.partControl(add, "", 280)
		s.rollUp(add)
	case Saturation:
		s.rowsControl(add)
		s.partControl(add, say.T("Curve: "), 0)
		s.ruleControl(add)
		s.rollUp(add)
	case Words:
		s.partControl(add, say.T("Segment: "), 0)
	case Asked:
		s.rowsControl(add)
		s.rollUp(add)
	case Guide:
		s.looks(add, kit.Option{ID: string(Overview), Text: say.T("Coverage")}, kit.Option{ID: string(Proposed), Text: say.T("Proposals")})
		return c
	case Moderation:
		s.looks(add, kit.Option{ID: string(Overview), Text: say.T("By interview")}, kit.Option{ID: string(ByModerator), Text: say.T("By moderator")})
		return c
	case Agreement:
		s.looks(add, kit.Option{ID: string(Figures), Text: say.T("Figures")}, kit.Option{ID: string(Disagree), Text: say.T("Disagreements")}, kit.Option{ID: string(DoubleUp), Text: say.T("Double coding")})
		s.pairControl(add)
		s.unitControl(add)
		s.rollUp(add)
		return c
	}
	s.filterControl(add)
	return c
}

type adder func(o fyne.CanvasObject, update func())

func (s *Screen) byControl(add adder) {
	seg := kit.NewSegments([]kit.Option{{ID: string(tally.People), Text: say.T("People")}, {ID: string(tally.Findings), Text: say.T("Findings")}, {ID: string(tally.Interviews), Text: say.T("Interviews")}},
		func(id string) { s.model.SetBy(tally.Measure(id)) })
	add(seg, func() { seg.Select(unitOf(s.model.Ask)) })
}

func (s *Screen) looks(add adder, options ...kit.Option) {
	seg := kit.NewSegments(options, func(id string) { s.model.SetLook(Look(id)) })
	add(seg, func() { seg.Select(string(s.model.Look())) })
}

func (s *Screen) rowsControl(add adder) {
	d := kit.NewDropdown([]kit.Option{{ID: string(app.AxisTag), Text: say.T("Tags")}, {ID: string(app.AxisTheme), Text: say.T("Themes")}}, func(id string) { s.model.SetRows(app.Axis(id)) })
	add(d, func() { d.Select(string(rowsOf(s.model.Ask))) })
}

// columns are what segments can be.
var columns = []struct {
	axis app.Axis
	text string
}{
	{app.AxisSegment, say.T("Segment")}, {app.AxisStudy, say.T("Study")}, {app.AxisProduct, say.T("Product")}, {app.AxisRegion, say.T("Region")}, {app.AxisMethod, say.T("Method")},
	{app.AxisMonth, say.T("Month")}, {app.AxisSound, say.T("Sound")}, {app.AxisStance, say.T("Stance")},
}

const attributePrefix = "attribute:"

func (s *Screen) columnsControl(add adder) {
	d := kit.NewDropdown(nil, func(id string) {
		if name, ok := strings.CutPrefix(id, attributePrefix); ok {
			s.model.SetColumns(app.AxisAttribute, name)
			return
		}
		s.model.SetColumns(app.Axis(id), "")
	}).WithPrefix(say.T("By "))
	add(d, func() {
		var options []kit.Option
		for _, c := range columns {
			if c.axis != app.AxisStudy || s.model.Study == "" {
				options = append(options, kit.Option{ID: string(c.axis), Text: c.text})
			}
		}
		for _, a := range s.model.Choices.Attributes {
			options = append(options, kit.Option{ID: attributePrefix + a, Text: a})
		}
		d.SetOptions(options)
		id := string(columnsOf(s.model.Ask))
		if s.model.Ask.Columns == app.AxisAttribute {
			id = attributePrefix + s.model.Ask.Attribute
		}
		d.Select(id)
	})
}

func (s *Screen) rollUp(add adder) {
	c := kit.NewCheck(say.T("Roll up sub-tags"), false, s.model.SetRollUp)
	box := kit.Fixed(c, 150, 0)
	add(box, func() {
		c.Set(s.model.Ask.RollUp)
		box.Hidden = s.model.Kind == Agreement && s.model.Look() != Figures
	})
}

func (s *Screen) partControl(add adder, prefix string, width float32) {
	d := kit.NewDropdown(nil, s.model.SetPart).WithPrefix(prefix)
	if width > 0 {
		d = d.WithWidth(width)
	}
	add(d, func() {
		p := s.model.Page
		if p == nil || p.Kind != s.model.Kind {
			return
		}
		d.SetOptions(partOptions(p.Parts))
		d.Select(p.Part)
		d.Hidden = len(p.Parts) == 0
	})
}

func partOptions(parts []Part) []kit.Option {
	options := make([]kit.Option, len(parts))
	for i, p := range parts {
		options[i] = kit.Option{ID: p.ID, Text: p.Text}
	}
	return options
}

func (s *Screen) ruleControl(add adder) {
	number := func(prefix string, values []string, get func(tally.SaturationRule) string, set func(*tally.SaturationRule, string)) {
		var options []kit.Option
		for _, v := range values {
			options = append(options, kit.Option{ID: v, Text: v})
		}
		d := kit.NewDropdown(options, func(id string) {
			r := s.model.Rule
			set(&r, id)
			s.model.SetRule(r)
		}).WithPrefix(prefix)
		add(d, func() { d.Select(get(s.model.Rule)) })
	}
	number(say.T("Base "), []string{"4", "5", "6"}, func(r tally.SaturationRule) string { return strconv.Itoa(max(4, r.Base)) },
		func(r *tally.SaturationRule, v string) { r.Base, _ = strconv.Atoi(v) }) // one of the choices: a number
	number(say.T("Run "), []string{"2", "3"}, func(r tally.SaturationRule) string { return strconv.Itoa(max(2, r.Run)) },
		func(r *tally.SaturationRule, v string) { r.Run, _ = strconv.Atoi(v) })
	number(say.T("New at most "), []string{"5 %", "0 %"}, func(r tally.SaturationRule) string {
		if r.Threshold < 0 {
			return "0 %"
		}
		return "5 %"
	}, func(r *tally.SaturationRule, v string) {
		r.Threshold = 0.05
		if v == "0 %" {
			r.Threshold = -1
		}
	})
}

// filterControl chooses what is counted: everything, a saved view, or what another screen brought.
func (s *Screen) filterControl(add adder) {
	const given = "given"
	d := kit.NewDropdown(nil, func(id string) {
		if id != given {
			s.model.SetView(app.ViewID(id))
		}
	}).WithPrefix(say.T("Of "))
	add(d, func() {
		options := []kit.Option{{ID: "", Text: say.T("all findings")}}
		m := s.model
		if m.Given != nil {
			options = append(options, kit.Option{ID: given, Text: m.From})
		}
		for _, v := range m.Choices.Views {
			options = append(options, kit.Option{ID: string(v.ID), Text: v.Name})
		}
		d.SetOptions(options)
		id := string(m.View)
		if m.Given != nil {
			id = given
		}
		d.Select(id)
		d.Hidden = len(options) == 1
	})
}

func (s *Screen) pairControl(add adder) {
	d := kit.NewDropdown(nil, s.model.SetPart).WithWidth(220)
	add(d, func() {
		var options []kit.Option
		for _, p := range s.model.Choices.Plans {
			options = append(options, kit.Option{ID: planPart(p.ID), Text: say.T("%s (double coding)", p.Name)})
		}
		for _, p := range s.model.Choices.Pairs {
			options = append(options, kit.Option{ID: pairPart(p), Text: say.T("%s and %s, %s", p.A, p.B, say.Count(len(p.Interviews), "interview"))})
		}
		d.SetOptions(options)
		if p := s.model.Page; p != nil && p.Kind == Agreement {
			d.Select(p.Part)
		}
		d.Hidden = len(options) == 0 || s.model.Look() == DoubleUp
	})
}

func (s *Screen) unitControl(add adder) {
	d := kit.NewDropdown([]kit.Option{{ID: string(tally.Sentences), Text: say.T("Sentences")}, {ID: string(tally.Characters), Text: say.T("Characters")}, {ID: string(tally.Turns), Text: say.T("Turns")}},
		func(id string) { s.model.SetUnit(tally.Unit(id)) }).WithPrefix(say.T("On "))
	add(d, func() {
		d.Select(string(s.model.Unit()))
		d.Hidden = s.model.Look() != Figures
	})
}
