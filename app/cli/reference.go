package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// exits are what the exit codes mean, by code.
var exits = []string{"Done.", "Failed.", "Wrong usage.", "Partly done: some files or rows failed.", "Something named was not found.", "The workspace is damaged."}

// reference writes the chapter of the user guide about the commands, as Markdown: first all of them with what they are for, then each with its flags.
func reference(w io.Writer, root *cobra.Command) {
	fmt.Fprint(w, "# Commands\n\nEverything below works without a window, on a workspace or on a spreadsheet, and nothing is sent anywhere. `throughline COMMAND --help` says the same. "+
		"This page is made from the commands themselves.\n\n")
	fmt.Fprint(w, "```\nthroughline new study.throughline --study \"Onboarding\"\nthroughline import -w study.throughline interviews/\n"+
		"throughline themes -w study.throughline --accept\nthroughline report -w study.throughline --out report.pdf\n```\n\n## All commands\n\n")
	each(root, func(cmd *cobra.Command) {
		b := name(cmd)
		fmt.Fprintf(w, "- [`%s`](#%s): %s\n", b, strings.ReplaceAll(b, " ", "-"), plain(cmd.Short))
	})
	fmt.Fprint(w, "\n## Flags of all commands\n\n")
	referenceFlags(w, root.PersistentFlags())
	fmt.Fprint(w, "## Exit codes\n\n| code | means |\n|---:|---|\n")
	for code, what := range exits {
		fmt.Fprintf(w, "| %d | %s |\n", code, what)
	}
	fmt.Fprint(w, "\n`THROUGHLINE_AUTHOR` in the environment says under whose name steps are kept, in place of the name of the user.\n\n"+
		"Completion of commands and flags in a shell: `throughline completion bash`, `zsh`, `fish` or `powershell` prints it, with `--help` how to load it.\n")
	each(root, func(cmd *cobra.Command) {
		fmt.Fprintf(w, "\n## %s\n\n```\n%s\n```\n\n", name(cmd), cmd.UseLine())
		what := cmd.Long
		if what == "" {
			what = cmd.Short + "."
		}
		referenceText(w, what)
		referenceFlags(w, cmd.LocalNonPersistentFlags())
		if cmd.Example != "" {
			fmt.Fprintf(w, "```\n%s\n```\n", strings.TrimRight(cmd.Example, "\n"))
		}
	})
}

// name is a command with those above it, without the program's.
func name(cmd *cobra.Command) string {
	_, rest, _ := strings.Cut(cmd.CommandPath(), " ")
	return rest
}

// each visits the commands below parent that do something, by name.
func each(parent *cobra.Command, do func(*cobra.Command)) {
	for _, cmd := range parent.Commands() {
		if cmd.Hidden || cmd.Name() == "help" || cmd.Name() == "completion" {
			continue
		}
		if cmd.Runnable() || !cmd.HasSubCommands() {
			do(cmd)
		}
		each(cmd, do)
	}
}

func referenceFlags(w io.Writer, flags *pflag.FlagSet) {
	rows := 0
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		if rows++; rows == 1 {
			fmt.Fprint(w, "| flag | does |\n|---|---|\n")
		}
		value, usage := pflag.UnquoteUsage(f)
		flag := "--" + f.Name
		if f.Shorthand != "" {
			flag = "-" + f.Shorthand + ", " + flag
		}
		if value != "" {
			flag += " " + strings.ToUpper(value)
		}
		if d := f.DefValue; d != "" && d != "false" && d != "0" && d != "[]" && d != "0s" && !strings.Contains(usage, "default") {
			usage += " (" + d + " if not given)"
		}
		fmt.Fprintf(w, "| `%s` | %s |\n", flag, strings.ReplaceAll(plain(usage), "|", `\|`))
	})
	if rows > 0 {
		fmt.Fprintln(w)
	}
}

// referenceText writes paragraphs; lines that are set in stand as they are.
func referenceText(w io.Writer, text string) {
	code := false
	for line := range strings.Lines(strings.TrimSpace(text) + "\n") {
		if set := strings.HasPrefix(line, "  "); set != code {
			code = set
			fmt.Fprint(w, "```\n")
		}
		if !code {
			line = plain(line)
		}
		fmt.Fprint(w, strings.TrimPrefix(line, "  "))
	}
	if code {
		fmt.Fprint(w, "```\n")
	}
	fmt.Fprintln(w)
}

// plain keeps what a text says from being read as marks.
func plain(text string) string {
	return strings.NewReplacer("*", `\*`, "_", `\_`, "[", `\[`).Replace(text)
}
