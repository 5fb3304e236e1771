package chart

import (
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

type halfEm struct{}

func (halfEm) Width(s string, st Style) float64 {
	return float64(utf8.RuneCountInString(s)) * st.Size / 2
}

func TestNewScale(t *testing.T) {
	for _, tc := range []struct {
		lo, hi float64
		want   []float64
	}{
		{0, 12, []float64{0, 5, 10, 15}},
		{0, 3, []float64{0, 1, 2, 3}},
		{0, 0, []float64{0, 1}},
		{-40, 60, []float64{-50, 0, 50, 100}},
		{0, 0.8, []float64{0, 0.2, 0.4, 0.6, 0.8}},
	} {
		got := newScale(tc.lo, tc.hi, 4).ticks()
		if !slices.EqualFunc(got, tc.want, func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }) {
			t.Errorf("ticks of %v…%v = %v, want %v", tc.lo, tc.hi, got, tc.want)
		}
	}
}

func TestWrap(t *testing.T) {
	st := Style{Size: 10} // 5 a rune
	for _, tc := range []struct {
		in, want string
		width    float64
	}{
		{"", "", 50},
		{"one", "one", 50},
		{"one two three", "one two|three", 40},
		{"one two three four", "one two|three f…", 40},
		{"abcdefghijklmno", "abcdefgh|ijklmno", 40},
		{"abcdefghijklmnopqrstuvw", "abcdefgh|ijklmno…", 40},
		{"日本語日本語", "日本|語…", 10},
		{"a", "a", 0},
	} {
		lines := wrap(tc.in, tc.width, 2, halfEm{}, st)
		if got := strings.Join(lines, "|"); got != tc.want {
			t.Errorf("wrap(%q, %v) = %q, want %q", tc.in, tc.width, got, tc.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("Blocked by someone else’s permission", 40.0)
	f.Add("\xff\xfe \u200d👩‍👩‍👧", 1.0)
	f.Fuzz(func(t *testing.T, s string, width float64) {
		if len(s) > 2000 {
			return
		}
		if lines := wrap(s, width, 2, halfEm{}, Style{Size: 10}); len(lines) < 1 || len(lines) > 2 {
			t.Errorf("wrap(%q, %v) gives %d lines", s, width, len(lines))
		}
	})
}

// TestPalette keeps the promise beside the palettes.
func TestPalette(t *testing.T) {
	type matrix [3][3]float64
	views := []matrix{
		{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
		{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}, // protanopia
		{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},  // deuteranopia
	}
	seen := func(c color.NRGBA, m matrix) [3]float64 {
		v := linear(c)
		var w [3]float64
		for i := range w {
			w[i] = math.Min(1, math.Max(0, m[i][0]*v[0]+m[i][1]*v[1]+m[i][2]*v[2]))
		}
		return oklab(w)
	}
	for name, th := range map[string]Theme{"light": Light(10), "dark": Dark(10)} {
		for i, a := range th.Palette {
			if got := contrast(a, th.Surface); got < 3 {
				t.Errorf("%s %d: contrast %.2f, want 3", name, i, got)
			}
			for j, b := range th.Palette[:i] {
				for k, m := range views {
					x, y := seen(a, m), seen(b, m)
					d := math.Sqrt((x[0]-y[0])*(x[0]-y[0]) + (x[1]-y[1])*(x[1]-y[1]) + (x[2]-y[2])*(x[2]-y[2]))
					if d < 0.08 {
						t.Errorf("%s: hues %d and %d are %.3f apart in view %d, want 0.08", name, i, j, d, k)
					}
				}
			}
		}
		for _, c := range []color.NRGBA{th.Ink, th.Muted} {
			if got := contrast(c, th.Surface); got < 4.5 {
				t.Errorf("%s: text contrast %.2f, want 4.5", name, got)
			}
		}
		if got := contrast(th.Accent, th.Surface); got < 3 {
			t.Errorf("%s: accent contrast %.2f, want 3", name, got)
		}
	}
}

func linear(c color.NRGBA) [3]float64 {
	f := func(b uint8) float64 {
		v := float64(b) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return [3]float64{f(c.R), f(c.G), f(c.B)}
}

func contrast(a, b color.NRGBA) float64 { // WCAG 2.2
	l := func(c color.NRGBA) float64 { v := linear(c); return 0.2126*v[0] + 0.7152*v[1] + 0.0722*v[2] + 0.05 }
	return math.Max(l(a), l(b)) / math.Min(l(a), l(b))
}

func oklab(v [3]float64) [3]float64 { // Ottosson 2020
	l := math.Cbrt(0.4122214708*v[0] + 0.5363325363*v[1] + 0.0514459929*v[2])
	m := math.Cbrt(0.2119034982*v[0] + 0.6806995451*v[1] + 0.1073969566*v[2])
	s := math.Cbrt(0.0883024619*v[0] + 0.2817188376*v[1] + 0.6299787005*v[2])
	return [3]float64{0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s, 0.0259040371*l + 0.7827717662*m - 0.8086757660*s}
}

func TestHeadScale_KeepsWordsWhole(t *testing.T) {
	st := Style{Size: 10} // 5 a rune
	for _, tc := range []struct {
		name  string
		heads []string
		width float64
		want  float64
	}{
		{"all fit", []string{"Rules and agreements"}, 50, 1},
		{"one word is a little too wide", []string{"Pay run", "Workaround"}, 45, 0.891},
		{"one word is far too wide", []string{"Datenschutzgrundverordnung"}, 45, leastHead},
		{"none", nil, 45, 1},
	} {
		p := &plan{c: &Chart{Categories: tc.heads}, m: halfEm{}}
		if got := p.headScale(tc.width, st); math.Abs(got-tc.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
}

func TestNewLogScale_GoesFromPowerToPower(t *testing.T) {
	for _, tc := range []struct {
		name   string
		lo, hi float64
		want   []float64
	}{
		{"between powers", 0.3, 40, []float64{0.1, 1, 10, 100}},
		{"from power to power", 1, 1000, []float64{1, 10, 100, 1000}},
		{"one number", 7, 7, []float64{1, 10}},
		{"one power", 10, 10, []float64{10, 100}},
	} {
		s := newLogScale(tc.lo, tc.hi)
		got := s.ticks()
		if len(got) != len(tc.want) {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
			continue
		}
		for i, v := range got {
			if math.Abs(v/tc.want[i]-1) > 1e-9 || math.Abs(s.at(v)-float64(i)/float64(len(got)-1)) > 1e-9 {
				t.Errorf("%s: tick %v at %v", tc.name, v, s.at(v))
			}
		}
	}
}
