package locale

import "testing"

func TestFill(t *testing.T) {
	tests := []struct {
		name, sentence string
		places         []string
		want           string
	}{
		{"no place", "Gespeichert", nil, "Gespeichert"},
		{"in order", "* und *", []string{"A", "B"}, "A und B"},
		{"in another order", "*2 von *1", []string{"A", "B"}, "B von A"},
		{"a place too few", "* und *", []string{"A"}, "A und "},
		{"at the end", "Tag *", []string{"X"}, "Tag X"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Fill(tt.sentence, tt.places); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
