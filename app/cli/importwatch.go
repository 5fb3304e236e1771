package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"throughline/app/exchange"
	"throughline/app/workspace"
)

// runWatch imports what comes into a folder until it is stopped.
func (c *command) runWatch(ctx context.Context, o importOptions) error {
	if o.every < 100*time.Millisecond {
		return usageError{errors.New("--every takes a time such as 10s")}
	}
	return c.within(ctx, o.workspace, workspace.Existing, func(w *workspace.Workspace) error {
		study, _, err := importStudy(ctx, w, o)
		if err != nil {
			return err
		}
		watch := &exchange.Watch{Dir: o.watch, Study: study}
		if _, err := watch.Look(ctx); err != nil { // a folder that is not there is most likely misspelt
			return err
		}
		fmt.Fprintf(c.Err, "Watching %s. Stop it with Ctrl C.\n", o.watch)
		tick := time.NewTicker(o.every)
		defer tick.Stop()
		away := false
		for {
			select {
			case <-ctx.Done():
				return nil
			case <-tick.C:
			}
			ready, err := watch.Look(ctx)
			if err != nil && ctx.Err() == nil && !away {
				c.report(err)
			}
			if away = err != nil; away || len(ready) == 0 {
				continue
			}
			res, err := w.Exchange.ImportWatched(ctx, watch, ready, c.progress())
			if len(res.Files) > 0 {
				if perr := c.printImport(res); perr != nil {
					return perr
				}
			}
			if err != nil && ctx.Err() == nil {
				return err
			}
		}
	})
}
