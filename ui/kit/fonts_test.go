package kit_test

import (
	"runtime"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/ui/kit"
)

// Text is measured in four styles under one theme after another: fonts of themes that are gone take no memory.
func TestForgetFonts(t *testing.T) {
	test.NewTempApp(t)
	change := func(times int) uint64 {
		for range times {
			test.ApplyTheme(t, kit.NewTheme(kit.Light))
			for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Monospace: true}} {
				fyne.MeasureText("Themes come and go", 14, style)
			}
			kit.ForgetFonts()
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := change(1)
	after := change(12)
	if t.Logf("%d MB after one theme, %d after thirteen", before>>20, after>>20); after > before+8<<20 {
		t.Errorf("twelve themes more take %d MB", (after-before)>>20)
	}
}
