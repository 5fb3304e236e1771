package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage/repository"

	"throughline/app"
	"throughline/ui/say"
)

// goOffline takes away what the toolkit has for reading web addresses, which a theme or a picture could name. It has to follow the making of the app,
// which puts it there.
func goOffline() {
	for _, scheme := range []string{"http", "https"} {
		repository.Register(scheme, noWeb{})
	}
}

// noWeb is a place from which nothing can be read.
type noWeb struct{}

func (noWeb) refuse(u fyne.URI) error {
	return &app.Error{Code: app.EUnsupported, Op: "read address", Path: u.Scheme(), Message: say.T("Throughline does not read from the network."), Hint: say.T("Save the file on this computer first.")}
}

// Exists is refused.
func (n noWeb) Exists(u fyne.URI) (bool, error) { return false, n.refuse(u) }

// Reader is refused.
func (n noWeb) Reader(u fyne.URI) (fyne.URIReadCloser, error) { return nil, n.refuse(u) }

// CanRead is refused.
func (n noWeb) CanRead(u fyne.URI) (bool, error) { return false, n.refuse(u) }

// Destroy does nothing.
func (noWeb) Destroy(string) {}
