package kit_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/task"
)

func TestContactRow_ShowsDetailsOnlyWhileTheVaultIsOpen(t *testing.T) {
	test.NewTempApp(t)
	await, release := task.Hold()
	t.Cleanup(release)
	open, asked := false, 0
	known := map[app.ParticipantID]app.Contact{"p": {Name: "Ana Silva", Email: "ana@example.org"}}
	desk := &kit.ContactDesk{
		IsOpen: func() bool { return open },
		AskOpen: func(_ fyne.Canvas, then func()) {
			asked++
			open = true
			then()
		},
		Read: func(_ context.Context, id app.ParticipantID) (app.Contact, error) {
			if !open {
				return app.Contact{}, &app.Error{Code: app.ESealed, Message: "The vault is locked."}
			}
			return known[id], nil
		},
		Write: func(context.Context, app.ParticipantID, app.Contact) error { return nil },
	}
	grown := 0
	r := kit.NewContactRow(desk, func() { grown++ })
	w := test.NewWindow(r.On("p", "P07"))
	defer w.Close()
	words := func() string { return strings.Join(texts(w.Content()), " | ") }
	if got := words(); strings.Contains(got, "Ana") || !strings.Contains(got, "Open vault…") {
		t.Errorf("locked: %s", got)
	}
	r.Edit() // asks for the passphrase first
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	if !await(10*time.Second, func() bool { return strings.Contains(words(), "Ana Silva | ana@example.org") }) {
		t.Errorf("open: %s", words())
	}
	if grown == 0 {
		t.Error("nobody heard that the row has another height")
	}
	r.On("q", "P08")
	if !await(10*time.Second, func() bool { return strings.Contains(words(), "Add contact details…") }) || strings.Contains(words(), "Ana") {
		t.Errorf("of somebody without: %s", words())
	}
	r.On("p", "P07")
	await(10*time.Second, func() bool { return strings.Contains(words(), "Ana") })
	open = false
	r.Turned()
	if got := words(); strings.Contains(got, "Ana") || !strings.Contains(got, "Open vault…") {
		t.Errorf("locked again: %s", got)
	}
}

// texts lists the words of all texts in o.
func texts(o fyne.CanvasObject) []string {
	switch x := o.(type) {
	case interface{ Text() string }:
		return []string{x.Text()}
	case *fyne.Container:
		var all []string
		for _, c := range x.Objects {
			all = append(all, texts(c)...)
		}
		return all
	}
	return nil
}
