package reader

import (
	"context"
	"slices"
	"testing"

	"throughline/app"
)

func TestEvidence_IsTheFindingAtHandOnceItIsStored(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	if _, ok := d.m.evidence(); ok {
		t.Error("something is at hand before anything was marked")
	}
	turn := d.m.Transcript.Turns[1]
	d.m.Select(app.Span{Start: turn.Start, End: turn.End})
	if _, ok := d.m.evidence(); ok {
		t.Error("a selection is no finding")
	}
	d.m.Tag(d.tags["Docs"])
	d.m.Select(app.Span{})
	d.m.SetStance(app.Contradicts)
	o, ok := d.m.evidence()
	if !ok || o.Study != "s1" || o.Count != 1 || o.Stance != app.Contradicts {
		t.Fatalf("offers %+v, %v", o, ok)
	}
	refs, err := o.Read(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	saved := d.saved() // reading has waited for it
	if len(saved) != 1 || !slices.Equal(refs, []app.Ref{saved[0].Ref()}) || saved[0].Stance != app.Contradicts {
		t.Errorf("reads %v, stored %+v", refs, saved)
	}
	d.settle()
}
