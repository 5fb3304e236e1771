package storage

import (
	"fmt"
	"strings"
	"testing"

	"throughline/app"
)

func TestLostText_FindsItsPlaceInWhatRanOver(t *testing.T) {
	var text strings.Builder
	var turns []app.Span
	for i := range 12 {
		from := text.Len()
		fmt.Fprintf(&text, "Turn %d says something about %s.", i, strings.Repeat("word ", i%5))
		turns = append(turns, app.Span{Start: from, End: text.Len()})
		text.WriteByte('\n')
	}
	whole := text.String()
	other := strings.Repeat("Other words in other lines.\n", 20)
	for _, c := range []struct {
		name  string
		turns []app.Span
		said  []saidAt
		end   string
		from  int
		ok    bool
	}{
		{"the beginning is missing", turns, nil, whole[100:] + "and what lay there before", 100, true},
		{"cues stand before it", turns, nil, "[0,1,2]" + whole, -7, true},
		{"of another text", turns, nil, other, 0, false},
		{"a quote stands elsewhere", turns, []saidAt{{200, "no such words in this text"}}, whole[100:], 0, false},
		{"a quote beyond the end says nothing", turns, []saidAt{{1 << 40, "no such words"}}, whole[100:], 100, true},
		{"too few turns to be sure", turns[:3], nil, whole, 0, false},
		{"a turn in another, and one that ends before it begins", append([]app.Span{{Start: 3, End: 9}, {Start: 5, End: 7}, {Start: 12, End: 10}}, turns[1:]...), nil, whole[100:], 100, true},
		{"a turn with a broken end", append(append([]app.Span{}, turns...), app.Span{Start: 1 << 30, End: 1 << 40}), nil, whole[100:], 0, false},
		{"nothing ran over", turns, nil, "", 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := lostText{said: c.said}
			for _, u := range c.turns {
				l.add(u)
			}
			if from, ok := l.place([]byte(c.end)); ok != c.ok || from != c.from {
				t.Errorf("the text is there from byte %d on (%v), want %d (%v)", from, ok, c.from, c.ok)
			}
		})
	}
}

func TestNoteHead_OfEntriesThatAreNone(t *testing.T) {
	for _, values := range [][]any{nil, {int64(1)}, {nil, nil}, {"guid", "no number"}, {int64(1), "x", int64(2)}} {
		for _, index := range headIndexes {
			r := &rawFile{heads: map[int64]*textHead{}}
			if !r.noteHead(index, values) {
				t.Errorf("%v of %s is taken for a row of a table", values, index)
			}
		}
	}
}
