package privacy

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/ui/kit"
)

func TestSheet_WhatWasWrongGoesWithWhatItWasSaidOf(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, kit.Stack())
	w.Resize(fyne.NewSize(900, 700))
	first, again, rows := newPassphrase()
	s := &sheet{word: "Create the vault", width: 480}
	s.ask(w.Canvas(), "Create a vault", kit.Primary, []*kit.Entry{first, again}, rows, func(done func(error)) {
		done(app.Invalid("The two passphrases are not the same.", ""))
	}, nil)
	again.OnSubmitted(again.Text)
	if s.wrong.Text() == "" {
		t.Fatal("nothing says what is wrong")
	}
	first.TypedRune('x')
	if got := s.wrong.Text(); got != "" {
		t.Errorf("still %q beside another passphrase", got)
	}
}

func TestVaultView_WithoutAVaultSaysWhyNoneCanBeMade(t *testing.T) {
	test.NewTempApp(t)
	for _, c := range []struct {
		name     string
		readOnly bool
		want     string
	}{{"to be changed", false, "Create a vault…"}, {"read only", true, "open it for writing"}} {
		v := NewVault(&VaultModel{Loaded: true, ReadOnly: c.readOnly}, nil)
		if got := strings.Join(said(v.state()), " | "); !strings.Contains(got, c.want) || strings.Contains(got, "Create a vault…") == c.readOnly {
			t.Errorf("%s: it says %q", c.name, got)
		}
	}
}

// said lists the words of what o shows, and of its buttons.
func said(o fyne.CanvasObject) []string {
	switch x := o.(type) {
	case *fyne.Container:
		var all []string
		for _, c := range x.Objects {
			all = append(all, said(c)...)
		}
		return all
	case interface{ AccessibilityLabel() string }:
		return []string{x.AccessibilityLabel()}
	}
	return nil
}
