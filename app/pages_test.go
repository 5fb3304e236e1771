package app

import "testing"

func TestTranscript_PageAt(t *testing.T) {
	tr := Transcript{Pages: []PageBreak{{Start: 0, Page: 1}, {Start: 40, Page: 3}}}
	for at, want := range map[int]int{0: 1, 39: 1, 40: 3, 900: 3} {
		if got := tr.PageAt(at); got != want {
			t.Errorf("PageAt(%d) = %d, want %d", at, got, want)
		}
	}
	if got := (&Transcript{}).PageAt(5); got != 0 {
		t.Errorf("a text without pages has page %d", got)
	}
}

func TestFinding_Locator(t *testing.T) {
	for _, c := range []struct {
		name string
		f    Finding
		want string
	}{
		{"time", Finding{Quote: "x", At: 61e9}, "00:01:01"}, {"page", Finding{Quote: "x", At: NoTime, Page: 12}, "p. 12"},
		{"neither", Finding{Quote: "x", At: NoTime}, ""}, {"a note", Finding{Note: "x"}, ""},
	} {
		if got := c.f.Locator(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
