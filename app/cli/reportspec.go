package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/workspace"
)

// design are the flags of how a report is made, whatever it is about.
type design struct {
	paper, language, depth, naming string
	sections                       []string
}

func (d *design) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&d.paper, "paper", "A4", "A4 or Letter")
	f.StringVar(&d.language, "language", "en", "language of headings, method words, numbers and dates: en, de or es")
	f.StringVar(&d.depth, "for", "full", "readers: full, product or executive; they decide what is in it")
	f.StringSliceVar(&d.sections, "sections", nil, "sections in their order: "+strings.Join(words(report.Sections()), ","))
	d.namingFlag(cmd)
}

func (d *design) namingFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&d.naming, "names", "segment", "how far people are told apart: segment (codes with segments), code, alias or none")
}

// words are values of a kind as they are typed.
func words[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = string(v)
	}
	return out
}

// choice finds what was typed among values; first is typed for the empty one.
func choice[T ~string](flag, typed, first string, all []T) (T, error) {
	var names []string
	for _, v := range all {
		name := string(v)
		if v == "" {
			name = first
		}
		if strings.EqualFold(name, typed) || typed == "" && v == "" {
			return v, nil
		}
		names = append(names, name)
	}
	return "", usageError{fmt.Errorf("--%s takes %s", flag, strings.Join(names, ", "))}
}

// into puts the choices into a report.
func (d *design) into(spec *report.Spec) (err error) {
	if spec.Naming, err = choice("names", d.naming, "segment", report.Namings()); err != nil {
		return err
	}
	if spec.Depth, err = choice("for", d.depth, "full", report.Depths()); err != nil {
		return err
	}
	if spec.Paper, err = choice("paper", d.paper, "A4", []report.Paper{"", report.A4, report.Letter}); err != nil {
		return err
	}
	if spec.Language, err = choice("language", d.language, "en", append([]report.Language{""}, report.Languages()...)); err != nil {
		return err
	}
	for _, name := range d.sections {
		s, err := choice("sections", strings.TrimSpace(name), "", report.Sections())
		if err != nil {
			return err
		}
		if !slices.Contains(spec.Order, s) {
			spec.Order = append(spec.Order, s)
		}
	}
	spec.Sections = spec.Order
	return nil
}

// studiesNamed finds the studies of a report: those that were named, the only one there is, or all for none.
func studiesNamed(ctx context.Context, w *workspace.Workspace, names []string) (all []app.StudyID, err error) {
	if len(names) == 0 {
		names = []string{""}
	}
	for _, name := range names {
		id, err := studyNamed(ctx, w, name, true)
		if err != nil {
			return nil, err
		}
		if id != "" && !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all, nil
}

// aboutOf puts the studies into a report.
func aboutOf(spec *report.Spec, all []app.StudyID) {
	switch len(all) {
	case 0:
	case 1:
		spec.Study = all[0]
	default:
		spec.Studies = all
	}
}
