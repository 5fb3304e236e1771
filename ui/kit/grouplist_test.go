package kit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// groupsOf is n lines, each tenth a heading, of which the one at closed is closed.
func groupsOf(t *testing.T, n, closed int) *GroupList {
	t.Helper()
	test.NewTempApp(t)
	l := NewGroupList(func(i int) GroupRow {
		if i%10 == 0 {
			return GroupRow{Head: true, Open: i != closed, Title: fmt.Sprintf("Group %d", i)}
		}
		return GroupRow{Box: Ticked, Title: fmt.Sprintf("Theme %d", i), Line: "4 findings", Badge: "new"}
	})
	l.SetRows(n, -1)
	w := test.NewTempWindow(t, l)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(360, 10*groupHigh))
	return l
}

func pressGroup(l *GroupList, row int, x float32) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	e.Position = fyne.NewPos(x, l.tops[row]+4)
	l.page.MouseDown(e)
}

func TestGroupList_DrawsOnlyWhatIsInSight(t *testing.T) {
	l := groupsOf(t, 5_000, -1)
	if got := shownTexts(l.page); len(got) < 24 || len(got) > 40 {
		t.Errorf("%d texts drawn, want those of about 10 lines", len(got))
	}
	l.Key(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if got := shownTexts(l.page); !slices.Contains(got, "Theme 4999") {
		t.Errorf("after End: %v, want the last line", got)
	}
}

func TestGroupList_MouseChoosesTicksAndOpens(t *testing.T) {
	l := groupsOf(t, 30, -1)
	var log []string
	l.OnSelect = func(i int) { log = append(log, fmt.Sprint("select ", i)) }
	l.OnTick = func(i int) { log = append(log, fmt.Sprint("tick ", i)) }
	l.OnToggle = func(i int) { log = append(log, fmt.Sprint("toggle ", i)) }
	pressGroup(l, 3, 200)
	pressGroup(l, 4, groupPad+4)
	pressGroup(l, 0, 200)
	if want := []string{"select 3", "tick 4", "toggle 0"}; !slices.Equal(log, want) {
		t.Errorf("told %v, want %v", log, want)
	}
	if l.Selected() != 3 {
		t.Errorf("line %d is chosen", l.Selected())
	}
}

func TestGroupList_Keys(t *testing.T) {
	l := groupsOf(t, 30, 20)
	var log []string
	l.OnSelect = func(i int) { log = append(log, fmt.Sprint(i)) }
	l.OnTick = func(i int) { log = append(log, fmt.Sprint("tick ", i)) }
	l.OnToggle = func(i int) { log = append(log, fmt.Sprint("toggle ", i)) }
	l.OnOpen = func(i int) { log = append(log, fmt.Sprint("open ", i)) }
	l.SetRows(30, 9)
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyUp, fyne.KeySpace, fyne.KeyReturn, fyne.KeyLeft, fyne.KeyEnd, fyne.KeyRight} {
		if !l.Key(&fyne.KeyEvent{Name: k}) {
			t.Errorf("%s is not the list's", k)
		}
	}
	if want := []string{"11", "9", "tick 9", "open 9", "toggle 0", "29", "toggle 20"}; !slices.Equal(log, want) {
		t.Errorf("told %v, want %v", log, want)
	}
	if l.Key(&fyne.KeyEvent{Name: fyne.KeyF5}) {
		t.Error("F5 is used")
	}
}

func TestGroupList_FewerLinesKeepTheChoiceInRange(t *testing.T) {
	l := groupsOf(t, 30, -1)
	l.SetRows(30, 29)
	l.SetRows(4, 29)
	if l.Selected() != 3 || l.Rows() != 4 {
		t.Errorf("line %d of %d is chosen", l.Selected(), l.Rows())
	}
	l.SetRows(0, -1)
	l.Key(&fyne.KeyEvent{Name: fyne.KeyDown})
	l.Key(&fyne.KeyEvent{Name: fyne.KeySpace})
	if l.Selected() != -1 {
		t.Error("something is chosen in an empty list")
	}
}

