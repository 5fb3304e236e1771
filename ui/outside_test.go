package ui

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
)

// shut is a system that opens nothing.
type shut struct{ fyne.App }

func (shut) OpenURL(*url.URL) error {
	return errors.New(`exec: "xdg-open": executable file not found in $PATH`)
}

func TestReveal_WhereNothingOpensIt(t *testing.T) {
	a := test.NewTempApp(t)
	fyne.SetCurrentApp(shut{a})
	err := reveal("/data/report.pdf")
	message, hint := app.Explain(err)
	if app.CodeOf(err) != app.EUnsupported || !strings.Contains(message, "no program") || !strings.Contains(hint, "/data/report.pdf") {
		t.Errorf("%v: %q, %q; want that no program opens it, and the place", app.CodeOf(err), message, hint)
	}
}
