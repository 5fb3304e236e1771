package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/recruit"
	"throughline/app/report"
	"throughline/app/workspace"
)

func (c *command) recruitCommand() *cobra.Command {
	cmd := group("recruit", "Say how recruiting goes, write its sessions for calendars and its ledger",
		"recruit status, ics or ledger", c.recruitStatus(), c.recruitCalendar(), c.recruitLedger())
	cmd.Example = `  throughline recruit status -w research.throughline
  throughline recruit ics -w research.throughline --study Onboarding sessions.ics
  throughline recruit ledger -w research.throughline incentives.xlsx`
	return cmd
}

// recruitRow is where a study's recruitment stands.
type recruitRow struct {
	Study      string      `json:"study"`
	Target     int         `json:"target,omitempty"`
	Candidates int         `json:"candidates"`
	Screened   int         `json:"screened"`
	Qualified  int         `json:"qualified"`
	Invited    int         `json:"invited"`
	Scheduled  int         `json:"scheduled"`
	Ahead      int         `json:"ahead"`
	Completed  int         `json:"completed"`
	NoShow     int         `json:"no_show"`
	Declined   int         `json:"declined"`
	ShowRate   *float64    `json:"show_rate,omitempty"`       // of the sessions that were to be held
	Days       *float64    `json:"days_to_recruit,omitempty"` // median
	Quotas     []quotaLine `json:"quotas,omitempty"`          // only of one study
	Trouble    int         `json:"quotas_in_trouble"`
	Due        []string    `json:"due,omitempty"`
	Warnings   []string    `json:"warnings,omitempty"`
}

type quotaLine struct {
	Name    string `json:"name"`
	Planned int    `json:"planned"`
	Done    int    `json:"completed"`
	Booked  int    `json:"booked"`
	Invited int    `json:"invited"`
	Ready   int    `json:"qualified_waiting"`
	State   string `json:"state"`
}

