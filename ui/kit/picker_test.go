package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestPicker_EnterWaitsForWhatIsStillLookedFor(t *testing.T) {
	test.NewTempApp(t)
	ran := ""
	item := func(s string) PickItem { return PickItem{Text: s, Run: func() { ran += s }} }
	p := NewPicker("", 300, func(string) []PickItem { return nil })
	test.NewTempWindow(t, p)
	p.Entry.OnSubmitted("")
	p.Append(item("nobody waited "))
	if ran != "" {
		t.Errorf("ran %q without Enter after nothing was looked for", ran)
	}
	p.SetItems(nil)
	p.SetBusy(true)
	p.Entry.OnSubmitted("")
	p.Append()
	p.Append(item("first "), item("second "))
	if ran != "first " || !p.Chosen() {
		t.Errorf("ran %q, want the first that came", ran)
	}
	p.SetItems(nil)
	p.Entry.OnSubmitted("")
	p.SetItems(nil) // other words were typed
	p.Append(item("late "))
	p.SetItems(nil)
	p.Entry.OnSubmitted("")
	p.SetBusy(false)
	p.Append(item("later "))
	if ran != "first " {
		t.Errorf("ran %q after typing on, or after the search had ended", ran)
	}
}

func TestGroupList_ShowsWhatWasFound(t *testing.T) {
	test.NewTempApp(t)
	rows := []GroupRow{{Title: "A", Line: "a"}, {Title: "B", Said: "some words were found", Why: "contains “words”"}, {Title: "C"}}
	l := NewGroupList(func(i int) GroupRow { return rows[i] })
	l.SetRows(len(rows), -1)
	if got, want := l.tops[2]-l.tops[1], groupHigh+groupSaid+groupWhy; got != want {
		t.Errorf("a result is %g high, want %g", got, want)
	}
	opened := -1
	l.OnOpen = func(i int) { opened = i }
	test.NewTempWindow(t, l)
	l.choose(1)
	l.page.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(90, l.tops[1]+5)})
	if opened != 1 {
		t.Errorf("a double click opened %d", opened)
	}
	if got := l.tops[1]; got != groupHigh {
		t.Errorf("a plain line is %g high, want %g", got, groupHigh)
	}
}

func TestMatch_FindsByOtherWordsAndPutsWhatCannotBeUndoneLast(t *testing.T) {
	items := []PickItem{{Text: "Erase a participant…", Last: true, Also: "delete"}, {Text: "Import people…", Also: "participants CSV"}, {Text: "People", Also: "participants users"},
		{Text: "Participation"}, {Text: "Explore areas else"}}
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"participant", []string{"People", "Import people…", "Erase a participant…"}},
		{"participants", []string{"People", "Import people…"}},
		{"import csv", []string{"Import people…"}},
		{"partici", []string{"Participation", "People", "Import people…", "Erase a participant…"}},
		{"erase", []string{"Erase a participant…", "Explore areas else"}},
		{"delete", []string{"Erase a participant…"}},
		{"areas explore", []string{"Explore areas else"}},
		{" erase   a  participant", []string{"Erase a participant…"}},
		{"nothing of it", nil},
	} {
		var got []string
		for _, it := range Match(c.query, items) {
			got = append(got, it.Text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q finds %q, want %q", c.query, got, c.want)
		}
	}
}

