package storage

import (
	"bytes"
	"context"
	"database/sql"
	"errors"

	"throughline/app"
)

// VaultHeader returns what is kept in the open about the vault, nil when there is none.
func (s *Store) VaultHeader(ctx context.Context) (header []byte, err error) {
	err = s.read(ctx, "vault", func(q querier) error {
		header, err = vaultHeader(ctx, q)
		return err
	})
	return header, err
}

func vaultHeader(ctx context.Context, q querier) (header []byte, err error) {
	err = one(ctx, q, "SELECT header FROM vault WHERE id = 1", nil, &header)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return header, err
}

// SaveVaultHeader puts next in the place of was, nil for none, in one transaction: killed at any moment, the file has the one or the other. It is no
// step: undo must not bring back what an old passphrase opens. What stood there is overwritten in the file; the write-ahead log is emptied where nobody
// reads from it at the moment, and when the workspace is closed. Returns EConflict when something else than was stands there.
func (s *Store) SaveVaultHeader(ctx context.Context, was, next []byte) error {
	err := s.write(ctx, "keep the key of the vault", func(w *writer) error {
		stored, err := vaultHeader(ctx, w)
		if err != nil {
			return err
		}
		if !bytes.Equal(stored, was) {
			return &app.Error{Code: app.EConflict, Message: "The passphrase of the vault was changed meanwhile.", Hint: "Open it with the new one and try again."}
		}
		if err := w.exec("PRAGMA secure_delete = ON"); err != nil { // fills what is freed with zeroes
			return err
		}
		defer func() { _ = w.exec("PRAGMA secure_delete = OFF") }() // it only costs time
		return w.exec("INSERT INTO vault (id, header) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET header = ?1", string(next))
	})
	if err != nil {
		return err
	}
	_, _ = s.writer.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)") // best effort: closing does it too
	return nil
}