func TestGroupList_ShowsTheKeyboardWhereItIsLookedAt(t *testing.T) {
	bars := func(l *GroupList) (ys []float32) {
		for _, o := range test.WidgetRenderer(l.page).Objects() {
			if r, ok := o.(*canvas.Rectangle); ok && r.Size().Width == 3 {
				ys = append(ys, r.Position().Y)
			}
		}
		return ys
	}
	for _, row := range []struct {
		name string
		at   int
		down float32
		want int
	}{
		{"nothing chosen, at the top", -1, 0, 0},
		{"nothing chosen, scrolled", -1, 20 * groupHigh, 20},
		{"the chosen line in sight", 21, 20 * groupHigh, 21},
		{"the chosen line out of sight", 2, 20 * groupHigh, 20},
	} {
		t.Run(row.name, func(t *testing.T) {
			test.NewTempApp(t)
			l := NewGroupList(func(int) GroupRow { return GroupRow{Title: "A", Line: "1 finding"} })
			w := test.NewTempWindow(t, l)
			w.Resize(fyne.NewSize(300, 400))
			l.SetRows(50, row.at)
			l.scroll.ScrollToOffset(fyne.NewPos(0, row.down))
			l.Focus()
			if got := bars(l); len(got) != 1 || got[0] != l.tops[row.want] {
				t.Errorf("the bar stands at %v, want at line %d", got, row.want)
			}
		})
	}
}

// Claims and names that people wrote are read whole where there is room: what stands at the end of the first line takes nothing from the others.
func TestGroupList_LongTitlesTakeTheLinesTheyNeed(t *testing.T) {
	test.NewTempApp(t)
	rows := []GroupRow{{Title: "Pay", Line: "1 finding", Badge: "High confidence"},
		{Title: "Pay rules belong to whoever signed, not to whoever knows them", Line: "8 findings", Badge: "High confidence"},
		{Title: "Warnings that are mostly wrong hide the few that matter", Line: "2 findings"}}
	l := NewGroupList(func(i int) GroupRow { return rows[i] })
	l.Long = true
	l.SetRows(len(rows), -1)
	w := test.NewTempWindow(t, l)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(380, 400))
	words := strings.Join(shownTexts(l.page), " ")
	for _, r := range rows {
		read := words
		for word := range strings.FieldsSeq(r.Title) {
			var ok bool
			if _, read, ok = strings.Cut(read, word); !ok {
				t.Errorf("%q is not read whole in %q", r.Title, words)
				break
			}
		}
	}
	if got := l.tops[1]; got != groupHigh {
		t.Errorf("a short title makes its line %v high", got)
	}
	if got := l.tops[2] - l.tops[1]; got <= groupHigh {
		t.Errorf("a long title has a line %v high", got)
	}
	narrow := l.tops[3]
	w.Resize(fyne.NewSize(900, 400))
	if l.tops[3] != 3*groupHigh || narrow <= l.tops[3] {
		t.Errorf("in a wide list the lines end at %v, in a narrow one at %v", l.tops[3], narrow)
	}
}

func TestGroupList_WhatIsFoundTakesOneRowOrTwo(t *testing.T) {
	test.NewTempApp(t)
	rows := []GroupRow{{Title: "P01", Line: "today", Said: "We waited.", Why: "contains it"},
		{Title: "P02", Line: "today", Said: strings.Repeat("We waited for nineteen days. ", 4), Why: "contains it"}}
	l := NewGroupList(func(i int) GroupRow { return rows[i] })
	l.Long = true
	l.SetRows(len(rows), -1)
	w := test.NewTempWindow(t, l)
	w.Resize(fyne.NewSize(400, 400))
	if one, two := l.tops[1], l.tops[2]-l.tops[1]; two-one != groupWhy {
		t.Errorf("lines are %v and %v high, want a row between them", one, two)
	}
}
