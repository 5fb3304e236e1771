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

func tableOf(t testing.TB, rows int) *DataTable {
	t.Helper()
	test.NewTempApp(t)
	d := NewDataTable([]Column{
		{ID: "title", Title: "Title", Width: 200, Grow: 1, Sortable: true},
		{ID: "words", Title: "Words", Width: 80, Trailing: true, Sortable: true},
	}, func(row, col int) Cell {
		if col == 1 {
			return Cell{Text: fmt.Sprint(row * 10)}
		}
		return Cell{Text: fmt.Sprintf("Interview %d", row)}
	})
	d.SetRows(rows)
	w := test.NewTempWindow(t, d)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(600, headHigh+10*RowHigh))
	return d
}

func shownTexts(o fyne.CanvasObject) []string {
	var out []string
	for _, c := range test.WidgetRenderer(o.(fyne.Widget)).Objects() {
		if t, ok := c.(*canvas.Text); ok {
			out = append(out, t.Text)
		}
	}
	return out
}

func clickRow(d *DataTable, row int, m fyne.KeyModifier) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: m}
	e.Position = fyne.NewPos(20, float32(row)*RowHigh+5)
	d.page.MouseDown(e)
	d.page.MouseUp(e)
	d.page.Tapped(&fyne.PointEvent{Position: e.Position})
}

func TestDataTable_DrawsOnlyWhatIsInSight(t *testing.T) {
	d := tableOf(t, 100_000)
	got := shownTexts(d.page)
	if len(got) < 20 || len(got) > 24 {
		t.Errorf("%d texts drawn, want those of about 10 rows", len(got))
	}
	d.move(99_999, false)
	if got := shownTexts(d.page); !slices.Contains(got, "Interview 99999") {
		t.Errorf("after End: %v, want the last row", got)
	}
}

func TestDataTable_MouseSelectsAsEverywhere(t *testing.T) {
	d := tableOf(t, 50)
	var got []int
	d.OnSelect = func(rows []int) { got = rows }
	for _, c := range []struct {
		row  int
		mod  fyne.KeyModifier
		want []int
	}{
		{3, 0, []int{3}},
		{5, fyne.KeyModifierControl, []int{3, 5}},
		{5, fyne.KeyModifierControl, []int{3}},
		{2, 0, []int{2}},
		{4, fyne.KeyModifierShift, []int{2, 3, 4}},
		{1, fyne.KeyModifierShift, []int{1, 2}},
	} {
		clickRow(d, c.row, c.mod)
		if !slices.Equal(got, c.want) {
			t.Errorf("click on %d with %v = %v, want %v", c.row, c.mod, got, c.want)
		}
	}
}

func TestDataTable_EnterOpensTheMarkedRowBeforeAnyIsChosen(t *testing.T) {
	for _, c := range []struct{ rows, want int }{{50, 0}, {0, -1}} {
		d := tableOf(t, c.rows)
		opened := -1
		d.OnOpen = func(row int) { opened = row }
		d.Focus()
		d.page.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if opened != c.want || d.Cursor() != c.want {
			t.Errorf("%d rows: opened %d, stands on %d; want %d", c.rows, opened, d.Cursor(), c.want)
		}
	}
}

func TestDataTable_KeysMoveExtendAndOpen(t *testing.T) {
	d := tableOf(t, 50)
	opened := -1
	d.OnOpen = func(row int) { opened = row }
	d.Focus()
	press := func(name fyne.KeyName) { d.page.TypedKey(&fyne.KeyEvent{Name: name}) }
	press(fyne.KeyDown)
	press(fyne.KeyDown)
	d.page.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(fyne.KeyDown)
	d.page.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if got := d.Selected(); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("Down, Down, Shift+Down = %v, want [1 2]", got)
	}
	press(fyne.KeyEnd)
	press(fyne.KeyReturn)
	if opened != 49 {
		t.Errorf("End, Enter opened %d, want 49", opened)
	}
	if d.Offset() <= 0 {
		t.Error("End did not scroll")
	}
	press(fyne.KeyPageUp)
	if c := d.Cursor(); c != 40 {
		t.Errorf("PageUp = row %d, want 40", c)
	}
	d.page.TypedShortcut(&fyne.ShortcutSelectAll{})
	if n := len(d.Selected()); n != 50 {
		t.Errorf("Ctrl+A = %d rows, want 50", n)
	}
	press(fyne.KeyEscape)
	if n := len(d.Selected()); n != 0 {
		t.Errorf("Escape left %d rows", n)
	}
}

