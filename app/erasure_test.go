package app_test

import (
	"testing"

	"throughline/app"
)

func TestStudy_KeptUntilCountsMonthsFromTheEnd(t *testing.T) {
	for _, tt := range []struct {
		name      string
		end, keep app.Date
		months    int
		want      app.Date
	}{
		{"no limit", "2026-01-31", "", 0, ""},
		{"no end", "", "", 12, ""},
		{"a year", "2026-05-31", "", 12, "2027-05-31"},
		{"a month that is shorter", "2026-01-31", "", 1, "2026-02-28"},
		{"over a leap day", "2024-02-29", "", 12, "2025-02-28"},
		{"its own day", "2026-01-31", "2030-01-01", 12, "2030-01-01"},
		{"an end that is no day", "soon", "", 12, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, _ := (&app.Study{End: tt.end, Keep: tt.keep}).KeptUntil(tt.months); got != tt.want {
				t.Errorf("KeptUntil() = %q, want %q", got, tt.want)
			}
		})
	}
}
