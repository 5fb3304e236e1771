package themes

import (
	"context"

	"throughline/app"
)

// Tagger puts a tag on findings, as one step.
type Tagger interface {
	Tag(ctx context.Context, ids []app.FindingID, tag app.TagID) error
}

// Chosen are the findings of the chosen dots, as they are listed beside the map.
type Chosen struct {
	Rows  []app.FindingRow // the first Limit, in the order of the table of findings
	Limit int
}

// listedDots is how many chosen findings are listed first; MoreDots lists as many again.
const listedDots = 30

// Lasso chooses the dots inside a line: instead of those chosen before, or with them.
func (m *Model) Lasso(dots []int, add bool) {
	if !add {
		m.Dots = nil
	}
	if m.Dots == nil {
		m.Dots = make(map[int]bool, len(dots))
	}
	for _, i := range dots {
		m.Dots[i] = true
	}
	m.listDots()
	m.changed()
}

// PickGroup chooses the dots of a theme, or of none for Unsorted, with those chosen before: what a line does, by the keyboard.
func (m *Model) PickGroup(theme app.ThemeID) {
	p := m.Plane
	if p == nil || p.Of == nil {
		return
	}
	var dots []int
	for i, g := range p.Of {
		if g >= 0 && p.Themes[g] == theme || g < 0 && theme == Unsorted {
			dots = append(dots, i)
		}
	}
	m.Lasso(dots, true)
}

// MoreDots lists further findings of the chosen dots.
func (m *Model) MoreDots() {
	m.Chosen.Limit += listedDots
	m.readDots()
}

// listDots lists the findings of the chosen dots anew.
func (m *Model) listDots() {
	m.Chosen.Limit = listedDots
	m.readDots()
}

func (m *Model) readDots() {
	ids := m.DotIDs()
	if len(ids) == 0 {
		m.choosing.Cancel()
		m.Chosen.Rows = nil
		return
	}
	ids = ids[:min(len(ids), m.Chosen.Limit)]
	m.choosing.Load(func(ctx context.Context) ([]app.FindingRow, error) { return m.Store.FindingsByID(ctx, ids) },
		func(rows []app.FindingRow, err error) {
			if err != nil {
				m.Err = err
			} else {
				m.Chosen.Rows = rows
			}
			m.changed()
		})
}

// TagDots puts a tag on the findings of the chosen dots, as one step.
func (m *Model) TagDots(tag app.TagID) {
	if ids := m.DotIDs(); len(ids) > 0 && m.Tagger != nil {
		m.act(func(ctx context.Context) error { return m.Tagger.Tag(ctx, ids, tag) }, nil)
	}
}
