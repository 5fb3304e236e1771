package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/report/logo"
	"throughline/app/workspace"
)

// design are the flags of how a report is made, whatever it is about.
type design struct {
	paper, language, depth, naming string
	template, audience             string
	sections                       []string
	brandFlags
	given func(flag string) bool // of those that have a value of their own
}

func (d *design) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&d.paper, "paper", "A4", "A4 or Letter")
	f.StringVar(&d.depth, "for", "full", "readers: full, product or executive; they decide what is in it")
	f.StringSliceVar(&d.sections, "sections", nil, "sections in their order: "+strings.Join(words(report.Sections()), ","))
	f.StringVar(&d.template, "template", "", "report template of the playbook; what other flags say counts before it")
	f.StringVar(&d.audience, "prepared-for", "", "whom it is for in words, for the cover")
	d.brandFlags.flags(cmd)
	d.namingFlag(cmd)
	d.languageFlag(cmd)
}

func (d *design) languageFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&d.language, "language", "en", "language of headings, method words, numbers and dates: en, de or es")
}

func (d *design) namingFlag(cmd *cobra.Command) {
	d.given = cmd.Flags().Changed
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
	if typed == "" { // a command without the flag
		return "", nil
	}
	var names []string
	for _, v := range all {
		name := string(v)
		if v == "" {
			name = first
		}
		if strings.EqualFold(name, typed) {
			return v, nil
		}
		names = append(names, name)
	}
	last := len(names) - 1
	return "", usageError{fmt.Errorf("--%s takes %s or %s, not %q", flag, strings.Join(names[:last], ", "), names[last], typed)}
}

// into puts the choices into a report: those of a template, then what flags say.
func (d *design) into(ctx context.Context, w *workspace.Workspace, spec *report.Spec) (err error) {
	if d.template != "" {
		made, err := w.DesignNamed(ctx, d.template)
		if err != nil {
			return err
		}
		*spec = spec.With(made)
	}
	if err := d.flagged(spec); err != nil {
		return err
	}
	if d.audience != "" {
		spec.Audience = d.audience
	}
	if len(d.sections) > 0 {
		if err := d.order(spec); err != nil {
			return err
		}
	}
	return d.brandFlags.into(&spec.Brand)
}

// flagged takes what flags say; beside a template only those that were given.
func (d *design) flagged(spec *report.Spec) (err error) {
	for _, f := range []struct {
		flag string
		take func() error
	}{
		{"names", func() error { spec.Naming, err = choice("names", d.naming, "segment", report.Namings()); return err }},
		{"for", func() error { spec.Depth, err = choice("for", d.depth, "full", report.Depths()); return err }},
		{"paper", func() error {
			spec.Paper, err = choice("paper", d.paper, "", []report.Paper{report.A4, report.Letter})
			return err
		}},
		{"language", func() error {
			spec.Language, err = choice("language", d.language, "", report.Languages())
			return err
		}},
	} {
		if d.given == nil || d.template != "" && !d.given(f.flag) {
			continue
		}
		if err := f.take(); err != nil {
			return err
		}
	}
	return nil
}

// order puts the sections that were named into a report.
func (d *design) order(spec *report.Spec) error {
	spec.Order = nil
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

// brandFlags are the flags of a house's look.
type brandFlags struct{ logo, main, second, cover, footer string }

func (b *brandFlags) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&b.logo, "logo", "", "picture for the cover: PNG, JPEG or SVG")
	f.StringVar(&b.main, "colour", "", "colour of links and numbers, as #1F5FA8; darkened where it would not be read on white")
	f.StringVar(&b.second, "second-colour", "", "colour of the band and the bars beside quotes")
	f.StringVar(&b.cover, "cover", "", "line above the title")
	f.StringVar(&b.footer, "footer", "", "words at the foot of every page")
}

// into puts what was given into a brand.
func (b *brandFlags) into(brand *report.Brand) (err error) {
	for _, p := range []struct {
		given string
		into  *string
	}{{b.main, &brand.Main}, {b.second, &brand.Second}, {b.cover, &brand.Cover}, {b.footer, &brand.Footer}} {
		if p.given != "" {
			*p.into = p.given
		}
	}
	if b.logo != "" {
		if brand.Logo, err = readSmall(b.logo, logo.Most); err != nil {
			return err
		}
	}
	return nil
}

// readSmall reads a file of at most so many bytes and one more, for whoever refuses it.
func readSmall(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &app.Error{Code: app.ENotFound, Op: "read", Path: path, Message: "The file " + path + " could not be read.", Hint: "Choose a file that is there.", Err: err}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, &app.Error{Code: app.EIO, Op: "read", Path: path, Message: "The file " + path + " could not be read.", Hint: "Is it a file?", Err: err}
	}
	return data, nil
}
