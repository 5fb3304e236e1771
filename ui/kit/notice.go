package kit

import (
	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/say"
)

// Words is an error in words for the screen.
type Words struct {
	Icon    icons.Name
	Tone    Tone
	Message string
	Hint    string
}

// Notice translates an error for the screen: the one place where screens turn errors into words. Returns false for nil
// and for work the person stopped, which needs no words.
func Notice(err error) (Words, bool) {
	code := app.CodeOf(err)
	if code == "" || code == app.ECanceled {
		return Words{}, false
	}
	message, hint := say.Explain(err)
	w := Words{Icon: icons.Error, Tone: Negative, Message: message, Hint: hint}
	switch code {
	case app.EConflict, app.ELocked, app.ESealed, app.EInvalid, app.EUnsupported, app.ETooLarge, app.ENotFound:
		w.Icon, w.Tone = icons.Warning, Caution
	case app.EInternal:
		w.Message = say.T("Something went wrong inside Throughline.")
		w.Hint = message
	}
	return w, true
}
