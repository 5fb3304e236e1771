package kit

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
)

var palettes = map[string]*palette{"light": &light, "dark": &dark, "high contrast": &highLight, "high contrast, dark": &highDark}

// high are the palettes of high contrast, with more to hold to: text at 7:1 (WCAG 2.2, 1.4.6), marks and lines at 4.5:1.
func high(p *palette) bool { return p == &highLight || p == &highDark }

// grounds are what words and marks stand on: the plain grounds, as they are and under the tints of pointer and press; what is selected; the soft grounds of badges.
func grounds(p *palette) map[string]color.NRGBA {
	out := map[string]color.NRGBA{}
	for _, g := range []Token{Background, Rail, Surface} {
		out[string(g)] = p.colors[g]
		for _, tint := range []Token{HoverTint, PressTint} {
			out[string(g)+" under "+string(tint)] = Over(p.colors[tint], p.colors[g])
		}
	}
	for _, g := range []Token{AccentSoft, GoodSoft, WarnSoft, BadSoft} {
		out[string(g)] = p.colors[g]
	}
	return out
}

// Every colour of words on every ground: a word of any tone stands in rows that are selected, hovered and pressed, and in badges. Faint is not among them: it is for what
// cannot be pressed now.
func TestTheme_TextReadsOnEveryGround(t *testing.T) {
	for name, p := range palettes {
		want := 4.5
		if high(p) {
			want = 7
		}
		check := func(ink Token, ground string, on color.NRGBA) {
			if c := Contrast(p.colors[ink], on); c < want {
				t.Errorf("%s: %s on %s = %.2f, want %.1f", name, ink, ground, c, want)
			}
		}
		for ground, on := range grounds(p) {
			for _, ink := range []Token{Ink, Muted, Accent, GoodInk, WarnInk, BadInk} {
				check(ink, ground, on)
			}
		}
		for ink, on := range map[Token]Token{OnAccent: Accent, OnBad: Bad, OnToast: Toasted} {
			check(ink, string(on), p.colors[on])
			for _, tint := range []Token{HoverTint, PressTint} {
				if on != Toasted {
					check(ink, string(on)+" under "+string(tint), Over(p.colors[tint], p.colors[on]))
				}
			}
		}
	}
}

// Marks on the grounds they are drawn on: every plain one, what is selected, and the unfilled part of a bar. The accent is the focus ring as well, which stands on all.
func TestTheme_MarksAreSeenOnEveryGround(t *testing.T) {
	for name, p := range palettes {
		marks, want := []Token{Accent, Good, Warn, Bad, Edge}, 3.0
		if high(p) {
			marks, want = append(marks, Line, Faint), 4.5
		}
		check := func(m Token, ground string, on color.NRGBA) {
			if c := Contrast(p.colors[m], on); c < want {
				t.Errorf("%s: %s on %s = %.2f, want %.1f", name, m, ground, c, want)
			}
		}
		for _, m := range marks {
			for _, g := range []Token{Background, Rail, Surface} {
				check(m, string(g), p.colors[g])
			}
		}
		for _, m := range []Token{Accent, Good, Bad, Edge} {
			check(m, string(AccentSoft), p.colors[AccentSoft])
		}
		for _, m := range []Token{Accent, Good, Warn, Bad} {
			if !high(p) { // there a bar has an edge besides
				check(m, string(Track), p.colors[Track])
			}
		}
		for ground, on := range grounds(p) {
			check(Accent, ground, on)
		}
	}
}

func TestTheme_AllPalettesHaveTheSameTokens(t *testing.T) {
	names := map[string]bool{}
	for name, p := range palettes {
		names[p.name] = true
		for tok := range light.colors {
			if _, ok := p.colors[tok]; !ok {
				t.Errorf("%s has no %s", name, tok)
			}
		}
		if len(light.colors) != len(p.colors) {
			t.Errorf("light has %d tokens, %s %d", len(light.colors), name, len(p.colors))
		}
	}
	if len(names) != len(palettes) {
		t.Errorf("two palettes have one name: %v", names)
	}
}

func TestTheme_EachModeHasItsPalette(t *testing.T) {
	for mode, want := range map[Mode]*palette{Light: &light, Dark: &dark, HighContrast: &highLight, HighDark: &highDark} {
		for variant := range fyne.ThemeVariant(2) {
			if got := NewTheme(mode).palette(variant); got != want {
				t.Errorf("%s in variant %d = %s, want %s", mode, variant, got.name, want.name)
			}
		}
	}
}

