package insights

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/report"
	"throughline/ui/kit"
)

func levelOf(m *Model, r *app.InsightRow) string {
	level, _, _ := report.Confidence(r.Support, app.DateOf(m.Now()))
	return level
}

// meter is how far the bar under the level is filled: a picture of four steps, not a measurement.
func meter(level string) float64 {
	switch level {
	case report.High:
		return 0.9
	case report.Moderate:
		return 0.65
	case report.Low:
		return 0.4
	}
	return 0.15
}

// confidence shows the level with the counts it comes from and what would change it.
func (s *Screen) confidence(in *app.InsightRow) []fyne.CanvasObject {
	level, reasons, change := s.model.Confidence()
	sup := in.Support
	newest := "unknown"
	if t := sup.Newest.Time(); !t.IsZero() {
		newest = t.Format("2 Jan 2006")
	}
	methods := strings.ToLower(strings.Join(sup.Methods, ", "))
	if methods == "" {
		methods = "unknown"
	}
	rows := []fyne.CanvasObject{
		kit.NewText("Confidence: "+level, kit.Strong),
		kit.NewMeter(meter(level), kit.PaintOf(kit.Accent), 40),
		fact("People", fmt.Sprintf("%d of %d", sup.Participants, sup.Asked)),
		fact("Segments", fmt.Sprintf("%d of %d", sup.Segments, sup.AllSegments)),
		fact("Studies", fmt.Sprint(sup.Studies)),
		fact("Contradictions", fmt.Sprint(sup.Against)),
		fact("Newest", newest),
		fact("One person's share", fmt.Sprintf("%.0f %%", 100*sup.TopShare)),
	}
	rows = append(rows, kit.Detail("Methods", kit.NewParagraph(methods, kit.Control)))
	if len(reasons) > 0 {
		rows = append(rows, kit.NewText("Why", kit.Label), kit.NewParagraph(strings.Join(reasons, "\n"), kit.Small))
	}
	if change != "" {
		rows = append(rows, kit.NewText("What would change it", kit.Label), kit.NewParagraph(change, kit.Small))
	}
	return append(rows, kit.NewParagraph("Counted from the evidence, not measured. A convention to question, with its reasons.", kit.Small))
}

func fact(name, value string) fyne.CanvasObject {
	return kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(name, kit.Control)), kit.NewText(value, kit.Control.B()))
}

// askNew opens a form for a new insight.
func (s *Screen) askNew() {
	s.form("Write an insight", app.Insight{}, s.model.Create)
}

// editText opens the form on the shown insight.
func (s *Screen) editText() {
	cur := s.model.Current()
	if cur == nil {
		return
	}
	s.form("Edit insight", cur.Insight, func(in app.Insight) {
		s.model.Edit(func(old *app.Insight) {
			old.Title, old.Body, old.Recommendation, old.Owner = in.Title, in.Body, in.Recommendation, in.Owner
		})
	})
}

// form edits the words of an insight in a dialog.
func (s *Screen) form(title string, in app.Insight, done func(app.Insight)) {
	claim := kit.NewTextArea("What did you learn? One sentence", 2)
	claim.SetText(in.Title)
	body := kit.NewTextArea("What stands behind it, in two or three sentences", 4)
	body.SetText(in.Body)
	todo := kit.NewTextArea("What should be done about it", 2)
	todo.SetText(in.Recommendation)
	hint := kit.NewText("", kit.Small.In(kit.BadInk))
	var pop *kit.Popover
	save := func() {
		if strings.TrimSpace(claim.Text) == "" {
			hint.SetText("Say in one sentence what you learned.")
			return
		}
		pop.Hide()
		in.Title, in.Body, in.Recommendation = claim.Text, body.Text, todo.Text
		done(in)
	}
	claim.OnKey = func(k *fyne.KeyEvent) bool { // the claim is one sentence: Enter goes on
		if k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter {
			body.Focus()
			return true
		}
		return false
	}
	foot := kit.HStack(kit.Space2, kit.Grow(hint), kit.NewButton("Cancel", kit.Quiet, func() { pop.Hide() }), kit.NewButton("Save insight", kit.Primary, save))
	form := kit.VStack(kit.Space3, kit.NewText(title, kit.Title), kit.FormRow("Claim", claim), kit.FormRow("Text", body),
		kit.FormRow("Recommendation", todo), foot)
	pop = kit.NewPopover(kit.Pad(kit.Fixed(form, 560, 0), kit.Space5))
	pop.ShowModal(kit.CanvasOf(s.root))
	claim.Focus()
}

// pickEvidence searches passages and adds the chosen one.
func (s *Screen) pickEvidence() {
	m := s.model
	var p *kit.Picker
	items := func() []kit.PickItem {
		var out []kit.PickItem
		for _, f := range m.Candidates {
			out = append(out, kit.PickItem{Text: short(f.Text()), Detail: place(&f), Run: func() { m.Add(f.ID, stanceOf(&f)) }})
		}
		return out
	}
	m.OnCandidates = func() {
		if p != nil {
			p.SetItems(items())
		}
	}
	p = kit.NewPicker("Search passages to add…", 640, func(q string) []kit.PickItem {
		m.FindCandidates(q)
		return items()
	})
	p.ShowTop(kit.CanvasOf(s.root))
}

// stanceOf takes the stance the researcher gave the finding; most evidence supports.
func stanceOf(f *app.FindingRow) app.Stance {
	if f.Stance != "" {
		return f.Stance
	}
	return app.Supports
}

func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 90 {
		return strings.TrimSpace(string(r[:88])) + "…"
	}
	return text
}
