package insights

import (
	"context"
	"strings"

	"throughline/app"
)

// Candidate is something that can be added as evidence: a passage or a theme.
type Candidate struct {
	Finding *app.FindingRow
	Theme   *app.ThemeRow
}

// Evidence is the candidate as evidence: with the stance its researcher gave it, else supporting.
func (c *Candidate) Evidence() app.Evidence {
	if c.Theme != nil {
		return app.Evidence{Theme: c.Theme.ID, Stance: app.Supports}
	}
	e := app.Evidence{Finding: c.Finding.ID, Stance: c.Finding.Stance}
	if e.Stance == "" {
		e.Stance = app.Supports
	}
	return e
}

// candidates is how many passages and themes the form offers.
const candidates = 40

// FindCandidates searches passages and themes of the insight's study to add, those already used left out. Against offers only what
// somebody marked as contradicting, or what was found among it by meaning: what may speak against the claim.
func (m *Model) FindCandidates(text string, against bool) {
	study, used := m.Study, map[app.Ref]bool{}
	if cur := m.Current(); cur != nil {
		study = cur.Study
		for _, e := range cur.Evidence {
			used[e.Ref()] = true
		}
	}
	m.picker.Load(func(ctx context.Context) ([]Candidate, error) {
		if against {
			return m.readAgainst(ctx, study, text, used)
		}
		return m.readCandidates(ctx, study, text, used)
	}, func(cs []Candidate, err error) {
		m.Candidates = cs
		if err != nil {
			m.Err = err
		}
		if m.OnCandidates != nil {
			m.OnCandidates()
		}
	})
}

func (m *Model) readCandidates(ctx context.Context, study app.StudyID, text string, used map[app.Ref]bool) ([]Candidate, error) {
	words := strings.TrimSpace(text)
	if words != "" && m.Seek != nil {
		return m.sought(ctx, study, words, used)
	}
	var out []Candidate
	if words != "" {
		themes, err := m.Store.Themes(ctx, study)
		if err != nil {
			return nil, err
		}
		for i := range themes {
			if t := &themes[i]; !used[t.Ref()] && strings.Contains(strings.ToLower(t.Name), strings.ToLower(words)) {
				out = append(out, Candidate{Theme: t})
			}
		}
	}
	rows, err := m.Store.Findings(ctx, app.FindingQuery{Study: study, Text: words, Page: app.Page{Limit: candidates + len(used)}})
	return cut(appendFindings(out, rows, used)), err
}

// sought finds by words and meaning, and reads what was found.
func (m *Model) sought(ctx context.Context, study app.StudyID, words string, used map[app.Ref]bool) ([]Candidate, error) {
	refs, err := m.Seek(ctx, study, words, candidates+len(used))
	if err != nil {
		return nil, err
	}
	var ids []app.FindingID
	wanted := map[app.ThemeID]bool{}
	for _, r := range refs {
		switch {
		case used[r]:
		case r.Kind == app.KindFinding:
			ids = append(ids, app.FindingID(r.ID))
		case r.Kind == app.KindTheme:
			wanted[app.ThemeID(r.ID)] = true
		}
	}
	var out []Candidate
	if len(wanted) > 0 {
		themes, err := m.Store.Themes(ctx, study)
		if err != nil {
			return nil, err
		}
		for i := range themes {
			if wanted[themes[i].ID] {
				out = append(out, Candidate{Theme: &themes[i]})
			}
		}
	}
	rows, err := m.Store.FindingsByID(ctx, ids)
	return cut(appendFindings(out, rows, used)), err
}

// readAgainst offers what researchers marked as contradicting: what is like the claim first, then the newest.
func (m *Model) readAgainst(ctx context.Context, study app.StudyID, text string, used map[app.Ref]bool) ([]Candidate, error) {
	like := map[app.FindingID]int{}
	if m.Seek != nil && strings.TrimSpace(text) != "" {
		refs, err := m.Seek(ctx, study, text, 4*candidates)
		if err != nil {
			return nil, err
		}
		for i, r := range refs {
			if r.Kind == app.KindFinding {
				like[app.FindingID(r.ID)] = i + 1
			}
		}
	}
	rows, err := m.Store.Findings(ctx, app.FindingQuery{Study: study, Stances: []app.Stance{app.Contradicts, app.Nuances}, Order: app.ByNewest,
		Page: app.Page{Limit: 5 * candidates}})
	if err != nil {
		return nil, err
	}
	var near, rest []app.FindingRow
	for _, r := range rows {
		if like[r.ID] > 0 {
			near = append(near, r)
		} else {
			rest = append(rest, r)
		}
	}
	return cut(appendFindings(nil, append(near, rest...), used)), nil
}

func appendFindings(out []Candidate, rows []app.FindingRow, used map[app.Ref]bool) []Candidate {
	for i := range rows {
		if !used[rows[i].Ref()] {
			out = append(out, Candidate{Finding: &rows[i]})
		}
	}
	return out
}

func cut(all []Candidate) []Candidate { return all[:min(len(all), candidates)] }
