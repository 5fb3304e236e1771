package storage

import (
	"context"
	"fmt"

	"throughline/app"
)

// aheadRows is how many findings are read at once before they are changed: one by one that was most of the time of a large step.
const aheadRows = 500

// ahead reads the findings that the changes from the first one on expect, as far as they are changes of findings, each another one. expect
// looks there before it asks.
func (w *writer) ahead(changes []app.Change) error {
	w.stored = map[string]*app.Finding{}
	var ids []app.FindingID
	seen := map[app.FindingID]bool{}
	for _, c := range changes {
		f, ok := c.Before.(*app.Finding)
		if !ok || seen[f.ID] || len(ids) == aheadRows {
			break
		}
		seen[f.ID] = true
		ids = append(ids, f.ID)
	}
	if len(ids) < 2 {
		return nil
	}
	rows, all, err := listFindingRows(context.Background(), w, "WHERE f.guid IN (SELECT value FROM json_each(?))", list(ids))
	for i, f := range all {
		w.stored[string(f.ID)] = f
		w.ids[f.Ref()] = rows[i]
	}
	return err
}

// taken returns what ahead read of a record, once.
func (w *writer) taken(before app.Record) (app.Record, bool) {
	f, ok := before.(*app.Finding)
	if !ok {
		return nil, false
	}
	stored, ok := w.stored[string(f.ID)]
	delete(w.stored, string(f.ID))
	return stored, ok
}

// tell reports how far a long step is.
func (w *writer) tell(done, total int) {
	if total >= 2*aheadRows && done%aheadRows == 0 {
		w.progress.Report(int64(done), int64(total), fmt.Sprintf("Saving %s", app.Count(total, "change")))
	}
}
