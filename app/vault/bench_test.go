package vault

import "testing"

// BenchmarkUnwrap is how long one try of a passphrase takes at DefaultCost.
func BenchmarkUnwrap(b *testing.B) {
	h, err := wrap(steady(), fuzzID, "seven crooked lamps", make([]byte, keySize), DefaultCost, testTime, testTime)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := h.unwrap("seven crooked lamps"); err != nil {
			b.Fatal(err)
		}
	}
}
