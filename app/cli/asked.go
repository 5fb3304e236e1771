package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"throughline/app"
	"throughline/app/tally"
	"throughline/app/workspace"
)

type askedCell struct {
	Column      string `json:"column,omitempty"`
	State       string `json:"state"`
	Asked       int    `json:"asked"`
	Mentioned   int    `json:"mentioned"`
	Unasked     int    `json:"mentioned_unasked"`
	NotAsked    int    `json:"not_asked"`
	Interviewed int    `json:"interviewed"`
}

type askedRow struct {
	Name      string      `json:"name"`
	Questions []string    `json:"questions"`
	ByHand    bool        `json:"questions_by_hand"`
	All       askedCell   `json:"all"`
	Cells     []askedCell `json:"cells"`
}

func askedCellOf(column string, c tally.AskedCell) askedCell {
	return askedCell{column, string(c.State()), c.Asked, c.Mentioned, c.Unasked, c.NotAsked, c.Interviewed}
}

// sayAsked prints who was asked about each tag or theme and who raised it.
func (c *command) sayAsked(ctx context.Context, w *workspace.Workspace, ask tally.Ask) error {
	if col := ask.Columns; col != app.AxisSegment && col != app.AxisAttribute {
		return usageError{errors.New("--asked goes with --columns segment or attribute:NAME")}
	}
	a, err := w.Tally.Asked(ctx, ask)
	if err != nil {
		return err
	}
	rows := []askedRow{}
	for _, r := range a.Rows {
		row := askedRow{Name: r.Label, Questions: r.Questions, ByHand: r.ByHand, All: askedCellOf("", r.All)}
		for j, cell := range r.Cells {
			row.Cells = append(row.Cells, askedCellOf(a.Columns[j].Label, cell))
		}
		rows = append(rows, row)
	}
	return c.print(map[string]any{"says": a.Says(), "interviews": a.Interviews, "gone_over": a.Linked, "rows": rows}, func(out io.Writer) {
		fmt.Fprintln(out, a.Says())
		fmt.Fprintf(out, "%-32s", "")
		for _, k := range a.Columns {
			fmt.Fprintf(out, " %14s", shorten(k.Label, 14))
		}
		fmt.Fprintln(out)
		for _, r := range a.Rows {
			fmt.Fprintf(out, "%-32s", shorten(r.Label, 32))
			for _, cell := range r.Cells {
				fmt.Fprintf(out, " %14s", askedShort(cell))
			}
			fmt.Fprintf(out, "  %s\n", r.All.Words())
		}
		fmt.Fprintln(out, "3/4 means three of four who were asked, +1 one more unasked; 0/4 asked and not mentioned; not asked; ? not known.")
	})
}

func askedShort(c tally.AskedCell) string {
	switch {
	case c.State() == tally.NotKnown:
		return "?"
	case c.State() == tally.NotAsked:
		return "not asked"
	case c.Asked == 0:
		return fmt.Sprintf("+%d", c.Unasked)
	case c.Unasked > 0:
		return fmt.Sprintf("%d/%d +%d", c.Mentioned, c.Asked, c.Unasked)
	}
	return fmt.Sprintf("%d/%d", c.Mentioned, c.Asked)
}