func TestDataTable_DoubleClickOpensAndHeadingSorts(t *testing.T) {
	d := tableOf(t, 10)
	opened := -1
	d.OnOpen = func(row int) { opened = row }
	clickRow(d, 4, 0)
	clickRow(d, 4, 0)
	if opened != 4 {
		t.Errorf("double click opened %d, want 4", opened)
	}
	sorted := ""
	d.OnSort = func(c string, desc bool) { sorted = fmt.Sprint(c, desc) }
	test.Tap(d.head) // at (1,1): the first heading
	if sorted != "titlefalse" {
		t.Errorf("first click sorts %q, want ascending", sorted)
	}
	test.Tap(d.head)
	if sorted != "titletrue" {
		t.Errorf("second click sorts %q, want descending", sorted)
	}
}

func TestDataTable_RightClickSelectsTheRowFirst(t *testing.T) {
	d := tableOf(t, 10)
	asked := -1
	d.OnMenu = func(row int, _ fyne.Position) { asked = row }
	e := &desktop.MouseEvent{Button: desktop.MouseButtonSecondary}
	e.Position = fyne.NewPos(20, 3*RowHigh+2)
	d.page.MouseDown(e)
	d.page.TappedSecondary(&fyne.PointEvent{Position: e.Position})
	if asked != 3 || !slices.Equal(d.Selected(), []int{3}) {
		t.Errorf("asked for %d with %v selected, want 3", asked, d.Selected())
	}
}

func TestDataTable_SelectBeforeItIsShown(t *testing.T) {
	test.NewTempApp(t)
	d := NewDataTable([]Column{{ID: "a", Title: "A", Width: 100}}, func(row, _ int) Cell { return Cell{Text: fmt.Sprint(row)} })
	d.SetRows(100)
	d.Select(2)
	w := test.NewTempWindow(t, d)
	w.Resize(fyne.NewSize(300, 400))
	if d.Offset() != 0 {
		t.Errorf("offset = %v, want 0: row 2 is in sight", d.Offset())
	}
}

func TestDataTable_ShorterListForgetsRows(t *testing.T) {
	d := tableOf(t, 50)
	d.Select(3, 40)
	d.SetRows(10)
	if got := d.Selected(); !slices.Equal(got, []int{3}) {
		t.Errorf("selected = %v, want [3]", got)
	}
	d.SetRows(0)
	if d.Cursor() != -1 {
		t.Errorf("cursor = %d in an empty table", d.Cursor())
	}
}

func BenchmarkDataTable_ScrollStepOf100kRows(b *testing.B) {
	d := tableOf(b, 100_000)
	b.ResetTimer()
	for i := range b.N {
		d.scroll.ScrollToOffset(fyne.NewPos(0, float32(i%90_000)*37))
	}
}

