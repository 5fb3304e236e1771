package findings

import (
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"fyne.io/fyne/v2/test"

	"throughline/ui/kit"
)

// BenchmarkFilterByAnyValue types into the picker of all values of a million findings; own is the work of a letter on the UI goroutine by the clock
// of its thread, gathering by that of the first letter.
func BenchmarkFilterByAnyValue(b *testing.B) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	own := func() time.Duration {
		const threadCPU = 3 // CLOCK_THREAD_CPUTIME_ID of clock_gettime(2)
		var t syscall.Timespec
		_, _, _ = syscall.Syscall(syscall.SYS_CLOCK_GETTIME, threadCPU, uintptr(unsafe.Pointer(&t)), 0) // cannot fail for this clock
		return time.Duration(t.Nano())
	}
	test.NewTempApp(b)
	m := manyValues()
	v := &values{f: &facets{model: m}, of: m.FacetsShown, each: eachFacet, named: true}
	v.make("Filter by…", 400)
	w := test.NewTempWindow(b, kit.NewText("", kit.Body))
	v.open = v.picker.ShowTop(w.Canvas())
	test.WidgetRenderer(v.picker)
	var letters, gathered []time.Duration
	for b.Loop() {
		m.counts++
		began := own()
		v.renew()
		gathered = append(gathered, own()-began)
		for _, q := range []string{"s", "se", "seg", "segm", "p", "pr", "pri", "interview 12", "xyz", ""} {
			began := own()
			v.picker.SetItems(v.find(q))
			letters = append(letters, own()-began)
		}
	}
	slices.Sort(letters)
	slices.Sort(gathered)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(letters[len(letters)/2]), "own-p50-ms")
	b.ReportMetric(ms(letters[len(letters)*95/100]), "own-p95-ms")
	b.ReportMetric(ms(letters[len(letters)-1]), "own-worst-ms")
	b.ReportMetric(ms(gathered[len(gathered)/2]), "gather-p50-ms")
}