func (c *command) recruitStatus() *cobra.Command {
	var path, study string
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Say how far recruiting is, by study or for one with its quotas",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return c.within(ctx, path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				id, err := studyNamed(ctx, w, study, true)
				if err != nil {
					return err
				}
				all, err := w.Recruit.Overview(ctx)
				if err != nil {
					return err
				}
				rows := []recruitRow{}
				for _, r := range all {
					if id == "" && r.Any || r.Study.ID == id {
						rows = append(rows, recruitRowOf(r))
					}
				}
				if id != "" && len(rows) == 1 {
					d, err := w.Recruit.Desk(ctx, id, app.DateOf(c.Now()))
					if err != nil {
						return err
					}
					rows[0].quotas(d)
				}
				return c.print(map[string]any{"studies": rows}, func(out io.Writer) { printRecruit(out, rows) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&study, "study", "", "only one study, with its quotas")
	return cmd
}

func recruitRowOf(r recruit.Row) recruitRow {
	f := r.Funnel
	row := recruitRow{Study: r.Study.Name, Target: r.Target, Candidates: f.Candidates, Screened: f.Screened, Qualified: f.Qualified, Invited: f.Invited, Scheduled: f.Scheduled, Ahead: f.Ahead,
		Completed: f.Completed, NoShow: f.NoShow, Declined: f.Declined, Trouble: r.Trouble}
	if share, of := f.ShowRate(); of > 0 {
		row.ShowRate = &share
	}
	if f.Timed > 0 {
		days := f.ToRecruit.Hours() / 24
		row.Days = &days
	}
	for _, s := range r.Due {
		if s.Due != 0 {
			row.Due = append(row.Due, recruit.Money(s.Due, s.Currency))
		}
	}
	return row
}

func (row *recruitRow) quotas(d *recruit.Desk) {
	fills := recruit.Fills(d.Recruitment.Quotas, d.People)
	for i, q := range d.Recruitment.Quotas {
		f := fills[i]
		row.Quotas = append(row.Quotas, quotaLine{recruit.QuotaName(q), f.Planned, f.Done, f.Booked, f.Invited, f.Ready, string(f.State())})
		if w := f.Warning(recruit.QuotaName(q)); w != "" {
			row.Warnings = append(row.Warnings, w)
		}
	}
}

func printRecruit(out io.Writer, rows []recruitRow) {
	if len(rows) == 0 {
		fmt.Fprintln(out, "No study recruits.")
	}
	for _, r := range rows {
		done := app.Number(r.Completed)
		if r.Target > 0 {
			done += " of " + app.Number(r.Target)
		}
		fmt.Fprintf(out, "%s: %s completed, %s ahead, %s invited, %s (%s qualified), %s no-show, %s declined\n", r.Study, done, app.Number(r.Ahead), app.Number(r.Invited),
			app.Count(r.Candidates, "candidate"), app.Number(r.Qualified), app.Number(r.NoShow), app.Number(r.Declined))
		if r.Days != nil {
			fmt.Fprintf(out, "  %.0f days to recruit\n", *r.Days)
		}
		if len(r.Due) > 0 {
			fmt.Fprintf(out, "  %s due\n", strings.Join(r.Due, ", "))
		}
		for _, q := range r.Quotas {
			fmt.Fprintf(out, "  %s: %s of %s, %s\n", q.Name, app.Number(q.Done+q.Booked), app.Number(q.Planned), q.State)
		}
		for _, w := range r.Warnings {
			fmt.Fprintf(out, "  %s\n", w)
		}
	}
}

func (c *command) recruitCalendar() *cobra.Command {
	var path, study, person string
	var force bool
	cmd := &cobra.Command{
		Use:   "ics FILE",
		Short: "Write the sessions of a study, or of one person in it, for a calendar",
		Args:  oneArg("the file to write, such as sessions.ics"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return c.within(ctx, path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				id, err := studyNamed(ctx, w, study, false)
				if err != nil {
					return err
				}
				d, err := w.Recruit.Desk(ctx, id, app.DateOf(c.Now()))
				if err != nil {
					return err
				}
				var all []recruit.Appointment
				for _, a := range d.Appointments() {
					if person == "" || strings.EqualFold(a.Code, person) {
						all = append(all, a)
					}
				}
				if len(all) == 0 {
					return app.Invalid("There are no sessions to write.", "Give candidates a date first.")
				}
				err = report.WriteFile(args[0], report.FileOptions{Overwrite: force}, func(out io.Writer) error {
					return recruit.WriteCalendar(out, d.Study.Name, all, c.Now())
				})
				if err != nil {
					return err
				}
				return c.print(map[string]any{"out": args[0], "sessions": len(all)}, func(out io.Writer) { fmt.Fprintf(out, "%s  %s\n", args[0], app.Count(len(all), "session")) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&study, "study", "", "study whose sessions to write; the only one if not given")
	cmd.Flags().StringVar(&person, "person", "", "only the session with this person, by code")
	cmd.Flags().BoolVar(&force, "force", false, "replace the file if it exists")
	return cmd
}

// accountLine is what a person got in a year.
type accountLine struct {
	Person   string `json:"person"`
	Year     string `json:"year"`
	Currency string `json:"currency"`
	Total    string `json:"total"`
	Due      string `json:"due"`
	Over     bool   `json:"above_threshold"`
}

func (c *command) recruitLedger() *cobra.Command {
	var path, study, format string
	var force bool
	cmd := &cobra.Command{
		Use:   "ledger [FILE]",
		Short: "Sum incentives by person and year, or write the ledger as CSV or Excel, by code",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return c.within(ctx, path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				id, err := studyNamed(ctx, w, study, true)
				if err != nil {
					return err
				}
				if len(args) == 1 {
					if format == "" {
						format = strings.TrimPrefix(strings.ToLower(filepath.Ext(args[0])), ".")
					}
					n, err := w.WriteLedger(ctx, id, false, format, args[0], report.FileOptions{Overwrite: force})
					if err != nil {
						return err
					}
					return c.print(map[string]any{"out": args[0], "entries": n}, func(out io.Writer) { fmt.Fprintf(out, "%s  %s\n", args[0], app.Count(n, "entry")) })
				}
				entries, err := w.Ledger(ctx, id)
				if err != nil {
					return err
				}
				std, err := w.Store.Standards(ctx)
				if err != nil {
					return err
				}
				return c.printAccounts(recruit.Accounts(entries, std.Programme))
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&study, "study", "", "only one study; all if not given")
	cmd.Flags().StringVar(&format, "format", "", "csv or xlsx; by the file's ending if not given")
	cmd.Flags().BoolVar(&force, "force", false, "replace the file if it exists")
	return cmd
}

func (c *command) printAccounts(all []recruit.Account) error {
	lines := []accountLine{}
	for _, a := range all {
		lines = append(lines, accountLine{a.Code, a.Year, a.Currency, recruit.Money(a.Total, a.Currency), recruit.Money(a.Due, a.Currency), a.Over})
	}
	return c.print(map[string]any{"accounts": lines}, func(out io.Writer) {
		for _, l := range lines {
			over := ""
			if l.Over {
				over = "  above the threshold"
			}
			fmt.Fprintf(out, "%s  %s  %s, %s due%s\n", l.Year, l.Person, l.Total, l.Due, over)
		}
		if len(lines) == 0 {
			fmt.Fprintln(out, "The ledger is empty.")
		}
	})
}
