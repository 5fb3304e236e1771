package kit

import (
	"testing"

	"fyne.io/fyne/v2"
)

func columnsOf(t *testing.T) (d *DataTable, ids func() string) {
	d = tableOf(t, 20)
	d.SetColumns([]Column{{ID: "a", Title: "A", Width: 200}, {ID: "b", Title: "B", Width: 200}, {ID: "hidden", Width: 10, From: 5000}, {ID: "c", Title: "C", Width: 200}})
	return d, func() string {
		out := ""
		for _, c := range d.Columns() {
			out += c.ID + " "
		}
		return out
	}
}

// drag drags a heading in steps, as a hand does.
func drag(d *DataTable, from, to float32) {
	const steps = 8
	for i := range steps {
		e := &fyne.DragEvent{Dragged: fyne.NewDelta((to-from)/steps, 0)}
		e.Position = fyne.NewPos(from+(to-from)*float32(i+1)/steps, 10)
		d.head.Dragged(e)
	}
	d.head.DragEnd()
}

func TestDataTable_ColumnsAreMovedByTheirHeadings(t *testing.T) {
	for _, c := range []struct {
		name     string
		from, to float32
		want     string
	}{
		{"to the front", 500, 20, "c a b hidden "},
		{"to the end", 100, 590, "b hidden c a "},
		{"between two", 100, 380, "b hidden a c "},
		{"a slip", 100, 104, "a b hidden c "},
		{"onto itself", 300, 240, "a b hidden c "},
	} {
		d, ids := columnsOf(t)
		told := 0
		d.OnColumns = func([]Column) { told++ }
		drag(d, c.from, c.to)
		if moved := c.want != "a b hidden c "; ids() != c.want || (told == 1) != moved {
			t.Errorf("%s: %s, told %d times, want %s", c.name, ids(), told, c.want)
		}
	}
	d, ids := columnsOf(t)
	if drag(d, 500, 20); ids() != "a b hidden c " {
		t.Errorf("columns that are fixed were moved: %s", ids())
	}
}

func TestDataTable_ColumnsAreResizedAtTheirEnds(t *testing.T) {
	d, ids := columnsOf(t)
	var told []Column
	d.OnColumns = func(c []Column) { told = c }
	drag(d, 200, 260)
	if w := d.widths; w[0] != 260 || w[1] != 140 || w[3] != 200 || ids() != "a b hidden c " || len(told) != 4 || told[0].Width != 260 {
		t.Errorf("widths %v of %s, told %v", w, ids(), told)
	}
	drag(d, 400, 700)
	if w := d.widths; w[1] != 140+152 || w[3] != leastColumn {
		t.Errorf("widths %v: the last one is never narrower than %v", w, leastColumn)
	}
	d.Resize(fyne.NewSize(1200, 400))
	if w := d.widths; w[0] < 515 || w[0] > 525 {
		t.Errorf("in twice the room the first column has %v, want its share of about 520", w[0])
	}
	if at := d.head.edgeAt(1200); at != -1 {
		t.Errorf("the end of the table is dragged as that of column %d", at)
	}
}
