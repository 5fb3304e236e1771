package kit

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"throughline/app/markdown"
)

func TestMarkdown_ColumnsOfATableHoldTheirLongestWords(t *testing.T) {
	test.NewTempApp(t)
	b := markdown.Parse("| data | where | how long it is kept, in whole sentences that go on |\n|--|--|--|\n| Recordings | encrypted drive | until it is checked |")[0]
	sizes := columnSizes(b, Control, Space3)
	row := &tableRow{sizes: sizes}
	var sum float32
	for i, s := range sizes {
		w := row.wide(i, 460)
		if w < s.least {
			t.Errorf("column %d is %v wide, its longest word needs %v", i, w, s.least)
		}
		sum += w
	}
	if sum < 459 || sum > 461 {
		t.Errorf("the columns are %v wide together, want 460", sum)
	}
	if row.wide(2, 460) <= row.wide(0, 460) {
		t.Error("the column that says most is no wider than another")
	}
	sum = 0
	for i := range sizes { // too narrow for the words: nothing falls off the edge
		sum += row.wide(i, 100)
	}
	if sum < 99 || sum > 101 {
		t.Errorf("the columns are %v wide together, want 100", sum)
	}
}

func TestMarkdown_ShowsEveryBlock(t *testing.T) {
	test.NewTempApp(t)
	text := "# A\n\nb **c** and so many more words that a narrow column cannot hold them in one line\n\n- d\n1. e\n- [ ] f\n- [x] g\n\n> h\n\n| i | j |\n|--|--|\n| k | l |\n\n```\nm\n```\n\n---\n\n[n](o)"
	blocks := markdown.Parse(text)
	o := Markdown(blocks)
	if len(o.Objects) != len(blocks) || len(blocks) != 11 {
		t.Fatalf("%d objects of %d blocks", len(o.Objects), len(blocks))
	}
	wide, narrow := HeightFor(o, 700), HeightFor(o, 120)
	if wide <= 0 || narrow <= wide {
		t.Errorf("heights %v and, narrow, %v", wide, narrow)
	}
	if got := markdownRuns(blocks[10].Runs, Body); len(got) != 2 || got[1].Text != " (o)" {
		t.Errorf("a link is shown as %+v", got)
	}
}
