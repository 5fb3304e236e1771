//go:build e2e

package e2e

import "testing"

// Lines of the tree in the smallest window: the sample's tags by name. The first is "Daily planning" with four beneath it.
const (
	treeX, treeTop, treeLine = 300, 159, 32
)

// line is the middle of a line of the tree.
func line(n int) int { return treeTop + n*treeLine }

// TestCodebook keeps the sample's tags in order by mouse and keyboard, and takes each act back.
func TestCodebook(t *testing.T) {
	p := openSample(t)
	p.Go("codebook")
	p.MustShow("codebook")
	undo := func() {
		p.Keys("ctrl+z")
		p.Expect("undone")
	}

	p.Drag(treeX, line(1), treeX, line(5)) // Draft Builder onto Help
	p.Expect("committed Move Draft Builder under Help")
	undo()

	p.Click(treeX, line(1))
	p.Keys("shift+Down", "m")
	p.Photo()
	p.Type("Setup")
	p.Photo()
	p.Keys("Return")
	p.Expect("committed Move 2 tags under Setup")
	undo()

	p.Click(treeX, line(1))
	p.Keys("F2")
	p.Photo()
	p.Keys("ctrl+a")
	p.Type("Drafts")
	p.Keys("Return")
	p.Expect("committed Edit tag Drafts")
	undo()

	p.Click(treeX, line(1))
	p.Keys("5")
	p.Expect("committed Pin Draft Builder to 5")
	p.Keys("e")
	p.Type(" More.")
	p.Click(treeX, line(2))
	p.Expect("committed Edit tag Draft Builder")
	undo()
	undo()

	p.Click(treeX, line(1))
	p.Keys("shift+Down", "g")
	p.MustShow("codebook-merge")
	p.Keys("Escape")
	p.Photo()
	p.Keys("Delete")
	p.Expect("committed Delete 2 tags")
	undo()

	p.Click(treeX, line(4)) // Workaround
	p.Keys("p")
	p.MustShow("codebook-split")
	p.Keys("Escape")
	p.Photo()
	p.Keys("Return")
	p.Expect("screen findings")
	p.MustShow("codebook-findings")
	p.Close()
}
