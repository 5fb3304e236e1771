package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/format/refi"
	"throughline/app/project"
	"throughline/app/report"
	"throughline/app/workspace"
)

type projectOptions struct {
	workspace, study, name, report string
	part                           string   // of a file that holds several projects
	coders                         []string // "name in the file=name here"
	dryRun, names, standard, force bool
}

func (c *command) projectCommand() *cobra.Command {
	return group("project", "Carry whole coded projects in and out (REFI-QDA and other programs), or repair one",
		"project import FILE, project export OUT.qdpx or project repair IN.qdpx OUT.qdpx", c.projectImportCommand(), c.projectExportCommand(), c.projectRepairCommand())
}

func (c *command) projectImportCommand() *cobra.Command {
	var o projectOptions
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Bring a coded project into a study",
		Long: `Codes become tags, sources interviews, selections findings, codings taggings with their author and date, cases
participants, notes memos. What has no place here is kept and written back by project export. A new study is made
under the project's name, or --name. --study takes the study of that name, and makes it if there is none. One undo
takes the import back.

FILE is a REFI-QDA project (.qdpx), a QualCoder folder (.qda), or a file of Taguette (.sqlite3), RQDA (.rqda) or requal (.requal).
Where a file holds several projects, --project names one.`,
		Example: `  throughline project import -w research.throughline --dry-run from-nvivo.qdpx
  throughline project import -w research.throughline --study Onboarding from-atlas.qdpx --report import.txt
  throughline project import -w research.throughline --project Planning taguette.sqlite3`,
		Args: oneArg("the project to import"),
		RunE: func(cmd *cobra.Command, args []string) error { return c.runProjectImport(cmd.Context(), o, args[0]) },
	}
	workspaceFlag(cmd, &o.workspace)
	cmd.Flags().StringVar(&o.study, "study", "", "study to import into; made if there is none of that name")
	cmd.Flags().StringVar(&o.name, "name", "", "name of the new study")
	cmd.Flags().StringVar(&o.part, "project", "", "which project, where the file holds several: its name or number")
	cmd.Flags().StringArrayVar(&o.coders, "coder", nil, "under which name a coder's work comes in: --coder jd=\"Jana Dvorak\"; again for others")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "say what would happen and change nothing")
	cmd.Flags().StringVar(&o.report, "report", "", "write the loss report to a file, .json or text")
	return cmd
}

func (c *command) runProjectImport(ctx context.Context, o projectOptions, path string) error {
	if o.study != "" && o.name != "" {
		return usageError{errors.New("--study takes a study that may be there, --name names a new one: give one of them")}
	}
	mode := workspace.Existing
	if o.dryRun {
		mode = workspace.ReadOnly
	}
	return c.within(ctx, o.workspace, mode, func(w *workspace.Workspace) error {
		opt, err := o.into(ctx, w, path)
		if err != nil {
			return err
		}
		p, err := w.Projects.OpenPart(ctx, path, o.part, c.progress())
		if err != nil {
			return err
		}
		if opt.Coders, err = project.Coders(p, o.coders); err != nil {
			return err
		}
		var plan project.Plan
		if o.dryRun {
			plan, err = w.Projects.Plan(ctx, p, opt, c.progress())
		} else {
			plan, err = w.ImportProject(ctx, p, opt, c.progress())
		}
		if err != nil {
			return err
		}
		if err := writeLosses(o.report, plan.Report); err != nil {
			return err
		}
		return c.print(plan, func(out io.Writer) { printPlan(out, plan, o.dryRun, o.study != "" && opt.Study == "") })
	})
}

// into says where the project goes: the study that --study names, else a new one.
func (o *projectOptions) into(ctx context.Context, w *workspace.Workspace, path string) (project.Options, error) {
	opt := project.Options{File: filepath.Base(path), Name: o.name}
	if o.study == "" {
		return opt, nil
	}
	var err error
	if opt.Study, err = studyNamed(ctx, w, o.study, false); app.CodeOf(err) == app.ENotFound {
		opt.Name, err = o.study, nil
	}
	return opt, err
}

// printPlan says what an import does. made is a study that was asked for and was not there.
func printPlan(out io.Writer, p project.Plan, dry, made bool) {
	verb := "Imported into"
	if dry {
		verb = "Would import into"
	}
	if made {
		verb += " the new study"
	}
	m := p.Makes
	fmt.Fprintf(out, "%s %s: %s, %s, %s with %s, %s, %s\n", verb, p.Name, count(m.Tags, "tag"), count(m.Interviews, "interview"), count(m.Findings, "finding"),
		count(m.Taggings, "tagging"), count(m.People, "participant"), count(m.Memos, "memo"))
	for i, cl := range p.Clashes {
		if i == 20 {
			fmt.Fprintf(out, "… and %d more\n", len(p.Clashes)-i)
			break
		}
		fmt.Fprintln(out, cl.Text)
	}
	_ = p.Report.WriteText(out) // a failing output ends the command elsewhere
}

