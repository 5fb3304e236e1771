package findings

import (
	"slices"
	"testing"

	"throughline/app/report"
)

// TestColumns_AreKnownToExports: what the table shows can be written to a file under the same id.
func TestColumns_AreKnownToExports(t *testing.T) {
	known := report.ListColumns()
	for _, c := range columns {
		if !slices.Contains(known, string(c.id)) {
			t.Errorf("the column %q cannot be exported: %v", c.id, known)
		}
	}
}
