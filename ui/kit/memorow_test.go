package kit_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/task"
)

func TestMemoRow_ShowsTheMemosOfARecord(t *testing.T) {
	test.NewTempApp(t)
	await, release := task.Hold()
	defer release()
	tag, other := app.Ref{Kind: app.KindTag, ID: "t"}, app.Ref{Kind: app.KindTag, ID: "o"}
	memo := func(id, title, text string) app.MemoRow {
		return app.MemoRow{Memo: app.Memo{ID: app.MemoID(id), Kind: app.MemoRule, Title: title, Text: text, Stamp: app.NewStamp("Mara", time.Unix(0, 0))}}
	}
	var fail error
	var went []kit.Route
	row := kit.NewMemoRow(&kit.MemoDesk{GoTo: func(r kit.Route) { went = append(went, r) },
		Read: func(_ context.Context, on app.Ref) (own, mentions []app.MemoRow, err error) {
			if on == tag {
				return []app.MemoRow{memo("m1", "Only days", "See [[tag:t|Waiting]].")}, []app.MemoRow{memo("m2", "", "A thought")}, fail
			}
			return nil, nil, fail
		}}, nil)
	o := row.On(tag, "Waiting")
	show(t, o, 300, 400)
	said := func() string { return strings.Join(words(o), "|") }
	wait := func(want string) {
		t.Helper()
		if !await(5*time.Second, func() bool { return strings.Contains(said(), want) }) {
			t.Fatalf("%q was not shown: %s", want, said())
		}
	}
	wait("Memos (2)")
	for _, want := range []string{"Only days", "See Waiting.", "Code rule · Mara", "A thought", "mentions it · Code rule"} {
		if !strings.Contains(said(), want) {
			t.Errorf("%q is missing: %s", want, said())
		}
	}
	row.On(other, "Other")
	if !await(5*time.Second, func() bool { return !strings.Contains(said(), "(") }) {
		t.Errorf("the memos of another record stay: %s", said())
	}
	fail = errors.New("no disk")
	cs := app.NewChangeSet("Write", "Mara", time.Unix(0, 0))
	cs.Create(&app.Memo{ID: "m3"})
	row.Changed(cs)
	wait("no disk")
	var none *kit.MemoRow
	none.Changed(cs)
	none.Add()
	if n := len(words(none.On(tag, ""))); n != 0 {
		t.Errorf("a nil row shows %d texts", n)
	}
}

func TestProse_LinksAreClickedAndTheRestIsTapped(t *testing.T) {
	test.NewTempApp(t)
	went, tapped := 0, 0
	p := kit.NewProse(kit.ProseRun{Text: "See ", Style: kit.Body}, kit.ProseRun{Text: "Waiting", Style: kit.Body.In(kit.Accent), Go: func() { went++ }},
		kit.ProseRun{Text: " and so on", Style: kit.Body})
	show(t, p, 400, 60)
	at := kit.Measure("See ", kit.Body).Width
	for _, c := range []struct {
		name         string
		x            float32
		went, tapped int
	}{{"before the link", 2, 0, 1}, {"on it", at + 10, 1, 0}, {"after it", at + kit.Measure("Waiting", kit.Body).Width + 12, 0, 1}} {
		went, tapped = 0, 0
		p.OnTap = func(fyne.Position) { tapped++ }
		p.Tapped(&fyne.PointEvent{Position: fyne.NewPos(c.x, 8)})
		if went != c.went || tapped != c.tapped {
			t.Errorf("%s: went %d, tapped %d times", c.name, went, tapped)
		}
	}
	if p.HeightForWidth(40) <= p.HeightForWidth(400) {
		t.Error("a narrow column is not taller")
	}
}

func TestGrowingField_GrowsAndKeepsTheCaret(t *testing.T) {
	test.NewTempApp(t)
	g := kit.NewGrowingField("", "naïve words", 200)
	show(t, g, 200, 300)
	grown := 0
	g.OnGrow = func() { grown++ }
	low := g.MinSize().Height
	g.SetText(strings.Repeat("some words ", 20))
	g.Fit()
	if g.MinSize().Height <= low || grown != 1 {
		t.Errorf("height %v after %v, grew %d times", g.MinSize().Height, low, grown)
	}
	text := "naïve [[Trust]] 数据 and more words that wrap over several lines of a narrow field"
	g.SetText(text)
	for _, n := range []int{0, len("naïve "), len("naïve [[Trust]] 数"), len(text)} {
		g.PutCaret(n)
		if got := g.CaretAt(); got != n || g.Text != text {
			t.Errorf("PutCaret(%d) put it at %d", n, got)
		}
	}
}

func TestMemoRow_OpensNoFormWhereNothingMayBeWritten(t *testing.T) {
	test.NewTempApp(t)
	read := func(context.Context, app.Ref) (own, mentions []app.MemoRow, err error) { return nil, nil, nil }
	for _, c := range []struct {
		name  string
		write func(context.Context, app.Memo) error
		opens bool
	}{{"to be written", func(context.Context, app.Memo) error { return nil }, true}, {"read only", nil, false}} {
		row := kit.NewMemoRow(&kit.MemoDesk{Read: read, Write: c.write}, nil)
		w := test.NewTempWindow(t, row.On(app.Ref{Kind: app.KindTag, ID: "t1"}, "Code rule"))
		if row.Add(); (w.Canvas().Overlays().Top() != nil) != c.opens {
			t.Errorf("%s: a form is open: %v, want %v", c.name, !c.opens, c.opens)
		}
	}
}
