package findings_test

import (
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/storage/storagetest"
	"throughline/ui/findings"
)

func TestModel_FindsWhatIsLikeAFinding(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 3, Findings: 12, Tags: 3})
	m := d.m
	id := m.Row(0).ID
	if _, ready := m.Alike(id); ready {
		t.Error("it was there before it was looked for")
	}
	d.until("what is alike", func() bool { _, ready := m.Alike(id); return ready })
	rows, _ := m.Alike(id)
	for i, r := range rows {
		if r.ID == id || i > 0 && r.Score > rows[i-1].Score {
			t.Errorf("place %d: %s with %v", i, r.ID, r.Score)
		}
	}
}

func TestModel_FindsWordsUnderAFilterOnly(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 4, Findings: 12, Tags: 4})
	m := d.m
	if words, ready := m.Words(); !ready || words != nil {
		t.Errorf("without a filter: %v, %v", words, ready)
	}
	m.Toggle(findings.ByTag, m.Choices(findings.ByTag)[0].Value)
	d.until("the words", func() bool { _, ready := m.Words(); return ready && m.Loaded })
	words, _ := m.Words()
	for _, w := range words {
		if w.In < 3 || w.In > w.Of {
			t.Errorf("word %+v", w)
		}
	}
}

func TestModel_PairsAreKeptMergedOrDeleted(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 1, Findings: 3, Tags: 1})
	m := d.m
	f := m.Row(0).Finding
	twice := f
	twice.ID = app.NewID[app.FindingID]()
	other := f
	other.ID = app.NewID[app.FindingID]()
	other.Interview, other.Transcript, other.Span, other.Quote = "", "", app.Span{}, ""
	other.Note = "The monthly price of the product is far too high for us."
	same := other
	same.ID = app.NewID[app.FindingID]()
	cs := m.Coding.Hand.Begin("Twice")
	for _, r := range []app.Finding{twice, other, same} {
		cs.Create(&r)
	}
	if err := m.Coding.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	d.until("six findings", func() bool { return m.Count() == 6 })
	m.FindDuplicates()
	d.until("the pairs", func() bool { return m.PairsReady && len(m.Pairs) > 1 })
	if m.Pairs[0].Kind != analysis.SamePassage {
		t.Fatalf("first pair = %+v, want the same passage", m.Pairs[0])
	}
	n := len(m.Pairs)
	for i := range m.Pairs {
		if p := m.Pairs[i]; p.Kind == analysis.SameWords && p.A.Note == other.Note {
			m.KeepBoth(&p)
			break
		}
	}
	if len(m.Pairs) != n-1 {
		t.Errorf("%d pairs after one was kept, want %d", len(m.Pairs), n-1)
	}
	first := m.Pairs[0]
	m.Merge(&first)
	d.until("the merge", func() bool { return m.Count() == 5 && m.Busy == 0 })
	d.until("the other pairs", func() bool {
		for _, p := range m.Pairs {
			if p.A.ID == first.B.ID || p.B.ID == first.B.ID {
				return false
			}
		}
		return m.PairsReady
	})
	m.EndPairs()
	if m.Pairing || m.Pairs != nil {
		t.Error("the table is not back")
	}
}
