package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/erase"
	"throughline/app/report"
	"throughline/app/workspace"
)

// eraseOptions are the flags that the erasure of a person and the end of a retention share.
type eraseOptions struct {
	workspace, reason, certificate string
	dryRun, yes, proof             bool
	passphrase                     bool // the vault is opened by standard input
}

func (o *eraseOptions) flags(cmd *cobra.Command) {
	workspaceFlag(cmd, &o.workspace)
	f := cmd.Flags()
	f.StringVar(&o.reason, "reason", "", "why; it stays in the workspace and on the certificate, so name nobody in it")
	f.StringVar(&o.certificate, "certificate", "", "file to write the certificate to: text, or JSON for a name that ends in .json")
	f.BoolVar(&o.dryRun, "dry-run", false, "only say what would go")
	f.BoolVar(&o.yes, "yes", false, "carry it out: it cannot be undone")
}

func (c *command) eraseCommand() *cobra.Command {
	var o eraseOptions
	var code string
	var resume bool
	cmd := &cobra.Command{
		Use:   "erase",
		Short: "Erase a participant: all they said and all that is known of them",
		Long: `Erases a participant from a workspace for good: their turns in every revision of every transcript, original files, findings, notes,
consents, sealed contact and aliases, what the history and the index hold of them, and passages of theirs in the texts of others. A
session with other participants keeps the words of the others. The backups in the workspace's own folder are erased as well. Insights
stay, lose the evidence, and those that were published are marked stale.
Names that stand nowhere but in the vault are searched for in the texts of others with --passphrase-stdin: the passphrase is read from standard
input and never shown. An erasure that was stopped is carried through when the workspace is opened next; if its backups are still to be searched for
such names, --resume with --passphrase-stdin does that.
Without --yes it only says what would go. It cannot be undone. See docs/guide/erasure.md for what it cannot reach.`,
		Example: `  throughline erase -w research.throughline --participant P07 --reason "asked by the person" --dry-run
  throughline erase -w research.throughline --participant P07 --reason "asked by the person" --certificate p07.txt --yes
  pass show research | throughline erase -w research.throughline --participant P07 --reason "asked by the person" --passphrase-stdin --yes
  pass show research | throughline erase -w research.throughline --resume --passphrase-stdin`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			unlock := func(ctx context.Context, w *workspace.Workspace) error {
				return openVault(ctx, w, o.passphrase, cmd.InOrStdin())
			}
			if resume {
				if code != "" {
					return usageError{errors.New("--resume carries through what was begun: give either it or --participant")}
				}
				return c.runResume(cmd.Context(), o, unlock)
			}
			if code == "" {
				return usageError{errors.New("name the participant with --participant")}
			}
			return c.runErase(cmd.Context(), o, func(ctx context.Context, w *workspace.Workspace) (erase.Order, error) {
				if err := unlock(ctx, w); err != nil {
					return erase.Order{}, err
				}
				id, err := participantNamed(ctx, w, code)
				return erase.Order{Participant: id, Reason: o.reason, Proof: o.proof}, err
			})
		},
	}
	o.flags(cmd)
	cmd.Flags().StringVar(&code, "participant", "", "code or id of the participant")
	cmd.Flags().BoolVar(&o.passphrase, "passphrase-stdin", false, "open the vault with the first line of standard input")
	cmd.Flags().BoolVar(&resume, "resume", false, "erase nobody; carry through what an erasure that was stopped has left")
	cmd.Flags().BoolVar(&o.proof, "keep-proof", false, "keep that and when they consented, because they ask for it")
	return cmd
}

// participantNamed finds a participant by code, upper and lower case alike, or by id. Returns EConflict when several have the code.
func participantNamed(ctx context.Context, w *workspace.Workspace, name string) (app.ParticipantID, error) {
	all, err := w.Store.Participants(ctx, "")
	if err != nil {
		return "", err
	}
	var found []app.ParticipantID
	for _, p := range all {
		if string(p.ID) == name {
			return p.ID, nil
		}
		if strings.EqualFold(p.Code, name) {
			found = append(found, p.ID)
		}
	}
	switch len(found) {
	case 0:
		e := app.NotFound("The participant " + name)
		e.Hint = "Give the code as it stands in the list of people."
		return "", e
	case 1:
		return found[0], nil
	}
	return "", &app.Error{Code: app.EConflict, Message: app.Count(len(found), "participant") + " have the code " + name + ".", Hint: "Give the id of the one meant."}
}

// runErase says what goes, and carries it out with --yes.
func (c *command) runErase(ctx context.Context, o eraseOptions, order func(context.Context, *workspace.Workspace) (erase.Order, error)) error {
	if !o.dryRun && strings.TrimSpace(o.reason) == "" {
		return usageError{errors.New("say why with --reason, or look only with --dry-run")}
	}
	if err := free(o.certificate); err != nil {
		return err
	}
	mode := workspace.Existing
	if o.dryRun || !o.yes {
		mode = workspace.ReadOnly
	}
	return c.within(ctx, o.workspace, mode, func(w *workspace.Workspace) error {
		what, err := order(ctx, w)
		if err != nil {
			return err
		}
		if mode == workspace.ReadOnly {
			v, err := w.Erase.Preview(ctx, what)
			if err != nil {
				return err
			}
			if err := c.print(v, func(out io.Writer) { printPreview(out, v) }); err != nil || o.dryRun {
				return err
			}
			return usageError{errors.New("nothing was erased: it cannot be undone, so add --yes to carry it out")}
		}
		e, err := w.Erase.Erase(ctx, what, c.progress())
		if err != nil {
			return err
		}
		return c.certify(ctx, w, e, o.certificate)
	})
}

