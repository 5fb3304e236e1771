// Package cli is Throughline without a window: each command does one job on a workspace or a spreadsheet and ends with an
// exit code that a script can rely on.
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
	"sync"
	"time"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/project"
	"throughline/app/workspace"
)

// Exit codes.
const (
	ExitOK       = 0
	ExitFailed   = 1
	ExitUsage    = 2
	ExitPartly   = 3 // some files or rows failed, the others are done
	ExitNotFound = 4
	ExitDamaged  = 5 // the workspace is damaged
)

// extension ends the names of workspace files.
const extension = ".throughline"

// Env is what commands take from outside.
type Env struct {
	Open     workspace.Opener
	Readers  []project.Reader // of projects of other programs, besides the standard's
	Salvage  workspace.Salvager
	Backups  app.BackupFiles // of workspaces that cannot be opened; nil for none
	In       io.Reader       // passphrases; nil means the standard input
	Out      io.Writer       // results
	Err      io.Writer       // progress and errors
	Version  string
	Commit   string                                                    // what it was built from, "" where nobody knows
	Author   string                                                    // under whose name steps are kept
	Signs    string                                                    // the person's name on reports; "" where only a login name is known
	Settings string                                                    // folder of this person's settings, where the key lies that signs bundles
	Now      func() time.Time                                          // nil means time.Now
	Desktop  func(ctx context.Context, path string, sample bool) error // opens the window
}

// errPartly and errNone end a command with ExitPartly and ExitFailed after it has printed its results.
var (
	errPartly = errors.New("partly done")
	errNone   = errors.New("nothing done")
)

// usageError is a mistake in the command line.
type usageError struct{ error }

// Run executes the command line args (without the program's name) and returns the exit code.
func Run(ctx context.Context, env Env, args []string) int {
	if env.Now == nil {
		env.Now = time.Now
	}
	c := &command{Env: env}
	root := c.root()
	root.SetArgs(args)
	root.SetIn(env.In)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	err := root.ExecuteContext(ctx)
	if err != nil && !errors.Is(err, errPartly) && !errors.Is(err, errNone) {
		c.report(err)
	}
	return exitCode(err)
}

// command is the state shared by all commands: the environment and the global flags.
type command struct {
	Env
	json     bool
	quiet    bool
	audience string        // who reads the result
	kept     *app.Withheld // what the writer of a file kept out of it; nil for all that the curtain did
}

func (c *command) root() *cobra.Command {
	asksVersion := false
	root := &cobra.Command{
		Use:           "throughline",
		Short:         "Customer research: from transcripts to insights that keep their evidence",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case asksVersion:
				return c.printVersion()
			case len(args) == 0:
				return c.Desktop(cmd.Context(), "", false)
			case len(args) == 1 && isWorkspace(args[0]): // as a double click on the file does
				return c.Desktop(cmd.Context(), args[0], false)
			}
			return unknownCommand(cmd, args[0])
		},
	}
	root.PersistentFlags().BoolVar(&c.json, "json", false, "print the result as JSON")
	root.PersistentFlags().StringVar(&c.audience, "audience", string(app.AudienceOutside), "who reads the result: outside or inside the team; quotes they may not read are kept out")
	root.PersistentFlags().BoolVarP(&c.quiet, "quiet", "q", false, "print no progress")
	root.Flags().BoolVar(&asksVersion, "version", false, "print the version, as throughline version does")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SuggestionsMinimumDistance = 2
	for _, add := range []func() *cobra.Command{
		c.openCommand, c.newCommand, c.importCommand, c.peopleCommand, c.themesCommand, c.suggestCommand, c.redactCommand, c.sentimentCommand, c.codeCommand, c.searchCommand, c.findingsCommand, c.dashboardCommand, c.memosCommand, c.insightsCommand,
		c.agreementCommand, c.crosstabCommand, c.saturationCommand, c.guideCommand,
		c.reportCommand,
		c.bundleCommand, c.packCommand,
		c.playbookCommand, c.toolsCommand, c.eraseCommand, c.retentionCommand,
		c.recruitCommand,
		c.measuresCommand,
		c.projectCommand, c.exportCommand,
		c.evalCommand, c.metricsCommand, c.codebookCommand, c.consentCommand, c.acrossCommand, c.boardCommand, c.mergeCommand, c.checkCommand, c.backupCommand, c.lockCommand, c.demoCommand, c.generateCommand, c.versionCommand, c.manualCommand,
	} {
		cmd := add()
		cmd.Args = usageArgs(cmd.Args)
		root.AddCommand(cmd)
	}
	return root
}

// Commands lists every command that does something, by its whole name such as "memos export", sorted. Those that are asked for by their
// parents' names alone stand under these names as well.
func Commands() []string {
	var all []string
	var walk func(cmd *cobra.Command, name string)
	walk = func(cmd *cobra.Command, name string) {
		for _, sub := range cmd.Commands() {
			full := strings.TrimSpace(name + " " + sub.Name())
			if sub.Runnable() {
				all = append(all, full)
			}
			walk(sub, full)
		}
	}
	walk((&command{}).root(), "")
	slices.Sort(all)
	return all
}

// isWorkspace reports whether an argument names a workspace file rather than a command.
func isWorkspace(arg string) bool {
	if filepath.Ext(arg) == extension {
		return true
	}
	info, err := os.Stat(arg)
	return err == nil && info.Mode().IsRegular()
}

