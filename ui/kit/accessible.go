package kit

import "fyne.io/fyne/v2"

// What assistive technology reads out, in builds with Fyne's accessibility tag.

// AccessibilityLabel implements fyne.Accessible.
func (b *Button) AccessibilityLabel() string {
	if b.text == "" {
		return withLabel(b.label, b.tip)
	}
	return withLabel(b.label, b.text)
}

// AccessibilityRole implements fyne.Accessible.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (b *IconButton) AccessibilityLabel() string { return withLabel(b.label, b.tip) }

// AccessibilityRole implements fyne.Accessible.
func (b *IconButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (b *TextButton) AccessibilityLabel() string { return b.text }

// AccessibilityRole implements fyne.Accessible.
func (b *TextButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible: the tag and, in words, its colour.
func (c *Chip) AccessibilityLabel() string {
	if c.paint.tag > 0 {
		return c.text + ", " + TagColorName(c.paint.tag-1)
	}
	return c.text
}

// AccessibilityRole implements fyne.Accessible.
func (c *Chip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (n *NavItem) AccessibilityLabel() string {
	if n.count != "" {
		return n.text + ", " + n.count
	}
	return n.text
}

// AccessibilityRole implements fyne.Accessible.
func (n *NavItem) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// AccessibilityLabel implements fyne.Accessible.
func (t *Text) AccessibilityLabel() string { return t.text }

// AccessibilityRole implements fyne.Accessible.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (p *Paragraph) AccessibilityLabel() string { return p.Text() }

// AccessibilityRole implements fyne.Accessible.
func (p *Paragraph) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible: the chart's one sentence for those who cannot see it, and the mark that has the keyboard.
func (v *ChartView) AccessibilityLabel() string { return v.name() }

// AccessibilityRole implements fyne.Accessible.
func (v *ChartView) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
