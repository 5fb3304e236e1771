package codebook_test

import (
	"context"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
)

func TestModel_ComparesWordsOfTheChosenTag(t *testing.T) {
	d := newDesk(t, "Trust", "Price")
	var asked []app.TagID
	d.m.Standing = func(_ context.Context, q app.FindingQuery) ([]analysis.Word, error) {
		asked = append(asked, q.Tags...)
		return []analysis.Word{{Text: "monthly price", In: 3, Of: 9}}, nil
	}
	d.m.Choose([]app.TagID{d.tags["Price"].ID})
	d.until("the words", func() bool { return d.m.Detail != nil && len(d.m.Detail.Words) == 1 })
	if d.m.Detail.Of != d.tags["Price"].ID || len(asked) != 1 || asked[0] != d.m.Detail.Of {
		t.Errorf("words of %v, asked for %v", d.m.Detail.Of, asked)
	}
}
