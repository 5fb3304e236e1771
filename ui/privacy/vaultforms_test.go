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

func TestConsentForm_EnterDoesWhatTheButtonDoesOnce(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, kit.Stack())
	w.Resize(fyne.NewSize(900, 700))
	v := &ConsentView{root: kit.Stack()}
	why, saved := kit.NewEntry(""), 0
	var end func(error)
	v.ask("Withdraw the consent of P03", "Withdraw", 560, 560, why, []fyne.CanvasObject{kit.HStackTop(0, kit.Grow(kit.FormRow("Reason", why)))},
		func(done func(error)) { saved, end = saved+1, done })
	enter := func() { why.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) }
	enter()
	enter() // while the first is under way
	if saved != 1 {
		t.Fatalf("done %d times, want once", saved)
	}
	end(app.Invalid("The day is no day.", ""))
	if enter(); saved != 2 {
		t.Errorf("after a refusal it was tried %d times, want 2", saved)
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
