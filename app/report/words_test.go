package report

import (
	"testing"

	"throughline/app"
)

var en tongue

func TestInterval95(t *testing.T) {
	for _, tc := range []struct {
		k, n int
		want string
	}{ // vectors: Tullis & Albert's table of adjusted Wald intervals, 4/5, 9/10 and 5/5
		{4, 5, "36–98 %"}, {9, 10, "57–100 %"}, {5, 5, "51–100 %"}, {2, 4, "15–85 %"}, {1, 3, "6–80 %"}, {0, 0, "0–100 %"},
	} {
		if got := en.intervalText(tc.k, tc.n); got != tc.want {
			t.Errorf("en.intervalText(%d, %d) = %s, want %s", tc.k, tc.n, got, tc.want)
		}
	}
}

func TestWords(t *testing.T) {
	for got, want := range map[string]string{
		en.peopleOf(8, 12):                    "8 of 12 people",
		en.peopleOf(1, 0):                     "1 person",
		en.peopleOf(3, 2):                     "3 people",
		en.kOfN(1200, 4000):                   "1,200 of 4,000",
		en.days("2026-09-02", "2026-09-26"):   "2–26 September 2026",
		en.days("2026-08-28", "2026-09-03"):   "28 August – 3 September 2026",
		en.days("2025-12-30", "2026-01-02"):   "30 December 2025 – 2 January 2026",
		en.days("", "2026-01-02"):             "2 January 2026",
		en.days("2026-01-02", "2026-01-02"):   "2 January 2026",
		clock(722 * 1e9):                      "00:12:02",
		clock(app.NoTime):                     "",
		en.enumerate([]string{"a", "b", "c"}): "a, b and c",
		clip("one two three four", 12):        "one two …",
		upperFirst("äpfel"):                   "Äpfel",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
