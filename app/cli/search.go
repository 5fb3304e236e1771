package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/workspace"
)

type hitOut struct {
	Kind    app.Kind `json:"kind"`
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Detail  string   `json:"detail,omitempty"`
	Snippet string   `json:"snippet,omitempty"`
}

func (c *command) searchCommand() *cobra.Command {
	var path, study string
	var limit int
	cmd := &cobra.Command{
		Use:   "search WORDS",
		Short: "Search insights, themes, findings and interviews",
		Args:  someArgs("say what to search for"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return c.within(ctx, path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				id, err := studyNamed(ctx, w, study, true)
				if err != nil {
					return err
				}
				groups, err := w.Search.Search(ctx, strings.Join(args, " "), id, limit)
				if err != nil {
					return err
				}
				hits := []hitOut{}
				for _, g := range groups {
					for _, h := range g.Hits {
						hits = append(hits, hitOut{h.Kind, h.ID, h.Title, h.Detail, h.Snippet})
					}
				}
				err = c.print(map[string]any{"hits": hits}, func(out io.Writer) {
					for _, g := range groups {
						fmt.Fprintln(out, g.Title)
						for _, h := range g.Hits {
							fmt.Fprintln(out, strings.TrimRight("  "+h.Title+"  "+h.Detail, " "))
							if h.Snippet != "" && h.Snippet != h.Title {
								fmt.Fprintln(out, "    "+strings.ReplaceAll(h.Snippet, "\n", " "))
							}
						}
					}
				})
				if err == nil && len(hits) == 0 {
					return &app.Error{Code: app.ENotFound, Message: fmt.Sprintf("Nothing was found for %q.", strings.Join(args, " ")), Hint: "Try fewer or other words."}
				}
				return err
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&study, "study", "", "study to search; all if not given")
	cmd.Flags().IntVar(&limit, "limit", 10, "hits of each kind")
	return cmd
}
