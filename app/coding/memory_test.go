package coding_test

import (
	"runtime"
	"strings"
	"testing"

	"throughline/app"
)

// Who holds on to one change of a step holds one finding, not all the rows that were read for the step: hidden pages are told of a large step by one change
// of each kind.
func TestStar_AChangeHoldsItsOwnFinding(t *testing.T) {
	d := newDesk(t)
	var records []app.Record
	var all []app.FindingID
	for range 1000 {
		f := &app.Finding{ID: app.NewID[app.FindingID](), Study: d.study.ID, Note: strings.Repeat("a long note ", 400), At: app.NoTime, Stamp: d.Hand.Stamp()}
		all, records = append(all, f.ID), append(records, f)
	}
	d.Put(records...)
	records = nil
	var kept app.Change
	cancel := d.Log.Subscribe(func(cs *app.ChangeSet) { kept = cs.Changes[len(cs.Changes)/2] })
	heap := func() int {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	before := heap()
	if err := d.coding.Star(t.Context(), all, true); err != nil {
		t.Fatal(err)
	}
	cancel()
	if held := heap() - before; held > 1<<20 {
		t.Errorf("a change of one of 1,000 findings of 5 kB holds %d kB", held>>10)
	}
	if f, ok := kept.After.(*app.Finding); !ok || !f.Star {
		t.Errorf("kept %+v", kept)
	}
}