func unknownCommand(root *cobra.Command, name string) error {
	hint := "run throughline help"
	if like := root.SuggestionsFor(name); len(like) > 0 {
		hint = "did you mean " + strings.Join(like, " or ") + "?"
	}
	return usageError{fmt.Errorf("unknown command %q; %s", name, hint)}
}

// group is a command that only gathers others; alone it says what can be done.
func group(use, short, what string, subs ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short, Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error {
		return usageError{errors.New("say what to do: " + what)}
	}}
	for _, sub := range subs {
		sub.Args = usageArgs(sub.Args)
		cmd.AddCommand(sub)
	}
	return cmd
}

// usageArgs makes refused arguments a usage error.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{err}
		}
		return nil
	}
}

// oneArg refuses another number of arguments than one.
func oneArg(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return fmt.Errorf("give %s", what)
		}
		return nil
	}
}

// someArgs refuses none.
func someArgs(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return errors.New(what)
		}
		return nil
	}
}

// exitCode is the one translator from errors to exit codes.
func exitCode(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return ExitOK
	case errors.Is(err, errPartly):
		return ExitPartly
	case errors.As(err, &usage):
		return ExitUsage
	}
	switch app.CodeOf(err) {
	case app.ENotFound:
		return ExitNotFound
	case app.EDamaged:
		return ExitDamaged
	}
	return ExitFailed
}

// report prints an error for a person, or as JSON.
func (c *command) report(err error) {
	message, hint := app.Explain(err)
	if c.json {
		_ = json.NewEncoder(c.Err).Encode(map[string]any{"error": message, "hint": hint, "code": app.CodeOf(err)})
		return
	}
	fmt.Fprintln(c.Err, "throughline:", strings.TrimSpace(message+" "+hint))
}

// print writes v as indented JSON, or calls text.
func (c *command) print(v any, text func(w io.Writer)) error {
	if !c.json {
		text(c.Out)
		return nil
	}
	enc := json.NewEncoder(c.Out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// count gives "1 file" or "3 files".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// progress prints at most two lines a second to Err.
func (c *command) progress() app.Progress {
	if c.quiet || c.json {
		return nil
	}
	var mu sync.Mutex // reports come from any goroutine
	var last time.Time
	return func(done, total int64, what string) {
		mu.Lock()
		defer mu.Unlock()
		if now := time.Now(); what != "" && now.Sub(last) >= 500*time.Millisecond {
			last = now
			fmt.Fprintln(c.Err, progressLine(done, total, what))
		}
	}
}

// progressLine says how far something is: "3 of 12  p03.vtt", "40 %  Comparing themes", and at its beginning what is being done alone.
func progressLine(done, total int64, what string) string {
	switch {
	case total <= 0 || done <= 0:
		return what
	case total == 100:
		return fmt.Sprintf("%d %%  %s", done, what)
	}
	return fmt.Sprintf("%d of %d  %s", done, total, what)
}

// open opens the workspace file and builds its services.
func (c *command) open(ctx context.Context, path string, mode workspace.Mode) (*workspace.Workspace, error) {
	if path == "" {
		return nil, usageError{errors.New("name the workspace with -w FILE")}
	}
	readers, err := c.readers()
	if err != nil {
		return nil, err
	}
	store, err := c.Open(ctx, path, mode)
	if err != nil {
		return nil, err
	}
	if mode == workspace.ReadOnly { // what is read is printed or written
		store = workspace.Through(store, readers)
	}
	w, err := workspace.Over(ctx, store, app.Hand{Author: c.Author, Now: c.Now})
	if err != nil {
		_ = store.Close()
		return nil, err
	}
	w.Projects.Readers = append(w.Projects.Readers, c.Readers...)
	w.CacheIn(c.Settings)
	return w, nil
}

// withinWhole is within for commands that work on all there is, whoever reads the result, and cover themselves what they print.
func (c *command) withinWhole(ctx context.Context, path string, mode workspace.Mode, do func(*workspace.Workspace) error) error {
	return c.within(ctx, path, mode, func(w *workspace.Workspace) error {
		w.Curtain.Open()
		return do(w)
	})
}

// within runs do on the opened workspace and closes it.
func (c *command) within(ctx context.Context, path string, mode workspace.Mode, do func(*workspace.Workspace) error) (err error) {
	w, err := c.open(ctx, path, mode)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := w.Close(); err == nil {
			err = cerr
		}
	}()
	if err := do(w); err != nil {
		return err
	}
	kept := w.Curtain.Withheld()
	if c.kept != nil {
		kept = *c.kept
	}
	c.tellWithheld(kept)
	return nil
}

// studyNamed finds a study by name (any case) or id. An empty name is the only study, or "" when there are several and all
// is allowed.
func studyNamed(ctx context.Context, w *workspace.Workspace, name string, all bool) (app.StudyID, error) {
	studies, err := w.Store.Studies(ctx)
	if err != nil {
		return "", err
	}
	var names []string
	for _, s := range studies {
		if string(s.ID) == name || strings.EqualFold(s.Name, name) {
			return s.ID, nil
		}
		names = append(names, s.Name)
	}
	switch {
	case name == "" && len(studies) == 1:
		return studies[0].ID, nil
	case name == "" && (all || len(studies) == 0):
		return "", nil
	case name == "":
		return "", usageError{fmt.Errorf("choose a study with --study: %s", strings.Join(names, ", "))}
	}
	e := app.NotFound("The study " + name)
	if e.Hint = "Studies here: " + strings.Join(names, ", ") + "."; len(names) == 0 {
		e.Hint = "The workspace has no study yet."
	}
	return "", e
}
