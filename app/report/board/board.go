// Package board writes a board of themes to a file: as a picture (PNG, SVG) of its columns, or as a table (CSV) of themes and findings.
package board

import (
	"context"
	"fmt"
	"strings"

	"throughline/app"
)

// Store is what is read of a workspace.
type Store interface {
	Studies(ctx context.Context) ([]app.Study, error)
	Themes(ctx context.Context, study app.StudyID) ([]app.ThemeRow, error)
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	Counts(ctx context.Context, study app.StudyID) (app.Counts, error)
	Interviews(ctx context.Context, study app.StudyID, page app.Page) ([]app.InterviewRow, error)
	FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error)
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	FirstPlacements(ctx context.Context, study app.StudyID, most int) ([]app.Placement, error)
}

// Board is a board of themes as it leaves: nothing in it is kept back.
type Board struct {
	Title   string // the study, or "Across studies"
	Line    string // "12 themes, 184 findings, 12 people"
	Columns []Column
	Held    int // findings that may not leave
}

// Column is one theme with the first of its findings.
type Column struct {
	Name  string
	Line  string  // "14 findings, 8 of 12 people"
	Hue   int     // index into the palette
	Share float64 // of the people of the study, 0 to 1
	Cards []Card
	More  int // findings that are not among Cards
}

// Card is one finding.
type Card struct {
	Text string
	Who  string // "P07 · Admin", "" when nobody is known
	Hues []int  // of its tags, indexes into the palette
	Star bool
}

// leaving returns those of some findings that may leave the workspace, and how many may not. Everything that this package writes goes
// through here, so that what people agreed to is asked in one place.
//
// The store has taken the words out of what may not leave; here the findings themselves are left out.
func leaving(rows []app.FindingRow) (kept []app.FindingRow, held int) {
	kept = make([]app.FindingRow, 0, len(rows))
	for i := range rows {
		if rows[i].Withheld == "" {
			kept = append(kept, rows[i])
		}
	}
	return kept, len(rows) - len(kept)
}

// Compose reads the board of a study (for "" the board across studies) with up to a number of findings of each theme. Findings stand as people
// put them.
func Compose(ctx context.Context, store Store, study app.StudyID, perTheme int) (*Board, error) {
	c := composer{store: store, study: study}
	if err := c.read(ctx, perTheme); err != nil {
		return nil, err
	}
	b := &Board{Title: c.title}
	findings := 0
	for i := range c.themes {
		t := &c.themes[i]
		findings += t.Findings
		col := Column{Name: t.Name, Hue: t.Color, Line: app.Count(t.Findings, "finding"), More: t.Findings}
		if c.people > 0 {
			col.Line += fmt.Sprintf(", %d of %s", t.Participants, app.Count(c.people, "person"))
			col.Share = float64(t.Participants) / float64(c.people)
		}
		rows, held := leaving(c.rows[t.ID])
		for j := range rows {
			col.Cards = append(col.Cards, c.card(&rows[j]))
		}
		col.More -= len(rows) + held
		b.Held += held
		b.Columns = append(b.Columns, col)
	}
	b.Line = app.Count(len(b.Columns), "theme") + ", " + app.Count(findings, "finding")
	if c.people > 0 {
		b.Line += ", " + app.Count(c.people, "person")
	}
	return b, nil
}

// composer is what was read of a board.
type composer struct {
	store  Store
	study  app.StudyID
	title  string
	people int
	themes []app.ThemeRow
	tags   map[app.TagID]app.TagRow
	rows   map[app.ThemeID][]app.FindingRow // the first of each theme, as they were put

	sessions map[app.InterviewID]*app.InterviewRow // of the table
}

func (c *composer) read(ctx context.Context, perTheme int) error {
	if err := c.head(ctx); err != nil {
		return err
	}
	placed, err := c.store.FirstPlacements(ctx, c.study, perTheme)
	if err != nil {
		return err
	}
	ids, of := make([]app.FindingID, len(placed)), make(map[app.FindingID]app.ThemeID, len(placed))
	for i := range placed {
		ids[i] = placed[i].Finding
		of[ids[i]] = placed[i].Theme
	}
	rows, err := c.store.FindingsByID(ctx, ids)
	c.rows = make(map[app.ThemeID][]app.FindingRow, len(c.themes))
	for i := range rows {
		t := of[rows[i].ID]
		c.rows[t] = append(c.rows[t], rows[i])
	}
	return err
}

// head reads what a board is called, its themes and tags.
func (c *composer) head(ctx context.Context) error {
	c.title = "Across studies"
	studies, err := c.store.Studies(ctx)
	if err != nil {
		return err
	}
	for i := range studies {
		if studies[i].ID == c.study {
			c.title = studies[i].Name
		}
	}
	all, err := c.store.Themes(ctx, c.study)
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.Study == c.study {
			c.themes = append(c.themes, t)
		}
	}
	counts, err := c.store.Counts(ctx, c.study)
	if err != nil {
		return err
	}
	c.people = counts.Participants
	tags, err := c.store.Tags(ctx, c.study)
	c.tags = make(map[app.TagID]app.TagRow, len(tags))
	for _, t := range tags {
		c.tags[t.ID] = t
	}
	return err
}

func (c *composer) card(f *app.FindingRow) Card {
	k := Card{Text: f.Text(), Star: f.Star, Who: who(f)}
	for _, id := range f.TagIDs() {
		if t, ok := c.tags[id]; ok {
			k.Hues = append(k.Hues, t.Color)
		}
	}
	return k
}

func who(f *app.FindingRow) string {
	var parts []string
	for _, s := range []string{f.Code, f.Segment} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}
