package kit

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2/test"
)

// Sizes of strings that are asked for again are not measured again, however many others come between; those of long ago are forgotten.
func TestMeasure_RemembersWhatIsInSight(t *testing.T) {
	test.NewTempApp(t)
	known := func(text string) bool {
		k := measureKey{text: text, px: Body.Px(), bold: Body.Bold, italic: Body.Italic, mono: Body.Mono}
		_, young := measured.young[k]
		_, old := measured.old[k]
		return young || old
	}
	want := Measure("in sight", Body)
	Measure("long ago", Body)
	for i := range 5 * maxMeasured / 2 {
		Measure(fmt.Sprint("passing by ", i), Body)
		if i%1000 == 0 {
			if !known("in sight") {
				t.Fatalf("forgotten after %d others", i)
			}
			if got := Measure("in sight", Body); got != want {
				t.Errorf("now %v, before %v", got, want)
			}
		}
	}
	if known("long ago") || len(measured.young) > maxMeasured || len(measured.old) > maxMeasured {
		t.Errorf("%d and %d strings are kept", len(measured.young), len(measured.old))
	}
}
