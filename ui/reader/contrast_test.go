package reader

import (
	"fmt"
	"image/color"
	"testing"

	"fyne.io/fyne/v2/test"

	"throughline/ui/kit"
)

// Text keeps 4.5:1 on every tint, however many findings overlap, selected or found, in both themes.
func TestTints_KeepTheTextLegible(t *testing.T) {
	a := test.NewTempApp(t)
	for _, mode := range []kit.Mode{kit.Light, kit.Dark} {
		a.Settings().SetTheme(kit.NewTheme(mode))
		v := &TextView{}
		for c := range kit.TagColors {
			v.marks = append(v.marks, Mark{Colors: []int{c}})
		}
		v.marks = append(v.marks, Mark{})
		worst, where := 21.0, ""
		for first := range v.marks {
			for depth := 1; depth <= len(v.marks); depth++ {
				var on []int
				for k := range depth {
					on = append(on, (first+k)%len(v.marks))
				}
				ground := kit.Over(v.tintOf(on), kit.Color(kit.Background))
				for _, over := range []color.NRGBA{kit.Alpha(kit.Color(kit.Accent), selectionTint), hitTint(true)} {
					if r := kit.Contrast(kit.Color(quietOn(true)), kit.Over(over, ground)); r < worst {
						worst, where = r, fmt.Sprint(on)
					}
				}
			}
		}
		if worst < 4.5 {
			t.Errorf("%s: %.2f for %s", mode, worst, where)
		}
		t.Logf("%s: at least %.2f (%s)", mode, worst, where)
	}
}
