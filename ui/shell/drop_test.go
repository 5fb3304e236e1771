package shell

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
)

func TestShell_HandsOverWhatIsDroppedOnTheWindow(t *testing.T) {
	f := newFrame(t)
	var got [][]string
	f.p.OnDrop = func(paths []string) { got = append(got, paths) }
	web, err := storage.ParseURI("https://example.org/p2.vtt")
	if err != nil {
		t.Fatal(err)
	}
	f.dropped([]fyne.URI{storage.NewFileURI("/in/p1.vtt"), web, storage.NewFileURI("/in/Frühling & co.qdpx")})
	f.dropped([]fyne.URI{web})
	f.p.OnDrop = nil
	f.dropped([]fyne.URI{storage.NewFileURI("/in/p1.vtt")})
	if len(got) != 1 || !slices.Equal(got[0], []string{"/in/p1.vtt", "/in/Frühling & co.qdpx"}) {
		t.Errorf("handed over %q", got)
	}
}
