package app_test

import (
	"testing"

	"throughline/app"
)

func TestNearestHue(t *testing.T) {
	for i, h := range app.Hues {
		if got := app.NearestHue(h); got != i {
			t.Errorf("NearestHue(%s) = %d, want itself, %d", app.HueCode(i), got, i)
		}
	}
	for _, c := range []struct {
		name string
		rgb  uint32
		want []int // hues a person would accept
	}{
		{"an orange of an older codebook", 0xD47A00, []int{1}},
		{"a sage of one", 0x559779, []int{2}},
		{"an olive of one", 0x584F00, []int{7}},
		{"an amber of one", 0x966400, []int{8}},
		{"a sky of one", 0x3E96D6, []int{9}},
		{"pure blue", 0x0000FF, []int{0, 11}},
		{"navy", 0x000080, []int{0, 11}},
		{"bright orange", 0xFFA500, []int{1, 8}},
		{"light sky blue", 0x87CEFA, []int{9}},
		{"purple", 0x9400D3, []int{4, 6}},
		{"mint", 0x88CCAA, []int{2}},
		{"teal", 0x008080, []int{5}},
		{"pure red", 0xFF0000, []int{1, 3}},
		{"pure green", 0x00B000, []int{2, 10}},
		{"yellow", 0xFFE000, []int{1, 7, 8}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := app.NearestHue(c.rgb)
			for _, w := range c.want {
				if got == w {
					return
				}
			}
			t.Errorf("NearestHue(%06X) = %d, want one of %v", c.rgb, got, c.want)
		})
	}
}

func TestHueCode_WrapsRound(t *testing.T) {
	for _, c := range []struct {
		i    int
		want string
	}{{0, "#2953A6"}, {11, "#1B168D"}, {12, "#2953A6"}, {-1, "#1B168D"}} {
		if got := app.HueOf(c.i); got != app.HueOf(c.i+12) || got < 1 || app.Hues[got-1] != app.Hues[(c.i+12)%12] {
			t.Errorf("HueOf(%d) = %d", c.i, got)
		}
		if got := app.HueCode(c.i); got != c.want {
			t.Errorf("HueCode(%d) = %s, want %s", c.i, got, c.want)
		}
	}
}
