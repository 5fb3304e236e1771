package privacy

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/consent"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// inspect shows the chosen person's consents, or what can be done with several.
func (v *ConsentView) inspect() {
	m := v.model
	cur := m.Current()
	shown := fmt.Sprint(len(m.Chosen), m.ReadOnly)
	if cur != nil {
		shown = fmt.Sprint(cur.ID, cur.States, m.Past(cur.ID))
	}
	if shown == v.shown {
		return
	}
	v.shown = shown
	switch {
	case cur != nil:
		v.inspectOne(app.ParticipantID(cur.ID), cur.Code, cur.Segment)
	case len(m.Chosen) > 1:
		v.panel.Set(say.Count(len(m.Chosen), "person"), "", v.acts()...)
	default:
		v.panel.Set(say.T("Consent"), "", kit.NewParagraph(say.T("Choose somebody to see what they allowed, or several to record it for all of them."), kit.Small))
	}
}

func (v *ConsentView) acts() []fyne.CanvasObject {
	if v.model.ReadOnly {
		return nil
	}
	return []fyne.CanvasObject{kit.VStack(kit.Space2,
		kit.NewIconTextButton(icons.Plus, say.T("Record consent…"), kit.Secondary, v.AskRecord),
		kit.NewIconTextButton(icons.Refresh, say.T("Renew…"), kit.Secondary, v.AskRenew),
		kit.NewIconTextButton(icons.Close, say.T("Withdraw…"), kit.Secondary, v.AskWithdraw))}
}

func (v *ConsentView) inspectOne(id app.ParticipantID, code, segment string) {
	details := v.acts()
	details = append(details, kit.HStack(0, kit.NewIconTextButton(icons.People, say.T("Open profile"), kit.Quiet, func() { v.person(id) }), kit.Spacer()))
	past := v.model.Past(id)
	if len(past) == 0 {
		details = append(details, kit.NewParagraph(say.T("No consent is recorded."), kit.Small))
	}
	for i := range past {
		details = append(details, v.pastConsent(&past[i]))
	}
	if cur := v.model.Current(); cur != nil && cur.Standing == consent.StandWithdrawn {
		rests := kit.VStack(kit.Space1, kit.NewText(say.T("Looking…"), kit.Small))
		v.weigh(rests)
		details = append(details, kit.Detail(say.T("What rested on their words"), rests))
	}
	v.panel.Set(code, segment, details...)
}

// pastConsent is one consent as the inspector shows it.
func (v *ConsentView) pastConsent(c *app.Consent) fyne.CanvasObject {
	lines := []fyne.CanvasObject{}
	tell := func(st kit.Style, text string) {
		if text != "" {
			lines = append(lines, kit.NewParagraph(text, st))
		}
	}
	tell(kit.Body, ScopesWord(c.Scopes))
	until := say.T("no end")
	if c.Expires != "" {
		until = say.T("until %s", dayWord(c.Expires))
	}
	of := say.T("to all studies")
	if c.Study != "" {
		of = say.T("to this study")
		if c.Study != v.model.Study {
			of = say.T("to one study")
		}
	}
	tell(kit.Small, of+", "+until)
	if c.Withdrawn != "" {
		tell(kit.Small.In(kit.BadInk), strings.TrimSuffix(say.T("Withdrawn on %s: %s", dayWord(c.Withdrawn), c.Reason), ": "))
	}
	if name := v.textName(c.Text); name != "" {
		tell(kit.Small, say.T("Text: %s, version %d", name, c.Version))
	}
	tell(kit.Small, c.How)
	tell(kit.Small, c.Note)
	head := kit.HStack(kit.Space2, kit.Grow(kit.NewText(say.T("Given %s", dayWord(c.Given)), kit.Label)))
	if !v.model.ReadOnly {
		head.Add(kit.NewIconButton(icons.Trash, say.T("Remove: recorded by mistake"), func() { v.model.Forget(c.ID) }))
	}
	return kit.VStack(2, append([]fyne.CanvasObject{head}, lines...)...)
}

func (v *ConsentView) textName(id app.TemplateID) string {
	for _, t := range v.model.Desk.Texts {
		if t.ID == id {
			return t.Name
		}
	}
	return ""
}

// ScopesWord says what was allowed: "Recording, quotes inside the team".
func ScopesWord(all []app.Scope) string {
	if len(all) == 0 {
		return say.T("Nothing allowed")
	}
	var words []string
	for _, s := range all {
		words = append(words, ScopeWord(s))
	}
	return app.Capital(strings.Join(words, ", "))
}

// ScopeWord says what a scope lets be done.
func ScopeWord(s app.Scope) string {
	switch s {
	case app.ScopeRecord:
		return say.T("recording")
	case app.ScopeInside:
		return say.T("quotes inside the team")
	case app.ScopeOutside:
		return say.T("quotes outside the team")
	case app.ScopeMachine:
		return say.T("analysis by the machine")
	}
	return string(s)
}
