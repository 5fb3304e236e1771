package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// manualCommand prints the manual page that packages install, made of what the commands say of themselves.
func (c *command) manualCommand() *cobra.Command {
	var date string
	var page bool
	cmd := &cobra.Command{
		Use:    "manual",
		Short:  "Print the manual page throughline(1), as roff",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			out := bufio.NewWriter(c.Out)
			if page {
				reference(out, cmd.Root())
				return out.Flush()
			}
			manual(out, cmd.Root(), c.Version, date)
			return out.Flush()
		},
	}
	cmd.Flags().StringVar(&date, "date", "", "date at the foot of the page, as 2006-01-02")
	cmd.Flags().BoolVar(&page, "guide", false, "print the chapter of the user guide about the commands, as Markdown")
	return cmd
}

// manual writes the page: the program, each command with its flags in the order of their names, and the exit codes.
func manual(w io.Writer, root *cobra.Command, version, date string) {
	fmt.Fprintf(w, ".TH THROUGHLINE 1 \"%s\" \"Throughline %s\" \"User Commands\"\n", roff(date), roff(version))
	fmt.Fprintf(w, ".SH NAME\nthroughline \\- %s\n", roff(lowerFirst(root.Short)))
	fmt.Fprint(w, ".SH SYNOPSIS\n.B throughline\n[\\fIcommand\\fR] [\\fIflags\\fR]\n.br\n.B throughline\n\\fIFILE\\fB.throughline\\fR\n")
	fmt.Fprint(w, ".SH DESCRIPTION\nWithout a command, or with a workspace file, the window opens. A command does one job on a workspace or a spreadsheet and ends. "+
		"Nothing is sent anywhere.\n")
	fmt.Fprint(w, ".SH FLAGS OF ALL COMMANDS\n")
	manualFlags(w, root.PersistentFlags())
	fmt.Fprint(w, ".SH COMMANDS\n")
	manualCommands(w, root)
	fmt.Fprint(w, ".SH EXIT STATUS\n")
	for code, what := range exits {
		fmt.Fprintf(w, ".TP\n.B %d\n%s\n", code, what)
	}
	fmt.Fprint(w, ".SH ENVIRONMENT\n.TP\n.B THROUGHLINE_AUTHOR\nUnder whose name steps are kept, in place of the name of the user.\n")
}

// manualCommands writes the commands below parent, by name, each followed by its own.
func manualCommands(w io.Writer, parent *cobra.Command) {
	for _, cmd := range parent.Commands() {
		if cmd.Hidden || cmd.Name() == "help" || cmd.Name() == "completion" {
			continue
		}
		if cmd.HasSubCommands() {
			manualCommands(w, cmd)
			continue
		}
		fmt.Fprintf(w, ".SS %s\n", roff(cmd.UseLine()))
		what := cmd.Long
		if what == "" {
			what = cmd.Short + "."
		}
		for line := range strings.Lines(what) {
			if line = strings.TrimRight(line, "\n"); line == "" {
				fmt.Fprint(w, ".PP\n")
			} else {
				fmt.Fprintln(w, roff(line))
			}
		}
		manualFlags(w, cmd.LocalNonPersistentFlags())
	}
}

func manualFlags(w io.Writer, flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if value != "" {
			value = " \\fI" + roff(value) + "\\fR"
		}
		fmt.Fprintf(w, ".TP\n\\fB%s\\fR%s\n%s\n", roff(name), value, roff(usage))
	})
}

// roff keeps what a text says from being read as a request to the formatter.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "“", `\(lq`, "”", `\(rq`, "…", "...").Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return strings.ReplaceAll(text, "\n", " ")
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
