//go:build e2e

package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// Where the buttons of the reports screen stand, pixels.
const (
	saveX    = 335
	reportY  = 664
	metricsY = 704
)

// TestManager goes the way of a product manager: what do we know about this, by meaning and by word, an answer in its place, an insight
// with its evidence, the findings of one segment, what the numbers say, a report to forward and the metric sheet. The report must be a PDF.
func TestManager(t *testing.T) {
	p := openSample(t)
	p.Keys("ctrl+shift+k")
	p.Expect("screen search")
	p.Photo()
	p.Type("people who gave up during setup")
	p.MustShow("search-meaning")
	p.Keys("ctrl+a")
	p.Type("invitation")
	p.MustShow("search-words")
	p.Keys("Down", "Return") // the first answer is an insight or a theme
	p.Expect("screen")
	p.MustShow("search-opened")
	p.Keys("alt+Left")
	p.Expect("screen search")
	p.Go("insights")
	p.Keys("Down")
	p.MustShow("insight-evidence")
	p.Go("findings")
	p.Keys("f")
	p.Photo()
	p.Type("planner")
	p.Photo()
	p.Keys("Return", "Escape")
	p.MustShow("findings-segment")
	p.Keys("ctrl+0")
	p.Expect("screen analysis")
	p.MustShow("analysis")
	p.Go("reports")
	p.MustShow("reports")
	for _, y := range []int{reportY, metricsY} {
		p.Click(saveX, y)
		p.Photo()
		p.Keys("Return")
		p.Expect("job done Write")
		p.Photo()
	}
	p.Close()
	files, err := filepath.Glob(filepath.Join(p.Home, "Documents", "*.pdf"))
	if err != nil || len(files) != 1 {
		t.Fatalf("reports in Documents: %v, %v; want one", files, err)
	}
	data, err := os.ReadFile(files[0])
	if err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) || len(data) < 20_000 {
		t.Errorf("the report has %d bytes, %v", len(data), err)
	}
	if sheets, err := filepath.Glob(filepath.Join(p.Home, "Documents", "*.xlsx")); err != nil || len(sheets) != 1 {
		t.Errorf("sheets in Documents: %v, %v; want one", sheets, err)
	}
}
