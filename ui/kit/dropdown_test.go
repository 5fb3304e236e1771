package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestDropdown_ArrowsGoOnFromThePresentChoice(t *testing.T) {
	test.NewTempApp(t)
	options := []Option{{ID: "a", Text: "After 5 minutes"}, {ID: "b", Text: "After 15 minutes"}, {ID: "c", Text: "Never"}}
	for _, c := range []struct {
		name, from string
		keys       []fyne.KeyName
		want       string
	}{
		{"one up", "b", []fyne.KeyName{fyne.KeyUp}, "a"},
		{"one down", "b", []fyne.KeyName{fyne.KeyDown}, "c"},
		{"none", "b", nil, ""},
		{"the first", "c", []fyne.KeyName{fyne.KeyHome}, "a"},
		{"the last", "b", []fyne.KeyName{fyne.KeyEnd}, "c"},
		{"round the end", "c", []fyne.KeyName{fyne.KeyDown}, "a"},
	} {
		got := ""
		d := NewDropdown(options, func(id string) { got = id })
		d.Select(c.from)
		w := test.NewTempWindow(t, d)
		d.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		list, ok := w.Canvas().Focused().(*menuList)
		if !ok {
			t.Fatalf("%s: the menu has not the keyboard but %T", c.name, w.Canvas().Focused())
		}
		for _, k := range c.keys {
			list.TypedKey(&fyne.KeyEvent{Name: k})
		}
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if got != c.want {
			t.Errorf("%s from %s: chose %q, want %q", c.name, c.from, got, c.want)
		}
	}
}

func TestSearchField_WhatIsPutInIsGoneOnFrom(t *testing.T) {
	test.NewTempApp(t)
	asked := ""
	s := NewSearchField("", 200, func(text string) { asked = text })
	test.NewTempWindow(t, s)
	s.SetText("créer a")
	if asked != "créer a" {
		t.Errorf("heard %q", asked)
	}
	s.Entry.TypedRune('b')
	if got := s.Text(); got != "créer ab" {
		t.Errorf("typing after what was put in gives %q", got)
	}
}
