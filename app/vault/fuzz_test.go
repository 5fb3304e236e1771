package vault

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"throughline/app"
)

var fuzzCost = Cost{KiB: 8, Passes: 1, Threads: 1}

// steady gives the same bytes in every run.
func steady() *rand.ChaCha8 { return rand.NewChaCha8([32]byte{1, 2, 3}) }

var testTime = time.UnixMilli(0)

const fuzzID = "00112233445566778899aabbccddeeff"

func madeHeader(t testing.TB) []byte {
	t.Helper()
	h, err := wrap(steady(), fuzzID, "seven crooked lamps", bytes.Repeat([]byte{7}, keySize), fuzzCost, testTime, testTime)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// FuzzHeader holds that no header crashes or asks for more work than the bounds, and that what is read is written the same.
func FuzzHeader(f *testing.F) {
	made := madeHeader(f)
	f.Add(made)
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"format":2,"kdf":"next"}`))
	f.Add(bytes.Replace(made, []byte(`"kib":8`), []byte(`"kib":4294967295`), 1))
	f.Add(bytes.Replace(made, []byte(`"threads":1`), []byte(`"threads":255`), 1))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := parseHeader(b)
		if err != nil {
			if c := app.CodeOf(err); c != app.EDamaged && c != app.EUnsupported {
				t.Errorf("parseHeader(): %v", err)
			}
			return
		}
		if h.Cost.KiB > maxKiB || h.Cost.Passes > maxPasses {
			t.Fatalf("a header that asks for %+v was let in", h.Cost)
		}
		again, err := json.Marshal(h)
		if err != nil {
			return // times beyond the year 9999
		}
		if h2, err := parseHeader(again); err != nil || h2.ID != h.ID || h2.Cost != h.Cost || !bytes.Equal(h2.Wrapped, h.Wrapped) {
			t.Errorf("written and read again: %+v, %v", h2, err)
		}
		if h.Cost.KiB <= 64 && h.Cost.Passes == 1 {
			if key, err := h.unwrap("another passphrase"); err == nil {
				t.Errorf("a wrong passphrase gives %x", key)
			}
		}
	})
}

// FuzzOpen holds that nothing but what was sealed opens, and that nothing crashes.
func FuzzOpen(f *testing.F) {
	v, err := newSession(fuzzID, bytes.Repeat([]byte{7}, keySize))
	if err != nil {
		f.Fatal(err)
	}
	r := app.Sealed{ID: "r", Use: app.SealedContact, Participant: "p"}
	want := app.Contact{Name: "Ana Silva", Email: "ana@example.org"}
	if err := v.seal(steady(), &r, want); err != nil {
		f.Fatal(err)
	}
	f.Add(r.Data)
	f.Add(r.Data[:len(r.Data)-1])
	f.Add(r.Data[:17])
	f.Add([]byte{2})
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		var got app.Contact
		err := v.open(&app.Sealed{ID: "r", Use: app.SealedContact, Participant: "p", Data: data}, &got)
		if (err == nil) != bytes.Equal(data, r.Data) {
			t.Fatalf("open(%x) = %+v, %v", data, got, err)
		}
		for name, other := range map[string]app.Sealed{"record": {ID: "s", Use: app.SealedContact, Participant: "p"}, "use": {ID: "r", Use: app.SealedAlias, Participant: "p"},
			"person": {ID: "r", Use: app.SealedContact, Participant: "q"}, "study": {ID: "r", Use: app.SealedContact, Participant: "p", Study: "s"}} {
			other.Data = data
			if err := v.open(&other, &got); err == nil {
				t.Errorf("opens in another %s", name)
			}
		}
	})
}

func TestSeal_TellsLittleByItsLengthAndNeverRepeats(t *testing.T) {
	v, err := newSession(fuzzID, bytes.Repeat([]byte{7}, keySize))
	if err != nil {
		t.Fatal(err)
	}
	r := app.Sealed{ID: "r", Use: app.SealedContact, Participant: "p"}
	random := steady()
	length, seen := 0, [][]byte{}
	for _, name := range []string{"Al", "Ana Silva", "Wolfeschlegelsteinhausenbergerdorff", "Ana Silva"} {
		if err := v.seal(random, &r, app.Contact{Name: name}); err != nil {
			t.Fatal(err)
		}
		if length != 0 && len(r.Data) != length {
			t.Errorf("%q takes %d bytes, others %d", name, len(r.Data), length)
		}
		if slices.ContainsFunc(seen, func(b []byte) bool { return bytes.Equal(b, r.Data) }) {
			t.Error("the same bytes twice")
		}
		length, seen = len(r.Data), append(seen, r.Data)
	}
	v.end()
	if !bytes.Equal(v.key, make([]byte, keySize)) {
		t.Error("the key stands after the end")
	}
}

func TestHeader_ACheaperOneIsNotTakenForTheSame(t *testing.T) {
	h, err := parseHeader(madeHeader(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.unwrap("seven crooked lamps"); err != nil {
		t.Fatal(err)
	}
	for name, edit := range map[string]func(*header){"cost": func(h *header) { h.Cost.KiB = 16 }, "salt": func(h *header) { h.Salt[0] ^= 1 },
		"vault": func(h *header) { h.ID = "ff" + h.ID[2:] }, "key": func(h *header) { h.Wrapped[40] ^= 1 }} {
		h, err := parseHeader(madeHeader(t))
		if err != nil {
			t.Fatal(err)
		}
		edit(h)
		if _, err := h.unwrap("seven crooked lamps"); app.CodeOf(err) != app.EInvalid {
			t.Errorf("with another %s: %v", name, err)
		}
	}
}
