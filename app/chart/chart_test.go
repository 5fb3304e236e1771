package chart_test

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/chart"
)

// evenType measures half the text size a rune, wherever it stands.
type evenType struct{}

func (evenType) Width(s string, st chart.Style) float64 {
	return float64(utf8.RuneCountInString(s)) * st.Size / 2
}

// sketch records what is drawn.
type sketch struct {
	texts []string
	spots []chart.Rect // where the texts stand
	lines []string
	right float64 // rightmost ink
	left  float64
	low   float64
	rects int
	areas int
}

func (s *sketch) Rect(r chart.Rect, _ color.NRGBA, _ float64) {
	s.rects++
	s.see(r.X, r.X+r.W, r.Y+r.H)
}

func (s *sketch) Line(from, to chart.Point, _ float64, _ color.NRGBA) {
	s.lines = append(s.lines, fmt.Sprintf("%.0f,%.0f-%.0f,%.0f", from.X, from.Y, to.X, to.Y))
	s.see(min(from.X, to.X), max(from.X, to.X), max(from.Y, to.Y))
}

func (s *sketch) Area(corners []chart.Point, _ color.NRGBA) {
	s.areas++
	for _, c := range corners {
		s.see(c.X, c.X, c.Y)
	}
}

func (s *sketch) Text(at chart.Point, t string, st chart.Style) {
	s.texts = append(s.texts, t)
	s.spots = append(s.spots, chart.Rect{X: at.X, Y: at.Y - st.Size, W: evenType{}.Width(t, st), H: st.Size})
	s.see(at.X, at.X+evenType{}.Width(t, st), at.Y)
}

func (s *sketch) see(left, right, low float64) {
	s.left, s.right, s.low = min(s.left, left), max(s.right, right), max(s.low, low)
}

func themes() *chart.Chart {
	return &chart.Chart{Kind: chart.Bar, Title: "Themes", Unit: "people", Full: 12,
		Categories: []string{"Blocked by someone else’s permission", "Value comes after the hard part", "Price"},
		Series: []chart.Series{{Values: []float64{8, 7, 3},
			Labels: []string{"8 of 12", "7 of 12", "3 of 12"}}}}
}

func every() map[string]*chart.Chart {
	weeks := []string{"Week 1", "Week 2", "Week 3", "Week 4"}
	two := []chart.Series{{Name: "Asked", Values: []float64{3, 5, math.NaN(), 4}}, {Name: "Said it", Values: []float64{1, 5, 2, 0}}}
	many := &chart.Chart{Kind: chart.Column}
	many.Series = make([]chart.Series, 1)
	for i := range 60 {
		many.Categories = append(many.Categories, fmt.Sprintf("Category number %d", i))
		many.Series[0].Values = append(many.Series[0].Values, float64(i*i))
	}
	return map[string]*chart.Chart{
		"bar":         themes(),
		"two bars":    {Kind: chart.Bar, Categories: weeks, Series: two},
		"negative":    {Kind: chart.Bar, Categories: []string{"a", "b"}, Series: []chart.Series{{Values: []float64{-3, 4}}}},
		"column":      {Kind: chart.Column, Categories: weeks, Series: two, XTitle: "Week"},
		"many":        many,
		"stacked":     {Kind: chart.Stacked, Categories: weeks, Series: two},
		"line":        {Kind: chart.Line, Categories: weeks, Series: two, Unit: "%"},
		"heat":        {Kind: chart.Heat, Categories: weeks, Series: two},
		"scatter":     {Kind: chart.Scatter, Series: []chart.Series{{X: []float64{1, 2, 3}, Values: []float64{3, 1, 2}}}},
		"long word":   {Kind: chart.Bar, Categories: []string{strings.Repeat("ü", 200)}, Series: []chart.Series{{Values: []float64{1}}}},
		"no category": {Kind: chart.Bar, Series: []chart.Series{{}}},
		"all missing": {Kind: chart.Line, Categories: []string{"a"}, Series: []chart.Series{{Values: []float64{math.NaN()}}}},
		"all zero":    {Kind: chart.Stacked, Categories: []string{"a"}, Series: []chart.Series{{Values: []float64{0}}}},
		"unfit":       {Kind: chart.Bar, Categories: []string{"a"}, Series: []chart.Series{{}}},
		"intervals":   {Kind: chart.Column, Categories: weeks, Series: intervals(), Guides: []chart.Guide{{Y1: 12, Name: "Enough"}}},
		"bar spans":   {Kind: chart.Bar, Categories: weeks, Series: intervals(), Hues: []int{1, 2, 3, 0}},
		"band":        {Kind: chart.Line, Categories: weeks, Series: intervals(), Guides: []chart.Guide{{Y1: 5, Name: "Threshold of 5 %"}}},
		"landscape":   landscape(),
		"strip":       strip(),
		"network":     network(),
		"one node":    {Kind: chart.Network, Categories: []string{"alone"}, Series: []chart.Series{{Values: []float64{1}}}},
		"infinite x":  {Kind: chart.Scatter, Series: []chart.Series{{X: []float64{math.Inf(1)}, Values: []float64{3}}}},
	}
}

