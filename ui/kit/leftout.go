package kit

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/say"
)

// LeftOutLine says what the machine did not read because of consent, and why, with the way to Consent; nil for nothing.
func LeftOutLine(l app.LeftOut, goTo func(Route)) fyne.CanvasObject {
	words := say.Sentence(l.Words())
	if words == "" {
		return nil
	}
	return HStack(Space2, NewIconSized(icons.Lock, Muted, markIcon), Grow(NewElastic(words+".", Small)),
		NewTextButton(say.T("Consent"), Small.In(Accent), func() { goTo(Route{Screen: Consent}) }))
}
