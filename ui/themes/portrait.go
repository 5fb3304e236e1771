package themes

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/chart"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// portraitDrawn names what portrait shows.
func (s *Screen) portraitDrawn() string {
	p := s.model.Portrait
	if p == nil || p.Theme != s.model.Selected {
		return ""
	}
	return fmt.Sprintf(" portrait %p", p)
}

// portraitHere is the portrait of the selected theme, nil while it is on the way.
func (s *Screen) portraitHere() *Portrait {
	if p := s.model.Portrait; p != nil && p.Theme == s.model.Selected {
		return p
	}
	return nil
}

// portrait shows what stands around the selected theme, between its digest and its cards.
func (s *Screen) portrait() []fyne.CanvasObject {
	p := s.portraitHere()
	if p == nil {
		return nil
	}
	var rows []fyne.CanvasObject
	rows = append(rows, s.voices(p)...)
	rows = append(rows, s.pair(s.who(p), s.when(p))...)
	rows = append(rows, s.pair(s.beside(p), s.near(p))...)
	rows = append(rows, s.cited(p)...)
	if len(rows) > 0 {
		rows = append(rows, kit.Inset(kit.NewText(say.T("All findings"), kit.Strong), kit.Space3, 0, 0, 0))
	}
	return rows
}

// pair puts two parts side by side, each in a card of its own; nil ones are left out.
func (s *Screen) pair(a, b fyne.CanvasObject) []fyne.CanvasObject {
	switch {
	case a == nil && b == nil:
		return nil
	case a == nil:
		return []fyne.CanvasObject{kit.NewCard(b)}
	case b == nil:
		return []fyne.CanvasObject{kit.NewCard(a)}
	}
	return []fyne.CanvasObject{kit.Columns(kit.Space3, []float32{1, 1}, kit.NewCard(a), kit.NewCard(b))}
}

// voiceNames are the headings of voices.
var voiceNames = map[analysis.VoiceKind]string{analysis.Typical: say.T("Most typical"), analysis.Different: say.T("Most different"),
	analysis.Praise: say.T("Strongest praise"), analysis.Complaint: say.T("Strongest complaint")}

// voices shows the theme from its sides: what is typical above what sounds best at the left, what is different above what sounds worst at the
// right.
func (s *Screen) voices(p *Portrait) []fyne.CanvasObject {
	var left, right []fyne.CanvasObject
	for i := range p.Voices {
		v := &p.Voices[i]
		name := voiceNames[v.Kind]
		if (v.Kind == analysis.Praise || v.Kind == analysis.Complaint) && !v.Sure {
			name += say.T(", estimated")
		}
		both := []fyne.CanvasObject{kit.Inset(kit.NewText(name, kit.Strong), kit.Space1, 0, 0, 5), s.digestLine(&v.Line, "")}
		if v.Kind == analysis.Typical || v.Kind == analysis.Praise {
			left = append(left, both...)
		} else {
			right = append(right, both...)
		}
	}
	if len(left) == 0 || len(right) == 0 {
		return nil
	}
	return []fyne.CanvasObject{kit.NewCard(kit.Columns(kit.Space4, []float32{1, 1}, kit.VStack(kit.Space1, left...), kit.VStack(kit.Space1, right...)))}
}

// who shows the people behind the theme by segment and, across studies, by study, product and region: how many of those interviewed.
func (s *Screen) who(p *Portrait) fyne.CanvasObject {
	if len(p.Who) == 0 {
		return nil
	}
	rows := []fyne.CanvasObject{heading(say.T("Who says it"), say.T("Of the people who were interviewed"))}
	if a := s.asked(p); a != nil {
		rows = append(rows, a)
	}
	for _, w := range p.Who {
		if len(p.Who) > 1 {
			rows = append(rows, kit.Inset(kit.NewText(w.Title, kit.Label), kit.Space1, 0, 0, 5))
		}
		for _, r := range w.Rows {
			rows = append(rows, s.spreadRow(w.Axis, r))
		}
		if w.Rest > 0 {
			rows = append(rows, kit.Inset(kit.NewText(say.T("and %s more", say.Number(w.Rest)), kit.Small), 0, 0, 0, 5))
		}
	}
	return kit.VStack(kit.Space1, rows...)
}

// spreadRow is one value with a bar; it leads to its findings.
func (s *Screen) spreadRow(axis app.Axis, r SpreadRow) fyne.CanvasObject {
	said := say.Count(r.People, "person")
	if r.Asked > 0 {
		said = say.T("%d of %d", r.People, r.Asked)
	}
	bar := kit.NewMeter(r.Share(), kit.PaintOf(kit.Accent), 60)
	bar.Hidden = r.Asked == 0
	line := kit.HStack(kit.Space3, kit.Grow(kit.NewElastic(r.Label, kit.Control)), bar, kit.Fixed(kit.NewTextAt(said, kit.Small, fyne.TextAlignTrailing), 72, 0))
	e := kit.NewCompactEntry(line, func() { s.goNarrow(axis, r.Value, r.Label) })
	e.SetTip(say.T("%s: %s by %s. Press to list them.", r.Label, say.Count(r.Findings, "finding"), say.Count(r.People, "person")))
	return e
}

