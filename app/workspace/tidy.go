package workspace

import (
	"context"
	"time"

	"throughline/app/history"
)

// Tidy begins, beside everything else, to let go of what the history no longer keeps (history.Keep). It ends with the
// workspace; what is left then is done the next time. A workspace opened for reading only stays as it is.
func (w *Workspace) Tidy() {
	if w.Store.ReadOnly() {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = w.Log.Tidy(ctx, history.Keep, time.Now()) // nothing depends on it; the next opening tries again
	}()
	w.ends = append(w.ends, func() {
		cancel()
		<-ended
	})
}
