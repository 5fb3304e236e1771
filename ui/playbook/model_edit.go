package playbook

import (
	"context"
	"strings"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/ui/say"
)

// Draft is the text of a template while it is edited.
type Draft struct {
	ID       app.TemplateID
	Kind     app.TemplateKind
	Parts    []string // of Markdown: sections, each edited on its own
	Screener app.Screener
	Codes    playbook.Codes
	Note     string
	was      string // the body as it would be stored unchanged
}

// partWords is how many words a part of a text has at most, as far as paragraphs let it: fields of more are slow to type into.
const partWords = 150

// cutParts cuts Markdown at its headings, and long sections at empty lines.
func cutParts(body string) []string {
	var parts []string
	var part strings.Builder
	end := func() {
		if p := strings.Trim(part.String(), "\n"); p != "" {
			parts = append(parts, p)
		}
		part.Reset()
	}
	words, fenced := 0, false
	for line := range strings.Lines(body) {
		bare := strings.TrimSpace(line)
		if strings.HasPrefix(bare, "```") {
			fenced = !fenced
		}
		isHead := !fenced && (strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "## "))
		if isHead || !fenced && bare == "" && words > partWords {
			end()
			words = 0
		}
		words += app.CountWords(line)
		part.WriteString(strings.TrimRight(line, "\r\n") + "\n")
	}
	end()
	if len(parts) == 0 {
		parts = []string{""}
	}
	return parts
}

// joinParts is the text of parts.
func joinParts(parts []string) string {
	var full []string
	for _, p := range parts {
		if p = strings.Trim(p, "\n"); strings.TrimSpace(p) != "" {
			full = append(full, p)
		}
	}
	return strings.Join(full, "\n\n") + "\n"
}

func newDraft(id app.TemplateID, kind app.TemplateKind, body string) (*Draft, error) {
	d := &Draft{ID: id, Kind: kind}
	var err error
	switch kind {
	case app.TemplateScreener:
		d.Screener, err = playbook.ReadScreener(body)
	case app.TemplateCodebook:
		d.Codes, err = playbook.ReadCodes(body)
	default:
		d.Parts = cutParts(body)
	}
	d.was = d.Body()
	return d, err
}

// Body is the text as it would be stored.
func (d *Draft) Body() string {
	switch d.Kind {
	case app.TemplateScreener:
		return playbook.Body(d.Screener)
	case app.TemplateCodebook:
		return playbook.Body(d.Codes)
	}
	return joinParts(d.Parts)
}

// Dirty reports whether anything was changed.
func (d *Draft) Dirty() bool { return d.Body() != d.was }

// Edit begins to edit the newest text of the selected template.
func (m *Model) Edit() {
	cur := m.Current()
	if cur == nil || cur.Kit || m.ReadOnly || m.Draft != nil {
		return
	}
	d, err := newDraft(cur.ID, cur.Kind, cur.Latest().Body)
	if err != nil {
		m.Err = err
		m.changed()
		return
	}
	m.Draft, m.Version, m.Against = d, 0, 0
	m.watch()
	m.changed()
}

// SetPart changes a part of the text that is edited; nothing is painted anew.
func (m *Model) SetPart(i int, text string) {
	if d := m.Draft; d != nil && i < len(d.Parts) {
		d.Parts[i] = text
	}
}

// SetNote says what was changed.
func (m *Model) SetNote(text string) {
	if m.Draft != nil {
		m.Draft.Note = text
	}
}

// Touched paints anew after a structured draft was changed.
func (m *Model) Touched() { m.changed() }

// SaveDraft stores what is edited as the next version, and goes back to reading.
func (m *Model) SaveDraft() {
	d := m.Draft
	if d == nil {
		return
	}
	m.keep(d, func() {
		if m.Draft == d {
			m.Draft = nil
		}
		delete(m.drafts, d.ID)
		m.shelve()
		m.changed()
	})
}

// keep stores a draft as the next version.
func (m *Model) keep(d *Draft, then func()) {
	body, note, dirty := d.Body(), d.Note, d.Dirty()
	m.act(func(ctx context.Context) error {
		if !dirty {
			return nil
		}
		_, err := m.Playbook.Edit(ctx, d.ID, body, note)
		return err
	}, then)
}

// DropDraft goes back to reading without what was changed.
func (m *Model) DropDraft() {
	if m.Draft != nil {
		delete(m.drafts, m.Draft.ID)
		m.Draft = nil
		m.shelve()
		m.changed()
	}
}

// leave puts what is edited aside; it is there again when its template is.
func (m *Model) leave() {
	d := m.Draft
	if d == nil {
		return
	}
	m.Draft = nil
	if d.Dirty() {
		if m.drafts == nil {
			m.drafts = map[app.TemplateID]*Draft{}
		}
		m.drafts[d.ID] = d
	}
	m.shelve()
}

// resume takes up what was put aside.
func (m *Model) resume() {
	if d := m.drafts[app.TemplateID(m.Selected)]; d != nil {
		m.Draft = d
		m.watch()
	}
}

// Unsaved reports whether a template has a text that was put aside.
func (m *Model) Unsaved(id app.TemplateID) bool { return m.drafts[id] != nil }

// Flush stores what is edited and was not saved, when the workspace is closed: as versions, so that nothing is lost.
func (m *Model) Flush() {
	m.leave()
	for _, r := range m.All { // in the order of the list
		if d := m.drafts[r.ID]; d != nil {
			if d.Note == "" {
				d.Note = say.T("Kept when the workspace was closed")
			}
			m.keep(d, m.shelve)
		}
	}
	m.drafts = nil
}