func TestDataTable_ScrollsAsideWhereColumnsCannotBeRead(t *testing.T) {
	d := tableOf(t, 5)
	all := d.Columns()
	d.Resize(fyne.NewSize(150, 300))
	var sum float32
	for i, w := range d.widths {
		sum += w
		if w < all[i].least() {
			t.Errorf("%s is %v wide, at least %v", all[i].Title, w, all[i].least())
		}
	}
	if sum <= 150 || d.wide() != sum || d.page.MinSize().Width != sum {
		t.Fatalf("columns take %v of 150, the page %v", sum, d.page.MinSize().Width)
	}
	last := len(all) - 1
	d.RevealColumn(last)
	x, w := d.columnSpan(last)
	if at := d.scroll.Offset.X; at+150 < x+w-0.5 || d.head.Position().X != -at {
		t.Errorf("scrolled by %v, headings at %v; the last column ends at %v", at, d.head.Position().X, x+w)
	}
	for range all {
		if !d.key(fyne.KeyLeft, false) {
			t.Fatal("Left does not scroll")
		}
	}
	if d.scroll.Offset.X != 0 || d.head.Position().X != 0 {
		t.Errorf("Left ends at %v", d.scroll.Offset.X)
	}
	if d.key(fyne.KeyRight, false); d.scroll.Offset.X != d.widths[0] && d.scroll.Offset.X != sum-150 {
		t.Errorf("Right scrolls by %v, the first column is %v wide", d.scroll.Offset.X, d.widths[0])
	}
	d.Resize(fyne.NewSize(1000, 300))
	if d.wide() != 0 || d.head.Position().X != 0 || d.key(fyne.KeyRight, false) {
		t.Errorf("in a wide window it is still %v wide, headings at %v", d.wide(), d.head.Position().X)
	}
}

// TestDataTable_HeadingsAreReadInLongerWords makes columns for short headings that are told in a language of longer ones.
func TestDataTable_HeadingsAreReadInLongerWords(t *testing.T) {
	for _, c := range []struct {
		name   string
		column Column
		want   func(title float32) float32
	}{
		{"a heading with room", Column{Title: "Tag", Width: 120}, func(float32) float32 { return 120 }},
		{"one that needs a little more", Column{Title: "Erkenntnisse", Width: 92, Sortable: true}, func(title float32) float32 { return title }},
		{"one that somebody wrote", Column{Title: strings.Repeat("long words ", 9), Width: 100}, func(float32) float32 { return 150 }},
		{"one that was drawn narrow", Column{Title: "Erkenntnisse", Width: 60, Grow: 60}, func(float32) float32 { return 60 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, want := c.column.width(), c.want(c.column.title()); got != want {
				t.Errorf("the column is %v wide, want %v", got, want)
			}
		})
	}
}

func TestDataTable_SaysHowManyChipsDoNotFit(t *testing.T) {
	test.NewTempApp(t)
	chips := []CellChip{{Text: "Pricing"}, {Text: "Trust"}, {Text: "Waiting on others"}}
	whole := chipWidth(chips[0])
	for _, c := range []struct {
		name string
		room float32
		want []string
	}{
		{"all fit", 1000, []string{"Pricing", "Trust", "Waiting on others"}},
		{"two fit", whole + chipWidth(chips[1]) + 60, []string{"Pricing", "Trust", "+1"}},
		{"one fits", whole + 60, []string{"Pricing", "+2"}},
		{"the first is cut", whole + 10, []string{"Pri…", "+2"}},
		{"none fits", 45, []string{"+3"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var d rowPainter
			d.chips(chips, 0, 0, c.room, RowHigh)
			var got []string
			for _, o := range d.objects() {
				if x, ok := o.(*canvas.Text); ok {
					got = append(got, x.Text)
					if end := x.Position().X + Measure(x.Text, Small).Width; end > c.room+1 {
						t.Errorf("%q ends at %v of %v", x.Text, end, c.room)
					}
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("chips = %q, want %q", got, c.want)
			}
		})
	}
}

func TestDataTable_LeavesOutColumnsWhereItIsNarrow(t *testing.T) {
	d := tableOf(t, 5)
	d.SetColumns([]Column{{ID: "title", Title: "Title", Width: 200, Grow: 1, Sortable: true}, {ID: "words", Title: "Words", Width: 80, Grow: 1, From: 500}})
	for _, c := range []struct {
		wide   float32
		first  float32
		second bool
	}{{600, 360, true}, {500, 310, true}, {499, 499, false}, {180, 180, false}, {150, 200, false}} {
		d.Resize(fyne.NewSize(c.wide, 400))
		if d.widths[0] != c.first || (d.widths[1] > 0) != c.second {
			t.Errorf("at %v: widths %v", c.wide, d.widths)
		}
		if got := slices.Contains(shownTexts(d.head), "Words"); got != c.second {
			t.Errorf("at %v: headings %v", c.wide, shownTexts(d.head))
		}
		if got := slices.Contains(shownTexts(d.page), "40"); got != c.second {
			t.Errorf("at %v: cells %v", c.wide, shownTexts(d.page))
		}
	}
}

func TestDataTable_AMillionRowsAreReachedOneByOne(t *testing.T) {
	const n = 1_000_000
	d := tableOf(t, n)
	shown := func(row int) bool { return slices.Contains(shownTexts(d.page), fmt.Sprintf("Interview %d", row)) }
	for _, c := range []struct {
		name string
		do   func()
		row  int
	}{
		{"the top", func() {}, 0},
		{"the end", func() { d.move(n-1, false) }, n - 1},
		{"a row up from there", func() { d.move(n-40, false) }, n - 40},
		{"the middle", func() { d.move(n/2, false) }, n / 2},
		{"by wheel, a row further down", func() { d.page.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -RowHigh)}) }, n/2 + 1},
		{"by wheel, up again and past", func() { d.page.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 11*RowHigh)}) }, n/2 - 10},
		{"by bar", func() { d.scroll.ScrollToOffset(fyne.NewPos(0, 0)); d.scrolled(fyne.NewPos(0, 0)) }, 0},
		{"by wheel at the top", func() { d.page.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 500)}) }, 0},
		{"by bar to the end", func() { d.scrolled(fyne.NewPos(0, tallest-float32(d.view()))) }, n - 1},
	} {
		c.do()
		if !shown(c.row) {
			t.Errorf("%s: row %d is out of sight: %v", c.name, c.row, shownTexts(d.page))
		}
	}
	d.SetRows(30)
	if !shown(0) && !shown(29) {
		t.Errorf("a table grown short shows %v", shownTexts(d.page))
	}
	d.SetRows(n)
	d.move(n/2, false)
	first, _ := d.visibleRows()
	clickAt := d.rowTop(first+3) + 5
	if got := d.rowAt(clickAt); got != first+3 {
		t.Errorf("a click on row %d meets %d", first+3, got)
	}
	d.SetRowHeight(58)
	if got, _ := d.visibleRows(); got != first {
		t.Errorf("taller rows begin at %d, want %d", got, first)
	}
}