func intervals() []chart.Series {
	return []chart.Series{{Values: []float64{3, 5, math.NaN(), 4}, Low: []float64{1, 4, math.NaN(), 3}, High: []float64{6, 9, math.NaN(), 4}}}
}

func landscape() *chart.Chart {
	return &chart.Chart{Kind: chart.Scatter, XTitle: "Importance", YTitle: "Satisfaction", XFull: 10, Full: 10,
		Guides: []chart.Guide{{X1: 5, Y1: 0, X2: 10, Y2: 10, Name: "Underserved"}, {X1: 20, Y1: 20, X2: 30, Y2: 30, Name: "Outside"}},
		Series: []chart.Series{{X: []float64{8, 2, 9.9}, Values: []float64{3, 9, 0}, Sizes: []float64{1, 4, 9},
			Names: []string{"Try it first", "Export", "A name that is much too long to stand beside the edge of the chart"}}}}
}

func strip() *chart.Chart {
	return &chart.Chart{Kind: chart.Strip, XTitle: "Minutes", XFull: 40, Series: []chart.Series{
		{Name: "Pricing", X: []float64{1, 30}, To: []float64{2.5, 39}, Values: []float64{1, 1}, Names: []string{"Nobody told us", "Per seat"}},
		{Name: "Trust", X: []float64{5}, To: []float64{5}, Values: []float64{1}}}}
}

func network() *chart.Chart {
	return &chart.Chart{Kind: chart.Network, Unit: "people", Categories: []string{"Pricing", "Trust", "Setup", "Docs", "Alone"}, Hues: []int{3, 0, 1, 2, 4},
		Series: []chart.Series{{Values: []float64{9, 4, 7, 2, 1}}},
		Ties:   []chart.Tie{{From: 0, To: 1, Weight: 4, Label: "said by 4 people"}, {From: 0, To: 2, Weight: 1}, {From: 2, To: 3, Weight: 2}}}
}

func TestLay_DrawsWhatIntervalsAndGuidesSay(t *testing.T) {
	for _, tt := range []struct {
		name         string
		areas, lines int // at least
		text         string
	}{
		{"band", 2, 10, "Threshold of 5 %"}, // a gap parts the band; one end of two points is no area
		{"intervals", 0, 9, "Enough"},
		{"bar spans", 0, 9, "Week 4"},
		{"landscape", 0, 10, "Underserved"},
	} {
		var s sketch
		chart.Lay(every()[tt.name], 480, 0, evenType{}, chart.Light(10)).Draw(&s, chart.Point{})
		if s.areas > tt.areas || (tt.areas > 0 && s.areas == 0) || len(s.lines) < tt.lines || !strings.Contains(strings.Join(s.texts, "|"), tt.text) {
			t.Errorf("%s: %d areas, %d lines, texts %q", tt.name, s.areas, len(s.lines), s.texts)
		}
	}
	l := chart.Lay(every()["band"], 480, 0, evenType{}, chart.Light(10))
	if got, want := l.Marks[1].Text, "Week 2: 5 (4 to 9)"; got != want {
		t.Errorf("told under the pointer: %q, want %q", got, want)
	}
}

