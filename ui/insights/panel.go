package insights

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/evidence"
	"throughline/app/insight"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// meter is how far the bar under the level is filled: a picture of four steps, not a measurement.
func meter(level app.Level) float64 {
	return [...]float64{0, 0.15, 0.4, 0.65, 0.9}[level.Rank()]
}

// confidence shows the level with the counts it comes from, what would change it, what people say, and what came of the insight.
func (s *Screen) confidence(p *insight.Page) []fyne.CanvasObject {
	change := kit.NewIconButton(icons.Edit, "Set the confidence by hand", s.askOverride)
	title := kit.NewElastic("Confidence: "+string(p.Level), kit.Strong)
	rows := []fyne.CanvasObject{kit.HStack(kit.Space2, kit.Grow(title), change), kit.NewMeter(meter(p.Level), kit.PaintOf(kit.Accent), 40)}
	if o := p.Override; o.Level != "" {
		by := o.By
		if !o.At.IsZero() {
			by += ", " + o.At.Local().Format("2 Jan 2006")
		}
		rows = append(rows, kit.NewParagraph("Set by "+by+": "+o.Reason+" Computed: "+string(p.Computed)+".", kit.Small))
	}
	for _, r := range p.Verdict.Reasons {
		rows = append(rows, fact(r))
	}
	if words := p.Verdict.Change(); words != "" {
		rows = append(rows, kit.Detail("What would change it", kit.NewParagraph(words, kit.Control)))
	}
	rows = append(rows, kit.NewParagraph("Counted from the evidence, not measured. A convention to question, with its reasons.", kit.Small),
		kit.HStack(0, kit.NewTextButton("How this is computed", kit.Small.In(kit.Accent), func() { s.goTo(kit.MethodConfidence.Route()) }), kit.Spacer()), kit.HLine())
	rows = append(rows, s.cerqual(p)...)
	rows = append(rows, kit.HLine())
	rows = append(rows, s.used(p)...)
	rows = append(rows, kit.HLine())
	rows = append(rows, s.informs()...)
	rows = append(rows, s.versions(p)...)
	return append(rows, kit.HLine(), s.memos.On(p.Ref(), p.Title))
}

// fact is a reason and its value; one that worries has a mark.
func fact(r evidence.Reason) fyne.CanvasObject {
	value := kit.NewElastic(r.Value, kit.Control.B())
	name := kit.NewText(r.Name, kit.Control)
	if r.Concern > 0 {
		return kit.HStack(kit.Space2, kit.Grow(kit.HStack(kit.Space1, name, kit.NewIconSized(icons.Warning, kit.WarnInk, 14))), value)
	}
	return kit.HStack(kit.Space2, kit.Grow(name), value)
}

// cerqual shows a person's assessment, or offers one.
func (s *Screen) cerqual(p *insight.Page) []fyne.CanvasObject {
	edit := kit.NewIconButton(icons.Edit, "Assess by GRADE-CERQual", s.askCERQual)
	head := "GRADE-CERQual"
	if p.CERQual.Level != "" {
		head += ": " + string(p.CERQual.Level)
	}
	rows := []fyne.CanvasObject{kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(head, kit.Strong)), edit)}
	if p.CERQual.IsZero() {
		return append(rows, kit.NewParagraph("Not assessed by a person.", kit.Small))
	}
	q := p.CERQual
	for i, c := range q.Components() {
		word := string(c.Level)
		if word == "" {
			word = "not assessed"
		}
		rows = append(rows, kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(evidence.ComponentNames[i], kit.Control)), kit.NewText(word, kit.Control.B())))
		if c.Why != "" {
			rows = append(rows, kit.NewParagraph(c.Why, kit.Small))
		}
	}
	if q.By != "" {
		rows = append(rows, kit.NewParagraph("Assessed by "+q.By+", "+q.At.Local().Format("2 Jan 2006"), kit.Small))
	}
	return rows
}

// used lists the decisions that the insight informed.
func (s *Screen) used(p *insight.Page) []fyne.CanvasObject {
	add := kit.NewIconButton(icons.Plus, "Note a decision (D)", s.askDecision)
	rows := []fyne.CanvasObject{kit.HStack(kit.Space2, kit.Grow(kit.NewElastic("Used in decisions", kit.Strong)), add)}
	for _, d := range p.Decided {
		var under []string
		if t := d.Date.Time(); !t.IsZero() {
			under = append(under, t.Format("2 Jan 2006"))
		}
		if d.By != "" {
			under = append(under, d.By)
		}
		if n := len(d.Insights); n > 1 {
			under = append(under, app.Count(n, "insight"))
		}
		box := kit.VStack(kit.Space1, kit.NewParagraph(d.Text, kit.Control), kit.NewElastic(strings.Join(under, " · "), kit.Small))
		if d.Outcome != "" {
			box.Add(kit.NewParagraph("Outcome: "+d.Outcome, kit.Small))
		}
		card := kit.NewCompactEntry(box, func() { s.editDecision(d) })
		card.SetTip("Edit the decision")
		rows = append(rows, kit.Inset(card, 0, -5, 0, -5))
	}
	if len(p.Decided) == 0 {
		rows = append(rows, kit.NewParagraph("No decision refers to it yet.", kit.Small))
	}
	return rows
}

// versions lists what was published, how long it counts as fresh, and what changed since.
func (s *Screen) versions(p *insight.Page) []fyne.CanvasObject {
	rows := []fyne.CanvasObject{kit.NewText("Published", kit.Strong)}
	if len(p.Versions) == 0 {
		return append(rows, kit.NewParagraph("Not published yet. Publishing keeps claim, evidence and confidence as they are then.", kit.Small))
	}
	for i := range p.Versions[:min(len(p.Versions), 5)] {
		v := p.Versions[i]
		line := "Version " + app.Number(v.Version) + " · " + v.Created.Local().Format("2 Jan 2006")
		card := kit.NewCompactEntry(kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(line, kit.Control)), kit.NewText(string(v.Level), kit.Control.B())),
			func() { s.showVersion(v) })
		card.SetTip("Read what was published")
		rows = append(rows, kit.Inset(card, 0, -5, 0, -5))
	}
	if t := p.FreshTo.Time(); !t.IsZero() {
		rows = append(rows, kit.NewParagraph("Fresh until "+t.Format("2 January 2006"), kit.Small))
	}
	if r := p.Renewed; !r.At.IsZero() {
		rows = append(rows, kit.NewParagraph(strings.TrimSpace("Still true said "+r.By+", "+r.At.Local().Format("2 Jan 2006")+". "+r.Note), kit.Small))
	}
	if len(p.Since) > 0 {
		rows = append(rows, kit.Detail("Changed since", deltas(p.Since)))
	} else {
		rows = append(rows, kit.NewParagraph("Nothing changed since.", kit.Small))
	}
	return rows
}
