package workspace_test

import (
	"testing"

	"throughline/app"
	"throughline/synthesis/text"
)

// TestOver_LoadsNoLanguageModel holds that opening a workspace and looking at its findings does not wait for the model that
// tags words, half a second and 40 MB; the first text that is tagged loads it.
func TestOver_LoadsNoLanguageModel(t *testing.T) {
	had := text.TaggerLoads()
	w, _ := open(t)
	if _, err := w.AddSample(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Store.Findings(t.Context(), app.FindingQuery{}); err != nil {
		t.Fatal(err)
	}
	if got := text.TaggerLoads(); got != had {
		t.Errorf("the model was loaded %d times as a workspace was opened", got-had)
	}
	if had == 0 {
		text.Classes("The export is slow.")
		text.Classes("The export is slow.")
		if got := text.TaggerLoads(); got != 1 {
			t.Errorf("two texts loaded the model %d times, want once", got)
		}
	}
}