// writeLosses writes a loss report beside, as JSON or as text by the file's ending; "" writes none.
func writeLosses(path string, r project.Report) error {
	if path == "" {
		return nil
	}
	return report.WriteFile(path, report.FileOptions{Overwrite: true}, func(out io.Writer) error {
		if strings.EqualFold(filepath.Ext(path), ".json") {
			return r.WriteJSON(out)
		}
		return r.WriteText(out)
	})
}

func (c *command) projectExportCommand() *cobra.Command {
	var o projectOptions
	cmd := &cobra.Command{
		Use:   "export OUT.qdpx",
		Short: "Write a study as a REFI-QDA project that other programs open",
		Long: `A study that came from another program is written back as it came, with what was changed and added since; what its
program counts in its own way stays so unless --standard is given. People go out under codes unless --names is
given, and what they did not allow --audience to read is covered.`,
		Example: `  throughline project export -w research.throughline --study Onboarding onboarding.qdpx
  throughline project export -w research.throughline --audience inside --names all.qdpx --report losses.json`,
		Args: oneArg("the file to write"),
		RunE: func(cmd *cobra.Command, args []string) error { return c.runProjectExport(cmd.Context(), o, args[0]) },
	}
	workspaceFlag(cmd, &o.workspace)
	cmd.Flags().StringVar(&o.study, "study", "", "study, if the workspace has several")
	cmd.Flags().BoolVar(&o.names, "names", false, "with what people are called, original files and earlier texts")
	cmd.Flags().BoolVar(&o.standard, "standard", false, "count places as the standard says, whatever program the study came from")
	cmd.Flags().StringVar(&o.report, "report", "", "write the loss report to a file, .json or text")
	cmd.Flags().BoolVar(&o.force, "force", false, "replace the file if it exists")
	return cmd
}

func (c *command) runProjectExport(ctx context.Context, o projectOptions, path string) error {
	if !strings.EqualFold(filepath.Ext(path), ".qdpx") {
		return usageError{errors.New("end the file in .qdpx")}
	}
	return c.within(ctx, o.workspace, workspace.ReadOnly, func(w *workspace.Workspace) error {
		study, err := studyNamed(ctx, w, o.study, false)
		if err != nil {
			return err
		}
		if study == "" {
			return &app.Error{Code: app.ENotFound, Message: "The workspace has no study yet.", Hint: "Make one, or import a project."}
		}
		opt := project.ExportOptions{Study: study, Names: o.names, Standard: o.standard, Program: "Throughline " + c.Version}
		r, err := w.WriteProject(ctx, opt, path, c.file(w.Curtain.Readers(), o.force), c.progress())
		if err != nil {
			return err
		}
		if err := writeLosses(o.report, r); err != nil {
			return err
		}
		return c.print(map[string]any{"out": path, "report": r, "withheld": c.kept}, func(out io.Writer) {
			fmt.Fprintf(out, "Wrote %s\n", path)
			_ = r.WriteText(out) // as above
		})
	})
}

func (c *command) projectRepairCommand() *cobra.Command {
	var o projectOptions
	cmd := &cobra.Command{
		Use:   "repair IN.qdpx OUT.qdpx",
		Short: "Write a project anew as the standard says, and tell what was mended",
		Long: `Reads a REFI-QDA project with the quirks of the program that wrote it and writes it so that its XML is valid, places in
texts count code points, files lie where they should and nothing refers to what is not there. Needs no workspace.`,
		Example: "  throughline project repair broken.qdpx mended.qdpx --report mended.txt",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.runProjectRepair(cmd.Context(), o, args[0], args[1])
		},
	}
	cmd.Flags().StringVar(&o.report, "report", "", "write what was mended to a file, .json or text")
	cmd.Flags().BoolVar(&o.force, "force", false, "replace the file if it exists")
	return cmd
}

func (c *command) runProjectRepair(ctx context.Context, o projectOptions, in, out string) error {
	if same(in, out) {
		return usageError{errors.New("write the repaired project to another file")}
	}
	p, err := project.REFI().Read(ctx, in, c.progress())
	if err != nil {
		return err
	}
	r := project.Report{What: "repair", File: filepath.Base(in), Program: p.Origin, Format: "qdpx", Warnings: p.Warnings}
	r.Losses = append(append(r.Losses, p.Lost...), refi.Mend(p)...)
	p.Origin = strings.TrimSuffix("Throughline "+c.Version+", from "+p.Origin, ", from ")
	if err := report.WriteFile(out, report.FileOptions{Overwrite: o.force}, func(to io.Writer) error {
		mended, err := refi.Write(ctx, to, p, c.progress())
		r.Losses = append(r.Losses, mended...)
		return err
	}); err != nil {
		return err
	}
	r.Elements = project.Elements(p)
	if err := writeLosses(o.report, r); err != nil {
		return err
	}
	return c.print(map[string]any{"out": out, "report": r}, func(to io.Writer) {
		fmt.Fprintf(to, "Wrote %s\n", out)
		_ = r.WriteText(to) // as above
	})
}

// same reports whether two paths are one file.
func same(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}
