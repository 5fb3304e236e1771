package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/tally"
	"throughline/app/workspace"
)

// tallySeed is the seed of what is drawn at random, the same as in the window.
const tallySeed = 1

type agreementOptions struct {
	workspace, study, coders, unit string
	rollUp, places                 bool
}

func (c *command) agreementCommand() *cobra.Command {
	var o agreementOptions
	cmd := &cobra.Command{
		Use:   "agreement",
		Short: "Say how far two people who tagged the same interviews agree",
		Long: `Compares two coders tag by tag: Cohen's kappa with its interval, Krippendorff's alpha, F1 and Jaccard of what either marked, and
the family for unitised text. Without --coders those who share most interviews are compared. Nothing is changed.`,
		Example: `  throughline agreement -w research.throughline
  throughline agreement -w research.throughline --coders "Ada Lind,Ben Ode" --unit characters --disagreements`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.runAgreement(cmd.Context(), o) },
	}
	workspaceFlag(cmd, &o.workspace)
	cmd.Flags().StringVar(&o.study, "study", "", "only one study")
	cmd.Flags().StringVar(&o.coders, "coders", "", "two names, with a comma between")
	cmd.Flags().StringVar(&o.unit, "unit", string(tally.Sentences), "what is compared: sentences, characters or turns")
	cmd.Flags().BoolVar(&o.rollUp, "roll-up", false, "a tag counts where one beneath it was given as well")
	cmd.Flags().BoolVar(&o.places, "disagreements", false, "list the passages on which they differ")
	return cmd
}

func (o agreementOptions) query(ctx context.Context, w *workspace.Workspace) (tally.AgreementQuery, error) {
	q := tally.AgreementQuery{Unit: tally.Unit(o.unit), RollUp: o.rollUp, Seed: tallySeed}
	switch q.Unit {
	case tally.Sentences, tally.Characters, tally.Turns:
	default:
		return q, usageError{fmt.Errorf("--unit is sentences, characters or turns, not %q", o.unit)}
	}
	var err error
	if q.Study, err = studyNamed(ctx, w, o.study, true); err != nil {
		return q, err
	}
	if o.coders == "" {
		pairs, err := w.Tally.Pairs(ctx, q.Study)
		if err == nil && len(pairs) == 0 {
			err = app.Invalid("No two people tagged the same interview.", "Agreement needs two people who coded the same interview.")
		}
		if err == nil {
			q.A, q.B = pairs[0].A, pairs[0].B
		}
		return q, err
	}
	names := strings.Split(o.coders, ",")
	if len(names) != 2 {
		return q, usageError{errors.New("--coders takes two names, with a comma between")}
	}
	q.A, q.B = strings.TrimSpace(names[0]), strings.TrimSpace(names[1])
	return q, nil
}

// agreementRow is one tag, or all.
type agreementRow struct {
	Tag       string   `json:"tag"`
	Kappa     float64  `json:"kappa"`
	KappaLow  *float64 `json:"kappa_low"`
	KappaHigh *float64 `json:"kappa_high"`
	Alpha     float64  `json:"alpha"`
	F1        float64  `json:"f1"`
	Jaccard   float64  `json:"jaccard"`
	Percent   float64  `json:"same"`
	InA       int      `json:"a"`
	InB       int      `json:"b"`
	UAlpha    *float64 `json:"u_alpha"`
}

type agreementPlace struct {
	Interview string   `json:"interview"`
	Start     int      `json:"start"`
	End       int      `json:"end"`
	Kind      string   `json:"kind"`
	Quote     string   `json:"quote"`
	A         []string `json:"a"`
	B         []string `json:"b"`
}

// figureOf is a number that JSON can hold: nil for one that is unknown.
func figureOf(v float64) *float64 {
	if math.IsNaN(v) {
		return nil
	}
	return &v
}

func agreementRowOf(name string, t tally.TagAgreement) agreementRow {
	return agreementRow{name, t.Kappa, figureOf(t.KappaRange.Low), figureOf(t.KappaRange.High), t.Alpha, t.F1, t.Jaccard, t.Percent, t.InA, t.InB, figureOf(t.U)}
}

