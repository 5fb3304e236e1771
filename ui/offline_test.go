package ui

import (
	"testing"

	"fyne.io/fyne/v2/storage"

	"throughline/app"
)

func TestGoOffline_NothingIsReadFromAnAddress(t *testing.T) {
	goOffline()
	for _, address := range []string{"http://127.0.0.1:9/x", "https://127.0.0.1:9/font.ttf"} {
		u, err := storage.ParseURI(address)
		if err != nil {
			t.Fatal(err)
		}
		for name, read := range map[string]func() error{
			"exists":   func() error { _, err := storage.Exists(u); return err },
			"can read": func() error { _, err := storage.CanRead(u); return err },
			"reader":   func() error { _, err := storage.Reader(u); return err },
			"resource": func() error { _, err := storage.LoadResourceFromURI(u); return err },
		} {
			if err := read(); app.CodeOf(err) != app.EUnsupported {
				t.Errorf("%s of %s: %v", name, address, err)
			}
		}
	}
}