func TestLay_NamesDotsWhereTheyHideNothing(t *testing.T) {
	c := &chart.Chart{Kind: chart.Scatter, XFull: 10, Full: 10, Series: []chart.Series{{}}}
	s := &c.Series[0]
	for i := range 200 { // a crowd in one corner, one dot apart
		s.X, s.Values, s.Names = append(s.X, float64(i%4)/50), append(s.Values, float64(i%3)/50), append(s.Names, fmt.Sprint("crowd ", i))
	}
	s.X, s.Values, s.Names = append(s.X, 6), append(s.Values, 6), append(s.Names, "apart")
	var k sketch
	chart.Lay(c, 400, 300, evenType{}, chart.Light(10)).Draw(&k, chart.Point{})
	named := 0
	for _, x := range k.texts {
		if strings.HasPrefix(x, "crowd") {
			named++
		}
	}
	if named > 8 || !slices.Contains(k.texts, "apart") {
		t.Errorf("%d of the crowd are named, texts %q", named, k.texts)
	}
}

func TestLay_NamesOfGuidesStandApart(t *testing.T) {
	for _, tt := range []struct {
		name          string
		first, second chart.Guide
	}{
		{"both end at the upper right", chart.Guide{X1: 10, Y1: 10, X2: 5, Y2: 0}, chart.Guide{X1: 0, Y1: 0, X2: 10, Y2: 10}},
		{"both end at the upper left", chart.Guide{X1: 0, Y1: 10, X2: 5, Y2: 0}, chart.Guide{X1: 10, Y1: 0, X2: 0, Y2: 10}},
	} {
		tt.first.Name, tt.second.Name = "one region", "another region"
		c := &chart.Chart{Kind: chart.Scatter, XFull: 10, Full: 10, Guides: []chart.Guide{tt.first, tt.second}, Series: []chart.Series{{X: []float64{5}, Values: []float64{9}}}}
		var s sketch
		chart.Lay(c, 600, 300, evenType{}, chart.Light(10)).Draw(&s, chart.Point{})
		i, j := slices.Index(s.texts, "one region"), slices.Index(s.texts, "another region")
		if i < 0 || j < 0 {
			t.Errorf("%s: texts %q", tt.name, s.texts)
			continue
		}
		if a, b := s.spots[i], s.spots[j]; a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
			t.Errorf("%s: %v lies over %v", tt.name, a, b)
		}
	}
}

func TestArrange(t *testing.T) {
	c := network()
	at := chart.Arrange(c)
	if again := chart.Arrange(network()); !slices.Equal(at, again) {
		t.Error("equal networks stand in different places")
	}
	apart := func(i, j int) float64 { return math.Hypot(at[i].X-at[j].X, at[i].Y-at[j].Y) }
	if apart(0, 1) >= apart(1, 3) {
		t.Errorf("tied nodes stand %.2f apart, strangers %.2f", apart(0, 1), apart(1, 3))
	}
	for i, p := range at {
		if !(p.X >= 0 && p.X <= 1 && p.Y >= 0 && p.Y <= 1) {
			t.Errorf("node %d stands at %v, outside the unit square", i, p)
		}
		for j := range i {
			if apart(i, j) < 0.05 {
				t.Errorf("nodes %d and %d stand on each other", i, j)
			}
		}
	}
}

func TestLay_TiesAndNodesAreMarks(t *testing.T) {
	l := chart.Lay(network(), 480, 0, evenType{}, chart.Light(10))
	ties, nodes := 0, 0
	for _, m := range l.Marks {
		if m.Tie > 0 {
			ties++
			continue
		}
		nodes++
		got, ok := l.At(chart.Point{X: m.Rect.X + m.Rect.W/2, Y: m.Rect.Y + m.Rect.H/2})
		if !ok || got.Tie != 0 || got.Category != m.Category {
			t.Errorf("the middle of %q finds %q", m.Text, got.Text)
		}
	}
	if ties != 3 || nodes != 5 || l.Marks[0].Text != "Pricing and Trust: said by 4 people" {
		t.Errorf("%d ties, %d nodes, first %q", ties, nodes, l.Marks[0].Text)
	}
}

