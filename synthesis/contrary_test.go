package synthesis_test

import (
	"slices"
	"testing"

	"throughline/synthesis"
)

func TestVoices_TellTheMiddleAndTheEdge(t *testing.T) {
	passages := []synthesis.Passage{
		{Text: "The invoice was too high and nobody explained the price."},
		{Text: "Nobody explained the price before the invoice came."},
		{Text: "We paid the invoice although the price was too high."},
		{Text: "Our dog sleeps under the kitchen table all afternoon."},
		{Text: "Nothing."},
	}
	typical, different, err := synthesis.Voices(t.Context(), passages, 1)
	if err != nil || len(typical) != 1 || typical[0] > 2 || !slices.Equal(different, []int{3}) {
		t.Errorf("typical %v, different %v, %v", typical, different, err)
	}
	if typical, different, err := synthesis.Voices(t.Context(), nil, 3); err != nil || len(typical)+len(different) > 0 {
		t.Errorf("of nothing: %v, %v, %v", typical, different, err)
	}
}
