package task

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
)

func TestPost_DropsWhatComesAfterTheEnd(t *testing.T) {
	t.Cleanup(func() { ended.Store(false) })
	End()
	Post(func() { t.Error("ran although there is no screen any more") })
}

func TestPost_AsksForAPictureOfWhatItDid(t *testing.T) {
	test.NewTempApp(t)
	t.Cleanup(func() { Repaint = nil })
	done := ""
	Repaint = func() { done += " drawn" }
	Post(func() { done += "changed" })
	if done != "changed drawn" {
		t.Errorf("%q", done)
	}
}

func TestEvery_RunsAgainUntilItIsStopped(t *testing.T) {
	test.NewTempApp(t)
	ran := make(chan int)
	n := 0
	var stop func()
	stop = Every(time.Microsecond, func() {
		if n++; n == 3 {
			stop()
		}
		ran <- n
	})
	for want := 1; want <= 3; want++ {
		if got := <-ran; got != want {
			t.Fatalf("ran the %d. time, want %d", got, want)
		}
	}
	select {
	case <-ran:
		t.Error("ran after it was stopped")
	case <-time.After(20 * time.Millisecond):
	}
}
