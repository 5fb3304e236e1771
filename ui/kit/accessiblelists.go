package kit

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/ui/say"
)

// Lists, tables, trees and boards say where the keyboard is in them.

// AccessibilityLabel implements fyne.Accessible: the row that has the keyboard, or how many there are.
func (p *tablePage) AccessibilityLabel() string {
	t := p.table
	at := t.sel.Cursor()
	if at < 0 || at >= t.rows || t.Cell == nil {
		return say.T("Table: %s", say.Count(t.rows, "row"))
	}
	var words []string
	for i, c := range t.columns {
		cell := t.Cell(at, i)
		if cell.Text == "" {
			for _, chip := range cell.Chips {
				words = append(words, chip.Text)
			}
		} else if c.Title == "" {
			words = append(words, cell.Text)
		} else {
			words = append(words, c.Title+" "+cell.Text)
		}
	}
	return strings.Join(words, ", ")
}

// AccessibilityRole implements fyne.Accessible.
func (p *tablePage) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible: the line that has the keyboard, or what the tree holds.
func (p *outlinePage) AccessibilityLabel() string {
	o := p.outline
	if at := o.sel.Cursor(); at >= 0 && at < o.rows {
		r := o.Row(at)
		return strings.Join(append([]string{r.Text}, r.Cells...), ", ")
	}
	return withLabel(o.title, say.Count(o.rows, "row"))
}

// AccessibilityRole implements fyne.Accessible.
func (p *outlinePage) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible: the line that has the keyboard, or how many there are.
func (p *groupPage) AccessibilityLabel() string {
	l := p.list
	if l.at < 0 || l.at >= l.Rows() {
		return say.T("List: %s", say.Count(l.Rows(), "row"))
	}
	r := l.Row(l.at)
	return strings.Trim(r.Title+", "+r.Line, ", ")
}

// AccessibilityRole implements fyne.Accessible.
func (p *groupPage) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible: the line that is chosen.
func (m *menuList) AccessibilityLabel() string {
	if m.at >= 0 && m.at < len(m.items) {
		return m.items[m.at].Text
	}
	return say.T("Menu")
}

// AccessibilityRole implements fyne.Accessible.
func (m *menuList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible: the name of the dialog.
func (p *Popover) AccessibilityLabel() string {
	if p.name != "" {
		return p.name
	}
	return wordsIn(p.content)
}

// AccessibilityRole implements fyne.Accessible.
func (p *Popover) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// nameAt is what stands at a place of the board: a card's words, or the name of a column.
func (b *Board) nameAt(at BoardAt) string {
	if at.Card < 0 {
		return b.cols[at.Column].Name
	}
	c := b.data.Card(at.Column, at.Card)
	return strings.Trim(c.Text+", "+c.Who, ", ")
}

// AccessibilityLabel implements fyne.Accessible: the label above the field, or what it asks for.
func (e *Entry) AccessibilityLabel() string { return withLabel(e.label, cmp.Or(e.hint, e.PlaceHolder)) }

// AccessibilityRole implements fyne.Accessible.
func (e *Entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (e *Entry) setLabel(words string) { e.label = words }

func (s *SearchField) setLabel(words string) { s.Entry.setLabel(words) }

// AccessibilityLabel implements fyne.Accessible: the choices, the one that holds first.
func (s *Segments) AccessibilityLabel() string {
	chosen := ""
	var others []string
	for i, o := range s.options {
		if i == s.index() {
			chosen = o.Text
		} else {
			others = append(others, o.Text)
		}
	}
	return withLabel(s.label, strings.Trim(chosen+" ("+strings.Join(others, ", ")+")", " "))
}

// AccessibilityRole implements fyne.Accessible.
func (s *Segments) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (c *Check) AccessibilityLabel() string { return c.text.Text() }

// AccessibilityRole implements fyne.Accessible.
func (c *Check) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible: the words on the card, or its tooltip.
func (c *TapCard) AccessibilityLabel() string {
	if words := NameOf(c.content); words != "" {
		return words
	}
	return c.tip
}

// AccessibilityRole implements fyne.Accessible.
func (c *TapCard) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (b *FieldButton) AccessibilityLabel() string { return b.text }

// AccessibilityRole implements fyne.Accessible.
func (b *FieldButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (p *Prose) AccessibilityLabel() string { return p.Text() }

// AccessibilityRole implements fyne.Accessible.
func (p *Prose) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (b *Badge) AccessibilityLabel() string { return b.text }

// AccessibilityRole implements fyne.Accessible.
func (b *Badge) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
