package report

import (
	"context"

	"throughline/app"
)

// findingsPage is how many findings are read at once: enough to be quick, few enough to need little memory and to stop soon.
const findingsPage = 2000

// ahead reads all findings of a query, whose page from a place on is told by query, and gives them page by page, the next of which is read meanwhile. It ends with the first
// error of the store or of page, and not before reading has ended.
func ahead(ctx context.Context, store Store, query func(at int) app.FindingQuery, page func([]app.FindingRow) error) error {
	ctx, stop := context.WithCancel(ctx)
	pages, read := make(chan []app.FindingRow), make(chan error, 1)
	go func() {
		defer close(pages)
		read <- func() error {
			for at := 0; ; at += findingsPage {
				rows, err := store.Findings(ctx, query(at))
				if err != nil {
					return err
				}
				select {
				case pages <- rows:
				case <-ctx.Done():
					return ctx.Err()
				}
				if len(rows) < findingsPage {
					return nil
				}
			}
		}()
	}()
	for rows := range pages {
		if err := page(rows); err != nil {
			stop()
			<-read
			return err
		}
	}
	stop()
	return <-read
}
