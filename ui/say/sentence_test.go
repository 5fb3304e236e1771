package say

import "testing"

func TestSentence_IsMadeOfPieces(t *testing.T) {
	tests := []struct{ name, got, want string }{
		{"numbers with nouns", "12 interviews, 1,188 findings, 9 themes", "12 Interviews, 1.188 Befunde, 9 Themen"},
		{"signs", "+188 findings, −9 themes", "+188 Befunde, −9 Themen"},
		{"a share of people", "11 of 12 people", "11 von 12 Personen"},
		{"a quoted name", "“Pay day” is stale", "„Pay day“ ist veraltet"},
		{"a name is not looked into", "“Themes” is stale", "„Themes“ ist veraltet"},
		{"a word that nobody knows", "12 zorks of 3 interviews", "12 zorks of 3 interviews"},
		{"two sentences", "It is locked. It is locked.", "Es ist gesperrt. Es ist gesperrt."},
		{"a date", "20 Dec 2026", "20. Dez. 2026"},
		{"only a name", "Pay day", "Pay day"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := in(German).sentence(tt.got); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
