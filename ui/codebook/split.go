package codebook

import (
	"strconv"

	"fyne.io/fyne/v2"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// The size of the dialog that takes a tag apart, and the width of its parts.
const (
	splitWide, splitHigh float32 = 1000, 640
	partsWide            float32 = 300
	quoteHigh            float32 = 84 // of the chosen passage in full, four lines
)

// splitter is the dialog that takes a tag apart: its findings at the left, the parts at the right. Digits give the chosen findings
// to a part and go on to the next.
type splitter struct {
	s       *Screen
	sp      *Splitting
	dialog  *kit.Dialog
	table   *kit.DataTable
	parts   *fyne.Container
	names   []*kit.Entry
	counts  []*kit.Text
	rest    *kit.Text
	beneath *kit.Check
	gone    *kit.Check
	wrong   *kit.Text
	apply   *kit.Button
	propose *kit.Button
	quote   *kit.Paragraph
	middle  *fyne.Container
}

// splitTag opens the split of the only chosen tag, as it was left when it was not finished.
func (s *Screen) splitTag() {
	t := s.model.Current()
	if t == nil || t.Findings == 0 {
		return
	}
	s.model.Split(func(sp *Splitting, err error) {
		if err != nil {
			s.model.Err = err
			return
		}
		if len(sp.Rows) > 0 {
			sp.Resume(s.half)
			s.half = sp
			s.showSplit(sp)
		}
	})
}

func (s *Screen) showSplit(sp *Splitting) {
	d := &splitter{s: s, sp: sp, parts: kit.VStack(kit.Space2), rest: kit.NewElastic("", kit.Small), wrong: kit.NewElastic("", kit.Small)}
	d.dialog = kit.NewDialog(say.T("Split “%s”", sp.Tag.Name), splitWide, splitHigh)
	d.table = kit.NewDataTable([]kit.Column{{ID: "part", Title: say.T("Part"), Width: 120}, {ID: "quote", Title: say.T("Passage"), Width: 300, Grow: 1},
		{ID: "who", Title: say.T("Person"), Width: 76}}, d.cell)
	d.table.OnRune = d.rune
	d.table.OnSelect = func([]int) { d.read() }
	d.table.SetRows(len(sp.Rows))
	d.table.Select(0)
	d.beneath = kit.NewCheck(say.T("New tags stand beneath “%s”", sp.Tag.Name), sp.Beneath, func(on bool) {
		sp.Beneath = on
		d.paint()
	})
	d.gone = kit.NewCheck(say.T("Delete “%s” when nothing is left to it", sp.Tag.Name), sp.Delete, func(on bool) {
		sp.Delete = on
		d.paint()
	})
	d.propose = kit.NewIconTextButton(icons.Wand, say.T("Propose groups"), kit.Secondary, d.ask)
	d.propose.Hidden = s.model.Group == nil || len(sp.Rows) < 4
	d.apply = kit.NewButton(say.T("Split"), kit.Primary, d.do)
	side := kit.VStack(kit.Space3, d.rest, d.parts, kit.HStack(0, kit.NewButton(say.T("Add a part"), kit.Quiet, d.add), kit.Spacer()), d.propose, d.beneath, d.gone,
		kit.NewParagraph(say.T("Select passages and press 1 to 9; 0 leaves them to the tag."), kit.Small))
	d.quote = kit.NewParagraph("", kit.Body).Limit(4)
	d.middle = kit.Dock(nil, nil, kit.Inset(kit.Fixed(d.quote, 0, quoteHigh), kit.Space3, 0, 0, 0), nil,
		kit.Stack(kit.NewBox(kit.Surface, kit.Line), d.table))
	d.dialog.SetContent(kit.Dock(nil, kit.Fixed(kit.Inset(kit.Scroll(kit.Inset(side, 0, kit.Space3, 0, 0)), 0, 0, 0, kit.Space4), partsWide+kit.Space4, 0), nil, nil, d.middle))
	d.dialog.SetActions([]fyne.CanvasObject{d.wrong}, kit.NewButton(say.T("Cancel"), kit.Quiet, d.dialog.Hide), d.apply)
	d.fill()
	d.read()
	d.dialog.Show(kit.CanvasOf(s.root))
	d.table.Focus()
}

// read shows the chosen passage in full.
func (d *splitter) read() {
	if at := d.table.Cursor(); at >= 0 {
		d.quote.SetText(oneLine(d.sp.Rows[at].Text()))
		d.middle.Refresh()
	}
}

// fill makes a line for each part.
func (d *splitter) fill() {
	d.names, d.counts, d.parts.Objects = nil, nil, nil
	for i, name := range d.sp.Names {
		e := kit.NewEntry(say.T("Name of part %s", strconv.Itoa(i+1)))
		e.SetText(name)
		e.OnChanged = func(text string) {
			d.sp.Names[i] = text
			d.paint()
		}
		e.OnSubmitted = func(string) { d.table.Focus() }
		n := kit.NewText("0", kit.Control.In(kit.Muted))
		d.names, d.counts = append(d.names, e), append(d.counts, n)
		d.parts.Add(kit.HStack(kit.Space2, kit.NewKeyHint(strconv.Itoa(i+1)), kit.Grow(e), kit.Fixed(n, 26, 0)))
	}
	d.parts.Refresh()
	d.paint()
}

// paint shows what was given to whom.
func (d *splitter) paint() {
	for i, n := range d.counts {
		n.SetText(say.Number(d.sp.Count(i + 1)))
	}
	left := d.sp.Count(0)
	d.rest.SetText(say.T("%s of %s left to “%s”", say.Number(left), say.Number(len(d.sp.Rows)), d.sp.Tag.Name))
	ready := d.sp.Ready()
	if ready == "" && d.sp.Delete && !d.sp.Whole() {
		ready = say.T("The tag stays: %s left to it.", say.Count(left, "finding"))
		d.apply.Enable()
	} else if ready == "" {
		d.apply.Enable()
	} else {
		d.apply.Disable()
	}
	d.wrong.SetText(ready)
	d.table.Refresh()
}

func (d *splitter) cell(row, col int) kit.Cell {
	f := &d.sp.Rows[row]
	switch col {
	case 0:
		part := d.sp.Part[row]
		if part == 0 {
			return kit.Cell{Text: "—", Style: kit.Control.In(kit.Muted)}
		}
		words := strconv.Itoa(part)
		if name := d.sp.Names[part-1]; name != "" {
			words += "  " + name
		}
		return kit.Cell{Text: words, Dots: []kit.Paint{kit.TagPaint(d.sp.Tag.Color + part)}}
	case 1:
		return kit.Cell{Text: oneLine(f.Text())}
	}
	return kit.Cell{Text: f.Code, Style: kit.Control.In(kit.Muted)}
}

// rune gives the chosen findings to a part and goes on to the next that has none.
func (d *splitter) rune(r rune) {
	if r < '0' || r > '9' {
		return
	}
	rows := d.table.Selected()
	if len(rows) == 0 {
		return
	}
	parts := len(d.sp.Names)
	part := int(r - '0')
	if part > parts+1 {
		return
	}
	d.sp.Assign(rows, part)
	next := d.sp.Next(rows[len(rows)-1])
	d.table.Select(next)
	d.read()
	if len(d.sp.Names) != parts {
		d.fill()
		return
	}
	d.paint()
}

func (d *splitter) add() {
	if len(d.sp.Names) < MaxParts {
		d.sp.Names = append(d.sp.Names, "")
		d.fill()
		d.names[len(d.names)-1].Focus()
	}
}

// ask lets the machine propose the parts.
func (d *splitter) ask() {
	d.propose.Disable()
	d.propose.SetText(say.T("Grouping…"))
	d.s.model.ProposeSplit(d.sp, func(err error) {
		d.propose.SetText(say.T("Propose groups"))
		d.propose.Enable()
		if err != nil {
			message, hint := say.Explain(err)
			d.wrong.SetText(message + " " + hint)
			return
		}
		d.fill()
		d.table.Focus()
	})
}

func (d *splitter) do() {
	d.apply.Disable()
	d.s.model.ApplySplit(d.sp, func(err error) {
		if err == nil {
			d.s.half = nil
			d.dialog.Hide()
			return
		}
		d.apply.Enable()
		message, hint := say.Explain(err)
		d.wrong.SetText(message + " " + hint)
	})
}
