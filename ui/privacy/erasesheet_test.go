package privacy_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/erase"
	"throughline/ui/kit"
	"throughline/ui/privacy"
)

// slow is an eraser that works until it is stopped, and waits for the vault if told so.
type slow struct {
	privacy.Eraser
	begun   chan struct{}
	waits   bool
	resumed int
}

// Erase implements privacy.Eraser.
func (s *slow) Erase(ctx context.Context, _ erase.Order, p app.Progress) (*app.Erasure, error) {
	p.Report(0, 1, "Rewriting records")
	close(s.begun)
	<-ctx.Done()
	return nil, &app.Error{Code: app.ECanceled, Message: "Stopped."}
}

// Waiting implements privacy.Eraser.
func (s *slow) Waiting(context.Context) (bool, error) { return s.waits, nil }

// Resume implements privacy.Eraser.
func (s *slow) Resume(context.Context, app.Progress) ([]*app.Erasure, error) {
	s.resumed++
	s.waits = false
	return []*app.Erasure{{}}, nil
}

func under(o fyne.CanvasObject, name string) *kit.Button {
	for _, c := range test.LaidOutObjects(o) {
		if b, ok := c.(*kit.Button); ok && b.Text() == name && b.Visible() {
			return b
		}
	}
	return nil
}

func texts(o fyne.CanvasObject) string {
	var out []string
	for _, c := range test.LaidOutObjects(o) {
		if t, ok := c.(*canvas.Text); ok {
			out = append(out, t.Text)
		}
	}
	return strings.Join(out, " ")
}

func TestEraseSheet_HasTheKeyboardAgainAfterAStop(t *testing.T) {
	c := newClearing(t)
	test.NewTempApp(t)
	eraser := &slow{Eraser: c.m.Eraser, begun: make(chan struct{})}
	c.m.Eraser = eraser
	v := privacy.NewRetention(c.m, privacy.RetentionDoors{})
	s := v.Section(func() {})
	w := test.NewTempWindow(t, kit.NewStage(s.Content))
	w.Resize(fyne.NewSize(1100, 800))
	s.Open(kit.PrivacyAt(privacy.RetentionSection, ""))
	c.until("the lists", func() bool { return c.m.Loaded })
	v.AskErase(erase.Order{Participant: c.person.Person.ID})
	focused := func() *kit.Entry { e, _ := w.Canvas().Focused().(*kit.Entry); return e }
	sheet := w.Canvas().Overlays().Top()
	test.Type(focused(), "as") // while the workspace is looked through
	c.until("the form", func() bool { return strings.Contains(texts(sheet), "to confirm") })
	test.Type(focused(), "ked")
	if focused().Text != "asked" {
		t.Fatalf("the reason is %q, want asked", focused().Text)
	}
	focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	code := focused()
	test.Type(code, "P07")
	code.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	<-eraser.begun
	stop := under(sheet, "Stop")
	if stop == nil {
		t.Fatalf("nothing stops it: %s", texts(sheet))
	}
	test.Tap(stop)
	c.until("the form again", func() bool { return under(sheet, "Erase for good") != nil })
	if got := texts(sheet); !strings.Contains(got, "Stopped. Nothing was erased.") {
		t.Errorf("the sheet says %q", got)
	}
	if w.Canvas().Focused() != fyne.Focusable(code) {
		t.Errorf("%T has the keyboard after the stop, want the field of the code", w.Canvas().Focused())
	}
	code.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if slices.Contains(w.Canvas().Overlays().List(), sheet) {
		t.Error("Escape does not close the sheet")
	}
}

func TestRetentionModel_CarriesThroughWhatWaitedForTheVault(t *testing.T) {
	c := newClearing(t)
	eraser := &slow{Eraser: c.m.Eraser, waits: true}
	c.m.Eraser = eraser
	told := 0
	c.m.OnRest = func() { told++ }
	c.m.Unlocked(false)
	c.m.Unlocked(true)
	c.until("the rest", func() bool { return told == 1 })
	c.m.Unlocked(true)
	c.reload()
	if eraser.resumed != 1 || told != 1 {
		t.Errorf("carried through %d times and told %d times, want once", eraser.resumed, told)
	}
}

func TestRetentionView_SaysThatBackupsWaitForTheVault(t *testing.T) {
	c := newClearing(t)
	test.NewTempApp(t)
	opened := 0
	v := privacy.NewRetention(c.m, privacy.RetentionDoors{OpenVault: func(func()) { opened++ }})
	s := v.Section(func() {})
	w := test.NewTempWindow(t, kit.NewStage(s.Content))
	w.Resize(fyne.NewSize(1100, 800))
	s.Open(kit.PrivacyAt(privacy.RetentionSection, ""))
	c.until("the lists", func() bool { return c.m.Loaded })
	c.m.Done = []app.Erasure{{What: app.KindParticipant, Code: "P07", Date: "2026-11-02", Open: &app.OpenErasure{},
		Backups: []app.BackupErased{{Name: "old.throughline", State: app.BackupWaiting}}}}
	v.Refresh()
	if got := texts(s.Content); !strings.Contains(got, "The vault was locked when this was carried through") || !strings.Contains(got, "old.throughline") {
		t.Errorf("it says %q", got)
	}
	test.Tap(under(s.Content, "Open vault…"))
	if opened != 1 {
		t.Error("the vault is not asked for")
	}
}
