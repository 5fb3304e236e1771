package vault

import (
	"bytes"
	"crypto/cipher"
	"encoding/hex"
	"encoding/json"
	"io"

	"golang.org/x/crypto/chacha20poly1305"

	"throughline/app"
)

// block is to how many bytes what is sealed is filled up, so that lengths tell little of names.
const block = 256

// session is an open vault: the data key and the cipher made of it.
type session struct {
	id   string
	key  []byte
	aead cipher.AEAD
}

func newSession(id string, key []byte) (*session, error) {
	aead, err := chacha20poly1305.NewX(key)
	return &session{id, key, aead}, err
}

// end overwrites the key. The cipher holds a copy inside that cannot be reached; it goes with the memory that the collector takes back.
func (s *session) end() {
	clear(s.key)
	s.aead = nil
}

// bindingOf says whose record something is sealed in: in another record, for another use, person or study it does not open.
func (s *session) bindingOf(r *app.Sealed) []byte {
	return bound("throughline sealed", s.id, string(r.Use), string(r.ID), string(r.Participant), string(r.Study))
}

// seal fills r.Data with v: a byte for the format, the vault's id, the nonce, and v as JSON filled up with spaces and encrypted.
func (s *session) seal(random io.Reader, r *app.Sealed, v any) error {
	plain, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if over := len(plain) % block; over > 0 {
		plain = append(plain, bytes.Repeat([]byte{' '}, block-over)...)
	}
	defer clear(plain)
	sealed, err := sealWith(s.aead, random, plain, s.bindingOf(r))
	if err != nil {
		return err
	}
	id, err := hex.DecodeString(s.id)
	if err != nil {
		return err
	}
	r.Data = append(append([]byte{format}, id...), sealed...)
	return nil
}

// foreign reports whether r was sealed by another vault than this one: one that was given up, or another workspace's.
func foreign(id string, r *app.Sealed) bool {
	own, err := hex.DecodeString(id)
	return err != nil || len(r.Data) < 1+idSize || !bytes.Equal(r.Data[1:1+idSize], own)
}

// open reads r.Data into v. Returns EDamaged when it is not what was sealed in this record, EUnsupported for a newer format.
func (s *session) open(r *app.Sealed, v any) error {
	switch {
	case len(r.Data) > 0 && r.Data[0] > format:
		return &app.Error{Code: app.EUnsupported, Message: "A record of the vault was sealed by a newer Throughline.", Hint: "Open the workspace with that version."}
	case len(r.Data) > 0 && r.Data[0] < format:
		return damaged(r, nil)
	case foreign(s.id, r):
		return &app.Error{Code: app.EDamaged, Message: "A record was sealed by an earlier vault, whose key is gone.", Hint: "Write the details anew; they take its place."}
	}
	plain, err := openWith(s.aead, r.Data[1+idSize:], s.bindingOf(r))
	if err != nil {
		return damaged(r, err)
	}
	defer clear(plain)
	if err := json.Unmarshal(plain, v); err != nil {
		return &app.Error{Code: app.EDamaged, Message: "A record of the vault holds no sense.", Hint: "Write the details anew.", Path: string(r.ID), Err: err}
	}
	return nil
}

func damaged(r *app.Sealed, err error) error {
	return &app.Error{Code: app.EDamaged, Message: "A record of the vault is damaged, or was put in the place of another.",
		Hint: "Go back to a backup of the workspace, or write the details anew.", Path: string(r.ID), Err: err}
}
