package kit

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/say"
)

// Offer lets the person choose the insight that evidence is added to, or write a new one from it, over the window that on is in.
// A nil desk does nothing.
func (d *EvidenceDesk) Offer(on fyne.CanvasObject, o EvidenceOffer) {
	c := CanvasOf(on)
	if d == nil || c == nil || o.Count == 0 {
		return
	}
	e := newEvidencePick(d, o)
	if err := e.refused(); err != nil {
		d.Fail(err)
		return
	}
	e.show(c)
}

// show opens the picker: what the evidence does to the claim, and the insights.
func (e *evidencePick) show(c fyne.Canvas) {
	ready := false
	p := NewPicker(say.T("Add %s to insight…", e.offer.Name), 560, func(q string) []PickItem {
		if !ready {
			return nil
		}
		return e.items(c, q)
	})
	stance := NewSegments([]Option{{ID: string(app.Supports), Text: say.T("Supports")}, {ID: string(app.Contradicts), Text: say.T("Contradicts")},
		{ID: string(app.Nuances), Text: say.T("Nuances")}}, func(id string) {
		e.stance = app.Stance(id)
		p.Entry.Focus()
	})
	stance.Select(string(e.stance))
	p.Entry.OnKey = func(k *fyne.KeyEvent) bool {
		if by := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1}[k.Name]; by != 0 && p.Query() == "" {
			stance.choose(stance.index() + by)
			return true
		}
		return p.key(k)
	}
	head := HStack(Space2, NewText(say.T("What it does to the claim (Left, Right)"), Small), Spacer(), stance)
	pop := NewPopover(Pad(VStack(Space2, head, p), Space2))
	p.OnClose = pop.Hide
	p.resized = pop.Refresh
	pop.OnHide = func() {
		if !p.Chosen() {
			e.load.Cancel()
		}
	}
	p.SetBusy(true)
	pop.ShowTop(c)
	p.Entry.Focus()
	e.read(func(err error) {
		p.SetBusy(false)
		if err != nil {
			pop.Hide()
			e.desk.Fail(err)
			return
		}
		ready = true
		p.SetItems(p.Find(p.Query()))
	})
}

// items are the insights that match what is typed, and a new one: on top while nothing is typed, else last with the words typed.
func (e *evidencePick) items(c fyne.Canvas, q string) []PickItem {
	var all []PickItem
	for i := range e.rows {
		in := &e.rows[i]
		all = append(all, PickItem{Text: in.Title, Icon: icons.Insights, Detail: e.detail(in), Run: func() { e.add(in) }})
	}
	if q = strings.TrimSpace(q); q == "" {
		return append([]PickItem{{Text: say.T("New insight…"), Icon: icons.Plus, Run: func() { e.ask(c, "") }}}, all...)
	}
	return append(Match(q, all), PickItem{Text: say.T("New insight “%s”", q), Icon: icons.Plus, Muted: true, Run: func() { e.ask(c, q) }})
}

// ask asks for the claim of a new insight. The words stay in the form when they could not be saved.
func (e *evidencePick) ask(c fyne.Canvas, words string) {
	claim := NewTextArea(say.T("What did you learn? One sentence"), 2)
	claim.SetText(words)
	wrong := VStack(0)
	d := NewDialog(say.T("Write an insight from %s", e.offer.Name), 560, 250)
	saving := false
	save := func() {
		if saving {
			return
		}
		saving = true
		e.write(strings.TrimSpace(claim.Text), func(err error) {
			saving = false
			if err == nil {
				d.Hide()
				return
			}
			wrong.Objects = []fyne.CanvasObject{ErrorBar(err)}
			wrong.Refresh()
			claim.Focus()
		})
	}
	claim.OnKey = func(k *fyne.KeyEvent) bool { // the claim is one sentence: Enter is done
		if k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter {
			save()
			return true
		}
		return false
	}
	d.SetContent(VStack(Space2, wrong, FormRow(say.T("Claim"), claim)))
	d.SetActions(nil, NewButton(say.T("Cancel"), Quiet, d.Hide), NewButton(say.T("Save insight"), Primary, save))
	d.Show(c)
	claim.Focus()
	claim.CursorColumn = len([]rune(words))
	claim.Refresh()
}
