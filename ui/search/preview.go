package search

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// preview is the right side: the chosen answer in its place.
type preview struct {
	model *Model
	panel *kit.Inspector
	open  *kit.Button
	shown string
}

func newPreview(m *Model, open func()) *preview {
	p := &preview{model: m, panel: kit.NewInspector(), open: kit.NewButton(say.T("Open"), kit.Secondary, open)}
	p.panel.SetHints(kit.Hint("Enter", say.T("open in its place")), kit.Hint("Alt ←", say.T("back here")))
	return p
}

func (p *preview) paint() {
	m := p.model
	r := m.Chosen()
	if r == nil {
		if p.shown != "" {
			p.shown = ""
			p.panel.Set("", "")
		}
		return
	}
	strength := m.Strength[r.Ref()]
	shown := fmt.Sprint(r.Ref(), r.Span, say.Sentence(r.Why()), strength, m.Preview != nil && m.Preview.Of == r.Ref() && m.Preview.Span == r.Span && m.Preview.Asked == m.asked(), m.Line(r), m.asked(), m.AllowedOf(r))
	if shown == p.shown {
		return
	}
	p.shown = shown
	rows := []fyne.CanvasObject{}
	if strength != "" {
		rows = append(rows, kit.HStack(0, kit.NewBadge(strength, kit.Plain), kit.Spacer()))
	}
	if sign, ok := kit.SignOf(m.AllowedOf(r)); ok {
		rows = append(rows, kit.HStack(0, kit.NewConsentMark(sign, true, "", nil), kit.Spacer()))
	}
	rows = append(rows, kit.Detail(say.T("Why it is here"), kit.NewParagraph(say.Sentence(r.Why()), kit.Control)))
	if v := m.Preview; v != nil && v.Of == r.Ref() && v.Span == r.Span {
		for _, part := range v.Parts {
			rows = append(rows, paragraph(part))
		}
	}
	rows = append(rows, kit.HStack(0, p.open, kit.Spacer()))
	p.panel.Set(Title(r), m.Line(r), rows...)
}

// longest is how many bytes of a part are shown: a turn of some minutes.
const longest = 1500

// paragraph is a part with its marks; what was found stands out from what is round it.
func paragraph(part Part) fyne.CanvasObject {
	style := kit.Body
	if !part.Chosen && part.Who != "" {
		style = kit.Body.In(kit.Muted)
	}
	text := part.Text
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "") + "…"
	}
	var runs []kit.Run
	at := 0
	for _, m := range part.Marks {
		if m.Start < at || m.End > len(text) {
			continue
		}
		runs = append(runs, kit.Run{Text: text[at:m.Start], Style: style}, kit.Run{Text: text[m.Start:m.End], Style: kit.Body.B().In(kit.Accent)})
		at = m.End
	}
	runs = append(runs, kit.Run{Text: text[at:], Style: style})
	body := kit.NewRuns(runs...)
	if part.Who == "" {
		return body
	}
	return kit.VStack(2, kit.NewText(part.Who, kit.Small), body)
}
