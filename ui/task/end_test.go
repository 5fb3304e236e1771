package task

import "testing"

func TestPost_DropsWhatComesAfterTheEnd(t *testing.T) {
	t.Cleanup(func() { ended.Store(false) })
	End()
	Post(func() { t.Error("ran although there is no screen any more") })
}