func TestDataTable_KeysGather(t *testing.T) {
	d := tableOf(t, 50)
	told := 0
	d.OnChoose = func() { told++ }
	d.Focus()
	press := func(name fyne.KeyName) { d.page.TypedKey(&fyne.KeyEvent{Name: name}) }
	d.ToggleCursor()
	if told != 0 {
		t.Error("nothing under the keyboard was chosen")
	}
	d.MoveBy(1)
	d.ToggleCursor() // row 0 is chosen already and stays
	d.MoveBy(2)
	d.ToggleCursor()
	press(fyne.KeyDown)
	if got := d.Selected(); !slices.Equal(got, []int{0, 2}) || d.Cursor() != 3 {
		t.Errorf("gathered %v with the keyboard on %d, want [0 2] and 3", got, d.Cursor())
	}
	d.MoveBy(-1)
	d.ToggleCursor()
	if got := d.Selected(); !slices.Equal(got, []int{0}) {
		t.Errorf("let go: %v, want [0]", got)
	}
	press(fyne.KeyEscape)
	d.MoveBy(1)
	d.MoveBy(1)
	if got := d.Selected(); !slices.Equal(got, []int{1}) {
		t.Errorf("after Escape: %v, want [1]", got)
	}
	d.SelectAll()
	if d.SelectedLen() != 50 || len(d.SelectedRanges()) != 1 {
		t.Errorf("all: %v", d.SelectedRanges())
	}
}

func TestDataTable_RewindsForOtherRows(t *testing.T) {
	for _, n := range []int{500, 1_000_000} {
		d := tableOf(t, n)
		d.move(n-1, false)
		d.Rewind()
		if d.Offset() != 0 || d.SelectedLen() != 0 || d.Cursor() != -1 || !slices.Contains(shownTexts(d.page), "Interview 0") {
			t.Errorf("%d rows: at %v with %v chosen", n, d.Offset(), d.Selected())
		}
	}
}
