package history

import (
	"strings"

	"throughline/app"
)

// sayTicks says what was ticked and unticked in a checklist, or how much of it is done.
func sayTicks(_ *pair, a, b value) string {
	was, is := map[string]bool{}, read[[]app.CheckItem](b)
	for _, it := range read[[]app.CheckItem](a) {
		was[it.Text] = it.Done
	}
	var parts []string
	done := 0
	for _, it := range is {
		if it.Done {
			done++
		}
		if before, known := was[it.Text]; known && before != it.Done {
			mark := "✓ "
			if before {
				mark = "open again: "
			}
			parts = append(parts, mark+cut(oneLine(it.Text), textRunes))
		}
	}
	if len(parts) == 0 {
		return app.Number(done) + " of " + app.Number(len(is)) + " done"
	}
	return strings.Join(parts, ", ")
}
