package kit

import "testing"

func TestKeys_KeepsWhatIsNoWord(t *testing.T) {
	for _, keys := range []string{"Ctrl Enter", "J / K, arrows", "1 to 4", "Page down, Page up", "tag: study:", "Alt ←", ""} {
		if got := Keys(keys); got != keys {
			t.Errorf("Keys(%q) = %q in English", keys, got)
		}
	}
}