// goNarrow opens the findings of the theme under one value of an axis.
func (s *Screen) goNarrow(axis app.Axis, value, label string) {
	if t := s.model.Theme(); t != nil {
		s.goTo(kit.FindingsOf(t.Name+" · "+label, s.model.Narrow(axis, value)))
	}
}

// mostMonths is how many months the strip shows; earlier ones are left to the findings.
const mostMonths = 18

// when shows the months in which the theme was said, and how it sounds.
func (s *Screen) when(p *Portrait) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	if months := p.When[max(0, len(p.When)-mostMonths):]; len(months) > 0 {
		rows = append(rows, heading(say.T("When"), say.T("People who say it, by month of the interview")))
		c := &chart.Chart{Kind: chart.Column, Title: say.T("People by month"), Alt: say.T("People who say the theme, by month of the interview."), Unit: say.T("people"), Series: []chart.Series{{}}}
		for _, m := range months {
			c.Categories = append(c.Categories, m.Label)
			c.Series[0].Values = append(c.Series[0].Values, float64(m.People))
		}
		v := kit.NewChartView(c, 132)
		v.OnTap = func(k chart.Mark) {
			if k.Category >= 0 && k.Category < len(months) {
				s.goNarrow(app.AxisMonth, months[k.Category].Value, months[k.Category].Label)
			}
		}
		rows = append(rows, v)
	}
	if len(p.Sounds) > 0 || p.Unread > 0 {
		rows = append(rows, heading(say.T("How it sounds"), say.T("Findings, as people said or as estimated")))
		var chips []fyne.CanvasObject
		for _, r := range p.Sounds {
			chips = append(chips, kit.NewChip(capital(r.Label)+"  "+say.Number(r.Findings), func() { s.goNarrow(app.AxisSound, r.Value, r.Label) }))
		}
		if len(chips) > 0 {
			rows = append(rows, kit.Inset(kit.Flow(kit.Space1, chips...), 0, 0, 0, 5))
		}
		if out := say.Sentence(app.SoundLeftOut(p.Unread)); out != "" {
			rows = append(rows, kit.NewParagraph(out+".", kit.Small))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return kit.VStack(kit.Space2, rows...)
}

// beside shows the tags that come with the theme.
func (s *Screen) beside(p *Portrait) fyne.CanvasObject {
	if len(p.Beside) == 0 {
		return nil
	}
	rows := []fyne.CanvasObject{heading(say.T("Comes with"), say.T("Tags on its findings, and how much more often than on any finding"))}
	for _, b := range p.Beside {
		line := kit.HStack(kit.Space2, kit.NewDot(kit.TagPaint(b.Color)), kit.Grow(kit.NewElastic(b.Name, kit.Control)),
			kit.NewText(say.Count(b.Both, "finding"), kit.Small), kit.Fixed(kit.NewTextAt(fmt.Sprintf("× %.1f", b.Lift), kit.Small, fyne.TextAlignTrailing), 44, 0))
		e := kit.NewCompactEntry(line, func() { s.goNarrow(app.AxisTag, string(b.Tag), b.Name) })
		e.SetTip(say.T("%s stands on %s of this theme, %.1f times as often as on any finding. Press to list them.", b.Name, say.Count(b.Both, "finding"), b.Lift))
		rows = append(rows, e)
	}
	return kit.VStack(kit.Space1, rows...)
}

// near shows the themes that are most like this one.
func (s *Screen) near(p *Portrait) fyne.CanvasObject {
	if len(p.Near) == 0 {
		return nil
	}
	rows := []fyne.CanvasObject{heading(say.T("Themes near it"), say.T("By what their findings say; where to go on reading, or what to merge"))}
	for i := range p.Near {
		n := &p.Near[i]
		line := kit.HStack(kit.Space2, kit.NewDot(kit.TagPaint(n.Color)), kit.Grow(kit.NewElastic(n.Name, kit.Control)), kit.NewText(say.Count(n.Findings, "finding"), kit.Small))
		e := kit.NewCompactEntry(line, func() { s.model.Select(n.ID) })
		e.SetTip(say.T("Likeness of the findings: %.2f of 1. Press to go there.", n.Like))
		rows = append(rows, e)
	}
	return kit.VStack(kit.Space1, rows...)
}

// cited shows the insights that rest on the theme.
func (s *Screen) cited(p *Portrait) []fyne.CanvasObject {
	if len(p.Cited) == 0 {
		return nil
	}
	rows := []fyne.CanvasObject{heading(say.T("Insights that rest on it"), "")}
	for _, c := range p.Cited {
		how := say.T("names this theme")
		if !c.Direct {
			how = say.T("rests on %s of it", say.Count(c.Findings, "finding"))
		}
		line := kit.HStack(kit.Space2, kit.NewIconSized(icons.Insights, kit.Muted, 16), kit.Grow(kit.NewParagraph(c.Title, kit.Control).Limit(2)), kit.NewText(how, kit.Small), kit.NewBadge(say.Lower(say.Sentence(c.Status.Word())), kit.Plain))
		rows = append(rows, kit.NewCompactEntry(line, func() { s.goTo(kit.Route{Screen: kit.Insights, ID: string(c.Insight)}) }))
	}
	return []fyne.CanvasObject{kit.NewCard(kit.VStack(kit.Space1, rows...))}
}
