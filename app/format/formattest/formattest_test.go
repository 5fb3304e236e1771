package formattest_test

import (
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/format/formattest"
)

// TestBroken_SeesEveryLaw breaks one law at a time.
func TestBroken_SeesEveryLaw(t *testing.T) {
	sound := func() app.Bundle {
		return app.Bundle{Format: "txt", Documents: []app.Document{{
			Date: "2026-03-04", Attributes: []app.Attribute{{Name: "Plan", Value: "Pro"}},
			Utterances: []app.Utterance{{Speaker: "Ana", Text: "Hi", From: 0, To: time.Second}, {Text: "Ho", From: app.NoTime, To: app.NoTime}},
		}}}
	}
	if law := formattest.Broken(sound()); law != "" {
		t.Fatalf("a sound Bundle breaks %q", law)
	}
	for name, spoil := range map[string]func(*app.Bundle){
		"no format":       func(b *app.Bundle) { b.Format = "" },
		"no documents":    func(b *app.Bundle) { b.Documents = nil },
		"no utterances":   func(b *app.Bundle) { b.Documents[0].Utterances = nil },
		"blank text":      func(b *app.Bundle) { b.Documents[0].Utterances[0].Text = " \n" },
		"carriage return": func(b *app.Bundle) { b.Documents[0].Utterances[0].Text = "a\rb" },
		"zero":            func(b *app.Bundle) { b.Documents[0].Utterances[0].Speaker = "a\x00" },
		"no UTF-8":        func(b *app.Bundle) { b.Documents[0].Attributes[0].Value = "\xff" },
		"warning":         func(b *app.Bundle) { b.Warnings = []string{"\xff"} },
		"no such day":     func(b *app.Bundle) { b.Documents[0].Date = "2026-02-30" },
		"negative time":   func(b *app.Bundle) { b.Documents[0].Utterances[0].From = -2 },
		"ends before":     func(b *app.Bundle) { b.Documents[0].Utterances[0].From = time.Minute },
	} {
		b := sound()
		if spoil(&b); formattest.Broken(b) == "" {
			t.Errorf("%s goes unseen", name)
		}
	}
	if got := formattest.Show(sound()); !strings.Contains(got, "Ana @0s-1s: Hi\n: Ho\n") || !strings.Contains(got, "= Plan: Pro") {
		t.Errorf("Show = %s", got)
	}
}
