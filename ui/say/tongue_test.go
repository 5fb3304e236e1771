package say

import "testing"

func TestTongue(t *testing.T) {
	for tag, want := range map[string]string{"en": "English", "de": "Deutsch", "es": "Español", "pt-BR": "Português", "": "", "the one we speak": "the one we speak", "qaa": "qaa"} {
		if got := Tongue(tag); got != want {
			t.Errorf("Tongue(%q) = %q, want %q", tag, got, want)
		}
	}
}
