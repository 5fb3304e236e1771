package layout_test

import (
	"math/rand"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"throughline/app"
	"throughline/ui/reader/layout"
)

// fake measures 8 px for every rune that has a width, so that words add up exactly.
var fake = layout.MeasureFunc(func(s string) float32 {
	var w float32
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r), r == 0x200d, r >= 0xfe00 && r <= 0xfe0f, r < ' ':
		case r > 0x2e80:
			w += 16
		default:
			w += 8
		}
	}
	return w
})

var metrics = layout.Metrics{Width: 200, Line: 24, Gap: 14, MinTurn: 41, Top: 8, Bottom: 100}

// transcript joins turns by a line feed that belongs to no one.
func transcript(turns ...string) *app.Transcript {
	t := &app.Transcript{}
	for _, s := range turns {
		if len(t.Turns) > 0 {
			t.Text += "\n"
		}
		t.Turns = append(t.Turns, app.Turn{Span: app.Span{Start: len(t.Text), End: len(t.Text) + len(s)}})
		t.Text += s
	}
	return t
}

func newDoc(turns ...string) *layout.Doc {
	return layout.New(transcript(turns...), layout.NewWidths(fake), metrics)
}

func allRows(d *layout.Doc) []layout.Row {
	for d.Measure(0, 0, nil); !d.Done(); {
	}
	return d.Rows(0, d.Height(), nil)
}

func rowTexts(d *layout.Doc) []string {
	var out []string
	for _, r := range allRows(d) {
		out = append(out, d.Text()[r.Start:r.Trim])
	}
	return out
}

func TestRows_BreakBetweenWords(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"empty", "", []string{""}},
		{"one word", "hello", []string{"hello"}},
		{"fills", "aaaa bbbb cccc dddd eeeee ffff", []string{"aaaa bbbb cccc dddd eeeee", "ffff"}},
		{"spaces hang over", "aaaa bbbb cccc dddd eeeee    ffff", []string{"aaaa bbbb cccc dddd eeeee", "ffff"}},
		{"giant word", strings.Repeat("x", 60), []string{strings.Repeat("x", 25), strings.Repeat("x", 25), strings.Repeat("x", 10)}},
		{"giant word after a word", "ab " + strings.Repeat("x", 30) + " cd", []string{"ab", strings.Repeat("x", 25), "xxxxx cd"}},
		{"hyphen", "aaaa bbbb cccc dddd long-term", []string{"aaaa bbbb cccc dddd long-", "term"}},
		{"line feed", "one\ntwo\n", []string{"one", "two"}},
		{"leading spaces", "   x", []string{"   x"}},
		{"tab", "a\tb", []string{"a\tb"}},
		{"CJK", strings.Repeat("漢", 13), []string{strings.Repeat("漢", 12), "漢"}},
		{"no break at NBSP", "aaaa bbbb cccc dddd e\u00a0eeeeeee", []string{"aaaa bbbb cccc dddd", "e\u00a0eeeeeee"}},
		{"quotes", "she said “never again, not in a year” twice", []string{"she said “never again,", "not in a year” twice"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := rowTexts(newDoc(tc.text))
			if strings.Join(got, "|") != strings.Join(tc.want, "|") {
				t.Errorf("rows = %q, want %q", got, tc.want)
			}
		})
	}
}

func TestRows_StandWhereTurnsLeaveThem(t *testing.T) {
	d := newDoc("one", "", "aaaa bbbb cccc dddd eeeee ffff gggg hhhh iiii jjjjj kkkk")
	var ys []float32
	for _, r := range allRows(d) {
		ys = append(ys, r.Y)
	}
	want := []float32{8, 8 + 55, 8 + 110, 8 + 134, 8 + 158}
	if len(ys) != len(want) {
		t.Fatalf("rows at %v, want %v", ys, want)
	}
	for i := range ys {
		if ys[i] != want[i] {
			t.Fatalf("rows at %v, want %v", ys, want)
		}
	}
	if h := d.Height(); h != 8+110+72+14+100 {
		t.Errorf("height = %v", h)
	}
}

