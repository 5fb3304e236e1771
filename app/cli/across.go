package cli

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/across"
	"throughline/app/workspace"
)

func (c *command) acrossCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "across",
		Short: "Compare studies: themes and tags that mean the same, and contradictions",
		Example: `  throughline across themes -w research.throughline
  throughline across contradictions -w research.throughline`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return usageError{fmt.Errorf("say what to compare: themes, tags or contradictions")}
		},
	}
	for _, add := range []func() *cobra.Command{c.acrossThemes, c.acrossTags, c.acrossContradictions} {
		sub := add()
		sub.Args = usageArgs(sub.Args)
		cmd.AddCommand(sub)
	}
	return cmd
}

type acrossPart struct {
	Name     string `json:"name"`
	Study    string `json:"study"`
	Findings int    `json:"findings"`
}

type acrossGroup struct {
	Name  string       `json:"name"`
	Grows string       `json:"grows,omitempty"` // id of the theme or tag that is there
	Score float64      `json:"score"`
	New   int          `json:"new_findings,omitempty"`
	Parts []acrossPart `json:"parts"`
}

func (c *command) printGroups(groups []acrossGroup, words []string, nothing string) error {
	if groups == nil {
		groups = []acrossGroup{}
	}
	return c.print(map[string]any{"proposals": groups}, func(out io.Writer) {
		for i, g := range groups {
			fmt.Fprintf(out, "%s (%s)\n", g.Name, words[i])
			for _, p := range g.Parts {
				fmt.Fprintf(out, "  %s: %s, %s\n", p.Study, p.Name, app.Count(p.Findings, "finding"))
			}
		}
		if len(groups) == 0 {
			fmt.Fprintln(out, nothing)
			return
		}
		fmt.Fprintf(out, "%s. Read before you trust it.\n", app.Count(len(groups), "proposal"))
	})
}

func (c *command) acrossThemes() *cobra.Command {
	var path string
	var accept bool
	cmd := &cobra.Command{
		Use:   "themes",
		Short: "Propose which themes of different studies say the same",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, mode := cmd.Context(), workspace.ReadOnly
			if accept {
				mode = workspace.Existing
			}
			return c.within(ctx, path, mode, func(w *workspace.Workspace) error {
				defer c.tellLeftOut(ctx, w, "")
				metas, err := w.Across.MetaThemes(ctx, c.progress())
				if err != nil {
					return err
				}
				firm := slices.DeleteFunc(slices.Clone(metas), func(m across.Meta) bool { return m.ByName() })
				if accept && len(firm) > 0 {
					if err := w.Across.AcceptMetas(ctx, firm); err != nil {
						return err
					}
				}
				groups, words := make([]acrossGroup, len(metas)), make([]string, len(metas))
				for i, m := range metas {
					groups[i] = acrossGroup{Name: m.Name, Grows: string(m.Into), Score: m.Score, New: m.New}
					words[i] = fmt.Sprintf("%s, %s", m.Sure(), app.Count(m.New, "finding"))
					for _, p := range m.Parts {
						groups[i].Parts = append(groups[i].Parts, acrossPart{p.Name, p.StudyName, p.Findings})
					}
				}
				return c.printGroups(groups, words, "No themes of different studies are alike.")
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().BoolVar(&accept, "accept", false, "put the proposals on the board across studies, but for those alike by name only")
	return cmd
}

func (c *command) acrossTags() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "tags",
		Short: "Propose which tags of studies mean the same, and count for one of the taxonomy",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return c.within(ctx, path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				defer c.tellLeftOut(ctx, w, "")
				found, err := w.Across.Mappings(ctx, c.progress())
				if err != nil {
					return err
				}
				all := found.Open
				groups, words := make([]acrossGroup, len(all)), make([]string, len(all))
				for i, m := range all {
					groups[i] = acrossGroup{Name: m.Name, Grows: string(m.Into), Score: m.Score}
					if words[i] = m.Sure() + ", new in the taxonomy"; m.Into != "" {
						words[i] = m.Sure() + ", in the taxonomy"
					}
					for _, p := range m.Parts {
						groups[i].Parts = append(groups[i].Parts, acrossPart{p.Name, p.StudyName, p.Findings})
					}
				}
				return c.printGroups(groups, words, "No tags of different studies are alike.")
			})
		},
	}
	workspaceFlag(cmd, &path)
	return cmd
}

type contradictionOut struct {
	Name    string  `json:"name"`
	First   string  `json:"first"`
	Second  string  `json:"second"`
	Caution string  `json:"caution"`
	P       float64 `json:"p"`
	Few     bool    `json:"few"`
}

func (c *command) acrossContradictions() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "contradictions",
		Short: "Say where studies lean different ways on one theme or tag",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return c.within(ctx, path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				defer c.tellLeftOut(ctx, w, "")
				all, err := w.Across.Contradictions(ctx)
				if err != nil {
					return err
				}
				rows := make([]contradictionOut, len(all))
				for i := range all {
					k := &all[i]
					rows[i] = contradictionOut{Name: k.Name, First: k.A.StudyName + ": " + k.Says(&k.A), Second: k.B.StudyName + ": " + k.Says(&k.B), Caution: k.Caution(), P: k.P, Few: k.Few}
				}
				return c.print(map[string]any{"contradictions": rows}, func(out io.Writer) {
					for _, r := range rows {
						fmt.Fprintf(out, "%s\n  %s\n  %s\n  %s\n", r.Name, r.First, r.Second, r.Caution)
					}
					if len(rows) == 0 {
						fmt.Fprintln(out, "No contradictions: themes across studies and the taxonomy are what studies are compared by.")
					}
				})
			})
		},
	}
	workspaceFlag(cmd, &path)
	return cmd
}
