package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"

	"throughline/app"
)

// fingerprint hashes records as JSON, one a line, in the order they are added: equal data gives an equal hash, whoever
// prints it and when.
type fingerprint struct {
	h   hash.Hash
	enc *json.Encoder
}

func newFingerprint() *fingerprint {
	h := sha256.New()
	return &fingerprint{h: h, enc: json.NewEncoder(h)}
}

func (f *fingerprint) add(label string, records any) error {
	if err := f.enc.Encode(label); err != nil {
		return fmt.Errorf("report: hash: %w", err)
	}
	if err := f.enc.Encode(records); err != nil {
		return fmt.Errorf("report: hash %s: %w", label, err)
	}
	return nil
}

// addFindings adds findings one by one, so that the JSON of all is never held at once.
func (f *fingerprint) addFindings(rows []app.FindingRow) error {
	for i := range rows {
		if err := f.enc.Encode(&rows[i]); err != nil {
			return fmt.Errorf("report: hash findings: %w", err)
		}
	}
	return nil
}

func (f *fingerprint) sum() string { return hex.EncodeToString(f.h.Sum(nil)) }

// shortHash is what is printed: the first four and the last three digits.
func shortHash(h string) string {
	if len(h) < 8 {
		return h
	}
	return h[:4] + "…" + h[len(h)-3:]
}
