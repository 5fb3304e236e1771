package kit

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/say"
)

// insideOnly is appended to words on the clipboard that may not be quoted outside the team.
var insideOnly = say.T(" [inside the team only]")

// Copying is what becomes of a quote that somebody copies.
type Copying struct {
	Words string // for the clipboard; "" when nothing is copied
	Says  string // to the person
}

// CopyingOf is what becomes of a quote by what those who are heard in it allowed: it is copied as it is where it may be quoted outside or
// nobody is asked, with a mark where it may be quoted inside only, and else not at all.
func CopyingOf(words string, a app.Allowed) Copying {
	if a.Permits(app.ScopeOutside) {
		return Copying{words, say.T("Copied with where it comes from")}
	}
	if a.Permits(app.ScopeInside) {
		return Copying{words + insideOnly, say.T("Copied, marked for the team only: they did not allow to be quoted outside.")}
	}
	why := say.T("they did not allow to be quoted.")
	switch a.For(app.ScopeInside) {
	case app.ConsentWithdrawn:
		why = say.T("they withdrew their consent.")
	case app.ConsentExpired:
		why = say.T("their consent has ended.")
	case app.ConsentUnrecorded:
		why = say.T("no consent of theirs is recorded.")
	}
	return Copying{"", say.T("Not copied: %s", why)}
}

// CopyQuote copies a quote as CopyingOf has it and says so, with the way to Consent where it is held back. on names the window.
func CopyQuote(on fyne.CanvasObject, words string, a app.Allowed, goTo func(Route)) {
	c := CopyingOf(words, a)
	t := Toast{Text: c.Says, Icon: icons.Copy}
	if c.Words != "" {
		fyne.CurrentApp().Clipboard().SetContent(c.Words)
	}
	if c.Words != words {
		t.Icon, t.Action, t.Run = icons.Lock, say.T("Consent"), func() { goTo(Route{Screen: Consent}) }
	}
	if s := StageOf(on); s != nil {
		s.Toast(t)
	}
}

// QuotationOf is a finding as it is quoted elsewhere: “words” (P07, 00:12:31), or its note where it has none.
func QuotationOf(f *app.FindingRow) string {
	var from []string
	if f.Code != "" {
		from = append(from, f.Code)
	} else if f.InterviewTitle != "" {
		from = append(from, f.InterviewTitle)
	}
	words := strings.TrimSpace(f.Note)
	if f.Quote != "" {
		words = "“" + strings.Join(strings.Fields(f.Quote), " ") + "”"
		if at := say.Sentence(f.Locator()); at != "" {
			from = append(from, at)
		}
	}
	if len(from) == 0 {
		return words
	}
	return words + " (" + strings.Join(from, ", ") + ")"
}
