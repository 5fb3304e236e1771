package merge

import "throughline/app"

// unmove keeps findings in their themes here where theirs moved them into themes that are not here: lost are their places that stayed out.
func (p *planner) unmove(lost []*app.Placement) error {
	if len(lost) == 0 {
		return nil
	}
	into := map[app.FindingID][]app.ThemeID{}
	var ids []string
	for _, l := range lost {
		into[l.Finding] = append(into[l.Finding], l.Theme)
		ids = append(ids, string(l.Theme))
	}
	board := map[app.ThemeID]app.StudyID{} // of themes of theirs
	if err := p.theirs.Some(p.ctx, app.KindTheme, ids, func(r app.Record) error {
		t := r.(*app.Theme)
		board[t.ID] = t.Study
		return nil
	}); err != nil {
		return err
	}
	left := map[app.Ref]*app.Placement{} // places of ours that would go
	themes := map[app.ThemeID]bool{}
	for _, ref := range p.order {
		if c := p.out[ref]; ref.Kind == app.KindPlacement && c != nil && c.after == nil {
			if l := c.before.(*app.Placement); into[l.Finding] != nil {
				left[ref], themes[l.Theme] = l, true
			}
		}
	}
	ours, err := p.themes(themes)
	if err != nil {
		return err
	}
	for ref, l := range left {
		if after, said := p.becomes(app.Ref{Kind: app.KindTheme, ID: string(l.Theme)}); said && after == nil {
			continue // its theme goes as well
		}
		for _, theme := range into[l.Finding] {
			if study, ok := board[theme]; ok && study == ours[l.Theme].Study {
				p.drop(ref)
			}
		}
	}
	return nil
}
