package cli

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/people"
	"throughline/app/workspace"
)

func (c *command) peopleCommand() *cobra.Command {
	return group("people", "List participants, or bring a list of them in",
		"people list, or people import FILE", c.peopleListCommand(), c.peopleImportCommand())
}

type peopleListOptions struct {
	path, study, text, sort, segment string
	where                            []string
	down, csv                        bool
}

func (c *command) peopleListCommand() *cobra.Command {
	var o peopleListOptions
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List participants with their fields, by code",
		Long: `Lists participants with their fields, as text, CSV or JSON. Names and contact details are in the vault and not among them.

  --where "Team size>20" --where "Plan=Team,Business" --where "City~bern"
  --where "Customer since=2026-01-01..2026-03-31" --where "Remote=" (empty) --where "Remote!=" (not empty)

All conditions must hold; of conditions in one --where with || between them, such as "Plan=Team || Team size>20", one is enough. Beside the fields: Person, Segment, Labels, Panel, Can be contacted, Interviews, Findings, Last part, Came from,
Added, Note.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.runPeopleList(cmd.Context(), o) },
	}
	workspaceFlag(cmd, &o.path)
	cmd.Flags().StringVar(&o.study, "study", "", "only who took part in this study or is a candidate of it; all if not given")
	cmd.Flags().StringArrayVar(&o.where, "where", nil, "a condition, see above; may be given several times")
	cmd.Flags().StringVar(&o.text, "text", "", "words that occur in any field")
	cmd.Flags().StringVar(&o.segment, "segment", "", "a saved segment, by name")
	cmd.Flags().StringVar(&o.sort, "sort", "", "field to sort by; the code if not given")
	cmd.Flags().BoolVar(&o.down, "down", false, "sort from the end")
	cmd.Flags().BoolVar(&o.csv, "csv", false, "print a CSV table")
	return cmd
}

type personOut struct {
	ID         app.ParticipantID `json:"id"`
	Code       string            `json:"code"`
	Segment    string            `json:"segment,omitempty"`
	Fields     []app.Attribute   `json:"fields,omitempty"`
	Labels     []string          `json:"labels,omitempty"`
	Panel      app.PanelStatus   `json:"panel,omitempty"`
	Contact    bool              `json:"contact"` // may be contacted today
	Why        string            `json:"why,omitempty"`
	Contacts   int               `json:"contacts"` // within the window of the rule
	Interviews int               `json:"interviews"`
	Findings   int               `json:"findings"`
	Last       app.Date          `json:"last,omitempty"`
	Source     string            `json:"source,omitempty"`
	Note       string            `json:"note,omitempty"`
}

func (c *command) runPeopleList(ctx context.Context, o peopleListOptions) error {
	if c.json && o.csv {
		return usageError{errors.New("choose --csv or --json, not both")}
	}
	return c.within(ctx, o.path, workspace.ReadOnly, func(w *workspace.Workspace) error {
		study := app.StudyID("")
		if o.study != "" {
			var err error
			if study, err = studyNamed(ctx, w, o.study, true); err != nil {
				return err
			}
		}
		src, err := w.People.Load(ctx, study, people.Today(c.Now()))
		if err != nil {
			return err
		}
		r := people.NewRoster(src)
		view, err := peopleView(ctx, w, r, o)
		if err != nil {
			return err
		}
		rows := r.Select(view.Find, study != "", view.Sort, view.Down)
		if o.csv {
			err = peopleCSV(c.Out, r, rows)
		} else {
			out := make([]personOut, 0, len(rows))
			for _, i := range rows {
				out = append(out, personOf(r, i))
			}
			err = c.print(map[string]any{"people": out}, func(to io.Writer) { peopleText(to, out) })
		}
		if err == nil && len(rows) == 0 {
			return &app.Error{Code: app.ENotFound, Message: "Nobody is like that.", Hint: "Ask for less in --where."}
		}
		return err
	})
}

// peopleView is what a command line asks for: a saved segment with what is asked besides.
func peopleView(ctx context.Context, w *workspace.Workspace, r *people.Roster, o peopleListOptions) (v app.PeopleView, err error) {
	if o.segment != "" {
		all, err := w.Views.List(ctx, app.ViewPeople, "")
		if err != nil {
			return v, err
		}
		found := false
		for i := range all {
			if strings.EqualFold(all[i].Name, o.segment) {
				found = true
				if err := all[i].Read(&v); err != nil {
					return v, err
				}
			}
		}
		if !found {
			return v, app.NotFound("The segment “" + o.segment + "”")
		}
	}
	for _, line := range o.where {
		where, err := r.ParseWhere(line)
		if err != nil {
			return v, err
		}
		v.Find.All = append(v.Find.All, where)
	}
	v.Find.Text = strings.TrimSpace(v.Find.Text + " " + o.text)
	if o.sort != "" {
		col, err := r.ParseWhere(o.sort + "!=")
		if err != nil {
			return v, err
		}
		v.Sort, v.Down = col.Column, o.down
	}
	v.Down = v.Down || o.down
	return v, nil
}

func personOf(r *people.Roster, i int) personOut {
	p := &r.Rows[i]
	return personOut{ID: p.ID, Code: p.Code, Segment: p.Segment, Fields: p.Attributes, Labels: p.Panel.Labels, Panel: p.Panel.Status, Contact: r.Contact[i].OK, Why: r.Contact[i].Why,
		Contacts: r.Contact[i].Count, Interviews: p.Interviews, Findings: p.Findings, Last: p.Last, Source: p.Panel.Source, Note: p.Note}
}

func peopleText(to io.Writer, all []personOut) {
	for i := range all {
		p := &all[i]
		parts := []string{p.Segment}
		for _, f := range p.Fields {
			parts = append(parts, f.Name+" "+f.Value)
		}
		parts = append(parts, strings.Join(p.Labels, ", "))
		var shown []string
		for _, s := range parts {
			if s != "" {
				shown = append(shown, s)
			}
		}
		fmt.Fprintln(to, strings.TrimSpace(p.Code+"  "+strings.Join(shown, " · ")))
		if p.Why != "" {
			fmt.Fprintln(to, "    not to be contacted:", p.Why)
		}
	}
	fmt.Fprintln(to, app.Count(len(all), "person"))
}

func peopleCSV(to io.Writer, r *people.Roster, rows []int) error {
	w := csv.NewWriter(to)
	head := make([]string, len(r.Columns))
	for i, c := range r.Columns {
		head[i] = plainCell(c.Title)
	}
	_ = w.Write(head) // Error tells
	cells := make([]string, len(r.Columns))
	for _, row := range rows {
		for i, c := range r.Columns {
			cells[i] = plainCell(r.Cell(row, c.ID))
			if c.Type == app.FieldNumber {
				cells[i] = r.Cell(row, c.ID) // a negative number is no formula
			}
		}
		_ = w.Write(cells) // Error tells
	}
	w.Flush()
	return w.Error()
}