func TestNew_BearsOddTurns(t *testing.T) {
	for name, tr := range map[string]*app.Transcript{
		"no turns":       {Text: "free text"},
		"nothing":        {},
		"turn too long":  {Text: "abc", Turns: []app.Turn{{Span: app.Span{Start: 1, End: 99}}}},
		"turns overlap":  {Text: "abcdef", Turns: []app.Turn{{Span: app.Span{Start: 0, End: 4}}, {Span: app.Span{Start: 2, End: 6}}}},
		"turns touch":    {Text: "abcdef", Turns: []app.Turn{{Span: app.Span{Start: 0, End: 3}}, {Span: app.Span{Start: 3, End: 6}}}},
		"empty together": {Text: "ab", Turns: []app.Turn{{}, {}, {Span: app.Span{Start: 0, End: 2}}, {Span: app.Span{Start: 2, End: 2}}}},
	} {
		t.Run(name, func(t *testing.T) {
			d := layout.New(tr, layout.NewWidths(fake), metrics)
			for _, r := range allRows(d) {
				d.Hit(d.X(r, r.Start), r.Y)
			}
			for at, n := 0, 0; n < 20; n++ {
				at = d.NextWord(d.Next(at))
			}
			for at, n := len(tr.Text), 0; n < 20; n++ {
				at = d.PrevWord(d.Prev(at))
			}
			d.Word(0)
			d.Sentence(len(tr.Text))
		})
	}
}

func TestHit_TakesTheNearestBoundaryAndTheRightLine(t *testing.T) {
	d := newDoc("aaaa bbbb cccc dddd eeeee ffff", "漢漢漢漢漢漢漢漢漢漢漢漢漢")
	allRows(d)
	two := strings.Index(d.Text(), "漢")
	for _, tc := range []struct {
		name string
		x, y float32
		at   int
		up   bool
	}{
		{"first half of a letter", 3, 10, 0, false},
		{"second half", 5, 10, 1, false},
		{"left of the text", -50, 10, 0, false},
		{"above the page", 11, -50, 1, false},
		{"right of a wrapped line stays before its space", 900, 10, 25, false},
		{"right of the last line", 900, 40, 30, false},
		{"gap below a turn", 0, 8 + 60 - 14 + 5, 26, false},
		{"right of a line without space ends there", 900, 8 + 62 + 3, two + 36, true},
		{"below the page", 0, 9999, two + 36, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if at, up := d.Hit(tc.x, tc.y); at != tc.at || up != tc.up {
				t.Errorf("Hit(%v, %v) = %d, %v, want %d, %v", tc.x, tc.y, at, up, tc.at, tc.up)
			}
		})
	}
}

func TestCover_WholeLineForRightToLeft(t *testing.T) {
	d := newDoc("abc שלום עולם xyz")
	r := allRows(d)[0]
	if !r.RTL {
		t.Fatal("the row is not marked right-to-left")
	}
	if x0, x1, ok := d.Cover(r, app.Span{Start: 4, End: 6}); !ok || x0 != 0 || x1 != r.Width {
		t.Errorf("Cover = %v, %v, %v, want 0, %v, true", x0, x1, ok, r.Width)
	}
}

func TestCover_LeavesSpacesAtTheLineEndOut(t *testing.T) {
	d := newDoc("aaaa bbbb cccc dddd eeeee ffff")
	r := allRows(d)[0]
	if x0, x1, ok := d.Cover(r, app.Span{Start: 5, End: 28}); !ok || x0 != 40 || x1 != 200 {
		t.Errorf("Cover = %v, %v, %v, want 40, 200, true", x0, x1, ok)
	}
	if _, _, ok := d.Cover(r, app.Span{Start: 25, End: 26}); ok {
		t.Error("the hanging space is covered")
	}
}

func TestBounds_WordsSentencesTurns(t *testing.T) {
	d := newDoc("It works, doesn’t it? Yes: 3.5 days.", "漢字 and e\u0301toile 👩‍👩‍👧 ok")
	text := d.Text()
	quote := func(s app.Span) string { return text[s.Start:s.End] }
	at := func(s string) int { return strings.Index(text, s) }
	for _, tc := range []struct{ name, got, want string }{
		{"apostrophe", quote(d.Word(at("does") + 2)), "doesn’t"},
		{"number", quote(d.Word(at("3.5") + 1)), "3.5"},
		{"combining", quote(d.Word(at("toile"))), "e\u0301toile"},
		{"emoji", quote(d.Word(at("👩"))), "👩‍👩‍👧"},
		{"between words", quote(d.WordNear(at(" works"))), "works"}, {"at the end", quote(d.WordNear(d.Turn(0).End)), "."},
		{"sentence one", quote(d.Sentence(3)), "It works, doesn’t it?"},
		{"sentence two", quote(d.Sentence(at("Yes"))), "Yes: 3.5 days."},
		{"end of turn", quote(d.Sentence(d.Turn(0).End)), "Yes: 3.5 days."},
		{"turn", quote(d.Turn(d.TurnOf(at("and")))), "漢字 and e\u0301toile 👩‍👩‍👧 ok"},
		{"trim", quote(d.Trim(app.Span{Start: at(" Yes"), End: at("3.5")})), "Yes:"},
	} {
		if tc.got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, tc.got, tc.want)
		}
	}
}

