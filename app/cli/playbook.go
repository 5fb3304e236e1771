package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/app/report"
	"throughline/app/workspace"
)

func (c *command) playbookCommand() *cobra.Command {
	return group("playbook", "List, write and read templates and standards",
		"playbook list, playbook export PATH or playbook import PATH", c.playbookListCommand(), c.playbookExportCommand(), c.playbookImportCommand())
}

// templateOut is a template in JSON.
type templateOut struct {
	ID      app.TemplateID   `json:"id,omitempty"`
	Kind    app.TemplateKind `json:"kind"`
	Name    string           `json:"name"`
	About   string           `json:"about,omitempty"`
	Version int              `json:"version"`
	Studies int              `json:"studies"`
	Older   int              `json:"older"` // of them on an older version
	Retired bool             `json:"retired,omitempty"`
	Starter bool             `json:"starter,omitempty"` // not in the workspace yet
}

func (c *command) playbookListCommand() *cobra.Command {
	var path string
	var starters bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the templates with the studies that use them",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.within(cmd.Context(), path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				rows, err := w.Playbook.List(cmd.Context())
				if err != nil {
					return err
				}
				if starters {
					rows = append(rows, playbook.Starters(rows)...)
				}
				out := make([]templateOut, 0, len(rows))
				for i := range rows {
					r := &rows[i]
					out = append(out, templateOut{r.ID, r.Kind, r.Name, r.About, r.Latest().Number, len(r.Uses), r.Older, r.Retired, r.Kit})
				}
				return c.print(map[string]any{"templates": out}, func(w io.Writer) { printTemplates(w, out) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().BoolVar(&starters, "starters", false, "with the starter templates that are not in the workspace yet")
	return cmd
}

func printTemplates(w io.Writer, all []templateOut) {
	if len(all) == 0 {
		fmt.Fprintln(w, "No template yet. playbook list --starters shows what comes with Throughline.")
	}
	for _, t := range all {
		state := fmt.Sprintf("version %d", t.Version)
		switch {
		case t.Starter:
			state = "starter"
		case t.Studies > 0:
			state += ", " + count(t.Studies, "study")
		}
		if t.Older > 0 {
			state += fmt.Sprintf(", %d on an older version", t.Older)
		}
		if t.Retired {
			state += ", retired"
		}
		fmt.Fprintf(w, "%-26s %s (%s)\n", t.Kind, t.Name, state)
	}
}

func (c *command) playbookExportCommand() *cobra.Command {
	var path, name string
	var force bool
	cmd := &cobra.Command{
		Use:   "export PATH",
		Short: "Write templates as JSON, or one as Markdown",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ext := strings.ToLower(filepath.Ext(args[0]))
			if ext != ".json" && ext != ".md" {
				return usageError{errors.New("templates are written to a .json or .md file")}
			}
			if ext == ".md" && name == "" {
				return usageError{errors.New("a Markdown file holds one template: name it with --name")}
			}
			return c.within(cmd.Context(), path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				rows, err := w.Playbook.List(cmd.Context())
				if err != nil {
					return err
				}
				var all []app.Template
				for _, r := range rows {
					if name == "" || strings.EqualFold(r.Name, name) {
						all = append(all, r.Template)
					}
				}
				if len(all) == 0 {
					return &app.Error{Code: app.ENotFound, Message: "There is no such template in the workspace.", Hint: "playbook list shows which there are."}
				}
				if err := w.WriteTemplates(all, ext[1:], args[0], report.FileOptions{Overwrite: force}); err != nil {
					return err
				}
				return c.print(map[string]any{"out": args[0], "templates": len(all)}, func(out io.Writer) {
					fmt.Fprintf(out, "%s  %s\n", args[0], count(len(all), "template"))
				})
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&name, "name", "", "the one to write; all if not given")
	cmd.Flags().BoolVar(&force, "force", false, "replace the file if it exists")
	return cmd
}

func (c *command) playbookImportCommand() *cobra.Command {
	var path string
	var starters bool
	cmd := &cobra.Command{
		Use:   "import [PATH]",
		Short: "Read templates from a Markdown or JSON file, or add the starter templates",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if starters == (len(args) == 1) {
				return usageError{errors.New("name a file, or use --starters")}
			}
			var drafts []playbook.Draft
			if len(args) == 1 {
				data, err := os.ReadFile(args[0])
				if err != nil {
					return &app.Error{Code: app.ENotFound, Path: args[0], Message: args[0] + " cannot be read.", Hint: "Is the path right?", Err: err}
				}
				if drafts, err = playbook.ReadFile(filepath.Base(args[0]), data); err != nil {
					return err
				}
			}
			return c.within(cmd.Context(), path, workspace.Existing, func(w *workspace.Workspace) (err error) {
				var done playbook.Imported
				if starters {
					done.New, err = w.Playbook.AddStarters(cmd.Context())
				} else {
					done, err = w.Playbook.Import(cmd.Context(), filepath.Base(args[0]), drafts)
				}
				if err != nil {
					return err
				}
				return c.print(done, func(out io.Writer) {
					fmt.Fprintf(out, "%s new, %d with a new version, %d as they were\n", count(done.New, "template"), done.Changed, done.Same)
				})
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().BoolVar(&starters, "starters", false, "add the starter templates that are not there")
	return cmd
}