func TestLay_StaysInsideItsBox(t *testing.T) {
	for name, c := range every() {
		for _, w := range []float64{120, 480} {
			l := chart.Lay(c, w, 0, evenType{}, chart.Light(10))
			var s sketch
			l.Draw(&s, chart.Point{})
			if l.H <= 0 || s.left < -1 || s.right > w*1.02 || s.low > l.H+1 {
				t.Errorf("%s at %.0f: ink %.1f…%.1f, down to %.1f of %.1f", name, w, s.left, s.right, s.low, l.H)
			}
			for _, m := range l.Marks {
				if math.IsNaN(m.Rect.X + m.Rect.Y + m.Rect.W + m.Rect.H) {
					t.Errorf("%s: mark %v is nowhere", name, m)
				}
			}
		}
	}
}

func TestLay_BarsShareTheScaleOfTheWhole(t *testing.T) {
	l := chart.Lay(themes(), 480, 0, evenType{}, chart.Light(10))
	if len(l.Marks) != 3 {
		t.Fatalf("marks = %d, want 3", len(l.Marks))
	}
	if got, want := l.Marks[0].Rect.W/l.Marks[2].Rect.W, 8.0/3; math.Abs(got-want) > 1e-9 {
		t.Errorf("width of 8 against 3 = %v, want %v", got, want)
	}
	var s sketch
	l.Draw(&s, chart.Point{})
	if s.rects != 6 {
		t.Errorf("rectangles = %d, want 3 bars on 3 tracks", s.rects)
	}
	if !strings.Contains(strings.Join(s.texts, "|"), "8 of 12") {
		t.Errorf("texts %v lack the label", s.texts)
	}
}

func TestLay_SaysWhatDoesNotFit(t *testing.T) {
	c := &chart.Chart{Kind: chart.Bar, Series: make([]chart.Series, 1)}
	for i := range 40 {
		c.Categories = append(c.Categories, fmt.Sprint("tag ", i))
		c.Series[0].Values = append(c.Series[0].Values, 1)
	}
	l := chart.Lay(c, 300, 200, evenType{}, chart.Light(10))
	var s sketch
	l.Draw(&s, chart.Point{})
	last := s.texts[len(s.texts)-1]
	if want := fmt.Sprintf("and %d more", 40-len(l.Marks)); last != want || s.low > 200 {
		t.Errorf("last text = %q down to %.0f, want %q inside 200", last, s.low, want)
	}
}

func TestLayout_At(t *testing.T) {
	l := chart.Lay(themes(), 480, 0, evenType{}, chart.Light(10))
	for _, want := range l.Marks {
		r := want.Rect
		got, ok := l.At(chart.Point{X: r.X + r.W/2, Y: r.Y + r.H/2})
		if !ok || got.Category != want.Category {
			t.Errorf("At(middle of %d) = %d, %v", want.Category, got.Category, ok)
		}
	}
	if m, ok := l.At(chart.Point{X: 5, Y: l.Marks[1].Rect.Y}); !ok || m.Text != "Value comes after the hard part: 7 of 12" {
		t.Errorf("At(name) = %q, %v, want the second row", m.Text, ok)
	}
	if _, ok := l.At(chart.Point{X: -1, Y: -1}); ok {
		t.Error("At outside finds a mark")
	}
}

func TestLayout_AtFindsTheNearestLine(t *testing.T) {
	l := chart.Lay(every()["line"], 400, 160, evenType{}, chart.Light(10))
	for _, want := range l.Marks {
		got, ok := l.At(chart.Point{X: want.Rect.X + 1, Y: want.Rect.Y + 1})
		if !ok || got.Category != want.Category || (got.Series != want.Series && got.Value != want.Value) {
			t.Errorf("At(%v) = %+v, %v", want, got, ok)
		}
	}
}