func TestWordMoves_CrossTurns(t *testing.T) {
	d := newDoc("One, two.", "", "Three!")
	var fwd, back []int
	for at := 0; len(fwd) < 4; {
		at = d.NextWord(at)
		fwd = append(fwd, at)
	}
	for at := len(d.Text()); len(back) < 4; {
		at = d.PrevWord(at)
		back = append(back, at)
	}
	wantF, wantB := []int{3, 8, 16, 17}, []int{11, 5, 0, 0}
	for i := range fwd {
		if fwd[i] != wantF[i] || back[i] != wantB[i] {
			t.Fatalf("forward %v, want %v; back %v, want %v", fwd, wantF, back, wantB)
		}
	}
}

func TestSentenceAndTurnMoves_CrossTurns(t *testing.T) {
	d := newDoc("One is here. Two, too?", "", "Three! 四はここ。五も。")
	text := d.Text()
	end := func(s string) int { return strings.Index(text, s) + len(s) }
	start := func(s string) int { return strings.Index(text, s) }
	for _, tc := range []struct {
		name      string
		move      func(int) int
		from      int
		stations  []int
		thenStays bool
	}{
		{"sentences on", d.NextSentence, 0, []int{end("here."), end("too?"), end("Three!"), end("ここ。"), end("も。")}, true},
		{"from within one", d.NextSentence, 5, []int{end("here.")}, false},
		{"sentences back", d.PrevSentence, len(text), []int{start("五"), start("四"), start("Three"), start("Two"), 0}, true},
		{"turns on", d.NextTurn, 3, []int{end("too?") + 1, start("Three"), len(text)}, true},
		{"turns back", d.PrevTurn, len(text), []int{start("Three"), end("too?") + 1, 0}, true},
		{"ends of turns", d.EndOfTurn, 3, []int{end("too?"), end("too?") + 1, len(text)}, true},
	} {
		at := tc.from
		for i, want := range tc.stations {
			if at = tc.move(at); at != want {
				t.Errorf("%s: stop %d is byte %d, want %d", tc.name, i, at, want)
			}
		}
		if tc.thenStays && tc.move(at) != at {
			t.Errorf("%s: goes on from the end to %d", tc.name, tc.move(at))
		}
	}
}

func TestWider_GoesFromWordToSentenceToTurn(t *testing.T) {
	d := newDoc("One is here. Two, too?", "Three.")
	text := d.Text()
	s := app.Span{Start: 14, End: 14} // inside Two
	for _, want := range []string{"Two", "Two, too?", "One is here. Two, too?", "One is here. Two, too?"} {
		if s = d.Wider(s); text[s.Start:s.End] != want {
			t.Errorf("%q, want %q", text[s.Start:s.End], want)
		}
	}
	over := app.Span{Start: strings.Index(text, "is"), End: strings.Index(text, ", too")}
	if s = d.Wider(over); text[s.Start:s.End] != "One is here. Two, too?" {
		t.Errorf("two sentences grow to %q", text[s.Start:s.End])
	}
}

func TestWider_BeginsWithTheWordTheCaretStandsBehind(t *testing.T) {
	d := newDoc("Yes, I'm here. Two!", "数据")
	text := d.Text()
	for _, c := range []struct {
		name, before, want string
	}{
		{"behind a word, before a space", "Yes, I'm", "I'm"},
		{"behind a word, before a comma", "Yes", "Yes"},
		{"inside", "Yes, I'm he", "here"},
		{"before a word", "Yes, I'm ", "here"},
		{"at the end of a turn", "Yes, I'm here. Two", "Two"},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := len(c.before)
			if s := d.Wider(app.Span{Start: at, End: at}); text[s.Start:s.End] != c.want {
				t.Errorf("Wider() = %q, want %q", text[s.Start:s.End], c.want)
			}
		})
	}
}

func TestWordMoves_StopAtWordsOfEveryScript(t *testing.T) {
	d := newDoc("数据。同步 👩‍👩‍👧 ok")
	text := d.Text()
	var got []string
	for at := 0; len(got) < 6; {
		next := d.NextWord(at)
		got = append(got, strings.TrimSpace(text[at:next]))
		at = next
	}
	want := []string{"数", "据", "。同", "步", "👩‍👩‍👧", "ok"}
	if !slices.Equal(got, want) {
		t.Errorf("words %q, want %q", got, want)
	}
}

// pieces are what odd transcripts are made of.
var pieces = []string{
	"the", "a", "warehouse", "I", "ticket,", "nine-day", "—", "“quoted”", "x", " ", "  ", "\t", "\n", "漢字仮名", "e\u0301", "👩‍👩‍👧‍👦", "🇩🇪🇫🇷",
	"שלום", "مرحبا", "नमस्ते", "\u00a0", "…", "3.50", "can’t", "https://example.org/a/very/long/path?with=query&and=more", "\u200b",
}

