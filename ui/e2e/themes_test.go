//go:build e2e

package e2e

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app/workspace"
)

// TestThemes goes the way of a grouping by the keyboard: propose themes, cut them finer, leave one out, accept, lock two of them, propose
// again and accept, and takes the last step back. The file must then hold the board with its two locks.
func TestThemes(t *testing.T) {
	p := openSample(t)
	p.Go("themes")
	p.Photo()   // the board is read when the picture stands still
	p.Keys("v") // to the list
	p.Photo()
	p.Keys("p")
	p.Expect("job done Propose themes")
	p.MustShow("themes-proposal")
	p.Keys("plus", "plus")
	p.Photo()
	p.Keys("Down", "space")
	p.MustShow("themes-finer")
	p.Keys("a")
	accepted := p.Expect("committed Accept")
	p.Photo()
	for range 9 { // past the sample's own themes
		p.Keys("Down")
	}
	for range 2 {
		p.Keys("l")
		p.Expect("committed Lock theme")
		p.Keys("Down")
	}
	p.Keys("p")
	p.Expect("job done Propose themes")
	p.Photo()
	p.Keys("minus")
	p.MustShow("themes-again")
	p.Keys("a")
	p.Expect("committed Accept")
	p.Keys("ctrl+z")
	p.Expect("undone")
	p.Close()
	mustBeWhole(t, filepath.Join(p.Home, "Documents", "Throughline sample.throughline"), func(w *workspace.Workspace) {
		rows, err := w.Store.Themes(context.Background(), "")
		if err != nil {
			t.Fatal(err)
		}
		proposed, locked := 0, 0
		for i := range rows {
			if rows[i].Proposed {
				proposed++
			}
			if rows[i].Locked {
				locked++
			}
		}
		if proposed < 2 || locked != 2 || !strings.Contains(accepted, "proposed theme") {
			t.Errorf("%d proposed themes on the board, %d locked; the program said %q", proposed, locked, accepted)
		}
	})
}
