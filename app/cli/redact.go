package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/analysis"
)

type redactOptions struct {
	workspace, study, interview string
	input, text, out, names     string
	noHeader                    bool
	least                       float64
	kinds                       []string
	apply, dryRun, passphrase   bool
}

func (c *command) redactCommand() *cobra.Command {
	var o redactOptions
	cmd := &cobra.Command{
		Use:   "redact",
		Short: "List what may tell who somebody is: candidates for redaction",
		Long: `Looks for personal data: names of people and organisations, e-mail, web and IP addresses, phone, card and account numbers,
street addresses and postcodes, birth dates, and numbers of papers, staff, customers and orders. Each candidate says how sure it is and why.

On a workspace it only reads, unless --apply is given; the names of the study's speakers and participants are known, and with --passphrase-stdin the contact
details in the vault. --apply replaces what was found from --min-score on (0.7 if it is not given) by a new revision of each transcript, as one step that the
window can undo; with the vault open it keeps what stands behind each replacement. On a spreadsheet it writes a copy with two more
columns: redacted, the text with a placeholder such as [person 1] for each candidate, the same for the same person in all rows; and
entities, a JSON list of {kind, text, start, end, score, why}. start and end count characters (Unicode code points) of the text from 0,
end not included, as Python's text[start:end].

kind is one of person, organisation, email, phone, card, iban, url, ip, address, birth, id.

These are candidates, not an anonymisation: some are wrong, and some personal data is not found. In texts that are not English, names are
found only where they are known, listed or introduced as names. A person reads and decides.`,
		Example: `  throughline redact -w research.throughline --interview "P07, Admin"
  throughline redact -w research.throughline --study Onboarding --dry-run --json
  throughline redact -w research.throughline --study Onboarding --apply --kinds person,email,phone
  throughline redact --input answers.csv --text answer --out redacted.csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.check(); err != nil {
				return usageError{err}
			}
			if o.input != "" {
				return c.runRedactTable(cmd.Context(), o)
			}
			if o.apply && !cmd.Flags().Changed("min-score") {
				o.least = usualLeast
			}
			return c.runRedact(cmd.Context(), o, cmd.InOrStdin())
		},
	}
	workspaceFlag(cmd, &o.workspace)
	f := cmd.Flags()
	f.StringVar(&o.study, "study", "", "study, if the workspace has several")
	f.StringVar(&o.interview, "interview", "", "interview's title or id; all of the study if not given")
	f.StringVar(&o.input, "input", "", "CSV or TSV file instead of a workspace")
	f.StringVar(&o.text, "text", "", "column with the text: header name, or 1-based number with --no-header")
	f.StringVar(&o.out, "out", "", "file to write: the input's rows plus redacted and entities")
	f.BoolVar(&o.noHeader, "no-header", false, "the input's first row is data")
	f.StringVar(&o.names, "names", "", "text file with a name of a person a line, found in every form")
	f.Float64Var(&o.least, "min-score", 0, "leave out candidates that are less sure, 0 to 1")
	f.StringSliceVar(&o.kinds, "kinds", nil, "only these kinds, parted by commas; all if not given")
	f.BoolVar(&o.apply, "apply", false, "on a workspace: replace what was found, as one step")
	f.BoolVar(&o.dryRun, "dry-run", false, "on a workspace: change nothing, as without --apply")
	f.BoolVar(&o.passphrase, "passphrase-stdin", false, "open the vault with the first line of standard input")
	return cmd
}

// usualLeast is from how sure on --apply replaces: what the window chooses at first.
const usualLeast = .7

// check refuses flags that do not go together.
func (o redactOptions) check() error {
	switch {
	case o.least < 0 || o.least > 1:
		return errors.New("--min-score takes a number from 0 to 1")
	case o.apply && o.dryRun:
		return errors.New("--apply and --dry-run exclude each other")
	case o.input != "" && (o.apply || o.passphrase || len(o.kinds) > 0):
		return errors.New("--apply, --kinds and --passphrase-stdin go with a workspace, not with --input")
	}
	for _, k := range o.kinds {
		if !slices.Contains(analysis.RedactionKinds(), k) {
			return fmt.Errorf("--kinds: %q is none of %s", k, strings.Join(analysis.RedactionKinds(), ", "))
		}
	}
	return nil
}

// known reads the file of names.
func (o redactOptions) known(ctx context.Context) (analysis.KnownNames, error) {
	var known analysis.KnownNames
	if o.names == "" {
		return known, nil
	}
	text, err := readText(ctx, o.names)
	if err != nil {
		return known, err
	}
	for line := range strings.Lines(text) {
		if name := strings.TrimSpace(line); name != "" {
			known.People = append(known.People, name)
		}
	}
	return known, nil
}

// personalOut is a candidate in JSON. Start and End count code points.
type personalOut struct {
	Interview string  `json:"interview,omitempty"`
	Kind      string  `json:"kind"`
	Text      string  `json:"text"`
	Start     int     `json:"start"`
	End       int     `json:"end"`
	Score     float64 `json:"score"`
	Why       string  `json:"why"`
	As        string  `json:"as,omitempty"` // what would stand in its place; of a workspace
}

// personalRows turns what was found in a text, by place, into rows with offsets in code points.
func personalRows(interview, text string, found []analysis.Personal) []personalOut {
	rows := make([]personalOut, len(found))
	at, runes := 0, 0
	for i, f := range found {
		runes += utf8.RuneCountInString(text[at:f.Span.Start])
		rows[i] = personalOut{interview, f.Kind, f.Text, runes, runes + utf8.RuneCountInString(f.Text), f.Score, f.Why, ""}
		if interview != "" {
			rows[i].As = f.Placeholder
		}
		at = f.Span.Start
	}
	return rows
}

func (c *command) runRedactTable(ctx context.Context, o redactOptions) error {
	if o.out == "" {
		return usageError{fmt.Errorf("name the file to write with --out")}
	}
	t, col, err := tableOfTexts(ctx, o.input, o.text, o.out, !o.noHeader)
	if err != nil {
		return err
	}
	known, err := o.known(ctx)
	if err != nil {
		return err
	}
	texts := t.texts(col)
	got, err := analysis.PersonalInTexts(ctx, texts, known, o.least, c.progress())
	if err != nil {
		return err
	}
	added := make([][]string, len(got))
	var all redactCount
	for i, g := range got {
		var list strings.Builder
		enc := json.NewEncoder(&list)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(personalRows("", texts[i], g.Found)); err != nil {
			return err
		}
		added[i] = []string{g.Redacted, strings.TrimSpace(list.String())}
		all.add(g)
	}
	if err := t.write(o.out, []string{"redacted", "entities"}, added); err != nil {
		return err
	}
	return c.print(map[string]any{"out": o.out, "rows": len(got), "candidates": all.candidates(), "kinds": all.kinds, "not_english": all.foreign}, func(out io.Writer) {
		fmt.Fprintf(out, "%s in %s: %s\n", count(all.candidates(), "candidate"), count(len(got), "row"), o.out)
		all.print(out)
	})
}

// redactCount is how much was found.
type redactCount struct {
	kinds   map[string]int
	foreign int // texts that are not English
}

func (t *redactCount) add(g analysis.PersonalText) {
	if t.kinds == nil {
		t.kinds = map[string]int{}
	}
	for _, f := range g.Found {
		t.kinds[f.Kind]++
	}
	if !g.English {
		t.foreign++
	}
}

func (t *redactCount) candidates() int {
	n := 0
	for _, k := range t.kinds {
		n += k
	}
	return n
}

// print says how much of each kind there is, and what not to expect.
func (t *redactCount) print(out io.Writer) {
	for _, kind := range analysis.PersonalKinds() {
		if n := t.kinds[kind]; n > 0 {
			fmt.Fprintf(out, "%6d  %s\n", n, kind)
		}
	}
	if t.foreign > 0 {
		fmt.Fprintf(out, "%s not English: names there were found only where they are known, listed or introduced.\n", app.Count(t.foreign, "text")+" "+are(t.foreign))
	}
	fmt.Fprintln(out, "Candidates, not an anonymisation: some are wrong, and some personal data is not found. People decide.")
}

func are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