func randomText(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(pieces[r.Intn(len(pieces))])
		if r.Intn(3) > 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func boundaries(s string) map[int]bool {
	m := map[int]bool{0: true}
	g := uniseg.NewGraphemes(s)
	for g.Next() {
		_, e := g.Positions()
		m[e] = true
	}
	return m
}

// checkDoc asserts the laws of a layout.
func checkDoc(t *testing.T, d *layout.Doc) {
	t.Helper()
	rows := allRows(d)
	next, turn := 0, -1
	for i, r := range rows {
		if r.First {
			turn++
			next = d.Turn(turn).Start
		}
		if r.Turn != turn || r.Start != next || r.Trim < r.Start || r.Trim > r.End {
			t.Fatalf("row %d is %+v, want turn %d from %d", i, r, turn, next)
		}
		if i > 0 && r.Y < rows[i-1].Y+d.Metrics().Line {
			t.Fatalf("row %d at %v overlaps the row before at %v", i, r.Y, rows[i-1].Y)
		}
		if strings.TrimSpace(d.Text()[r.Trim:r.End]) != "" {
			t.Fatalf("row %d hides %q", i, d.Text()[r.Trim:r.End])
		}
		next = r.End
		if r.Last && next != d.Turn(turn).End {
			t.Fatalf("turn %d ends at %d, want %d", turn, next, d.Turn(turn).End)
		}
	}
	if turn != d.Turns()-1 {
		t.Fatalf("%d turns shown, want %d", turn+1, d.Turns())
	}
	checkHits(t, d, rows)
}

func checkHits(t *testing.T, d *layout.Doc, rows []layout.Row) {
	t.Helper()
	for i := range d.Turns() {
		s := d.Turn(i)
		on := boundaries(d.Text()[s.Start:s.End])
		for _, r := range rows {
			if r.Turn == i && !on[r.Start-s.Start] {
				t.Fatalf("a line starts inside a cluster at %d", r.Start)
			}
		}
		for off := range on {
			at := s.Start + off
			for _, up := range []bool{false, true} {
				r := d.RowOf(at, up)
				x := d.X(r, at)
				got, gotUp := d.HitRow(r, x)
				if got == at && (gotUp == (at == r.End && !r.Last)) {
					continue
				}
				if gx := d.X(d.RowOf(got, gotUp), got); gx != x && !(up && at == r.End) {
					t.Fatalf("byte %d up %v stands at %v, where %d is hit (at %v)", at, up, x, got, gx)
				}
			}
		}
		for x := float32(-10); x < 260; x += 7.3 {
			for _, r := range rows {
				if r.Turn != i {
					continue
				}
				if at, _ := d.HitRow(r, x); !on[at-s.Start] {
					t.Fatalf("Hit at %v of row %d-%d splits a cluster at %d", x, r.Start, r.End, at)
				}
			}
		}
	}
}

func TestLaws_HoldForOddText(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for n := range 60 {
		var turns []string
		for range 1 + r.Intn(4) {
			turns = append(turns, randomText(r, r.Intn(40)))
		}
		d := newDoc(turns...)
		checkDoc(t, d)
		m := metrics
		m.Width = float32(20 + r.Intn(600))
		d.Relayout(m)
		checkDoc(t, d)
		if t.Failed() {
			t.Fatalf("case %d: %q", n, turns)
		}
	}
}

func TestLaws_HoldForAMonologue(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	checkDoc(t, newDoc(randomText(r, 3000)))
	checkDoc(t, newDoc(strings.Repeat("x", 10_000)))
	checkDoc(t, newDoc(strings.Repeat("漢", 4_000)))
	checkDoc(t, newDoc(strings.Repeat("A plain sentence of some words. ", 500)))
}

func FuzzLayout(f *testing.F) {
	f.Add("Well, the link worked.", "“ask your administrator”", float32(120))
	f.Add("漢字 👩‍👩‍👧 e\u0301 שלום", "\n\n \t", float32(33))
	f.Fuzz(func(t *testing.T, a, b string, width float32) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) || strings.ContainsAny(a+b, "\r\x00") || len(a)+len(b) > 300 {
			t.Skip()
		}
		if !(width > 8 && width < 2000) {
			t.Skip()
		}
		m := metrics
		m.Width = width
		d := layout.New(transcript(a, b), layout.NewWidths(fake), m)
		checkDoc(t, d)
		for at := 0; at <= len(d.Text()); at++ {
			d.Word(at)
			d.Sentence(at)
			if n := d.Next(at); n < at {
				t.Fatalf("Next(%d) = %d", at, n)
			}
			if p := d.Prev(at); p > at {
				t.Fatalf("Prev(%d) = %d", at, p)
			}
			if n := d.NextWord(at); n < at && at <= d.Turn(1).End {
				t.Fatalf("NextWord(%d) = %d", at, n)
			}
		}
	})
}