// resumedOut is an erasure that was to be carried through.
type resumedOut struct {
	Erasure  app.ErasureID      `json:"erasure"`
	Code     string             `json:"participant,omitempty"`
	Study    app.StudyID        `json:"study,omitempty"`
	Backups  []app.BackupErased `json:"backups"`
	Complete bool               `json:"complete"`
}

// runResume carries through what was begun. The opening did what needs no vault.
func (c *command) runResume(ctx context.Context, o eraseOptions, unlock func(context.Context, *workspace.Workspace) error) error {
	return c.within(ctx, o.workspace, workspace.Existing, func(w *workspace.Workspace) error {
		if err := unlock(ctx, w); err != nil {
			return err
		}
		all, err := w.Erase.Resume(ctx, c.progress())
		if err != nil {
			return err
		}
		out, left := make([]resumedOut, len(all)), false
		for i, e := range all {
			out[i] = resumedOut{e.ID, e.Code, e.Study, e.Backups, e.Open == nil}
			left = left || e.Open != nil
		}
		if err := c.print(map[string]any{"erasures": out}, func(to io.Writer) { printResumed(to, all) }); err != nil {
			return err
		}
		if left {
			return errPartly
		}
		return nil
	})
}

func printResumed(w io.Writer, all []*app.Erasure) {
	if len(all) == 0 {
		fmt.Fprintln(w, "Nothing is left to be done: every erasure was carried through.")
	}
	for _, e := range all {
		what := "carried through"
		if e.Open != nil {
			what = "not carried through yet"
		}
		called := e.Code
		if called == "" {
			called = "The end of a retention"
		}
		fmt.Fprintf(w, "%s, %s: %s.\n", called, e.Date, what)
		for _, b := range e.Backups {
			fmt.Fprintf(w, "  backup %s: %s", b.Name, b.State)
			if b.Why != "" {
				fmt.Fprintf(w, " (%s)", b.Why)
			}
			fmt.Fprintln(w)
		}
	}
}

// free refuses a certificate that could not be written, before anything is erased.
func free(path string) error {
	if path == "" {
		return nil
	}
	if _, err := os.Stat(path); err == nil {
		return &app.Error{Code: app.EConflict, Message: "The file " + filepath.Base(path) + " exists already.", Hint: "Choose another name for the certificate.", Path: path}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return &app.Error{Code: app.EIO, Message: "The certificate cannot be written to " + path + ".", Path: path, Err: err}
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return &app.Error{Code: app.ENotFound, Message: "The folder " + filepath.Dir(path) + " does not exist.", Hint: "Make it first, or choose another.", Path: path}
	}
	return nil
}

// certify writes the certificate and prints it.
func (c *command) certify(ctx context.Context, w *workspace.Workspace, e *app.Erasure, path string) error {
	cert, err := w.Erase.Certificate(ctx, e, w.Store.Path())
	if err == nil && path != "" {
		cert, err = w.WriteCertificate(ctx, e, path, report.FileOptions{})
	}
	if err != nil {
		return err
	}
	var failed error
	if err := c.print(cert, func(out io.Writer) { failed = cert.Write(out) }); err != nil || failed != nil {
		return errors.Join(err, failed)
	}
	if len(e.Failed()) > 0 {
		return errPartly
	}
	return nil
}

func printPreview(w io.Writer, v erase.Preview) {
	fmt.Fprintf(w, "What would go with %s:\n", v.Code)
	lines := erase.Lines(v.Removed)
	for _, r := range lines {
		fmt.Fprintf(w, "%8s  %s\n", app.Number(r.Count), r.What)
	}
	if len(lines) == 0 {
		fmt.Fprintln(w, "  nothing is held")
	}
	if len(v.Affected) > 0 {
		fmt.Fprintln(w, "Insights that would lose evidence:")
	}
	for _, a := range v.Affected {
		fmt.Fprintf(w, "  %s: loses %d, keeps %d\n", a.Title, a.Lost, a.Left)
	}
	if len(v.Passages) > 0 {
		fmt.Fprintln(w, "Passages in the texts of others that would give way to [erased]:")
	}
	for _, p := range v.Passages {
		fmt.Fprintf(w, "  %s “%s”: %s\n", p.In.Kind, firstOf(p.Name, 40), p.Text)
	}
	switch v.Vault {
	case erase.VaultLocked:
		fmt.Fprintln(w, "The vault is locked: names that only it knows are not searched for in the texts of others. Give its passphrase with --passphrase-stdin to have them found.")
	case erase.VaultSearched:
		fmt.Fprintln(w, "Names that only the vault knows are searched for as well.")
	}
	for _, name := range v.Copies {
		fmt.Fprintf(w, "Backup that would be erased as well: %s\n", name)
	}
}

// firstOf cuts a name after at most n signs.
func firstOf(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i] + "…"
		}
		n--
	}
	return s
}
