package analysis

import (
	"testing"

	"throughline/app"
)

func TestCarries_AFindingOnAnOlderRevisionHasNoPlaceInTheText(t *testing.T) {
	found := []app.Finding{{Transcript: "old", Span: app.Span{Start: 3, End: 9}, Tags: []app.Tagging{{Tag: "t"}}}}
	if span := (app.Span{Start: 0, End: 20}); carries(found, "new", span, "t") || !carries(found, "old", span, "t") || carries(found, "old", span, "u") {
		t.Error("a finding counts only in the revision it stands in, and with its own tags")
	}
}
