package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
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
	if got := (MarkdownLook{}).prose(blocks[10].Runs, Body); len(got) != 2 || got[1].Text != " (o)" {
		t.Errorf("a link is shown as %+v", got)
	}
}

func TestMarkdownPage_FollowsLinksAndMarksWords(t *testing.T) {
	test.NewTempApp(t)
	var went string
	there := NewPhoto(40, 30)
	look := MarkdownLook{
		Follow: func(link string) func() {
			if link == "nowhere.md" {
				return nil
			}
			return func() { went = link }
		},
		Marks: func(text string) []app.Span {
			if i := strings.Index(text, "two"); i >= 0 {
				return []app.Span{{Start: i, End: i + 3}}
			}
			return nil
		},
		Picture: func(b markdown.Block) fyne.CanvasObject {
			if b.Text == "there.png" {
				return there
			}
			return nil
		},
	}
	for _, c := range []struct {
		name, text, shown string
		marks             int
		link              string // what the first run that can be pressed leads to
	}{
		{"words without anything", "one", "one", 0, ""},
		{"a mark within a word", "one twofold", "one twofold", 1, ""},
		{"a link", "see [one](a.md)", "see one", 0, "a.md"},
		{"a mark in a link", "see [one two](a.md)", "see one two", 1, "a.md"},
		{"a link that leads nowhere here", "see [one](nowhere.md)", "see one (nowhere.md)", 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			went = ""
			shown, marks := "", 0
			for _, r := range look.prose(markdown.Parse(c.text)[0].Runs, Body) {
				shown += r.Text
				if !r.Tint.IsZero() {
					marks++
				}
				if r.Go != nil && went == "" {
					r.Go()
				}
			}
			if shown != c.shown || marks != c.marks || went != c.link {
				t.Errorf("shown %q with %d marks, leading to %q; want %q, %d, %q", shown, marks, went, c.shown, c.marks, c.link)
			}
		})
	}
	for text, want := range map[string]bool{"![a](there.png)": true, "![a](gone.png)": false} {
		if o := look.block(markdown.Parse(text)[0]); (o == there) != want {
			t.Errorf("%s is shown as %T", text, o)
		}
	}
	if wide, narrow := HeightFor(there, 400), HeightFor(there, 20); wide != 30 || narrow != 15 {
		t.Errorf("a picture of 40 by 30 is %v and, in 20, %v tall", wide, narrow)
	}
}
