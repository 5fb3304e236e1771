package reader

import (
	"strings"
	"testing"

	"throughline/app"
)

func TestReasons_OfTheFindingAtHandAreFoundOutOnce(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	if _, ok := d.m.Reasons(); ok {
		t.Error("there are reasons without a finding")
	}
	d.m.Mark(d.span("nine days"), nil, app.ByHand)
	d.settle()
	if _, ok := d.m.Reasons(); ok {
		t.Error("there are reasons without an estimator")
	}
	d.m.Sounds = d.w.Sentiment
	d.parts = 0
	eventually(t, "the reasons", func() bool { _, ok := d.m.Reasons(); return ok })
	if r, _ := d.m.Reasons(); r.Sound == "" || !strings.HasPrefix(r.Say(), "Lexicon estimate: ") {
		t.Errorf("reasons %+v", r)
	}
	if d.parts&PartActive == 0 {
		t.Error("nobody was told to paint them")
	}
	if err := d.w.Sentiment.SetWord(t.Context(), "nine days", -3); err != nil {
		t.Fatal(err)
	}
	eventually(t, "reasons by the new word", func() bool { r, ok := d.m.Reasons(); return ok && r.Sound == app.Negative })
}
