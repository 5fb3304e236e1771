package storage

import (
	"context"
	"encoding/json"
	"os"

	"throughline/app"
)

// computer is the name of this computer as homes of backups know it.
func (s *Store) computer() string {
	if s.opt.Host != "" {
		return s.opt.Host
	}
	name, err := os.Hostname()
	if err != nil {
		return "this computer"
	}
	return name
}

// BackupHome returns how the workspace is backed up from this computer, the usual rule where nobody chose one.
func (s *Store) BackupHome(ctx context.Context) (h app.BackupHome, err error) {
	h = app.BackupHome{Host: s.computer(), Rule: app.UsualBackups()}
	all, err := s.backupHomes(ctx)
	for _, known := range all {
		if known.Host == h.Host {
			h = known
		}
	}
	return h, err
}

// SaveBackupHome remembers how the workspace is backed up from this computer. It is no step: undo must not make a folder forgotten that holds backups.
func (s *Store) SaveBackupHome(ctx context.Context, h app.BackupHome) error {
	h.Host = s.computer()
	body, err := json.Marshal(h)
	if err != nil {
		return translate(ctx, "keep the rule of backups", s.path, err)
	}
	return s.write(ctx, "keep the rule of backups", func(w *writer) error {
		return w.exec("INSERT INTO backup_home (host, body) VALUES (?1, ?2) ON CONFLICT (host) DO UPDATE SET body = ?2", h.Host, string(body))
	})
}

// backupHomes are those of all computers, by name.
func (s *Store) backupHomes(ctx context.Context) (all []app.BackupHome, err error) {
	err = s.read(ctx, "rules of backups", func(q querier) error {
		bodies, err := texts(ctx, q, "SELECT body FROM backup_home ORDER BY host")
		for _, body := range bodies {
			var h app.BackupHome
			if err := json.Unmarshal([]byte(body), &h); err != nil {
				return err
			}
			all = append(all, h)
		}
		return err
	})
	return all, err
}
