package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/format/source"
	tables "throughline/app/format/table"
	"throughline/app/people"
	"throughline/app/workspace"
)

type peopleImportOptions struct {
	path, sheet, key, mode, repeat, spec, saved, keep string
	maps                                              []string
	clear, alike, dryRun                              bool
}

func (c *command) peopleImportCommand() *cobra.Command {
	var o peopleImportOptions
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Bring a list of people in, from CSV, TSV or Excel",
		Long: `Brings people in from a table whose first row names the columns, as one step that one undo takes back. What the columns mean is guessed
from their names and contents; --map says it otherwise:

  --map "Seats=Team size"           the column Seats goes into the field Team size
  --map "Seats=Team size:number"    … which is made as a number if it is not there
  --map "Cust no=@code"             also @segment, @labels, @status, @source, @note
  --map "Remarks=-"                 is left out

People are known by their code, or by the column that --key names. Columns of names, e-mails, phones and addresses belong into the vault, which
is locked here: they are left out, and the result says so. Values that do not fit their field are left out and reported with row and column; then
the exit code is 3.`,
		Args: oneArg("one file to import"),
		RunE: func(cmd *cobra.Command, args []string) error { return c.runPeopleImport(cmd.Context(), o, args[0]) },
	}
	workspaceFlag(cmd, &o.path)
	cmd.Flags().StringVar(&o.sheet, "sheet", "", "sheet of an Excel file; the first with people if not given")
	cmd.Flags().StringVar(&o.key, "key", "", "column by which people are known; the code if not given")
	cmd.Flags().StringArrayVar(&o.maps, "map", nil, "COLUMN=FIELD, see above; may be given several times")
	cmd.Flags().StringVar(&o.mode, "mode", "both", "add, update or both")
	cmd.Flags().StringVar(&o.repeat, "repeat", "join", "rows about somebody twice: join, first or last")
	cmd.Flags().BoolVar(&o.clear, "clear", false, "an empty cell takes away what was known")
	cmd.Flags().BoolVar(&o.alike, "alike", false, "also add people who say the same as somebody who is here")
	cmd.Flags().StringVar(&o.spec, "spec", "", "file with a saved mapping, as --save-spec writes it")
	cmd.Flags().StringVar(&o.saved, "saved", "", "mapping saved in the register of tools: TOOL:NAME")
	cmd.Flags().StringVar(&o.keep, "save-spec", "", "write the mapping to this file")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "say what would come in and change nothing")
	cmd.MarkFlagsMutuallyExclusive("spec", "saved")
	return cmd
}

func (c *command) runPeopleImport(ctx context.Context, o peopleImportOptions, path string) error {
	if !slices.Contains([]string{"add", "update", "both"}, o.mode) || !slices.Contains([]string{"join", "first", "last"}, o.repeat) {
		return usageError{errors.New("--mode takes add, update or both, --repeat takes join, first or last")}
	}
	mode := workspace.Existing
	if o.dryRun {
		mode = workspace.ReadOnly
	}
	sheet, err := peopleSheet(ctx, path, o.sheet)
	if err != nil {
		return err
	}
	return c.within(ctx, o.path, mode, func(w *workspace.Workspace) error {
		fields, err := w.People.Fields(ctx)
		if err != nil {
			return err
		}
		spec, used, err := peopleSpec(ctx, w, path, sheet, fields, o)
		if err != nil {
			return err
		}
		if err := keepSpec(o.keep, spec); err != nil {
			return err
		}
		plan, err := w.People.PlanImport(ctx, sheet, spec)
		if err != nil {
			return err
		}
		plan.Used = used
		if !o.dryRun {
			if err := w.People.Import(ctx, plan, sheet.Name); err != nil {
				return err
			}
		}
		if err := c.printPeople(plan, o.dryRun); err != nil {
			return err
		}
		switch {
		case plan.Count(people.ActSkip) == len(plan.Rows):
			return errNone
		case len(plan.Problems) > 0:
			return errPartly
		}
		return nil
	})
}

func peopleSheet(ctx context.Context, path, named string) (*people.Sheet, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer func() { _ = f.Close() }() // it is only read
	info, err := f.Stat()
	if err != nil {
		return nil, unreadable(path, err)
	}
	return people.ReadSheet(ctx, source.File{Name: filepath.Base(path), R: f, Size: info.Size()}, named)
}

// peopleSpec is what the command line says of the columns: a saved mapping or a guess, then --map, --key and the rest. A mapping of another
// sheet of the same file has that read into sheet instead.
func peopleSpec(ctx context.Context, w *workspace.Workspace, path string, sheet *people.Sheet, fields []app.Field, o peopleImportOptions) (spec people.Spec, used *people.SavedSpec, err error) {
	spec = people.Guess(sheet, fields)
	switch {
	case o.spec != "":
		text, err := os.ReadFile(o.spec)
		if err != nil {
			return spec, nil, unreadable(o.spec, err)
		}
		if spec, err = people.ReadSpec(string(text)); err != nil {
			return spec, nil, err
		}
	case o.saved != "":
		if used, err = savedSpec(ctx, w, o.saved); err != nil {
			return spec, nil, err
		}
		spec = used.Spec
	default:
		spec.Mode, spec.Repeat, spec.Clear, spec.Alike = people.Mode(o.mode), people.Repeat(o.repeat), o.clear, o.alike
	}
	if t := spec.Table; o.sheet == "" && t != sheet.Table && slices.Contains(sheet.Tables, t) {
		other, err := peopleSheet(ctx, path, t)
		if err != nil {
			return spec, nil, err
		}
		*sheet = *other
	}
	spec, _ = spec.Fill(sheet)
	for _, m := range o.maps {
		if err := mapColumn(&spec, sheet, fields, m); err != nil {
			return spec, nil, err
		}
	}
	if o.key != "" {
		at := columnCalled(sheet, o.key)
		if at < 0 {
			return spec, nil, noColumn(sheet, o.key)
		}
		spec.Key = ""
		if c := &spec.Columns[at]; c.Role == people.RoleField {
			spec.Key = c.Field
		} else if c.Role != people.RoleCode {
			return spec, nil, usageError{fmt.Errorf("the column %q is %s and cannot tell people apart; give it a field with --map", o.key, c.Role)}
		}
	}
	return spec, used, nil
}

