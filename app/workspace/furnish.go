package workspace

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/app/report"
	"throughline/app/tally"
)

// Furnished is the spec of a report with what its studies know themselves: who was asked by their guides, what is counted of them, the numbers beside insights, and of one study
// the order of its report outline. A report of a publication stays as it is.
func (w *Workspace) Furnished(ctx context.Context, spec report.Spec) (report.Spec, error) {
	spec = spec.Normal()
	if spec.Published != (report.Version{}) {
		return spec, nil
	}
	if spec.Study == "" {
		return w.furnishedOfSeveral(ctx, spec)
	}
	rec, err := w.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(spec.Study)})
	if app.CodeOf(err) == app.ENotFound {
		return spec, nil // composing says so
	}
	if err != nil {
		return spec, err
	}
	st := rec.(*app.Study)
	if spec.Order == nil {
		if err := w.outline(ctx, st, &spec); err != nil {
			return spec, err
		}
	}
	if len(st.Guide) > 0 && spec.Asked == nil {
		if spec.Asked, err = w.asked(ctx, spec); err != nil {
			return spec, err
		}
	}
	return w.counted(ctx, spec, []app.Study{*st})
}

// furnishedOfSeveral is a report of several studies, or of all where they are few enough to be told one by one, with what is counted of them. Studies that are gone are
// left to composing, which says so.
func (w *Workspace) furnishedOfSeveral(ctx context.Context, spec report.Spec) (report.Spec, error) {
	studies, err := studiesOf(ctx, w.Door(spec.Readers), spec)
	if app.CodeOf(err) == app.ENotFound || err == nil && (len(studies) == 0 || len(studies) > mostCurves) {
		return spec, nil
	}
	if err != nil {
		return spec, err
	}
	if spec.Asked == nil {
		if spec.Asked, err = w.askedOfSeveral(ctx, spec, studies); err != nil {
			return spec, err
		}
	}
	return w.counted(ctx, spec, studies)
}

// counted adds the figures of a report and the numbers beside its insights.
func (w *Workspace) counted(ctx context.Context, spec report.Spec, studies []app.Study) (_ report.Spec, err error) {
	if spec.Figures == nil && spec.Holds(report.SectionFigures) {
		if spec.Figures, err = w.figures(ctx, spec, studies); err != nil {
			return spec, err
		}
	}
	if spec.Beside == nil && spec.Holds(report.SectionInsights) {
		spec.Beside, err = w.besideInsights(ctx, spec, studies)
	}
	return spec, err
}

// askedOfSeveral adds up who was asked in each study that has a guide. What is asked of in several studies is left out where somebody was interviewed in more than one of them: they
// would count twice.
func (w *Workspace) askedOfSeveral(ctx context.Context, spec report.Spec, studies []app.Study) (map[string]report.Asked, error) {
	out, from := map[string]report.Asked{}, map[string]int{}
	seen, twice := map[app.ParticipantID]bool{}, false
	for i := range studies {
		people, err := w.Store.Participants(ctx, studies[i].ID)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			twice = twice || seen[p.ID]
			seen[p.ID] = true
		}
		if len(studies[i].Guide) == 0 {
			continue
		}
		one := spec
		one.Study, one.Studies = studies[i].ID, nil
		asked, err := w.asked(ctx, one)
		if err != nil {
			return nil, err
		}
		for id, a := range asked {
			was := out[id]
			out[id] = report.Asked{Asked: was.Asked + a.Asked, Mentioned: was.Mentioned + a.Mentioned, Unasked: was.Unasked + a.Unasked}
			from[id]++
		}
	}
	for id, n := range from {
		if n > 1 && twice {
			delete(out, id)
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}

// outline takes the order of the report outline that a study uses; of several the one it began to use last.
func (w *Workspace) outline(ctx context.Context, st *app.Study, spec *report.Spec) error {
	for _, u := range slices.Backward(st.Templates) {
		if u.Kind != app.TemplateReport {
			continue
		}
		rec, err := w.Store.Find(ctx, app.Ref{Kind: app.KindTemplate, ID: string(u.Template)})
		if app.CodeOf(err) == app.ENotFound {
			continue
		}
		if err != nil {
			return err
		}
		t := rec.(*app.Template)
		v, ok := t.Version(u.Version)
		if order := sectionsOf(playbook.ReadOutline(t.Kind, v.Body).Sections); ok && len(order) > 0 {
			spec.Order, spec.Outline = order, fmt.Sprintf("%s, version %d", t.Name, v.Number)
			return nil
		}
	}
	return nil
}

// headings say by words of an outline's headings which sections they mean, the first that fits.
var headings = []struct {
	words    []string
	sections []report.Section
}{
	{[]string{"appendix", "evidence"}, []report.Section{report.SectionTags, report.SectionEvidence}},
	{[]string{"summary", "answer", "in brief"}, []report.Section{report.SectionSummary}},
	{[]string{"theme"}, []report.Section{report.SectionThemes}},
	{[]string{"insight", "finding", "learned", "learnt"}, []report.Section{report.SectionInsights}},
	{[]string{"recommend", "what to do", "action", "decision"}, []report.Section{report.SectionActions}},
	{[]string{"tag", "codebook"}, []report.Section{report.SectionTags}},
	{[]string{"in numbers", "figure", "saturation", "measure"}, []report.Section{report.SectionFigures}},
	{[]string{"method", "how we", "sample", "limit", "why this", "does not say", "background"}, []report.Section{report.SectionMethod}},
}

// sectionsOf are the sections that headings of an outline mean, each once, in their order. Headings that mean none are for people to fill.
func sectionsOf(outline []string) (out []report.Section) {
	for _, heading := range outline {
		heading = strings.ToLower(heading)
		for _, h := range headings {
			if slices.ContainsFunc(h.words, func(w string) bool { return strings.Contains(heading, w) }) {
				for _, s := range h.sections {
					if !slices.Contains(out, s) {
						out = append(out, s)
					}
				}
				break
			}
		}
	}
	return out
}

// asked counts who was asked about tags and themes of a report's study, as far as its findings go; nil while no question of its guide is linked.
func (w *Workspace) asked(ctx context.Context, spec report.Spec) (map[string]report.Asked, error) {
	find := spec.Find
	find.Study, find.Page = spec.Study, app.Page{}
	var out map[string]report.Asked
	for _, axis := range []app.Axis{app.AxisTag, app.AxisTheme} {
		a, err := w.Tally.Asked(ctx, tally.Ask{Find: find, Rows: axis})
		if err != nil || a.Linked == 0 {
			return nil, err
		}
		if out == nil {
			out = make(map[string]report.Asked, len(a.Rows))
		}
		for _, r := range a.Rows {
			out[r.Value] = report.Asked{Asked: r.All.Asked, Mentioned: r.All.Mentioned, Unasked: r.All.Unasked}
		}
	}
	return out, nil
}
