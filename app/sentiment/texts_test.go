package sentiment_test

import (
	"context"
	"errors"
	"testing"

	"throughline/app"
	"throughline/app/sentiment"
)

func TestTexts_LeavesOutWhatCannotTeach(t *testing.T) {
	c := sentiment.Corrections{Texts: []string{"", "great", "odd", "bad", "so so"}, Labels: []string{"positive", "positive", "parking", "5", ""}}
	got, taken, err := sentiment.Texts(t.Context(), []string{"lovely", "", "awful"}, c, nil)
	if err != nil || len(got) != 3 || taken != (sentiment.Taken{Learned: 2, Unread: 1, Numbers: true}) {
		t.Errorf("%+v, %+v, %v", got, taken, err)
	}
	if got[0].Class != "positive" || got[1].Class != "neutral" || got[2].Class != "negative" || got[2].Score >= 0 {
		t.Errorf("%+v", got)
	}
	c.Labels = make([]string, 5)
	if _, _, err := sentiment.Texts(t.Context(), nil, c, nil); app.CodeOf(err) != app.EInvalid {
		t.Errorf("no label: %v, want EInvalid", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := sentiment.Texts(ctx, []string{"a"}, sentiment.Corrections{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