func savedSpec(ctx context.Context, w *workspace.Workspace, name string) (*people.SavedSpec, error) {
	all, err := w.People.SavedSpecs(ctx)
	if err != nil {
		return nil, err
	}
	var names []string
	for i := range all {
		full := all[i].ToolName + ":" + all[i].Name
		if strings.EqualFold(full, name) {
			return &all[i], nil
		}
		names = append(names, full)
	}
	e := app.NotFound("The saved mapping " + name)
	e.Hint = "There is none yet."
	if len(names) > 0 {
		e.Hint = "There are: " + strings.Join(names, ", ") + "."
	}
	return nil, e
}

func columnCalled(sheet *people.Sheet, name string) int {
	return slices.IndexFunc(sheet.Columns, func(c string) bool { return strings.EqualFold(c, strings.TrimSpace(name)) })
}

func noColumn(sheet *people.Sheet, name string) error {
	return usageError{fmt.Errorf("%s has no column %q; it has %s", sheet.Name, name, strings.Join(sheet.Columns, ", "))}
}

// mapColumn lets --map COLUMN=FIELD say what a column means.
func mapColumn(spec *people.Spec, sheet *people.Sheet, fields []app.Field, text string) error {
	name, to, ok := strings.Cut(text, "=")
	if to = strings.TrimSpace(to); !ok || to == "" {
		return usageError{fmt.Errorf("--map takes COLUMN=FIELD, not %q", text)}
	}
	at := columnCalled(sheet, name)
	if at < 0 {
		return noColumn(sheet, name)
	}
	c := &spec.Columns[at]
	*c = people.ColumnSpec{Column: sheet.Columns[at], Role: people.RoleField}
	if to == "-" {
		c.Role = people.RoleSkip
		return nil
	}
	if role, special := strings.CutPrefix(to, "@"); special {
		c.Role = people.Role(strings.ToLower(role))
		if !slices.Contains(people.Roles(), c.Role) || c.Role == people.RoleField {
			return usageError{fmt.Errorf("a column can be no %s", to)}
		}
		return nil
	}
	c.Type, c.Reading = sheet.Detect(at)
	c.Field = to
	if field, typ, typed := cutType(to); typed {
		c.Field, c.Type = field, typ
	}
	if i := slices.IndexFunc(fields, func(f app.Field) bool { return f.ID != "" && strings.EqualFold(f.Name, c.Field) }); i >= 0 {
		c.Type = fields[i].Type
	}
	return nil
}

// cutType parts "Team size:number".
func cutType(text string) (string, app.FieldType, bool) {
	at := strings.LastIndexByte(text, ':')
	if at <= 0 {
		return text, "", false
	}
	for _, t := range app.FieldTypes() {
		if strings.EqualFold(string(t), strings.TrimSpace(text[at+1:])) {
			return strings.TrimSpace(text[:at]), t, true
		}
	}
	return text, "", false
}

// keepSpec writes a mapping to a file.
func keepSpec(path string, spec people.Spec) error {
	if path == "" {
		return nil
	}
	text, err := json.MarshalIndent(spec, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, append(text, '\n'), 0o600); err != nil {
		return &app.Error{Code: app.EIO, Message: "The mapping could not be written.", Hint: "Check that the folder exists and can be written to.", Path: path, Err: err}
	}
	return nil
}

func (c *command) printPeople(p *people.Plan, dry bool) error {
	names := make([]string, 0, len(p.Fields))
	for i := range p.Fields {
		names = append(names, p.Fields[i].Name)
	}
	problems := p.Problems
	if problems == nil {
		problems = []tables.Problem{}
	}
	out := map[string]any{"added": p.Count(people.ActAdd), "updated": p.Count(people.ActUpdate), "unchanged": p.Count(people.ActSame), "joined": p.Count(people.ActJoin),
		"left_out": p.Count(people.ActSkip), "fields": names, "vault": p.Private, "problems": problems, "warnings": p.Warnings, "rows": p.Rows, "dry_run": dry}
	return c.print(out, func(to io.Writer) {
		for _, w := range p.Warnings {
			fmt.Fprintln(to, "note:", w)
		}
		if len(p.Private) > 0 {
			fmt.Fprintf(to, "note: %s left out: contact details go into the vault, which is locked for commands\n", strings.Join(p.Private, ", "))
		}
		for _, x := range p.Problems {
			fmt.Fprintln(to, x)
		}
		if len(names) > 0 {
			fmt.Fprintln(to, "fields made or changed:", strings.Join(names, ", "))
		}
		verb := ""
		if dry {
			verb = " (nothing was changed)"
		}
		fmt.Fprintf(to, "%d added, %d updated, %d unchanged, %d joined, %d left out%s\n", p.Count(people.ActAdd), p.Count(people.ActUpdate), p.Count(people.ActSame),
			p.Count(people.ActJoin), p.Count(people.ActSkip), verb)
	})
}
