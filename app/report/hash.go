package report

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"math"
)

// fingerprint hashes records as JSON, one a line, in the order they are added: equal data gives an equal hash, whoever
// prints it and when.
type fingerprint struct {
	h   hash.Hash
	enc *json.Encoder
	buf []byte // of a row
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

// addRow adds a row of cells: what they show, cell by cell, so that no two rows give the same bytes.
func (f *fingerprint) addRow(row []Value) {
	b := f.buf[:0]
	for _, v := range row {
		b = append(b, byte(v.Kind))
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Number))
		b = binary.LittleEndian.AppendUint64(b, uint64(len(v.Text)))
		b = append(b, v.Text...)
	}
	f.buf = b
	_, _ = f.h.Write(b) // hashes do not fail
}

func (f *fingerprint) sum() string { return hex.EncodeToString(f.h.Sum(nil)) }

// shortHash is what is printed: the first four and the last three digits.
func shortHash(h string) string {
	if len(h) < 8 {
		return h
	}
	return h[:4] + "…" + h[len(h)-3:]
}
