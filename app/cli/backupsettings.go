package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/backup"
	"throughline/app/workspace"
)

// backupOptions are the flags of backup settings.
type backupOptions struct {
	path, every, place, limit, forget string
	close, large                      bool
}

func (c *command) backupSettings() *cobra.Command {
	var o backupOptions
	cmd := &cobra.Command{
		Use:   "settings",
		Short: "Show or change how the workspace is backed up by itself from this computer",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f := cmd.Flags()
			changed := slices.ContainsFunc([]string{"every", "place", "limit", "forget", "on-close", "before-large"}, f.Changed)
			mode := workspace.ReadOnly
			if changed {
				mode = workspace.Existing
			}
			return c.within(cmd.Context(), o.path, mode, func(w *workspace.Workspace) error {
				home, err := w.Curtain.Store.BackupHome(cmd.Context())
				if err == nil && changed {
					home, err = o.apply(cmd.Context(), w.Backups, home.Rule, f.Changed)
				}
				if err != nil {
					return err
				}
				return c.print(home, func(out io.Writer) { printRule(out, w.Backups, home) })
			})
		},
	}
	workspaceFlag(cmd, &o.path)
	f := cmd.Flags()
	f.StringVar(&o.every, "every", "", "how often while the window is open: hour, day, week or off")
	f.BoolVar(&o.close, "on-close", true, "when the window is closed, if something changed")
	f.BoolVar(&o.large, "before-large", true, "before large changes")
	f.StringVar(&o.place, "place", "", "folder for backups, such as one on another disk; “beside” for the folder beside the workspace")
	f.StringVar(&o.limit, "limit", "", "how much those made by themselves may take, such as 10GB; 0 for no limit")
	f.StringVar(&o.forget, "forget", "", "a place in which nothing is looked for any more, as when its disk is lost")
	return cmd
}

func (o backupOptions) apply(ctx context.Context, s *backup.Service, r app.BackupRule, changed func(string) bool) (home app.BackupHome, err error) {
	if changed("forget") {
		if home, err = s.ForgetPlace(ctx, o.forget); err != nil {
			return home, err
		}
		r.Place = home.Rule.Place
	}
	if changed("every") {
		r.Every = app.BackupEvery(o.every)
		if !slices.Contains(app.BackupEverys, r.Every) {
			return home, usageError{fmt.Errorf("--every takes hour, day, week or off, not %q", o.every)}
		}
	}
	if changed("on-close") {
		r.Close = o.close
	}
	if changed("before-large") {
		r.Large = o.large
	}
	if changed("place") {
		if r.Place = ""; o.place != "beside" {
			if r.Place, err = filepath.Abs(o.place); err != nil {
				return home, err
			}
		}
	}
	if changed("limit") {
		if r.Limit, err = app.ParseFileSize(o.limit); err != nil {
			return home, usageError{err}
		}
	}
	return s.SetRule(ctx, r)
}

func printRule(out io.Writer, s *backup.Service, home app.BackupHome) {
	r := home.Rule
	place := r.Place
	if place == "" {
		place = s.Beside()
	}
	limit := "no limit"
	if r.Limit > 0 {
		limit = app.FileSize(r.Limit)
	}
	yes := map[bool]string{true: "yes", false: "no"}
	fmt.Fprintf(out, "Every %s while the window is open\nOn closing: %s\nBefore large changes: %s\nPlace: %s\nRoom for those made by themselves: %s\n", r.Every, yes[r.Close], yes[r.Large], place, limit)
	for _, f := range home.Folders {
		if f != r.Place {
			fmt.Fprintln(out, "Also looked into:", f)
		}
	}
}
