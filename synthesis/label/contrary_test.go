package label_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"throughline/synthesis/label"
	"throughline/synthesis/text"
)

func TestContraries_DisagreeWithTheBulk(t *testing.T) {
	texts := []string{
		"The export to PDF is slow and clumsy.", "Export to PDF is slow every day.", "A slow export again, so slow.", "The export is slow and fails.",
		"The export to PDF is quick and pleasant.", // 4: praises
		"Slow.", // 5
		"My cat likes the warm window sill at home.", // 6: stands apart
		"The PDF export is slow for us.", "Our export to PDF is slow, we wait.",
	}
	tone := []float64{-.6, -.5, -.5, -.7, .8, -.5, 0, -.4, -.4}
	q := quotable(t, texts, make([]string, len(texts)), make([]int, len(texts)), 1)
	got, err := label.Contraries(ctx, q, tone, 3)
	if err != nil {
		t.Fatal(err)
	}
	if len(got[0]) != 2 || got[0][0].Passage != 4 || got[0][0].Reason != label.Opposite || got[0][1].Passage != 6 || got[0][1].Reason != label.Apart {
		t.Errorf("Contraries() = %+v, want passage 4 as opposite, then 6 as apart", got[0])
	}
	if s := got[0][0].Share; s < .8 || s > .9 {
		t.Errorf("share of the bulk = %v, want 7 of 8", s)
	}
	for name, tone := range map[string][]float64{"no tones": make([]float64, len(texts)), "half and half": {-.5, .5, -.5, .5, -.5, .5, -.5, .5, 0}} {
		got, err := label.Contraries(ctx, q, tone, 3)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range got[0] {
			if c.Reason == label.Opposite {
				t.Errorf("%s: passage %d is called opposite", name, c.Passage)
			}
		}
	}
}

func TestContraries_OfNothing(t *testing.T) {
	q := quotable(t, nil, nil, nil, 2)
	if got, err := label.Contraries(ctx, q, nil, 3); err != nil || len(got) != 2 || len(got[0]) != 0 {
		t.Errorf("of nothing = %v, %v", got, err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := label.Contraries(ended, q, nil, 3); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want context.Canceled", err)
	}
}

func TestStandOut_TellsOneSetFromAnother(t *testing.T) {
	var texts []string
	var in []bool
	for i := range 60 {
		texts = append(texts, fmt.Sprintf("Report %d has a table.", i))
		in = append(in, i%2 == 0)
		if i%2 == 0 {
			texts[i] += " We pay the monthly price."
		} else if i%10 == 1 {
			texts[i] += " The price is fair."
		}
	}
	n, err := label.NewNamer(ctx, texts, text.English)
	if err != nil {
		t.Fatal(err)
	}
	got, err := n.StandOut(ctx, in, 5)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].Name != "monthly price" || got[0].In != 30 || got[0].Others != 0 || got[0].P > 1e-6 || got[0].LogRatio < 1 {
		t.Errorf("StandOut() = %+v, want monthly price alone, 30 to 0", got)
	}
	for name, in := range map[string][]bool{"nobody": make([]bool, len(texts)), "by turns of four": everyFourth(len(texts))} {
		if got, err := n.StandOut(ctx, in, 5); err != nil || len(got) != 0 {
			t.Errorf("%s: StandOut() = %+v, %v; want nothing", name, got, err)
		}
	}
}

func everyFourth(n int) []bool {
	in := make([]bool, n)
	for i := range in {
		in[i] = i/2%2 == 0
	}
	return in
}
