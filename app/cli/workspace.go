package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/workspace"
)

func workspaceFlag(cmd *cobra.Command, path *string) {
	cmd.Flags().StringVarP(path, "workspace", "w", "", "workspace file")
}

func (c *command) openCommand() *cobra.Command {
	var sample bool
	cmd := &cobra.Command{
		Use:   "open [FILE]",
		Short: "Open the desktop, on a workspace or on the sample study",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := ""
			if len(args) == 1 {
				path = args[0]
			}
			return c.Desktop(cmd.Context(), path, sample)
		},
	}
	cmd.Flags().BoolVar(&sample, "sample", false, "open the sample study")
	return cmd
}

func (c *command) newCommand() *cobra.Command {
	var study string
	cmd := &cobra.Command{
		Use:   "new FILE",
		Short: "Make an empty workspace",
		Args:  oneArg("the name of the new workspace file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := args[0]
			if filepath.Ext(path) == "" {
				path += extension
			}
			if cmd.Flags().Changed("study") && strings.TrimSpace(study) == "" {
				return usageError{errors.New("--study takes the name of a study")}
			}
			return c.within(cmd.Context(), path, workspace.New, func(w *workspace.Workspace) error {
				if study != "" {
					if _, err := w.Studies.Create(cmd.Context(), app.Study{Name: study}); err != nil {
						return err
					}
				}
				return c.print(map[string]string{"workspace": path}, func(out io.Writer) { fmt.Fprintln(out, path) })
			})
		},
	}
	cmd.Flags().StringVar(&study, "study", "", "name of a first study")
	return cmd
}

func (c *command) checkCommand() *cobra.Command {
	var path, out string
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Check that a workspace is whole, or save what can be read of a damaged one",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if out != "" {
				return c.salvage(cmd.Context(), path, out)
			}
			return c.within(cmd.Context(), path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				rep, err := w.Store.Check(cmd.Context(), c.progress())
				if err != nil {
					return err
				}
				err = c.print(rep, func(out io.Writer) {
					for _, p := range rep.Problems {
						fmt.Fprintln(out, p)
					}
					if rep.OK {
						fmt.Fprintf(out, "%s is whole: %s, %s.\n", filepath.Base(path), count(rep.Tables["interview"], "interview"), count(rep.Tables["finding"], "finding"))
					}
				})
				if err == nil && !rep.OK {
					return &app.Error{Code: app.EDamaged, Op: "check", Path: path, Message: fmt.Sprintf("%s has %s.", filepath.Base(path), count(len(rep.Problems), "problem")),
						Hint: "Restore a backup, or save what can be read into a new file: throughline check --salvage NEW."}
				}
				return err
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&out, "salvage", "", "read what can be read of a damaged workspace, and write it to this new file")
	return cmd
}

// salvage saves what can be read of a damaged workspace and says what is gone.
func (c *command) salvage(ctx context.Context, path, out string) error {
	rep, err := c.Salvage(ctx, path, out, c.progress())
	if err != nil {
		return err
	}
	return c.print(rep, func(w io.Writer) {
		for _, line := range rep.Lines() {
			fmt.Fprintln(w, line)
		}
		fmt.Fprintln(w, rep.Out)
	})
}

func (c *command) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version and the commit it was built from",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return c.printVersion() },
	}
}

func (c *command) printVersion() error {
	return c.print(map[string]string{"version": c.Version, "commit": c.Commit}, func(out io.Writer) {
		if c.Commit == "" {
			fmt.Fprintln(out, "throughline", c.Version)
			return
		}
		fmt.Fprintf(out, "throughline %s (commit %s)\n", c.Version, c.Commit)
	})
}