func TestTheme_AnswersFynesNamesAndForcesTheMode(t *testing.T) {
	for name, tok := range fyneColors {
		if got := NewTheme(Dark).Color(name, 1); got != color.Color(dark.colors[tok]) {
			t.Errorf("Color(%s) in a light system = %v, want the dark %s", name, got, tok)
		}
	}
}

// Marks and inks of the palette. The floor of 10 CIELAB units under simulated colour blindness is about four times the
// just noticeable difference of 2.3 (Mahy, van Eycken, Oosterlinck 1994); a word always accompanies the colour.
func TestTagPalette(t *testing.T) {
	for name, p := range palettes {
		marks := make([]color.NRGBA, TagColors)
		for i, h := range tagHues {
			mark, ink := h.mark, h.inkLit
			if p.dark {
				mark, ink = h.darkMark, h.inkNight
			}
			marks[i] = mark
			for _, g := range []Token{Background, Surface, Rail, AccentSoft} {
				if c := Contrast(ink, p.colors[g]); c < 4.5 {
					t.Errorf("%s %s: ink on %s = %.2f, want 4.5", name, h.name, g, c)
				}
			}
			for ground, on := range markGrounds(p) {
				if c := Contrast(mark, on); c < 3 {
					t.Errorf("%s %s: mark on %s = %.2f, want 3", name, h.name, ground, c)
				}
			}
			for _, g := range []Token{Background, Surface} {
				if c := Contrast(p.colors[Ink], Over(Alpha(mark, 0.22), p.colors[g])); c < 4.5 {
					t.Errorf("%s %s: text on tint over %s = %.2f, want 4.5", name, h.name, g, c)
				}
			}
		}
		for vision, m := range map[string][9]float64{"protanopia": protanopia, "deuteranopia": deuteranopia} {
			for i := range marks {
				for j := range i {
					if d := distance(seen(marks[i], m), seen(marks[j], m)); d < 10 {
						t.Errorf("%s, %s: %s and %s are %.1f apart, want 10", name, vision, tagHues[i].name, tagHues[j].name, d)
					}
				}
			}
		}
	}
}

// markGrounds are what marks of tags stand on: the plain grounds, as they are, under the pointer and pressed, and what is selected, on which no tint is
// laid. In high contrast they have 3:1 as well, no more: at 4.5:1 twelve hues could not be told apart.
func markGrounds(p *palette) map[string]color.NRGBA {
	out := map[string]color.NRGBA{string(AccentSoft): p.colors[AccentSoft]}
	for _, g := range []Token{Background, Rail, Surface} {
		out[string(g)] = p.colors[g]
		for _, tint := range []Token{HoverTint, PressTint} {
			out[string(g)+" under "+string(tint)] = Over(p.colors[tint], p.colors[g])
		}
	}
	return out
}

// A press looks other than what only lies under the pointer, on every plain ground.
func TestTheme_PressIsStrongerThanHover(t *testing.T) {
	for name, p := range palettes {
		for _, g := range []Token{Background, Rail, Surface} {
			on, under, pressed := p.colors[g], Over(p.colors[HoverTint], p.colors[g]), Over(p.colors[PressTint], p.colors[g])
			if hover, press := Contrast(on, under), Contrast(on, pressed); hover >= press || hover < 1.02 {
				t.Errorf("%s: on %s the pointer makes %.3f, a press %.3f", name, g, hover, press)
			}
		}
	}
}

// Matrices for severity 1.0 on linear RGB. Source: Machado, Oliveira, Fernandes 2009, "A physiologically-based model
// for simulation of color vision deficiency", table 1.
var (
	protanopia   = [9]float64{0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998}
	deuteranopia = [9]float64{0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881}
)

// seen is a colour in CIELAB (D65) as an eye with matrix m sees it.
func seen(c color.NRGBA, m [9]float64) [3]float64 {
	in := [3]float64{linear(c.R), linear(c.G), linear(c.B)}
	var l [3]float64
	for i := range l {
		l[i] = min(1, max(0, m[3*i]*in[0]+m[3*i+1]*in[1]+m[3*i+2]*in[2]))
	}
	f := func(v float64) float64 {
		if v > 0.008856 {
			return math.Cbrt(v)
		}
		return 7.787*v + 16.0/116
	}
	x := f((0.4124*l[0] + 0.3576*l[1] + 0.1805*l[2]) / 0.95047)
	y := f(0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2])
	z := f((0.0193*l[0] + 0.1192*l[1] + 0.9505*l[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func distance(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

func TestContrast_BlackOnWhiteIs21(t *testing.T) {
	if c := Contrast(color.NRGBA{A: 255}, color.NRGBA{R: 255, G: 255, B: 255, A: 255}); math.Abs(c-21) > 0.01 {
		t.Errorf("Contrast = %v, want 21", c)
	}
}
