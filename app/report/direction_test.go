package report_test

import (
	"testing"

	"throughline/app/report"
)

func TestRightToLeft(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		runs, has  bool
	}{
		{"nothing", "", false, false},
		{"latin", "They waited", false, false},
		{"hebrew", "שלום world", true, true},
		{"arabic behind quotes and digits", "“12 مرحبا", true, true},
		{"a hebrew word in english", "She said שלום and left", false, true},
		{"digits alone", "12:30", false, false},
		{"thai", "สวัสดี", false, false},
		{"cjk and emoji", "日本 🎉", false, false},
		{"a stray byte", "\xff", false, false},
	} {
		if got, has := report.RightToLeft(tc.text), report.HasRightToLeft(tc.text); got != tc.runs || has != tc.has {
			t.Errorf("%s: runs %v, has %v; want %v, %v", tc.name, got, has, tc.runs, tc.has)
		}
	}
}
