package storage

import (
	"context"
	"maps"
	"slices"
)

// holding is how much of a study or interview a step adds or, below 0, takes away. What studies and interviews hold is kept beside
// them and changed by every step: a million rows cannot be counted each time a list opens.
type holding struct {
	findings, untagged, placed int
}

// holdings are those that the steps of one transaction change, by row id.
type holdings struct {
	studies    map[int64]holding
	interviews map[int64]int   // findings
	boards     map[int64]int64 // the study of a theme, 0 for the board across studies
}

func newHoldings() holdings {
	return holdings{map[int64]holding{}, map[int64]int{}, map[int64]int64{}}
}

// hold notes findings made or, below 0, taken away, all with or all without a tag.
func (h *holdings) hold(of findingRefs, findings int, tagged bool) {
	s := h.studies[of.study]
	s.findings += findings
	if !tagged {
		s.untagged += findings
	}
	h.studies[of.study] = s
	if id, ok := of.interview.(int64); ok {
		h.interviews[id] += findings
	}
}

// addPlaced adds to what stands on the board of a study, given by its row id; nil is the board across studies, which is not counted.
func (h *holdings) addPlaced(study any, n int) {
	if id, ok := study.(int64); ok {
		s := h.studies[id]
		s.placed += n
		h.studies[id] = s
	}
}

// place notes placements made in a theme or, below 0, taken from it. A study's board holds its own findings only.
func (w *writer) place(theme int64, n int) error {
	study, ok := w.boards[theme]
	if !ok {
		if err := one(context.Background(), w, "SELECT coalesce(study_id, 0) FROM theme WHERE id = ?", []any{theme}, &study); err != nil {
			return err
		}
		w.boards[theme] = study
	}
	if study != 0 {
		w.addPlaced(study, n)
	}
	return nil
}

// rehang counts the placements of a theme on the board where it stands now instead of the one where it stood, each the row id of a
// study or nil.
func (w *writer) rehang(theme int64, from, to any) error {
	placed, err := numbers(context.Background(), w, "SELECT count(*) FROM placement WHERE theme_id = ?", theme)
	if err != nil {
		return err
	}
	w.addPlaced(from, -int(placed[0]))
	w.addPlaced(to, int(placed[0]))
	delete(w.boards, theme)
	return nil
}

// storeHoldings brings what studies and interviews hold up to date. What holds nothing has no row.
func (w *writer) storeHoldings() error {
	for _, id := range slices.Sorted(maps.Keys(w.studies)) {
		h := w.studies[id]
		if h == (holding{}) {
			continue
		}
		if err := w.exec(`INSERT INTO study_holding (study_id, findings, untagged, placed) VALUES (?,?,?,?) ON CONFLICT (study_id) DO UPDATE
			SET findings = findings + excluded.findings, untagged = untagged + excluded.untagged, placed = placed + excluded.placed`,
			id, h.findings, h.untagged, h.placed); err != nil {
			return err
		}
		if err := w.exec("DELETE FROM study_holding WHERE study_id = ? AND findings = 0 AND untagged = 0 AND placed = 0", id); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(w.interviews)) {
		n := w.interviews[id]
		if n == 0 {
			continue
		}
		if err := w.exec(`INSERT INTO interview_holding (interview_id, findings) VALUES (?,?)
			ON CONFLICT (interview_id) DO UPDATE SET findings = findings + excluded.findings`, id, n); err != nil {
			return err
		}
		if err := w.exec("DELETE FROM interview_holding WHERE interview_id = ? AND findings = 0", id); err != nil {
			return err
		}
	}
	return nil
}
