package vault

import (
	"bytes"
	"crypto/cipher"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"io"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"

	"throughline/app"
)

// Cost says how much work it is to try one passphrase: argon2id (RFC 9106). The zero value means DefaultCost.
type Cost struct {
	KiB     uint32 `json:"kib"`     // memory
	Passes  uint32 `json:"passes"`  // over that memory
	Threads uint8  `json:"threads"` // lanes; part of the result, so that every computer derives with as many
}

// DefaultCost is the second recommended option of RFC 9106, section 4: 64 MiB, three passes, four lanes. It takes a tenth of a second or two
// on a computer of today, and as much memory for each guess of somebody who has the file.
var DefaultCost = Cost{KiB: 64 << 10, Passes: 3, Threads: 4}

// Bounds of what a header may ask of the computer that opens it: 1 GiB, 64 passes.
const (
	maxKiB    = 1 << 20
	maxPasses = 64
)

// header is what is kept in the open about the vault: how the passphrase is worked into a key, and the data key wrapped by that.
type header struct {
	Format  int       `json:"format"`
	ID      string    `json:"id"`   // of the vault: 32 hexadecimal digits, made with the data key
	Kdf     string    `json:"kdf"`  // argon2id
	Cost    Cost      `json:"cost"` //
	Salt    []byte    `json:"salt"`
	Wrapped []byte    `json:"wrapped"` // nonce, then the data key sealed by XChaCha20-Poly1305
	Made    time.Time `json:"made"`
	Changed time.Time `json:"changed"` // when the passphrase was last set
}

// Sizes, in bytes.
const (
	format   = 1
	idSize   = 16
	keySize  = chacha20poly1305.KeySize
	saltSize = 16
	wrapSize = chacha20poly1305.NonceSizeX + keySize + chacha20poly1305.Overhead
	maxBytes = 4096 // of a header
)

const argon2id = "argon2id"

// parseHeader reads a stored header. Returns EDamaged for one that says no sense, EUnsupported for one of a newer version.
func parseHeader(b []byte) (*header, error) {
	var h header
	if len(b) > maxBytes || json.Unmarshal(b, &h) != nil {
		return nil, damagedHeader()
	}
	if h.Format > format || h.Format == format && h.Kdf != argon2id {
		return nil, &app.Error{Code: app.EUnsupported, Message: "The vault was made by a newer Throughline.", Hint: "Open the workspace with that version."}
	}
	id, err := hex.DecodeString(h.ID)
	c := h.Cost
	switch {
	case h.Format != format, err != nil, len(id) != idSize, len(h.Salt) != saltSize, len(h.Wrapped) != wrapSize,
		c.Threads == 0, c.Passes == 0, c.Passes > maxPasses, c.KiB < 8*uint32(c.Threads), c.KiB > maxKiB:
		return nil, damagedHeader()
	}
	return &h, nil
}

func damagedHeader() error {
	return &app.Error{Code: app.EDamaged, Message: "The key of the vault is damaged.",
		Hint: "Go back to a backup of the workspace. The research itself can be read without the vault."}
}

// binding says what the wrapped key belongs to; no other header's key opens in its place, and no other cost.
func (h *header) binding() []byte {
	return bound("throughline vault key", h.ID, h.Kdf, string(binary.BigEndian.AppendUint64(nil, uint64(h.Cost.KiB)<<32|uint64(h.Cost.Passes)<<8|uint64(h.Cost.Threads))))
}

// wrap makes the header in which passphrase opens key. id is the vault's.
func wrap(random io.Reader, id, passphrase string, key []byte, cost Cost, made, now time.Time) (*header, error) {
	if cost == (Cost{}) {
		cost = DefaultCost
	}
	h := &header{Format: format, ID: id, Kdf: argon2id, Cost: cost, Salt: make([]byte, saltSize), Made: app.Moment(made), Changed: app.Moment(now)}
	if _, err := io.ReadFull(random, h.Salt); err != nil {
		return nil, err
	}
	aead, err := h.passAEAD(passphrase)
	if err != nil {
		return nil, err
	}
	h.Wrapped, err = sealWith(aead, random, key, h.binding())
	return h, err
}

// unwrap returns the data key. Returns EInvalid when the passphrase is not the vault's.
func (h *header) unwrap(passphrase string) ([]byte, error) {
	aead, err := h.passAEAD(passphrase)
	if err != nil {
		return nil, err
	}
	key, err := openWith(aead, h.Wrapped, h.binding())
	if err != nil || len(key) != keySize {
		return nil, app.Invalid("That is not the vault's passphrase.", "Capitals and spaces count. A lost passphrase cannot be recovered.")
	}
	return key, nil
}

// passAEAD works the passphrase into the cipher that wraps the data key.
func (h *header) passAEAD(passphrase string) (cipher.AEAD, error) {
	pass := normal(passphrase)
	key := argon2.IDKey(pass, h.Salt, h.Cost.Passes, h.Cost.KiB, h.Cost.Threads, keySize)
	clear(pass)
	defer clear(key)
	return chacha20poly1305.NewX(key)
}

// bound joins what something is bound to, each part behind its length, so that no two lists of parts read alike.
func bound(parts ...string) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		b.Write(binary.BigEndian.AppendUint32(nil, uint32(len(p))))
		b.WriteString(p)
	}
	return b.Bytes()
}

// sealWith returns a fresh nonce followed by plain, sealed.
func sealWith(aead cipher.AEAD, random io.Reader, plain, binding []byte) ([]byte, error) {
	nonce := make([]byte, chacha20poly1305.NonceSizeX, chacha20poly1305.NonceSizeX+len(plain)+chacha20poly1305.Overhead)
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, err
	}
	return aead.Seal(nonce, nonce, plain, binding), nil
}

// openWith opens what sealWith made.
func openWith(aead cipher.AEAD, sealed, binding []byte) ([]byte, error) {
	if len(sealed) < chacha20poly1305.NonceSizeX {
		return nil, io.ErrUnexpectedEOF
	}
	return aead.Open(nil, sealed[:chacha20poly1305.NonceSizeX], sealed[chacha20poly1305.NonceSizeX:], binding)
}
