package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/app/report"
	"throughline/app/workspace"
)

func (c *command) toolsCommand() *cobra.Command {
	return group("tools", "List the register of tools, write it, or run a connection",
		"tools list, tools export PATH or tools run TOOL CONNECTION", c.toolsListCommand(), c.toolsExportCommand(), c.toolsRunCommand())
}

func (c *command) toolsListCommand() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the tools with cost, renewal and personal data",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.within(cmd.Context(), path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				all, err := w.Playbook.Tools(cmd.Context())
				if err != nil {
					return err
				}
				costs := playbook.Costs(all)
				if all == nil {
					all, costs = []app.Tool{}, []playbook.Sum{}
				}
				return c.print(map[string]any{"tools": all, "cost_a_year": costs}, func(out io.Writer) { printTools(out, all, costs) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	return cmd
}

func printTools(w io.Writer, all []app.Tool, costs []playbook.Sum) {
	if len(all) == 0 {
		fmt.Fprintln(w, "No tool in the register yet.")
	}
	for i := range all {
		t := &all[i]
		parts := []string{t.Owner, playbook.CostWords(t)}
		if t.Renewal != "" {
			parts = append(parts, "renewal "+string(t.Renewal))
		}
		if len(t.Personal) > 0 {
			parts = append(parts, "holds "+strings.ToLower(strings.Join(t.Personal, ", ")))
		}
		if t.Retired {
			parts = append(parts, "retired")
		}
		words := t.Name
		for _, p := range parts {
			if p != "" {
				words += " · " + p
			}
		}
		fmt.Fprintln(w, words)
	}
	for _, s := range costs {
		fmt.Fprintf(w, "%s a year\n", playbook.Money(s.Amount, s.Currency))
	}
}

func (c *command) toolsExportCommand() *cobra.Command {
	var path string
	var force bool
	cmd := &cobra.Command{
		Use:   "export PATH",
		Short: "Write the register as CSV or Excel",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			format := strings.TrimPrefix(strings.ToLower(filepath.Ext(args[0])), ".")
			if format != "csv" && format != "xlsx" {
				return usageError{errors.New("the register is written to a .csv or .xlsx file")}
			}
			return c.within(cmd.Context(), path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				n, err := w.WriteTools(cmd.Context(), format, args[0], report.FileOptions{Overwrite: force})
				if err != nil {
					return err
				}
				return c.print(map[string]any{"out": args[0], "tools": n}, func(out io.Writer) {
					fmt.Fprintf(out, "%s  %s\n", args[0], count(n, "tool"))
				})
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().BoolVar(&force, "force", false, "replace the file if it exists")
	return cmd
}

func (c *command) toolsRunCommand() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "run TOOL CONNECTION",
		Short: "Carry out a saved import or export of a tool now",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.within(cmd.Context(), path, workspace.Existing, func(w *workspace.Workspace) error {
				all, err := w.Playbook.Tools(cmd.Context())
				if err != nil {
					return err
				}
				for i := range all {
					if strings.EqualFold(all[i].Name, args[0]) {
						n, err := w.RunProfile(cmd.Context(), all[i].ID, args[1], nil)
						if err != nil {
							return err
						}
						return c.print(map[string]any{"tool": all[i].Name, "connection": args[1], "rows": n}, func(out io.Writer) {
							fmt.Fprintf(out, "%s: %s\n", args[1], count(n, "row"))
						})
					}
				}
				return &app.Error{Code: app.ENotFound, Message: "There is no tool “" + args[0] + "” in the register.", Hint: "tools list shows which there are."}
			})
		},
	}
	workspaceFlag(cmd, &path)
	return cmd
}
