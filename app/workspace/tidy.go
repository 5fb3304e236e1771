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
	w.beside(func(ctx context.Context) {
		_, _ = w.Log.Tidy(ctx, history.Keep, time.Now()) // nothing depends on it; the next opening tries again
	})
}

// Warm begins, beside everything else, to read what counts of findings are made from, so that the first table, search or chart need
// not wait for it. It ends with the workspace.
func (w *Workspace) Warm() {
	w.beside(func(ctx context.Context) {
		_ = w.Store.WarmFindings(ctx) // who asks first reads it, and hears of errors
	})
}

// beside runs do on a goroutine that ends before the file is closed.
func (w *Workspace) beside(do func(ctx context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		do(ctx)
	}()
	w.ends = append(w.ends, func() {
		cancel()
		<-ended
	})
}
