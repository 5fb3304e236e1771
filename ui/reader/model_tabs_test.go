package reader

import (
	"fmt"
	"strings"
	"testing"

	"throughline/app"
)

// strip is the tabs as one sees them: "a [b] (c)*" for b in front and c beside it with the keyboard.
func strip(t *tabs) string {
	var out []string
	for _, o := range t.open {
		word := string(o.ID)
		switch o.ID {
		case t.front:
			word = "[" + word + "]"
		case t.beside:
			word = "(" + word + ")"
		}
		if o.ID == t.focused() {
			word += "*"
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

func TestTabs_OpenCloseSplitAndSwap(t *testing.T) {
	var tb tabs
	show := func(id string) func() { return func() { tb.show(app.InterviewID(id)) } }
	for i, step := range []struct {
		do   func()
		want string
	}{
		{func() { tb.close("nothing") }, ""}, {func() { tb.split() }, ""}, {show("a"), "[a]*"}, {func() { tb.split() }, "[a]*"},
		{show("b"), "a [b]*"}, {show("c"), "a b [c]*"}, {show("a"), "[a]* b c"}, {show("d"), "a [d]* b c"},
		{func() { tb.split() }, "(a) [d]* b c"}, {func() { tb.swap() }, "(a)* [d] b c"}, {show("c"), "a [d] b (c)*"},
		{show("d"), "a [d]* b (c)"}, {show("e"), "a d [e]* b (c)"}, {func() { tb.close("e") }, "a d b [c]*"},
		{func() { tb.split() }, "a (d) b [c]*"}, {func() { tb.swap(); tb.split() }, "a [d]* b c"}, {func() { tb.close("b") }, "a [d]* c"},
		{func() { tb.close("d") }, "a [c]*"}, {func() { tb.close("c") }, "[a]*"}, {func() { tb.close("a") }, ""},
	} {
		if step.do(); strip(&tb) != step.want {
			t.Fatalf("step %d: %q, want %q", i, strip(&tb), step.want)
		}
	}
}

func TestTabs_TheNinthClosesTheOneLookedAtLeastLately(t *testing.T) {
	var tb tabs
	for i := range maxTabs {
		if gone := tb.show(app.InterviewID(fmt.Sprint(i))); gone != "" {
			t.Fatalf("%s was closed for tab %d", gone, i)
		}
	}
	tb.show("0")
	if gone := tb.show("new"); gone != "1" || len(tb.open) != maxTabs || !tb.has("0") {
		t.Errorf("closed %q of %s", gone, strip(&tb))
	}
}

func TestTabs_StepRoundTheEnds(t *testing.T) {
	var tb tabs
	if tb.next(1) != "" {
		t.Error("no tabs, but a next one")
	}
	for _, id := range []app.InterviewID{"a", "b", "c"} {
		tb.show(id)
	}
	if tb.next(1) != "a" || tb.next(-1) != "b" {
		t.Errorf("from c on to %s, back to %s", tb.next(1), tb.next(-1))
	}
}

func TestTabs_RestoreComesBeforeWhatWasOpenedSince(t *testing.T) {
	d := app.ReadingDesk{Open: []app.OpenInterview{{ID: "a", Title: "A"}, {ID: "b", Title: "B"}}, Front: "b", Beside: "a"}
	var fresh tabs
	fresh.restore(d)
	if got := strip(&fresh); got != "(a) [b]*" {
		t.Errorf("restored %q", got)
	}
	if got := fresh.desk(Mine); got.Front != "b" || got.Beside != "a" || len(got.Open) != 2 || Whose(got.Whose) != Mine {
		t.Errorf("to remember: %+v", got)
	}
	var used tabs
	used.show("c")
	used.show("b")
	used.restore(d)
	if got := strip(&used); got != "a c [b]*" {
		t.Errorf("restored late %q", got)
	}
	if !used.name("c", "C") || used.name("c", "C") || used.name("gone", "x") {
		t.Error("a new title is news once")
	}
}
