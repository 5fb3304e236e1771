package rival_test

import (
	"runtime"
	"testing"

	"throughline/storage/rival"
	"throughline/storage/rival/rivaltest"
)

// BenchmarkRead_Large reads a QualCoder project of 200 interviews of 140 kB and 100,000 codings. live-MB is what the project holds, and
// peak-MB what the program had from the system at most.
func BenchmarkRead_Large(b *testing.B) {
	path := rivaltest.LargeQualCoder(b, b.TempDir(), 200, 300, 100_000)
	for b.Loop() {
		p, err := rival.Read(b.Context(), path, "", nil)
		if err != nil {
			b.Fatal(err)
		}
		if n := count(p).codings; n != 100_000 {
			b.Fatalf("%d codings", n)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.Sys)/1e6, "peak-MB")
		runtime.GC()
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/1e6, "live-MB")
		runtime.KeepAlive(p)
	}
}
