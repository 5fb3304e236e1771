package board

import (
	"context"
	"encoding/csv"
	"image/color"
	"image/png"
	"io"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/chart/picture"
)

// Kind is what a board is written as, by the ending of the file.
type Kind string

// The kinds of file.
const (
	PNG Kind = "png" // pixels, two for each unit
	SVG Kind = "svg" // shapes and text
	CSV Kind = "csv" // a row for each finding in a theme
)

// Kinds lists what a board can be written as.
func Kinds() []Kind { return []Kind{PNG, SVG, CSV} }

// pixelsPerUnit makes a picture sharp on the screens of today.
const pixelsPerUnit = 2

// ground is what the columns stand on, the window's own.
var ground = color.NRGBA{0xFB, 0xFA, 0xF8, 0xFF}

// Write writes the board of a study (for "" the board across studies). A picture shows up to 40 findings of each theme, fewer of a large
// board, and says what it leaves out; the table has all. Equal boards give equal bytes. Returns the error of w, or of ctx when it ends.
func Write(ctx context.Context, w io.Writer, store Store, study app.StudyID, kind Kind, p app.Progress) error {
	p.Report(0, 100, "Reading the board")
	if kind == CSV {
		return writeTable(ctx, w, store, study, p)
	}
	b, err := Compose(ctx, store, study, MostCards)
	if err != nil {
		return err
	}
	p.Report(50, 100, "Drawing the board")
	l := Lay(b)
	if kind == SVG {
		return picture.SVG(w, l, ground, "Themes of "+b.Title)
	}
	img := picture.Pixels(l, ground, pixelsPerUnit)
	if err := ctx.Err(); err != nil {
		return err
	}
	return png.Encode(w, img)
}

// tableHead names the columns of the table.
var tableHead = []string{"theme", "finding", "note", "participant", "segment", "interview", "speaker", "time", "tags", "stance", "sentiment", "star", "theme_id", "finding_id"}

// pageRows is how many findings are read at a time.
const pageRows = 1000

// writeTable writes a row for each finding in a theme, by theme in board order, then those in none.
func writeTable(ctx context.Context, w io.Writer, store Store, study app.StudyID, p app.Progress) error {
	c := composer{store: store, study: study}
	if err := c.head(ctx); err != nil {
		return err
	}
	if err := c.talks(ctx); err != nil {
		return err
	}
	placed, err := store.FirstPlacements(ctx, study, 0)
	if err != nil {
		return err
	}
	names := make(map[app.ThemeID]string, len(c.themes))
	for i := range c.themes {
		names[c.themes[i].ID] = c.themes[i].Name
	}
	out := csv.NewWriter(w)
	if err := out.Write(tableHead); err != nil {
		return err
	}
	for lo := 0; lo < len(placed); lo += pageRows {
		page := placed[lo:min(lo+pageRows, len(placed))]
		ids, of := make([]app.FindingID, len(page)), make(map[app.FindingID]app.ThemeID, len(page))
		for i := range page {
			ids[i] = page[i].Finding
			of[ids[i]] = page[i].Theme
		}
		rows, err := store.FindingsByID(ctx, ids)
		if err != nil {
			return err
		}
		p.Report(int64(lo), int64(len(placed)), "Writing findings")
		if err := c.write(out, rows, func(f *app.FindingRow) (app.ThemeID, string) { return of[f.ID], names[of[f.ID]] }); err != nil {
			return err
		}
	}
	if study != "" { // across studies everything that is in no theme would be the whole workspace
		for at := 0; ; at += pageRows {
			rows, err := store.Findings(ctx, app.FindingQuery{Study: study, Unsorted: true, Page: app.Page{Offset: at, Limit: pageRows}})
			if err != nil {
				return err
			}
			if err := c.write(out, rows, func(*app.FindingRow) (app.ThemeID, string) { return "", "Unsorted" }); err != nil {
				return err
			}
			if len(rows) < pageRows {
				break
			}
		}
	}
	out.Flush()
	return out.Error()
}

func (c *composer) write(out *csv.Writer, rows []app.FindingRow, of func(*app.FindingRow) (app.ThemeID, string)) error {
	kept, _ := leaving(rows)
	for i := range kept {
		f := &kept[i]
		id, theme := of(f)
		var tags []string
		for _, t := range f.TagIDs() {
			if row, ok := c.tags[t]; ok {
				tags = append(tags, row.Name)
			}
		}
		star := ""
		if f.Star {
			star = "yes"
		}
		line := []string{theme, f.Quote, f.Note, f.Code, f.Segment, f.InterviewTitle, c.speaker(f), f.Locator(), strings.Join(tags, "; "),
			string(f.Stance), sentiment(f.Sentiment), star, string(id), string(f.ID)}
		for j := range line {
			line[j] = harmless(line[j])
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// talks reads the interviews, to say who speaks.
func (c *composer) talks(ctx context.Context) error {
	rows, err := c.store.Interviews(ctx, c.study, app.Page{})
	c.sessions = make(map[app.InterviewID]*app.InterviewRow, len(rows))
	for i := range rows {
		c.sessions[rows[i].ID] = &rows[i]
	}
	return err
}

// speaker is who says a finding.
func (c *composer) speaker(f *app.FindingRow) string {
	if iv := c.sessions[f.Interview]; iv != nil && f.Quote != "" {
		return iv.Nameless(f.Speaker)
	}
	return ""
}

func sentiment(v int) string {
	switch v {
	case app.NoSentiment:
		return ""
	case app.SaidNeutral, app.SaidMixed:
		return string(app.SoundOf(v))
	}
	return strconv.Itoa(v)
}

// harmless puts an apostrophe before what a spreadsheet would take for a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) && !isNumber(s) {
		return "'" + s
	}
	return s
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}
