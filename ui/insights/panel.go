package insights

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/evidence"
	"throughline/app/insight"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// meter is how far the bar under the level is filled: a picture of four steps, not a measurement.
func meter(level app.Level) float64 {
	return [...]float64{0, 0.15, 0.4, 0.65, 0.9}[level.Rank()]
}

// confidence shows the level with the counts it comes from, what would change it, what people say, and what came of the insight.
func (s *Screen) confidence(p *insight.Page) []fyne.CanvasObject {
	change := kit.NewIconButton(icons.Edit, say.T("Set the confidence by hand"), s.askOverride)
	title := kit.NewElastic(say.T("Confidence: %s", say.Sentence(string(p.Level))), kit.Strong)
	rows := []fyne.CanvasObject{kit.HStack(kit.Space2, kit.Grow(title), change), kit.NewMeter(meter(p.Level), kit.PaintOf(kit.Accent), 40)}
	if o := p.Override; o.Level != "" {
		by := o.By
		if !o.At.IsZero() {
			by += ", " + say.Date(o.At.Local(), "2 Jan 2006")
		}
		rows = append(rows, kit.NewParagraph(say.T("Set by %s: %s Computed: %s.", by, o.Reason, say.Sentence(string(p.Computed))), kit.Small))
	}
	for _, r := range p.Verdict.Reasons {
		rows = append(rows, fact(r))
	}
	if words := say.Sentence(p.Verdict.Change()); words != "" {
		rows = append(rows, kit.Detail(say.T("What would change it"), kit.NewParagraph(words, kit.Control)))
	}
	rows = append(rows, kit.NewParagraph(say.T("Counted from the evidence, not measured. A convention to question, with its reasons."), kit.Small),
		kit.HStack(0, kit.NewTextButton(say.T("How this is computed"), kit.Small.In(kit.Accent), func() { s.goTo(kit.MethodConfidence.Route()) }), kit.Spacer()), kit.HLine())
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
	value := kit.NewElastic(say.Sentence(r.Value), kit.Control.B())
	name := kit.NewText(say.Sentence(r.Name), kit.Control)
	if r.Concern > 0 {
		return kit.HStack(kit.Space2, kit.Grow(kit.HStack(kit.Space1, name, kit.NewIconSized(icons.Warning, kit.WarnInk, 14))), value)
	}
	return kit.HStack(kit.Space2, kit.Grow(name), value)
}

// cerqual shows a person's assessment, or offers one.
func (s *Screen) cerqual(p *insight.Page) []fyne.CanvasObject {
	edit := kit.NewIconButton(icons.Edit, say.T("Assess by GRADE-CERQual"), s.askCERQual)
	head := say.T("GRADE-CERQual")
	if p.CERQual.Level != "" {
		head += ": " + say.Sentence(string(p.CERQual.Level))
	}
	rows := []fyne.CanvasObject{kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(head, kit.Strong)), edit)}
	if p.CERQual.IsZero() {
		return append(rows, kit.NewParagraph(say.T("Not assessed by a person."), kit.Small))
	}
	q := p.CERQual
	for i, c := range q.Components() {
		word := say.Sentence(string(c.Level))
		if word == "" {
			word = say.T("not assessed")
		}
		rows = append(rows, kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(evidence.ComponentNames[i], kit.Control)), kit.NewText(word, kit.Control.B())))
		if c.Why != "" {
			rows = append(rows, kit.NewParagraph(c.Why, kit.Small))
		}
	}
	if q.By != "" {
		rows = append(rows, kit.NewParagraph(say.T("Assessed by %s, %s", q.By, say.Date(q.At.Local(), "2 Jan 2006")), kit.Small))
	}
	return rows
}

// used lists the decisions that the insight informed.
func (s *Screen) used(p *insight.Page) []fyne.CanvasObject {
	add := kit.NewIconButton(icons.Plus, say.T("Note a decision (D)"), s.askDecision)
	rows := []fyne.CanvasObject{kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(say.T("Used in decisions"), kit.Strong)), add)}
	for _, d := range p.Decided {
		var under []string
		if t := d.Date.Time(); !t.IsZero() {
			under = append(under, say.Date(t, "2 Jan 2006"))
		}
		if d.By != "" {
			under = append(under, d.By)
		}
		if n := len(d.Insights); n > 1 {
			under = append(under, say.Count(n, "insight"))
		}
		box := kit.VStack(kit.Space1, kit.NewParagraph(d.Text, kit.Control), kit.NewElastic(strings.Join(under, " · "), kit.Small))
		if d.Outcome != "" {
			box.Add(kit.NewParagraph(say.T("Outcome: %s", d.Outcome), kit.Small))
		}
		card := kit.NewCompactEntry(box, func() { s.editDecision(d) })
		card.SetTip(say.T("Edit the decision"))
		rows = append(rows, kit.Inset(card, 0, -5, 0, -5))
	}
	if len(p.Decided) == 0 {
		rows = append(rows, kit.NewParagraph(say.T("No decision refers to it yet."), kit.Small))
	}
	return rows
}

// versions lists what was published, how long it counts as fresh, and what changed since.
func (s *Screen) versions(p *insight.Page) []fyne.CanvasObject {
	rows := []fyne.CanvasObject{kit.NewText(say.T("Published"), kit.Strong)}
	if len(p.Versions) == 0 {
		return append(rows, kit.NewParagraph(say.T("Not published yet. Publishing keeps claim, evidence and confidence as they are then."), kit.Small))
	}
	for i := range p.Versions[:min(len(p.Versions), 5)] {
		v := p.Versions[i]
		line := say.T("Version %s · %s", say.Number(v.Version), say.Date(v.Created.Local(), "2 Jan 2006"))
		card := kit.NewCompactEntry(kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(line, kit.Control)), kit.NewText(say.Sentence(string(v.Level)), kit.Control.B())),
			func() { s.showVersion(v) })
		card.SetTip(say.T("Read what was published"))
		rows = append(rows, kit.Inset(card, 0, -5, 0, -5))
	}
	if t := p.FreshTo.Time(); !t.IsZero() {
		rows = append(rows, kit.NewParagraph(say.T("Fresh until %s", say.Date(t, "2 January 2006")), kit.Small))
	}
	if r := p.Renewed; !r.At.IsZero() {
		rows = append(rows, kit.NewParagraph(strings.TrimSpace(say.T("Still true said %s, %s. %s", r.By, say.Date(r.At.Local(), "2 Jan 2006"), r.Note)), kit.Small))
	}
	if len(p.Since) > 0 {
		rows = append(rows, kit.Detail(say.T("Changed since"), deltas(p.Since)))
	} else {
		rows = append(rows, kit.NewParagraph(say.T("Nothing changed since."), kit.Small))
	}
	return rows
}