func TestPicker_WhatComesLateNeitherTakesTheKeyNorTheLine(t *testing.T) {
	test.NewTempApp(t)
	ran := ""
	item := func(s string) PickItem { return PickItem{Text: s, Run: func() { ran += s }} }
	p := NewPicker("", 300, func(q string) []PickItem {
		return Match(q, []PickItem{item("Export the study"), item("Export the codebook")})
	})
	w := test.NewTempWindow(t, p)
	w.Resize(fyne.NewSize(300, 400))
	p.SetBusy(true)
	p.Type("export the study")
	over := func(x, y float32) {
		p.list.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y), AbsolutePosition: fyne.NewPos(x, y)}})
	}
	p.Append(item("A quote that says to export the study"), item("Another"))
	over(40, 70) // the pointer rests where lines came in
	over(41, 71)
	p.Entry.OnSubmitted("")
	if ran != "Export the study" {
		t.Errorf("ran %q, want the command that was typed", ran)
	}
	p.Append(item("A third"))
	over(41, 71)
	over(41, 78)
	if got := p.list.items[p.list.at].Text; got != "Another" {
		t.Errorf("a pointer that moves chooses %q, want the line under it", got)
	}
}

func TestScattered(t *testing.T) {
	for _, c := range []struct {
		name, query, text string
		want              bool
	}{
		{"in a row", "export", "Export the study", false},
		{"within a word", "port", "Export the study", false},
		{"beginnings of words", "ns", "New study", false},
		{"a letter left out", "setings", "Settings", false},
		{"a letter left out at the end", "clos wrkspace", "Close workspace", false},
		{"letters turned", "exprot", "Export the study as a project", true},
		{"letters of another command", "inport", "Find personal data, or tidy", true},
		{"letters here and there", "asdf", "Add a person, set date of interview", true},
	} {
		found := Match(c.query, []PickItem{{Text: c.text}})
		if len(found) != 1 {
			t.Fatalf("%s: %q does not find %q", c.name, c.query, c.text)
		}
		if got := Scattered(found[0]); got != c.want {
			t.Errorf("%s: %q in %q is scattered: %v, want %v", c.name, c.query, c.text, got, c.want)
		}
	}
}

func TestPicker_EnterRunsNothingThatLacksWhatWasTyped(t *testing.T) {
	test.NewTempApp(t)
	item := func(run *string, s string, loose bool) PickItem {
		return PickItem{Text: s, Loose: loose, Run: func() { *run += s }}
	}
	for _, c := range []struct {
		name string
		do   func(p *Picker, enter func(), add func(s string, loose bool))
		want string
	}{
		{"what is like it stands alone", func(p *Picker, enter func(), add func(string, bool)) {
			add("like it", true)
			enter()
		}, ""},
		{"Enter before it came", func(p *Picker, enter func(), add func(string, bool)) {
			enter()
			add("like it", true)
			p.SetBusy(false)
		}, ""},
		{"Enter waits for what has it", func(p *Picker, enter func(), add func(string, bool)) {
			enter()
			add("like it", true)
			add("has it", false)
		}, "has it"},
		{"what has it is chosen below what is like it", func(p *Picker, enter func(), add func(string, bool)) {
			add("like it", true)
			add("has it", false)
			enter()
		}, "has it"},
		{"chosen by hand", func(p *Picker, enter func(), add func(string, bool)) {
			add("like it", true)
			p.key(&fyne.KeyEvent{Name: fyne.KeyDown})
			enter()
		}, "like it"},
		{"chosen by hand, from below", func(p *Picker, enter func(), add func(string, bool)) {
			add("like it", true)
			add("last", true)
			p.key(&fyne.KeyEvent{Name: fyne.KeyUp})
			enter()
		}, "last"},
		{"a hand that looks around calls Enter off", func(p *Picker, enter func(), add func(string, bool)) {
			add("like it", true)
			enter()
			p.key(&fyne.KeyEvent{Name: fyne.KeyDown})
			add("has it", false)
		}, ""},
	} {
		ran := ""
		p := NewPicker("", 300, func(string) []PickItem { return nil })
		test.NewTempWindow(t, p)
		p.SetBusy(true)
		c.do(p, func() { p.Entry.OnSubmitted("") }, func(s string, loose bool) { p.Append(item(&ran, s, loose)) })
		if ran != c.want {
			t.Errorf("%s: ran %q, want %q", c.name, ran, c.want)
		}
	}
}
