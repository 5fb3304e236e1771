package analysis

import (
	"context"
	"fmt"
	"slices"

	"throughline/app"
	"throughline/synthesis"
)

// Part is one of the parts a theme could be split into.
type Part struct {
	Name     string          // what tells it apart
	Findings []app.FindingID // closest to the middle of the part first
}

// ThemeSplit is how a theme could be split. Nothing is stored until AcceptSplit.
type ThemeSplit struct {
	Theme app.ThemeID
	Name  string          // of the theme
	Parts []Part          // the largest, which stays in the theme, first
	Rest  []app.FindingID // fit no part; they stay in the theme
}

// leastSplit is the least number of findings that can be split in any sensible way.
const leastSplit = minFindings

// ProposeSplit groups the findings of a theme into some parts, two or more. There may come fewer. Deterministic for equal findings and seeds.
// Returns ENotFound for a theme that is gone, EInvalid when it has too few findings or they do not fall into parts.
func (s *Service) ProposeSplit(ctx context.Context, id app.ThemeID, parts int, seed int64) (*ThemeSplit, error) {
	t, err := s.theme(ctx, id)
	if err != nil {
		return nil, err
	}
	rows, err := s.themeRows(ctx, id)
	if err != nil {
		return nil, err
	}
	if len(rows) < leastSplit {
		return nil, app.Invalid(fmt.Sprintf("%s has only %s to split.", t.Name, findings(len(rows))), fmt.Sprintf("From %d on it can be tried. Choose cards and move them to a new theme instead.", leastSplit))
	}
	outline, err := synthesis.NewOutline(ctx, passages(rows), synthesis.ThemeOptions{Seed: seed, Embed: s.model().bound(nil)})
	if err != nil {
		return nil, err
	}
	least, most := outline.Range()
	res, err := outline.At(ctx, max(least, min(most, parts)))
	if err != nil {
		return nil, err
	}
	out := &ThemeSplit{Theme: id, Name: t.Name, Parts: make([]Part, len(res.Themes))}
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case res.Score[a] > res.Score[b]:
			return -1
		case res.Score[a] < res.Score[b]:
			return 1
		}
		return 0
	})
	for i := range res.Themes {
		out.Parts[i].Name = res.Themes[i].Label
	}
	for _, i := range order {
		if g := res.Theme[i]; g >= 0 {
			out.Parts[g].Findings = append(out.Parts[g].Findings, rows[i].ID)
		} else {
			out.Rest = append(out.Rest, rows[i].ID)
		}
	}
	out.Parts = slices.DeleteFunc(out.Parts, func(p Part) bool { return len(p.Findings) == 0 })
	slices.SortStableFunc(out.Parts, func(a, b Part) int { return len(b.Findings) - len(a.Findings) })
	if len(out.Parts) < 2 {
		return nil, app.Invalid("The findings of "+t.Name+" do not fall into parts.", "Choose cards and move them to a new theme instead.")
	}
	return out, nil
}

// AcceptSplit makes a theme of every part but the first, right after the theme, which keeps its name, note and evidence, as one step.
// Findings that have left the theme since stay where they are. Returns ENotFound for a theme that is gone, EConflict when nothing of the parts is left
// in it.
func (s *Service) AcceptSplit(ctx context.Context, split *ThemeSplit) error {
	t, err := s.theme(ctx, split.Theme)
	if err != nil {
		return err
	}
	b, err := s.Store.Board(ctx, t.Study)
	if err != nil {
		return err
	}
	col, err := s.Store.ThemePlacements(ctx, t.ID)
	if err != nil {
		return err
	}
	there := make(map[app.FindingID]*app.Placement, len(col))
	for i := range col {
		there[col[i].Finding] = &col[i]
	}
	var parts []Part
	for _, p := range split.Parts[min(1, len(split.Parts)):] {
		p.Findings = slices.DeleteFunc(slices.Clone(p.Findings), func(f app.FindingID) bool { return there[f] == nil })
		if len(p.Findings) > 0 {
			parts = append(parts, p)
		}
	}
	cs := s.Hand.Begin(fmt.Sprintf("Split %s into %d", t.Name, len(parts)+1))
	places := s.makeRoom(cs, b.Themes, placeAfter(b.Themes, t.ID), len(parts))
	for n, p := range parts {
		nt := &app.Theme{ID: app.NewID[app.ThemeID](), Study: t.Study, Name: p.Name, Color: freeHue(b.Themes), Order: places[n], Proposed: true, Stamp: s.Hand.Stamp()}
		b.Themes = append(b.Themes, app.ThemeRow{Theme: *nt}) // for the next hue
		cs.Create(nt)
		for i, f := range p.Findings {
			cs.Delete(there[f])
			cs.Create(&app.Placement{Theme: nt.ID, Finding: f, Order: float64(i + 1), Stamp: s.Hand.Stamp()})
		}
	}
	if len(parts) == 0 {
		return &app.Error{Code: app.EConflict, Op: "split theme", Message: "The theme has changed since this split was proposed.", Hint: "Ask for parts again."}
	}
	return s.Log.Commit(ctx, cs)
}
