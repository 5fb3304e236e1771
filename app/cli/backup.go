package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/backup"
	"throughline/app/workspace"
)

func (c *command) backupCommand() *cobra.Command {
	var path, to string
	cmd := &cobra.Command{
		Use:   "backup",
		Short: "Back a workspace up while it may be in use, list, check and restore its backups",
		Long: `Without a subcommand: copies the workspace to the file named by --out, and tries a restore of the copy. A file that is no older copy of this
workspace is not replaced.

The subcommands keep the backups of the workspace, as the window does: in the folder NAME.throughline.backups beside it or the place that was chosen.
Each is checked by trying to restore it before it counts. Old ones are let go, never the only good one.`,
		Example: `  throughline backup make -w team.throughline
  throughline backup list -w team.throughline
  throughline backup restore -w team.throughline --out "team as of Tuesday.throughline"`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if to == "" {
				return usageError{fmt.Errorf("name the copy with --out FILE, or say what to do: make, list, verify, restore, keep, remove or settings")}
			}
			return c.within(cmd.Context(), path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				if err := w.Curtain.Store.Backup(cmd.Context(), to, c.progress()); err != nil {
					return err
				}
				return c.print(map[string]string{"backup": to}, func(out io.Writer) { fmt.Fprintln(out, to) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&to, "out", "", "file to write")
	for _, sub := range []*cobra.Command{c.backupMake(), c.backupList(), c.backupVerify(), c.backupRestore(), c.backupKeep(), c.backupRemove(), c.backupSettings()} {
		sub.Args = usageArgs(sub.Args)
		cmd.AddCommand(sub)
	}
	return cmd
}

func (c *command) backupMake() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "make",
		Short: "Back up into the place for backups, unless a good backup of the same state is there",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.within(cmd.Context(), path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				made, err := w.Backups.Make(cmd.Context(), app.BackupByHand, c.progress())
				if err != nil {
					return err
				}
				return c.print(made, func(out io.Writer) { fmt.Fprintf(out, "%s.\n%s\n", made.Words(), made.Item.Path) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	return cmd
}

// withBackups runs do with the backups of a workspace. One that cannot be opened is told, and its backups are there all the same: then they are needed most.
func (c *command) withBackups(ctx context.Context, path string, do func(*backup.Service, backup.View) error) error {
	run := func(s *backup.Service) error {
		v, err := s.List(ctx)
		if err != nil {
			return err
		}
		return do(s, v)
	}
	w, err := c.open(ctx, path, workspace.ReadOnly)
	if err == nil {
		return errors.Join(run(w.Backups), w.Close())
	}
	if path == "" || c.Backups == nil || app.CodeOf(err) == app.ECanceled {
		return err
	}
	s := &backup.Service{Files: c.Backups, Path: path, Now: c.Now}
	v, lerr := s.List(ctx)
	if lerr != nil || len(v.Items) == 0 {
		return err
	}
	message, _ := app.Explain(err)
	fmt.Fprintln(c.Err, "Note: "+message+" Its backups are in "+s.Beside()+".")
	return do(s, v)
}

// backupNamed finds a backup by the name of its file, its path, or a part of the name that only it has; "" is the newest good one.
func backupNamed(v backup.View, name string) (backup.Item, error) {
	if name == "" {
		if it, ok := v.Newest(); ok {
			return it, nil
		}
		return backup.Item{}, app.NotFound("A good backup")
	}
	var found []backup.Item
	for _, it := range v.Items {
		if it.Path == name || it.Name() == name {
			return it, nil
		}
		if strings.Contains(it.Name(), name) {
			found = append(found, it)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return backup.Item{}, app.NotFound("The backup " + name)
	}
	return backup.Item{}, usageError{fmt.Errorf("%d backups are called like %q: give more of the name", len(found), name)}
}

func (c *command) backupList() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the backups: when, what for, what each holds, and whether it is good",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.withBackups(cmd.Context(), path, func(_ *backup.Service, v backup.View) error {
				return c.print(v, func(out io.Writer) { printBackups(out, v) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	return cmd
}

func printBackups(out io.Writer, v backup.View) {
	for _, p := range v.Places {
		switch {
		case p.Away:
			fmt.Fprintf(out, "Not there at the moment: %s\n", p.Folder)
		case p.Chosen:
			fmt.Fprintf(out, "Backups go to %s\n", p.Folder)
		}
	}
	if len(v.Items) == 0 {
		fmt.Fprintln(out, "There is no backup yet. Make one: throughline backup make.")
		return
	}
	for i, it := range v.Items {
		line := "  " + it.Seal.Made.Local().Format("2006-01-02 15:04") + "  " + string(it.State)
		if it.Seal.Keep {
			line += ", kept"
		}
		why := it.Seal.Reason.Words()
		if it.Other {
			why += ", of another workspace of this name"
		}
		fmt.Fprintf(out, "%s  %s  %s\n", line, app.FileSize(it.Seal.Size), why)
		if it.State == backup.Good {
			fmt.Fprintln(out, "    "+it.Seal.Holds.Words()+sinceWords(v, i))
		}
		if it.Seal.Fault != "" {
			fmt.Fprintln(out, "    "+it.Seal.Fault)
		}
		fmt.Fprintln(out, "    "+it.Path)
	}
}

// sinceWords says what came since the backup before, and what since this one.
func sinceWords(v backup.View, i int) string {
	words := ""
	h := v.Items[i].Seal.Holds
	if before, ok := v.Before(i); ok {
		words += "; since the one before: " + h.Less(before.Seal.Holds).Words()
	}
	if v.Open {
		words += "; since then: " + v.Now.Less(h).Words()
	}
	return words
}

func (c *command) backupVerify() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "verify [NAME…]",
		Short: "Try a restore of backups again, of all without a name",
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, names []string) error {
			return c.withBackups(cmd.Context(), path, func(s *backup.Service, v backup.View) error {
				items := v.Items
				if len(names) > 0 {
					items = nil
				}
				for _, name := range names {
					it, err := backupNamed(v, name)
					if err != nil {
						return err
					}
					items = append(items, it)
				}
				return c.verify(cmd.Context(), s, items)
			})
		},
	}
	workspaceFlag(cmd, &path)
	return cmd
}

func (c *command) verify(ctx context.Context, s *backup.Service, items []backup.Item) error {
	bad := 0
	checked := []backup.Item{}
	for _, it := range items {
		now, err := s.Check(ctx, it, c.progress())
		if err != nil {
			return err
		}
		if now.State != backup.Good {
			bad++
		}
		checked = append(checked, now)
	}
	err := c.print(checked, func(out io.Writer) {
		for _, it := range checked {
			if it.State == backup.Good {
				fmt.Fprintf(out, "%s is good: %s.\n", it.Name(), it.Seal.Holds.Words())
			} else {
				fmt.Fprintf(out, "%s is not good. %s\n", it.Name(), it.Seal.Fault)
			}
		}
	})
	if err == nil && bad > 0 {
		return &app.Error{Code: app.EDamaged, Op: "verify", Message: app.Count(bad, "backup") + " cannot be restored as made.", Hint: "Restore another, or save what can be read: throughline check --salvage NEW -w BACKUP."}
	}
	return err
}

func (c *command) backupRestore() *cobra.Command {
	var path, to string
	cmd := &cobra.Command{
		Use:   "restore [NAME]",
		Short: "Restore a backup as a new file, the newest good one without a name",
		Long:  "Copies a backup to a new workspace file and checks the copy. The workspace and the backup stay as they are; a file that exists is never replaced.",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.withBackups(cmd.Context(), path, func(s *backup.Service, v backup.View) error {
				it, err := backupNamed(v, strings.Join(args, ""))
				if err != nil {
					return err
				}
				out, err := s.Restore(cmd.Context(), it, to, c.progress())
				if err != nil {
					return err
				}
				return c.print(map[string]any{"workspace": out, "backup": it}, func(w io.Writer) {
					fmt.Fprintf(w, "Restored as it was on %s.\n%s\n", it.Seal.Made.Local().Format("2 January 2006, 15:04"), out)
				})
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&to, "out", "", "the new workspace file; without it a free name beside the workspace")
	return cmd
}

func (c *command) backupKeep() *cobra.Command {
	var path string
	var off bool
	cmd := &cobra.Command{
		Use:   "keep NAME",
		Short: "Keep a backup whatever its age, or no longer with --off",
		Args:  oneArg("the name of the backup"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.withBackups(cmd.Context(), path, func(s *backup.Service, v backup.View) error {
				it, err := backupNamed(v, args[0])
				if err == nil {
					it, err = s.Keep(it, !off)
				}
				if err != nil {
					return err
				}
				return c.print(it, func(out io.Writer) {
					if off {
						fmt.Fprintln(out, it.Name()+" may be let go when it is old.")
					} else {
						fmt.Fprintln(out, it.Name()+" is kept.")
					}
				})
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().BoolVar(&off, "off", false, "let it go again when it is old")
	return cmd
}

func (c *command) backupRemove() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "remove NAME",
		Short: "Delete a backup for good; never the only good one",
		Args:  oneArg("the name of the backup"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.withBackups(cmd.Context(), path, func(s *backup.Service, v backup.View) error {
				it, err := backupNamed(v, args[0])
				if err == nil {
					it, err = s.Remove(cmd.Context(), it)
				}
				if err == nil {
					err = s.Forget(cmd.Context())
				}
				if err != nil {
					return err
				}
				return c.print(it, func(out io.Writer) { fmt.Fprintln(out, it.Name()+" is removed.") })
			})
		},
	}
	workspaceFlag(cmd, &path)
	return cmd
}
