package kit

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

// The benchmarks of the board count its own work on the UI goroutine by the clock of its thread, a frame at a time; painting pixels is the
// driver's. 200 columns hold 20,000 cards, and another one 20,000 alone, in a window of 1920 by 1080.

func benchBoard(b *testing.B, zoom float32) *Board {
	counts := make([]int, 201)
	for i := range counts {
		counts[i] = 100
	}
	counts[1] = 20_000
	board := boardOf(b, newDeck(counts...), fyne.NewSize(1736, 940))
	board.OnNew = func() {}
	board.SetZoom(zoom)
	return board
}

// frames reports the median, the 95th of 100 and the worst of some times.
func frames(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	at := func(share float64) float64 {
		return float64(times[int(share*float64(len(times)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(at(0.5), "p50-ms")
	b.ReportMetric(at(0.95), "p95-ms")
	b.ReportMetric(at(1), "max-ms")
}

func BenchmarkBoard(b *testing.B) {
	for _, z := range []struct {
		name string
		zoom float32
	}{{"zoom100", 1}, {"zoom50", 0.5}} {
		board := benchBoard(b, z.zoom)
		var times []time.Duration
		frame := func(do func()) {
			t0 := ownTime()
			do()
			times = append(times, ownTime()-t0)
		}
		run := func(name string, loop func(i int)) {
			b.Run(z.name+"/"+name, func(b *testing.B) {
				times = times[:0]
				for i := 0; b.Loop(); i++ {
					loop(i)
				}
				frames(b, times)
			})
		}
		wheel := func(dy float32) *fyne.ScrollEvent {
			return &fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(board.xs[1]-board.x+50, 400)}, Scrolled: fyne.NewDelta(0, dy)}
		}
		run("scroll a column of 20000", func(i int) { frame(func() { board.Scrolled(wheel(-60)) }) })
		run("scroll sideways", func(i int) {
			frame(func() { board.slideTo(float32(i * 90 % 40_000)) })
		})
		run("jump", func(i int) {
			board.x = 0
			frame(func() { board.Go(BoardAt{1, i * 7919 % 20_000}) })
		})
		board.x = 0
		board.Go(BoardAt{1, 0})
		board.pickAll()
		board.dragFrom(board.spotOf(b, BoardAt{1, 0}), fyne.NewPos(600, 400))
		run("drag 20000 cards", func(i int) {
			frame(func() {
				board.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(float32(300+i*13%1300), float32(100+i*7%700))}})
			})
		})
		board.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(1735, 930)}})
		run("drag at the edge", func(i int) {
			if board.x > 30_000 {
				board.x = 0
			}
			frame(board.pullStep)
		})
		board.cancelDrag()
		board.DragEnd()
	}
}