func TestTable(t *testing.T) {
	for _, tc := range []struct {
		name, want string
	}{
		{"bar", "|people;Blocked by someone else’s permission|8 of 12;Value comes after the hard part|7 of 12;Price|3 of 12"},
		{"column", "Week|Asked|Said it;Week 1|3|1;Week 2|5|5;Week 3||2;Week 4|4|0"},
		{"heat", "|Week 1|Week 2|Week 3|Week 4;Asked|3|5||4;Said it|1|5|2|0"},
		{"scatter", "||;|1|3;|2|1;|3|2"},
		{"strip", "||Minutes from|to;Pricing|Nobody told us|1|2.5;Pricing|Per seat|30|39;Trust||5|5"},
		{"network", "||people;Pricing||9;Trust||4;Setup||7;Docs||2;Alone||1;Pricing|Trust|said by 4 people;Pricing|Setup|1;Setup|Docs|2"},
	} {
		tab := every()[tc.name].Table()
		parts := []string{strings.Join(tab.Header, "|")}
		for _, r := range tab.Rows {
			parts = append(parts, strings.Join(r, "|"))
		}
		if got := strings.Join(parts, ";"); got != tc.want {
			t.Errorf("%s: Table() = %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestValidate(t *testing.T) {
	if err := themes().Validate(); err != nil {
		t.Error(err)
	}
	one := []chart.Series{{Values: []float64{1}}}
	for name, c := range map[string]*chart.Chart{
		"values":         every()["unfit"],
		"kind":           {Kind: "pie"},
		"tie to nowhere": {Kind: chart.Network, Categories: []string{"a"}, Series: one, Ties: []chart.Tie{{From: 0, To: 1, Weight: 1}}},
		"weightless tie": {Kind: chart.Network, Categories: []string{"a"}, Series: one, Ties: []chart.Tie{{Weight: math.NaN()}}},
		"places":         {Kind: chart.Network, Categories: []string{"a"}, Series: one, Places: make([]chart.Point, 2)},
		"half interval":  {Kind: chart.Bar, Categories: []string{"a"}, Series: []chart.Series{{Values: []float64{1}, Low: []float64{0}}}},
		"endless":        {Kind: chart.Strip, Series: []chart.Series{{Values: []float64{1}, X: []float64{0}}}},
		"colours":        {Kind: chart.Bar, Categories: []string{"a"}, Series: one, Hues: []int{1, 2}},
	} {
		if err := c.Validate(); app.CodeOf(err) != app.EInvalid {
			t.Errorf("%s: Validate = %v, want EInvalid", name, err)
		}
	}
}

func TestFormat(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 12: "12", 1250: "1,250", -1234567.5: "-1,234,567.5", 0.126: "0.13",
		-0.001: "0", 1e6: "1,000,000", math.Inf(1): "", 999.999: "1,000"} {
		if got := chart.Format(v); got != want {
			t.Errorf("Format(%v) = %q, want %q", v, got, want)
		}
	}
}

func TestLay_GrowthByFactorsIsALineOnALogAxis(t *testing.T) {
	c := &chart.Chart{Kind: chart.Line, Log: true, Categories: []string{"1", "2", "3", "4"}, Guides: []chart.Guide{{Y1: 1, Name: "aim"}, {Y1: 0, Name: "nowhere"}},
		Series: []chart.Series{{Name: "a", Values: []float64{1, 10, 100, 1000}}, {Name: "b", Values: []float64{0, -3, 5, 50}, Low: []float64{0, 0, 0, 10}, High: []float64{1, 1, 9, 90}}}}
	l := chart.Lay(c, 400, 200, evenType{}, chart.Light(10))
	var ys []float64
	for _, m := range l.Marks {
		if m.Series == 0 {
			ys = append(ys, m.Rect.Y)
		}
		if math.IsNaN(m.Rect.Y) || math.IsInf(m.Rect.Y, 0) {
			t.Errorf("%q has no place", m.Text)
		}
	}
	if len(l.Marks) != 6 || len(ys) != 4 {
		t.Fatalf("%d marks, want those above 0", len(l.Marks))
	}
	for i := 1; i < 3; i++ {
		if up, next := ys[i-1]-ys[i], ys[i]-ys[i+1]; up <= 0 || math.Abs(up-next) > 1e-6 {
			t.Errorf("steps of %v and %v", up, next)
		}
	}
	if none := (&chart.Chart{Kind: chart.Line, Log: true, Categories: []string{"1"}, Series: []chart.Series{{Values: []float64{0}}}}); !none.Empty() {
		t.Error("a chart of nothing above 0 has nothing to show")
	}
}
