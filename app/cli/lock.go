package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/workspace"
)

// lockReport is who has a workspace open for writing, as data.
type lockReport struct {
	Workspace string     `json:"workspace"`
	Open      bool       `json:"open"`
	Name      string     `json:"name,omitempty"`
	Host      string     `json:"host,omitempty"`
	Since     *time.Time `json:"since,omitempty"`
	Alive     *time.Time `json:"alive,omitempty"`
	Silent    bool       `json:"silent"` // no sign of life: it may be taken over
}

func (c *command) lockCommand() *cobra.Command {
	var path string
	var take bool
	cmd := &cobra.Command{
		Use:   "lock",
		Short: "Say who has a workspace open for writing, or take it over from somebody who is silent",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if take {
				if err := c.within(cmd.Context(), path, workspace.TakeOver, func(*workspace.Workspace) error { return nil }); err != nil {
					return err
				}
			}
			return c.within(cmd.Context(), path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				o := w.Store.Look(cmd.Context()).Owner
				return c.print(lockReportOf(path, o), func(out io.Writer) {
					if o == nil {
						fmt.Fprintf(out, "Nobody has %s open for writing.\n", filepath.Base(path))
						return
					}
					fmt.Fprintf(out, "%s has %s open.\n", app.Capital(o.Words(c.Now())), filepath.Base(path))
				})
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().BoolVar(&take, "take-over", false, "if its owner is silent: watch the file for a while, and take the lock from them")
	return cmd
}

func lockReportOf(path string, o *app.Owner) lockReport {
	r := lockReport{Workspace: path}
	if o != nil {
		r.Open, r.Name, r.Host, r.Silent = true, o.Name, o.Host, o.Quiet
		for _, at := range []struct {
			from time.Time
			to   **time.Time
		}{{o.Since, &r.Since}, {o.Alive, &r.Alive}} {
			if !at.from.IsZero() {
				*at.to = &at.from
			}
		}
	}
	return r
}
