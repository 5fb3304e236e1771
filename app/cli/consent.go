package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/consent"
	"throughline/app/people"
	"throughline/app/workspace"
)

type consentOptions struct {
	workspace, study string
	dryRun           bool
	sheet            string
}

func (c *command) consentCommand() *cobra.Command {
	var o consentOptions
	report := &cobra.Command{
		Use:   "report",
		Short: "Say what each person allowed, what ends soon, and what a withdrawal took from insights",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return c.runConsentReport(cmd.Context(), o) },
	}
	imports := &cobra.Command{
		Use:   "import FILE",
		Short: "Record consents from a table (CSV, TSV or Excel)",
		Long: `Record consents from a table (CSV, TSV or Excel), all as one step that undo takes back. The columns are found by their headings, in any order: code (of the
person), date (2026-05-31; today if missing), scopes (record, inside, outside, machine, with commas or semicolons between; all, or none for a refusal),
expires, withdrawn, reason, how, note; or, in place of scopes, a column with yes or no for each of record, inside, outside, machine. A consent that is
there, of the same person, study and day, is changed. Rows that cannot be read are listed and left out.`,
		Args: oneArg("the table to read"),
		RunE: func(cmd *cobra.Command, args []string) error { return c.runConsentImport(cmd.Context(), o, args[0]) },
	}
	for _, sub := range []*cobra.Command{report, imports} {
		workspaceFlag(sub, &o.workspace)
		sub.Flags().StringVar(&o.study, "study", "", "study the consents are for; all studies if not given")
	}
	imports.Flags().StringVar(&o.sheet, "sheet", "", "sheet of the workbook; the first with rows if not given")
	imports.Flags().BoolVar(&o.dryRun, "dry-run", false, "say what would be recorded and change nothing")
	return group("consent", "Say what people allowed, or take in what they allowed from a table", "consent report or consent import FILE", report, imports)
}

type consentOut struct {
	Code      string           `json:"code"`
	Segment   string           `json:"segment,omitempty"`
	Standing  consent.Standing `json:"standing"`
	Record    app.ConsentState `json:"record"`
	Inside    app.ConsentState `json:"quote_inside"`
	Outside   app.ConsentState `json:"quote_outside"`
	Machine   app.ConsentState `json:"machine_analysis"`
	Given     app.Date         `json:"given,omitempty"`
	Expires   app.Date         `json:"expires,omitempty"`
	Withdrawn app.Date         `json:"withdrawn,omitempty"`
}

type consentLoss struct {
	Insight string    `json:"insight"`
	Lost    int       `json:"lost"`
	Of      int       `json:"of"`
	Before  app.Level `json:"before"`
	After   app.Level `json:"after"`
}

func (c *command) runConsentReport(ctx context.Context, o consentOptions) error {
	return c.within(ctx, o.workspace, workspace.ReadOnly, func(w *workspace.Workspace) error {
		study, err := studyNamed(ctx, w, o.study, true)
		if err != nil {
			return err
		}
		d, err := w.Consent.Desk(ctx, study)
		if err != nil {
			return err
		}
		people := make([]consentOut, len(d.Rows))
		var withdrawn []app.ParticipantID
		for i, r := range d.Rows {
			people[i] = consentOut{r.Code, r.Segment, r.Standing, r.States[0], r.States[1], r.States[2], r.States[3], r.Consent.Given, r.Consent.Expires, r.Consent.Withdrawn}
			if r.Standing == consent.StandWithdrawn {
				withdrawn = append(withdrawn, r.ID)
			}
		}
		effects, err := w.Consent.Effects(ctx, study, withdrawn)
		if err != nil {
			return err
		}
		losses := []consentLoss{}
		for _, e := range effects.Insights {
			losses = append(losses, consentLoss{e.Title, e.Lost, e.Of, e.Before, e.After})
		}
		return c.print(map[string]any{"on": d.On, "notice_days": d.Notice, "asks": d.Asks, "counts": d.Count, "people": people, "withdrawn_behind": losses}, func(out io.Writer) {
			for _, p := range people {
				fmt.Fprintf(out, "%-8s %-16s %-13s %-13s %-13s %-13s %s\n", p.Code, shorten(string(p.Standing), 16), p.Record, p.Inside, p.Outside, p.Machine, p.Expires)
			}
			var words []string
			for _, st := range consent.Standings() {
				if n := d.Count[st]; n > 0 {
					words = append(words, fmt.Sprintf("%d %s", n, st))
				}
			}
			fmt.Fprintf(out, "%s: %s.\n", app.Count(len(people), "person"), strings.Join(words, ", "))
			for _, l := range losses {
				fmt.Fprintf(out, "“%s” loses %d of %s: %s becomes %s.\n", shorten(l.Insight, 70), l.Lost, app.Count(l.Of, "finding"), l.Before, l.After)
			}
		})
	})
}

func (c *command) runConsentImport(ctx context.Context, o consentOptions, path string) error {
	sheet, err := people.OpenSheet(ctx, path, o.sheet)
	if err != nil {
		return err
	}
	mode := workspace.Existing
	if o.dryRun {
		mode = workspace.ReadOnly
	}
	return c.within(ctx, o.workspace, mode, func(w *workspace.Workspace) error {
		study := app.StudyID("")
		if o.study != "" {
			if study, err = studyNamed(ctx, w, o.study, true); err != nil {
				return err
			}
		}
		plan, err := w.Consent.Plan(ctx, study, consent.Table{Columns: sheet.Columns, Rows: sheet.Rows, Lines: sheet.Lines}, consent.Guess(sheet.Columns))
		if err != nil {
			return err
		}
		n, changed := plan.Count(consent.ActAdd), plan.Count(consent.ActUpdate)
		if !o.dryRun {
			if err := w.Consent.Import(ctx, plan); err != nil {
				return err
			}
		}
		wrong := []string{}
		for _, p := range plan.Wrong() {
			wrong = append(wrong, fmt.Sprintf("row %d: %s", p.Line, p.Why))
		}
		err = c.print(map[string]any{"recorded": n, "changed": changed, "unchanged": plan.Count(consent.ActSame), "wrong": wrong, "dry_run": o.dryRun}, func(out io.Writer) {
			for _, line := range wrong {
				fmt.Fprintln(out, line)
			}
			verb := "recorded"
			if o.dryRun {
				verb = "would be recorded"
			}
			fmt.Fprintf(out, "%s %s", app.Count(n, "consent"), verb)
			if changed > 0 {
				fmt.Fprintf(out, ", %s changed", app.Number(changed))
			}
			fmt.Fprintln(out, ".")
		})
		if err == nil && len(wrong) > 0 {
			return errPartly
		}
		return err
	})
}