func (c *command) runAgreement(ctx context.Context, o agreementOptions) error {
	return c.within(ctx, o.workspace, workspace.ReadOnly, func(w *workspace.Workspace) error {
		q, err := o.query(ctx, w)
		if err != nil {
			return err
		}
		a, err := w.Tally.Agreement(ctx, q, c.progress())
		if err != nil {
			return err
		}
		con, err := w.Tally.Contrast(ctx, q)
		if err != nil {
			return err
		}
		rows := []agreementRow{agreementRowOf("All tags", a.All)}
		for _, t := range a.Tags {
			rows = append(rows, agreementRowOf(t.Name, t))
		}
		out := map[string]any{"coders": []string{a.A, a.B}, "unit": a.Unit, "units": a.Units, "interviews": len(a.Interviews), "tags": rows, "u_alpha": figureOf(a.U),
			"binary_u_alpha": figureOf(a.Binary), "cu_alpha": figureOf(a.Coding), "agreed": con.Same, "disagreements": len(con.Places)}
		var places []agreementPlace
		if o.places {
			if places, err = disagreements(ctx, w, con); err != nil {
				return err
			}
			out["places"] = places
		}
		return c.print(out, func(w io.Writer) { printAgreement(w, a, con, rows, places) })
	})
}

func disagreements(ctx context.Context, w *workspace.Workspace, con *tally.Contrast) ([]agreementPlace, error) {
	tags, err := w.Store.AllTags(ctx)
	if err != nil {
		return nil, err
	}
	name := map[app.TagID]string{}
	for _, t := range tags {
		name[t.ID] = t.Name
	}
	words := func(marks []tally.Marked) []string {
		out := []string{}
		for _, m := range marks {
			for _, t := range m.Tags {
				out = append(out, name[t])
			}
		}
		return out
	}
	out := []agreementPlace{}
	texts := map[app.InterviewID]*app.Transcript{}
	for _, d := range con.Places {
		tr := texts[d.Interview]
		if tr == nil {
			if tr, err = w.Store.Transcript(ctx, d.Interview); err != nil {
				return nil, err
			}
			texts[d.Interview] = tr
		}
		quote, err := tr.Quote(d.Span)
		if err != nil {
			return nil, err
		}
		out = append(out, agreementPlace{string(d.Interview), d.Start, d.End, string(d.Kind), quote, words(d.A), words(d.B)})
	}
	return out, nil
}

func printAgreement(w io.Writer, a *tally.Agreement, con *tally.Contrast, rows []agreementRow, places []agreementPlace) {
	fmt.Fprintln(w, a.Says())
	fmt.Fprintf(w, "%-32s %6s %13s %6s %6s %7s %6s %6s\n", "tag", "kappa", "95 %", "alpha", "F1", "Jaccard", "a", "b")
	figure := func(v *float64) string {
		if v == nil {
			return "–"
		}
		return tally.Figure(*v)
	}
	for _, r := range rows {
		fmt.Fprintf(w, "%-32s %6s %13s %6s %6s %7s %6d %6d\n", shorten(r.Tag, 32), tally.Figure(r.Kappa), figure(r.KappaLow)+" to "+figure(r.KappaHigh), tally.Figure(r.Alpha),
			tally.Figure(r.F1), tally.Figure(r.Jaccard), r.InA, r.InB)
	}
	fmt.Fprintf(w, "Unitised: uα %s, |uα %s, cuα %s. They differ on %s and agree on %d.\n", tally.Figure(a.U), tally.Figure(a.Binary), tally.Figure(a.Coding),
		app.Count(len(con.Places), "passage"), con.Same)
	for _, p := range places {
		fmt.Fprintf(w, "%s: “%s”\n  %s: %s\n  %s: %s\n", p.Kind, shorten(strings.Join(strings.Fields(p.Quote), " "), 100), a.A, orDash(p.A), a.B, orDash(p.B))
	}
}

func orDash(names []string) string {
	if len(names) == 0 {
		return "–"
	}
	return strings.Join(names, ", ")
}

// shorten cuts a text to so many characters, the last an ellipsis.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
